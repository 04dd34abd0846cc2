"""The law of letters, of grounds, and of versions behind switches: no database."""
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law import awards
from workflow.law.clock import Calendar
from workflow.law.grounds import GROUNDS, ReissueGround, late_by
from workflow.law.machine import Refusal
from workflow.law.petitions import STEPS, Stage, Term, attempt, due, may, overdue
from workflow.law.words import Kind

CALENDAR = Calendar(off={date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})


@given(st.lists(st.tuples(st.sampled_from([*STEPS, "bay"]), st.sampled_from(["", " ", "lý do"])), max_size=12))
def test_whatever_is_tried_an_end_is_an_end_and_holds_are_only_between(tried: list[tuple[str, str]]) -> None:
    stage = Stage.RECEIVED
    for name, note in tried:
        try:
            target = attempt(stage, name, note)
        except Refusal:
            continue
        assert stage.open and target is not stage and (note.strip() or name in ("accept", "verify"))
        assert not target.blocks or stage in (Stage.RECEIVED, Stage.ACCEPTED)
        stage = target
    assert bool(may(stage)) is stage.open


def test_every_stage_can_be_reached() -> None:
    assert {step.target for step in STEPS.values()} | {Stage.RECEIVED} == set(Stage)


@pytest.mark.parametrize(("term", "extended", "last"), [
    (Term(7, True), False, date(2026, 12, 2)), (Term(10, False), False, date(2026, 11, 30)),
    (Term(30, False, 30), False, date(2026, 12, 21)),
    (Term(30, False, 30), True, date(2027, 1, 19)), (Term(4, False), False, date(2026, 11, 25)),
    (Term(1, True), False, date(2026, 11, 23))])
def test_limits_from_a_friday(term: Term, extended: bool, last: date) -> None:
    assert due(date(2026, 11, 20), term, CALENDAR, extended) == last


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 90), st.booleans())
def test_a_limit_ends_on_a_working_day_after_it_began(begun: date, days: int, working: bool) -> None:
    last = due(begun, Term(days, working), CALENDAR)
    assert last > begun and CALENDAR.works(last) and (last - begun).days >= days


def test_late_is_only_what_is_open_and_past_its_day() -> None:
    today = date(2026, 11, 20)
    assert overdue(date(2026, 11, 19), today, Stage.VERIFYING) and not overdue(today, today, Stage.VERIFYING)
    assert not overdue(date(2026, 11, 19), today, Stage.FOUNDED) and not overdue(None, today, Stage.RECEIVED)


@pytest.mark.parametrize(("received", "late"), [
    (date(2026, 1, 8), 0), (date(2026, 1, 9), 1), (date(2026, 1, 1), 0), (date(2026, 2, 1), 24)])
def test_the_proposing_level_has_seven_days(received: date, late: int) -> None:
    assert late_by(date(2026, 1, 1), received, 7) == late


def test_grounds_are_of_one_kind_alone() -> None:
    first, second = (set(GROUNDS[kind]) for kind in (Kind.REVOKE, Kind.REISSUE))
    assert not first & second and {one for one in ReissueGround if one.returned} == {ReissueGround.DAMAGED, ReissueGround.MISPRINTED}


# ------------------------------------------------------------------ versions


def test_a_switched_version_is_in_force_from_its_day_once_it_is_on() -> None:
    day = date(2026, 10, 1)
    assert awards.in_force("XATB", Kind.MERIT, day).since == date(2024, 1, 1)
    assert awards.in_force("XATB", Kind.MERIT, day, {"luat-2026"}).since == day
    assert awards.in_force("XATB", Kind.MERIT, date(2026, 9, 30), {"luat-2026"}).since == date(2024, 1, 1)


@pytest.mark.parametrize("code", ["BK-TINH", "KNC-TINH", "MÃ-CŨ"])
def test_every_award_has_its_revocation_and_re_issue_by_both_decrees(code: str) -> None:
    for kind in (Kind.REVOKE, Kind.REISSUE):
        old, new = (awards.in_force(code, kind, day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
        assert "98/2023" in old.article and "152/2025" in new.article and old.instrument is new.instrument
        assert awards.named(code, kind, new.since) is new
    with pytest.raises(LookupError):
        awards.in_force(code, Kind.REVOKE, date(2023, 12, 31))


def test_who_decides_is_told_by_the_awards_own_procedure() -> None:
    assert awards.group("BK-TINH") == awards.ANY and awards.group("CSTDCS") == awards.BELOW
