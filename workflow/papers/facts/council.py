"""The council's paper: the minutes of the count."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from workflow.law.figures import number_text
from workflow.law.votes import attending

from .. import wording
from .common import Facts, Paper, Signature


@dataclass(frozen=True, kw_only=True)
class Attendant(Facts):
    """Someone named in the minutes, with his title or part in the count."""

    name: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Absentee(Facts):
    """A member who was not there; `written` says that his sealed written ballot was handed in."""

    name: str
    reason: str = ""
    written: bool = False


@dataclass(frozen=True, kw_only=True)
class CountedLine(Facts):
    """One line's count. `threshold` is the percent of all members it needs; `passed` is the clerk's finding."""

    name: str
    detail: str = ""
    award: str
    ayes: int
    noes: int
    blanks: int
    invalid: int
    members: int
    threshold: int
    passed: bool

    @property
    def share(self) -> str:
        """Ayes as percent of all members, for the eye."""
        return wording.percent(self.ayes, self.members)

    @property
    def result(self) -> str:
        """Đạt or Không đạt."""
        return "Đạt" if self.passed else "Không đạt"


@dataclass(frozen=True, kw_only=True)
class CountMinutes(Paper):
    """Biên bản kiểm phiếu: who was there, what became of the ballots, and each line's result on all members."""

    template: ClassVar[str] = "count_minutes.html"
    kind_name: ClassVar[str] = "Biên bản"

    symbol: str = "BB-HĐTĐKT"
    subject: str
    council: str
    sitting: str
    venue: str
    opened_at: datetime
    closed_at: datetime
    secret: bool = True
    members: int
    present: int
    absentees: tuple[Absentee, ...] = ()
    quorum: str = ""
    quorum_why: str = ""
    chair: Attendant
    secretary: Attendant
    tellers: tuple[Attendant, ...]
    issued: int
    returned: int
    lines: tuple[CountedLine, ...]
    copies: int = 2
    secretary_signature: Signature
    chair_signature: Signature

    @property
    def rows(self) -> int:
        return len(self.lines)

    @property
    def opened(self) -> str:
        """When the count began, in words."""
        return wording.moment_words(self.opened_at)

    @property
    def closed(self) -> str:
        """When the count ended: only the hour on the same day, the day too on another."""
        same = wording.local(self.opened_at).date() == wording.local(self.closed_at).date()
        return f"{wording.hour_words(self.closed_at)} cùng ngày" if same else wording.moment_words(self.closed_at)

    @property
    def absent(self) -> int:
        """Members who were not there."""
        return len(self.absentees)

    @property
    def needed(self) -> int:
        """How many members must be in the room by the quorum."""
        return attending(self.members, self.quorum)

    @property
    def missing(self) -> int:
        """Ballots that did not come back; their members stay in the total."""
        return self.issued - self.returned

    @property
    def written(self) -> int:
        """Written ballots of absent members; they count in the total."""
        return sum(absentee.written for absentee in self.absentees)

    @property
    def size(self) -> int:
        """How many lines were voted on."""
        return len(self.lines)

    @property
    def passed(self) -> int:
        """How many lines passed."""
        return sum(line.passed for line in self.lines)

    @property
    def failed(self) -> int:
        """How many lines did not pass."""
        return self.size - self.passed

    @property
    def copy_count(self) -> str:
        """02."""
        return number_text(self.copies)
