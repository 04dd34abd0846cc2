"""Which recipients are on hold, and what their lines may not do meanwhile. Read by the clerk at every step that carries a line on."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workflow.law.figures import short_date
from workflow.law.states import State
from workflow.law.words import HoldReason
from workflow.models import Hold, Line, Unit, User

from ..register import matching

# Nobody is commended while on hold: these are this office's own acts. What others did is a fact and goes into the books: how a council
# voted (tally), that the authority above gave the award (grant). Who records the latter sees the hold and says why: outcomes.grant.
STOPS = frozenset({"appraise", "publish", "convene", "gather", "decide"})
HOLDERS = ("appraise", "review")  # who reads why somebody is on hold
CHUNK = 10_000  # rows per statement


def stopping(step: str, lines: Sequence[Line], by: User) -> dict[int, str]:
    """That the step must wait, by recipient, and why, for who may know. One query for every 10,000 recipients; none for other steps.

    What is done about an award that was given goes on: a hold keeps nobody's award from being revoked.
    """
    people = {line.recipient_id for line in lines if line.about_id is None} if step in STOPS else set()
    held = open_on(people) if people else {}
    told = bool(held) and may_know(by)
    return {recipient: words(hold, told) for recipient, hold in held.items()}


def may_know(user: User) -> bool:
    """Does the person read why somebody is on hold? A letter may be behind it, and who wrote one is nobody else's business."""
    return any(user.has_perm(f"workflow.{right}") for right in HOLDERS)


def reason(line: Line, told: bool) -> str:
    """Why the line stands where it is, as a person may read it: of a hold, and of its end, only who may know."""
    return line.reason if told or State.HELD not in (line.state, line.came_from) else ""


def open_on(recipients: Collection[int]) -> dict[int, Hold]:
    """The open hold of each of these recipients; of several, the one that is reviewed last."""
    wanted, found = sorted(recipients), dict[int, Hold]()
    for start in range(0, len(wanted), CHUNK):
        holds = Hold.objects.filter(released_on=None, recipient__in=wanted[start:start + CHUNK]).order_by("review_on", "pk")
        found |= {hold.recipient_id: hold for hold in holds}
    return found


def words(hold: Hold, told: bool) -> str:
    """The refusal an officer reads; `told`: with the reason, which is for who appraises and reviews."""
    reason = f": {HoldReason(hold.reason).label}" if told else ""
    return f"Đối tượng đang tạm dừng từ {short_date(hold.since)}{reason}; xem lại ngày {short_date(hold.review_on)}"


def in_list(rows: Sequence[Mapping[str, Any]], unit: Unit | None) -> dict[int, Hold]:
    """The rows of a list, by place, whose recipient is surely known and on hold. Eight queries, however many rows."""
    meant = {place: pk for place, pk in enumerate(matching.certain(rows, unit) if rows else []) if pk}
    held = open_on(set(meant.values())) if meant else {}
    return {place: held[recipient] for place, recipient in meant.items() if recipient in held}


def caution(hold: Hold) -> str:
    """What the intake clerk reads: that and since when, not why."""
    return f"đối tượng đang tạm dừng từ {short_date(hold.since)}, vẫn nhận được nhưng chưa được thẩm định đạt"
