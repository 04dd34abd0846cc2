"""What became of units: recording it, taking a wrong record back, and refusing awards to a body that is no more."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from workflow.law import lineage as law
from workflow.law.names import fold
from workflow.law.words import LineageKind, RecipientKind
from workflow.models import Act, Line, Lineage, Reroute, Unit, User
from workflow.models.kinship import graph

from .. import clerk, withdrawal
from ..errors import Refused, Stale

GONE = "{name} đã {fate}; không trao danh hiệu, hình thức khen thưởng cho tập thể không còn"


@dataclass(frozen=True)
class Fresh:
    """A unit that begins with the change."""

    code: str
    name: str
    kind: str
    address: str = ""


@dataclass(frozen=True)
class Change:
    """Merged, split, renamed, moved or abolished: which units went into which, from what day, by which resolution."""

    kind: LineageKind
    formers: Sequence[int]
    on: date
    basis: str
    laters: Sequence[int] = ()
    fresh: Sequence[Fresh] = ()


@transaction.atomic
def record(change: Change, by: User) -> list[Lineage]:
    """Enter a change: the new units begin, the old ones end the day before, each pair has its row. Or nothing happens."""
    clerk.allow(by, "workflow.lineage")
    if not change.basis.strip():
        raise Refused({0: "Phải ghi căn cứ: số và ngày của nghị quyết, quyết định"})
    formers, named = sorted(set(change.formers)), sorted(set(change.laters))
    units = Unit.objects.select_for_update().order_by("pk").in_bulk({*formers, *named})
    if len(units) < len({*formers, *named}):
        raise Stale("Không còn đơn vị đã chọn; không có gì thay đổi. Hãy tải lại trang.")
    laters = [*named, *(unit.pk for unit in begin(change.fresh, change.on))]
    if wrong := list(law.faults(graph([*formers, *laters]), change.kind, formers, laters, change.on)):
        raise Refused({0: " ".join(wrong)})
    Unit.objects.filter(pk__in=set(formers) - set(laters)).update(valid_to=change.on - timedelta(days=1))
    now, into = timezone.now(), cast(Sequence[int | None], laters or [None])
    rows = Lineage.objects.bulk_create(
        Lineage(former_id=former, later_id=later, kind=change.kind, on=change.on, basis=change.basis.strip(), by=by, at=now)
        for former in formers for later in into if former != later)
    Act.objects.create(step="lineage", by=by, at=now, note=f"{change.kind.label} từ {change.on:%d/%m/%Y}: " + "; ".join(
        units[pk].name for pk in formers))
    return rows


def begin(fresh: Sequence[Fresh], on: date) -> list[Unit]:
    """Make the new units. No two units have one code."""
    codes = [one.code for one in fresh]
    taken = set(Unit.objects.filter(code__in=codes).values_list("code", flat=True)) | {c for c in codes if codes.count(c) > 1}
    if taken:
        raise Refused({0: f"Mã đơn vị đã có: {', '.join(sorted(taken))}"})
    return Unit.objects.bulk_create(
        Unit(code=one.code, name=one.name, key=fold(one.name)[:220], kind=one.kind, address=one.address, valid_from=on) for one in fresh)


@transaction.atomic
def withdraw(former: Unit, on: date, by: User, why: str) -> int:
    """Take back what was recorded of a unit from that day: the rows stay, marked; the unit goes on. Returns how many rows."""
    clerk.allow(by, "workflow.lineage")
    if not why.strip():
        raise Refused({0: "Phải ghi lý do rút"})
    held = Unit.objects.select_for_update().get(pk=former.pk)
    rows = list(Lineage.objects.filter(former=held, on=on, withdrawn_at=None))
    if not rows:
        raise Stale("Biến động này đã được rút; không có gì thay đổi. Hãy tải lại trang.")
    if moved := Reroute.objects.filter(former=held, later__in=[row.later_id for row in rows]).count():
        raise Refused({0: f"Đã chuyển {moved} hồ sơ theo biến động này, không rút được"})
    withdrawal.withdraw(Lineage.objects.filter(pk__in=[row.pk for row in rows]), by, why)
    if held.valid_to == on - timedelta(days=1):
        Unit.objects.filter(pk=held.pk).update(valid_to=None)
    Act.objects.create(step="lineage", by=by, at=timezone.now(), note=f"Rút biến động từ {on:%d/%m/%Y} của {held}: {why.strip()}")
    return len(rows)


# ------------------------------------------------------------------ who is no more


def fates(units: Collection[int]) -> dict[int, str]:
    """What became of each unit that something became of: “sáp nhập, hợp nhất vào X từ 01/7/2025 (căn cứ)”. One query."""
    rows: dict[int, list[Lineage]] = {}
    for row in Lineage.objects.filter(former__in=units, withdrawn_at=None).select_related("later").order_by("on", "pk"):
        rows.setdefault(row.former_id, []).append(row)
    return {pk: fate(found) for pk, found in rows.items()}


def fate(rows: Sequence[Lineage]) -> str:
    """The last change of one unit in words."""
    last = [row for row in rows if row.on == rows[-1].on]
    names = ", ".join(row.later.name for row in last if row.later)
    into = {LineageKind.RENAMED: "thành", LineageKind.SPLIT: "thành"}.get(LineageKind(last[0].kind), "vào")
    return f"{LineageKind(last[0].kind).label.lower()}{f' {into} {names}' if names else ''} từ {last[0].on:%d/%m/%Y} theo {last[0].basis}"


def gone(units: Collection[int], day: date) -> dict[int, str]:
    """The bodies among these that are no more on that day, each with what became of it."""
    ended = dict(Unit.objects.filter(pk__in=units, valid_to__lt=day).values_list("pk", "valid_to"))
    if not ended:
        return {}
    found, told = graph(ended), fates(ended)
    return {pk: told.get(pk, f"hết hiệu lực sau ngày {last:%d/%m/%Y}") for pk, last in ended.items() if found.dissolved(pk, day)}


def refuse_unit(unit: Unit, day: date) -> None:
    """Nothing is received from a unit that is not valid on the day; say who took it over."""
    if unit.valid_from > day:
        raise Refused({0: f"{unit} chỉ có hiệu lực từ {unit.valid_from:%d/%m/%Y}, sau ngày nhận {day:%d/%m/%Y}"})
    if unit.valid_to is not None and unit.valid_to < day:
        told = fates([unit.pk]).get(unit.pk, f"hết hiệu lực sau ngày {unit.valid_to:%d/%m/%Y}")
        raise Refused({0: f"{unit} đã {told}; hãy chọn đơn vị kế thừa làm đơn vị trình"})


def refuse_named(rows: Iterable[Mapping[str, Any]], day: date) -> None:
    """No row may propose a unit that is no more, by its own name, unless a living unit bears that name too."""
    keys = {no: fold(row["name"]) for no, row in enumerate(rows, 1) if row["kind"] == RecipientKind.COLLECTIVE}
    named = list(Unit.objects.filter(key__in=set(keys.values())).values_list("pk", "key", "name", "valid_to")) if keys else []
    living = {key for _, key, _, last in named if last is None or last >= day}
    ended = {pk: (key, name) for pk, key, name, _ in named if key not in living}
    told = {ended[pk]: why for pk, why in gone(ended, day).items()}
    reasons = {key: GONE.format(name=name, fate=why) for (key, name), why in told.items()}
    if refused := {no: reasons[key] for no, key in keys.items() if key in reasons}:
        raise Refused(refused)


def gone_collectives(lines: Iterable[int], day: date) -> dict[int, str]:
    """The lines among these whose collective belonged to a unit that is no more on that day, each with the reason.

    What is done about an award that was given – a revocation, a re-issue – is no new award.
    """
    rows = Line.objects.filter(
        pk__in=list(lines), about=None, recipient__kind=RecipientKind.COLLECTIVE, recipient__unit__valid_to__lt=day,
    ).values_list("pk", "recipient__unit", "recipient__unit__name")
    found = list(rows)
    told = gone({unit for _, unit, _ in found}, day)
    return {pk: GONE.format(name=name, fate=told[unit]) for pk, unit, name in found if unit in told}


def refuse_gone(lines: Iterable[Line | int], day: date | None = None) -> None:
    """No award to a dissolved unit: stop before a decision names one."""
    ids = [line if isinstance(line, int) else line.pk for line in lines]
    if refused := gone_collectives(ids, day or timezone.localdate()):
        raise Refused(refused)
