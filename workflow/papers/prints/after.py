"""The decision that revokes awards or issues certificates again, and the sheet that proposes it, each with its list."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from workflow.law.figures import short_date
from workflow.law.grounds import GROUNDS
from workflow.law.words import Kind
from workflow.models import AwardType, Decision, Office, User

from .. import facts
from .common import midnight, office_on, spot
from .decision import bases

COLUMNS = (
    "award", "name", "position", "workplace", "dossier__unit_name", "about__decision_number", "about__decided_on", "dossier__claim__ground")


def listed(decision: Decision) -> tuple[facts.AboutAward, ...]:
    """The awards it is about: the highest first, then in Vietnamese order of given names."""
    awards = {award.code: award for award in AwardType.objects.all()}
    grounds = {str(ground): ground.label for words in GROUNDS.values() for ground in words}
    rows = decision.lines.order_by("recipient__order", "pk").values_list(*COLUMNS)
    return tuple(
        facts.AboutAward(
            name=name, place=spot(position, workplace) or unit, award=awards[award].name,
            decision=f"Quyết định số {number} ngày {short_date(on)}", ground=grounds.get(ground, ground) or "Theo hồ sơ đề nghị")
        for award, name, position, workplace, unit, number, on, ground in sorted(rows, key=lambda row: -awards[row[0]].rank))


def about(decision: Decision) -> Kind | None:
    """What is done about the awards its lines are about; None for a paper that gives awards."""
    found = decision.lines.order_by("pk").values_list("dossier__kind", flat=True).first()
    return None if found is None or Kind(found).gives else Kind(found)


def common(decision: Decision, office: Office, day: date, *extra: str) -> dict[str, Any]:
    """What both papers say."""
    return {
        "bases": bases(office, day, *extra), "subject": decision.subject, "revokes": about(decision) is Kind.REVOKE,
        "reason": decision.achievement, "listed": listed(decision), "department": "Sở Nội vụ"}


def decision(
    decision: Decision, *, number: int | None = None, signed_on: date | None = None, signed_by: User | None = None,
) -> facts.AfterDecision:
    """Quyết định with its list; without a number, the draft."""
    day = signed_on or decision.signed_on or timezone.localdate()
    office, signer = office_on(day), signed_by or decision.signed_by
    sheet = f" tại Tờ trình số {decision.proposal_number}" if decision.proposal_number else ""
    return facts.AfterDecision(
        made_at=midnight(day), head=facts.Head(superior="", body=office.committee, place=office.place), symbol=decision.symbol,
        number=number if number is not None else decision.number, day=signed_on or decision.signed_on,
        **common(decision, office, day, f"Theo đề nghị của Giám đốc Sở Nội vụ{sheet}"), executors=office.executors,
        authority=f"Chủ tịch Ủy ban nhân dân {office.province}",
        signature=facts.Signature(title=office.chairman_title, name=signer.full_name if signer else ""),
        recipients=("Như Điều 3", f"Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân {office.province}", "Lưu: VT, SNV"))


def proposal(decision: Decision) -> facts.AfterProposal:
    """Tờ trình of Sở Nội vụ for this decision."""
    day = decision.signed_on or timezone.localdate(decision.created_at)
    office = office_on(day)
    number, _, symbol = decision.proposal_number.partition("/")
    return facts.AfterProposal(
        made_at=decision.created_at, head=facts.Head(superior=office.committee, body=office.department, place=office.place),
        number=int(number) if number.isdecimal() else None, symbol=symbol or office.proposal_symbol, day=day,
        **common(decision, office, day), addressee=f"Chủ tịch Ủy ban nhân dân {office.province}",
        signature=facts.Signature(title=office.director_title, name=office.director),
        recipients=("Như trên", "Giám đốc, các Phó Giám đốc Sở", "Lưu: VT, TĐKT"))


def letter(
    decision: Decision, *, number: int | None = None, signed_on: date | None = None, signed_by: User | None = None,
) -> facts.AfterLetter:
    """Tờ trình of the chairman about awards that the centre gave; without a number, the draft."""
    day = signed_on or decision.signed_on or timezone.localdate()
    office, signer = office_on(day), signed_by or decision.signed_by
    return facts.AfterLetter(
        made_at=midnight(day), head=facts.Head(superior="", body=office.committee, place=office.place), symbol=decision.symbol,
        number=number if number is not None else decision.number, day=signed_on or decision.signed_on,
        **{**common(decision, office, day), "department": f"Chủ tịch Ủy ban nhân dân {office.province}"}, addressee="Thủ tướng Chính phủ",
        signature=facts.Signature(title=office.chairman_title, name=signer.full_name if signer else ""),
        recipients=("Như trên", "Bộ Nội vụ", "Lưu: VT, SNV"))
