"""What the fund owes by reason of decisions. Called inside the transaction that decides: a decision and its money are one thing."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from workflow.law.accumulation import BELOW, NO_AWARD, Held, Share, shares
from workflow.law.figures import short_date
from workflow.models import Payment, User

from ..errors import NotAllowed, Refused, Stale

DECIDERS = ("sign", "outcome", "records", "fund")  # whose acts make the fund owe or take back
STATE_OF = {Share.FULL: "due", Share.DOUBT: "review", Share.NOTHING: "nothing"}


@transaction.atomic
def owe(records: Iterable[int], by: User) -> None:
    """Put what these award records bring on the list of payments, once. In set SQL: as many statements for one as for thousands.

    Awards decided below are paid below; what is done about an award (re-issue, revocation) brings no money. Of several titles
    of one time and period only the highest is due; a title of the same period decided at another time is put to the accountant.
    """
    entitled(by)
    wanted = list(records)
    with connection.cursor() as cursor:
        cursor.execute(OWED, [by.pk, timezone.now(), wanted, list(map(str, NO_AWARD)), list(BELOW)])
    weigh(wanted)


@transaction.atomic
def recover(records: Iterable[int], decision_number: str, by: User) -> None:
    """These awards are revoked: what was paid is to come back, what was not paid never will be."""
    entitled(by)
    wanted = list(records)
    if not decision_number.strip():
        raise Refused({0: "Phải ghi số quyết định hủy"})
    held = Payment.objects.select_for_update().filter(record__in=wanted).order_by("pk")
    states = dict(held.values_list("pk", "state"))
    of = Payment.objects.filter(pk__in=states)
    of.filter(state="paid").update(state="recovering", revocation=decision_number)
    of.filter(state__in=("due", "review", "nothing")).update(state="cancelled", revocation=decision_number)
    weigh(wanted)


def entitled(by: User) -> None:
    """Refuse who neither decides on awards nor keeps the fund."""
    if not by.is_active or not any(by.has_perm(f"workflow.{right}") for right in DECIDERS):
        raise NotAllowed(f"Tài khoản {by} không có quyền làm bước này.")


def weigh(records: Sequence[int]) -> None:
    """Let the law say again what is paid of the titles that these records compete with."""
    with connection.cursor() as cursor:
        cursor.execute(RIVALS, [list(records), list(map(str, NO_AWARD))])
        pools: dict[tuple[int, str], list[Any]] = defaultdict(list)
        for recipient, period, *rest in cursor.fetchall():
            pools[recipient, period].append(rest)
        weighed = [row for (_, period), rows in pools.items() for row in weighed_in(period, rows)]
        if weighed:
            cursor.execute(WEIGHED, list(map(list, zip(*weighed, strict=True))))
            if cursor.rowcount != len(weighed):
                raise Stale("Khoản chi của danh hiệu cùng thời kỳ vừa thay đổi ở nơi khác; chưa có gì được ghi. Hãy làm lại.")


def weighed_in(period: str, rows: Sequence[Sequence[Any]]) -> Iterable[tuple[int, str, int, str, int | None]]:
    """What becomes of the payments of one recipient and period."""
    told = {row[0]: row for row in rows}
    titles = [Held(record, award, money or None, on, free=payment is not None and free)
              for record, award, on, _, money, payment, free in rows]
    for record, (share, other) in shares(titles).items():
        _, _, _, _, money, payment, _ = told[record]
        why = reason(share, period, told[other.key]) if other else ""
        yield payment, STATE_OF[share], 0 if share is Share.NOTHING else money, why, other.amount if other else None


def reason(share: Share, period: str, other: Sequence[Any]) -> str:
    """Why not everything is paid, in words."""
    _, award, on, number, *_ = other
    title = f"{award} (Quyết định {number} ngày {short_date(on)})"
    if share is Share.NOTHING:
        return f"Cùng thời điểm, cùng thời kỳ {period} chỉ chi mức cao nhất: {title}"
    return f"Cùng thời kỳ {period} còn danh hiệu {title}: cần xem lại mức chi"


OWED = """
    INSERT INTO workflow_payment (record_id, recipient_id, decision_number, decided_on, amount, state, reason, by_id, at, paper,
        revocation, recovery_paper)
    SELECT r.id, r.recipient_id, r.decision_number, r.decided_on, r.money, 'due', '', %s, %s, '', '', ''
    FROM workflow_awardrecord r JOIN workflow_awardtype a ON a.code = r.award
    WHERE r.id = ANY(%s) AND r.money > 0 AND r.status = 'valid' AND r.kind <> ALL(%s) AND a.decides <> ALL(%s)
    ORDER BY r.id ON CONFLICT (record_id) DO NOTHING
"""
PERIOD = "coalesce(nullif(r.period, ''), extract(year FROM r.decided_on)::int::text)"  # as law.accumulation.period_of
RIVALS = f"""
    WITH asked AS (
        SELECT DISTINCT r.recipient_id, {PERIOD} AS period FROM workflow_awardrecord r
        JOIN workflow_awardtype a ON a.code = r.award AND a."group" = 'danh-hieu' WHERE r.id = ANY(%s)),
    pool AS (
        SELECT r.recipient_id, asked.period, r.id, a.short, r.decided_on, r.decision_number, r.money, p.id AS payment, p.state,
            p.settled_by_id IS NULL AND p.state IN ('due', 'review', 'nothing') AS free, count(*) OVER (PARTITION BY asked.*) AS n
        FROM asked JOIN workflow_awardrecord r ON r.recipient_id = asked.recipient_id AND {PERIOD} = asked.period
        JOIN workflow_awardtype a ON a.code = r.award AND a."group" = 'danh-hieu'
        LEFT JOIN workflow_payment p ON p.record_id = r.id
        WHERE r.status = 'valid' AND r.kind <> ALL(%s) AND coalesce(p.state, '') NOT IN ('cancelled', 'recovering', 'recovered'))
    SELECT recipient_id, period, id, short, decided_on, decision_number, money, payment, free FROM pool
    WHERE n > 1 OR state IN ('review', 'nothing') ORDER BY id
"""
WEIGHED = """
    UPDATE workflow_payment p SET state = v.state, amount = v.amount, reason = v.reason, known = v.known
    FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::text[], %s::int[]) AS v (id, state, amount, reason, known)
    WHERE p.id = v.id AND p.settled_by_id IS NULL AND p.state IN ('due', 'review', 'nothing')
"""
