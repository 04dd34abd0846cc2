"""The demonstration's units with a past: communes merged in 2025, and one dissolved last week that left open dossiers."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from workflow.engine.bodies import lineage
from workflow.engine.bodies.lineage import Change
from workflow.law.names import fold
from workflow.law.states import OPEN, State
from workflow.law.words import LineageKind, RecipientKind, UnitKind
from workflow.models import AwardRecord, Dossier, Line, Recipient, Unit, User

MERGER = date(2025, 7, 1)
FORMER = [("Khuổi Mạ", "Nà Lặng", "Bản Chiêng"), ("Phiêng Sáng", "Tà Lùng Thượng")]  # what went into the first two communes
DISTRICT = "huyện Sơn Hà"


def play(by: User, today: date) -> None:
    """Give the first communes their predecessors with an award each; then merge a commune that has an open dossier."""
    communes = list(Unit.objects.filter(kind=UnitKind.COMMUNE, valid_to=None).order_by("pk"))
    for commune, names in zip(communes, FORMER, strict=False):
        lineage.record(Change(
            LineageKind.MERGED, [unit.pk for unit in formers(names)], MERGER, "Nghị quyết sắp xếp đơn vị hành chính năm 2025 (minh họa)",
            [commune.pk]), by)
    if leaving := waiting(communes[len(FORMER):]):
        lineage.record(Change(
            LineageKind.MERGED, [leaving.pk], today, "Nghị quyết 99/NQ-HĐND ngày 10/11/2026 (minh họa)", [communes[0].pk]), by)


def formers(names: Sequence[str]) -> list[Unit]:
    """Communes of before the merger, each with a school that was commended."""
    units = Unit.objects.bulk_create(
        Unit(code=f"XC-{fold(name).replace(' ', '-')}"[:20], name=f"Ủy ban nhân dân xã {name}, {DISTRICT}, tỉnh Minh Họa",
             key=fold(f"Ủy ban nhân dân xã {name}, {DISTRICT}, tỉnh Minh Họa"), kind=UnitKind.COMMUNE, valid_from=date(2010, 1, 1))
        for name in names)
    schools = [school(f"Trường Tiểu học {name}", unit) for name, unit in zip(names, units, strict=True)]
    Recipient.objects.bulk_create(schools)
    AwardRecord.objects.bulk_create(
        AwardRecord(
            recipient=one, award="BK-TINH", award_name="Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", kind="cong-trang",
            decision_number=f"{210 + no}/QĐ-UBND", decided_on=date(2024, 6, 5), authority="Chủ tịch Ủy ban nhân dân tỉnh Minh Họa",
            period="2023", source="scanned")
        for no, one in enumerate(schools))
    return units


def school(name: str, unit: Unit) -> Recipient:
    """A collective, not saved."""
    return Recipient(kind=RecipientKind.COLLECTIVE, name=name, unit=unit)


def waiting(communes: Sequence[Unit]) -> Unit | None:
    """A commune whose open dossier has not been decided on in any part."""
    lines = Line.objects.filter(dossier=OuterRef("pk"))
    fresh = Dossier.objects.filter(
        Exists(lines.filter(state__in=OPEN)), ~Exists(lines.exclude(state__in=[State.SUBMITTED, State.APPRAISED])), unit__in=communes)
    found = fresh.order_by("-pk").select_related("unit").first()
    return found.unit if found else None
