"""Finding the recipient a row speaks of among those known. As many queries for one row as for many."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from workflow.law.likeness import Alike, Likeness, Traits, likeness
from workflow.law.names import fold
from workflow.law.words import RecipientKind, Sex
from workflow.models import Apart, AwardRecord, Lineage, Recipient, Unit
from workflow.models.kinship import SAME

Row = Mapping[str, Any]
Names = Mapping[int | None, str]
KEPT = 5  # who is like a row; nobody reads more
CERTAIN = 90  # points of name and birth day
COLUMNS = ("pk", "kind", "name", "key", "birth_date", "birth_year", "sex", "identity", "unit")
# Two who have numbers are told apart by them, so who has one is held only against those without: a batch of thousands born on one
# day would else be held against itself. Of those who are like somebody only the likeliest are read.
NEAR = """
    WITH sought AS MATERIALIZED (SELECT * FROM unnest(%s::text[], %s::date[], %s::boolean[]) AS w(key, born, numbered)),
    alive AS MATERIALIZED (
        SELECT id, key, birth_date, identity FROM workflow_recipient WHERE kind = 'person' AND merged_into_id IS NULL AND (
            identity = '' AND birth_date IN (SELECT born FROM sought) OR birth_date IN (SELECT born FROM sought WHERE NOT numbered))
    )
    SELECT w.key, r.id FROM sought w CROSS JOIN LATERAL (
        SELECT a.id FROM alive a WHERE a.birth_date = w.born AND (a.identity = '' OR NOT w.numbered) AND a.key <> w.key
            AND similarity(a.key, w.key) > 0.4 ORDER BY similarity(a.key, w.key) DESC, a.id LIMIT 20
    ) r
    UNION
    SELECT w.key, r.id FROM unnest(%s::text[], %s::bigint[]) AS w(key, unit) CROSS JOIN LATERAL (
        SELECT r.id FROM workflow_recipient r WHERE r.unit_id = w.unit AND r.kind <> 'person' AND r.merged_into_id IS NULL
            AND r.key <> w.key AND similarity(r.key, w.key) > 0.5 ORDER BY similarity(r.key, w.key) DESC, r.id LIMIT 20
    ) r
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom a row speaks of; `unit` is the unit's id where it is one of ours."""

    traits: Traits
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody known who is, or may be, the one sought."""

    recipient: int
    likeness: Likeness


def matches(sought: Sequence[Sought]) -> list[list[Match]]:
    """For each, who is the same or doubtful, the likeliest first and of equals the oldest. Seven queries."""
    keys = [fold(one.traits.name)[:220] for one in sought]
    near = near_keys(sought, keys)
    names = unit_names()
    known = candidates(names, {one.traits.identity for one in sought} - {""}, set(keys), {pk for found in near.values() for pk in found})
    by_key, by_number = defaultdict(list), {}
    for pk, (key, traits) in known.items():
        by_key[key].append(pk)
        if traits.identity:
            by_number[traits.identity] = pk
    found = []
    for one, key in zip(sought, keys, strict=True):
        traits = replace(one.traits, unit=names.get(one.unit, one.traits.unit)) if one.unit else one.traits
        who = {*by_key.get(key, ()), *near.get(key, ())} | ({by_number[traits.identity]} if traits.identity in by_number else set())
        alike = [Match(pk, likeness(traits, known[pk][1])) for pk in who if pk in known]
        alike = [match for match in alike if match.likeness.verdict is not Alike.DIFFERENT]
        found.append(sorted(alike, key=lambda match: (-match.likeness.score, match.recipient))[:KEPT])
    return found


def surely(alike: Sequence[Match]) -> int | None:
    """Whom nobody need be asked about. Of two who have all but the birth day in common neither is sure."""
    if not alike or alike[0].likeness.verdict is not Alike.SAME:
        return None
    tied = len(alike) > 1 and alike[1].likeness.score == alike[0].likeness.score < CERTAIN
    return None if tied else alike[0].recipient


def near_keys(sought: Sequence[Sought], keys: Sequence[str]) -> dict[str, set[int]]:
    """Who has nearly such a name and the same birth day, or for collectives the same unit. One query, by trigrams."""
    people = [*zip(*{(key, one.traits.birth_date, bool(one.traits.identity)) for one, key in zip(sought, keys, strict=True)
                     if one.traits.kind is RecipientKind.PERSON and one.traits.birth_date}, strict=True)] or [(), (), ()]
    bodies = {(key, one.unit) for one, key in zip(sought, keys, strict=True) if one.traits.kind is not RecipientKind.PERSON and one.unit}
    found: dict[str, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(NEAR, [*map(list, people), [key for key, _ in bodies], [unit for _, unit in bodies]])
        for key, pk in cursor.fetchall():
            found[key].add(pk)
    return found


def candidates(names: Names, numbers: set[str], keys: set[str], near: set[int]) -> dict[int, tuple[str, Traits]]:
    """Those who have such a number or name and were not merged into another, each with key and traits. Four queries."""
    alive = Recipient.objects.filter(merged_into=None)
    rows = {row[0]: row for narrowed in ({"identity__in": numbers}, {"key__in": keys}, {"pk__in": near})
            for row in alive.filter(**narrowed).values_list(*COLUMNS)}
    nowhere = [pk for pk, *_, unit in rows.values() if unit is None]
    worked = dict(AwardRecord.objects.filter(recipient__in=nowhere).exclude(unit_name="").order_by("pk").values_list(
        "recipient", "unit_name"))
    return {
        pk: (key, Traits(RecipientKind(kind), name, born, year, Sex(sex) if sex else None, identity, names.get(unit) or worked.get(pk, "")))
        for pk, kind, name, key, born, year, sex, identity, unit in rows.values()
    }


def unit_names() -> dict[int | None, str]:
    """The name of each unit – its latest, where it was only renamed. What was merged into a unit is not that unit. Two queries."""
    names: dict[int | None, str] = dict(Unit.objects.values_list("pk", "name"))
    renamed = Lineage.objects.filter(withdrawn_at=None, kind__in=SAME).exclude(later=None).order_by("on", "pk")
    later = dict(renamed.values_list("former", "later"))
    for pk in later:
        last, seen = pk, {pk}
        while (last := later.get(last, 0) or 0) and last not in seen:
            seen.add(last)
            names[pk] = names[last]
    return names


# ------------------------------------------------------------------ rows of a list


def certain(rows: Sequence[Row], unit: Unit | None) -> list[int | None]:
    """Of each row whom nobody need be asked about, by id; `unit` is whose list it is."""
    found = matches([Sought(traits_of_row(row, unit.name if unit else ""), unit.pk if unit else None) for row in rows])
    return [surely(alike) for alike in found]


def traits_of_row(row: Row, unit: str) -> Traits:
    """What a checked row says of its recipient."""
    return Traits(
        RecipientKind(row["kind"]), row["name"], date.fromisoformat(row["birth_date"]) if row.get("birth_date") else None,
        row.get("birth_year"), Sex(row["sex"]) if row.get("sex") else None, row.get("identity") or "", unit)


# ------------------------------------------------------------------ who may be one


def traits(recipients: Iterable[int]) -> dict[int, Traits]:
    """What these recipients are known by, those merged into another left out."""
    return {pk: found for pk, (_, found) in candidates(unit_names(), set(), set(), set(recipients)).items()}


def suspects(recipient: Recipient) -> list[Match]:
    """Who may be the same as this one, nobody having said that they are not."""
    known = traits([recipient.pk]).get(recipient.pk)
    if known is None:
        return []
    apart = {pk for pair in Apart.objects.filter(Q(one=recipient) | Q(other=recipient)).values_list("one", "other") for pk in pair}
    found, = matches([Sought(known, recipient.unit_id)])
    return [match for match in found if match.recipient not in apart | {recipient.pk}]


def pairs(after: tuple[int, int] = (0, 0), size: int = 50) -> tuple[list[tuple[int, int, Likeness]], tuple[int, int] | None]:
    """Pairs that may be one recipient entered twice, and where the next page begins. Five queries."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"one": after[0], "other": after[1], "size": size + 1})
        rows = cursor.fetchall()
    more, rows = len(rows) > size, rows[:size]
    known = traits({pk for row in rows for pk in row})
    scored = [(one, other, likeness(known[one], known[other])) for one, other in rows]
    return [pair for pair in scored if pair[2].verdict is not Alike.DIFFERENT], rows[-1] if more else None


PAIRS = """
    WITH alive AS (
        SELECT id, kind, key, identity, unit_id, birth_date, coalesce(birth_year, extract(year FROM birth_date)) AS year
        FROM workflow_recipient WHERE merged_into_id IS NULL
    ), alike AS (
        SELECT a.id AS one, b.id AS other FROM alive a JOIN alive b ON b.key = a.key AND b.kind = a.kind AND b.id > a.id
        WHERE (a.identity = '' OR b.identity = '') AND CASE a.kind
            WHEN 'person' THEN coalesce(a.year = b.year, true) ELSE coalesce(a.unit_id = b.unit_id, true) END
        UNION
        SELECT a.id, b.id FROM alive a JOIN alive b ON b.birth_date = a.birth_date AND b.kind = 'person' AND b.id > a.id
        WHERE a.kind = 'person' AND a.key <> b.key AND (a.identity = '' OR b.identity = '') AND similarity(a.key, b.key) > 0.4
    )
    SELECT one, other FROM alike WHERE (one, other) > (%(one)s, %(other)s)
        AND NOT EXISTS (SELECT FROM workflow_apart p WHERE p.one_id = alike.one AND p.other_id = alike.other)
    ORDER BY one, other LIMIT %(size)s
"""
