"""Papers about awards that were given: revocation or re-issue, and what proposes it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from workflow.law.figures import number_text

from .common import Facts, Paper, Signature
from .decision import closed


@dataclass(frozen=True, kw_only=True)
class AboutAward(Facts):
    """One row of the list: who holds which award by which decision, and why it is in the list. No money."""

    name: str
    place: str
    award: str
    decision: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class AfterPaper(Paper):
    """What is done about awards that were given. `revokes`: hủy bỏ, else cấp đổi, cấp lại."""

    bases: tuple[str, ...]
    subject: str
    revokes: bool
    reason: str
    listed: tuple[AboutAward, ...]
    department: str
    signature: Signature

    @property
    def rows(self) -> int:
        return len(self.listed)

    @property
    def size(self) -> str:
        """05: how many awards."""
        return number_text(len(self.listed))

    @property
    def alone(self) -> bool:
        """One award: the first article names it, and there is no list."""
        return len(self.listed) == 1

    @property
    def closed_bases(self) -> tuple[str, ...]:
        """Each căn cứ with ';', the last with '.'."""
        return closed(self.bases)

    @property
    def act(self) -> str:
        """What is done, as the articles say it."""
        return "hủy bỏ" if self.revokes else "cấp đổi, cấp lại"


@dataclass(frozen=True, kw_only=True)
class AfterDecision(AfterPaper):
    """Quyết định of the chairman; a draft as long as it has no number."""

    template: ClassVar[str] = "after_decision.html"
    kind_name: ClassVar[str] = "Quyết định"

    authority: str
    executors: str

    @property
    def draft(self) -> bool:
        return self.number is None


@dataclass(frozen=True, kw_only=True)
class AfterProposal(AfterPaper):
    """Tờ trình of Sở Nội vụ for such a decision."""

    template: ClassVar[str] = "after_proposal.html"
    kind_name: ClassVar[str] = "Tờ trình"

    addressee: str


@dataclass(frozen=True, kw_only=True)
class AfterLetter(AfterProposal):
    """Tờ trình of the chairman to who gave the awards; a draft as long as it has no number."""

    @property
    def draft(self) -> bool:
        return self.number is None
