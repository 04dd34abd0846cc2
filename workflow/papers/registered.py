"""The list on which a unit registers titles at the start of the year: the empty workbook, and the reading of a filled one."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from workflow.law.catalogue import AwardName
from workflow.law.names import fold, nfc
from workflow.law.words import RecipientKind

from .cells import number
from .contents import BadFile
from .terms import Fault, Terms
from .workbook import Cell, Source, opened, put

COLUMNS = {  # name: (title, width, words that tell the column)
    "award": ("Danh hiệu", 40, "danh hieu"), "kind": ("Đối tượng", 14, "doi tuong"),
    "name": ("Họ và tên / tên tập thể", 40, "ten"), "identity": ("Số định danh (nếu có)", 20, "dinh danh"),
    "count": ("Hoặc số lượng", 14, "so luong"),
}
MOST = 5_000
HEADER_ROWS = 20  # the header stands among the first ones


@dataclass
class Listed:
    """What a list says: rows for the engine, and what is wrong by row of the sheet."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def template(awards: Mapping[str, AwardName]) -> bytes:
    """An empty list."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Đăng ký thi đua"
    for column, (title, width, _) in enumerate(COLUMNS.values(), 1):
        sheet.cell(1, column, title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row in range(2, 200):
        sheet.cell(row, 4).number_format = "@"  # text, or Excel drops zeros
    names = book.create_sheet("Danh hiệu")
    for row, award in enumerate(awards.values(), 1):
        put(names.cell(row, 1), award.name)
        put(names.cell(row, 2), award.code)
    names.column_dimensions["A"].width = 60
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(source: Source, awards: Mapping[str, AwardName], today: date) -> Listed:
    """Every row of the first sheet that has the header; BadFile when there is none."""
    terms, found = Terms.of(awards, today), Listed()
    with opened(source) as sheets:
        for sheet in sheets:
            places: dict[str, int] = {}
            for no, cells in sheet.rows():
                if not places:
                    places = header(cells)
                    if not places and no > HEADER_ROWS:
                        break
                    continue
                if len(found.rows) + len(found.faults) >= MOST:
                    raise BadFile(f"Danh sách có hơn {MOST} dòng", "Hãy tách thành nhiều tệp")
                row(no, {name: cells.get(column) for name, column in places.items()}, terms, found)
            if places:
                return found
    raise BadFile("Không thấy dòng tiêu đề có cột “Danh hiệu” và cột tên hoặc “Số lượng”", "Hãy dùng tệp mẫu")


def header(cells: Mapping[int, Cell]) -> dict[str, int]:
    """The columns of a header row; empty for another row."""
    found: dict[str, int] = {}
    for column, cell in cells.items():
        text = fold(str(cell.value))
        for name, (_, _, mark) in COLUMNS.items():
            if mark in text and name not in found:
                found[name] = column
                break
    return found if "award" in found and ("name" in found or "count" in found) else {}


def row(no: int, cells: Mapping[str, Cell | None], terms: Terms, found: Listed) -> None:
    """One row: understood, or told why not; an empty one is passed over."""
    if not any(cell and str(cell.value).strip() for cell in cells.values()):
        return
    try:
        made = understood(cells, terms)
    except Fault as fault:
        found.faults.append((no, str(fault)))
    else:
        found.rows.append({**made, "sheet_row": no})


def understood(cells: Mapping[str, Cell | None], terms: Terms) -> dict[str, Any]:
    """The row for the engine."""
    for cell in cells.values():
        if cell and cell.type in ("f", "e"):
            raise Fault("Có ô chứa công thức hoặc lỗi của bảng tính; hãy dán lại bằng giá trị")
        if cell and cell.old_font:
            raise Fault("Chữ dùng phông cũ (TCVN3, VNI); hãy chuyển sang Unicode")
    said = {name: nfc(str(cell.value)).strip() if cell else "" for name, cell in cells.items()}
    if not said["award"]:
        raise Fault("Chưa ghi danh hiệu")
    code, name = terms.award(said["award"]), said.get("name", "")
    kind = kind_of(said.get("kind", ""), terms.awards[code])
    count = amount(said.get("count", ""))
    if bool(name) == bool(count):
        raise Fault("Ghi tên đối tượng hoặc số lượng, không ghi cả hai")
    if len(name) > 200:
        raise Fault("Tên dài quá 200 ký tự")
    identity = cells.get("identity")
    who = number(identity.value, terms.today, lambda _: None)[0] if identity and said["identity"] else ""
    return {"award": code, "kind": str(kind), "name": name, "count": count, "identity": who}


def kind_of(text: str, award: AwardName) -> RecipientKind:
    """As written, or as the only kind that the award knows."""
    if text:
        for kind in RecipientKind:
            if fold(kind.label) == fold(text):
                return kind
        raise Fault(f"Không hiểu đối tượng “{text[:40]}”; ghi Cá nhân, Tập thể hoặc Hộ gia đình")
    if len(award.kinds) == 1:
        return RecipientKind(next(iter(award.kinds)))
    raise Fault("Chưa ghi đối tượng")


def amount(text: str) -> int | None:
    """A whole number from 1."""
    if not text:
        return None
    plain = text.removesuffix(".0")
    if not (plain.isascii() and plain.isdigit() and 1 <= int(plain[:6]) <= 9999 and len(plain) < 5):
        raise Fault(f"Số lượng phải là số từ 1 đến 9999, không thể là “{text[:20]}”")
    return int(plain)
