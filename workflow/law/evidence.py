"""What is on record of a recipient on a day: awards, performance, initiatives, posts, shares, holds. Plain records, no database."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Protocol

from .figures import short_date
from .words import HoldReason, Kind, Level, Scope, Verdict

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Exhibit(Protocol):
    """Anything on record that may prove or disprove a criterion: the year it belongs to, its paper alone, and how it is cited."""

    sort: ClassVar[str]

    @property
    def year(self) -> int: ...

    @property
    def title(self) -> str: ...

    @property
    def brief(self) -> str: ...

    @property
    def words(self) -> str: ...


@dataclass(frozen=True)
class Record:
    """One award somebody was given, as its decision names it. `kind` is empty when nobody wrote down why it was given."""

    sort: ClassVar[str] = "award"

    award: str
    decided_on: date
    name: str = ""
    decision: str = ""
    authority: str = ""
    kind: str = str(Kind.MERIT)
    period: str = ""
    valid: bool = True

    @property
    def year(self) -> int:
        """The year it was earned in: the last of the achievement period (a school year ends in it), else that of the decision."""
        return max(map(int, YEAR.findall(self.period)), default=self.decided_on.year)

    @property
    def counted_from(self) -> date:
        """From where the time to the next award runs: the end of the period the decision states, else the decision's own day."""
        return date(self.year, 12, 31) if YEAR.search(self.period) else self.decided_on

    @property
    def serves(self) -> Verdict:
        """Is it a base for regular merit? Sudden and thematic awards and what was revoked never are. NĐ 152/2025/NĐ-CP."""
        if not self.valid or self.kind not in ("", Kind.MERIT):
            return Verdict.NOT_MET
        return Verdict.MET if self.kind else Verdict.UNKNOWN

    @property
    def title(self) -> str:
        """What was given."""
        return self.name or self.award

    @property
    def brief(self) -> str:
        """Its decision alone."""
        return f"Quyết định số {self.decision} ngày {short_date(self.decided_on)}"

    @property
    def words(self) -> str:
        """How a paper cites it."""
        period = f", thành tích {self.period}" if self.period else ""
        by = f" của {self.authority}" if self.authority else ""
        return f"{self.title}{period}: {self.brief}{by}"


@dataclass(frozen=True)
class Judged:
    """The result of a year: mức hoàn thành nhiệm vụ, with the paper it stands in."""

    sort: ClassVar[str] = "performance"

    year: int
    level: Level
    paper: str = ""

    @property
    def title(self) -> str:
        """The level, in short."""
        return self.level.label.removesuffix(" nhiệm vụ")

    @property
    def brief(self) -> str:
        """In short."""
        return f"Xếp loại năm {self.year}: {self.level.label}"

    @property
    def words(self) -> str:
        """With its paper."""
        return f"{self.brief}{f' ({self.paper})' if self.paper else ''}"


@dataclass(frozen=True)
class Initiative:
    """A sáng kiến, đề tài or công trình that was recognised in some year, with the scope of its effect.

    `uses`: the other proposals it served already, each in words.
    """

    sort: ClassVar[str] = "initiative"

    year: int
    scope: Scope
    name: str = ""
    paper: str = ""
    uses: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its name and scope."""
        return f"{self.name} (phạm vi {self.scope.label})"

    @property
    def brief(self) -> str:
        """Its name, scope and year."""
        return f"Sáng kiến, đề tài “{self.name}” năm {self.year}, phạm vi {self.scope.label}"

    @property
    def words(self) -> str:
        """With its paper and what it was used for before."""
        used = f"; đã dùng cho {', '.join(self.uses)}" if self.uses else ""
        return f"{self.brief}{f' ({self.paper})' if self.paper else ''}{used}"


@dataclass(frozen=True)
class Post:
    """A chức vụ held from one day to another; without a last day it is held still. `band`: a code of law.bands.PostBand."""

    sort: ClassVar[str] = "post"

    band: str
    since: date
    until: date | None = None
    name: str = ""

    @property
    def year(self) -> int:
        """The year it began in."""
        return self.since.year

    @property
    def title(self) -> str:
        """The post."""
        return self.name or self.band

    @property
    def brief(self) -> str:
        """The post and its time."""
        until = f"đến {short_date(self.until)}" if self.until else "đến nay"
        return f"{self.title} từ {short_date(self.since)} {until}"

    words = brief


@dataclass(frozen=True)
class Hold:
    """Nobody is commended for the time being; of a discipline, `released_on` is the day time counts from again."""

    sort: ClassVar[str] = "hold"

    reason: HoldReason
    since: date
    review_on: date | None = None
    released_on: date | None = None

    @property
    def year(self) -> int:
        """The year it began in."""
        return self.since.year

    @property
    def title(self) -> str:
        """Why."""
        return self.reason.label

    @property
    def brief(self) -> str:
        """Why and how long."""
        until = f" đến {short_date(self.released_on)}" if self.released_on else ""
        return f"{self.reason.label} từ ngày {short_date(self.since)}{until}"

    words = brief

    def open_on(self, day: date) -> bool:
        """Is it in force that day? The day it ended on is free again."""
        return self.since <= day and (self.released_on is None or day < self.released_on)


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
