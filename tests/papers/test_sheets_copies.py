"""What goes back to the unit: its list with the faults marked, and the empty list to fill in."""
from __future__ import annotations

import io

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.utils import column_index_from_string

from tests.papers.lists import AWARDS, GOOD, TODAY, book, cells, saved
from workflow.papers.contents import BadFile
from workflow.papers.headers import TITLES
from workflow.papers.marking import DOUBTFUL, FAULTY, SUMMARY
from workflow.papers.sheets import marked_copy, stage, template
from workflow.papers.workbook import put


def test_faulty_cells_are_coloured_and_explained() -> None:
    made = book([cells(name="=1+1"), cells(identity=38185004512, award="XYZ", note="ghi chú")])
    made.active["J3"].comment = Comment("đã hỏi", "ai đó")
    made.active["K2"].value = "=SUM(A1:A2)"
    upload = saved(made)
    read = stage(upload, awards=AWARDS, today=TODAY)
    sheet = load_workbook(io.BytesIO(marked_copy(upload, read)))["DS"]
    assert {place for place in read.errors if sheet[place].fill.fgColor.rgb == FAULTY.fgColor.rgb} == {"C2", "J3", "K2"} == set(read.errors)
    assert sheet["F3"].fill.fgColor.rgb == DOUBTFUL.fgColor.rgb and sheet["L3"].fill.fill_type is None
    assert sheet["J3"].comment.text.startswith("đã hỏi\nLỗi: Không có danh hiệu")
    assert "Lưu ý: Số định danh mất số 0" in sheet["F3"].comment.text
    assert sheet["K2"].value == "=SUM(A1:A2)", "what the unit sent stays as it was"


def test_the_summary_lists_every_note_and_can_be_sent_in_again() -> None:
    upload = saved(book([cells(name="=cmd|' /C calc'!A0", birth="")]))
    read = stage(upload, awards=AWARDS, today=TODAY)
    once = marked_copy(upload, read)
    again = stage(io.BytesIO(once), awards=AWARDS, today=TODAY)
    assert again == read
    made = load_workbook(io.BytesIO(marked_copy(io.BytesIO(once), again)))
    rows = list(made[SUMMARY].iter_rows(min_row=2))
    assert made.sheetnames == ["DS", SUMMARY] and [row[0].value for row in rows] == [*read.errors, *read.warnings]
    assert [cell.data_type for row in rows for cell in row if str(cell.value).startswith("=")] == ["s"]


def test_a_note_in_a_merged_cell_is_shown_at_its_corner() -> None:
    made = book([["TT", "Họ và tên", "Danh hiệu", "Đơn vị"], [1, "Lê Văn A", "LDTT", "X"], [2, None, "LDTT", "X"]], header=None)
    made.active.merge_cells("B2:B3")
    upload = saved(made)
    read = stage(upload, awards=AWARDS, today=TODAY)
    assert list(read.errors) == ["B3"]
    assert "B3: Lỗi: Ô này bị gộp" in load_workbook(io.BytesIO(marked_copy(upload, read)))["DS"]["B2"].comment.text


def test_marking_refuses_what_staging_refuses() -> None:
    read = stage(saved(book([cells()])), awards=AWARDS, today=TODAY)
    for content in (b"%PDF-1.7", b""):
        try:
            marked_copy(io.BytesIO(content), read)
        except BadFile:
            continue
        raise AssertionError(content)


def test_the_empty_list_reads_back_what_is_written_into_it() -> None:
    made = load_workbook(io.BytesIO(template(AWARDS, allowed={"CSTDCS", "BK-TINH"})))
    sheet = made["Danh sách"]
    assert [cell.value for cell in sheet[3]] == list(TITLES.values())
    assert {sheet.column_dimensions[letter].number_format for letter in "DF"} == {"@"}
    for column, name in enumerate(TITLES, 1):
        sheet.cell(4, column, GOOD[name] if name != "birth" else "05/09/1985")
    read = stage(saved(made), awards=AWARDS, today=TODAY)
    assert (read.sheet, read.errors, read.warnings, read.total) == ("Danh sách", {}, {}, 1)
    assert list(read.columns) == list(TITLES) and read.rows[0].identity == GOOD["identity"]


def test_the_empty_list_offers_what_may_be_chosen() -> None:
    made = load_workbook(io.BytesIO(template(AWARDS, allowed={"CSTDCS", "BK-TINH"})))
    rules = {str(rule.sqref): rule.formula1 for rule in made["Danh sách"].data_validations.dataValidation}
    place = column_index_from_string("J")
    assert list(TITLES)[place - 1] == "award" and rules["J4:J5003"] == "'Danh mục'!$D$1:$D$2"
    offered = [cell.value for cell in made["Danh mục"]["D"] if cell.value]
    assert set(offered) == {AWARDS["CSTDCS"].name, AWARDS["BK-TINH"].name}
    assert made["Danh mục"].sheet_state == "hidden" and "Cách điền" in made["Hướng dẫn"]["A1"].value
    for letter, choices in (("B", "A"), ("E", "B"), ("I", "C")):
        column = list(TITLES)[column_index_from_string(letter) - 1]
        for word in (cell.value for cell in made["Danh mục"][choices] if cell.value):
            others = {"award": "BK-TINH", **dict.fromkeys(("birth", "identity", "band", "sex"), "")} if column == "kind" else {}
            read = stage(saved(book([cells(**{column: word}, **others)])), awards=AWARDS, today=TODAY)
            assert read.ok, (word, read.errors)


def test_no_text_becomes_a_formula() -> None:
    made = book([], header=None)
    for row, text in enumerate(("=1+1", "+84 912", "-5", "@SUM(A1)", "\t=1", "bình thường"), 1):
        put(made.active.cell(row, 1), text)
    read = load_workbook(saved(made)).active
    assert [cell.data_type for cell in read["A"]] == ["s"] * 6 and [cell.quotePrefix for cell in read["A"]] == [True] * 5 + [False]
    assert read["A1"].value == "=1+1"
