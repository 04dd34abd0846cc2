"""Makes the empty list of yearly performance results: headers, a drop-down of levels, text cells for numbers and days."""
from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from workflow.law.words import Level

from .gradings import TITLES
from .workbook import put

ORDER = {"number": 6, "identity": 18, "name": 32, "birth": 14, "unit": 38, "year": 8, "level": 32, "decision_number": 20, "decided_on": 16}
TEXT = ("identity", "birth", "decided_on")  # text, or Excel drops zeros and swaps days with months
ROWS = 2_000


def template(year: int) -> bytes:
    """An empty .xlsx that `gradings.read` reads."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Xếp loại"
    put(sheet["A1"], f"KẾT QUẢ XẾP LOẠI MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ (ví dụ năm {year})")
    sheet["A1"].font = Font(name="Times New Roman", size=13, bold=True)
    for column, (name, width) in enumerate(ORDER.items(), 1):
        cell, letter = sheet.cell(3, column), get_column_letter(column)
        put(cell, TITLES[name])
        cell.font, cell.fill = Font(name="Times New Roman", bold=True), PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
        sheet.column_dimensions[letter].width = width
        if name in TEXT:
            for row in range(4, ROWS):
                sheet.cell(row, column).number_format = "@"
        if name == "level":
            choice = DataValidation(type="list", formula1=f'"{",".join(level.label for level in reversed(Level))}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(f"{letter}4:{letter}{ROWS}")
    sheet.freeze_panes = "A4"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
