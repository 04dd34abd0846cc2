"""Receiving what a unit asks about awards already given: to revoke them, or to issue their certificates again. One dossier, many awards."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from workflow.law import awards
from workflow.law.figures import short_date
from workflow.law.grounds import GROUNDS, late_by
from workflow.law.names import fold
from workflow.law.states import CLOSED
from workflow.law.words import Instrument, Kind
from workflow.models import AwardRecord, AwardType, Claim, Dossier, Line, Rule, TimeLimit, Unit, User

from .. import clerk, stamps
from ..errors import Refused
from ..register import alive
from . import intake

ABOVE, BELOW = frozenset({"ttg", "ctn", "ubtvqh"}), frozenset({"so", "xa", "dn"})
LIMIT = "trinh-huy-bo"


@dataclass(frozen=True)
class Asked:
    """What the clerk typed: the letter, the ground, and – for a revocation – the conclusion it follows."""

    unit: Unit
    letter_number: str
    letter_date: date
    contact_name: str
    ground: str
    why: str
    conclusion: str = ""
    concluded_on: date | None = None
    contact_phone: str = ""
    papers: Sequence[str] = ()


@transaction.atomic
def receive(kind: Kind, records: Collection[int], asked: Asked, by: User, received_at: datetime | None = None) -> Dossier:
    """Enter a dossier with one line for each of these awards; or refuse and leave nothing."""
    clerk.allow(by, "workflow.intake")
    received_at = received_at or timezone.now()
    day = timezone.localdate(received_at)
    if why := unsound(kind, asked, day):
        raise Refused({0: why})
    alive.hold(AwardRecord.objects.filter(pk__in=records).values_list("recipient", flat=True))
    held = AwardRecord.objects.select_for_update(of=("self",)).filter(pk__in=records).select_related("recipient__unit").order_by("pk")
    found = sorted(held, key=lambda record: (record.recipient.order, record.pk))
    if not found or len(found) != len(set(records)):
        raise Refused({0: "Chưa chọn khen thưởng nào"})
    if refused := barred(kind, found):
        raise Refused(refused)
    dossier = entered(kind, asked, received_at, by)
    clerk.register(dossier, lines(found), by)
    Claim.objects.create(
        dossier=dossier, ground=asked.ground, why=asked.why.strip(), conclusion=asked.conclusion.strip(), concluded_on=asked.concluded_on)
    return dossier


def unsound(kind: Kind, asked: Asked, day: date) -> str:
    """What is wrong with the request as it was typed; empty when nothing is. That it is late is no fault."""
    if kind not in GROUNDS or asked.ground not in set(GROUNDS[kind]):
        return "Phải chọn căn cứ, lý do"
    if not (asked.why.strip() and asked.letter_number.strip() and asked.contact_name.strip()):
        return "Phải ghi số văn bản đề nghị, người liên hệ và nội dung"
    if asked.letter_date > day:
        return f"Ngày văn bản {short_date(asked.letter_date)} ở sau ngày nhận"
    if kind is Kind.REVOKE and not (asked.conclusion.strip() and asked.concluded_on):
        return "Đề nghị hủy bỏ phải có kết luận của cơ quan có thẩm quyền và ngày kết luận"
    if asked.concluded_on and asked.concluded_on > day:
        return f"Ngày kết luận {short_date(asked.concluded_on)} ở sau ngày nhận"
    return ""


def barred(kind: Kind, records: Sequence[AwardRecord]) -> dict[int, str]:
    """Why some of the awards cannot be asked about so, by their number in the list. Two queries."""
    deciders = dict(AwardType.objects.values_list("code", "decides"))
    running = set(Line.objects.filter(about__in=records, dossier__kind=kind).exclude(state__in=CLOSED).values_list("about", flat=True))
    refused = {}
    for no, record in enumerate(records, 1):
        if record.status != "valid":
            refused[no] = f"{record.award_name} của {record.recipient}: {record.get_status_display().lower()}"
        elif record.pk in running:
            refused[no] = f"{record.award_name} của {record.recipient} đang có hồ sơ {kind.label.lower()} khác"
        elif why := unlike(record, kind, deciders.get(record.award, "")):
            refused[no] = why
    return refused


def unlike(record: AwardRecord, kind: Kind, decides: str) -> str:
    """Why the procedure found for the award is not that of who decided it; empty when it is."""
    machines = awards.versions(record.award, kind).values()
    right = Instrument.PETITION if decides in ABOVE else None if decides in BELOW else Instrument(kind.value)
    if any(machine.instrument is right for machine in machines):
        return ""
    return f"Chưa có thủ tục {kind.label.lower()} cho {record.award_name}, do cấp khác quyết định"


def entered(kind: Kind, asked: Asked, received_at: datetime, by: User) -> Dossier:
    """The dossier itself, saved, with its code and its promised day."""
    day = timezone.localdate(received_at)
    days = max(Rule.on(day).filter(kind=kind).values_list("working_days", flat=True), default=0)
    code = intake.next_code(day)
    return Dossier.objects.create(
        code=code, unit=asked.unit, unit_name=asked.unit.name, letter_number=asked.letter_number, letter_date=asked.letter_date, kind=kind,
        contact_name=asked.contact_name, contact_phone=asked.contact_phone, papers=list(asked.papers), received_at=received_at,
        received_by=by, working_days=days, due_on=intake.promised(received_at, days),
        search=fold(f"{code} {asked.letter_number} {asked.unit.name}")[:400])


def lines(records: Sequence[AwardRecord]) -> list[Line]:
    """A line for each award, which it names by its decision."""
    return [
        Line(no=no, recipient=record.recipient, name=record.recipient.name, award=record.award, about=record,
             workplace=record.recipient.unit.name if record.recipient.unit else "",
             citation=f"Quyết định số {record.decision_number} ngày {short_date(record.decided_on)} của {record.authority}")
        for no, record in enumerate(records, 1)
    ]


# ------------------------------------------------------------------ reading


def standing(recipient: int | None, number: str = "", search: str = "") -> QuerySet[AwardRecord]:
    """The awards that may be asked about: those of a recipient, or those of a decision's number; none while neither is named.

    `search` narrows them by the recipient's name, without accents.
    """
    found = AwardRecord.objects.filter(status="valid").select_related("recipient__unit").order_by("recipient__order", "-decided_on", "-pk")
    for word in fold(search).split():
        found = found.filter(recipient__key__contains=word)
    if recipient is not None:
        return found.filter(recipient=recipient)
    return found.filter(decision_number__iexact=number) if number else found.none()


def whole(found: QuerySet[AwardRecord], shown: str, but: Collection[int] = ()) -> list[int]:
    """All that `standing` finds, as the page showed them, without some; Stale when one has come or gone since. One query."""
    keys = set(found.order_by().values_list("pk", flat=True))
    stamps.agree(shown, stamps.of_keys(keys), "Danh sách khen thưởng", "khen thưởng")
    return sorted(keys - set(but))


def papers(kind: Kind, day: date) -> list[Mapping[str, object]]:
    """The papers that must come with such a request on that day."""
    rules = Rule.on(day).filter(kind=kind, award=None)
    return [paper for rule in rules for paper in rule.papers]


@dataclass(frozen=True)
class Told:
    """What a dossier of this kind says of the awards it is about; `late`: days by which the proposing level was late."""

    claim: Claim
    limit: TimeLimit | None
    late: int


def of(dossier: Dossier) -> Told | None:
    """The request behind a dossier; None for a dossier that asks for awards. Two queries at most."""
    if Kind(dossier.kind).gives:
        return None
    claim = Claim.objects.filter(dossier=dossier).first()
    if claim is None:
        return None
    limit = TimeLimit.on(dossier.received_on).filter(code=LIMIT).first() if claim.concluded_on else None
    late = late_by(claim.concluded_on, dossier.received_on, limit.days) if claim.concluded_on and limit else 0
    return Told(claim, limit, late)
