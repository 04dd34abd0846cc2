"""A table as a workbook that can be passed on: a title, heads, rows; numbers as numbers, text never as a formula."""
from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .workbook import put

HEAD = 3  # row of the heads
Value = str | int | Decimal | None


def board(title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]], name: str = "Bảng xếp hạng") -> bytes:
    """The table as .xlsx; the second column is the widest, as it names somebody."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    put(sheet.cell(1, 1), title)  # type: ignore[arg-type]
    sheet["A1"].font = Font(name="Times New Roman", size=14, bold=True)
    _heads(sheet, heads)
    for no, values in enumerate(rows, HEAD + 1):
        for column, value in enumerate(values, 1):
            if isinstance(value, str):
                put(sheet.cell(no, column), value)  # type: ignore[arg-type]
            else:
                sheet.cell(no, column, value)
    sheet.freeze_panes = f"C{HEAD + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", sheet.PAPERSIZE_A4, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _heads(sheet: Any, heads: Sequence[str]) -> None:
    for column, head in enumerate(heads, 1):
        cell = sheet.cell(HEAD, column)
        put(cell, head)
        cell.font, cell.fill = Font(name="Times New Roman", size=12, bold=True), PatternFill("solid", fgColor="E7EDF5")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = 44 if column == 2 else 16
