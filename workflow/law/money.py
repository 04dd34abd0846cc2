"""Reward money: coefficient × base salary on the day of the decision, twice for collectives where the rate says so."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from .figures import money_text, short_date
from .words import RecipientKind

STEP = 10_000
TITLE = "danh-hieu"


@dataclass(frozen=True)
class Rate:
    """The coefficient of one award between two dates, both inclusive. `doubles`: a collective receives twice that."""

    award: str
    since: date
    until: date | None
    coefficient: Decimal
    doubles: bool
    source: str = ""
    verified: bool = False


@dataclass(frozen=True)
class BaseSalary:
    """Mức lương cơ sở, in đồng a month, between two dates, both inclusive."""

    since: date
    until: date | None
    amount: int
    source: str = ""


@dataclass(frozen=True)
class Tariff:
    """Every rate and every base salary that is known."""

    rates: Sequence[Rate]
    salaries: Sequence[BaseSalary]

    def rate(self, award: str, on: date) -> Rate:
        """The rate of the award on that day."""
        known = [rate for rate in self.rates if rate.award == award]
        if not known:
            raise LookupError(f"Không có mức tiền thưởng nào cho “{award}”.")
        return _in_force(known, on, f"Không có mức tiền thưởng cho “{award}” vào ngày {short_date(on)}.")

    def salary(self, on: date) -> BaseSalary:
        """The base salary on that day."""
        return _in_force(self.salaries, on, f"Không có mức lương cơ sở cho ngày {short_date(on)}.")


@dataclass(frozen=True)
class Claim:
    """One award of one recipient in one decision, as the accumulation rule sees it; `key` is the asker's own mark."""

    award: str
    group: str
    period: str
    amount: int
    key: int = 0


class _Dated(Protocol):
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


Row = TypeVar("Row", bound=_Dated)


def _in_force(rows: Sequence[Row], on: date, missing: str) -> Row:
    """The row in force; where two overlap, the one that began last."""
    found = [row for row in rows if row.since <= on and (row.until is None or on <= row.until)]
    if not found:
        raise LookupError(missing)
    return max(found, key=lambda row: row.since)


def reward(award: str, recipient_kind: RecipientKind, on: date, tariff: Tariff) -> int:
    """Đồng for one award decided on that day. A household is paid as an individual: only collectives are doubled."""
    rate = tariff.rate(award, on)
    return _rounded_up(Fraction(rate.coefficient) * tariff.salary(on).amount * _times(rate, recipient_kind))


def explain(award: str, recipient_kind: RecipientKind, on: date, tariff: Tariff) -> list[str]:
    """The reasons behind `reward`, line by line, in Vietnamese."""
    rate, salary = tariff.rate(award, on), tariff.salary(on)
    times = _times(rate, recipient_kind)
    product = Fraction(rate.coefficient) * salary.amount * times
    coefficient, base = f"{rate.coefficient:f}".replace(".", ","), money_text(salary.amount)
    doubt = "" if rate.verified else " (Chưa kiểm chứng.)"
    doubled = "nhân đôi theo quy định cho tập thể" if times == 2 else "không nhân đôi"
    factors = f"{coefficient} × {base}" + (" × 2" if times == 2 else "")
    return [
        f"Mức tiền thưởng {award}: hệ số {coefficient}. Nguồn: {rate.source}.{doubt}",
        f"Mức lương cơ sở ngày {short_date(on)}: {base} đồng. Nguồn: {salary.source}.",
        f"Đối tượng: {recipient_kind.label}, {doubled}.",
        f"{factors} = {_exact(product)} đồng, làm tròn lên hàng chục nghìn: {money_text(_rounded_up(product))} đồng.",
    ]


def highest_in_period(claims: Sequence[Claim]) -> list[Claim]:
    """What is paid of several awards: of the titles of one period only the highest; every form of commendation."""
    best: dict[str, int] = {}
    for place, claim in enumerate(claims):
        if claim.group == TITLE and (claim.period not in best or claim.amount > claims[best[claim.period]].amount):
            best[claim.period] = place
    return [claim for place, claim in enumerate(claims) if claim.group != TITLE or best[claim.period] == place]


def _times(rate: Rate, recipient_kind: RecipientKind) -> int:
    return 2 if rate.doubles and recipient_kind is RecipientKind.COLLECTIVE else 1


def _rounded_up(amount: Fraction) -> int:
    return -(-amount // STEP) * STEP


def _exact(amount: Fraction) -> str:
    return money_text(int(amount)) if amount.denominator == 1 else f"{float(amount):.2f}".replace(".", ",")
