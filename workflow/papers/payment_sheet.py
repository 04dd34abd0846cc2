"""The payment list as a workbook: numbers are numbers, days are days, and no name is ever taken for a formula."""
from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from .facts import PaymentList
from .workbook import put

COLUMNS = [  # title, width, name of the fact
    ("TT", 6, ""), ("Họ và tên, tên tập thể", 36, "name"), ("Chức vụ, đơn vị", 44, "place"), ("Danh hiệu, hình thức", 28, "award"),
    ("Quyết định", 18, "decision_number"), ("Ngày quyết định", 16, "decided_on"), ("Số tiền (đồng)", 18, "amount"),
    ("Tình trạng", 16, "state"), ("Ngày chi", 14, "paid_on"), ("Chứng từ chi", 16, "paper"), ("Ghi chú", 50, "note"),
]
HEADER_ROW = 4
FORMATS = {"amount": "#,##0", "decided_on": "dd/mm/yyyy", "paid_on": "dd/mm/yyyy"}
FONT = "Times New Roman"
THIN = Side(style="thin")
BOX = Border(THIN, THIN, THIN, THIN)


def workbook(paper: PaymentList) -> bytes:
    """An .xlsx with a row for each payment, the total below them in figures and in words."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Danh sách chi"
    sheet["A1"], sheet["A2"] = paper.kind_name.upper(), f"{paper.basis}; nguồn chi: {paper.fund}"
    sheet["A1"].font, sheet["A2"].font = Font(name=FONT, size=14, bold=True), Font(name=FONT, size=12, italic=True)
    _header(sheet)
    for row, payee in enumerate(paper.payees, HEADER_ROW + 1):
        write(sheet.cell(row, 1), row - HEADER_ROW)
        for column, (_, _, name) in enumerate(COLUMNS[1:], 2):
            write(sheet.cell(row, column), getattr(payee, name), FORMATS.get(name, ""))
    end = HEADER_ROW + len(paper.payees) + 1
    write(sheet.cell(end, 2), "Tổng cộng")
    write(sheet.cell(end, 7), paper.amount, FORMATS["amount"])
    write(sheet.cell(end + 1, 2), f"Bằng chữ: {paper.sum_spoken}", boxed=False)
    for column in (2, 7):
        sheet.cell(end, column).font = Font(name=FONT, size=12, bold=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def write(cell: Any, value: Any, form: str = "", boxed: bool = True) -> None:
    """One value in one cell."""
    if isinstance(value, str):
        put(cell, value)
    else:
        cell.value = value
    cell.font = Font(name=FONT, size=12)
    if form:
        cell.number_format = form
    if boxed:
        cell.border = BOX
        cell.alignment = Alignment(vertical="center", wrap_text=isinstance(value, str))


def _header(sheet: Any) -> None:
    for column, (title, width, _) in enumerate(COLUMNS, 1):
        cell = sheet.cell(HEADER_ROW, column, title)
        cell.font, cell.border, cell.fill = Font(name=FONT, size=12, bold=True), BOX, PatternFill("solid", fgColor="E7EDF5")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", sheet.PAPERSIZE_A4, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
