"""Reads units and what became of them as the graph of the law: a few queries, however many units."""
from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection

from workflow.law.lineage import Graph, Link, Span
from workflow.law.words import LineageKind

from .units import Lineage, Unit

FAMILY = """
    WITH RECURSIVE kin(id) AS (
        SELECT unnest(%s::bigint[])
        UNION SELECT l.former_id FROM workflow_lineage l JOIN kin ON l.later_id = kin.id
            WHERE l.withdrawn_at IS NULL AND (l.kind = ANY(%s))
    ) SELECT id FROM kin
"""
KIN = """
    WITH RECURSIVE up(id) AS (
        SELECT unnest(%s::bigint[])
        UNION SELECT l.former_id FROM workflow_lineage l JOIN up ON l.later_id = up.id WHERE l.withdrawn_at IS NULL
    ), down(id) AS (
        SELECT unnest(%s::bigint[])
        UNION SELECT l.later_id FROM workflow_lineage l JOIN down ON l.former_id = down.id
            WHERE l.withdrawn_at IS NULL AND l.later_id IS NOT NULL
    ) SELECT id FROM up UNION SELECT id FROM down
"""
SAME = [str(kind) for kind in LineageKind if kind.continues]
ALL = [str(kind) for kind in LineageKind]


def family(units: Collection[int], same_body: bool = False) -> set[int]:
    """These units with all their predecessors; `same_body`: only under former names and superiors. One query."""
    if not units:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(FAMILY, [list(units), SAME if same_body else ALL])
        return {pk for pk, in cursor.fetchall()}


def kin(units: Collection[int]) -> set[int]:
    """These units with everything before and after them, siblings left out. One query."""
    with connection.cursor() as cursor:
        cursor.execute(KIN, [list(units), list(units)])
        return {pk for pk, in cursor.fetchall()}


def lineages(units: Collection[int]) -> list[Lineage]:
    """What is recorded between these units or of their end, the earliest first."""
    return list(Lineage.objects.filter(former__in=units, withdrawn_at=None).order_by("on", "pk"))


def graph(units: Collection[int]) -> Graph:
    """These units with everything before and after them. Three queries."""
    found = kin(units)
    spans = {pk: Span(name, since, until) for pk, name, since, until in Unit.objects.filter(pk__in=found).values_list(
        "pk", "name", "valid_from", "valid_to")}
    rows = Lineage.objects.filter(former__in=found, withdrawn_at=None).values_list("former", "later", "on", "kind").order_by("pk")
    return Graph(spans, [Link(f, later, on, LineageKind(kind)) for f, later, on, kind in rows if later is None or later in spans])


def names_on(units: Collection[int], day: date) -> dict[int, str]:
    """What a paper of that day calls each of these units."""
    found = graph(set(units)) if units else Graph({}, [])
    return {unit: found.name_on(unit, day) for unit in set(units)}
