"""Entering awards into a recipient's history from outside our own decisions: what a unit declares, with its evidence."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from workflow.law.words import Kind
from workflow.models import AwardRecord, AwardType, User

from . import clerk


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
