"""Heaps taken whole: exactly the lines that lay in them when the page was made, or none."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q

from workflow.law.words import Kind
from workflow.models import AwardType

from .. import stamps
from .heaps import SORT, Key, Question


@dataclass(frozen=True)
class Pick:
    """A heap chosen whole, as it was shown under a search: without the lines in `but`; with `sparing`, without those ticked in it."""

    key: Key
    stamp: str
    search: str = ""
    sparing: bool = False
    but: frozenset[int] = frozenset()


def chosen(question: Question, picks: Collection[Pick], ticked: Collection[int] = ()) -> list[int]:
    """The lines that were meant: heaps chosen whole, exactly as they were shown, and single ones. A query for every search.

    Stale when a line has come into such a heap, or gone, since the page was made. Only whose state is still the same moves:
    that the clerk sees under the lock. A line left out of one heap is not taken with another; a tick of its own takes it.
    """
    found = contents(question, picks)
    for pick in picks:
        stamps.agree(pick.stamp, stamps.of_keys(found[pick]), lambda pick=pick: named(pick, AwardType.short_names()))  # type: ignore[misc]
    return meant(found, ticked)


def meant(found: Mapping[Pick, set[int]], ticked: Collection[int]) -> list[int]:
    """The lines of these heaps, less those left out, and the single ones."""
    single, taken, spared = set(ticked), set[int](), set[int]()
    for pick, lines in found.items():
        taken |= lines
        spared |= lines & pick.but
        if pick.sparing:
            spared |= lines & single
            single -= lines
    return sorted((taken - spared) | single)


def contents(question: Question, picks: Collection[Pick]) -> dict[Pick, set[int]]:
    """The lines that lie in each of these heaps now, by id. A query for every search."""
    found: dict[Pick, set[int]] = {}
    for search in {pick.search for pick in picks}:
        here = [pick for pick in picks if pick.search == search]
        lines = members(replace(question, search=search, kind=""), {pick.key for pick in here})
        found |= {pick: lines.get(pick.key, set()) for pick in here}
    return found


def members(question: Question, keys: Collection[Key]) -> Mapping[Key, set[int]]:
    """The lines of these heaps, by id. One query."""
    of = Q(pk__in=())
    for key in keys:
        of |= key.condition
    found: dict[Key, set[int]] = defaultdict(set)
    for pk, letter, kind, award, since in question.lines().filter(of).order_by().values_list("pk", *SORT):
        if question.fits(award, kind, since):
            found[Key(letter or 0, Kind(kind), award)].add(pk)
    return found


def named(pick: Pick, names: Mapping[str, str]) -> str:
    """What the page called the heap; `names` has the short names of awards."""
    within = f", khớp “{pick.search}”" if pick.search else ""
    return f"Nhóm {names.get(pick.key.award, pick.key.award)} ({pick.key.kind.label.lower()}{within})"
