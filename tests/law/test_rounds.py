"""The last day of a round, lateness, and which reminder is due."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.rounds import Planned, before_conference, due_mark, late_by


@pytest.mark.parametrize(("month", "day", "last", "words"), [
    (6, 20, date(2027, 6, 19), "trước ngày 20/6/2027"), (7, 10, date(2027, 7, 9), "trước ngày 10/7/2027"),
    (11, 15, date(2027, 11, 14), "trước ngày 15/11/2027"), (3, None, date(2027, 3, 31), "trong tháng 3/2027"),
    (3, 1, date(2027, 2, 28), "trước ngày 01/3/2027"), (2, None, date(2027, 2, 28), "trong tháng 2/2027")])
def test_the_plan_of_a_year_becomes_days(month: int, day: int | None, last: date, words: str) -> None:
    plan = Planned(month, day)
    assert plan.closes_on(2027) == last and plan.opens_on(2027) == last - timedelta(days=45)
    assert plan.words(2027).replace("0", "") == words.replace("0", "")


def test_the_end_of_a_day_counts_that_day_and_the_29th_of_february_only_where_there_is_one() -> None:
    assert Planned(6, 20, strict=False).closes_on(2027) == date(2027, 6, 20)
    assert Planned(2, 29, strict=False).closes_on(2027) == date(2027, 2, 28)
    assert Planned(2, 29, strict=False).closes_on(2028) == date(2028, 2, 29)


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(0, 365))
def test_a_dossier_of_the_last_day_is_in_time_and_one_of_the_next_is_late_by_one(held_on: date, days: int) -> None:
    last = before_conference(held_on, days)
    assert (held_on - last).days == days
    assert late_by(last, last) == 0 and late_by(last + timedelta(days=1), last) == 1 and late_by(held_on, None) == 0


@pytest.mark.parametrize(("left", "told", "mark"), [
    (20, [], None), (15, [], 15), (14, [15], None), (14, [], 15), (5, [15], 5), (3, [15], 5), (3, [15, 5], None), (0, [], 5),
    (-1, [], None)])
def test_each_mark_reminds_once_and_a_missed_night_is_caught_up(left: int, told: list[int], mark: int | None) -> None:
    assert due_mark(left, [15, 5], told) == mark
