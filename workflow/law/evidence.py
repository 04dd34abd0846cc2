"""What is on record of a recipient on a day: awards, performance, initiatives, posts, shares, holds. Plain records, no database."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from .exhibits import Exhibit, Hold, Initiative, Judged, Post, Record
from .words import HoldReason, Level, Verdict

__all__ = ["Exhibit", "History", "Hold", "Initiative", "Judged", "Noted", "Post", "Record"]


@dataclass(frozen=True)
class Noted:
    """What another desk has on record for one criterion, with its paper: a cluster's result, a movement's review."""

    verdict: Verdict
    proof: tuple[Record, ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class History:
    """Everything on record that a criterion may look at, as it stood on the day `on`. Holds alone are looked at as of `today`."""

    on: date
    records: tuple[Record, ...] = ()
    performance: Mapping[int, Level] = field(default_factory=dict)
    initiatives: tuple[Initiative, ...] = ()
    shares: Mapping[tuple[str, int], Decimal | int] = field(default_factory=dict)  # by what and year, per cent
    posts: tuple[Post, ...] = ()
    holds: tuple[Hold, ...] = ()
    sex: str = ""
    today: date | None = None
    asked: int = 0  # the year of achievement the proposal is for; 0 where nobody said
    papers: Mapping[int, str] = field(default_factory=dict)  # of the performance of a year
    noted: Mapping[str, Noted] = field(default_factory=dict)  # by the key of the criterion
    pending: tuple[str, ...] = ()  # other proposals of the same year for an award of the state, which nobody has decided yet

    @property
    def public(self) -> History:
        """The awards alone: results of years, initiatives and posts are for those who work with them."""
        return replace(self, performance={}, initiatives=(), posts=())

    @property
    def now(self) -> date:
        """The day on which a hold is in the way: a proposal that was received before it began is held all the same."""
        return max(self.on, self.today or self.on)

    @property
    def restart(self) -> Hold | None:
        """The discipline that ended last: only years after it count. NĐ 152/2025/NĐ-CP."""
        over = (one for one in self.holds if one.reason == HoldReason.DISCIPLINE and one.released_on and one.released_on <= self.now)
        return max(over, key=lambda one: one.released_on or date.min, default=None)

    def judged(self, year: int) -> Judged | None:
        """The result of that year, if anybody recorded it."""
        return Judged(year, self.performance[year], self.papers.get(year, "")) if year in self.performance else None

    def base(self, award: str) -> tuple[Record, ...]:
        """The awards of that code that were decided by the day and may serve as a base, the oldest first."""
        found = (r for r in self.records if r.award == award and r.decided_on <= self.on and r.serves is not Verdict.NOT_MET)
        return tuple(sorted(found, key=lambda record: (record.year, record.decided_on, record.decision)))

    def windows(self, years: int) -> tuple[range, range]:
        """The last years before the year of the proposal, and those that end with it, when that year was already judged."""
        return tuple(range(last - years + 1, last + 1) for last in (self.on.year - 1, self.on.year))  # type: ignore[return-value]

    def starts_after(self, award: str = "") -> int:
        """The last year that does not count: of a discipline that ended, or of the achievement `award` was given for (time after it)."""
        ends = [record.year for record in self.base(award)[-1:]] if award else []
        if (over := self.restart) and over.released_on:
            ends.append(over.released_on.year)
        return max(ends, default=0)
