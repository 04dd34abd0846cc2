"""Makes the lists that the tests of sheets hand in."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from workflow.law.catalogue import load
from workflow.papers.sheets import Staged, stage

AWARDS = load(Path(__file__).parents[2] / "fixtures" / "awards.json")
TODAY = date(2026, 11, 22)
HEADER = ("STT", "Đối tượng", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân", "Chức vụ", "Đơn vị công tác",
          "Nhóm đối tượng", "Danh hiệu", "Thành tích", "Ghi chú")
FIELDS = ("number", "kind", "name", "birth", "sex", "identity", "position", "workplace", "band", "award", "citation", "note")
GOOD: dict[str, Any] = {
    "number": 1, "kind": "Cá nhân", "name": "Trần Thị Hòa", "birth": date(1985, 9, 5), "sex": "Nữ", "identity": "038185004512",
    "position": "Chuyên viên", "workplace": "Sở Nội vụ", "band": "Người trực tiếp lao động, công tác", "award": "CSTDCS",
    "citation": "Hoàn thành xuất sắc nhiệm vụ", "note": "",
}


def cells(**changes: Any) -> list[Any]:
    """A faultless row of HEADER's columns, with changes."""
    row = GOOD | changes
    return [row[name] for name in FIELDS]


def book(rows: Iterable[Iterable[Any]], *, title: str = "DS", header: Iterable[Any] | None = HEADER) -> Workbook:
    """A workbook of one sheet: the header in row 1 unless told otherwise."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in ([header] if header is not None else []):
        sheet.append(list(row))
    for row in rows:
        sheet.append(list(row))
    return made


def saved(made: Workbook) -> BytesIO:
    """The workbook as an uploaded file."""
    out = BytesIO()
    made.save(out)
    out.seek(0)
    return out


def staged(made: Workbook, **terms: Any) -> Staged:
    """The workbook, read on the terms of these tests."""
    return stage(saved(made), awards=AWARDS, today=TODAY, **terms)


def check(*rows: Iterable[Any], header: Iterable[Any] | None = HEADER, **terms: Any) -> Staged:
    """Rows under a header in row 1, read."""
    return staged(book(rows, header=header), **terms)
