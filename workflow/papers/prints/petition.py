"""What a state award needs on paper: the notice that asks the people, and the chairman's letter to the Prime Minister."""
from __future__ import annotations

from datetime import date

from django.utils import timezone

from workflow.law.figures import long_date, short_date
from workflow.models import Decision, PublicList, User

from .. import facts
from .common import midnight, office_on
from .decision import annexes, bases, councils, decided, listed


def petition(
    decision: Decision, *, number: int | None = None, signed_on: date | None = None, signed_by: User | None = None,
) -> facts.Petition:
    """Tờ trình with its annexes; without a number, the draft."""
    day = signed_on or decision.signed_on or timezone.localdate()
    office, lines, signer = office_on(day), decided(decision, day), signed_by or decision.signed_by
    return facts.Petition(
        made_at=midnight(day), head=facts.Head(superior="", body=office.committee, place=office.place), symbol=decision.symbol,
        number=number if number is not None else decision.number, day=signed_on or decision.signed_on,
        bases=bases(office, day), subject=decision.subject, annexes=annexes(lines, day),
        sender=f"Chủ tịch Ủy ban nhân dân {office.province}", council=office.council, councils=councils(lines),
        listed=tuple(told(one) for one in PublicList.objects.filter(lines__decision=decision).distinct().order_by("published_on")),
        achievement=decision.achievement,
        signature=facts.Signature(title=office.chairman_title, name=signer.full_name if signer else ""),
        recipients=("Như trên", "Bộ Nội vụ", "Lưu: VT, SNV"))


def told(public_list: PublicList) -> str:
    """That the people were asked, and what they said."""
    since, until = short_date(public_list.published_on), short_date(public_list.ends_on)
    said = public_list.report.strip().rstrip(".") or "chưa ghi kết quả"
    return f"Danh sách đã được công khai lấy ý kiến Nhân dân từ ngày {since} đến hết ngày {until} tại {public_list.place}. Kết quả: {said}."


def public_list(public_list: PublicList) -> facts.PublicNotice:
    """Thông báo with the list as it is put up."""
    office = office_on(public_list.published_on)
    return facts.PublicNotice(
        made_at=midnight(public_list.published_on), number=None, day=public_list.published_on,
        head=facts.Head(superior=office.committee, body=office.department, place=office.place),
        bases=bases(office, public_list.published_on), subject="Về việc lấy ý kiến Nhân dân đối với đề nghị khen thưởng cấp Nhà nước",
        annexes=annexes(listed(public_list.lines.all(), public_list.published_on), public_list.published_on), sender="Sở Nội vụ",
        since=long_date(public_list.published_on), until=long_date(public_list.ends_on), places=public_list.place,
        contact=", ".join(part for part in (office.address, office.phone, office.email) if part),
        signature=facts.Signature(title=office.director_title, name=office.director),
        recipients=("Các cơ quan báo chí của tỉnh", "Cổng thông tin điện tử tỉnh", "Lưu: VT, TĐKT"))
