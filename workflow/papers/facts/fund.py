"""The list by which reward money is paid out: a row for each recipient, with room to sign for it."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workflow.law.figures import long_date, money_in_words, money_text, number_text

from .common import Facts, Paper, Signature


@dataclass(frozen=True, kw_only=True)
class PaidRecipient(Facts):
    """One row: who, for what, how much. The decision and the payment itself are for the workbook and the list of several decisions."""

    name: str
    place: str
    award: str
    decision_number: str
    decided_on: date
    amount: int
    state: str
    paid_on: date | None = None
    paper: str = ""
    note: str = ""

    @property
    def sum(self) -> str:
        """The sum as written in a table."""
        return money_text(self.amount)


@dataclass(frozen=True, kw_only=True)
class PaymentList(Paper):
    """Danh sách chi tiền thưởng, of one decision or of chosen payments."""

    template: ClassVar[str] = "payment_list.html"
    kind_name: ClassVar[str] = "Danh sách chi tiền thưởng"

    payees: tuple[PaidRecipient, ...]
    fund: str
    signatures: tuple[Signature, ...]

    @property
    def rows(self) -> int:
        return len(self.payees)

    @property
    def size(self) -> str:
        """05: number of rows."""
        return number_text(len(self.payees))

    @property
    def single(self) -> bool:
        """Whether one decision gives all of it."""
        return len({(payee.decision_number, payee.decided_on) for payee in self.payees}) == 1

    @property
    def basis(self) -> str:
        """Which decisions the money is paid by."""
        if not self.single:
            return "Theo các quyết định khen thưởng ghi tại từng dòng"
        return f"Theo Quyết định số {self.payees[0].decision_number} {long_date(self.payees[0].decided_on)}"

    @property
    def amount(self) -> int:
        """What the list comes to."""
        return sum(payee.amount for payee in self.payees)

    @property
    def sum(self) -> str:
        """The whole sum in figures."""
        return money_text(self.amount)

    @property
    def sum_spoken(self) -> str:
        """The whole sum written out."""
        return money_in_words(self.amount)
