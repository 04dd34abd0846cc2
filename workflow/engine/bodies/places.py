"""The country's administrative units: entering them from the fixtures, finding them, and making the commune units of a province."""
from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from workflow.law.lineage import kind_of
from workflow.law.names import fold
from workflow.law.words import PlaceTier, UnitKind
from workflow.models import Act, Lineage, Place, PlaceLineage, Unit, User
from workflow.models.tables import FIXTURES
from workflow.models.units import BEGINNING

from .. import clerk
from ..errors import Refused

NEW = date(2025, 7, 1)  # two-tier local government: Luật 72/2025/QH15, NQ 202/2025/QH15
EVE = NEW - timedelta(days=1)
BASIS = {
    PlaceTier.PROVINCE: "Nghị quyết 202/2025/QH15",
    PlaceTier.DISTRICT: "Luật 72/2025/QH15",
    PlaceTier.COMMUNE: "Nghị quyết năm 2025 của Ủy ban Thường vụ Quốc hội về sắp xếp đơn vị hành chính cấp xã",
}
FOUND = 30  # a page of places
CHUNK = 2_000
Key = tuple[PlaceTier, str, bool]  # tier, code, former


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `fixtures/units/<name>.csv`."""
    with (FIXTURES / "units" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def furnish() -> dict[str, int]:
    """Enter the places that are not there yet and what became of them; returns how many of each. About fourteen thousand rows."""
    if Place.objects.exists():
        return {"places": 0, "lineage": 0}
    made: dict[Key, Place] = {}
    became: list[tuple[Key, Key]] = []
    enter_provinces(made, became)
    districts = {row["code"]: row for row in rows("former_districts")}
    for row in districts.values():
        key = PlaceTier.DISTRICT, row["code"], True
        made[key] = place(key, row["name"], parent_province(made, row["province"]), None, EVE)
        became += [(key, (PlaceTier.COMMUNE, code, False)) for code in row["into"].split()]
    save(made, PlaceTier.DISTRICT)
    for row in rows("communes"):
        key = PlaceTier.COMMUNE, row["code"], False
        made[key] = place(key, row["name"], made[PlaceTier.PROVINCE, row["province"], False], NEW, None)
    for row in rows("former_communes"):
        key = PlaceTier.COMMUNE, row["code"], True
        made[key] = place(key, row["name"], made[PlaceTier.DISTRICT, row["district"], True], None, EVE)
        became += [(key, (PlaceTier.COMMUNE, code, False)) for code in row["into"].split()]
    save(made, PlaceTier.COMMUNE)
    links = list(lineages(made, became))
    PlaceLineage.objects.bulk_create(links, batch_size=CHUNK)
    return {"places": len(made), "lineage": len(links)}


def enter_provinces(made: dict[Key, Place], became: list[tuple[Key, Key]]) -> None:
    """Provinces that took nobody in go on; the others begin anew, even under an old name."""
    former, tier = rows("former_provinces"), PlaceTier.PROVINCE
    joined = Counter(row["into"] for row in former)
    for row in rows("provinces"):
        key = tier, row["code"], False
        made[key] = place(key, row["name"], None, NEW if joined[row["code"]] > 1 else None, None)
    for row in former:
        if joined[row["into"]] > 1:
            key = tier, row["code"], True
            made[key] = place(key, row["name"], None, None, EVE)
            became.append((key, (tier, row["into"], False)))
    save(made, tier)


def parent_province(made: dict[Key, Place], code: str) -> Place:
    """The former province of that code, or the one that went on."""
    return made.get((PlaceTier.PROVINCE, code, True)) or made[PlaceTier.PROVINCE, code, False]


def place(key: Key, name: str, parent: Place | None, since: date | None, until: date | None) -> Place:
    """One place, not saved."""
    return Place(code=key[1], name=name, key=fold(name), tier=key[0], parent=parent, valid_from=since, valid_to=until)


def save(made: dict[Key, Place], tier: PlaceTier) -> None:
    """Those of one tier, after the tier above them."""
    Place.objects.bulk_create([one for key, one in made.items() if key[0] is tier], batch_size=CHUNK)


def lineages(made: dict[Key, Place], became: list[tuple[Key, Key]]) -> Iterator[PlaceLineage]:
    """What became of each former place."""
    formers, laters = Counter(later for _, later in became), Counter(former for former, _ in became)
    for former, later in became:
        old, new = made[former], made[later]
        kind = kind_of(old.name, new.name, formers[later], laters[former])
        yield PlaceLineage(former=old, later=new, kind=kind, on=NEW, basis=BASIS[later[0]])


# ------------------------------------------------------------------ finding


@dataclass(frozen=True)
class Page:
    """One page of places; `after` leads to the next one, empty on the last."""

    rows: list[Place]
    after: str = ""


def search(words: str, after: str = "", size: int = FOUND) -> Page:
    """Places whose name holds every word, in force and former, each with what it became and was made of. Three queries."""
    found = Place.objects.all()
    for word in fold(words).split():
        found = found.filter(key__contains=word)
    key, _, pk = after.rpartition("_")
    if pk.isdecimal() and len(pk) < 16:
        found = found.filter(Q(key__gt=key) | Q(key=key, pk__gt=int(pk)))
    became = PlaceLineage.objects.select_related("later__parent", "former__parent__parent").order_by("pk")
    shown = list(found.select_related("parent__parent").prefetch_related(
        Prefetch("successors", became), Prefetch("predecessors", became)).order_by("key", "pk")[:size + 1])
    return Page(shown[:size], f"{shown[size - 1].key}_{shown[size - 1].pk}" if len(shown) > size else "")


# ------------------------------------------------------------------ units


@transaction.atomic
def units_of(province: Place, by: User) -> dict[str, int]:
    """Make the units of a province's communes – today's, and the former ones with what they became – that are not there yet."""
    clerk.allow(by, "workflow.lineage")
    if province.tier != PlaceTier.PROVINCE or province.valid_to is not None:
        raise Refused({0: "Hãy chọn một tỉnh, thành phố đang có hiệu lực"})
    communes = list(Place.objects.filter(parent=province, tier=PlaceTier.COMMUNE, valid_to=None, units=None).select_related("parent"))
    became = list(PlaceLineage.objects.filter(later__parent=province, later__tier=PlaceTier.COMMUNE).select_related(
        "former__parent__parent", "later").order_by("pk"))
    known = dict(Unit.objects.filter(place__in={one.former_id for one in became}).values_list("place", "pk"))
    former = {one.former_id: one.former for one in became if one.former_id not in known and one.former.tier == PlaceTier.COMMUNE}
    if taken := Unit.objects.filter(code__in=[code(one) for one in (*communes, *former.values())]).values_list("code", flat=True)[:5]:
        raise Refused({0: f"Mã đơn vị đã có: {', '.join(taken)}"})
    Unit.objects.bulk_create((unit(one) for one in (*communes, *former.values())), batch_size=CHUNK)
    links = link(became, by)
    if communes or former or links:
        Act.objects.create(step="lineage", by=by, at=timezone.now(), note=(
            f"Lập {len(communes)} đơn vị cấp xã và {len(former)} đơn vị cũ của {province}"))
    return {"communes": len(communes), "former": len(former), "lineage": links}


def unit(one: Place) -> Unit:
    """The people's committee of a commune, not saved."""
    where = ", ".join(lower(part.name) for part in above(one))
    name = f"Ủy ban nhân dân {lower(one.name)}, {where}"[:200]
    return Unit(
        code=code(one), name=name, key=fold(name)[:220], kind=UnitKind.COMMUNE, place=one, address=where[:200],
        valid_from=one.valid_from or BEGINNING, valid_to=one.valid_to)


def lower(name: str) -> str:
    """As it stands within a sentence: phường Ba Đình – but Quận 1, Thành phố Hồ Chí Minh. NĐ 30/2020/NĐ-CP, Phụ lục II."""
    return name if name[-1].isdigit() or name == "Thành phố Hồ Chí Minh" else name[0].lower() + name[1:]


def above(one: Place) -> Iterator[Place]:
    """What the place lies in, the nearest first."""
    while one.parent is not None:
        one = one.parent
        yield one


def code(one: Place) -> str:
    """The code of a commune's unit; an old commune and a new one may have the same number."""
    return f"XA-{one.code}" if one.valid_to is None else f"XC-{one.code}"


def link(became: list[PlaceLineage], by: User) -> int:
    """Enter what became of the former units, where both units are there. Returns how many rows."""
    units = dict(Unit.objects.filter(
        place__in={pk for one in became for pk in (one.former_id, one.later_id)}).values_list("place", "pk"))
    known = set(Lineage.objects.filter(former__in=units.values(), withdrawn_at=None).values_list("former", "later"))
    made = [
        Lineage(former_id=units[one.former_id], later_id=units[one.later_id], kind=one.kind, on=one.on, basis=one.basis, by=by)
        for one in became if one.former_id in units and one.later_id in units
        and (units[one.former_id], units[one.later_id]) not in known]
    Lineage.objects.bulk_create(made, batch_size=CHUNK)
    return len(made)
