"""What the counter's pages show of a draft: its terms, its outlook if it were received now, its rows page by page."""
from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from forms.intake import lacking
from workflow.engine.errors import Refused
from workflow.engine.receiving import counter, intake, paper_forms, simplified
from workflow.engine.stopping import blocks
from workflow.law.catalogue import AwardName
from workflow.law.names import fold
from workflow.law.words import Case, Kind, RecipientKind
from workflow.models import AwardType, Draft, Movement, Round, Unit
from workflow.papers.listing import Notes, Row
from workflow.papers.sheets import Terms
from workflow.papers.twins import Twins

ROWS = 20  # a page
HELD_SHOWN = 10  # recipients on hold named one by one
AWARD = ("code", "name", "short", "kinds")


@dataclass(frozen=True)
class Shown:
    """One row of a draft's list as the table shows it. `no` counts from 1; `mark` tells the row from what may stand there later."""

    no: int
    mark: str
    kind: str
    name: str
    born: str
    identity: str
    position: str
    workplace: str
    award: str


@dataclass(frozen=True)
class RowsPage:
    """A page of the list."""

    rows: list[Shown]
    total: int
    found: int
    page: int
    pages: int

    @property
    def before(self) -> int:
        """The page before; 0 when there is none."""
        return self.page - 1

    @property
    def after(self) -> int:
        """The next page; 0 when there is none."""
        return self.page + 1 if self.page < self.pages else 0


@dataclass(frozen=True)
class Outlook:
    """What receiving the draft now would mean. `faults` stand in its way (anchor, sentence); `doubts` do not."""

    unit: Unit | None
    kind: Kind | None
    received_on: date
    days: int = 0
    due: date | None = None
    awards: list[tuple[str, int]] = field(default_factory=list)
    total: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def received_at(header: Mapping[str, Any]) -> datetime:
    """The typed moment, else now."""
    return datetime.fromisoformat(header["received_at"]) if header.get("received_at") else timezone.now()


def unit_of(header: Mapping[str, Any]) -> Unit | None:
    """The chosen unit."""
    return Unit.objects.filter(pk=header["unit_id"]).first() if header.get("unit_id") else None


def kind_of(header: Mapping[str, Any]) -> Kind | None:
    """The chosen kind."""
    return Kind(header["kind"]) if header.get("kind") else None


def terms_of(header: Mapping[str, Any]) -> Terms:
    """On what terms rows are read: the awards this unit may ask for; all that have a procedure while unit or kind is open."""
    unit, kind, day = unit_of(header), kind_of(header), timezone.localdate(received_at(header))
    awards = {row["code"]: AwardName.of(row) for row in AwardType.objects.values(*AWARD)}
    if not (unit and kind):
        return Terms.of(awards, timezone.localdate())
    allowed = intake.takers(intake.allowed_awards(unit, kind, day), kind, day)
    awards |= {code: replace(awards[code], kinds=frozenset(map(RecipientKind, takers))) for code, takers in allowed.items()}
    return Terms.of(awards, timezone.localdate(), None, allowed)


def mark(row: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """A short digest of a row, or of a whole list."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:12]


def chosen(header: Mapping[str, Any]) -> dict[str, Any]:
    """What else the letter is for: the simplified case, the round, the movement; each empty when there is none."""
    said = header.get("case") or ""
    return {
        "case": Case(said).label if said in list(Case) else "", "round": Round.objects.filter(pk=header.get("round_id") or 0).first(),
        "movement": Movement.objects.filter(pk=header.get("movement_id") or 0).first()}


def rows_page(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], page: int = 1, search: str = "") -> RowsPage:
    """One page of a list, found without accents by name or identity number."""
    words = fold(search).split()
    places = [i for i, row in enumerate(rows) if all(word in fold(f"{row['name']} {row.get('identity')}") for word in words)] \
        if words else range(len(rows))
    pages = max(1, -(-len(places) // ROWS))
    page = min(max(page, 1), pages)
    return RowsPage(
        [shown(i + 1, rows[i], names) for i in places[(page - 1) * ROWS:page * ROWS]], len(rows), len(places), page, pages)


def shown(no: int, row: Mapping[str, Any], names: Mapping[str, str]) -> Shown:
    """A row in words."""
    birth = row.get("birth_date")
    return Shown(
        no, mark(row), RecipientKind(row["kind"]).label, row["name"],
        f"{date.fromisoformat(birth):%d/%m/%Y}" if birth else str(row.get("birth_year") or ""), row.get("identity") or "",
        row.get("position") or "", row.get("workplace") or "", names.get(row["award"], row["award"]))


def repeats(rows: Sequence[Mapping[str, Any]], terms: Terms) -> dict[int, str]:
    """Rows that propose somebody for an award for which an earlier row proposes him: number → why."""
    twins, found = Twins(terms), {}
    for no, row in enumerate(rows, 1):
        notes = Notes()
        twins.check(Row.from_json({"sheet_row": 0, **row}), {"name": f"dòng {no}", "identity": f"dòng {no}"}, notes)
        if notes.errors:
            found[no] = "; ".join(notes.errors.values()).replace("ô dòng", "dòng")
    return found


def outlook(draft: Draft) -> Outlook:
    """The draft seen as a dossier."""
    header, rows = draft.header, draft.rows
    unit, kind, moment = unit_of(header), kind_of(header), received_at(header)
    day = timezone.localdate(moment)
    faults = [(f"id_{name}", f"Thiếu {label}") for name, label in lacking(header).items()]
    if not rows:
        faults.append(("danh-sach", "Danh sách chưa có dòng nào"))
    days, refused = 0, dict[int, str]()
    if unit and kind and rows:
        try:
            intake.check_awards(rows, unit, kind, day)
            days = intake.working_days(rows, kind, day)
            simplified.case_of(kind, day, {row["award"] for row in rows}, header.get("case") or "")
        except Refused as no:
            refused = no.reasons
    faults += [("danh-sach", f"Dòng {no}: {why}") if no else ("id_case", why) for no, why in sorted(refused.items())]
    names, tally = AwardType.short_names(), Counter(row["award"] for row in rows)
    return Outlook(
        unit, kind, day, days, intake.promised(moment, days) if days else None,
        [(names.get(code, code), n) for code, n in tally.most_common()], len(rows), faults,
        [*doubts(header, kind, day, list(tally)), *held(rows, unit)])


def held(rows: Sequence[Mapping[str, Any]], unit: Unit | None) -> list[str]:
    """Who in the list is on hold: that and since when; why is not for the counter to know."""
    found = [f"{rows[place]['name']}: {blocks.caution(hold)}" for place, hold in blocks.in_list(rows, unit).items()]
    return [*found[:HELD_SHOWN], *([f"… và {len(found) - HELD_SHOWN} đối tượng khác đang tạm dừng"] * (len(found) > HELD_SHOWN))]


def asked_for(rows: Sequence[Mapping[str, Any]], unit: Unit | None, kind: Kind, day: date) -> set[str]:
    """The awards that the list names; while it is empty, those the unit may propose."""
    named = {row["award"] for row in rows}
    return named or {award.code for award in intake.allowed_awards(unit, kind, day)} if unit else named


def forms_of(draft: Draft, codes: Sequence[str], outlook: Outlook, named: Collection[str]) -> dict[str, tuple[paper_forms.Choice, ...]]:
    """The forms of the papers a draft must have, by paper; for awards that are only possible yet, those of whoever may get them."""
    kind, day = outlook.kind or "", outlook.received_on
    offered = {} if draft.rows else intake.takers(AwardType.objects.filter(code__in=named), Kind(kind), day)
    return paper_forms.of_list(codes, draft.rows, offered, kind, day)


def wanted(paper: counter.Demanded, awards: Sequence[str]) -> bool:
    """Must it be here? While no award is named, only what every one of them demands."""
    return paper.required and bool(awards or not paper.only_for)


def doubts(header: Mapping[str, Any], kind: Kind | None, day: date, awards: Sequence[str]) -> list[str]:
    """What the clerk should know before receiving; none of it forbids."""
    found = []
    if kind:
        ticked = set(header.get("papers", []))
        asked = counter.demanded(kind, day, awards)
        if missing := [paper.name for paper in asked if wanted(paper, awards) and paper.code not in ticked]:
            found.append(f"Thiếu giấy tờ: {'; '.join(missing)}")
    if header.get("round_id") and (chosen := Round.objects.filter(pk=header["round_id"], closes_on__lt=day).first()):
        found.append(f"Nộp sau hạn của {chosen.name} (hạn {chosen.closes_on:%d/%m/%Y}); hồ sơ vẫn được nhận, ghi là nộp muộn")
    elif kind is Kind.THEMATIC and header.get("movement_id") and (about := Movement.objects.filter(pk=header["movement_id"]).first()):
        if about.closes_on and about.closes_on < day:
            found.append(f"Nộp sau hạn của phong trào (hạn {about.closes_on:%d/%m/%Y}); hồ sơ vẫn được nhận, ghi là nộp muộn")
        if not about.closes_on:
            found.append("Phong trào chưa ghi ngày hội nghị nên chưa biết hạn gửi hồ sơ")
    return found
