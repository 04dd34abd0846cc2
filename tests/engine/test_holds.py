"""A hold stops what would carry a recipient's lines on, nothing else; it is placed with a reason and a day, released by a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import evidence as e
from tests import factories as f
from workflow.engine import chronicle, clerk
from workflow.engine.deciding import decisions, outcomes
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.receiving import intake
from workflow.engine.sittings import council
from workflow.engine.stopping import blocks, holds
from workflow.law.words import HoldReason
from workflow.models import Act, Decision, Entry, Hold, Outcome, Sitting

pytestmark = pytest.mark.django_db


def words(refused: pytest.ExceptionInfo[Refused]) -> str:
    return "; ".join(refused.value.reasons.values())


def test_a_person_on_hold_is_not_appraised_and_the_refusal_says_why_and_until_when() -> None:
    made = f.dossier(awards=["BK-TINH"] * 2)
    first, second = f.lines(made)
    hold = e.held(first.recipient, reason=HoldReason.COMPLAINT)
    with pytest.raises(Refused) as refused:
        f.move(made, "appraise")
    assert list(refused.value.reasons) == [first.pk]
    assert words(refused) == (f"Đối tượng đang tạm dừng từ {hold.since:%d/%m/%Y}: Có đơn thư đang được xác minh; "
                              f"xem lại ngày {hold.review_on:%d/%m/%Y}")
    assert f.states(made) == ["submitted", "submitted"]
    outcome = f.move(made, "appraise", partly=True)
    assert outcome.moved == [second.pk] and f.states(made) == ["submitted", "appraised"]


def test_no_step_towards_the_award_is_taken_from_any_desk() -> None:
    made = f.appraised()
    line, = f.lines(made)
    hold = e.held(line.recipient)
    with pytest.raises(Refused):
        f.sitting_on(made, 3)
    assert not Sitting.objects.exists() and f.states(made) == ["appraised"]
    holds.release(hold, "Kết luận không vi phạm", timezone.localdate(), f.holder(f.CHIEF))
    f.passed(made)
    hold = e.held(line.recipient)
    with pytest.raises(Refused):
        f.drafted(made)
    assert not Decision.objects.exists() and f.states(made) == ["passed"]
    holds.release(hold, "Kết luận không vi phạm", timezone.localdate(), f.holder(f.CHIEF))
    decision = f.checked(f.drafted(made))
    e.held(line.recipient)
    with pytest.raises(Refused):
        f.signed(decision)
    decision.refresh_from_db()
    assert decision.number is None and f.states(made) == ["drafted"]
    decisions.decline(decision, f.holder(f.SIGNER), "Đối tượng đang tạm dừng")
    decisions.drop(decision, f.ids(made), f.holder(f.DRAFTER))
    assert f.states(made) == ["passed"]


def test_nobody_on_hold_is_shown_to_the_people() -> None:
    step = "publish"
    assert step in blocks.STOPS
    line, = f.lines(f.dossier())
    e.held(line.recipient)
    assert "kỷ luật" in blocks.stopping(step, [line], f.user(f.APPRAISAL))[line.recipient_id].lower()
    assert blocks.stopping("close_list", [line], f.user(f.APPRAISAL)) == {}


def test_why_somebody_is_on_hold_is_told_to_who_appraises_and_reviews_alone() -> None:
    made = f.passed()
    e.held(f.lines(made)[0].recipient)
    with pytest.raises(Refused) as refused:
        f.drafted(made)
    told = str(refused.value).lower()
    assert "đang tạm dừng" in told and "xem lại ngày" in told and "kỷ luật" not in told


def test_everything_else_goes_on() -> None:
    made = f.dossier(awards=["BK-TINH"] * 3)
    one, two, three = f.lines(made)
    for line in (one, two, three):
        e.held(line.recipient)
    f.move([one], "send_back", note="Thiếu giấy tờ")
    f.move([two], "refuse", note="Không đủ năm")
    f.move([three], "hold", note="Chờ kết luận")
    clerk.move([one.pk], "resubmit", f.holder(f.INTAKE))
    f.move([three], "release", note="Đã có kết luận")
    assert f.states(made) == ["submitted", "refused", "submitted"]


def test_the_ticked_lines_stop_in_the_same_act_and_the_unit_reads_no_more_than_the_kind_of_hold() -> None:
    rows = [f.row("BK-TINH", identity="036180000009", name="Nguyễn Thị Dừng")]
    one, two = f.lines([f.dossier(rows=rows), f.dossier(rows=rows)])
    f.move([two], "appraise")
    assert [free for _, free in holds.affected(one.recipient_id)] == [True, True]
    hold = e.held(one.recipient, reason=HoldReason.COMPLAINT, note="Đơn của ông X ở thôn Y", lines=[one.pk, two.pk])
    for line in (one, two):
        line.refresh_from_db()
    assert (one.state, two.state, two.came_from) == ("held", "held", "appraised")
    assert "ông X" not in one.reason and one.reason == f"Có đơn thư đang được xác minh; xem lại ngày {hold.review_on:%d/%m/%Y}"
    holds.release(hold, "Đơn không có cơ sở", timezone.localdate(), f.holder(f.APPRAISAL))
    one.refresh_from_db()
    assert one.state == "held", "releasing a hold moves no line by itself"
    f.move([one, two], "release", note="Đã có kết luận")
    assert sorted(line.state for line in f.lines([one.dossier, two.dossier])) == ["appraised", "submitted"]


def test_a_hold_that_is_refused_leaves_no_trace() -> None:
    made = f.dossier(awards=["BK-TINH"] * 2)
    line, other = f.lines(made)
    today, acts = timezone.localdate(), Act.objects.count()
    for fault in (
        {"note": " "}, {"review_on": today}, {"since": today + timedelta(days=1)}, {"lines": [other.pk]}, {"lines": [line.pk + 999]},
    ):
        with pytest.raises(Refused):
            e.held(line.recipient, **fault)
    with pytest.raises(NotAllowed):
        e.held(line.recipient, by=f.holder(f.INTAKE))
    f.passed(f.appraised(made))
    f.drafted([line])
    with pytest.raises(Refused):  # the law does not hold a line that is in a draft
        e.held(line.recipient, lines=[line.pk])
    assert not Hold.objects.exists() and Act.objects.filter(step="hold").count() == 0 and acts


def test_a_hold_ends_once_with_its_ground_on_a_day_that_has_come() -> None:
    hold, chief = e.held(e.person()), f.holder(f.CHIEF)
    today = timezone.localdate()
    for note, on in ((" ", today), ("x", today + timedelta(days=1)), ("x", today - timedelta(days=1))):
        with pytest.raises(Refused):
            holds.release(hold, note, on, chief)
    with pytest.raises(NotAllowed):
        holds.release(hold, "x", today, f.holder(f.INTAKE))
    holds.release(hold, "Kết luận 15/KL-TTr", today, chief)
    with pytest.raises(Stale):
        holds.release(hold, "lần nữa", today, chief)
    hold.refresh_from_db()
    assert (hold.released_by, hold.release_note) == (chief, "Kết luận 15/KL-TTr")


def test_the_database_lets_nobody_rewrite_a_hold() -> None:
    hold = e.held(e.person())
    for act in (lambda: Hold.objects.filter(pk=hold.pk).update(note="khác"), hold.delete):
        with pytest.raises(IntegrityError, match="is evidence"), transaction.atomic():
            act()


def test_the_last_of_several_holds_counts() -> None:
    line, = f.lines(f.dossier())
    first = e.held(line.recipient, reason=HoldReason.PRESS)
    last = e.held(line.recipient, review_on=timezone.localdate() + timedelta(days=90))
    assert blocks.open_on([line.recipient_id]) == {line.recipient_id: last}
    holds.release(last, "Hết", timezone.localdate(), f.holder(f.CHIEF))
    with pytest.raises(Refused) as refused:
        f.move([line], "appraise")
    assert "Báo chí nêu" in words(refused) and f"{first.review_on:%d/%m/%Y}" in words(refused)


def test_the_list_begins_with_what_is_longest_due() -> None:
    today = timezone.localdate()
    days = [today + timedelta(days=n) for n in (40, 5, 90)]
    made = [e.held(e.person(), review_on=day) for day in days]
    assert [hold.review_on for hold in holds.listed()] == sorted(days)
    assert holds.due(today).count() == 0 and list(holds.due(days[1])) == [made[1]]
    holds.release(made[0], "Hết", today, f.holder(f.CHIEF))
    assert [hold.pk for hold in holds.listed(past=True)] == [made[0].pk]


@pytest.mark.parametrize("n", [1, 30, 300])
def test_the_clerk_asks_once_for_all_holds(n: int) -> None:
    made = f.dossier(awards=["BK-TINH"] * n)
    officer = f.holder(f.APPRAISAL)
    officer.get_all_permissions()
    asked = {}
    for step, facts in (("send_back", {"note": "thiếu"}), ("resubmit", {}), ("appraise", {})):
        with CaptureQueriesContext(connection) as queries:
            clerk.move(f.ids(made), step, f.holder(f.INTAKE) if step == "resubmit" else officer, **facts)
        asked[step] = sum('FROM "workflow_hold"' in query["sql"] for query in queries)
    assert asked == {"send_back": 0, "resubmit": 0, "appraise": 1}


@pytest.mark.parametrize("n", [1, 30, 300])
def test_a_list_is_looked_through_for_holds_in_eight_queries(n: int, django_assert_max_num_queries) -> None:
    unit = f.unit()
    rows = [f.row() for _ in range(n)]
    made = f.dossier(unit=unit, rows=rows)
    hold = e.held(f.lines(made)[0].recipient)
    with django_assert_max_num_queries(8):
        assert blocks.in_list(rows, unit) == {0: hold}
    assert blocks.in_list([], unit) == {}
    again = intake.register(f.draft(unit=unit, rows=rows), f.holder(f.INTAKE))
    assert again.lines.count() == n, "a hold does not bar the counter"


@pytest.mark.django_db(transaction=True)
def test_an_appraisal_at_the_same_moment_comes_wholly_before_or_wholly_after() -> None:
    for _ in range(3):
        made = f.dossier()
        line, = f.lines(made)
        officer, chief = f.holder(f.APPRAISAL), f.holder(f.CHIEF)
        placed, moved = f.at_once(
            lambda line=line, chief=chief: e.held(line.recipient, by=chief, lines=[line.pk]),
            lambda line=line, officer=officer: clerk.move([line.pk], "appraise", officer))
        assert isinstance(placed, Hold), placed
        line.refresh_from_db()
        assert line.state == "held" and line.came_from == ("submitted" if isinstance(moved, Refused) else "appraised")


def test_a_count_that_is_under_way_is_taken_and_stops_before_the_draft() -> None:
    made = f.appraised()
    sitting = f.sitting_on(made, 3)
    f.vote(sitting)
    e.held(f.lines(made)[0].recipient)
    council.tally(sitting, f.holder(f.SECRETARY))
    assert f.states(made) == ["passed"]


# ------------------------------------------------------------------ what others decide


def test_that_the_authority_above_gave_the_award_is_recorded_through_a_hold_by_who_saw_it_and_says_why() -> None:
    made = f.forwarded(f.appraised(f.dossier(awards=["BK-TTG"] * 3)))
    held_line, *others = f.lines(made)
    hold = e.held(held_line.recipient)
    assert {pk: one.pk for pk, one in outcomes.on_hold(f.lines(made)).items()} == {held_line.pk: hold.pk}
    for said in ({}, {"despite": "QĐ 12 đã ban hành"}, {"seen": [hold.pk]}, {"despite": "  ", "seen": [hold.pk]}):
        with pytest.raises(Refused) as refused:
            f.granted(made, **said)
        assert list(refused.value.reasons) == [held_line.pk] and "đang tạm dừng" in words(refused) and "kỷ luật" not in words(refused)
    assert f.states(made) == ["forwarded"] * 3 and not Outcome.objects.exists() and not Act.objects.filter(step="grant").exists()
    f.granted(made, despite="QĐ 12 đã ban hành", seen=[hold.pk])
    assert f.states(made) == ["decided"] * 3 and Outcome.objects.count() == 1
    noted = dict(Act.objects.filter(step="grant").values_list("entries__line", "note"))
    assert noted == {held_line.pk: "Ghi dù đang tạm dừng: QĐ 12 đã ban hành", **{line.pk: "" for line in others}}
    held_line.refresh_from_db()
    assert held_line.reason == "", "the unit reads a line's reason"


def test_why_an_outcome_was_recorded_through_a_hold_is_read_by_who_may_know_of_the_hold() -> None:
    made = f.forwarded()
    line, = f.lines(made)
    f.granted(made, despite="Cấp trên đã cân nhắc đơn thư", seen=[e.held(line.recipient).pk])
    names = chronicle.step_names([type(line.machine)])
    for told in (True, False):
        notes = {event.note for event in chronicle.acts(Entry.objects.filter(line=line), names, told)}
        assert any("cân nhắc đơn thư" in note for note in notes) is told


def test_a_hold_keeps_no_award_from_being_taken_away_above() -> None:
    made = f.forwarded()
    line, = f.lines(made)
    e.held(line.recipient)
    line.about_id = 1
    assert outcomes.on_hold([line]) == {}


@pytest.mark.parametrize("n", [1, 30])
def test_holds_on_what_lies_above_are_asked_for_once(n: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    made = f.lines(f.dossier(awards=["BK-TINH"] * n))
    for line in made:
        e.held(line.recipient)
    with django_assert_num_queries(1):
        assert len(outcomes.on_hold(made)) == n


@pytest.mark.django_db(transaction=True)
def test_a_hold_at_the_same_moment_as_an_outcome_is_seen_or_comes_after_it() -> None:
    made = f.forwarded()
    line, = f.lines(made)
    above, chief = f.holder(f.ABOVE), f.holder(f.CHIEF)
    granted, placed = f.at_once(lambda: f.granted(made, by=above), lambda: e.held(line.recipient, by=chief))
    assert isinstance(placed, Hold), placed
    assert isinstance(granted, Refused | Outcome) and f.states(made) == ["forwarded" if isinstance(granted, Refused) else "decided"]
