"""What is on record of a recipient on a day: awards, yearly performance, initiatives, shares. Plain records, no database."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .figures import short_date
from .words import Kind, Level, Scope, Verdict

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Record:
    """One award somebody was given, as its decision names it. `kind` is empty when nobody wrote down why it was given."""

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
    def brief(self) -> str:
        """Its decision alone."""
        return f"Quyết định số {self.decision} ngày {short_date(self.decided_on)}"

    @property
    def words(self) -> str:
        """How a paper cites it."""
        period = f", thành tích {self.period}" if self.period else ""
        by = f" của {self.authority}" if self.authority else ""
        return f"{self.name or self.award}{period}: {self.brief}{by}"


@dataclass(frozen=True)
class Initiative:
    """A sáng kiến, đề tài or công trình that was recognised in some year, with the scope of its effect."""

    year: int
    scope: Scope
    name: str = ""


@dataclass(frozen=True)
class History:
    """Everything on record that a criterion may look at, as it stood on the day `on`."""

    on: date
    records: tuple[Record, ...] = ()
    performance: Mapping[int, Level] = field(default_factory=dict)
    initiatives: tuple[Initiative, ...] = ()
    shares: Mapping[str, int] = field(default_factory=dict)

    def base(self, award: str) -> tuple[Record, ...]:
        """The awards of that code that were decided by the day and may serve as a base, the oldest first."""
        found = (r for r in self.records if r.award == award and r.decided_on <= self.on and r.serves is not Verdict.NOT_MET)
        return tuple(sorted(found, key=lambda record: (record.year, record.decided_on, record.decision)))

    def windows(self, years: int) -> tuple[range, range]:
        """The last years before the year of the proposal, and those that end with it, when that year was already judged."""
        return tuple(range(last - years + 1, last + 1) for last in (self.on.year - 1, self.on.year))  # type: ignore[return-value]
