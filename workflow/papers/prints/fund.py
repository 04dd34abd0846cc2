"""The payment list."""
from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from workflow.models import AwardType, Payment, User

from .. import facts
from .common import midnight, office_on, spot

STATES = dict(Payment.STATES)
SIGNERS = ("Kế toán trưởng", "Thủ trưởng cơ quan")  # beside whoever made the list


def payments(chosen: Iterable[Payment], by: User) -> facts.PaymentList:
    """Danh sách chi tiền thưởng of these payments, in the order given; each comes with recipient and record."""
    day = timezone.localdate()
    office = office_on(day)
    short = AwardType.short_names()
    return facts.PaymentList(
        made_at=midnight(day), head=facts.Head(superior=office.committee, body=office.department, place=office.place), day=day,
        payees=tuple(payee(one, short) for one in chosen), fund=office.fund,
        signatures=(facts.Signature(title="Người lập danh sách", name=by.full_name), *(facts.Signature(title=title) for title in SIGNERS)))


def payee(one: Payment, short: dict[str, str]) -> facts.PaidRecipient:
    """One row; the place is the one named in the decision, else the recipient's unit."""
    line, unit = one.record.line, one.recipient.unit
    place = spot(line.position, line.workplace) or line.dossier.unit_name if line else unit.name if unit else ""
    return facts.PaidRecipient(
        name=one.recipient.name, place=place, award=short.get(one.record.award, one.record.award_name),
        decision_number=one.decision_number, decided_on=one.decided_on, amount=one.amount, state=STATES[one.state],
        paid_on=one.paid_on, paper=one.paper, note=one.reason)
