"""Running dossiers of units that are no more: who waits, and moving them to the successors in one reviewed, logged batch."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from workflow.law.states import OPEN
from workflow.models import Act, Dossier, Line, Reroute, Unit, User
from workflow.models.kinship import graph

from .. import clerk, errands
from ..errors import Refused, Stale
from . import lineage

SHOWN = 200  # dossiers on one page; the rest comes when these are through
Move = tuple[int, int]  # the unit as the person saw it, the unit it goes to


@dataclass(frozen=True)
class Running:
    """An open dossier of a unit that is no more."""

    pk: int
    code: str
    unit_name: str
    received_at: datetime
    open: int


@dataclass(frozen=True)
class Waiting:
    """A unit that is no more, what became of it, who may take its dossiers over, and these."""

    unit: Unit
    fate: str
    heirs: list[Unit]
    dossiers: list[Running]


def waiting(day: date, size: int = SHOWN) -> list[Waiting]:
    """The open dossiers of units not valid on that day, by unit, the oldest first. Seven queries, however many."""
    rows = stranded(day).annotate(open=Count("lines", filter=Q(lines__state__in=OPEN))).order_by("received_at", "pk").values_list(
        "unit", "pk", "code", "unit_name", "received_at", "open")[:size]
    heaps: dict[int, list[Running]] = defaultdict(list)
    for unit, pk, code, name, at, lines in rows:
        heaps[unit].append(Running(pk, code, name, at, lines))
    if not heaps:
        return []
    found, told = graph(heaps), lineage.fates(heaps)
    units = Unit.objects.in_bulk(found.spans)
    return [
        Waiting(
            units[pk], told.get(pk, f"hết hiệu lực sau ngày {units[pk].valid_to:%d/%m/%Y}"),
            sorted((units[heir] for heir in found.heirs(pk, day)), key=lambda unit: unit.name), dossiers)
        for pk, dossiers in heaps.items()
    ]


def stranded(day: date) -> QuerySet[Dossier]:
    """Dossiers with an open line whose unit is not valid on that day."""
    return Dossier.objects.filter(Exists(Line.objects.filter(dossier=OuterRef("pk"), state__in=OPEN)), unit__valid_to__lt=day)


def count(day: date) -> int:
    """How many wait, as far as one page goes."""
    return stranded(day)[:SHOWN].count()


@transaction.atomic
def reroute(moves: Mapping[int, Move], by: User, note: str) -> list[Reroute]:
    """Move dossiers (by id) to the units that took theirs over, with their recipients; the receipt's name of the unit stays.

    All or none. A collective that bears the dissolved unit's own name stays with it: that body is no more. A flat number of
    statements, however many dossiers.
    """
    clerk.allow(by, "workflow.lineage")
    if not moves:
        raise Refused({0: "Chưa chọn hồ sơ nào"})
    if not note.strip():
        raise Refused({0: "Phải ghi căn cứ hoặc ý kiến khi chuyển hồ sơ"})
    errands.lock(Dossier.objects.filter(pk__in=moves).only("process"))
    list(Unit.objects.select_for_update().filter(pk__in={pk for move in moves.values() for pk in move}).order_by("pk").values_list("pk"))
    now = timezone.now()
    dossiers = list(stranded(timezone.localdate(now)).filter(pk__in=moves).order_by("pk"))
    if len(dossiers) < len(moves) or any(dossier.unit_id != moves[dossier.pk][0] for dossier in dossiers):
        raise Stale("Có hồ sơ đã được chuyển hoặc đã đóng; không có gì thay đổi. Hãy tải lại trang.")
    check(dossiers, moves, timezone.localdate(now))
    act = Act.objects.create(step="reroute", by=by, at=now, note=note.strip())
    followed = write([dossier.pk for dossier in dossiers], [moves[dossier.pk][1] for dossier in dossiers])
    return Reroute.objects.bulk_create(
        Reroute(act=act, dossier=one, former_id=one.unit_id, later_id=moves[one.pk][1], recipients=followed.get(one.pk, 0))
        for one in dossiers)


def check(dossiers: Sequence[Dossier], moves: Mapping[int, Move], day: date) -> None:
    """Each goes to a unit valid today; if its unit has heirs, to one of them."""
    found = graph({dossier.unit_id for dossier in dossiers})
    heirs = {dossier.unit_id: found.heirs(dossier.unit_id, day) for dossier in dossiers}
    targets = Unit.objects.in_bulk({later for _, later in moves.values()})
    wrong = []
    for dossier in dossiers:
        later = targets.get(moves[dossier.pk][1])
        if later is None or later.valid_from > day or (later.valid_to is not None and later.valid_to < day):
            wrong.append(f"{dossier.code}: đơn vị nhận không có hiệu lực hôm nay")
        elif heirs[dossier.unit_id] and later.pk not in heirs[dossier.unit_id]:
            wrong.append(f"{dossier.code}: {later} không phải đơn vị kế thừa của {found.spans[dossier.unit_id].name}")
    if wrong:
        raise Refused({0: "; ".join(wrong)})


def write(dossiers: list[int], laters: list[int]) -> dict[int, int]:
    """Move these dossiers, each to its unit, and their recipients; returns how many of these followed, by dossier."""
    with connection.cursor() as cursor:
        cursor.execute(RECIPIENTS, [dossiers, laters])
        followed = dict(cursor.fetchall())
        cursor.execute(DOSSIERS, [dossiers, laters])
    return followed


RECIPIENTS = """
    WITH wanted AS (
        SELECT DISTINCT ON (l.recipient_id) l.recipient_id, m.dossier, m.later, d.unit_id AS former
        FROM unnest(%s::bigint[], %s::bigint[]) AS m(dossier, later)
        JOIN workflow_dossier d ON d.id = m.dossier JOIN workflow_line l ON l.dossier_id = d.id ORDER BY l.recipient_id, m.dossier
    ), moved AS (
        UPDATE workflow_recipient r SET unit_id = w.later FROM wanted w JOIN workflow_unit u ON u.id = w.former
        WHERE r.id = w.recipient_id AND r.unit_id = w.former AND NOT (r.kind = 'collective' AND r.key = u.key) RETURNING w.dossier
    ) SELECT dossier, count(*) FROM moved GROUP BY dossier
"""
DOSSIERS = """
    UPDATE workflow_dossier d SET unit_id = m.later, search = left(d.search || ' ' || u.key, 400)
    FROM unnest(%s::bigint[], %s::bigint[]) AS m(dossier, later) JOIN workflow_unit u ON u.id = m.later WHERE d.id = m.dossier
"""


def log(size: int = SHOWN) -> list[Reroute]:
    """The dossiers that were moved, the last first. One query."""
    return list(Reroute.objects.select_related("act__by", "dossier", "former", "later")[:size])
