"""What all papers share: facts that a template reads by name and that refuse to be missing."""
from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar, Self

from workflow.law.figures import long_date, number_text

from .. import wording
from ..faults import MissingValue


class Nothing:
    """An absent fact: a template may ask whether it is there and may default it, but printing it is refused."""

    def __init__(self, where: str) -> None:
        self.where = where

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        raise MissingValue(f"Thiếu giá trị “{self.where}”")

    __html__ = __str__


def shown(value: Any, where: str) -> Any:
    """The value as a template gets it: None, empty and blank text become Nothing."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return Nothing(where)
    if isinstance(value, tuple) and value and not isinstance(value[0], Facts):
        return tuple(shown(item, f"{where}[{place}]") for place, item in enumerate(value))
    return value


def nfc(value: Any) -> Any:
    """The same value with every text composed: decomposed input looks right on paper but cannot be searched."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, tuple):
        return tuple(map(nfc, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{name.name: nfc(getattr(value, name.name)) for name in fields(value)})
    return value


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A frozen set of facts. Templates look names up with [], where an unknown or empty one is refused by name."""

    def __getitem__(self, name: str) -> Any:
        where = f"{type(self).__name__}.{name}"
        try:
            value = getattr(self, name)
        except AttributeError as unknown:
            raise MissingValue(f"Không có giá trị “{where}”") from unknown
        return shown(value, where)

    def composed(self) -> Self:
        """These facts in Unicode form NFC throughout."""
        composed: Self = nfc(self)
        return composed


@dataclass(frozen=True, kw_only=True)
class Head(Facts):
    """Ô 2 of the layout: who issues the paper, and where. Break lines with \\n; superior is "" for the top body."""

    superior: str
    body: str
    place: str

    @property
    def superior_lines(self) -> str:
        """The superior body's name in the lines of the head."""
        return wording.head_lines(self.superior)

    @property
    def body_lines(self) -> str:
        """The body's name in the lines of the head."""
        return wording.head_lines(self.body)

    @property
    def body_in_text(self) -> str:
        """The body's name on one line."""
        return " ".join(self.body.split())


@dataclass(frozen=True, kw_only=True)
class Signature(Facts):
    """Ô 7: authority lines (KT., TM., TL.), title, name. An award decision is signed “CHỦ TỊCH”, never “TM. UBND”."""

    authority: tuple[str, ...] = ()
    title: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper(Facts):
    """Any paper. `made_at` dates the file itself (aware), so that the same facts always give the same bytes."""

    template: ClassVar[str]
    kind_name: ClassVar[str]

    made_at: datetime
    head: Head
    symbol: str = ""
    number: int | None = None
    day: date | None = None
    recipients: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ValueError("made_at must be aware: it is written into the file with its offset")

    @property
    def rows(self) -> int:
        """How many table rows the paper has; the press allows time for each."""
        return 0

    @property
    def numbered(self) -> str:
        """05/QĐ-UBND, or …/QĐ-UBND before a number is given; empty for papers without number."""
        if not self.symbol:
            return ""
        return f"{'…' if self.number is None else number_text(self.number)}/{self.symbol}"

    @property
    def dated(self) -> str:
        """ngày 05 tháng 11 năm 2026, with dots for the day of signing when it is not known yet."""
        if self.day is None:
            return f"ngày … tháng … năm {wording.local(self.made_at).year}"
        return long_date(self.day)

    @property
    def stamp(self) -> str:
        """made_at as PDF metadata wants it."""
        return wording.local(self.made_at).isoformat(timespec="seconds")

    @property
    def subject_line(self) -> str:
        """The file's description: the paper's subject where it has one."""
        return str(getattr(self, "subject", "")) or self.kind_name

    @property
    def draft(self) -> bool:
        """Whether the paper must say that it is a draft."""
        return False


@dataclass(frozen=True, kw_only=True)
class AwardCount(Facts):
    """How many collectives, persons and households one award is asked or proposed for."""

    award: str
    collectives: int = 0
    persons: int = 0
    households: int = 0

    @property
    def total(self) -> int:
        """All lines of the award."""
        return self.collectives + self.persons + self.households


def counted(counts: tuple[AwardCount, ...]) -> AwardCount:
    """The sum row under a table of counts."""
    return AwardCount(
        award="Tổng cộng",
        collectives=sum(count.collectives for count in counts),
        persons=sum(count.persons for count in counts),
        households=sum(count.households for count in counts),
    )
