"""The intake desk: a draft that costs nothing becomes, in one transaction, a dossier with code, due date and lines."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from workflow.law import awards, clock
from workflow.law.names import fold
from workflow.law.states import Duty, State
from workflow.law.words import Kind
from workflow.models import Act, Attachment, AwardType, Dossier, Draft, Line, Office, Register, Rule, Unit, User
from workflow.models.tables import calendar, switched

from .. import clerk, errands
from ..bodies import lineage
from ..emulation import movements
from ..errors import NotAllowed, Refused, Stale
from ..register import entering
from . import simplified

Row = Mapping[str, Any]  # as papers.listing.Row.to_json gives it
NEEDED = {
    "unit_id": "đơn vị trình", "letter_number": "số tờ trình", "letter_date": "ngày tờ trình", "kind": "loại hình",
    "contact_name": "người liên hệ",
}  # without these nothing is received
HEADER = (
    "unit_id", "letter_number", "letter_date", "kind", "case", "round_id", "movement_id", "contact_name", "contact_phone", "contact_email",
    "papers", "copies", "received_at")


def begin(by: User) -> Draft:
    """An empty draft."""
    clerk.allow(by, "workflow.intake")
    return Draft.objects.create(owner=by)


@transaction.atomic
def save_header(draft: Draft, header: Mapping[str, Any], by: User) -> None:
    """Keep what was typed; `header` holds JSON values by the names in HEADER. Nothing is received yet."""
    held = own(draft, by)
    held.header = {name: header[name] for name in HEADER if name in header}
    held.save(update_fields=["header", "updated_at"])


@transaction.atomic
def add_rows(draft: Draft, rows: Iterable[Row], by: User) -> int:
    """Accept a checked list, whole, behind what is there; returns the number of rows now."""
    held = own(draft, by)
    held.rows = [*held.rows, *map(dict, rows)]
    held.save(update_fields=["rows", "updated_at"])
    return len(held.rows)


@transaction.atomic
def replace_row(draft: Draft, index: int, row: Row, by: User, was: Row | None = None) -> None:
    """Correct one row, counted from 0; `was` is the row as the person saw it."""
    held = own(draft, by)
    if was is not None:
        _unmoved(held, {index: was})
    held.rows[index] = dict(row)
    held.save(update_fields=["rows", "updated_at"])


@transaction.atomic
def remove_rows(draft: Draft, indexes: Iterable[int] | Mapping[int, Row], by: User) -> None:
    """Take rows out, counted from 0; a mapping also says what the person saw there."""
    gone, held = set(indexes), own(draft, by)
    if isinstance(indexes, Mapping):
        _unmoved(held, indexes)
    held.rows = [row for i, row in enumerate(held.rows) if i not in gone]
    held.save(update_fields=["rows", "updated_at"])


def _unmoved(held: Draft, seen: Mapping[int, Row]) -> None:
    """Rows are known by their place, and another window may have moved them."""
    if any(index >= len(held.rows) or held.rows[index] != row for index, row in seen.items()):
        raise Stale("Danh sách vừa thay đổi ở cửa sổ khác; không có gì thay đổi. Hãy tải lại trang.")


@transaction.atomic
def attach(owner: Draft | Dossier, by: User, paper: str, files: Iterable[Mapping[str, Any]]) -> list[Attachment]:
    """Enter uploaded files together; their bytes are already in the file store under their hash."""
    clerk.allow(by, "workflow.intake")
    whose = {"draft": own(owner, by)} if isinstance(owner, Draft) else {"dossier": owner}
    return Attachment.objects.bulk_create(Attachment(**whose, paper=paper, by=by, **file) for file in files)


@transaction.atomic
def tick_papers(dossier: Dossier, papers: Collection[str], by: User) -> None:
    """Note which papers are here now, while the unit owes a supplement; among those the dossier's rules speak of."""
    clerk.allow(by, "workflow.intake")
    errands.lock([dossier])
    if not dossier.lines.filter(state=State.RETURNED).exists():
        raise Stale("Hồ sơ không còn chờ bổ sung; không có gì thay đổi. Hãy tải lại trang.")
    if holder := errands.held_by_others(errands.desks([dossier.pk]), by).get((dossier.pk, Duty.INTAKE)):
        raise NotAllowed(f"Hồ sơ đang do {holder} giữ.")
    dossier.refresh_from_db(fields=["papers"])
    rules = Rule.objects.filter(pk__in=dossier.lines.values("rule"))
    names = {paper["code"]: paper["name"] for rule in rules for paper in rule.papers if paper.get("by") != "agency"}
    before = set(dossier.papers)
    wanted = [code for code in names if code in papers] + sorted(before - set(names))  # answers of other authorities stay
    changes = [f"nhận thêm {names[code]}" for code in wanted if code not in before]
    changes += [f"bỏ ghi nhận {names.get(code, code)}" for code in dossier.papers if code not in wanted]
    if changes:
        Dossier.objects.filter(pk=dossier.pk).update(papers=wanted)
        Act.objects.create(step="tick_papers", by=by, at=timezone.now(), note=f"{dossier.code}: {'; '.join(changes)}")
        dossier.papers = wanted


@transaction.atomic
def detach(draft: Draft, attachment: int, by: User) -> None:
    """Take a file off a draft. Files of a received dossier stay."""
    own(draft, by).attachments.filter(pk=attachment).delete()


@transaction.atomic
def discard(draft: Draft, by: User) -> None:
    """Throw the draft away, with its attachments."""
    own(draft, by).delete()


def own(draft: Draft, by: User) -> Draft:
    """The draft, locked and read afresh; only its owner touches it."""
    clerk.allow(by, "workflow.intake")
    try:
        draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())
    except Draft.DoesNotExist as gone:
        raise Stale("Hồ sơ nháp này đã được tiếp nhận hoặc đã bỏ; không có gì thay đổi.") from gone
    if draft.owner_id != by.pk:
        raise NotAllowed("Hồ sơ nháp này do người khác soạn.")
    return draft


def allowed_awards(unit: Unit, kind: Kind, on: date) -> list[AwardType]:
    """The awards this unit may propose for this reason on that day: those with a rule in force and the unit among proposers."""
    codes = Rule.on(on).filter(kind=kind).values("award")
    awards = AwardType.objects.filter(code__in=codes)
    return [award for award in awards if not award.proposers or unit.kind in award.proposers]


def kinds(day: date) -> list[Kind]:
    """The reasons for which something can be asked on that day: those with rules in force, here and in the registry."""
    known = set(Rule.on(day).order_by().values_list("kind", flat=True).distinct()) & {kind for _, kind in awards.AWARDS}
    return [kind for kind in Kind if kind in known and kind.gives]


def takers(asked: Iterable[AwardType], kind: Kind, day: date) -> dict[str, list[str]]:
    """Who may be proposed for each of these awards by reason of `kind`: of those the catalogue names, whom the rules have criteria for."""
    on, found = switched(), {}
    for award in asked:
        try:
            criteria = awards.in_force(award.code, kind, day, on).criteria
        except LookupError:
            criteria = {}
        found[award.code] = [taker for taker in award.kinds if not criteria or taker in criteria]
    return found


@transaction.atomic
def register(draft: Draft, by: User) -> Dossier:
    """Receive the dossier: code, due date, recipients, lines, first errand. The draft is gone; or nothing happened."""
    header, rows = (held := own(draft, by)).header, held.rows
    if missing := [label for name, label in NEEDED.items() if not header.get(name)]:
        raise Refused({0: "Phần thông tin chung còn thiếu: " + ", ".join(missing)})
    received = datetime.fromisoformat(header["received_at"]) if header.get("received_at") else timezone.now()
    unit, kind, day = Unit.objects.get(pk=header["unit_id"]), Kind(header["kind"]), timezone.localdate(received)
    lineage.refuse_unit(unit, day)
    lineage.refuse_named(rows, day)
    movement = movements.check(kind, header.get("movement_id"))
    check_awards(rows, unit, kind, day)
    days = working_days(rows, kind, day)
    case = simplified.case_of(kind, day, {row["award"] for row in rows}, header.get("case") or "")
    dossier = Dossier.objects.create(
        code=next_code(day), unit=unit, unit_name=unit.name, letter_number=header["letter_number"],
        letter_date=date.fromisoformat(header["letter_date"]), kind=kind, case=case, round_id=header.get("round_id"),
        movement=movement, contact_name=header["contact_name"], contact_phone=header.get("contact_phone", ""),
        contact_email=header.get("contact_email", ""), papers=header.get("papers", []), copies=header.get("copies") or 1,
        received_at=received, received_by=by, working_days=days, due_on=promised(received, days))
    dossier.search = fold(f"{dossier.code} {dossier.letter_number} {dossier.unit_name}")[:400]
    dossier.save(update_fields=["search"])
    clerk.register(dossier, lines(rows, unit), by)
    held.attachments.update(draft=None, dossier=dossier)
    held.delete()
    return dossier


def lines(rows: Sequence[Row], unit: Unit) -> list[Line]:
    """A line for each row, tied to the recipient it speaks of."""
    return [
        Line(no=no, recipient=recipient, **{name: row.get(name) or "" for name in ("name", "position", "workplace", "citation", "award")},
             band=row.get("band") or "")
        for no, (row, recipient) in enumerate(zip(rows, entering.recipients(rows, unit), strict=True), 1)
    ]


def check_awards(rows: Sequence[Row], unit: Unit, kind: Kind, day: date) -> None:
    """Every row asks for an award that this unit may propose for this kind of recipient."""
    allowed = {award.code: award for award in allowed_awards(unit, kind, day)}
    known, refused = takers(allowed.values(), kind, day), {}
    for no, row in enumerate(rows, 1):
        award = allowed.get(row["award"])
        if award is None:
            refused[no] = f"{unit} không được đề nghị {row['award']} theo loại hình {kind.label.lower()}"
        elif row["kind"] not in known[award.code]:
            refused[no] = f"{award.name} ({kind.label.lower()}) không dành cho đối tượng này"
    if refused:
        raise Refused(refused)


def working_days(rows: Sequence[Row], kind: Kind, day: date) -> int:
    """The dossier's time: the longest among its awards."""
    days = dict(Rule.on(day).filter(kind=kind).values_list("award", "working_days"))
    return max((days[row["award"]] for row in rows), default=0)


def promised(received: datetime, days: int) -> date:
    """The day written on the receipt."""
    due = clock.due(timezone.localtime(received), days, calendar()).due
    if due is None:
        raise RuntimeError("a clock without an open pause always has a due day")
    return due


def next_code(day: date) -> str:
    """The next dossier code of that day, by the office's pattern; the serial restarts daily."""
    office = Office.on(day).first()
    pattern = office.dossier_code if office else "H99-{date:%y%m%d}-{serial:04d}"
    return pattern.format(date=day, serial=Register.next("hồ sơ", day.isoformat()))
