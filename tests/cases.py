"""Awards that were given and what is done about them: short ways through the engine."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests import factories as f
from workflow.engine.deciding import decisions
from workflow.engine.receiving import claims
from workflow.engine.stopping import petitions
from workflow.law.grounds import ReissueGround, RevokeGround
from workflow.law.petitions import Sort
from workflow.law.words import Instrument, Kind, RecipientKind
from workflow.models import AwardRecord, AwardType, Decision, Dossier, Petition, Recipient, User

PETITIONS = "Tiếp nhận đơn thư"
RECORDS = "Hồ sơ khen thưởng"
PAPERS = {Kind.REVOKE: ["to-trinh", "bao-cao", "ket-luan"], Kind.REISSUE: ["don"]}


def record(
    award: str = "BK-TINH", recipient: Recipient | None = None, *, decided_on: date = date(2024, 3, 1), **fields: Any,
) -> AwardRecord:
    """An award somebody holds, from the archive."""
    n = next(f.numbers)
    recipient = recipient or Recipient.objects.create(kind=RecipientKind.PERSON, name=f"Trần Văn Giữ {n}", unit=f.unit())
    name = AwardType.objects.get(code=award).name
    fields = {"authority": "Chủ tịch Ủy ban nhân dân tỉnh Minh Họa", "source": "scanned", "kind": Kind.MERIT, "money": 3_510_000, **fields}
    return AwardRecord.objects.create(
        recipient=recipient, award=award, award_name=name, decision_number=f"{n}/QĐ-UBND", decided_on=decided_on, **fields)


def asked(kind: Kind = Kind.REVOKE, **changes: Any) -> claims.Asked:
    """What a unit asks; by default in order."""
    today = timezone.localdate()
    fields: dict[str, Any] = {
        "letter_number": "45/TTr-SYT", "letter_date": today, "contact_name": "Lê Văn Liên (minh họa)", "papers": PAPERS[kind],
        "why": "Theo kết luận kiểm tra, báo cáo thành tích kê khai không đúng sự thật", "ground": ReissueGround.LOST}
    if kind is Kind.REVOKE:
        fields |= {
            "ground": RevokeGround.FRAUD, "conclusion": "Kết luận số 12/KL-TTr của Thanh tra tỉnh", "concluded_on": today - timedelta(3)}
    fields |= changes
    return claims.Asked(unit=fields.pop("unit", None) or f.unit(), **fields)


def claim(kind: Kind = Kind.REVOKE, records: Sequence[AwardRecord] = (), by: User | None = None, **changes: Any) -> Dossier:
    """A received dossier about these awards, or about one of its own."""
    about = [one.pk for one in records or [record()]]
    return claims.receive(kind, about, asked(kind, **changes), by or f.holder(f.INTAKE))


def drafted(made: Dossier, instrument: Instrument = Instrument.REVOKE) -> Decision:
    """Appraised and put into a draft of the right sort."""
    f.move(made, "appraise")
    return decisions.draft(
        f.ids(made), f.holder(f.DRAFTER), subject="Về việc hủy bỏ quyết định khen thưởng",
        achievement="kê khai thành tích không đúng sự thật",
        proposal_number="12/TTr-SNV", instrument=instrument)


def signed(made: Dossier, instrument: Instrument = Instrument.REVOKE) -> Decision:
    """All the way to the signature."""
    return f.signed(f.checked(drafted(made, instrument)))


def petition(sort: Sort = Sort.DENUNCIATION, people: Sequence[Recipient] = (), **fields: Any) -> Petition:
    """A letter that names these people, or one of its own."""
    recipients = [person.pk for person in people] or [record().recipient_id]
    fields = {"sender": "Người Tố Giác Bí Mật", "contact": "0987 654 321", **fields}
    return petitions.receive(
        sort, fields.pop("received_on", timezone.localdate()), "Kê khai thành tích không đúng", recipients,
        fields.pop("by", None) or f.holder(PETITIONS), **fields)


def verifying(**fields: Any) -> Petition:
    """Accepted and being verified: holds are placed."""
    made = petition(**fields)
    for step in (petitions.accept, petitions.verify):
        step(made, f.holder(PETITIONS))
        made.refresh_from_db()
    return made
