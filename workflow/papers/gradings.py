"""Reads a unit's list of yearly performance results from a workbook, row by row; stores nothing and matches nobody."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from openpyxl.utils import get_column_letter

from workflow.law.names import fold, nfc
from workflow.law.words import Level, RecipientKind

from . import cells
from .contents import BadFile
from .terms import Fault
from .workbook import Cell, Sheet, Source, opened

MAX_ROWS = 5_000
LOOKED_AT = 20
COLUMNS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple((name, title, re.compile(pattern)) for name, title, pattern in (
    ("number", "STT", r"(stt|tt|so tt|so thu tu)"),
    ("identity", "Số định danh", r".*\b(cccd|cmnd|can cuoc|dinh danh)\b.*"),
    ("birth", "Ngày sinh", r"(ngay|nam)\b.*\bsinh\b.*|sinh ngay"),
    ("decided_on", "Ngày quyết định", r"ngay( ky| ban hanh)? (qd|quyet dinh|van ban)\b.*"),
    ("decision_number", "Số quyết định", r"(so )?(qd|quyet dinh|van ban)\b.*"),
    ("level", "Mức xếp loại", r"(muc|ket qua)\b.*|xep loai\b.*|danh gia\b.*"),
    ("year", "Năm", r"nam( xep loai| danh gia| cong tac)?"),
    ("unit", "Đơn vị", r"(don vi|co quan|noi cong tac|phong ban)\b.*"),
    ("name", "Họ và tên", r"(ho (va )?ten|ten|ho ten)\b.*"),
))
TITLES = {name: title for name, title, _ in COLUMNS}
MUST = ("name", "year", "level")
LEVELS = {
    **dict.fromkeys(("htxsnv", "htxs", "xuat sac", "hoan thanh xuat sac nhiem vu", "hoan thanh xuat sac"), Level.EXCELLENT),
    **dict.fromkeys(("httnv", "htt", "tot", "hoan thanh tot nhiem vu", "hoan thanh tot"), Level.GOOD),
    **dict.fromkeys(("htnv", "hoan thanh", "hoan thanh nhiem vu"), Level.DONE),
    **dict.fromkeys(("khtnv", "khong hoan thanh", "khong hoan thanh nhiem vu"), Level.FAILED),
}


@dataclass(frozen=True)
class Grading:
    """One row: whose, which year, which level, by which paper. Only rows without faults can be recorded."""

    sheet_row: int
    name: str = ""
    kind: RecipientKind = RecipientKind.PERSON
    identity: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str = ""
    unit: str = ""
    year: int = 0
    level: Level | None = None
    decision_number: str = ""
    decided_on: date | None = None
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def person(self) -> dict[str, Any]:
        """As the engine's matching reads rows of any list."""
        return {
            "kind": self.kind, "name": self.name, "identity": self.identity, "sex": self.sex, "birth_year": self.birth_year,
            "birth_date": self.birth_date.isoformat() if self.birth_date else None}


@dataclass
class OneRow:
    """A row while it is read: its cells by the names of their columns, and what is found of them."""

    number: int
    values: dict[str, Cell]
    letters: dict[str, str]
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def cell(self, name: str, read: Callable[[Cell, Callable[[str], None]], Any], default: Any) -> Any:
        """What a cell says; the default where it is empty or cannot be read."""
        if name not in self.values:
            if name in MUST:
                self.faults.append(f"Thiếu “{TITLES[name]}”")
            return default
        at = f"Ô {self.letters[name]}{self.number}"
        try:
            if self.values[name].type in "ef":
                raise Fault("Ô chứa công thức hoặc lỗi; hãy dán giá trị")
            return read(self.values[name], lambda text: self.doubts.append(f"{at}: {text}"))
        except Fault as fault:
            self.faults.append(f"{at}: {fault}")
            return default


def read(source: Source, today: date) -> list[Grading]:
    """The rows of the first sheet with a header; BadFile when there is none."""
    with opened(source) as sheets:
        for sheet in sheets:
            if header := _header(sheet):
                return _rows(sheet, *header, today)
    wanted = ", ".join(f"“{TITLES[name]}”" for name in MUST)
    raise BadFile(f"Không tìm thấy dòng tiêu đề có đủ các cột {wanted}", "Hãy thêm dòng tiêu đề rồi tải lên lần nữa")


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of titles and the column of each field."""
    for number, found in islice(sheet.rows(), LOOKED_AT):
        columns: dict[str, int] = {}
        for column, cell in sorted(found.items()):
            if (name := _meaning(cell)) and name not in columns:
                columns[name] = column
        if all(name in columns for name in MUST):
            return number, columns
    return None


def _meaning(cell: Cell) -> str:
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(str(cell.value)[:120])).split())
    return next((name for name, _, pattern in COLUMNS if pattern.fullmatch(plain)), "")


def _rows(sheet: Sheet, header: int, columns: dict[str, int], today: date) -> list[Grading]:
    rows: list[Grading] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, found in sheet.rows():
        values = {name: found[column] for name, column in columns.items() if column in found and str(found[column].value).strip()}
        if number <= header or not any(name in values for name in ("name", "level", "identity")):
            continue
        if len(rows) == MAX_ROWS:
            raise BadFile(f"Danh sách có hơn {MAX_ROWS:,} dòng".replace(",", "."), "Hãy chia thành nhiều danh sách nhỏ hơn")
        rows.append(_once(_row(number, values, {name: get_column_letter(column) for name, column in columns.items()}, today), seen))
    if not rows:
        raise BadFile("Dưới dòng tiêu đề không có dòng nào", "Hãy kiểm tra lại tệp rồi tải lên lần nữa")
    return rows


def _once(row: Grading, seen: dict[tuple[object, ...], int]) -> Grading:
    """Nobody is judged twice for one year; two without number or birth date may be two people."""
    who = row.identity or (fold(row.name), row.birth_date) if row.identity or row.birth_date else None
    if who is None or row.faults:
        return row
    before = seen.setdefault((who, row.year), row.sheet_row)
    if before == row.sheet_row:
        return row
    return replace(row, faults=(f"Trùng người và năm với dòng {before}",))


def _row(number: int, values: dict[str, Cell], letters: dict[str, str], today: date) -> Grading:
    """One row, each cell read on its own, so that all its faults are told at once."""
    row = OneRow(number, values, letters)
    cell = row.cell
    kind = cells.kind_by_name(nfc(str(values["name"].value))) if "name" in values else None
    kind = kind or RecipientKind.PERSON
    identity = cell("identity", lambda c, warn: cells.number(c.value, today, warn), ("", "", None))
    born = cell("birth", lambda c, warn: cells.birth(c.value, today, warn), (None, identity[2]))
    return Grading(
        number, cell("name", lambda c, warn: cells.name(c.value, kind, warn, old_font=c.old_font), ""), kind, identity[0], born[0], born[1],
        str(identity[1]), cell("unit", _text, ""), cell("year", lambda c, warn: _year(c.value, today), 0), cell("level", _level, None),
        cell("decision_number", _text, "")[:60], cell("decided_on", lambda c, warn: _day(c.value, today), None),
        tuple(row.faults), tuple(row.doubts))


def _text(cell: Cell, warn: Callable[[str], None]) -> str:
    return cells.text(cell.value, "note", warn, old_font=cell.old_font)


def _year(value: Any, today: date) -> int:
    found = re.fullmatch(r"(?:năm\s*)?((?:19|20)\d\d)(?:\.0)?", nfc(str(value)).strip().lower())
    if not found or int(found[1]) > today.year:
        raise Fault(f"Năm “{str(value)[:20]}” không đúng; hãy ghi bốn chữ số, không sau năm nay")
    return int(found[1])


def _level(cell: Cell, warn: Callable[[str], None]) -> Level:
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(str(cell.value))).split())
    if plain not in LEVELS:
        raise Fault(f"Mức “{str(cell.value)[:40]}” không rõ; hãy ghi một trong: {'; '.join(level.label for level in reversed(Level))}")
    return LEVELS[plain]


def _day(value: Any, today: date) -> date:
    if isinstance(value, datetime):
        value = f"{value:%d/%m/%Y}"
    try:
        day = datetime.strptime(re.sub(r"[-.]", "/", str(value).strip()), "%d/%m/%Y").date()
    except ValueError:
        raise Fault(f"Ngày “{str(value)[:20]}” không đúng; hãy ghi ngày/tháng/năm") from None
    if day > today:
        raise Fault(f"Ngày {day:%d/%m/%Y} ở sau hôm nay")
    return day
