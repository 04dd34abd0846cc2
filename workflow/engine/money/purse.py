"""What the accountant reads: the balance, decisions with their money, payments page by page, and whether the books agree."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from workflow.law.names import DASHES, fold, nfc
from workflow.models import Payment, Posting

from .. import stamps
from ..stamps import Stamp

PAGE = 50
MOVED = ("paid", "recovering", "recovered")  # the money left the fund


@dataclass(frozen=True)
class Balance:
    """The fund in figures, in đồng; counted every time, stored nowhere."""

    income: int
    paid: int
    recovered: int
    due: int
    review: int
    recovering: int

    @property
    def left(self) -> int:
        """What is in the fund."""
        return self.income - self.paid + self.recovered

    @property
    def short(self) -> int:
        """What is lacking to pay everything that waits."""
        return max(0, self.due - self.left)


@dataclass(frozen=True)
class Sums:
    """The money of one decision: how many payments, what is owed in all, what left the fund, what waits, what is in doubt."""

    number: str
    on: date | None
    payments: int
    owed: int
    paid: int
    due: int
    review: int
    recovering: int
    recovered: int

    @property
    def work(self) -> str | None:
        """The state in which something is still to be done."""
        return next((state for state in ("due", "review", "recovering") if getattr(self, state)), None)


@dataclass(frozen=True)
class Wanted:
    """Which payments: of a decision, in a state, of whom. `after` is the last payment of the page before."""

    number: str = ""
    on: date | None = None
    state: str = ""
    search: str = ""
    after: int | None = None


def balance() -> Balance:
    """Income − paid + recovered, from the postings; what waits, from the payments. Two queries."""
    moved = dict(Posting.objects.order_by().values_list("kind").annotate(Sum("effect")))
    waits = dict(Payment.objects.filter(state__in=["due", "review", "recovering"]).order_by().values_list("state").annotate(Sum("amount")))
    return Balance(
        moved.get("income", 0), -moved.get("paid", 0), moved.get("recovered", 0), waits.get("due", 0), waits.get("review", 0),
        waits.get("recovering", 0))


def in_state(*states: str) -> Sum:
    """The amounts in these states."""
    return Sum("amount", filter=Q(state__in=states), default=0)


SUMS = {
    "payments": Count("pk"), "owed": in_state("due", "paid"), "paid": in_state(*MOVED), "due": in_state("due"),
    "review": in_state("review"), "recovering": in_state("recovering"), "recovered": in_state("recovered"),
}


def decisions(after: tuple[date, str] | None = None, size: int = PAGE) -> tuple[list[Sums], tuple[date, str] | None]:
    """Decisions that brought money, the latest first, and where the next page begins. One query."""
    found = Payment.objects.order_by().values("decision_number", "decided_on")
    if after:
        found = found.filter(Q(decided_on__lt=after[0]) | Q(decided_on=after[0], decision_number__lt=after[1]))
    read: Any = found.annotate(**SUMS).order_by("-decided_on", "-decision_number")[:size + 1]
    rows = [Sums(row.pop("decision_number"), row.pop("decided_on"), **row) for row in read]
    last = rows[size - 1] if len(rows) > size else None
    return rows[:size], (last.on, last.number) if last and last.on else None


def of_decision(decision: int) -> Sums:
    """The money of one of our own decisions. One query."""
    return Sums(number="", on=None, **Payment.objects.filter(record__line__decision=decision).aggregate(**SUMS))


def narrowed(wanted: Wanted) -> QuerySet[Payment]:
    """The payments asked for, without order; search is by name, without accents, or by the number of a decision."""
    found = Payment.objects.all()
    if wanted.number:
        found = found.filter(decision_number=wanted.number)
    if wanted.on:
        found = found.filter(decided_on=wanted.on)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if "/" in wanted.search or wanted.search.strip().isdecimal():
        return found.filter(decision_number__istartswith=DASHES.sub("-", nfc(wanted.search)).strip())
    for word in fold(wanted.search).split():
        found = found.filter(recipient__key__contains=word)
    return found


def stamp(wanted: Wanted) -> Stamp:
    """What a page of these payments showed: which, and how much money each. One query."""
    return stamps.of(narrowed(wanted), "amount")


def whole(wanted: Wanted, shown: str) -> list[int]:
    """All of them, as they were shown; Stale when one has come, gone or changed its amount since. One query."""
    found = dict(narrowed(wanted).values_list("pk", "amount"))
    stamps.agree(shown, stamps.of_weights(found), f"Danh sách chi của Quyết định số {wanted.number}", "khoản")
    return sorted(found)


def in_order(found: QuerySet[Payment]) -> QuerySet[Payment]:
    """The latest decision first, within it by given name; each with whom and what it is for."""
    return found.select_related("recipient__unit", "record__line__dossier").order_by(
        "-decided_on", "-decision_number", "recipient__order", "pk")


def page(wanted: Wanted, size: int = PAGE) -> tuple[list[Payment], int | None]:
    """One page of payments, and the last of it where another page follows. Two queries."""
    found = narrowed(wanted)
    last = Payment.objects.select_related("recipient").filter(pk=wanted.after).first() if wanted.after else None
    if last:
        same = Q(decided_on=last.decided_on, decision_number=last.decision_number)
        found = found.filter(
            Q(decided_on__lt=last.decided_on) | Q(decided_on=last.decided_on, decision_number__lt=last.decision_number)
            | same & Q(recipient__order__gt=last.recipient.order) | same & Q(recipient__order=last.recipient.order, pk__gt=last.pk))
    rows = list(in_order(found)[:size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None


def tally(wanted: Wanted) -> dict[str, tuple[int, int]]:
    """How many payments and how much money there is in each state. One query."""
    rows = narrowed(wanted).order_by().values_list("state").annotate(n=Count("pk"), money=Sum("amount"))
    return {state: (n, money) for state, n, money in rows}


def listed(chosen: Collection[int] = (), wanted: Wanted | None = None) -> list[Payment]:
    """What a printed list is made of: the payments chosen, or all of a decision; without those of which nothing is paid."""
    found = narrowed(wanted) if wanted else Payment.objects.filter(pk__in=chosen)
    return list(in_order(found.exclude(state__in=["nothing", "cancelled"])))


def states(records: Iterable[Any]) -> dict[int, Payment]:
    """The payments of award records, by record. One query."""
    return Payment.objects.in_bulk([record.pk for record in records], field_name="record_id")


def incomes(after: tuple[date, int] | None = None, size: int = PAGE) -> tuple[list[Posting], tuple[date, int] | None]:
    """What came in, the latest first, with counter entries, and where the next page begins. One query."""
    found = Posting.objects.filter(kind="income").select_related("by", "corrects", "correction")
    if after:
        found = found.filter(Q(on__lt=after[0]) | Q(on=after[0], pk__lt=after[1]))
    rows = list(found.order_by("-on", "-pk")[:size + 1])
    return rows[:size], (rows[size - 1].on, rows[size - 1].pk) if len(rows) > size else None


def broken() -> list[int]:
    """Payments whose postings do not say what their state says; none, ever."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        return [payment for payment, in cursor.fetchall()]


BROKEN = """
    SELECT p.id FROM workflow_payment p LEFT JOIN workflow_posting m ON m.payment_id = p.id GROUP BY p.id
    HAVING coalesce(sum(m.effect) FILTER (WHERE m.kind = 'paid'), 0)
            <> CASE WHEN p.state IN ('paid', 'recovering', 'recovered') THEN -p.amount ELSE 0 END
        OR coalesce(sum(m.effect) FILTER (WHERE m.kind = 'recovered'), 0) <> CASE p.state WHEN 'recovered' THEN p.amount ELSE 0 END
    ORDER BY p.id
"""
