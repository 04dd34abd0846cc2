"""Reads a list of awards given in the past: one recipient, one award and its decision a row, every cell checked."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from workflow.law.catalogue import AwardName
from workflow.law.names import fold

from .contents import BadFile
from .old_row import NEEDED, OUTSIDE, TITLES, Old, OldRow, read_row
from .terms import Terms
from .workbook import Cell, Sheet, Source, opened

__all__ = ["NEEDED", "OUTSIDE", "TITLES", "BadFile", "Old", "OldList", "OldRow", "read_row", "stage"]

LOOKED_AT = 20
MAX_ROWS = 20_000
SHARED = {"unit", "award", "number", "decided", "authority", "reason", "period", "basis"}  # may be merged over several rows
# Tried in this order on the folded heading.
PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in (
    ("", r"(stt|tt|so tt|so thu tu)"),
    ("decided", r"ngay (qd|quyet dinh|ki|ban hanh|khen)\b.*|ngay thang (qd|quyet dinh)\b.*"),
    ("number", r"so (hieu )?(qd|quyet dinh|van ban)\b.*|quyet dinh( so)?|so"),
    ("authority", r".*\b(co quan|cap|nguoi|tham quyen|noi) (quyet dinh|ki|ban hanh|khen|cong nhan)\b.*|tham quyen.*"),
    ("identity", r".*\b(cccd|cmnd|cmtnd|can cuoc|dinh danh)\b.*"),
    ("birth", r".*\bsinh\b.*"),
    ("sex", r"gioi( tinh)?|phai"),
    ("reason", r"loai hinh( khen( thuong)?)?"),
    ("kind", r"(loai )?doi tuong\b.*"),
    ("period", r"(thoi ki|thoi gian|giai doan|nam) (thanh tich|lap thanh tich|khen|dat)\b.*|nam"),
    ("award", r"(ma )?(danh hieu|hinh thuc|khen thuong)\b.*"),
    ("name", r"(ho va ten|ho ten|ten (ca nhan|tap the|doi tuong))\b.*|ca nhan tap the.*"),
    ("citation", r".*\bthanh tich\b.*|noi dung.*"),
    ("basis", r"(can cu|bien ban|noi luu|ho so luu|ghi chu)\b.*"),
    ("unit", r"(don vi|co quan|noi cong tac|dia chi)\b.*"),
))


@dataclass
class OldList:
    """A list as it was read, with what was said of it as a whole."""

    sheet: str
    rows: list[OldRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def stage(source: Source, awards: Mapping[str, AwardName], today: date, outside: bool = False) -> OldList:
    """Read the first list in a workbook; BadFile when there is none. `outside`: awards the catalogue does not have are taken as written."""
    terms = Terms.of(awards, today)
    with opened(source) as sheets:
        sheet, head, columns, strange = _choose(sheets)
        found = OldList(sheet.title)
        if strange:
            found.notes.append(f"Không đọc các cột: {', '.join(f'“{title[:40]}”' for title in strange)}"[:300])
        for no, values in _rows(sheet, head, columns, found.notes):
            if len(found.rows) == MAX_ROWS:
                raise BadFile(f"Danh sách có hơn {MAX_ROWS:,} dòng".replace(",", "."), "Hãy chia thành nhiều tệp nhỏ hơn")
            found.rows.append(read_row(values, terms, outside, no))
    if not found.rows:
        raise BadFile("Dưới dòng tiêu đề không có dòng nào ghi tên", "Hãy kiểm tra lại tệp rồi tải lên lần nữa")
    return found


def _choose(sheets: list[Sheet]) -> tuple[Sheet, int, dict[str, int], list[str]]:
    """The sheet and row with the most headings we know: its columns by field, and headings we do not know."""
    best: tuple[Sheet, int, dict[str, int], list[str]] | None = None
    for sheet in sheets:
        for no, found in islice(sheet.rows(), LOOKED_AT):
            columns, strange = _headings(found)
            if "name" in columns and (best is None or len(columns) > len(best[2])):
                best = sheet, no, columns, strange
    lacking = [TITLES[name] for name in NEEDED if best is None or name not in best[2]]
    if best is None or lacking:
        raise BadFile(
            f"Danh sách thiếu cột {', '.join(f'“{title}”' for title in lacking)} (tìm trong {LOOKED_AT} dòng đầu)",
            "Hãy dùng tệp mẫu hoặc thêm cột rồi tải lên lần nữa")
    return best


def _headings(row: Mapping[int, Cell]) -> tuple[dict[str, int], list[str]]:
    columns: dict[str, int] = {}
    strange = []
    for column, cell in row.items():
        title = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(re.sub(r"\([^)]*\)", " ", str(cell.value)[:120]))).split())
        name = next((name for name, pattern in PATTERNS if pattern.fullmatch(title)), None)
        if name and name not in columns:
            columns[name] = column
        elif name is None and title:
            strange.append(str(cell.value))
    return columns, strange


def _rows(sheet: Sheet, head: int, columns: Mapping[str, int], notes: list[str]) -> Iterator[tuple[int, dict[str, Cell]]]:
    """The rows below the heading, cells by field; a cell merged downwards holds for the rows it covers."""
    carried: dict[str, tuple[int, Cell]] = {}
    for no, found in sheet.rows():
        values = {name: found[column] for name, column in columns.items() if column in found and str(found[column].value).strip()}
        if no <= head or not values:
            continue
        for name in SHARED & set(columns):
            if reach := sheet.merges.get((no, columns[name])):
                if name in values:
                    carried[name] = reach[0], values[name]
            elif name not in values and name in carried and no <= carried[name][0]:
                values[name] = carried[name][1]
        if "name" in values or len(values) > 1:
            yield no, values
        elif len(notes) < 20:
            notes.append(f"Dòng {no} chỉ có một ô nên không đọc: “{str(next(iter(values.values())).value)[:80]}”")
