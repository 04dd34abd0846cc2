"""Lists of past awards, read cell by cell."""
from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.papers.lists import AWARDS, TODAY
from workflow.law.words import Kind, RecipientKind, Sex
from workflow.papers import old_awards, old_sheets
from workflow.papers.contents import BadFile
from workflow.papers.old_awards import OldList, OldRow

GOOD = {
    "kind": "Cá nhân", "name": "Trần Thị Hòa", "birth": "05/09/1985", "sex": "Nữ", "identity": "038185004512", "unit": "Sở Y tế",
    "award": "Chiến sĩ thi đua cơ sở", "number": "12/QĐ-SYT", "decided": date(2015, 12, 20), "authority": "Giám đốc Sở Y tế",
    "reason": "Công trạng", "period": "2015", "citation": "Có sáng kiến", "basis": "Biên bản 5",
}


def file(*rows: dict[str, Any], heads: list[str] | None = None) -> BytesIO:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DANH SÁCH KHEN THƯỞNG"])
    sheet.append(heads or list(old_awards.TITLES.values()))
    for row in rows:
        sheet.append([row.get(name) for name in old_awards.TITLES])
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def read(*rows: dict[str, Any], outside: bool = False) -> OldList:
    return old_awards.stage(file(*rows), AWARDS, TODAY, outside)


def one(**changes: Any) -> OldRow:
    return read(GOOD | changes).rows[0]


def test_a_good_row_is_read_whole() -> None:
    row = one()
    assert not row.errors and not row.warnings and row.no == 3
    said = row.read
    assert (said.kind, said.birth_date, said.sex, said.reason) == (RecipientKind.PERSON, date(1985, 9, 5), Sex.FEMALE, Kind.MERIT)
    assert (said.award, said.decision_number, said.decided_on) == ("CSTDCS", "12/QĐ-SYT", date(2015, 12, 20))
    assert said.to_json()["decided_on"] == "2015-12-20"


@pytest.mark.parametrize(("place", "value"), [
    ("award", "Bằng danh dự huyện"), ("number", None), ("number", "không rõ"), ("decided", "2015"), ("decided", "31/02/2015"),
    ("decided", "20/12/2035"), ("decided", "20/12/1915"), ("decided", date(1990, 1, 1)), ("authority", None), ("name", "123"),
    ("birth", "chưa rõ"),
    ("identity", "123"), ("reason", "không biết"), ("kind", "khách"), ("number", "=A1"), ("citation", "x" * 1001), ("unit", "Së Y tÕ"),
])
def test_a_fault_is_told_at_its_cell(place: str, value: Any) -> None:
    row = one(**{place: value})
    assert place in row.errors, row
    assert all("sinh" not in why for where, why in row.errors.items() if where == "decided") or value == date(1990, 1, 1)


@pytest.mark.parametrize(("place", "value"), [("birth", None), ("identity", "038085004512")])
def test_a_doubt_lets_the_row_pass(place: str, value: Any) -> None:
    row = one(**{"identity": None, place: value})
    assert not row.errors and place in row.warnings


def test_an_award_that_is_gone_is_taken_as_written_where_asked() -> None:
    row = read(GOOD | {"award": "Lao động giỏi"}, outside=True).rows[0]
    assert (row.read.award, row.read.award_name) == (old_awards.OUTSIDE, "Lao động giỏi") and not row.errors and "award" in row.warnings


def test_a_collective_has_no_birth_day() -> None:
    row = one(kind=None, name="Phòng Tổ chức cán bộ", birth=None, sex=None, identity=None, award="TTLDXS")
    assert row.read.kind is RecipientKind.COLLECTIVE and not row.errors and not row.warnings


def test_a_year_is_enough_of_a_birth_and_numbers_may_be_numbers() -> None:
    row = one(birth=1985, identity=None, number=12, period=2015)
    assert (row.read.birth_date, row.read.birth_year, row.read.decision_number, row.read.period) == (None, 1985, "12", "2015")
    assert not row.errors and not row.warnings


def test_a_decision_merged_over_rows_holds_for_each() -> None:
    book = load_workbook(file(GOOD, {**GOOD, "number": None, "decided": None, "authority": None, "name": "Lê Văn Tám", "identity": None}))
    sheet = book.active
    assert sheet is not None
    for place in ("number", "decided", "authority"):
        column = list(old_awards.TITLES).index(place) + 1
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    out = BytesIO()
    book.save(out)
    rows = old_awards.stage(out, AWARDS, TODAY).rows
    assert rows[1].read.decision_number == "12/QĐ-SYT" and rows[1].read.decided_on == date(2015, 12, 20)
    assert set(rows[1].errors) <= {"sex"}


def test_what_is_no_list_is_refused() -> None:
    with pytest.raises(BadFile, match="Số quyết định"):
        old_awards.stage(file(GOOD, heads=["STT", "Họ và tên", "Danh hiệu"]), AWARDS, TODAY)
    with pytest.raises(BadFile):
        old_awards.stage(file(), AWARDS, TODAY)
    with pytest.raises(BadFile):
        old_awards.stage(BytesIO(b"no workbook"), AWARDS, TODAY)


def test_the_empty_list_is_read_once_filled() -> None:
    book = load_workbook(BytesIO(old_sheets.empty_list(AWARDS)))
    sheet = book.worksheets[0]
    sheet.append([GOOD[name] for name in old_awards.TITLES])
    out = BytesIO()
    book.save(out)
    row, = old_awards.stage(out, AWARDS, TODAY).rows
    assert not row.errors and row.read == one().read


def test_a_table_holds_no_formula() -> None:
    book = load_workbook(BytesIO(old_sheets.table("Sổ", ["Tên", "Số"], [["=1+1", "05/QĐ"], ["-x", ""]])))
    values = [[(cell.value, cell.data_type) for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert values[0] == [("=1+1", "s"), ("05/QĐ", "s")]
