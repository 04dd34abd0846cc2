"""Reads one row of a list of past awards, cell by cell: who, which award, by which decision."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from workflow.law.names import fold
from workflow.law.words import Kind, RecipientKind, Sex

from . import cells
from .listing import Notes
from .terms import Fault, Terms
from .workbook import Cell

OUTSIDE = "NGOAI-DM"  # code of an award that the catalogue does not have (any more)
TITLES = {
    "kind": "Đối tượng", "name": "Họ và tên / Tên tập thể, hộ gia đình", "birth": "Ngày sinh", "sex": "Giới tính",
    "identity": "Số định danh cá nhân", "unit": "Đơn vị khi được khen", "award": "Danh hiệu, hình thức khen thưởng",
    "number": "Số quyết định", "decided": "Ngày quyết định", "authority": "Cơ quan quyết định", "reason": "Loại hình khen thưởng",
    "period": "Thời kỳ thành tích", "citation": "Tóm tắt thành tích", "basis": "Căn cứ, nơi lưu",
}
NEEDED = ("name", "award", "number", "decided", "authority")
LONGEST = {"number": 60, "period": 60, "unit": 300, "basis": 300, "citation": 1000}


@dataclass(frozen=True, slots=True)
class Old:
    """An award somebody was given, as its row tells."""

    kind: RecipientKind
    name: str
    birth_date: date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    identity: str = ""
    unit_name: str = ""
    award: str = ""
    award_name: str = ""
    decision_number: str = ""
    decided_on: date | None = None
    authority: str = ""
    reason: Kind | None = None
    period: str = ""
    citation: str = ""
    basis: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values that JSON keeps."""
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}


@dataclass
class OldRow:
    """A row of the sheet: what stood in it, how it was understood, what is wrong or doubtful in which field."""

    no: int
    shown: dict[str, str]
    read: Old
    errors: dict[str, str]
    warnings: dict[str, str]


def read_row(values: Mapping[str, Cell], terms: Terms, outside: bool = False, no: int = 0) -> OldRow:
    """The best reading of a row and everything that is wrong or doubtful in it."""
    return _Reading(values, terms, outside).row(no)


class _Reading:
    def __init__(self, values: Mapping[str, Cell], terms: Terms, outside: bool) -> None:
        self.values, self.terms, self.outside, self.notes = values, terms, outside, Notes()

    def row(self, no: int) -> OldRow:
        """Read every field."""
        birth_date, birth_year = self._take("birth", cells.birth, self.terms.today, year_only=True) or (None, None)
        sex = self._take("sex", cells.sex)
        identity, birth_year, sex = self._identity(birth_year, sex)
        kind = self._kind(bool(birth_year or sex or identity))
        if kind is not RecipientKind.PERSON:
            birth_date, birth_year, sex, identity = None, None, None, ""
        elif not birth_year and "birth" not in self.notes.errors:
            self.notes.warn("birth", "Thiếu ngày sinh nên khó nhận ra người đã có trong sổ")
        award, award_name = self._award(kind)
        read = Old(
            kind, self._name(kind), birth_date, birth_year, sex, identity, self._text("unit"), award, award_name, self._text("number"),
            self._take("decided", cells.day, self.terms.today), self._text("authority"), self._take("reason", reason_of),
            self._text("period"), self._text("citation"), self._text("basis"))
        for name in NEEDED:
            if name not in self.values:
                self.notes.error(name, f"Thiếu {TITLES[name].lower()}")
        self._sense(read)
        return OldRow(no, {name: shown(cell) for name, cell in self.values.items()}, read, self.notes.errors, self.notes.warnings)

    def _take(self, place: str, read: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """A cell as `read` understands it; None when there is none or it is faulty."""
        cell = self.values.get(place)
        if cell is None:
            return None
        try:
            if cell.type == "f":
                raise Fault("Ô chứa công thức; hãy chép cột rồi dán lại bằng Dán đặc biệt › Giá trị")
            if cell.type == "e":
                raise Fault(f"Ô báo lỗi {cell.value} của bảng tính; hãy sửa rồi ghi giá trị")
            return read(cell.value, *args, lambda text: self.notes.warn(place, text), **options)
        except Fault as fault:
            self.notes.error(place, str(fault))
            return None

    def _text(self, place: str) -> str:
        cell = self.values.get(place)
        found = self._take(place, lambda value, warn: cells.text(value, "citation", warn, old_font=bool(cell and cell.old_font))) or ""
        limit = LONGEST.get(place, 200)
        if len(found) > limit:
            self.notes.error(place, f"Dài {len(found)} ký tự, quá giới hạn {limit} ký tự")
        return str(found)[:limit]

    def _identity(self, year: int | None, sex: Sex | None) -> tuple[str, int | None, Sex | None]:
        found = self._take("identity", cells.number, self.terms.today)
        if found is None:
            return "", year, sex
        number, its_sex, its_year = found
        if sex not in (None, its_sex):
            self.notes.warn("identity", f"Số định danh là của {its_sex.label}, danh sách ghi {sex.label if sex else ''}")
        if year not in (None, its_year):
            self.notes.warn("identity", f"Số định danh cho năm sinh {its_year}, danh sách ghi {year}")
        return number, year or its_year, sex or its_sex

    def _kind(self, personal: bool) -> RecipientKind:
        said = self._take("kind", cells.kind)
        if isinstance(said, RecipientKind):
            return said
        name = self.values.get("name")
        guessed = None if personal or name is None else cells.kind_by_name(str(name.value))
        return guessed or RecipientKind.PERSON

    def _name(self, kind: RecipientKind) -> str:
        cell = self.values.get("name")
        return self._take("name", lambda value, warn: cells.name(value, kind, warn, old_font=bool(cell and cell.old_font))) or ""

    def _award(self, kind: RecipientKind) -> tuple[str, str]:
        """Code and name. What the law has meanwhile forgotten is taken as written, where that was asked for."""
        written = self._text("award")
        if not written or "award" in self.notes.errors:
            return "", written
        try:
            code = self.terms.award(written)
        except Fault as fault:
            if self.outside:
                self.notes.warn("award", "Không có trong danh mục; ghi nguyên văn, không dùng khi xét tiêu chuẩn")
                return OUTSIDE, written
            self.notes.error("award", str(fault))
            return "", written
        if kind not in self.terms.awards[code].kinds:
            self.notes.warn("award", f"Theo danh mục hiện nay, không tặng cho {kind.label.lower()}")
        return code, self.terms.awards[code].name

    def _sense(self, read: Old) -> None:
        """What is possible but hardly so."""
        if read.decided_on and read.birth_year and read.decided_on.year - read.birth_year < 10:
            self.notes.error("decided", f"Quyết định năm {read.decided_on.year}, người sinh năm {read.birth_year}")
        if read.decision_number and not any(map(str.isdigit, read.decision_number)):
            self.notes.error("number", f"“{read.decision_number}” không phải là số quyết định")


def reason_of(value: Any, warn: cells.Warn) -> Kind:
    """Loại hình khen thưởng, by its name or code."""
    wanted = fold(str(value)).replace("khen thuong", "").strip(" ,")
    known = ((kind, {fold(kind.label), str(kind), *fold(kind.label).split(", ")}) for kind in Kind)
    found = next((kind for kind, spellings in known if wanted in spellings), None)
    if found is None:
        raise Fault(f"Loại hình “{str(value)[:40]}” không rõ; hãy ghi một trong: {', '.join(kind.label for kind in Kind)}")
    return found


def shown(cell: Cell) -> str:
    """What stood in a cell, for the person who corrects it."""
    if isinstance(cell.value, datetime):
        return f"{cell.value:%d/%m/%Y}"
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return str(getattr(cell.value, "text", cell.value))[:300]
