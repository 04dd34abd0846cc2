"""What must be true of the whole database. For a nightly run; in a sound system every list is empty."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from viewflow.workflow import PROCESS

from workflow.law.states import OPEN
from workflow.models import Dossier, Entry, Line, Register

from . import errands
from .money import purse
from .sittings import council

CHAIN = """
    SELECT e.id, e.line_id FROM (
        SELECT e.*, lag(e.digest, 1, '') OVER w AS previous, lag(e.target, 1, '') OVER w AS stood FROM workflow_entry e
        WINDOW w AS (PARTITION BY e.line_id ORDER BY e.id)
    ) e JOIN workflow_act a ON a.id = e.act_id
    WHERE e.stood <> e.source
       OR e.digest <> workflow_entry_digest(e.previous, a.step, a.by_id, a.at, a.note, e.line_id, e.source, e.target)
    ORDER BY e.id
"""


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it must be."""

    what: str
    where: str


def faults() -> Iterator[Fault]:
    """Everything wrong with the books, each in a sentence."""
    for entry, broken in broken_chain():
        yield Fault("Dòng nhật ký không khớp chuỗi băm", f"nhật ký {entry}, dòng {broken}")
    for line in unexplained():
        yield Fault("Trạng thái không đúng với nhật ký", f"dòng {line.pk} của hồ sơ {line.dossier.code}")
    for dossier in unsettled():
        yield Fault("Sổ việc không đúng với các dòng", f"hồ sơ {dossier}")
    for book in gaps():
        yield Fault("Số quyết định bị hở", book)
    for printed in altered():
        yield Fault("Bản in không còn như khi ban hành", f"bản in {printed}")
    for payment in purse.broken():
        yield Fault("Khoản chi thưởng không khớp bút toán quỹ", f"khoản chi {payment}")


def left_behind() -> Iterator[Fault]:
    """What should be gone and lies beside the database: keys of urns that were counted. The next count destroys them."""
    for sitting in council.needless_keys():
        yield Fault("Khóa hòm phiếu chưa được hủy sau khi kiểm phiếu", f"phiên họp {sitting}")


def broken_chain() -> list[tuple[int, int]]:
    """(entry, line) of every entry whose digest does not follow from the entry before it and its own content."""
    with connection.cursor() as cursor:
        cursor.execute(CHAIN)
        return list(cursor.fetchall())


def unexplained() -> QuerySet[Line]:
    """Lines that stand elsewhere than their log says: somebody wrote past the clerk."""
    last = Entry.objects.filter(line=OuterRef("pk")).order_by("-pk")[:1]
    logged = Line.objects.select_related("dossier").annotate(
        log_source=Subquery(last.values("source")), log_target=Subquery(last.values("target")))
    return logged.exclude(log_target=F("state"), log_source=F("came_from")) | logged.filter(log_target=None)


def unsettled() -> list[int]:
    """Dossiers whose open tasks are not the duties called for. errands.settle mends those that are still open."""
    unfinished = Dossier.objects.filter(Q(lines__state__in=OPEN) | ~Q(process__status=PROCESS.DONE))
    dossiers = list(unfinished.values_list("pk", flat=True).distinct())
    called, tasks = errands.called_for(dossiers), errands.open_tasks(dossiers)
    wanted = {(dossier, name) for dossier, states in called.items() for name in ("hub", *(str(s.duty) for s in states))}
    return sorted({dossier for dossier, _ in wanted ^ tasks.keys()} | set(dossiers) - called.keys())


def altered() -> list[int]:
    """Frozen papers whose bytes are not those of their SHA-256."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM workflow_printed WHERE encode(sha256(content), 'hex') <> sha256 ORDER BY id")
        return [printed for printed, in cursor.fetchall()]


UNSIGNED = ("hồ sơ", "đơn thư")  # books whose numbers stand on no decision


def gaps() -> list[str]:
    """Books whose signed decisions are not 1, 2, 3 … up to the last number given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT symbol, year, count(*), max(number) FROM workflow_decision WHERE number IS NOT NULL GROUP BY symbol, year")
        counted = {(symbol, str(year)): (n, last) for symbol, year, n, last in cursor.fetchall()}
    given = {(r.book, r.period): r.last for r in Register.objects.exclude(book__in=UNSIGNED)}
    return [f"{book} năm {year}" for book, year in counted.keys() | given.keys()
            if counted.get((book, year), (0, 0)) != (given.get((book, year), 0),) * 2]
