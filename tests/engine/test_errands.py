"""The errand book: the open tasks are the desks that lines call for, in the hands of those who hold them."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction
from viewflow.workflow.models import Task

from tests import factories as f
from workflow.engine import audit, errands
from workflow.engine.errors import NotAllowed, Stale
from workflow.engine.flow import DossierFlow
from workflow.law import awards
from workflow.law.states import State
from workflow.law.words import Kind
from workflow.models import Dossier, Handover, User

pytestmark = pytest.mark.django_db


def hands(task: Task) -> list[tuple[int | None, int]]:
    return list(task.handovers.order_by("pk").values_list("holder", "by"))


def test_several_desks_at_once_and_back_again():
    made = f.dossier(awards=["BK-TINH"] * 6)
    a, b, c, d, e, g = f.lines(made)
    f.move([a, b, c], "appraise")
    f.move([d], "send_back", note="thiếu")
    f.move([a], "hold", f.holder(f.CHIEF), note="đơn thư")
    assert f.desks(made) == ["appraise", "convene", "intake", "review"]
    assert errands.called_for([made.pk])[made.pk] == {
        State.SUBMITTED: 2, State.APPRAISED: 2, State.RETURNED: 1, State.HELD: 1}
    first = f.errand(made, "appraise").pk
    f.move([e, g], "appraise")
    assert f.desks(made) == ["convene", "intake", "review"]
    f.move([d], "resubmit", f.holder(f.INTAKE))
    f.move([a], "release", f.holder(f.CHIEF), note="xong")
    assert f.desks(made) == ["appraise", "convene"] and f.errand(made, "appraise").pk != first


def test_a_dossier_ends_when_its_last_line_does():
    made = f.dossier(awards=["BK-TINH"] * 2)
    f.move(made, "refuse", note="không đủ")
    assert f.desks(made) == ["deliver"]
    f.delivered(made)
    made.process.refresh_from_db()
    assert f.states(made) == ["answered"] * 2 and f.desks(made) == [] and made.process.status == "DONE"
    assert not list(audit.faults())


def returned(made: Dossier, by: User) -> Task:
    """The appraisal desk closes and opens again."""
    f.move(made, "send_back", by, note="thiếu")
    f.move(made, "resubmit", f.holder(f.INTAKE))
    return f.errand(made, "appraise")


def test_a_reopened_desk_goes_back_to_its_last_holder():
    made, an = f.dossier(), f.user(f.APPRAISAL)
    task = returned(made, an)
    assert (task.owner, task.status, bool(task.assigned), task.started) == (an, "ASSIGNED", True, None)
    assert hands(task) == [(an.pk, an.pk)]
    f.move(made, "appraise", an)
    spells = Task.objects.filter(process=made.process, flow_task=DossierFlow.appraise).order_by("pk")
    assert [(spell.owner, spell.status, bool(spell.started)) for spell in spells] == [(an, "DONE", True)] * 2
    assert hands(spells[1]) == [(an.pk, an.pk)]


def test_of_several_holders_the_last_one_gets_it():
    made, an, binh = f.dossier(), f.user(f.APPRAISAL), f.user(f.APPRAISAL)
    errands.take(f.errand(made, "appraise"), an)
    errands.hand_over(f.errand(made, "appraise"), binh, an)
    assert returned(made, binh).owner == binh


@pytest.mark.parametrize("gone", ["left", "moved"])
def test_who_may_not_hold_it_any_more_does_not_get_it_back(gone):
    """And neither does the one before him: the desk goes to the queue."""
    made, before, last = f.dossier(awards=["BK-TINH"] * 2), f.user(f.APPRAISAL), f.user(f.APPRAISAL)
    task = returned(made, before)
    errands.hand_over(task, last, before)
    f.move(made, "send_back", last, note="vẫn thiếu")
    if gone == "left":
        User.objects.filter(pk=last.pk).update(is_active=False)
    else:
        last.groups.clear()
    f.move(made, "resubmit", f.holder(f.INTAKE))
    task = f.errand(made, "appraise")
    assert (task.owner, task.status, task.assigned) == (None, "NEW", None) and not hands(task)


def test_a_desk_that_nobody_held_goes_to_the_queue():
    made = f.dossier()
    f.move(made, "hold", f.holder(f.CHIEF), note="đơn thư")
    f.move(made, "release", f.holder(f.CHIEF), note="xong")
    assert f.errand(made, "appraise").owner is None


def test_waiting_places_are_nobodys_errand():
    made = f.appraised()
    sitting = f.sitting_on(made)
    assert f.desks(made) == ["council"] and not errands.desks([made.pk])
    f.vote(sitting)
    f.counted(sitting)
    f.drafted(made)
    assert f.desks(made) == ["signature"] and f.errand(made, "signature").owner is None


def test_take_hand_over_put_back_are_all_written_down():
    made, an, binh, chief = f.dossier(), f.user(f.APPRAISAL), f.user(f.APPRAISAL), f.holder(f.CHIEF)
    task = f.errand(made, "appraise")
    errands.take(task, an)
    with pytest.raises(Stale, match="vừa có người nhận"):
        errands.take(task, binh)
    errands.hand_over(task, binh, chief)
    errands.put_back(task, binh)
    with pytest.raises(Stale, match="không có ai giữ"):
        errands.put_back(task, chief)
    errands.hand_over(task, an, chief)
    assert hands(task) == [(an.pk, an.pk), (binh.pk, chief.pk), (None, binh.pk), (an.pk, chief.pk)]
    f.move(made, "appraise", an)
    with pytest.raises(Stale, match="đã xong"):
        errands.hand_over(task, binh, chief)
    with pytest.raises(Stale, match="đã xong"):
        errands.put_back(task, an)
    assert len(hands(task)) == 4


def test_only_the_holder_or_who_assigns_work_parts_with_it():
    made, an, binh = f.dossier(), f.user(f.APPRAISAL), f.user(f.APPRAISAL)
    task = f.errand(made, "appraise")
    with pytest.raises(NotAllowed):
        errands.hand_over(task, binh, an)  # nobody holds it
    errands.take(task, an)
    for act in (lambda: errands.hand_over(task, binh, binh), lambda: errands.put_back(task, binh)):
        with pytest.raises(NotAllowed, match="Chỉ người đang giữ việc"):
            act()
    assert hands(task) == [(an.pk, an.pk)]


def test_nobody_gets_what_he_may_not_do():
    made, an = f.dossier(), f.user(f.APPRAISAL)
    task = f.errand(made, "appraise")
    with pytest.raises(NotAllowed):
        errands.take(task, f.holder(f.SIGNER))
    errands.take(task, an)
    for other in (f.holder(f.SIGNER), f.user(f.APPRAISAL, is_active=False)):
        with pytest.raises(NotAllowed, match="không được giao loại việc này"):
            errands.hand_over(task, other, an)


def test_who_received_neither_takes_nor_is_given_the_appraisal():
    both = f.user(f.INTAKE, f.APPRAISAL)
    task = f.errand(f.dossier(by=both), "appraise")
    with pytest.raises(NotAllowed, match="đã tiếp nhận hồ sơ này"):
        errands.take(task, both)
    with pytest.raises(NotAllowed, match="đã tiếp nhận hồ sơ này"):
        errands.hand_over(task, both, f.holder(f.CHIEF))
    assert not Handover.objects.filter(task=task).exists()


def test_the_work_of_somebody_who_left_is_given_to_another():
    made, gone, heir = f.dossier(), f.user(f.APPRAISAL), f.user(f.APPRAISAL)
    task = f.errand(made, "appraise")
    errands.take(task, gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        errands.put_back(task, User.objects.get(pk=gone.pk))
    errands.hand_over(task, heir, f.holder(f.CHIEF))
    f.move(made, "appraise", heir)
    assert f.states(made) == ["appraised"]


def test_settling_again_changes_nothing():
    made = f.dossier(awards=["BK-TINH"] * 2)
    f.move(f.lines(made)[:1], "send_back", note="thiếu")
    before = list(Task.objects.order_by("pk").values()), list(made.pauses.values()), Handover.objects.count()
    assert errands.settle([made.pk]) == []
    assert before == (list(Task.objects.order_by("pk").values()), list(made.pauses.values()), Handover.objects.count())


@pytest.mark.parametrize("spoil", ["cancel", "execute"])
def test_a_spoiled_book_is_found_and_mended(spoil):
    made, an = f.dossier(awards=["BK-TINH"] * 2), f.user(f.APPRAISAL)
    with f.errand(made, "appraise").activation() as activation:
        if spoil == "cancel":
            activation.cancel()
        else:
            activation.assign(an)
            activation.start(None)
            activation.execute()
    assert f.desks(made) == [] and audit.unsettled() == [made.pk]
    errands.settle([made.pk])
    assert not audit.unsettled() and f.desks(made) == ["appraise"]
    f.move(made, "appraise", f.errand(made, "appraise").owner or an)
    assert f.desks(made) == ["convene"]


def test_a_desk_too_many_is_closed():
    made = f.dossier()
    hub = f.errand(made, "hub")
    DossierFlow.hub.open([(hub, "review", None)])
    assert audit.unsettled() == [made.pk]
    errands.settle([made.pk])
    assert f.desks(made) == ["appraise"] and not audit.unsettled()


def test_the_database_keeps_one_errand_a_desk():
    twin = f.errand(f.dossier(), "appraise")
    twin.pk = None
    with pytest.raises(IntegrityError, match="one_open_errand"), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("what", ["INDEX one_open_errand", "TRIGGER entry_stays ON workflow_entry"])
def test_a_lost_guard_is_missed(what):
    assert not run_checks(databases=["default"])
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {what}")
    error, = run_checks(databases=["default"])
    assert error.id == "workflow.E003" and what.split()[1] in error.msg


def traces(made: Dossier) -> tuple:
    """A dossier's process as rows, without ids and times."""
    made = Dossier.objects.get(pk=made.pk)
    return made.process.status, bool(made.process.finished), [
        (task.flow_task.name, task.flow_task_type, task.status, str(task.token), task.owner_id, task.owner_permission, task.data,
         task.seed_object_id, bool(task.started), bool(task.finished), [before.flow_task.name for before in task.previous.all()])
        for task in made.process.task_set.order_by("pk")
    ]


def test_the_hub_leaves_the_rows_that_activations_leave():
    """The same way of a dossier, walked by the clerk and by viewflow's own activations."""
    boss = User.objects.create_superuser("boss", "Trưởng phòng")
    ours, theirs = f.dossier(), f.dossier()
    for step in ("send_back", "withdraw"):
        f.move(ours, step, boss, note="x")
    for here, then in (("appraise", "intake"), ("intake", None)):
        with f.errand(theirs, here).activation() as activation:
            activation.assign(boss)
            activation.start(None)
            activation.execute()
            if then:
                hub = f.errand(theirs, "hub")
                DossierFlow.instance.node(then)._create(hub.flow_task.activation_class(hub), hub.token)
    DossierFlow.hub.run(f.errand(theirs, "hub"))
    assert traces(ours) == traces(theirs) and traces(ours)[:2] == ("DONE", True)


def test_every_kind_has_its_first_desk():
    for kind in (kind for kind in Kind if ("BK-TINH", kind) in awards.AWARDS):
        assert f.desks(f.dossier(kind=kind)) == ["appraise"]
