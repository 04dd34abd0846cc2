"""Movements: written down, changed, launched, reviewed; and which of them a thematic dossier may name."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from workflow.law import movements as law
from workflow.law.machine import Refusal
from workflow.law.movements import Stage
from workflow.law.names import fold
from workflow.law.words import Kind
from workflow.models import Dossier, Movement, User

from .. import changes, clerk
from ..errors import Refused

NEEDED = {"name": "tên phong trào", "level": "cấp phát động", "since": "từ ngày"}
FIELDS = (
    "name", "level", "launch_number", "launched_on", "authority", "plan_number", "plan_on", "since", "until", "criteria",
    "conference_on", "days_before")


@dataclass(frozen=True)
class Listed:
    """A movement as the list shows it. `left`: days to the last day for dossiers, None without a conference."""

    movement: Movement
    dossiers: int
    left: int | None


@transaction.atomic
def write(fields: Mapping[str, Any], by: User, movement: Movement | None = None, note: str = "") -> Movement:
    """Write a movement down, or change what is written; `fields` by the names in FIELDS. Old values stay in the log."""
    clerk.allow(by, "workflow.movements")
    wanted = {name: fields[name] for name in FIELDS if name in fields}
    changes.require(wanted, NEEDED)
    if wanted.get("until") and wanted["until"] < wanted["since"]:
        raise Refused({0: "Ngày kết thúc ở trước ngày bắt đầu"})
    if movement is None:
        return changes.begun(Movement.objects.create(**wanted, by=by, at=timezone.now()), wanted, "movement", "Lập phong trào", by)
    held = Movement.objects.select_for_update().get(pk=movement.pk)
    if held.state in (Stage.LAUNCHED, Stage.REVIEWED) and not wanted.get("plan_number", "").strip():
        raise Refused({0: "Phong trào đã phát động, không bỏ được số kế hoạch"})
    changes.apply(held, wanted, "movement", "Sửa phong trào", by, note.strip())
    return held


@transaction.atomic
def step(movement: Movement, name: str, by: User, note: str = "") -> Movement:
    """Take a step of a movement's life: launch, review, reopen, close."""
    clerk.allow(by, "workflow.movements")
    held = Movement.objects.select_for_update().get(pk=movement.pk)
    try:
        target = law.step(held, name, timezone.localdate(), note)
    except Refusal as refusal:
        raise Refused({0: str(refusal)}) from refusal
    changes.apply(held, {"state": str(target)}, "movement", law.STEPS[name][2], by, note.strip())
    return held


def listing(search: str = "", state: str = "", level: str = "") -> list[Listed]:
    """Movements, the newest first; a few hundred in the life of an office. One query."""
    found = Movement.objects.annotate(size=Count("dossiers")).order_by("-since", "-pk")
    for word in fold(search).split():
        found = found.filter(key__contains=word)
    if state in set(Stage):
        found = found.filter(state=state)
    if level:
        found = found.filter(level=level)
    today = timezone.localdate()
    return [Listed(one, one.size, (one.closes_on - today).days if one.closes_on else None) for one in found[:300]]


def nameable() -> QuerySet[Movement]:
    """The movements that a thematic dossier may name: launched on a plan, or under review."""
    return Movement.objects.filter(state__in=[Stage.LAUNCHED, Stage.REVIEWED]).exclude(plan_number="").order_by("-since", "-pk")


def check(kind: Kind, movement: int | None) -> Movement | None:
    """The movement a dossier of this kind names; refused when a thematic one names none, or one without a plan."""
    if kind is not Kind.THEMATIC:
        return None
    found = Movement.objects.filter(pk=movement).first() if movement else None
    if found is None:
        raise Refused({0: "Hồ sơ chuyên đề phải ghi phong trào; phong trào phải có kế hoạch từ trước"})
    if why := law.open_to_dossiers(found):
        raise Refused({0: f"{found.name}: {why[:1].lower()}{why[1:]}"})
    return found


def dossiers(movement: Movement) -> QuerySet[Dossier]:
    """What came in for it, the latest first."""
    return movement.dossiers.select_related("round").order_by("-received_at")[:200]


def deadline(movement: Movement, today: date) -> int | None:
    """Days to the last day for dossiers."""
    return (movement.closes_on - today).days if movement.closes_on else None
