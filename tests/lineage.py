"""Units with a past, made through the engine as the desk would."""
from __future__ import annotations

from datetime import date

from tests import factories as f
from workflow.engine.bodies import lineage
from workflow.engine.bodies.lineage import Change, Fresh
from workflow.law.words import LineageKind, UnitKind
from workflow.models import Lineage, Unit, User

K = LineageKind
DAY = date(2026, 7, 1)
BASIS = "Nghị quyết 45/NQ-HĐND ngày 15/6/2026 (minh họa)"


def keeper() -> User:
    """Who keeps units and their lineage."""
    return f.holder("Hồ sơ khen thưởng")


def commune(name: str) -> Unit:
    """A commune's committee."""
    return f.unit(UnitKind.COMMUNE, f"Ủy ban nhân dân {name}, tỉnh Minh Họa")


def fresh(name: str, kind: UnitKind = UnitKind.COMMUNE) -> Fresh:
    """A unit that begins with the change."""
    return Fresh(f"MOI-{next(f.numbers)}", name, str(kind))


def changed(kind: LineageKind, *formers: Unit, into: str | Unit | list[str] = (), on: date = DAY, by: User | None = None) -> list[Unit]:  # type: ignore[assignment]
    """Record a change; the units after it."""
    names = [into] if isinstance(into, str | Unit) else list(into)
    rows = lineage.record(Change(
        kind, [unit.pk for unit in formers], on, BASIS, [one.pk for one in names if isinstance(one, Unit)],
        [fresh(one) for one in names if isinstance(one, str)]), by or keeper())
    for unit in formers:
        unit.refresh_from_db()
    return list(Unit.objects.filter(pk__in=[row.later_id for row in rows]).order_by("name"))


def merged(*formers: Unit, into: str | Unit = "Ủy ban nhân dân xã Hợp Nhất, tỉnh Minh Họa", on: date = DAY) -> Unit:
    """Merge, and the unit that came of it."""
    return changed(K.MERGED, *formers, into=into, on=on)[0]


def links() -> set[tuple[str, str | None, str]]:
    """What is recorded and not withdrawn: names and kind."""
    return set(Lineage.objects.filter(withdrawn_at=None).values_list("former__name", "later__name", "kind"))
