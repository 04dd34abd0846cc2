"""Reads the rows of a list below its header, one by one, and then judges the list as a whole."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime

from openpyxl.utils import column_index_from_string, get_column_letter

from workflow.law.words import RecipientKind

from .contents import BadFile
from .headers import TITLES, Header
from .listing import Notes, Row, Staged
from .reading import ASKED, INSTEAD, read_row
from .sections import Sections
from .terms import Terms
from .twins import Twins
from .workbook import Cell, Sheet

MAX_ROWS = 20_000
MANY = 20  # so many blank cells are one blank column
# A cell merged over several rows holds for each of them in these columns; a person needs a name and number of his own.
SHARED = {"kind", "workplace", "position", "band", "award", "citation", "note"}
WANTED = {"birth": "birth_year", "sex": "sex", "identity": "identity", "band": "band"}
FLIPPED = (
    "Cột có ngày ở dạng chữ (ngày lớn hơn 12) lẫn dạng ngày (mọi ngày đều không quá 12): có thể Excel đã đảo ngày và tháng; "
    "hãy đối chiếu với giấy tờ")
DAY_FIRST = re.compile(r"\s*(\d{1,2})[/.\-]\d{1,2}[/.\-]\d{4}\s*")


def missing(name: str, sheet: Sheet, header: Header) -> str:
    """What to say of a required column that is not there: where it was sought and what was found instead."""
    known = ", ".join(f"“{TITLES.get(place, place)}” ({letter})" for place, letter in header.letters.items()) or "không có"
    strange = "; không hiểu: " + ", ".join(f"“{title[:40]}”" for title in header.strangers.values()) if header.strangers else ""
    return (f"Thiếu cột bắt buộc “{TITLES[name]}”. Đã tìm ở dòng tiêu đề {header.row} của trang tính “{sheet.title}”; "
            f"các cột nhận ra: {known}{strange}")


class Roll:
    """One list on its way from cells to rows."""

    def __init__(self, sheet: Sheet, header: Header, terms: Terms, notes: Notes) -> None:
        self.sheet, self.header, self.terms, self.notes = sheet, header, terms, notes
        self.letters = header.letters
        self.sections, self.twins = Sections(header, sheet.merges, terms), Twins(terms)
        self.rows: list[Row] = []
        self.found: dict[str, str] = {}
        self.carried: dict[int, tuple[int, str, Cell]] = {}
        self.decomposed: dict[str, list[str]] = {}
        self.unnamed_award: list[str] = []
        self.lacks: dict[str, list[str]] = {}
        self.days = {"text": 0, "low": 0, "high": 0}

    def staged(self) -> Staged:
        """Read all rows, then say what only the whole list can tell."""
        for number, cells in self.sheet.rows():
            if number > self.header.last_row:
                self._row(number, {column: cell for column, cell in cells.items() if _filled(cell)})
        self._about_columns()
        self._about_rows()
        return Staged(
            self.sheet.title, self.letters, self.rows, _in_order(self.notes.errors), _in_order(self.notes.warnings),
            _in_order(self.found), len(self.rows))

    def _row(self, number: int, cells: dict[int, Cell]) -> None:
        verdict = self.sections.is_recipient(number, cells) if cells else False
        if verdict is not True:
            if verdict:
                self._tell(f"{get_column_letter(min(cells))}{number}", str(verdict), None, self.notes.warn)
            return
        if len(self.rows) == MAX_ROWS:
            raise BadFile(f"Danh sách có hơn {MAX_ROWS:,} dòng".replace(",", "."), "Hãy chia thành nhiều danh sách nhỏ hơn")
        self._watch(number, cells)
        values, merged = self._values(number, cells)
        row, notes = read_row(values, self.terms, self.sections.setting, number)
        for place, anchor in merged.items():
            notes.errors.pop(place, None)
            notes.error(place, f"Ô này bị gộp với ô {anchor}; hãy bỏ gộp ô và ghi riêng từng dòng")
        self.twins.check(row, {place: f"{self.letters[place]}{number}" for place in ("name", "identity") if place in self.letters}, notes)
        self._keep(row, notes, values)

    def _values(self, number: int, cells: dict[int, Cell]) -> tuple[dict[str, Cell | None], dict[str, str]]:
        """Cells by field, with what merged cells above lend to this row; and the fields that may not be lent."""
        values: dict[str, Cell | None] = {}
        merged: dict[str, str] = {}
        for place, column in self.header.columns.items():
            cell = cells.get(column)
            if cell is None and column in self.carried:
                last, anchor, above = self.carried[column]
                if number <= last and place in SHARED:
                    cell = above
                elif number <= last and place != "number":
                    merged[place] = anchor
            values[place] = cell
        combined = self.header.columns.get("position")
        if combined is not None and combined == self.header.columns.get("workplace"):
            values["position"], values["workplace"] = _divide(values["position"])
        return values, merged

    def _watch(self, number: int, cells: dict[int, Cell]) -> None:
        """Remember merged cells that reach down, and letters that are not composed."""
        for column, cell in cells.items():
            reach = self.sheet.merges.get((number, column))
            if reach and reach[0] > number:
                self.carried[column] = (reach[0], f"{get_column_letter(column)}{number}", cell)
            if column == self.header.columns.get("birth"):
                self._count_days(cell)
            if cell.type == "s" and not unicodedata.is_normalized("NFC", cell.value):
                self.decomposed.setdefault(get_column_letter(column), []).append(f"{get_column_letter(column)}{number}")

    def _count_days(self, cell: Cell) -> None:
        """A spreadsheet set to American dates swaps day and month where it can, and leaves as text what it cannot."""
        if isinstance(cell.value, datetime):
            self.days["low" if cell.value.day <= 12 else "high"] += 1
        elif cell.type == "s" and (found := DAY_FIRST.fullmatch(cell.value)) and int(found[1]) > 12:
            self.days["text"] += 1

    def _keep(self, row: Row, notes: Notes, values: dict[str, Cell | None]) -> None:
        self.rows.append(row)
        if not row.award and "award" not in self.letters and "award" in notes.errors:
            self.unnamed_award.append(f"{self.letters['name']}{row.sheet_row}")
            del notes.errors["award"]
        for place in notes.lacks:
            self.lacks.setdefault(place, []).append(f"{self.letters[place]}{row.sheet_row}")
        for tell, said in ((self.notes.error, notes.errors), (self.notes.warn, notes.warnings)):
            for place, text in said.items():
                letter = self.letters.get(place) or self.letters["name"]
                self._tell(f"{letter}{row.sheet_row}", text, values.get(place), tell)

    def _tell(self, where: str, text: str, cell: Cell | None, tell: Callable[[str, str], None]) -> None:
        tell(where, text)
        if cell is not None:
            self.found[where] = _shown(cell)

    def _about_columns(self) -> None:
        """Columns that are not read, and letters that were composed: once a column."""
        row = self.header.row
        for column, title in self.header.strangers.items():
            self.notes.warn(f"{get_column_letter(column)}{row}", f"Cột “{title[:60]}” không có trong danh sách; sẽ không đọc")
        for column, name in self.header.repeated.items():
            kept = f"{TITLES.get(name, name)} ({self.letters.get(name, '')})"
            self.notes.warn(f"{get_column_letter(column)}{row}", f"Đã có cột {kept}; cột này sẽ không đọc")
        for places in self.decomposed.values():
            more = f" (và {len(places) - 1} ô khác trong cột)" if len(places) > 1 else ""
            self.notes.warn(places[0], f"Chữ có dấu viết theo kiểu tổ hợp (NFD){more}; đã tự chuyển sang kiểu dựng sẵn (NFC)")

    def _about_rows(self) -> None:
        """What the list lacks as a whole."""
        if not self.rows:
            self.notes.error(self.header.cell("name"), "Dưới dòng tiêu đề không có dòng nào ghi tên")
        elif len(self.unnamed_award) == len(self.rows):
            self.notes.errors = {self.header.cell(): missing("award", self.sheet, self.header)}  # the rest follows from it
        else:
            for where in self.unnamed_award:
                self.notes.error(where, "Thiếu danh hiệu, hình thức khen thưởng đề nghị")
        self._about_people()
        if self.days["text"] and self.days["low"] > 4 and not self.days["high"]:
            self.notes.warn(self.header.cell("birth"), FLIPPED)


    def _about_people(self) -> None:
        """What statistics and identification need: said once where a whole column is missing or blank, else at each cell."""
        people = [row for row in self.rows if row.kind is RecipientKind.PERSON]
        lost = []
        for place, fact in WANTED.items():
            column = next((c for c in (place, *INSTEAD.get(place, ())) if c in self.letters), "")
            blank = self.lacks.get(column, [])
            if len(blank) == len(people) > MANY if column else not all(getattr(person, fact) for person in people):
                lost.append(TITLES[place])
            else:
                for where in blank:
                    self.notes.warn(where, ASKED[place])
        if lost:
            names = ", ".join(f"“{title}”" for title in lost)
            self.notes.warn(self.header.cell("name"), f"Danh sách không có {names}; cần cho thống kê và để nhận đúng người")


def _filled(cell: Cell) -> bool:
    return not isinstance(cell.value, str) or bool(cell.value.strip(" \t\r\n\xa0\u200b\ufeff"))


def _divide(cell: Cell | None) -> tuple[Cell | None, Cell | None]:
    """“Trưởng phòng, Sở Y tế” is a position and a workplace; without a comma or a new line all of it is the position."""
    if cell is None or cell.type != "s":
        return cell, None
    position, workplace = (part.strip() for part in [*re.split(r"[\n,;]", cell.value, maxsplit=1), ""][:2])
    return cell._replace(value=position), cell._replace(value=workplace) if workplace else None


def _shown(cell: Cell) -> str:
    return f"{cell.value:%d/%m/%Y}" if isinstance(cell.value, datetime) else str(getattr(cell.value, "text", cell.value))[:200]


def _in_order(notes: dict[str, str]) -> dict[str, str]:
    """By row, then by column; what concerns the whole file first."""
    def place(item: tuple[str, str]) -> tuple[int, int]:
        found = re.fullmatch(r"([A-Z]+)(\d+)", item[0])
        return (int(found[2]), column_index_from_string(found[1])) if found else (0, 0)

    return dict(sorted(notes.items(), key=place))
