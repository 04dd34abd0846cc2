"""What another authority decided about lines that were sent to it: recorded line by line, with its own number and day."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from workflow.law.names import fold
from workflow.law.states import State
from workflow.models import AwardType, Hold, Line, Outcome, User

from .. import clerk
from ..errors import Refused
from ..stopping import blocks
from . import aftermath
from .heaps import WHO

NAMED = {"ttg": "thu tuong", "ctn": "chu tich nuoc", "ubtvqh": "thuong vu quoc hoi"}  # what their names hold, whoever writes them


def on_hold(lines: Iterable[Line]) -> dict[int, Hold]:
    """The open hold on the recipient of each of these lines, by line: of it the authority that has the line must be told. One query.

    A line that is about an award already given – its revocation, a new certificate – waits for nobody's hold.
    """
    asked = [line for line in lines if line.about_id is None]
    held = blocks.open_on({line.recipient_id for line in asked}) if asked else {}
    return {line.pk: held[line.recipient_id] for line in asked if line.recipient_id in held}


def held_above(most: int = 1000) -> list[tuple[Line, Hold]]:
    """The lines that another authority has while their recipient is on hold here: it must be told. Two queries."""
    found = Line.objects.filter(state=State.FORWARDED, about=None, recipient__in=Hold.objects.filter(released_on=None).values("recipient"))
    lines = list(found.select_related("dossier").order_by("pk")[:most])
    held = on_hold(lines)
    return [(line, held[line.pk]) for line in lines if line.pk in held]


@transaction.atomic
def grant(
    lines: Iterable[Line | int], by: User, *, number: str, decided_on: date, authority: str, despite: str = "", seen: Collection[int] = (),
) -> Outcome:
    """The authority has given the award: record its decision, decide the lines, let it take effect on the recipients' history.

    That is a fact even where a recipient is on hold here; but who records it must have `seen` each such hold (by id) and
    say in `despite` why it is recorded all the same: that goes into the log of those lines, and of no other.
    """
    clerk.allow(by, "workflow.outcome")
    chosen = [line if isinstance(line, int) else line.pk for line in lines]
    number, authority = number.strip(), authority.strip()
    if why := doubtful(chosen, number, decided_on, authority):
        raise Refused({0: why})
    held = on_hold(clerk.locked(sorted(set(chosen)))[1])  # under the lock: who places a hold takes it too
    if unseen := {line: unsure(hold, by) for line, hold in held.items() if hold.pk not in seen or not despite.strip()}:
        raise Refused(unseen)
    outcome, _ = Outcome.objects.get_or_create(
        number=number, decided_on=decided_on, authority=authority, defaults={"by": by, "at": timezone.now()})
    moved: list[int] = []
    for group, note in (([line for line in chosen if line not in held], ""), (list(held), f"Ghi dù đang tạm dừng: {despite.strip()}")):
        if group:  # the unit reads a line's reason: nothing of the hold goes there
            moved += clerk.move(group, "grant", by, note=note, outcome=outcome, stamp={"outcome": outcome, "reason": ""}).moved
    aftermath.take_effect(moved, number=number, on=decided_on, authority=authority, by=by)
    return outcome


def unsure(hold: Hold, by: User) -> str:
    """That a person must look before the outcome is written down."""
    return f"{blocks.words(hold, blocks.may_know(by))}. Nếu cấp trên đã tặng thì vẫn ghi được, sau khi ghi lý do ở ô “Ghi dù đang tạm dừng”"


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
    if not known and any(name in fold(authority) for name in NAMED.values()):
        wrong = ["đơn vị"]
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
