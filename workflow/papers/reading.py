"""Reads one line of a list, from a sheet or typed by hand, and checks it cell by cell."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from workflow.law.words import Band, RecipientKind, Sex

from . import cells
from .listing import Notes, Row, Setting
from .terms import Fault, Terms
from .workbook import Cell

PERSONAL = ("birth", "sex", "identity", "band")
INSTEAD = {"birth": ("birth_male", "birth_female"), "sex": ("male", "female")}
ASKED = {
    **dict.fromkeys(("birth", *INSTEAD["birth"]), "Thiếu ngày sinh; cần để phân biệt người trùng tên"),
    **dict.fromkeys(("sex", *INSTEAD["sex"]), "Thiếu giới tính; cần cho báo cáo thống kê"),
    "identity": "Thiếu số định danh cá nhân; cần để nhận đúng người và tra quá trình khen thưởng",
    "band": "Thiếu nhóm đối tượng; cần cho báo cáo thống kê",
}


def check_row(
    values: Mapping[str, str], terms: Terms, *, kind: RecipientKind | None = None
) -> tuple[Row | None, dict[str, str], dict[str, str]]:
    """A row typed by hand: the row, or None with errors by field; warnings by field.

    Fields: kind, name, birth, sex, identity, position, workplace, band, award, citation, note. `kind` holds when the
    field of that name is empty.
    """
    typed = {name: Cell(value, "s") if str(value).strip() else None for name, value in values.items()}
    row, notes = read_row(typed, terms, Setting(kind))
    for place in notes.lacks:
        notes.warn(place, ASKED[place])
    return (None if notes.errors else row), notes.errors, notes.warnings


def read_row(values: Mapping[str, Cell | None], terms: Terms, setting: Setting, sheet_row: int = 0) -> tuple[Row, Notes]:
    """The best reading of a row and everything that is wrong or doubtful in it. A field that is a key is asked for."""
    reading = _Reading(values, terms, setting)
    return reading.row(sheet_row), reading.notes


class _Reading:
    def __init__(self, values: Mapping[str, Cell | None], terms: Terms, setting: Setting) -> None:
        self.values, self.terms, self.setting, self.notes = values, terms, setting, Notes()
        self.birth_date: date | None = None
        self.birth_year: int | None = None
        self.sex: Sex | None = None
        self.identity = ""
        self.band: Band | None = None

    def row(self, sheet_row: int) -> Row:
        """Read every field; persons' facts first, because they may tell what kind of recipient this is."""
        self.band = self._take("band", cells.band)
        self._sex()
        self._birth()
        self._identity()
        kind = self._kind()
        if kind is RecipientKind.PERSON:
            self._ask()
        else:
            self._drop_personal(kind)
        return Row(
            sheet_row, kind, self._name(kind), self.birth_date, self.birth_year, self.sex, self.identity,
            self._text("position"), self._text("workplace"), self.band, self._award(kind), self._text("citation"), self._text("note"))

    def _take(self, place: str, read: Callable[..., Any], *args: Any, blank: Any = None, **options: Any) -> Any:
        """The content of one cell as `read` understands it; `blank` when there is none or it is faulty."""
        cell = self.values.get(place)
        if cell is None:
            return blank
        try:
            if cell.type == "f":
                formula = str(getattr(cell.value, "text", cell.value))[:60]
                raise Fault(f"Ô chứa công thức {formula}; hãy chép cột rồi dán lại bằng Dán đặc biệt › Giá trị")
            if cell.type == "e":
                raise Fault(f"Ô báo lỗi {cell.value} của bảng tính; hãy sửa rồi ghi giá trị")
            return read(cell.value, *args, lambda text: self.notes.warn(place, text), **options)
        except Fault as fault:
            self.notes.error(place, str(fault))
            return blank

    def _text(self, place: str) -> str:
        cell = self.values.get(place)
        return "" if cell is None else str(self._take(place, _text, place, cell.old_font, blank=""))

    def _sex(self) -> None:
        self.sex = self._take("sex", cells.sex)
        marks = {place: self._take(place, _ticked, blank=False) for place in ("male", "female") if place in self.values}
        if marks.get("male") and marks.get("female"):
            self.notes.error("female", "Đánh dấu cả Nam và Nữ; chỉ đánh dấu một")
        elif any(marks.values()):
            self.sex = Sex.MALE if marks.get("male") else Sex.FEMALE

    def _birth(self) -> None:
        for place, sex in (("birth", None), ("birth_male", Sex.MALE), ("birth_female", Sex.FEMALE)):
            if self.values.get(place) is not None:
                if sex and self.birth_year:
                    self.notes.error(place, "Ghi ngày sinh ở cả cột Nam và cột Nữ; chỉ ghi ở một cột")
                read = self._take(place, cells.birth, self.terms.today, year_only=self.setting.year_only, blank=(None, None))
                self.birth_date, self.birth_year = read
                self.sex = sex or self.sex

    def _identity(self) -> None:
        """The number also tells sex and birth year: they fill gaps, and contradictions are told."""
        found = self._take("identity", cells.number, self.terms.today)
        if found is None:
            return
        self.identity, sex, year = found
        if self.sex not in (None, sex):
            self.notes.warn("identity", f"Số định danh là của {sex.label}, danh sách ghi {self.sex.label if self.sex else ''}")
        if self.birth_year not in (None, year):
            self.notes.warn("identity", f"Số định danh cho năm sinh {year}, danh sách ghi {self.birth_year}")
        self.sex, self.birth_year = self.sex or sex, self.birth_year or year

    def _kind(self) -> RecipientKind:
        """Said in its column, by the heading, by the award, by the facts of the row, by the name – in this order."""
        said = self._take("kind", cells.kind)
        if isinstance(said, Band):
            self.band, said = self.band or said, RecipientKind.PERSON
        found = said or self.setting.kind or self._only_kind() or self._kind_by_facts()
        if found is None and "kind" not in self.notes.errors:
            self.notes.error("name", "Không rõ là cá nhân, tập thể hay hộ gia đình; hãy thêm cột “Đối tượng”")
        return found or RecipientKind.PERSON

    def _only_kind(self) -> RecipientKind | None:
        try:
            kinds = self.terms.awards[self._award_code()].kinds
        except (Fault, KeyError):
            return None
        return next(iter(kinds)) if len(kinds) == 1 else None

    def _kind_by_facts(self) -> RecipientKind | None:
        if self.birth_year or self.sex or self.identity or self.band:
            return RecipientKind.PERSON
        name = self.values.get("name")
        if name is not None and (found := cells.kind_by_name(str(name.value))):
            self.notes.warn("name", f"Hiểu là {found.label.lower()} theo tên gọi; thêm cột “Đối tượng” nếu không phải")
            return found
        return RecipientKind.PERSON if self.values.get("position") is not None else None

    def _ask(self) -> None:
        """Note what statistics and identification need and this person's row leaves blank."""
        found = {"birth": self.birth_year, "sex": self.sex, "identity": self.identity, "band": self.band}
        for place, value in found.items():
            columns = [column for column in (place, *INSTEAD.get(place, ())) if column in self.values]
            if columns and not value and not any(column in self.notes.errors for column in columns):
                self.notes.lacks.append(columns[0])

    def _drop_personal(self, kind: RecipientKind) -> None:
        for place in PERSONAL:
            if self.values.get(place) is not None and place not in self.notes.errors:
                self.notes.warn(place, f"{kind.label} không có thông tin này; sẽ không lưu")
        self.birth_date = self.birth_year = self.sex = self.band = None
        self.identity = ""

    def _name(self, kind: RecipientKind) -> str:
        cell, given = self.values.get("name"), self.values.get("given_name")
        if cell is None or not str(cell.value).strip():
            self.notes.error("name", "Thiếu tên; dòng này có nội dung nhưng không ghi họ tên hoặc tên tập thể, hộ gia đình")
            return ""
        if given is not None and "f" not in (cell.type, given.type):
            self.values = {**self.values, "name": Cell(f"{cell.value} {given.value}", "s", cell.old_font or given.old_font)}
        return str(self._take("name", _name, kind, cell.old_font, blank=""))

    def _award_code(self) -> str:
        cell = self.values.get("award")
        if cell is None:
            return self.setting.award or self.terms.default
        if cell.type in "ef":
            raise Fault("")
        return self.terms.award(str(cell.value))

    def _award(self, kind: RecipientKind) -> str:
        written = self._take("award", lambda value, warn: self.terms.award(str(value)), blank="")
        code = written or ("" if "award" in self.notes.errors else self.setting.award or self.terms.default)
        if not code:
            if "award" not in self.notes.errors:
                self.notes.error("award", "Thiếu danh hiệu, hình thức khen thưởng đề nghị")
            return ""
        try:
            self.terms.check(str(code), kind)
        except Fault as fault:
            self.notes.error("award", str(fault))
        return str(code)


def _text(value: Any, place: str, old_font: bool, warn: cells.Warn) -> str:
    return cells.text(value, place, warn, old_font=old_font)


def _name(value: Any, kind: RecipientKind, old_font: bool, warn: cells.Warn) -> str:
    return cells.name(value, kind, warn, old_font=old_font)


def _ticked(value: Any, warn: cells.Warn) -> bool:
    return cells.ticked(value)


