"""Holds on persons and collectives: placed with a reason and a day of review, released by a person. A block is never a refusal."""
from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from workflow.law import awards
from workflow.law.states import CLOSED, State
from workflow.law.words import HoldReason, Kind
from workflow.models import Dossier, Hold, Line, Recipient, User

from .. import clerk, errands
from ..errors import Refused, Stale
from ..register import alive

RIGHT = "workflow.review"


@transaction.atomic
def place(
    recipient: Recipient, reason: HoldReason, note: str, review_on: date, by: User, *, lines: Collection[int] = (),
    since: date | None = None,
) -> Hold:
    """Put a recipient on hold, and in the same act the ticked lines of his that may be held; or nothing at all.

    His dossiers are locked first, so that no line of his is carried on at this very moment.
    """
    clerk.allow(by, RIGHT)
    today = timezone.localdate()
    since = since or today
    if fault := unsound(note, since, review_on, today):
        raise Refused({0: fault})
    theirs = dict(Line.objects.filter(recipient=recipient).exclude(state__in=CLOSED).values_list("pk", "dossier"))
    if set(lines) - set(theirs):
        raise Refused(dict.fromkeys(set(lines) - set(theirs), "Dòng này không còn là dòng đang xử lý của đối tượng"))
    errands.lock(Dossier.objects.filter(pk__in=set(theirs.values())))
    alive.hold([recipient.pk])
    hold = Hold.objects.create(
        recipient=recipient, reason=reason, note=note.strip(), since=since, review_on=review_on, by=by, at=timezone.now())
    if lines:
        # the unit reads the reason of its lines: no more than the kind of hold goes there
        clerk.move(lines, "hold", by, note=f"{HoldReason(reason).label}; xem lại ngày {review_on:%d/%m/%Y}")
    return hold


def unsound(note: str, since: date, review_on: date, today: date) -> str:
    """What is wrong with a hold as it was written; empty when nothing is."""
    if not note.strip():
        return "Phải ghi rõ căn cứ tạm dừng"
    if since > today:
        return "Ngày bắt đầu tạm dừng ở sau hôm nay"
    if review_on <= today:
        return "Ngày xem lại phải sau hôm nay: tạm dừng không phải là từ chối"
    return ""


@transaction.atomic
def release(hold: Hold, note: str, on: date, by: User) -> None:
    """End a hold on a day, with its ground. Lines on hold stay where they are: each goes on by its own officer's act."""
    clerk.allow(by, RIGHT)
    held = Hold.objects.select_for_update().get(pk=hold.pk)
    if held.released_on:
        raise Stale("Lệnh tạm dừng này đã kết thúc trước đó; không có gì thay đổi.")
    if not note.strip():
        raise Refused({0: "Phải ghi rõ căn cứ kết thúc tạm dừng"})
    if not held.since <= on <= timezone.localdate():
        raise Refused({0: f"Ngày kết thúc phải từ ngày bắt đầu ({held.since:%d/%m/%Y}) đến hôm nay"})
    Hold.objects.filter(pk=held.pk).update(released_on=on, released_by=by, release_note=note.strip())


# ------------------------------------------------------------------ reading


def affected(recipient: int) -> list[tuple[Line, bool]]:
    """The recipient's lines that are under way, each with whether it may be held now. One query."""
    found = Line.objects.filter(recipient=recipient).exclude(state__in=CLOSED).select_related("dossier").order_by("pk")
    return [(line, may_hold(line)) for line in found]


def may_hold(line: Line) -> bool:
    """Does the law of this line know the step from where it stands?"""
    machine = awards.named(line.award, Kind(line.dossier.kind), line.since)
    return any(step.slug == "hold" for step in machine.steps_from(State(line.state)))


def listed(past: bool = False) -> QuerySet[Hold]:
    """The open holds, those due for review first; or the released ones, the latest first. Each with `held`, how many lines wait on hold."""
    waiting = Count("recipient__lines", filter=Q(recipient__lines__state=State.HELD))
    found = Hold.objects.select_related("recipient__unit", "by", "released_by").annotate(held=waiting)
    if past:
        return found.exclude(released_on=None).order_by("-released_on", "-pk")
    return found.filter(released_on=None).order_by("review_on", "pk")


def due(today: date) -> QuerySet[Hold]:
    """Open holds whose day of review has come."""
    return Hold.objects.filter(released_on=None, review_on__lte=today)


def of(recipient: int) -> list[Hold]:
    """Every hold the recipient ever had, the latest first. One query."""
    return list(Hold.objects.filter(recipient=recipient).select_related("by", "released_by").order_by("-since", "-pk"))
