"""The proof card of a line, and the pack of a sitting: its agenda with a card for each line."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workflow.law.figures import long_date

from .common import Facts, Paper


@dataclass(frozen=True, kw_only=True)
class FoundRow(Facts):
    """A criterion with its result, or the heading of a group (`no` is empty). `depth`: how far it stands to the right."""

    no: str = ""
    depth: int = 0
    text: str
    result: str
    article: str = ""
    evidence: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class YearRow(Facts):
    """A year, or years of which nothing is on record, with what is on record of it. `proves`: numbers of criteria."""

    year: str
    entries: tuple[str, ...] = ()
    proves: str = ""


@dataclass(frozen=True, kw_only=True)
class Card(Facts):
    """Everything that speaks for or against one line. `closed`: without the records beside awards, which are not for who reads it;
    `preferred`: chosen among equals.
    """

    name: str
    detail: str = ""
    award: str
    kind: str
    dossier_code: str
    no: int
    unit: str
    citation: str = ""
    received_on: date
    result: str
    own: tuple[FoundRow, ...] = ()
    common: tuple[FoundRow, ...] = ()
    years: tuple[YearRow, ...] = ()
    earliest: str = ""
    chances: tuple[str, ...] = ()
    closed: bool = False
    preferred: bool = False

    @property
    def rows(self) -> int:
        """How many table rows it has."""
        return len(self.own) + len(self.common) + len(self.years)

    @property
    def received(self) -> str:
        """The day the records were held against."""
        return long_date(self.received_on)


@dataclass(frozen=True, kw_only=True)
class ProofCard(Paper):
    """Thẻ chứng minh điều kiện: one line, what its award asks, and the record that proves each point."""

    template: ClassVar[str] = "proof_card.html"
    kind_name: ClassVar[str] = "Thẻ đối chiếu tiêu chuẩn"

    subject: str
    card: Card

    @property
    def rows(self) -> int:
        return self.card.rows


@dataclass(frozen=True, kw_only=True)
class AgendaRow(Facts):
    """One line of the agenda, with what its criteria say in short."""

    name: str
    detail: str = ""
    award: str
    unit: str
    result: str
    threshold: int


@dataclass(frozen=True, kw_only=True)
class MeetingPack(Paper):
    """Tài liệu họp: the agenda of a sitting, then the card of each line. A long agenda is printed in parts."""

    template: ClassVar[str] = "meeting_pack.html"
    kind_name: ClassVar[str] = "Tài liệu họp Hội đồng"

    subject: str
    venue: str
    held_on: date
    size: int
    part: int = 1
    parts: int = 1
    first: int = 1
    agenda: tuple[AgendaRow, ...]
    cards: tuple[Card, ...]

    @property
    def rows(self) -> int:
        return len(self.agenda) + sum(5 + card.rows for card in self.cards)

    @property
    def held(self) -> str:
        """The day of the sitting."""
        return long_date(self.held_on)

    @property
    def last(self) -> int:
        """The number of the last line in this part."""
        return self.first + len(self.agenda) - 1
