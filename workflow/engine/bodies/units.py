"""What the desk of units reads: units page by page, the lineage of one as a tree, its people and their awards with its predecessors'."""
from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from workflow.law.names import fold
from workflow.models import AwardRecord, Lineage, Recipient, Unit
from workflow.models.kinship import family, kin, lineages

from ..registry import counted, holding
from . import lineage

PAGE = 30
DEEP = 12  # generations drawn; more would be a mistake in the records


@dataclass(frozen=True)
class Wanted:
    """What the person asked the list for. `after` is the (key, id) of the last row of the page before; `living`: None for all."""

    search: str = ""
    kind: str = ""
    living: bool | None = None
    after: tuple[str, int] | None = None


@dataclass(frozen=True)
class Row:
    """A unit with what became of it; nothing while it goes on."""

    unit: Unit
    fate: str = ""


@dataclass(frozen=True)
class Page:
    """One page of the list; `after` leads to the next one, None on the last."""

    rows: list[Row]
    after: tuple[str, int] | None = None


@dataclass
class Branch:
    """A unit in the tree, how it came there, and what is behind it."""

    unit: Unit
    row: Lineage
    branches: list[Branch] = field(default_factory=list)


@dataclass(frozen=True)
class Card:
    """One unit: where it came from, what became of it, and how it is recorded."""

    unit: Unit
    before: list[Branch]
    after: list[Branch]
    fate: str
    last: Lineage | None
    family: set[int]


def page(wanted: Wanted, day: date, size: int = PAGE) -> Page:
    """Units by name, found without accents. Two queries a page."""
    found = Unit.objects.filter(holding(fold(wanted.search).split()))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.living is not None:
        lives = Q(valid_to=None) | Q(valid_to__gte=day)
        found = found.filter(lives if wanted.living else ~lives)
    if wanted.after:
        key, pk = wanted.after
        found = found.filter(Q(key__gt=key) | Q(key=key, pk__gt=pk))
    units = list(found.order_by("key", "pk")[:size + 1])
    more, units = len(units) > size, units[:size]
    told = lineage.fates([unit.pk for unit in units])
    return Page([Row(unit, told.get(unit.pk, "")) for unit in units], (units[-1].key, units[-1].pk) if more else None)


def card(unit: Unit) -> Card:
    """A unit with its whole lineage. Five queries, however many units are in it."""
    related = kin([unit.pk])
    rows = [row for row in lineages(related) if row.later_id is None or row.later_id in related]
    units = Unit.objects.in_bulk(related)
    told = lineage.fates([unit.pk])
    own = [row for row in rows if row.former_id == unit.pk]
    return Card(
        unit, grow(unit.pk, lambda pk: [(row.former_id, row) for row in rows if row.later_id == pk], units),
        grow(unit.pk, lambda pk: [(row.later_id, row) for row in rows if row.former_id == pk and row.later_id], units),
        told.get(unit.pk, ""), own[-1] if own else None, family([unit.pk]))


def grow(root: int, onwards: Callable[[int], list[tuple[int, Lineage]]], units: dict[int, Unit]) -> list[Branch]:
    """The tree from one unit on; a unit that two ways lead to is drawn out once."""
    drawn: set[int] = set()

    def branches(pk: int, depth: int) -> list[Branch]:
        if pk in drawn or depth > DEEP:
            return []
        drawn.add(pk)
        return [Branch(units[one], row, branches(one, depth + 1)) for one, row in onwards(pk)]

    return branches(root, 0)


# ------------------------------------------------------------------ people and awards of a family


@dataclass(frozen=True)
class People:
    """One page of recipients; `after` leads to the next one, empty on the last."""

    rows: list[Recipient]
    after: str = ""


@dataclass(frozen=True)
class Awards:
    """One page of awards; `after` leads to the next one, empty on the last."""

    rows: list[AwardRecord]
    after: str = ""


def people(units: Collection[int], after: str = "", size: int = PAGE) -> People:
    """The persons, collectives and households of these units in Vietnamese order, with how often each was awarded. One query."""
    found = Recipient.objects.filter(unit__in=units, merged_into=None)
    order, _, pk = after.rpartition("_")
    if number(pk):
        found = found.filter(Q(order__gt=order) | Q(order=order, pk__gt=int(pk)))
    rows = list(counted(found).order_by("order", "pk")[:size + 1])
    return People(rows[:size], f"{rows[size - 1].order}_{rows[size - 1].pk}" if len(rows) > size else "")


def awards(units: Collection[int], after: str = "", size: int = PAGE) -> Awards:
    """What the recipients of these units were given, the latest first. One query."""
    found = AwardRecord.objects.filter(recipient__unit__in=units)
    day, _, pk = after.rpartition("_")
    if number(pk) and (on := iso(day)):
        found = found.filter(Q(decided_on__lt=on) | Q(decided_on=on, pk__lt=int(pk)))
    rows = list(found.select_related("recipient__unit").order_by("-decided_on", "-pk")[:size + 1])
    return Awards(rows[:size], f"{rows[size - 1].decided_on}_{rows[size - 1].pk}" if len(rows) > size else "")


def number(text: str) -> bool:
    """An id out of an address."""
    return text.isascii() and text.isdecimal() and len(text) < 16


def iso(text: str) -> date | None:
    """A day out of an address; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
