"""Moving many lines: all or none, or those that can; by whom it is due; and nothing half done."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as f
from workflow.engine import clerk, errands
from workflow.engine.errors import NotAllowed, OutOfStep, Refused
from workflow.engine.nodes import Hub
from workflow.law import awards
from workflow.law.words import Kind
from workflow.models import Act, Entry, Handover, Line, Rule, User

pytestmark = pytest.mark.django_db
BOTH = ("BK-TINH", "CSTDT")  # the second asks for one paper more
WITHOUT = [paper for paper in f.PAPERS if paper != "sang-kien"]


def written() -> tuple[int, int, int]:
    return Act.objects.count(), Entry.objects.count(), Handover.objects.count()


def test_all_or_nothing():
    made = f.dossier(awards=("BK-TINH", "CSTDT", "BK-TINH"), papers=WITHOUT)
    before = written()
    with pytest.raises(Refused) as refused:
        f.move(made, "appraise")
    late = f.lines(made)[1]
    assert refused.value.reasons == {late.pk: "Hồ sơ còn thiếu: Chứng nhận sáng kiến, đề tài và phạm vi ảnh hưởng"}
    assert str(refused.value).startswith("1 dòng không chuyển được, chưa có gì thay đổi: Hồ sơ còn thiếu")
    assert f.states(made) == ["submitted"] * 3 and f.desks(made) == ["appraise"] and written() == before
    assert f.errand(made, "appraise").owner is None


def test_those_that_can():
    made = f.dossier(awards=("BK-TINH", "CSTDT", "BK-TINH"), papers=WITHOUT)
    a, b, c = f.lines(made)
    outcome = clerk.move([a, b.pk, c, 10**9], "appraise", f.holder(f.APPRAISAL), partly=True)
    assert outcome.moved == [a.pk, c.pk] and set(outcome.refused) == {b.pk, 10**9}
    assert outcome.refused[10**9] == "Không có dòng này" and outcome.moves == {("submitted", "appraised"): [a.pk, c.pk]}
    assert f.states(made) == ["appraised", "submitted", "appraised"] and f.desks(made) == ["appraise", "convene"]
    assert set(Entry.objects.filter(act__step="appraise").values_list("line", flat=True)) == {a.pk, c.pk}


def test_nothing_that_can_leaves_no_trace():
    made = f.dossier()
    before = written()
    assert not f.move(made, "resubmit", partly=True).moved
    assert written() == before and f.errand(made, "appraise").owner is None


def test_the_same_line_twice_moves_once():
    made = f.dossier()
    assert f.move([*f.lines(made), *f.lines(made)], "appraise").moved == f.ids(made)
    assert Entry.objects.filter(line__dossier=made).count() == 2


def test_each_procedure_goes_its_own_way():
    merit, sudden = f.dossier(), f.dossier(kind=Kind.SUDDEN)
    f.move([merit, sudden], "appraise")
    assert f.states(merit, sudden) == ["appraised", "passed"]
    assert (f.desks(merit), f.desks(sudden)) == (["convene"], ["decide"])
    assert clerk.move(f.ids(sudden), "convene", f.holder(f.SECRETARY), partly=True, sitting=None).refused == dict.fromkeys(
        f.ids(sudden), "Không có bước này khi dòng ở “Chờ quyết định”")


def test_a_reason_is_demanded_and_kept():
    made = f.dossier()
    with pytest.raises(Refused, match="Phải ghi rõ lý do"):
        f.move(made, "refuse", note="  ")
    f.move(made, "refuse", note="Không đủ hai năm")
    line, = f.lines(made)
    assert line.reason == "Không đủ hai năm" and line.came_from == "submitted"
    assert Act.objects.get(step="refuse").note == "Không đủ hai năm"


def test_every_right_is_asked_for_every_time():
    made = f.dossier()
    appraiser = f.user(rights=["appraise"])
    before = written()
    with pytest.raises(NotAllowed):
        f.move(made, "hold", appraiser, note="đơn thư")
    with pytest.raises(NotAllowed):
        f.move(made, "appraise", f.holder(f.SIGNER), partly=True)
    assert written() == before
    f.move(made, "appraise", appraiser)
    with pytest.raises(NotAllowed):
        clerk.move(f.ids(made), "convene", appraiser, sitting=None)
    with pytest.raises(NotAllowed):
        f.dossier(by=appraiser)


def test_a_right_taken_away_and_an_account_closed_count_at_once():
    free, held, leaver, mover = f.dossier(), f.dossier(), f.user(f.APPRAISAL), f.user(f.APPRAISAL)
    errands.take(f.errand(held, "appraise"), mover)
    User.objects.filter(pk=leaver.pk).update(is_active=False)
    mover.groups.clear()
    for made, gone in ((free, leaver), (held, mover)):
        with pytest.raises(NotAllowed):
            f.move(made, "appraise", User.objects.get(pk=gone.pk))


def test_even_a_superuser_with_a_closed_account_does_nothing():
    root = User.objects.create_superuser("root", "Quản trị", is_active=False)
    with pytest.raises(NotAllowed):
        f.move(f.dossier(), "appraise", root)


def test_who_received_does_not_appraise():
    both = f.user(f.INTAKE, f.APPRAISAL)
    own, other = f.dossier(by=both), f.dossier()
    for step, note in (("appraise", ""), ("send_back", "thiếu"), ("refuse", "không đủ"), ("hold", "đơn thư")):
        chosen = [own, other] if step == "appraise" else [own]
        outcome = f.move(chosen, step, both, partly=True, note=note)
        assert outcome.refused == {f.ids(own)[0]: "Người tiếp nhận hồ sơ không được thẩm định hồ sơ đó"}
    assert f.states(own, other) == ["submitted", "appraised"]


def test_a_dossier_in_other_hands():
    an, binh = f.user(f.APPRAISAL, name="An"), f.user(f.APPRAISAL, name="Bình")
    one, two = f.dossier(), f.dossier()
    errands.take(f.errand(one, "appraise"), binh)
    outcome = f.move([one, two], "appraise", an, partly=True)
    assert outcome.refused == {f.ids(one)[0]: "Hồ sơ đang do Bình giữ"} and f.states(one, two) == ["submitted", "appraised"]
    f.move(one, "hold", f.holder(f.CHIEF), note="đơn thư")  # a right of its own works whoever holds the desk
    assert f.states(one) == ["held"]


def test_working_on_a_free_desk_takes_it():
    made, an = f.dossier(awards=BOTH), f.user(f.APPRAISAL)
    f.move(f.lines(made)[:1], "appraise", an)
    task = f.errand(made, "appraise")
    assert (task.owner, task.status, bool(task.assigned), bool(task.started)) == (an, "ASSIGNED", True, True)
    assert list(task.handovers.values_list("holder", "by")) == [(an.pk, an.pk)]


def test_stale_objects_do_no_harm():
    made = f.dossier()
    stale, = f.lines(made)
    f.move(made, "appraise")
    with pytest.raises(Refused):
        f.move([stale], "appraise")
    with pytest.raises(TypeError):
        stale.save()
    with pytest.raises(TypeError):
        stale.save(update_fields=["state"])
    stale.citation = "Sửa lỗi chính tả"
    stale.save(update_fields=["citation"])
    assert f.states(made) == ["appraised"] and f.lines(made)[0].citation == "Sửa lỗi chính tả"


def test_a_state_written_behind_the_clerks_back_stops_everything(monkeypatch):
    made = f.dossier(awards=BOTH)
    real, before = clerk.rehearse, written()

    def interfering(chosen, *args, **told):
        outcome = real(chosen, *args, **told)
        Line.objects.filter(pk=chosen[0].pk).update(state="returned")
        return outcome

    monkeypatch.setattr(clerk, "no_queries", nullcontext)
    monkeypatch.setattr(clerk, "rehearse", interfering)
    with pytest.raises(OutOfStep):
        f.move(made, "appraise")
    assert f.states(made) == ["submitted", "submitted"] and written() == before


def test_the_law_must_not_query(monkeypatch):
    made = f.dossier()
    monkeypatch.setattr("processes.procedures.Procedure.papers_complete", lambda machine: machine.line.entries.exists())
    with pytest.raises(AssertionError, match="queried"):
        f.move(made, "appraise")


@pytest.mark.parametrize(("owner", "name"), [
    (clerk, "write"), (clerk, "record"), (errands, "begin"), (errands, "settle"), (errands, "note_holders"),
    (Hub, "finish"), (Hub, "open"), (Hub, "_beside"),
])
def test_a_step_that_breaks_anywhere_changes_nothing(monkeypatch, owner, name):
    made = f.dossier(awards=BOTH)
    before, real = written(), getattr(owner, name)

    def breaking(*args):
        real(*args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, staticmethod(breaking) if name == "_beside" else breaking)
        with pytest.raises(KeyboardInterrupt):
            f.move(made, "appraise")
    assert f.states(made) == ["submitted"] * 2 and f.desks(made) == ["appraise"]
    assert written() == before and f.errand(made, "appraise").owner is None
    f.move(made, "appraise")
    assert f.desks(made) == ["convene"]


def test_the_log_tells_the_whole_life_of_a_line():
    made = f.dossier()
    appraiser, chief = f.APPRAISAL, f.CHIEF
    for step, by in (("send_back", appraiser), ("resubmit", f.INTAKE), ("appraise", appraiser), ("hold", chief), ("release", chief)):
        f.move(made, step, f.holder(by), note=step)
    log = f.lines(made)[0].entries.order_by("pk").values_list("act__step", "act__note", "act__by__full_name", "source", "target")
    assert list(log) == [
        ("register", "", f"{f.INTAKE} (minh họa)", "", "submitted"),
        ("send_back", "send_back", f"{f.APPRAISAL} (minh họa)", "submitted", "returned"),
        ("resubmit", "resubmit", f"{f.INTAKE} (minh họa)", "returned", "submitted"),
        ("appraise", "appraise", f"{f.APPRAISAL} (minh họa)", "submitted", "appraised"),
        ("hold", "hold", f"{f.CHIEF} (minh họa)", "appraised", "held"),
        ("release", "release", f"{f.CHIEF} (minh họa)", "held", "appraised"),
    ]


@pytest.mark.parametrize("nonsense", [{"state": "drafted"}, {"state": "bay"}, {"no": 2}])
def test_the_database_refuses_nonsense(nonsense):
    made = f.dossier(awards=BOTH)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.lines.filter(no=1).update(**nonsense)


# ------------------------------------------------------------------ versions of the rules


def moment(*day: int) -> datetime:
    return timezone.make_aware(datetime(*day, 9))


def test_lines_are_stamped_with_the_rules_of_the_day_of_receipt():
    old, new = f.dossier(received_at=moment(2025, 6, 30)), f.dossier(received_at=moment(2025, 7, 1))
    assert [line.rule.since for line in (*f.lines(old), *f.lines(new))] == [date(2024, 1, 1), date(2025, 7, 1)]
    assert {line.since for line in (*f.lines(old), *f.lines(new))} == {date(2024, 1, 1)}


def test_a_new_rule_does_not_touch_open_lines():
    made = f.dossier(received_at=moment(2026, 1, 5))
    Rule.objects.filter(award="BK-TINH", kind=Kind.MERIT, until=None).update(until=date(2026, 1, 31))
    Rule.objects.create(award_id="BK-TINH", kind=Kind.MERIT, since=date(2026, 2, 1), working_days=10, threshold=70, papers=[
        {"code": "moi", "name": "Giấy tờ mới", "required": True}])
    later = f.dossier(received_at=moment(2026, 2, 1))
    assert (made.working_days, later.working_days) == (25, 10)
    outcome = f.move([made, later], "appraise", partly=True)
    assert outcome.moved == f.ids(made) and outcome.refused == {f.ids(later)[0]: "Hồ sơ còn thiếu: Giấy tờ mới"}


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(awards, "AWARDS", {key: dict(versions) for key, versions in awards.AWARDS.items()})
    return awards.AWARDS


def test_a_new_version_of_the_machine_does_not_either(registry):
    old = f.dossier(received_at=moment(2026, 1, 5))
    stricter = type("Stricter", (awards.in_force("BK-TINH", Kind.MERIT, date(2026, 1, 1)),), {"papers_complete": lambda machine: False})
    awards.award("BK-TINH", since=date(2025, 1, 1))(stricter)
    new = f.dossier(received_at=moment(2026, 1, 5))
    f.move(old, "appraise")
    assert f.lines(new)[0].since == date(2025, 1, 1) and f.lines(new)[0].machine.__class__ is stricter
    assert f.states(old) == ["appraised"]


def test_rules_in_use_cannot_be_deleted(registry):
    made = f.dossier()
    assert not run_checks(databases=["default"])
    del registry["BK-TINH", Kind.MERIT][date(2024, 1, 1)]
    assert [error.id for error in run_checks(databases=["default"])] == ["workflow.E002"]
    Line.objects.filter(dossier=made).update(state="withdrawn")
    assert not run_checks(databases=["default"])


def test_no_rules_on_the_day_means_no_dossier():
    before = written()
    line = Line(no=1, award="HUYHIEU", recipient=None)
    made = f.dossier()
    with pytest.raises(Refused, match="Chưa có quy định thủ tục công trạng cho HUYHIEU"):
        clerk.stamp(made, [line])
    with pytest.raises(Refused, match="chưa có dòng"):
        clerk.register(made, [], f.holder(f.INTAKE))
    assert written()[0] == before[0] + 1
