"""The legal clock against a naive count, real cases and its own explanation."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflow.law.clock import Calendar, Day, Pause, day_of, due, remaining, working_days_between
from workflow.law.public_days import public_days

ROWS = [row for year in range(2024, 2028) for row in public_days(year)]
OFFICE = Calendar({r.on: r.name for r in ROWS if r.kind == "off"}, {r.on: r.name for r in ROWS if r.kind == "worked"})
ONE_DAY = timedelta(days=1)

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
moments = st.builds(datetime.combine, days, st.times())
calendars = st.builds(
    Calendar, st.dictionaries(days, st.just("lễ"), max_size=40), st.dictionaries(days, st.just("Làm bù"), max_size=10)
) | st.just(OFFICE)
pauses = st.builds(lambda since, length: Pause(since, since + timedelta(days=length)), days, st.integers(0, 60))


def naive(received: date, count: int, calendar: Calendar, stopped: list[Pause]) -> date:
    """The day-by-day count a clerk does on a wall calendar."""
    on, seen = received, 0
    while seen < count:
        on += ONE_DAY
        weekend = on.strftime("%a") in ("Sat", "Sun")
        works = on in calendar.worked or not (weekend or on in calendar.off)
        seen += works and not any(p.since <= on and (p.until is None or on <= p.until) for p in stopped)
    return on


@given(moments, st.integers(1, 120), calendars, st.lists(pauses, max_size=3))
def test_due_is_the_naive_count(received, count, calendar, stopped):
    ledger = due(received, count, calendar, stopped)
    assert ledger.due == naive(received.date(), count, calendar, stopped)
    assert calendar.works(ledger.due) and ledger.left == 0


@given(moments, st.integers(0, 120), st.integers(0, 120), calendars, st.lists(pauses, max_size=2))
def test_more_days_are_never_due_earlier(received, a, b, calendar, stopped):
    few, many = sorted((a, b))
    assert due(received, few, calendar, stopped).due <= due(received, many, calendar, stopped).due


@given(moments, st.integers(1, 60), calendars, pauses)
def test_a_pause_moves_the_due_day_by_the_working_days_in_it(received, count, calendar, pause):
    first = max(pause.since, received.date() + ONE_DAY)
    plain = due(received, count, calendar).due
    assume(first <= plain)
    lost = max(working_days_between(first - ONE_DAY, pause.until, calendar), 0)
    assert due(received, count, calendar, [pause]).due == naive(received.date(), count + lost, calendar, [])


@given(moments, st.integers(0, 120), calendars, st.lists(pauses, max_size=2))
def test_the_ledger_explains_every_day(received, count, calendar, stopped):
    ledger = due(received, count, calendar, stopped)
    first = received.date() if count == 0 else received.date() + ONE_DAY
    told = [day for day in ledger.days if day.on >= first]
    assert [day.on for day in told] == [first + timedelta(days=n) for n in range((ledger.due - first).days + 1)]
    assert sum(day.counted for day in told) == told[-1].number == max(count, 1)
    assert all(day.reason and day.counted == ("gày làm việc thứ" in day.reason) for day in told)


@given(days, days, calendars)
def test_counting_between_two_days_is_arithmetic_and_signed(a, b, calendar):
    early, late = sorted((a, b))
    one_by_one = sum(calendar.works(early + timedelta(days=n)) for n in range(1, (late - early).days + 1))
    assert working_days_between(early, late, calendar) == one_by_one
    assert working_days_between(late, early, calendar) == -one_by_one


@given(moments, st.integers(1, 60), days)
def test_remaining_is_zero_only_on_the_due_day(received, count, today):
    end = due(received, count, OFFICE).due
    left = remaining(end, today, OFFICE)
    assert (left > 0) == (today < end) and (left == 0) == (today == end)


def test_remaining_counts_working_days_and_is_late_at_once():
    friday = date(2026, 11, 20)
    assert remaining(date(2026, 11, 25), friday, OFFICE) == 2  # Monday 23 and Wednesday 25; 24/11 is off
    assert [remaining(friday, friday + timedelta(days=n), OFFICE) for n in range(6)] == [0, -1, -1, -1, -1, -2]


def test_consultation_of_a_hero_title_in_2025():
    """20/8/2025–04/9/2025 are ten working days: 01 and 02/9 were holidays."""
    assert due(datetime(2025, 8, 19, 8), 10, OFFICE).due == date(2025, 9, 4)
    assert working_days_between(date(2025, 8, 19), date(2025, 9, 4), OFFICE) == 10


def test_25_days_from_23_november_2026():
    """By hand: 25–27/11 (3), 30/11–04/12 (8), 07–11 (13), 14–18 (18), 21–25 (23), 28, 29/12 (25); 24/11 is off."""
    assert due(datetime(2026, 11, 23, 9), 25, OFFICE).due == date(2026, 12, 29)
    without = Calendar({on: name for on, name in OFFICE.off.items() if on != date(2026, 11, 24)}, OFFICE.worked)
    assert due(datetime(2026, 11, 23, 9), 25, without).due == date(2026, 12, 28)


def test_a_swapped_saturday_is_worked_and_its_day_off_is_not():
    assert due(datetime(2026, 8, 21, 9), 1, OFFICE).due == date(2026, 8, 22)
    assert due(datetime(2026, 8, 28, 9), 1, OFFICE).due == date(2026, 9, 3)
    assert due(datetime(2026, 1, 8, 9), 2, OFFICE).due == date(2026, 1, 10)
    assert due(datetime(2026, 8, 21, 9), 1, Calendar(OFFICE.off)).due == date(2026, 8, 24)


def test_every_reason():
    stop = Pause(date(2026, 8, 24), date(2026, 8, 25))
    assert due(datetime(2026, 8, 20, 9), 3, OFFICE, [stop]).days == (
        Day(date(2026, 8, 20), False, 0, "Ngày tiếp nhận, chưa tính"),
        Day(date(2026, 8, 21), True, 1, "Ngày làm việc thứ 1"),
        Day(date(2026, 8, 22), True, 2, "Làm bù ngày nghỉ 31/08/2026, ngày làm việc thứ 2"),
        Day(date(2026, 8, 23), False, 2, "Chủ Nhật"),
        Day(date(2026, 8, 24), False, 2, "Chờ đơn vị bổ sung"),
        Day(date(2026, 8, 25), False, 2, "Chờ đơn vị bổ sung"),
        Day(date(2026, 8, 26), True, 3, "Ngày làm việc thứ 3"),
    )
    assert OFFICE.rest(date(2026, 11, 24)) == "Nghỉ lễ: Ngày Văn hóa Việt Nam"
    assert OFFICE.rest(date(2026, 11, 28)) == "Thứ Bảy"
    assert OFFICE.rest(date(2026, 11, 27)) is None


def test_an_open_pause_stops_the_clock():
    ledger = due(datetime(2026, 11, 20, 9), 5, OFFICE, [Pause(date(2026, 11, 24))])
    assert (ledger.due, ledger.left) == (None, 4)
    assert ledger.days[-1] == Day(date(2026, 11, 24), False, 1, "Chờ đơn vị bổ sung, đồng hồ đang dừng")
    assert due(datetime(2026, 11, 20, 9), 1, OFFICE, [Pause(date(2026, 11, 24))]).due == date(2026, 11, 23)


def test_a_closed_pause_under_an_open_one_still_stops_it():
    both = [Pause(date(2026, 11, 24), date(2026, 11, 30)), Pause(date(2026, 11, 25))]
    assert due(datetime(2026, 11, 20, 9), 5, OFFICE, both).due is None


def test_no_days_means_the_day_of_receipt_or_the_first_working_day():
    assert due(datetime(2026, 11, 20, 9), 0, OFFICE).due == date(2026, 11, 20)
    assert due(datetime(2026, 11, 21, 9), 0, OFFICE).due == date(2026, 11, 23)


def test_a_moment_in_utc_is_read_on_its_vietnamese_day():
    evening = datetime(2026, 11, 19, 18, 30, tzinfo=UTC)  # 01:30 on the 20th here
    assert day_of(evening) == date(2026, 11, 20)
    assert due(evening, 1, OFFICE).due == date(2026, 11, 23)


def test_the_calendar_says_which_years_it_knows():
    assert OFFICE.years == {2024, 2025, 2026, 2027}


@pytest.mark.parametrize("count", [-1, 10_001])
def test_absurd_numbers_are_refused_in_words(count):
    with pytest.raises(ValueError, match=r"từ 0 đến 10\.000"):
        due(datetime(2026, 11, 20), count, OFFICE)


def test_the_end_of_time_is_refused_in_words():
    with pytest.raises(ValueError, match="năm 9999"):
        due(datetime(9999, 12, 30), 25, OFFICE)


def test_a_pause_ends_after_it_begins():
    with pytest.raises(ValueError, match=r"23/11/2026.*24/11/2026"):
        Pause(date(2026, 11, 24), date(2026, 11, 23))
