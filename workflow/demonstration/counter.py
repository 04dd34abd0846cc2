"""A dossier half typed on the intake counter: two nominees whom the register knows, papers still to be ticked."""
from __future__ import annotations

from datetime import date

from workflow.engine.receiving import intake
from workflow.law.states import State
from workflow.law.words import Kind, RecipientKind, UnitKind
from workflow.models import Line

from .cast import Cast, sign


def play(cast: Cast, today: date) -> None:
    """Left as it is when the counter closes: nothing is received yet."""
    decided = Line.objects.filter(
        state=State.DELIVERED, award="BK-TINH", recipient__kind=RecipientKind.PERSON, recipient__awards__status="valid",
        recipient__birth_date__isnull=False, dossier__unit__kind=UnitKind.DEPARTMENT,
    ).select_related("dossier__unit", "recipient").order_by("-pk")
    first = decided.first()
    if first is None:
        return
    unit = first.dossier.unit
    draft = intake.begin(cast.tiepnhan)
    intake.save_header(draft, {
        "unit_id": unit.pk, "letter_number": f"318/{sign(unit)}", "letter_date": today.isoformat(), "kind": str(Kind.MERIT),
        "contact_name": "Văn thư đơn vị", "contact_phone": "02090000000", "copies": 1, "papers": ["to-trinh"]}, cast.tiepnhan)
    intake.add_rows(draft, [{
        "kind": "person", "name": line.name, "birth_date": str(line.recipient.birth_date), "sex": line.recipient.sex,
        "position": line.position, "workplace": line.workplace, "band": line.band, "award": "CSTDT",
        "citation": "Hoàn thành xuất sắc nhiệm vụ, có sáng kiến được áp dụng trong tỉnh"}
        for line in decided.filter(dossier__unit=unit)[:2]], cast.tiepnhan)
