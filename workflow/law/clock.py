"""The legal clock: on which day a time limit in working days ends, and why."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cached_property

from .figures import short_date

# Vietnam has kept one offset without summer time since 1975; a moment stored in UTC is read on its day here.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
LONGEST = 10_000
SATURDAY = 5
WEEKEND = {5: "Thứ Bảy", 6: "Chủ Nhật"}
WAITING = "Chờ đơn vị bổ sung"


@dataclass(frozen=True)
class Calendar:
    """Which days the office works: days off by name, and weekend days it works in exchange."""

    off: Mapping[date, str] = field(default_factory=dict)
    worked: Mapping[date, str] = field(default_factory=dict)

    def works(self, on: date) -> bool:
        """Is it a working day? A day listed as worked counts whatever else is said of it."""
        return on in self.worked or (on.weekday() < SATURDAY and on not in self.off)

    def rest(self, on: date) -> str | None:
        """Why the office does not work that day, in Vietnamese; None on a working day."""
        if self.works(on):
            return None
        name = self.off.get(on)
        return f"Nghỉ lễ: {name}" if name else WEEKEND[on.weekday()]

    @cached_property
    def years(self) -> frozenset[int]:
        """The years whose days off are known."""
        return frozenset(on.year for on in self.off)

    @cached_property
    def _lost(self) -> list[date]:
        return sorted(on for on in self.off if on.weekday() < SATURDAY and on not in self.worked)

    @cached_property
    def _gained(self) -> list[date]:
        return sorted(on for on in self.worked if on.weekday() >= SATURDAY)

    def count_to(self, on: date) -> int:
        """Working days from the first day of history to `on` inclusive: by arithmetic, for a list of many rows."""
        weeks, rest = divmod(on.toordinal(), 7)
        return weeks * 5 + min(rest, 5) - bisect_right(self._lost, on) + bisect_right(self._gained, on)


@dataclass(frozen=True)
class Pause:
    """The clock stands from `since` to `until`, both days inclusive; without `until` it still stands."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            since, until = short_date(self.since), short_date(self.until)
            raise ValueError(f"Khoảng tạm dừng kết thúc ({until}) trước khi bắt đầu ({since}).")

    def covers(self, on: date) -> bool:
        """Does the clock stand on that day?"""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Day:
    """One day of the ledger; `number` is how many working days have been counted up to and with it."""

    on: date
    counted: bool
    number: int
    reason: str


@dataclass(frozen=True)
class Ledger:
    """The answer and its day-by-day reason. While the clock stands `due` is None and `left` are still to count."""

    received_at: datetime
    working_days: int
    due: date | None
    left: int
    days: tuple[Day, ...]


def day_of(moment: datetime) -> date:
    """The day of a moment, in Vietnam when the moment knows its zone."""
    return (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date()


def due(received_at: datetime, working_days: int, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Ledger:
    """Count `working_days` from the working day after receipt; 0 means on the day itself, or the first working day."""
    if not 0 <= working_days <= LONGEST:
        raise ValueError(f"Số ngày làm việc phải từ 0 đến 10.000, không thể là {working_days}.")
    try:
        days = tuple(_walk(day_of(received_at), working_days, calendar, pauses))
    except OverflowError:
        raise ValueError("Thời hạn vượt quá năm 9999.") from None
    left = max(working_days, 1) - days[-1].number
    return Ledger(received_at, working_days, None if left else days[-1].on, left, days)


def _walk(on: date, working_days: int, calendar: Calendar, pauses: Sequence[Pause]) -> list[Day]:
    """Every day from receipt until the last one counted, or until the clock stands for good."""
    days, number = [], 0
    if working_days:
        days.append(Day(on, False, 0, "Ngày tiếp nhận, chưa tính"))
        on += DAY
    while number < max(working_days, 1):
        pause = next((pause for pause in pauses if pause.covers(on)), None)
        if pause and pause.until is None:
            days.append(Day(on, False, number, f"{WAITING}, đồng hồ đang dừng"))
            break
        rest = calendar.rest(on) or (WAITING if pause else None)
        if rest is None:
            number += 1
            made_up = calendar.worked.get(on)
            rest = f"{made_up}, ngày làm việc thứ {number}" if made_up else f"Ngày làm việc thứ {number}"
            days.append(Day(on, True, number, rest))
        else:
            days.append(Day(on, False, number, rest))
        on += DAY
    return days


def working_days_between(a: date, b: date, calendar: Calendar) -> int:
    """Working days after `a` up to and with `b`; negative when `b` is before `a`."""
    return calendar.count_to(b) - calendar.count_to(a)


def last_of(first: date, days: int, calendar: Calendar) -> date:
    """The last of so many working days that begin with `first`, which counts if the office works on it."""
    on, counted = first, int(calendar.works(first))
    while counted < days:
        on += DAY
        counted += calendar.works(on)
    return on


def remaining(due: date, today: date, calendar: Calendar) -> int:
    """Working days left: 0 on the due day, negative once it is over – even before the next working day has begun."""
    left = working_days_between(today, due, calendar)
    return left if today <= due else min(left, -1)
