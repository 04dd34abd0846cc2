"""What the accountant does: money in, money out, money back, a doubt settled, a slip put right. Every movement is posted once."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from workflow.law.figures import short_date
from workflow.models import AwardRecord, Payment, Posting, User

from .. import clerk
from ..errors import Refused, Stale

STATES = dict(Payment.STATES)


@transaction.atomic
def receive(amount: int, on: date, source: str, paper: str, by: User) -> Posting:
    """Money comes into the fund."""
    clerk.allow(by, "workflow.fund")
    if amount <= 0:
        raise Refused({0: "Số tiền thu phải lớn hơn 0"})
    not_ahead(on, "Ngày thu")
    if not source.strip() or not paper.strip():
        raise Refused({0: "Phải ghi nguồn thu và số chứng từ"})
    return Posting.objects.create(kind="income", amount=amount, on=on, note=source, paper=paper, by=by, at=timezone.now())


@transaction.atomic
def reverse(income: int, why: str, by: User) -> None:
    """An income was entered wrongly: a counter entry takes it out again."""
    clerk.allow(by, "workflow.fund")
    needed(why, "Phải ghi lý do đảo bút toán")
    found = Posting.objects.select_for_update().filter(pk=income, kind="income", corrects=None).first()
    if found is None or Posting.objects.filter(corrects=found).exists():
        raise Stale("Khoản thu này đã được đảo; không có gì thay đổi. Hãy tải lại trang.")
    Posting.objects.create(
        kind="income", amount=found.amount, on=timezone.localdate(), note=why, paper=found.paper, corrects=found, by=by, at=timezone.now())


@transaction.atomic
def pay(payments: Iterable[int], on: date, paper: str, by: User) -> int:
    """These are paid, on one day and by one paper. The sum."""
    clerk.allow(by, "workflow.fund")
    needed(paper, "Phải ghi số chứng từ chi")
    not_ahead(on, "Ngày chi")
    chosen = taken(payments, "due")
    early = [one for one in chosen if on < one.decided_on]
    if early:
        raise Refused({0: f"Ngày chi {short_date(on)} ở trước ngày của Quyết định {early[0].decision_number}"})
    Payment.objects.filter(pk__in=[one.pk for one in chosen]).update(state="paid", paid_on=on, paper=paper, paid_by=by)
    return post(chosen, "paid", on, paper, by)


@transaction.atomic
def recovered(payments: Iterable[int], on: date, paper: str, by: User) -> int:
    """The money of revoked awards is back in the fund. The sum."""
    clerk.allow(by, "workflow.fund")
    needed(paper, "Phải ghi số chứng từ thu hồi")
    not_ahead(on, "Ngày thu hồi")
    chosen = taken(payments, "recovering")
    if any(one.paid_on and on < one.paid_on for one in chosen):
        raise Refused({0: "Ngày thu hồi ở trước ngày chi"})
    Payment.objects.filter(pk__in=[one.pk for one in chosen]).update(state="recovered", recovered_on=on, recovery_paper=paper)
    return post(chosen, "recovered", on, paper, by)


@transaction.atomic
def settle(payments: Iterable[int], share: str, why: str, by: User) -> int:
    """The accountant's ruling on doubtful ones: `full`, the `difference` to what was received already, or `nothing`. How many."""
    clerk.allow(by, "workflow.fund")
    needed(why, "Phải ghi căn cứ của mức chi")
    if share not in SHARES:
        raise Refused({0: "Chưa chọn mức chi"})
    chosen = taken(payments, "review")
    if share == "difference" and any(one.known is None for one in chosen):
        raise Refused({0: "Có khoản chưa biết số tiền đã hưởng cùng thời kỳ, không tính được phần chênh lệch"})
    with connection.cursor() as cursor:
        cursor.execute(SETTLED.format(due=SHARES[share]), [why[:300], by.pk, [one.pk for one in chosen]])
    return len(chosen)


@transaction.atomic
def doubt(payments: Iterable[int], why: str, by: User) -> int:
    """The accountant puts payments that wait before himself again: what was due, or nothing, is to be looked at. How many."""
    clerk.allow(by, "workflow.fund")
    needed(why, "Phải ghi lý do xem lại")
    chosen = taken(payments, "due", "nothing")
    of = Payment.objects.filter(pk__in=[one.pk for one in chosen])
    return of.update(state="review", reason=why[:300], settled_by=by, amount=Subquery(
        AwardRecord.objects.filter(pk=OuterRef("record")).values("money")))


SHARES = {"full": "r.money", "difference": "greatest(0, r.money - p.known)", "nothing": "0"}
SETTLED = """
    UPDATE workflow_payment p SET amount = v.due, state = CASE WHEN v.due > 0 THEN 'due' ELSE 'nothing' END, reason = %s,
        settled_by_id = %s
    FROM (SELECT p.id, {due} AS due FROM workflow_payment p JOIN workflow_awardrecord r ON r.id = p.record_id WHERE p.id = ANY(%s)) v
    WHERE p.id = v.id
"""


@transaction.atomic
def undo(payments: Iterable[int], why: str, by: User) -> int:
    """Entered as paid (or as recovered) by mistake: a counter entry each, and they wait again. The sum."""
    clerk.allow(by, "workflow.fund")
    needed(why, "Phải ghi lý do ghi lại")
    wanted = list(payments)
    kind = "recovered" if Payment.objects.filter(pk__in=wanted, state="recovered").exists() else "paid"
    chosen = taken(wanted, kind)
    keys = [one.pk for one in chosen]
    entered = Posting.objects.filter(payment__in=keys, kind=kind, corrects=None, correction=None).in_bulk(field_name="pk")
    last = {posting.payment_id: posting for posting in entered.values()}
    waiting = {"paid": {"state": "due", "paid_on": None, "paper": "", "paid_by": None},
               "recovered": {"state": "recovering", "recovered_on": None, "recovery_paper": ""}}[kind]
    Payment.objects.filter(pk__in=keys).update(**waiting)
    return post(chosen, kind, timezone.localdate(), "", by, why, last)


# ------------------------------------------------------------------ pieces


def needed(text: str, words: str) -> None:
    """Refuse blanks."""
    if not text.strip():
        raise Refused({0: words})


def not_ahead(on: date, what: str) -> None:
    """Money does not move tomorrow."""
    if on > timezone.localdate():
        raise Refused({0: f"{what} {short_date(on)} ở sau hôm nay"})


def taken(payments: Iterable[int], *states: str) -> list[Payment]:
    """Lock the payments, all of which must be in one of these states."""
    wanted = set(payments)
    if not wanted:
        raise Refused({0: "Chưa chọn khoản nào"})
    held = list(Payment.objects.select_for_update(of=("self",)).select_related("recipient").filter(pk__in=wanted).order_by("pk"))
    others = [one for one in held if one.state not in states]
    if others or len(held) < len(wanted):
        example = f", ví dụ {others[0].recipient.name}: {STATES[others[0].state].lower()}" if others else ""
        raise Refused({0: f"{len(wanted) - len(held) + len(others)} khoản không ở tình trạng “{STATES[states[0]]}”{example}"})
    return held


def post(
    chosen: Collection[Payment], kind: str, on: date, paper: str, by: User, note: str = "", of: dict[int | None, Posting] | None = None,
) -> int:
    """Write the movements of these payments – counter entries, when `of` names what they correct. The sum."""
    at = timezone.now()
    Posting.objects.bulk_create([
        Posting(kind=kind, amount=one.amount, on=on, paper=paper, note=note, payment=one, corrects=of[one.pk] if of else None, by=by, at=at)
        for one in chosen], batch_size=clerk.CHUNK)
    return sum(one.amount for one in chosen)
