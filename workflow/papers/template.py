"""Makes the empty list that units fill in: headers, drop-down lists, text cells for numbers, instructions."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from workflow.law.catalogue import AwardName
from workflow.law.words import Band, RecipientKind, Sex

from .dropdowns import offer
from .headers import TITLES
from .workbook import put

ROWS = 5_000
HEADER_ROW = 3
WIDTHS = {"number": 6, "kind": 14, "name": 34, "birth": 14, "sex": 10, "identity": 18, "position": 24, "workplace": 34, "band": 36,
          "award": 44, "citation": 50, "note": 20}
TEXT_COLUMNS = ("birth", "identity")  # text, or Excel swaps days with months and drops zeros
ASKING = {
    "errorStyle": "warning", "showErrorMessage": True, "errorTitle": "Ngoài danh sách",
    "error": "Nội dung không có trong danh sách chọn. Vẫn giữ?"}
GUIDE = (
    "Cách điền danh sách đề nghị khen thưởng",
    "1. Mỗi dòng ghi một cá nhân, một tập thể hoặc một hộ gia đình, đề nghị một danh hiệu hoặc một hình thức khen thưởng.",
    "2. Cột “Đối tượng”: chọn Cá nhân, Tập thể hoặc Hộ gia đình.",
    "3. Cột “Ngày sinh”: ghi ngày/tháng/năm, ví dụ 05/09/1985. Tập thể, hộ gia đình để trống.",
    "4. Cột “Số định danh cá nhân”: 12 chữ số; ô đã ở dạng văn bản để không mất số 0 ở đầu.",
    "5. Cột “Nhóm đối tượng”: chọn trong danh sách; dùng cho báo cáo thống kê.",
    "6. Cột “Danh hiệu, hình thức khen thưởng”: chọn trong danh sách. Có thể ghi tên đầy đủ, tên ngắn hoặc mã.",
    "7. Không dùng công thức, không gộp ô. Chữ gõ bằng bảng mã Unicode.",
    "8. Không cần xóa dòng trống. Khi tải lên, hệ thống chỉ ra từng ô sai và chưa lưu gì cho đến khi được chấp nhận.",
)


def template(awards: Mapping[str, AwardName], allowed: Collection[str] | None = None) -> bytes:
    """An empty .xlsx list for these awards (only those in `allowed`, if given). What it is filled with, `stage` reads."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh sách"
    offered = [award for award in awards.values() if allowed is None or award.code in allowed]
    choices = {
        "kind": [kind.label for kind in RecipientKind], "sex": [sex.label for sex in Sex], "band": [band.label for band in Band],
        "award": [award.name for award in offered],
    }
    _headers(sheet)
    offer(book, sheet, choices, list(TITLES), HEADER_ROW + 1, HEADER_ROW + ROWS, **ASKING)
    _guide(book, offered)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _headers(sheet: Any) -> None:
    sheet["A1"] = "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG"
    sheet["A1"].font = Font(name="Times New Roman", size=14, bold=True)
    line = Side(style="thin")
    for column, (name, title) in enumerate(TITLES.items(), 1):
        cell = sheet.cell(HEADER_ROW, column, title)
        cell.font = Font(name="Times New Roman", size=12, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.fill = PatternFill("solid", fgColor="E7EDF5")
        cell.border = Border(line, line, line, line)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = WIDTHS[name]
        dimension.font = Font(name="Times New Roman", size=12)
        dimension.number_format = "@" if name in TEXT_COLUMNS else "General"
    sheet.row_dimensions[HEADER_ROW].height = 36
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", sheet.PAPERSIZE_A4, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _guide(book: Any, offered: list[AwardName]) -> None:
    sheet = book.create_sheet("Hướng dẫn")
    for row, text in enumerate(GUIDE, 1):
        sheet.cell(row, 1, text)
    sheet["A1"].font = Font(bold=True, size=13)
    start = len(GUIDE) + 2
    for row, award in enumerate(offered, start):
        takers = ", ".join(kind.label.lower() for kind in RecipientKind if kind in award.kinds)
        put(sheet.cell(row, 1), f"{award.code}: {award.name} (dành cho {takers})")
    sheet.column_dimensions["A"].width = 120
