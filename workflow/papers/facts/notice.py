"""Thông báo kết quả: what became of every line of a dossier, told to its unit in writing when the desk hands the results back."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workflow.law.figures import long_date

from .common import Facts, Paper, Signature

ROMAN = ("I", "II", "III")


@dataclass(frozen=True, kw_only=True)
class ToldLine(Facts):
    """One line by its number in the unit's list. A refused one with who refused it, when, and the reason the unit may read."""

    no: int
    name: str
    detail: str = ""
    award: str
    by: str = ""
    on: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class GivenBy(Facts):
    """The lines of one decision, with whose it is and where the papers and objects that go with it are."""

    decision: str
    authority: str
    lines: tuple[ToldLine, ...]
    keeping: str

    @property
    def size(self) -> int:
        """How many of the unit's lines it decides."""
        return len(self.lines)


@dataclass(frozen=True, kw_only=True)
class ResultCount(Facts):
    """What became of the lines of one award."""

    award: str
    given: int = 0
    refused: int = 0
    withdrawn: int = 0
    open: int = 0

    @property
    def asked(self) -> int:
        """All lines of the award."""
        return self.given + self.refused + self.withdrawn + self.open


@dataclass(frozen=True, kw_only=True)
class ResultNotice(Paper):
    """Thông báo kết quả giải quyết hồ sơ. A draft until the results were handed over; its number is written by hand."""

    template: ClassVar[str] = "result_notice.html"
    kind_name: ClassVar[str] = "Thông báo"

    symbol: str = "TB-SNV"
    subject: str
    sender: str
    dossier_code: str
    applicant: str
    letter_number: str
    letter_day: date
    received_on: date
    counts: tuple[ResultCount, ...]
    success: str
    failure: str
    given: tuple[GivenBy, ...] = ()
    refused: tuple[ToldLine, ...] = ()
    withdrawn: tuple[ToldLine, ...] = ()
    delivered_to: str = ""
    contact: str = ""
    signature: Signature

    @property
    def draft(self) -> bool:
        """Nothing has been handed over yet."""
        return self.day is None

    @property
    def rows(self) -> int:
        return sum(one.size for one in self.given) + len(self.refused) + len(self.withdrawn) + len(self.counts)

    @property
    def letter(self) -> str:
        """The proposal letter, as papers cite one."""
        return f"số {self.letter_number} {long_date(self.letter_day)}"

    @property
    def received(self) -> str:
        """The day the dossier came in."""
        return long_date(self.received_on)

    @property
    def total(self) -> ResultCount:
        """The sum row of the counts."""
        return ResultCount(
            award="Tổng cộng", given=sum(one.given for one in self.counts), refused=sum(one.refused for one in self.counts),
            withdrawn=sum(one.withdrawn for one in self.counts), open=sum(one.open for one in self.counts))

    @property
    def given_heading(self) -> str:
        """I. ĐƯỢC KHEN THƯỞNG: 12 ĐỀ NGHỊ."""
        return self._heading(0, self.success, self.total.given)

    @property
    def refused_heading(self) -> str:
        """The same of what was refused."""
        return self._heading(bool(self.given), self.failure, len(self.refused))

    @property
    def withdrawn_heading(self) -> str:
        """The same of what the unit took back."""
        return self._heading(bool(self.given) + bool(self.refused), "Đơn vị đã rút", len(self.withdrawn))

    @staticmethod
    def _heading(before: int, words: str, size: int) -> str:
        return f"{ROMAN[before]}. {words}: {size} đề nghị".upper()
