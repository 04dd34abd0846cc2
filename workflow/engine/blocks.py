"""Which recipients are on hold, and what their lines may not do meanwhile. Read by the clerk at every step that carries a line on."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workflow.law.figures import short_date
from workflow.law.words import HoldReason
from workflow.models import Hold, Line, Unit

from . import matching

STOPS = frozenset({"appraise", "publish", "convene", "gather", "decide"})  # nobody is commended while on hold; everything else may go on
CHUNK = 10_000  # rows per statement


def stopping(step: str, lines: Sequence[Line]) -> dict[int, str]:
    """Why the step must wait, by recipient. One query for every 10,000 recipients; none for steps that a hold does not stop.

    What is done about an award that was given goes on: a hold keeps nobody's award from being revoked.
    """
    people = {line.recipient_id for line in lines if line.about_id is None} if step in STOPS else set()
    return {recipient: words(hold) for recipient, hold in open_on(people).items()} if people else {}


def open_on(recipients: Collection[int]) -> dict[int, Hold]:
    """The open hold of each of these recipients; of several, the one that is reviewed last."""
    wanted, found = sorted(recipients), dict[int, Hold]()
    for start in range(0, len(wanted), CHUNK):
        holds = Hold.objects.filter(released_on=None, recipient__in=wanted[start:start + CHUNK]).order_by("review_on", "pk")
        found |= {hold.recipient_id: hold for hold in holds}
    return found


def words(hold: Hold) -> str:
    """The refusal an officer reads."""
    reason = HoldReason(hold.reason).label
    return f"Đối tượng đang tạm dừng từ {short_date(hold.since)}: {reason}; xem lại ngày {short_date(hold.review_on)}"


def in_list(rows: Sequence[Mapping[str, Any]], unit: Unit | None) -> dict[int, Hold]:
    """The rows of a list, by place, whose recipient is surely known and on hold. Eight queries, however many rows."""
    meant = {place: pk for place, pk in enumerate(matching.certain(rows, unit) if rows else []) if pk}
    held = open_on(set(meant.values())) if meant else {}
    return {place: held[recipient] for place, recipient in meant.items() if recipient in held}


def caution(hold: Hold) -> str:
    """What the intake clerk reads: that and since when, not why."""
    return f"đối tượng đang tạm dừng từ {short_date(hold.since)}, vẫn nhận được nhưng chưa được thẩm định đạt"
