"""What another authority decided about lines that were sent to it: recorded line by line, with its own number and day."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from workflow.law.names import fold
from workflow.models import AwardType, Line, Outcome, User

from .. import clerk
from ..errors import Refused
from . import aftermath
from .heaps import WHO

NAMED = {"ttg": "thu tuong", "ctn": "chu tich nuoc", "ubtvqh": "thuong vu quoc hoi"}  # what their names hold, whoever writes them


@transaction.atomic
def grant(lines: Iterable[Line | int], by: User, *, number: str, decided_on: date, authority: str) -> Outcome:
    """The authority has given the award: record its decision, decide the lines, let it take effect on the recipients' history."""
    clerk.allow(by, "workflow.outcome")
    chosen = [line if isinstance(line, int) else line.pk for line in lines]
    number, authority = number.strip(), authority.strip()
    if why := doubtful(chosen, number, decided_on, authority):
        raise Refused({0: why})
    outcome, _ = Outcome.objects.get_or_create(
        number=number, decided_on=decided_on, authority=authority, defaults={"by": by, "at": timezone.now()})
    moved = clerk.move(chosen, "grant", by, outcome=outcome, stamp={"outcome": outcome}).moved
    aftermath.take_effect(moved, number=number, on=decided_on, authority=authority, by=by)
    return outcome


def doubtful(lines: Sequence[int], number: str, decided_on: date, authority: str) -> str:
    """What is wrong with the decision as it was typed; empty when nothing is."""
    if not lines:
        return "Chưa chọn dòng nào"
    if not number or not authority:
        return "Phải ghi số quyết định và cơ quan quyết định"
    if decided_on > timezone.localdate():
        return f"Ngày quyết định {decided_on:%d/%m/%Y} ở sau hôm nay"
    if why := misnamed(lines, authority):
        return why
    sent = Line.objects.filter(pk__in=lines).aggregate(on=Max("decision__signed_on"))["on"]
    if sent and decided_on < sent:
        return f"Ngày quyết định {decided_on:%d/%m/%Y} ở trước ngày ký tờ trình {sent:%d/%m/%Y}"
    return ""


def misnamed(lines: Sequence[int], authority: str) -> str:
    """Why these lines cannot stand in one decision of that authority; empty when they can. One query."""
    asked = Line.objects.filter(pk__in=lines).order_by().values("award").distinct()
    deciders = set(AwardType.objects.filter(code__in=asked).order_by().values_list("decides", flat=True))
    if len(deciders) > 1:
        return "Các dòng đã chọn thuộc thẩm quyền của nhiều cấp; hãy ghi riêng từng quyết định"
    known = deciders & NAMED.keys()
    wrong = [WHO[code] for code in known if NAMED[code] not in fold(authority)]
    return f"Danh hiệu, hình thức đã chọn do {wrong[0]} quyết định, không phải {authority}" if wrong else ""


def deny(lines: Iterable[Line | int], by: User, note: str) -> None:
    """The authority has refused; the unit gets its reason."""
    clerk.allow(by, "workflow.outcome")
    clerk.move(some(lines), "deny", by, note=note)


def ask_back(lines: Iterable[Line | int], by: User, note: str) -> None:
    """The authority asks for a supplement: the unit's turn, and the clock goes on standing."""
    clerk.allow(by, "workflow.outcome")
    clerk.move(some(lines), "ask_back", by, note=note)


def some(lines: Iterable[Line | int]) -> list[Line | int]:
    """The lines, of which there must be one."""
    if not (found := list(lines)):
        raise Refused({0: "Chưa chọn dòng nào"})
    return found
