"""The letter that reminds units of a round."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workflow.models import Round, Unit

from .. import facts
from .common import midnight, office_on


def reminder(round: Round, units: Sequence[Unit], today: date) -> facts.ReminderLetter:
    """Công văn đôn đốc to these units, in the order given; its number is written when it is sent."""
    office = office_on(today)
    contact = ", ".join(part for part in (office.phone, office.email) if part) or office.desk
    return facts.ReminderLetter(
        made_at=midnight(today), head=facts.Head(superior=office.committee, body=office.department, place=office.place), day=today,
        subject=f"V/v gửi hồ sơ {round.name}", round=round.name, closes_on=round.closes_on, said=round.words, as_of=today,
        units=tuple(unit.name for unit in units), contact=contact,
        signature=facts.Signature(title=office.director_title, name=office.director), recipients=("Như trên", "Lưu: VT, TĐKT"))
