"""Finds the header of a list, wherever it stands and however its columns are called, ordered and merged."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from openpyxl.utils import get_column_letter

from workflow.law.names import fold, match_key
from workflow.law.words import RecipientKind

from .workbook import Cell

LOOKED_AT = 20
MAX_HEADER_LENGTH = 120
# What a field is called in messages and in the empty list that units are given.
TITLES = {
    "number": "STT", "kind": "Đối tượng", "name": "Họ và tên / Tên tập thể, hộ gia đình", "birth": "Ngày sinh", "sex": "Giới tính",
    "identity": "Số định danh cá nhân", "position": "Chức vụ", "workplace": "Đơn vị công tác / Địa chỉ", "band": "Nhóm đối tượng",
    "award": "Danh hiệu, hình thức khen thưởng", "citation": "Tóm tắt thành tích", "note": "Ghi chú",
}
# Tried in this order on the folded text without brackets and punctuation. What people once received is no proposal.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((name, re.compile(pattern)) for name, pattern in (
    ("", r".*\b(da (duoc|dat|khen|nhan|tang)|so quyet dinh|so qd|ngay qd|cong nhan|dien thoai|email|sdt)\b.*"),
    ("number", r"(stt|tt|so tt|so thu tu|no)"),
    ("position_workplace", r"(chuc (vu|danh)|nghe nghiep)\b.*\b(don vi|noi cong tac|co quan|dia chi|noi o|cho o)\b.*"),
    ("identity", r".*\b(cccd|cmnd|cmtnd|cmt|can cuoc|dinh danh|chung minh)\b.*"),
    ("birth_year", r"(nam sinh|sinh nam)"),
    ("birth", r"((ngay|thang|nam)\b.*\bsinh|sinh ngay)\b.*"),
    ("sex", r"(gioi tinh|gioi|phai|gt|nam (hoac |hay )?nu)"),
    ("male", r"(gioi tinh )?nam"),
    ("female", r"(gioi tinh )?nu"),
    ("band", r"(nhom|co cau|phan nhom|thanh phan)( doi tuong| chuc danh| chuc vu| thong ke)?|doi tuong thong ke"),
    ("kind", r"(loai )?doi tuong( khen thuong| de nghi| xet)?( khen thuong)?|ca nhan hay tap the|loai"),
    ("family_name", r"ho( (va )?(chu )?(ten )?(dem|lot))?"),
    ("given_name", r"ten"),
    ("name", r"(ho|ho va|ho chu lot va|ho dem va) ten\b.*|ten (cua )?(ca nhan|tap the|ho|chu ho|hgd|doi tuong|nguoi|gia dinh)\b.*"
             r"|(ca nhan|tap the|ho gia dinh)\b.*|quy danh"),
    ("unit_name", r"ten (don vi|co quan|to chuc|co so|thon|xa|doanh nghiep)\b.*"),
    ("award", r"(ma )?(danh hieu|hinh thuc|loai hinh thuc|muc khen|de nghi (tang|khen|xet|danh hieu)|khen thuong|xet tang)\b.*"),
    ("citation", r"(tom tat |noi dung |mo ta )?thanh tich\b.*|noi dung( khen thuong| khen)?|ly do\b.*|trich yeu"),
    ("position", r"(chuc (vu|danh)|nghe nghiep|cong viec)\b.*"),
    ("workplace", r"(don vi|noi cong tac|co quan|dia chi|noi o|cho o|noi thuong tru|noi cu tru|phong ban|bo phan|thuoc)\b.*"),
    ("note", r"(ghi chu|luu y|chu thich)\b.*"),
))


@dataclass
class Header:
    """Where the fields of a list stand: column number by field, and what must be told about it."""

    row: int
    last_row: int
    columns: dict[str, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    strangers: dict[int, str] = field(default_factory=dict)
    repeated: dict[int, str] = field(default_factory=dict)
    name_kind: RecipientKind | None = None
    year_only: bool = False

    @property
    def letters(self) -> dict[str, str]:
        """Field -> column letter, as a person reads it."""
        return {name: get_column_letter(column) for name, column in self.columns.items()}

    def worth(self) -> tuple[bool, int]:
        """A header with a name beats any without; then the one that explains more columns."""
        return "name" in self.columns, len(self.columns)

    def cell(self, name: str = "") -> str:
        """Where a message about a column, or about the header as a whole, is shown."""
        column = self.columns.get(name) or min([*self.columns.values(), *self.strangers], default=1)
        return f"{get_column_letter(column)}{self.row if name not in self.columns else self.last_row}"


Rows = list[tuple[int, dict[int, Cell]]]
Merges = dict[tuple[int, int], tuple[int, int]]


def find(rows: Rows, merges: Merges) -> Header | None:
    """The best header among the first rows of a sheet: one row, or two when the second divides columns of the first."""
    best = max(_candidates(rows, merges), key=Header.worth, default=None)
    if best is None or not ("name" in best.columns or len(best.columns) > 1):
        return None
    return best


def _candidates(rows: Rows, merges: Merges) -> Iterator[Header]:
    texts = {number: {column: str(cell.value) for column, cell in cells.items() if cell.type == "s"} for number, cells in rows}
    for number, _ in rows:
        top = _spread(number, texts[number], merges)
        yield _read(number, number, {column: (text, "") for column, text in top.items()}, merges)
        below = texts.get(number + 1, {})
        if below and all(meaning(text) or column not in texts[number] for column, text in below.items()):
            yield _read(number, number + 1, _pairs(top, below), merges)


def _pairs(top: dict[int, str], below: dict[int, str]) -> dict[int, tuple[str, str]]:
    """Titles over titles. “Nữ” next to “Nam” shares its title even where nobody merged the cells."""
    shared = {c: top.get(c - 1, "") for c, text in below.items() if meaning(text) == "female" and c not in top}
    return {column: (top.get(column) or shared.get(column, ""), below.get(column, "")) for column in {*top, *below}}


def _spread(number: int, texts: dict[int, str], merges: Merges) -> dict[int, str]:
    """A title merged over several columns stands above each of them."""
    spread = dict(texts)
    for column, text in texts.items():
        for covered in range(column + 1, min(merges.get((number, column), (0, column))[1], column + 20) + 1):
            spread.setdefault(covered, text)
    return spread


def _read(first: int, last: int, titles: dict[int, tuple[str, str]], merges: Merges) -> Header:
    header = Header(first, last)
    for column, (top, bottom) in sorted(titles.items()):
        _place(header, column, top, bottom)
    _settle_names(header)
    if "birth_year" in header.columns:
        header.columns.setdefault("birth", header.columns.pop("birth_year"))
        header.year_only = True
    _settle_combined(header)
    bottoms = [merges.get((first, column), (first, column))[0] for column in titles]
    header.last_row = max([last, *(bottom for bottom in bottoms if bottom <= first + 3)])
    return header


def _place(header: Header, column: int, top: str, bottom: str) -> None:
    """Decide what one column means. Under a birth title, “Nam” and “Nữ” are columns of birth dates by sex."""
    upper, lower = meaning(top), meaning(bottom)
    header.titles[column] = bottom or top
    if upper in ("birth", "birth_year") and lower in ("male", "female"):
        header.year_only = header.year_only or upper == "birth_year"
        found = f"birth_{lower}"
    elif upper == "name" and not lower and "name" in header.columns and header.columns["name"] == column - 1:
        found = "given_name"
    else:
        found = lower or upper
    if not found:
        header.strangers[column] = " ".join(filter(None, (top, bottom)))
    elif found in header.columns:
        header.repeated[column] = found
    else:
        header.columns[found] = column


def _settle_names(header: Header) -> None:
    """“Họ đệm” and “Tên” make one name; “Tên đơn vị” is the recipient unless another column is."""
    columns = header.columns
    if "family_name" in columns:
        if "name" not in columns and "given_name" in columns:
            columns["name"] = columns.pop("family_name")
        else:
            header.strangers[columns["family_name"]] = "Họ"
            del columns["family_name"]
    elif "given_name" in columns and "name" not in columns:
        columns["name"] = columns.pop("given_name")
    if "unit_name" in columns:
        column = columns.pop("unit_name")
        if "name" not in columns:
            columns["name"] = column
        elif "workplace" not in columns:
            columns["workplace"] = column
    header.name_kind = _kind_in(header.titles.get(columns.get("name", 0), ""))


def _settle_combined(header: Header) -> None:
    """“Chức vụ, đơn vị công tác” is read as both, unless one of them has a column of its own."""
    column = header.columns.pop("position_workplace", None)
    if column is not None:
        header.columns.setdefault("position", column)
        header.columns.setdefault("workplace", column)


def _kind_in(title: str) -> RecipientKind | None:
    """“Tên tập thể” names collectives only; “Họ và tên / Tên tập thể” says nothing."""
    text = fold(title)
    if re.search(r"\bchu ho\b", text):
        return RecipientKind.HOUSEHOLD
    marks = {RecipientKind.COLLECTIVE: r"tap the|don vi|thon", RecipientKind.HOUSEHOLD: r"ho gia dinh|hgd|ten ho\b"}
    kinds = {kind for kind, mark in marks.items() if re.search(mark, text)}
    if re.search(r"\bho (va )?ten|ca nhan", text):
        kinds.add(RecipientKind.PERSON)
    return kinds.pop() if len(kinds) == 1 and RecipientKind.PERSON not in kinds else None


@lru_cache(maxsize=2048)
def meaning(title: str) -> str:
    """The field a column title stands for; empty when it is none we know."""
    if not title or len(title) > MAX_HEADER_LENGTH:
        return ""
    text = re.sub(r"\(.*?\)|\[.*?\]", " ", fold(title))
    text = " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())
    found = next((name for name, pattern in PATTERNS if pattern.fullmatch(text)), "")
    return "" if found == "male" and "ă" in match_key(title) else found  # Năm is no Nam
