"""From a form's words to its facts: blank, or with what a draft and the register know written in."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow.law.names import nfc
from workflow.law.words import Case, Kind, RecipientKind, Sex
from workflow.models import AwardRecord, AwardType, Movement, Office, Unit

from .. import facts
from ..unit_forms import Form
from .common import midnight, office_on, spot

LISTED = 300  # nominees listed in a letter; more go in a list of their own
RECORDS = 60  # awards of one recipient that a report has room for
SUPERIOR, BODY, PLACE = "Tên cơ quan cấp trên", "Tên đơn vị", "……"
SEVERAL = "các danh hiệu, hình thức khen thưởng"
Row = Mapping[str, Any]  # as papers.listing.Row.to_json gives it


@dataclass(frozen=True)
class Known:
    """What is written in: texts and table rows by the names the form gives its places."""

    texts: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    unit: str = ""
    number: str = ""
    day: date | None = None


def blank(form: Form, award: AwardType, on: date) -> facts.UnitForm:
    """The form with nothing in it but the award; the same facts every day, so that it is printed once."""
    return written(form, award, Known(), office_on(on), made_on=form.since)


def filled(form: Form, award: AwardType | None, known: Known, on: date) -> facts.UnitForm:
    """The form with what is known written in; without an award it is about several."""
    return written(form, award, known, office_on(on), made_on=on)


def written(form: Form, award: AwardType | None, known: Known, office: Office, *, made_on: date) -> facts.UnitForm:
    """The form's facts."""
    words = {"{award}": award.name if award else SEVERAL, "{addressee}": addressee(award, office), "{province}": office.province}

    def say(text: str) -> str:
        for place, word in words.items():
            text = text.replace(place, word)
        return text

    letter = form.code == "to-trinh"
    return facts.UnitForm(
        made_at=midnight(made_on), head=head(form, known, office), symbol=(letter and known.number) or form.symbol,
        day=known.day if letter else None, title=form.title, subject=say(form.subject), addressees=tuple(map(say, form.to)),
        parts=tuple(parts(form, known, say)), signs=tuple(map(sign, form.signs)), below=(sign(form.below),) if form.below else (),
        recipients=form.copies, source=form.source, verified=form.verified)


def addressee(award: AwardType | None, office: Office) -> str:
    """Who is asked: the head who gives what is given below the province, else the chairman, who gives it or passes it on."""
    if award and award.decides in ("dn", "xa", "so"):
        return str(award.get_decides_display())
    return f"Chủ tịch Ủy ban nhân dân {office.province}"


def head(form: Form, known: Known, office: Office) -> facts.Head:
    """Whose paper it is: the office's, a person's without any body, the unit's by name or with room for it."""
    if form.office:
        return facts.Head(superior=office.committee, body=office.department, place=office.place)
    if form.private:
        return facts.Head(superior="", body="", place=PLACE)
    return facts.Head(superior="" if known.unit else SUPERIOR, body=known.unit or BODY, place=PLACE)


def sign(text: str) -> facts.FormSign:
    """Title and manner of a signature."""
    title, how = text.split("|")
    return facts.FormSign(title=title, how=how)


def parts(form: Form, known: Known, say: Callable[[str], str]) -> Iterator[facts.FormPart]:
    """The parts in their order."""
    for part in form.parts:
        room = tuple(range(1, part.get("lines", 0) + 1))
        if "table" in part:
            yield table(part, known.tables.get(part.get("fill", ""), ()))
        elif "f" in part:
            value = known.texts.get(part.get("fill", ""), "")
            yield facts.FormPart(label=say(part["f"]), value=value, room=() if value else room)
        elif room:
            yield facts.FormPart(room=room)
        else:
            yield facts.FormPart(heading=say(part.get("h", "")), text=say(part.get("t", "")), hint=say(part.get("hint", "")))


def table(part: Mapping[str, Any], given: Sequence[Mapping[str, str]]) -> facts.FormPart:
    """A table with the rows that are known, the rows its words give, or blank ones."""
    columns = [column.split("|") for column in part["table"]]
    names = [name for _, _, name in columns]
    asked = part["rows"]
    if given:
        rows = [tuple(str(no) if name == "no" else row.get(name, "") for name in names) for no, row in enumerate(given, 1)]
    else:
        rows = [tuple(row) for row in asked] if isinstance(asked, list) else [("",) * len(names)] * asked
    return facts.FormPart(
        columns=tuple(facts.FormColumn(title=title, width=int(width or 0)) for title, width, _ in columns),
        rows=tuple(facts.FormRow(cells=cells) for cells in rows))


def of_dossier(unit: Unit | None, header: Mapping[str, Any], rows: Sequence[Row], names: Mapping[str, str]) -> Known:
    """What a draft knows as a whole: unit, letter, reason, counts, the list."""
    letter_day = header.get("letter_date")
    listed = [nominee(row, names) for row in rows] if len(rows) <= LISTED else [{"name": f"{len(rows)} đối tượng, theo danh sách kèm theo"}]
    name = unit.name if unit else ""
    return Known(
        texts={"unit": name, "counts": counts(rows, names), **reason(header)}, tables={"nominees": listed}, unit=name,
        number=header.get("letter_number") or "", day=date.fromisoformat(letter_day) if letter_day else None)


def of_nominee(unit: Unit | None, header: Mapping[str, Any], row: Row, records: Sequence[AwardRecord], groups: Mapping[str, str]) -> Known:
    """What is known of one nominee: the row, and the awards on the register by their group."""
    said = {name: row.get(name) or "" for name in ("name", "identity", "position", "workplace", "citation")}
    texts = {
        **reason(header), **said, "name": shown_name(row), "birth": birth(row), "born": born(row), "sex": sex(row),
        "place": spot(said["position"], said["workplace"]), "unit": unit.name if unit else ""}
    kept = list(records)[-RECORDS:]
    titles = [record for record in kept if groups.get(record.award) == "danh-hieu"]
    return Known(
        texts=texts, unit=unit.name if unit else "",
        tables={"titles": list(map(past, titles)), "forms": [past(record) for record in kept if record not in titles]})


def reason(header: Mapping[str, Any]) -> dict[str, str]:
    """Why the dossier is sent in: kind, case, movement."""
    movement = Movement.objects.filter(pk=header["movement_id"]).first() if header.get("movement_id") else None
    return {
        "kind": Kind(header["kind"]).label if header.get("kind") else "", "case": Case(header["case"]).label if header.get("case") else "",
        "movement": movement.name if movement else ""}


def counts(rows: Sequence[Row], names: Mapping[str, str]) -> str:
    """“Bằng khen…: 2 tập thể, 3 cá nhân; …” in the order of the list."""
    tally = Counter((row["award"], row["kind"]) for row in rows)
    by_award: dict[str, list[str]] = {}
    for (award, kind), size in tally.items():
        by_award.setdefault(names.get(award, award), []).append(f"{size} {RecipientKind(kind).label.lower()}")
    return "; ".join(f"{award}: {', '.join(sizes)}" for award, sizes in by_award.items())


def nominee(row: Row, names: Mapping[str, str]) -> dict[str, str]:
    """One row of the list."""
    return {
        "name": nfc(row["name"]), "born": born(row), "place": spot(row.get("position") or "", row.get("workplace") or ""),
        "award": names.get(row["award"], row["award"])}


def past(record: AwardRecord) -> dict[str, str]:
    """One award on the register."""
    return {
        "year": record.period or str(record.decided_on.year), "award": record.award_name,
        "decision": f"Quyết định số {record.decision_number} ngày {record.decided_on:%d/%m/%Y}; {record.authority}"}


def shown_name(row: Row) -> str:
    """A person's name in capitals, as the report wants it."""
    name = nfc(row["name"])
    return name.upper() if row["kind"] == RecipientKind.PERSON else name


def birth(row: Row) -> str:
    """Day of birth, or the year where only that is known."""
    day = row.get("birth_date")
    return f"{date.fromisoformat(day):%d/%m/%Y}" if day else str(row.get("birth_year") or "")


def sex(row: Row) -> str:
    """Male or female, where it is known."""
    return Sex(row["sex"]).label if row.get("sex") else ""


def born(row: Row) -> str:
    """Birth and sex in one cell."""
    return ", ".join(filter(None, (birth(row), sex(row))))
