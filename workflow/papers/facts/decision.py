"""The papers that carry a decision: the proposal sheet to the chairman and the chairman's decision, with their lists."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workflow.law.figures import long_date, money_in_words, money_text, number_text
from workflow.law.words import RecipientKind

from .. import wording
from .common import AwardCount, Facts, Paper, Signature, counted


def closed(bases: tuple[str, ...]) -> tuple[str, ...]:
    """Each căn cứ with ';', the last with '.'."""
    ends = [";"] * (len(bases) - 1) + ["."]
    return tuple(wording.bare(basis) + end for basis, end in zip(bases, ends, strict=True))


@dataclass(frozen=True, kw_only=True)
class ListedRecipient(Facts):
    """One row of a list. Year of birth and sex are a person's; basis, votes and note are for the proposal's list."""

    name: str
    place: str
    born: int | None = None
    sex: str = ""
    basis: str = ""
    ayes: int | None = None
    members: int | None = None
    money: int
    note: str = ""

    @property
    def votes(self) -> str:
        """20/22, or nothing where no council voted."""
        return "" if self.ayes is None else f"{self.ayes}/{self.members}"

    @property
    def reward(self) -> str:
        """The sum as written in a table."""
        return money_text(self.money)


@dataclass(frozen=True, kw_only=True)
class Annex(Facts):
    """One list: one award for one kind of recipient. `verb` reads before the award: tặng, tặng danh hiệu, truy tặng."""

    award: str
    kind: RecipientKind
    verb: str = "tặng"
    rows: tuple[ListedRecipient, ...]

    @property
    def persons(self) -> bool:
        """Whether the rows are people, who have a year of birth and a sex."""
        return self.kind is RecipientKind.PERSON

    @property
    def kind_label(self) -> str:
        """cá nhân, tập thể, hộ gia đình."""
        return self.kind.label.lower()

    @property
    def act(self) -> str:
        """Tặng Bằng khen của …: how the article begins."""
        phrase = self.phrase
        return phrase[:1].upper() + phrase[1:]

    @property
    def phrase(self) -> str:
        """tặng Bằng khen của …; the name of a title stands in quotation marks."""
        return f"{self.verb} “{self.award}”" if self.verb.endswith("danh hiệu") else f"{self.verb} {self.award}"

    @property
    def size(self) -> str:
        """05: number of rows."""
        return number_text(len(self.rows))

    @property
    def money(self) -> int:
        """What the list costs."""
        return sum(row.money for row in self.rows)

    @property
    def reward(self) -> str:
        """What the list costs, as written in a table."""
        return money_text(self.money)


@dataclass(frozen=True, kw_only=True)
class WithAnnexes(Paper):
    """A paper followed by one or more lists of recipients."""

    bases: tuple[str, ...]
    subject: str
    annexes: tuple[Annex, ...]

    @property
    def rows(self) -> int:
        return sum(len(annex.rows) for annex in self.annexes)

    @property
    def closed_bases(self) -> tuple[str, ...]:
        """Each căn cứ with ';', the last with '.'."""
        return closed(self.bases)

    @property
    def labelled(self) -> tuple[Labelled, ...]:
        """The lists as annexes: “Phụ lục” when there is one, “Phụ lục I, II …” when there are more."""
        only = len(self.annexes) == 1
        return tuple(
            Labelled(label="Phụ lục" if only else f"Phụ lục {wording.roman(place)}", annex=annex)
            for place, annex in enumerate(self.annexes, start=1)
        )

    @property
    def single(self) -> bool:
        """Whether one list says it all."""
        return len(self.annexes) == 1

    @property
    def counts(self) -> tuple[AwardCount, ...]:
        """Rows of the table of counts, one an award, in the order of the lists."""
        field_of = {RecipientKind.PERSON: "persons", RecipientKind.COLLECTIVE: "collectives"}
        table: dict[str, dict[str, int]] = {}
        for annex in self.annexes:
            row = table.setdefault(annex.award, {})
            column = field_of.get(annex.kind, "households")
            row[column] = row.get(column, 0) + len(annex.rows)
        return tuple(AwardCount(award=award, **row) for award, row in table.items())

    @property
    def total(self) -> AwardCount:
        """The sum row of the counts."""
        return counted(self.counts)

    @property
    def kinds(self) -> str:
        """tập thể, cá nhân và hộ gia đình: only those that appear."""
        order = (RecipientKind.COLLECTIVE, RecipientKind.PERSON, RecipientKind.HOUSEHOLD)
        present = {annex.kind for annex in self.annexes}
        return wording.listed([kind.label.lower() for kind in order if kind in present])

    @property
    def money(self) -> int:
        """What all lists cost."""
        return sum(annex.money for annex in self.annexes)

    @property
    def reward(self) -> str:
        """The whole sum in figures."""
        return money_text(self.money)

    @property
    def reward_spoken(self) -> str:
        """The whole sum written out."""
        return money_in_words(self.money)


@dataclass(frozen=True, kw_only=True)
class Labelled(Facts):
    """A list with its annex label."""

    label: str
    annex: Annex


@dataclass(frozen=True, kw_only=True)
class CouncilResult(Facts):
    """What one sitting said, with its minutes."""

    held_on: date
    members: int
    present: int
    minutes: str
    passed: int
    failed: int

    @property
    def held(self) -> str:
        """The day of the sitting in words."""
        return long_date(self.held_on)


@dataclass(frozen=True, kw_only=True)
class ProposalSheet(WithAnnexes):
    """Tờ trình of Sở Nội vụ to the chairman. Without `councils` the simplified procedure (Điều 85) is said instead."""

    template: ClassVar[str] = "proposal_sheet.html"
    kind_name: ClassVar[str] = "Tờ trình"

    symbol: str = "TTr-SNV"
    addressee: str
    sender: str
    council: str
    councils: tuple[CouncilResult, ...] = ()
    dossiers: int
    units: int
    proposed: int
    eligible: int
    achievement: str
    remarks: tuple[str, ...] = ()
    fund: str
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class DecisionPaper(WithAnnexes):
    """Quyết định of the chairman; a draft, and marked as one, as long as it has no number. `authority` as in a sentence."""

    template: ClassVar[str] = "decision.html"
    kind_name: ClassVar[str] = "Quyết định"

    symbol: str = "QĐ-UBND"
    authority: str
    achievement: str
    money_basis: str
    fund: str
    executors: str
    signature: Signature

    @property
    def draft(self) -> bool:
        return self.number is None
