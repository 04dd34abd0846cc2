"""From the register of awards to the facts of a confirmation."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workflow.law.figures import long_date
from workflow.law.names import nfc
from workflow.models import AwardRecord, Recipient

from .. import facts
from .common import midnight, office_on


def confirmation(recipient: Recipient, records: Sequence[AwardRecord], day: date) -> facts.Confirmation:
    """Giấy xác nhận of these awards, as the register knows them that day."""
    office = office_on(day)
    born = long_date(recipient.birth_date) if recipient.birth_date else f"năm {recipient.birth_year}" if recipient.birth_year else ""
    return facts.Confirmation(
        made_at=midnight(day), head=facts.Head(superior=office.committee, body=office.department, place=office.place), number=None, day=day,
        sender="Sở Nội vụ", name=nfc(recipient.name), birth=born, unit=recipient.unit.name if recipient.unit else "",
        awards=tuple(facts.ConfirmedAward(
            award=record.award_name, number=record.decision_number, day=long_date(record.decided_on), authority=record.authority,
            period=record.period) for record in records),
        signature=facts.Signature(title=office.director_title, name=office.director), recipients=("Như trên", "Lưu: VT, TĐKT"))
