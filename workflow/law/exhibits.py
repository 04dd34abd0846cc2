"""The sorts of records that may prove a criterion: awards, performance, initiatives, posts, holds. Plain records, no database."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
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
