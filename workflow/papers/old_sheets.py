"""Writes workbooks of award history: the empty list to fill in, and what a search found."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from workflow.law.catalogue import AwardName
from workflow.law.words import Kind, RecipientKind, Sex

from .dropdowns import offer
from .old_awards import NEEDED, TITLES
from .workbook import put

ROWS = 5_000
WIDTHS = {"name": 34, "unit": 34, "award": 44, "citation": 50, "basis": 30, "authority": 34}
AS_TEXT = ("birth", "identity", "number", "decided", "period")  # text, or Excel swaps days with months and drops zeros
GUIDE = (
    "Cách điền danh sách khen thưởng đã có",
    "1. Mỗi dòng ghi một lần khen của một cá nhân, tập thể hoặc hộ gia đình. Một người được khen nhiều lần thì ghi nhiều dòng.",
    f"2. Các cột bắt buộc: {', '.join(TITLES[name] for name in NEEDED)}.",
    "3. Ngày ghi ngày/tháng/năm, ví dụ 05/09/2015. Ngày sinh có thể chỉ ghi năm.",
    "4. Có số định danh hoặc ngày sinh thì hệ thống nhận ra người đã có trong sổ; không có thì phải xem lại từng người.",
    "5. Cơ quan quyết định: ghi đúng tên tại thời điểm ký, ví dụ “Chủ tịch Ủy ban nhân dân huyện Minh Họa”.",
    "6. Thời kỳ thành tích: ghi như trong quyết định, ví dụ “2015” hoặc “2011 – 2015”. Quyết định không ghi thì để trống.",
    "7. Có thể gộp ô số, ngày, cơ quan quyết định cho nhiều dòng liền nhau. Không dùng công thức.",
    "8. Khi tải lên, hệ thống chỉ ra từng ô sai, người nghi trùng và lần khen đã có trong sổ; chưa ghi gì cho đến khi được nhận.",
)


def empty_list(awards: Mapping[str, AwardName]) -> bytes:
    """The list to fill in. What it is filled with, `old_awards.stage` reads."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh sách"
    for column, (name, title) in enumerate(TITLES.items(), 1):
        cell = sheet.cell(1, column, title + (" (*)" if name in NEEDED else ""))
        cell.font, cell.fill = Font(name="Times New Roman", size=12, bold=True), PatternFill("solid", fgColor="E7EDF5")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.number_format = WIDTHS.get(name, 18), "@" if name in AS_TEXT else "General"
    sheet.row_dimensions[1].height = 36
    sheet.freeze_panes = "C2"
    offer(book, sheet, {
        "kind": [kind.label for kind in RecipientKind], "sex": [sex.label for sex in Sex],
        "award": [award.name for award in awards.values()], "reason": [kind.label for kind in Kind]}, list(TITLES), 2, ROWS)
    guide = book.create_sheet("Hướng dẫn")
    for row, text in enumerate(GUIDE, 1):
        guide.cell(row, 1, text)
    guide["A1"].font = Font(bold=True, size=13)
    guide.column_dimensions["A"].width = 120
    return _saved(book)


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of text under a heading, streamed to the file: no sheet is held in memory, no text becomes a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for column in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, head) for head in heads])
    for row in rows:
        cells = [WriteOnlyCell(sheet) for _ in row]
        for cell, text in zip(cells, row, strict=True):
            put(cell, text)  # type: ignore[arg-type]
        sheet.append(cells)
    return _saved(book)


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
