"""Lists come in every shape: where the header stands, what its columns are called, what stands between the rows."""
from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook

from tests.papers.lists import AWARDS, HEADER, TODAY, book, cells, check, saved, staged
from workflow.law.words import RecipientKind, Sex
from workflow.papers.headers import meaning
from workflow.papers.sheets import BadFile, stage

PERSON, COLLECTIVE, HOUSEHOLD = RecipientKind.PERSON, RecipientKind.COLLECTIVE, RecipientKind.HOUSEHOLD


@pytest.mark.parametrize(("field", "titles"), {
    "number": "STT|TT|Số TT",
    "name": "Họ và tên|Họ tên|HỌ, TÊN|Họ và tên (viết in hoa)|Tên tập thể|Tên hộ gia đình|Tên chủ hộ|Tên cá nhân, tập thể"
            "|Tên cá nhân/tập thể/hộ gia đình|Cá nhân, tập thể|Họ và tên / Tên tập thể, hộ gia đình",
    "birth": "Ngày sinh|Ngày, tháng, năm sinh|Ngày/tháng/năm sinh|NGÀY SINH",
    "birth_year": "Năm sinh",
    "sex": "Giới tính|Nam/Nữ|Nam - Nữ|Giới",
    "identity": "Số CCCD|CCCD|Số định danh cá nhân|CMND/CCCD|Số căn cước công dân",
    "position": "Chức vụ|Chức danh|Nghề nghiệp",
    "position_workplace": "Chức vụ, đơn vị công tác|Chức vụ - nơi công tác|Nghề nghiệp, địa chỉ",
    "workplace": "Đơn vị|Đơn vị công tác|Nơi công tác|Địa chỉ|Cơ quan",
    "kind": "Đối tượng|Loại đối tượng",
    "band": "Nhóm đối tượng|Nhóm đối tượng (Band)",
    "award": "Danh hiệu|Hình thức đề nghị|Danh hiệu, hình thức khen thưởng|Danh hiệu đề nghị|Hình thức khen|Đề nghị tặng",
    "citation": "Thành tích|Tóm tắt thành tích|Nội dung|Nội dung khen thưởng",
    "note": "Ghi chú",
    "": "Các danh hiệu đã đạt|Số quyết định|Email|Năm|Danh sách đề nghị khen thưởng|Nguyễn Văn A|Điện thoại",
}.items())
def test_titles(field: str, titles: str) -> None:
    assert {title: meaning(title) for title in titles.split("|")} == dict.fromkeys(titles.split("|"), field)


def test_any_row_any_order_any_sheet() -> None:
    made = Workbook()
    made.active.append(["Công văn số 12"])
    sheet = made.create_sheet("Danh sách")
    for row in (["ỦY BAN NHÂN DÂN XÃ"], [], ["DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG"], [], list(reversed(HEADER)), list(reversed(cells()))):
        sheet.append(row)
    read = staged(made)
    assert (read.sheet, read.errors, read.warnings, read.total) == ("Danh sách", {}, {}, 1)
    assert read.rows[0].sheet_row == 6 and read.rows[0].name == "Trần Thị Hòa" and read.columns["name"] == "J"


@pytest.mark.parametrize("blank", [18, 19])
def test_the_header_is_sought_in_twenty_rows(blank: int) -> None:
    made = book([], header=None)
    for row in [["."]] * blank + [list(HEADER), cells()]:
        made.active.append(row)
    assert staged(made).total == 1


def test_below_twenty_rows_is_no_header() -> None:
    made = book([["."]] * 20 + [list(HEADER), cells()], header=None)
    with pytest.raises(BadFile, match="20 dòng đầu của trang tính “DS”"):
        staged(made)


def test_missing_columns_are_named_once_with_what_was_found() -> None:
    read = check(["x", "y", "z"], header=["STT", "Ngày sinh", "Sở thích"])
    assert list(read.errors) == ["A1"] and read.total == 0
    assert all(part in read.errors["A1"] for part in ("Họ và tên", "dòng tiêu đề 1", "“DS”", "“Ngày sinh” (B)", "“Sở thích”"))
    read = check([1, "Lê Văn A", "Sở X"], [2, "Lê Văn B", "Sở X"], header=["STT", "Họ và tên", "Đơn vị"])
    assert list(read.errors) == ["A1"] and "Danh hiệu, hình thức khen thưởng" in read.errors["A1"]


def test_the_award_column_is_not_needed_when_the_award_is_known() -> None:
    read = check([1, "Lê Văn A"], header=["STT", "Họ và tên"], default_award="LDTT")
    assert read.ok and read.rows[0].award == "LDTT" and read.rows[0].kind is PERSON


def test_an_unknown_default_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="“XYZ”"):
        check(cells(), default_award="XYZ")


def test_columns_that_are_not_read_are_told() -> None:
    read = check([1, "Lê Văn A", "LDTT", "a@b.vn", "Lê B"], header=["TT", "Họ và tên", "Danh hiệu", "Email", "Họ tên"])
    assert "“Email”" in read.warnings["D1"] and "Đã có cột" in read.warnings["E1"] and read.ok


def test_another_sheet_with_a_list_is_told() -> None:
    made = book([cells()])
    made.create_sheet("Tập thể").append(["TT", "Tên tập thể", "Danh hiệu"])
    assert "không đọc: “Tập thể”" in staged(made).warnings["*"]


def two_rows(*, merged: bool) -> Workbook:
    made = book([
        ["DANH SÁCH"], ["STT", "Họ và tên", "Năm sinh", None, "Chức vụ, đơn vị công tác", "Hình thức đề nghị"],
        [None, None, "Nam", "Nữ", None, None], ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1, "Lê Văn Bảy", 1980, None, "Trưởng phòng, Sở Nội vụ", "LĐTT"], [2, "Lê Thị Tám", None, "1981", "Chuyên viên\nSở Nội vụ", "LĐTT"],
    ], header=None)
    for place in ("A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3") if merged else ():
        made.active.merge_cells(place)
    return made


@pytest.mark.parametrize("merged", [True, False])
def test_two_row_header_with_birth_years_by_sex(merged: bool) -> None:
    read = staged(two_rows(merged=merged))
    assert read.ok and [(row.sex, row.birth_year, row.position, row.workplace) for row in read.rows] == [
        (Sex.MALE, 1980, "Trưởng phòng", "Sở Nội vụ"), (Sex.FEMALE, 1981, "Chuyên viên", "Sở Nội vụ")]


def test_birth_in_both_columns_is_a_fault() -> None:
    made = two_rows(merged=True)
    made.active["D5"] = 1981
    assert "ở cả cột Nam và cột Nữ" in staged(made).errors["D5"]


def test_marks_in_a_pair_of_columns() -> None:
    made = book([["STT", "Họ và tên", "Giới tính", None, "Danh hiệu"], [None, None, "Nam", "Nữ"], [1, "Lê Văn A", "x", "-", "LDTT"],
                 [2, "Lê Thị B", None, "X", "LDTT"], [3, "Lê C", "x", "x", "LDTT"], [4, "Lê D", "?!a", None, "LDTT"]], header=None)
    made.active.merge_cells("C1:D1")
    read = staged(made)
    assert [row.sex for row in read.rows][:2] == [Sex.MALE, Sex.FEMALE]
    assert "cả Nam và Nữ" in read.errors["D5"] and "dấu x" in read.errors["C6"]


@pytest.mark.parametrize("header", [["TT", "Họ đệm", "Tên", "Danh hiệu"], ["TT", "Họ và tên", None, "Danh hiệu"]])
def test_names_in_two_columns(header: list[Any]) -> None:
    made = book([[1, "Nguyễn Văn", "An", "LDTT"]], header=header)
    if header[2] is None:
        made.active.merge_cells("B1:C1")
    assert staged(made).rows[0].name == "Nguyễn Văn An"


def test_cells_merged_over_rows_hold_for_each_row_but_names_may_not() -> None:
    made = book([["TT", "Họ và tên", "Đơn vị", "Danh hiệu"], [1, "Lê Văn A", "Sở X", "LDTT"], [2, "Lê Văn B"], [3, None, "Sở Y", "LDTT"]],
                header=None)
    for place in ("C2:C3", "D2:D3", "B3:B4"):
        made.active.merge_cells(place)
    read = staged(made)
    assert [(row.workplace, row.award) for row in read.rows] == [("Sở X", "LDTT"), ("Sở X", "LDTT"), ("Sở Y", "LDTT")]
    assert read.errors == {"B4": "Ô này bị gộp với ô B3; hãy bỏ gộp ô và ghi riêng từng dòng"}


def test_headings_totals_and_signatures() -> None:
    read = check(
        ["I", "TẬP THỂ"], [1, "Phòng A", "Sở X", "BK-TINH"], ["Cộng", None, "1 tập thể"], ["II. CÁ NHÂN (02 người)"],
        [1, "Lê Văn B", "Sở X", "BK-TINH"], [], [2, "Lê Thị C", "Sở X", "BK-TINH"], [3], ["III. Hộ gia đình"],
        [1, "Hộ ông Lê Văn D", "Xã Y", "BK-TINH"], ["Tổng cộng: 4"], [None, None, "Minh Họa, ngày 03 tháng 11 năm 2026"],
        [None, "NGƯỜI LẬP BIỂU", "GIÁM ĐỐC"], [None, "(Ký, ghi rõ họ tên)", "(Ký tên, đóng dấu)"], [None, "Trần Văn Ký", "Lê Ký"],
        header=["STT", "Tên", "Đơn vị", "Hình thức"])
    assert read.errors == {}
    assert [(row.kind, row.name) for row in read.rows] == [
        (COLLECTIVE, "Phòng A"), (PERSON, "Lê Văn B"), (PERSON, "Lê Thị C"), (HOUSEHOLD, "Hộ ông Lê Văn D")]


def test_a_counted_row_after_the_signatures_is_still_read() -> None:
    read = check([1, "Lê Văn A", "LDTT"], [None, "THỦ TRƯỞNG ĐƠN VỊ"], [2, "Lê Văn B", "LDTT"], header=["TT", "Họ và tên", "Danh hiệu"])
    assert [row.name for row in read.rows] == ["Lê Văn A", "Lê Văn B"]


def test_headings_may_name_the_award() -> None:
    read = check(["A. Chiến sĩ thi đua cơ sở"], [1, "Lê Văn A"], ["B", "Danh hiệu Lao động tiên tiến"], [1, "Lê Văn B"],
                 ["C", "Tập thể đề nghị tặng Bằng khen của Chủ tịch UBND tỉnh"], [1, "Phòng C"], header=["TT", "Tên"])
    assert read.ok and [(row.award, row.kind) for row in read.rows] == [
        ("CSTDCS", PERSON), ("LDTT", PERSON), ("BK-TINH", COLLECTIVE)]


def test_a_group_heading_is_passed_over_aloud() -> None:
    read = check(["I", "Sở Y tế"], [1, "Lê Văn A", "LDTT"], header=["TT", "Họ và tên", "Danh hiệu"])
    assert read.total == 1 and "tiêu đề của một nhóm" in read.warnings["A2"]


def test_a_row_with_content_but_no_name_is_never_passed_over() -> None:
    read = check(cells(), cells(name=None, identity=None), cells(name="  ", identity=None))
    assert list(read.errors) == ["C3", "C4"] and read.total == 3 and "Thiếu tên" in read.errors["C3"]


def test_names_that_look_like_totals_or_signatures() -> None:
    names = ["Tổng công ty Điện lực", "Cộng đồng dân cư thôn Nà Phặc", "Ký túc xá Trường Chính trị", "Tống Hoa",
             "Đại diện Hội Nông dân"]
    read = check(*[[name, "BK-TINH"] for name in names], ["Tổng: 5"], ["Cộng (5)"], header=["Tên tập thể", "Hình thức"])
    assert [row.name for row in read.rows] == names and read.errors == {}


def test_the_header_repeated_on_each_page() -> None:
    header = ["STT", "Họ và tên", "Danh hiệu"]
    read = check([1, "Lê Văn A", "LDTT"], header, [2, "Lê Văn B", "LDTT"], header=header)
    assert [row.name for row in read.rows] == ["Lê Văn A", "Lê Văn B"] and read.ok


def test_a_heading_in_the_number_column() -> None:
    read = check(["I. Sở Y tế"], [1, "Lê Văn A", "LDTT"], [2], header=["TT", "Họ và tên", "Danh hiệu"])
    assert read.total == 1 and "tiêu đề của một nhóm" in read.warnings["A2"] and "A4" not in read.warnings


def test_text_outside_the_columns_is_told() -> None:
    read = check([1, "Lê Văn A", "LDTT"], [None, None, None, None, "xem công văn"], header=["TT", "Họ và tên", "Danh hiệu"])
    assert "ngoài các cột" in read.warnings["E3"]


def test_no_rows_is_a_fault() -> None:
    assert check().errors == {"C1": "Dưới dòng tiêu đề không có dòng nào ghi tên"}


@pytest.mark.parametrize(("values", "award", "expected"), [
    ({"kind": "Tập thể"}, "BK-TINH", COLLECTIVE), ({"kind": "hộ"}, "BK-TINH", HOUSEHOLD), ({"kind": "Nông dân"}, "BK-TINH", PERSON),
    ({}, "TTLDXS", COLLECTIVE), ({}, "CSTDT", PERSON), ({}, "GDVH", HOUSEHOLD),
    ({"sex": "Nữ"}, "BK-TINH", PERSON), ({"birth": "1980"}, "BK-TINH", PERSON), ({"position": "Kế toán"}, "BK-TINH", PERSON),
    ({"name": "Trung tâm Y tế"}, "BK-TINH", COLLECTIVE), ({"name": "Hộ ông Lê Văn A"}, "BK-TINH", HOUSEHOLD),
])
def test_who_it_is(values: dict[str, str], award: str, expected: RecipientKind) -> None:
    blank = dict.fromkeys(("kind", "birth", "sex", "identity", "band", "position"), "")
    read = check(cells(**blank | {"name": "Tô Văn An"} | values, award=award))
    assert read.ok and read.rows[0].kind is expected


def test_who_it_is_may_stay_unknown() -> None:
    blank = dict.fromkeys(("kind", "birth", "sex", "identity", "band", "position"), "")
    assert "Không rõ là cá nhân" in check(cells(**blank, award="BK-TINH")).errors["C2"]


def test_the_title_of_the_name_column_may_say_who_it_is() -> None:
    assert check([1, "Ba Đình", "BK-TINH"], header=["TT", "Tên tập thể", "Hình thức"]).rows[0].kind is COLLECTIVE
    for title in ("Tên hộ gia đình", "Họ tên chủ hộ"):
        assert check([1, "Ba Đình", "BK-TINH"], header=["TT", title, "Hình thức"]).rows[0].kind is HOUSEHOLD


def test_the_unit_is_the_recipient_unless_another_column_is() -> None:
    assert check([1, "Phòng A", "BK-TINH"], header=["TT", "Tên đơn vị", "Hình thức"]).rows[0].kind is COLLECTIVE
    row = check([1, "Phòng A", "Lê Văn B", "LDTT"], header=["TT", "Tên đơn vị", "Họ tên", "Hình thức"]).rows[0]
    assert (row.name, row.workplace, row.kind) == ("Lê Văn B", "Phòng A", PERSON)
    assert check([1, "Phòng A", "LDTT"], header=["TT", "Tên", "Hình thức"]).rows[0].name == "Phòng A"


def test_rows_out_of_order_and_gaps_of_a_million_rows() -> None:
    """`iter_rows` would drop the first and count through the second."""
    made = book([["Tên tập thể", "Danh hiệu"], ["Phòng A", "TTLDTT"]], header=None)
    made.active["A1048570"], made.active["B1048570"] = "Phòng B", "TTLDTT"
    read = stage(saved(made), awards=AWARDS, today=TODAY)
    assert [(row.sheet_row, row.name) for row in read.rows] == [(2, "Phòng A"), (1048570, "Phòng B")]
