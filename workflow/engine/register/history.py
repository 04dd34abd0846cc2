"""Entering awards into the recipients' history: what was decided here or elsewhere, and what a unit declares with its evidence."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection, transaction

from workflow.law.money import reward
from workflow.law.names import fold
from workflow.law.words import Kind, RecipientKind
from workflow.models import AwardRecord, AwardType, Line, User
from workflow.models.recipients import number_key
from workflow.models.tables import tariff

from .. import clerk

# the achievement period is the year of the round, where there is one; the decision's own year is read off its day
HISTORY = """
    INSERT INTO workflow_awardrecord (
        recipient_id, award, award_name, kind, decision_number, decided_on, authority, period, citation, money, source, status, line_id,
        unit_id, unit_name, number_key, search)
    SELECT l.recipient_id, l.award, a.name, f.kind, %s, %s, %s, coalesce(o.year::text, ''), l.citation, %s, 'own', 'valid', l.id,
        f.unit_id, f.unit_name, %s, %s || ' ' || u.key
    FROM workflow_line l JOIN workflow_recipient r ON r.id = l.recipient_id JOIN workflow_dossier f ON f.id = l.dossier_id
    JOIN workflow_unit u ON u.id = f.unit_id JOIN workflow_awardtype a ON a.code = l.award LEFT JOIN workflow_round o ON o.id = f.round_id
    WHERE l.id = ANY(%s) AND l.award = %s AND r.kind = %s ORDER BY l.id RETURNING id
"""


def enter(lines: Sequence[int], *, number: str, on: date, authority: str) -> list[int]:
    """Every recipient's history gains its record, with the money by the base salary of the day of the decision. In set SQL.

    An award without a rate on that day (a memorial of another body, a title that is paid below) enters with no money. The ids.
    """
    made: list[int] = []
    rates, lines = tariff(), list(lines)
    kinds = Line.objects.filter(pk__in=lines).order_by().values_list("award", "recipient__kind").distinct()
    with connection.cursor() as cursor:
        for award, kind in kinds:
            try:
                money = reward(award, RecipientKind(kind), on, rates)
            except LookupError:
                money = 0
            cursor.execute(HISTORY, [number, on, authority, money, number_key(number), fold(authority), lines, award, kind])
            made += [record for record, in cursor.fetchall()]
    return made


@transaction.atomic
def declare_titles(recipients: Iterable[int], year: int, authority: str, by: User) -> None:
    """The three yearly titles “Chiến sĩ thi đua cơ sở” before `year` that a proposal for CSTĐ cấp tỉnh rests on, as declared."""
    clerk.allow(by, "workflow.intake")
    name = AwardType.objects.get(code="CSTDCS").name
    AwardRecord.objects.bulk_create(
        AwardRecord(
            recipient_id=recipient, award="CSTDCS", award_name=name, kind=Kind.MERIT, decision_number=f"{100 + before}/QĐ-{year - before}",
            decided_on=date(year - before, 12, 20), authority=authority, period=str(year - before), source="declared")
        for recipient in sorted(set(recipients)) for before in (3, 2, 1))
