"""The days of a round: when it opens, its last day, and when to remind. Days before a conference are calendar days."""
from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from .figures import short_date
from .words import Word


class Deadline(Word):
    """Cách tính hạn: how the last day of a round is found."""

    DAY = "ngay", "Ngày cố định trong năm"
    CONFERENCE = "hoi-nghi", "Trước ngày hội nghị một số ngày"


@dataclass(frozen=True)
class Planned:
    """A row of the yearly calendar. Without `day` the plan names a month only; `strict`: “trước ngày” does not count the day."""

    month: int
    day: int | None = None
    strict: bool = True
    opens_before: int = 45

    def closes_on(self, year: int) -> date:
        """The last day on which a dossier is in time."""
        last = monthrange(year, self.month)[1]
        if self.day is None:
            return date(year, self.month, last)
        named = date(year, self.month, min(self.day, last))
        return named - timedelta(days=1) if self.strict else named

    def opens_on(self, year: int) -> date:
        """The first day."""
        return self.closes_on(year) - timedelta(days=self.opens_before)

    def words(self, year: int) -> str:
        """As the plan says it."""
        if self.day is None:
            return f"trong tháng {self.month}/{year}"
        last = monthrange(year, self.month)[1]
        return f"{'trước ngày' if self.strict else 'hết ngày'} {short_date(date(year, self.month, min(self.day, last)))}"


def before_conference(held_on: date, days: int) -> date:
    """The last day of “nộp trước ngày hội nghị N ngày”: N full days lie between it and the conference's own day."""
    return held_on - timedelta(days=days)


def late_by(received: date, last: date | None) -> int:
    """How many days too late; 0 when in time or when there is no last day. Lateness is an attribute, never a refusal."""
    return max(0, (received - last).days) if last else 0


def due_mark(left: int, marks: Collection[int], told: Collection[int] = ()) -> int | None:
    """The reminder that is due so many days before the last one: the nearest mark reached, unless that one was sent.

    A night that was missed is caught up with one reminder, not with all that were due.
    """
    reached = min((mark for mark in marks if 0 <= left <= mark), default=None)
    return None if reached is None or reached in told else reached
