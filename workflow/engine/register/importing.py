"""Lists of past awards: staged and matched, doubts decided by a person, entered in one transaction, taken back as a whole."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from workflow.law.names import fold
from workflow.models import AwardRecord, ImportBatch, ImportRow, Recipient, Unit, User
from workflow.papers.old_awards import OldList

from .. import clerk
from ..errors import Refused, Stale
from . import alive, entering, matching
from .old_groups import Groups, award_key, record_keys

MANY = 2_000  # rows per statement
TURNSTILE = 21_001  # advisory lock: awards from outside come in one at a time, or two lists would enter the same award twice


@transaction.atomic
def stage(found: OldList, name: str, sha256: str, by: User) -> ImportBatch:
    """Lay a list aside with everything that was found about its rows. Nothing is in the register yet."""
    clerk.allow(by, "workflow.records")
    batch = ImportBatch.objects.create(
        name=name[:200], sheet=found.sheet[:100], sha256=sha256, notes=found.notes[:20], by=by, at=timezone.now())
    rows = [ImportRow(
        batch=batch, no=row.no, shown=row.shown, read=row.read.to_json(), errors=row.errors, warnings=row.warnings,
        verdict="faulty" if row.errors else "new") for row in found.rows]
    judge([row for row in rows if not row.errors])
    ImportRow.objects.bulk_create(rows, batch_size=MANY)
    return batch


def judge(rows: Sequence[ImportRow]) -> None:
    """Say of each faultless row whom it is taken for and whether its award is already on record; not saved."""
    units = unit_ids()
    proposals = matching.matches([sought(row.read, units) for row in rows])
    groups, seen, claims = Groups(), set(), dict[int, str]()
    for row, alike in zip(rows, proposals, strict=True):
        twice = groups.of(row.read), award_key(row.read)
        row.proposed = [[match.recipient, match.likeness.score, match.likeness.why] for match in alike]
        row.recipient_id = matching.surely(alike)
        if row.recipient_id and row.read["identity"] and claims.setdefault(row.recipient_id, row.read["identity"]) != row.read["identity"]:
            row.recipient_id = None  # two numbers are two persons: only one of them is the one on record
        row.verdict = "repeat" if twice in seen else "same" if row.recipient_id else "doubtful" if alike else "new"
        seen.add(twice)
    known = record_keys({row.recipient_id for row in rows if row.recipient_id})
    for row in rows:
        if row.verdict == "same" and (record := known.get((row.recipient_id, *award_key(row.read)))):
            row.verdict, row.record_id = "known", record


def unit_ids() -> dict[str, int]:
    """The units by their folded name."""
    return dict(Unit.objects.order_by("-valid_from").values_list("key", "pk"))


def unit_of(read: Mapping[str, Any], units: Mapping[str, int]) -> int | None:
    """The unit a row names, if it is one of ours."""
    return units.get(fold(read["unit_name"]))


def sought(read: Mapping[str, Any], units: Mapping[str, int]) -> matching.Sought:
    """Whom a row as it was read speaks of."""
    return matching.Sought(matching.traits_of_row(read, read["unit_name"]), unit_of(read, units))


# ------------------------------------------------------------------ doubts


@transaction.atomic
def decide(batch: ImportBatch, choices: Mapping[int, int], by: User) -> int:
    """Whom doubtful rows speak of: {row: recipient, 0 for somebody new}. Only who was proposed may be chosen."""
    held = staged(batch, by)
    rows = list(ImportRow.objects.filter(batch=held, verdict="doubtful", pk__in=choices))
    wrong = {row.no: "Người được chọn không nằm trong các đề xuất của dòng này" for row in rows
             if choices[row.pk] and choices[row.pk] not in {proposal[0] for proposal in row.proposed}}
    if wrong:
        raise Refused(wrong)
    for row in rows:
        row.recipient_id, row.fresh = choices[row.pk] or None, not choices[row.pk]
    ImportRow.objects.bulk_update(rows, ["recipient", "fresh"], batch_size=MANY)
    return len(rows)


@transaction.atomic
def decide_rest(batch: ImportBatch, fresh: bool, by: User) -> int:
    """The same answer for every doubtful row nobody has decided yet: somebody new, or the likeliest."""
    held = staged(batch, by)
    rows = list(ImportRow.objects.filter(batch=held, verdict="doubtful", recipient=None, fresh=False))
    return decide(held, {row.pk: 0 if fresh else row.proposed[0][0] for row in rows}, by)


def staged(batch: ImportBatch, by: User) -> ImportBatch:
    """The batch, locked; only while it waits."""
    clerk.allow(by, "workflow.records")
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state != "staged":
        raise Stale(f"Đợt nhập này không còn chờ kiểm tra ({held.get_state_display().lower()}); không có gì thay đổi. Hãy tải lại trang.")
    return held


# ------------------------------------------------------------------ into the register, and out


@transaction.atomic
def accept(batch: ImportBatch, by: User, partly: bool = False) -> int:
    """Enter every row that is sound and not yet on record; how many these are. With `partly` faulty rows are left out."""
    held = staged(batch, by)
    turnstile()
    rows = list(ImportRow.objects.filter(batch=held, verdict__in=("same", "doubtful", "new")).order_by("no"))
    if why := unready(held, rows, partly):
        raise Refused({0: why})
    units = unit_ids()
    settle_recipients(rows, units)
    alive.hold(row.recipient_id for row in rows if row.recipient_id)
    entered = enter(rows, units, held, by)
    connect(rows)
    held.state, held.accepted_by, held.accepted_at = "accepted", by, timezone.now()
    held.save(update_fields=["state", "accepted_by", "accepted_at"])
    return entered


def unready(batch: ImportBatch, rows: Sequence[ImportRow], partly: bool) -> str:
    """Why the list cannot be accepted now; empty when it can."""
    undecided = [row.no for row in rows if row.verdict == "doubtful" and not row.recipient_id and not row.fresh]
    if undecided:
        return f"Còn {len(undecided)} dòng nghi trùng chưa phân xử (dòng {', '.join(map(str, undecided[:8]))})"
    faulty = ImportRow.objects.filter(batch=batch, verdict="faulty").count()
    if faulty and not partly:
        return f"Còn {faulty} dòng có lỗi; hãy sửa tệp rồi tải lại, hoặc chọn chỉ nhận các dòng đúng"
    return "" if rows else "Không có dòng nào mới để nhận"


def turnstile() -> None:
    """Let one pass at a time, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURNSTILE])


def settle_recipients(rows: Sequence[ImportRow], units: Mapping[str, int]) -> None:
    """Give every row its recipient: the one it is taken for, or a new one that equal rows share. Set on the rows, not saved."""
    open_rows = [row for row in rows if not row.recipient_id and not row.fresh]
    for row, alike in zip(open_rows, matching.matches([sought(row.read, units) for row in open_rows]), strict=True):
        row.recipient_id = matching.surely(alike)  # somebody may have entered him since the list was staged
    follow(rows)
    groups, fresh, numbered = Groups(), dict[int, Recipient](), dict[int, str]()
    for row in rows:
        if not row.recipient_id:
            group = groups.of(row.read)
            fresh[group] = fresh.get(group) or entering.made(row.read, None, unit_of(row.read, units))
            fresh[group].identity = fresh[group].identity or row.read["identity"]
        elif row.read["identity"]:
            numbered.setdefault(row.recipient_id, row.read["identity"])
    entering.enter(fresh.values())
    entering.fill_numbers(numbered)
    for row in rows:
        if not row.recipient_id:
            row.recipient_id, row.fresh = fresh[groups.of(row.read)].pk, False


def follow(rows: Sequence[ImportRow]) -> None:
    """Whoever was merged into another meanwhile is that other."""
    heirs = True
    while heirs:
        merged = Recipient.objects.filter(pk__in={row.recipient_id for row in rows if row.recipient_id}).exclude(merged_into=None)
        heirs = dict(merged.values_list("pk", "merged_into"))  # type: ignore[assignment]
        for row in rows:
            row.recipient_id = heirs.get(row.recipient_id, row.recipient_id)  # type: ignore[attr-defined]


def enter(rows: Sequence[ImportRow], units: Mapping[str, int], batch: ImportBatch, by: User) -> int:
    """Create the records that are not there yet; every row gets its record, its own or the one that was there."""
    known, fresh, now = record_keys({row.recipient_id for row in rows if row.recipient_id}), {}, timezone.now()
    for row in rows:
        key = row.recipient_id, *award_key(row.read)
        if key in known:
            row.verdict, row.record_id = "known", known[key]
        elif key not in fresh:
            fresh[key] = record(row.read, row.recipient_id or 0, units, source="imported", batch=batch, recorded_by=by, recorded_at=now)
        else:
            row.verdict = "repeat"
    AwardRecord.objects.bulk_create(fresh.values(), batch_size=MANY)
    for row in rows:
        if made := fresh.get((row.recipient_id, *award_key(row.read))):
            row.record_id = made.pk
    return len(fresh)


def record(read: Mapping[str, Any], recipient: int, units: Mapping[str, int], **more: Any) -> AwardRecord:
    """The record of a row as it was read, not saved."""
    return AwardRecord(
        recipient_id=recipient, award=read["award"], award_name=read["award_name"], kind=read["reason"] or "",
        decision_number=read["decision_number"], decided_on=date.fromisoformat(read["decided_on"]), authority=read["authority"],
        period=read["period"], citation=read["citation"], basis=read["basis"], unit_id=unit_of(read, units),
        unit_name=read["unit_name"], **more)


def connect(rows: Sequence[ImportRow]) -> None:
    """Write on each row what became of it. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workflow_importrow r SET recipient_id = w.recipient, record_id = w.record, verdict = w.verdict, fresh = false "
            "FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[]) AS w(id, recipient, record, verdict) WHERE r.id = w.id",
            [[row.pk for row in rows], [row.recipient_id for row in rows], [row.record_id for row in rows], [row.verdict for row in rows]])


@transaction.atomic
def drop(batch: ImportBatch, by: User) -> None:
    """Put a waiting list away; nothing of it was in the register."""
    held = staged(batch, by)
    held.state, held.closed_by, held.closed_at = "dropped", by, timezone.now()
    held.save(update_fields=["state", "closed_by", "closed_at"])


@transaction.atomic
def undo(batch: ImportBatch, reason: str, by: User) -> int:
    """Take a whole list back: its records stay readable as entered by mistake and count no more. How many these were."""
    clerk.allow(by, "workflow.records")
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state != "accepted":
        raise Stale("Đợt nhập này chưa được nhận hoặc đã rút lại; không có gì thay đổi. Hãy tải lại trang.")
    if not reason.strip():
        raise Refused({0: "Phải ghi lý do rút lại"})
    held.state, held.closed_by, held.closed_at, held.closed_why = "undone", by, timezone.now(), reason.strip()
    held.save(update_fields=["state", "closed_by", "closed_at", "closed_why"])
    return AwardRecord.objects.filter(batch=held, status="valid").update(
        status="cancelled", cancelled_by=by, cancelled_at=held.closed_at, cancelled_why=held.closed_why)


def tally(batch: ImportBatch) -> dict[str, int]:
    """Rows by verdict, and how many doubtful ones wait for a person."""
    counted = dict(batch.rows.order_by().values_list("verdict").annotate(n=Count("pk")))
    return {**counted, "undecided": batch.rows.filter(verdict="doubtful", recipient=None, fresh=False).count()}
