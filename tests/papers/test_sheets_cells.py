"""Every fault a cell can have is told in Vietnamese at that cell."""
from __future__ import annotations

import json
import unicodedata
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from tests.papers.lists import AWARDS, GOOD, TODAY, book, cells, check, staged
from workflow.law.words import Band, RecipientKind, Sex
from workflow.papers.sheets import Row, Terms, check_row

TERMS = Terms.of(AWARDS, TODAY)
COLUMN = {"kind": "B", "name": "C", "birth": "D", "sex": "E", "identity": "F", "position": "G", "workplace": "H", "band": "I", "award": "J",
          "citation": "K", "note": "L"}


def test_a_good_row() -> None:
    read = check(cells())
    assert (read.errors, read.warnings, read.total) == ({}, {}, 1)
    assert read.rows == [Row(
        2, RecipientKind.PERSON, "Trần Thị Hòa", date(1985, 9, 5), 1985, Sex.FEMALE, "038185004512", "Chuyên viên", "Sở Nội vụ",
        Band.DIRECT_WORKER, "CSTDCS", "Hoàn thành xuất sắc nhiệm vụ", "")]


@pytest.mark.parametrize(("field", "value", "said"), [
    ("name", "=B1&C1", "công thức =B1&C1"),
    ("identity", "=1+1", "công thức"),
    ("award", "=J1", "công thức"),
    ("birth", "31/02/1985", "không có thật"),
    ("birth", "12/25/1985", "có phải là 25/12/1985?"),
    ("birth", "5/9/85", "bốn chữ số"),
    ("birth", "mồng năm", "Không đọc được ngày sinh"),
    ("birth", date(2027, 1, 1), "sau hôm nay"),
    ("birth", "2031", "sau năm nay"),
    ("birth", 123.5, "không phải là ngày sinh"),
    ("birth", 31021985, "không có thật"),
    ("birth", True, "không phải là ngày"),
    ("birth", time(8, 30), "không phải là ngày"),
    ("sex", "không rõ", "Nam hoặc Nữ"),
    ("identity", "123456789", "chứng minh nhân dân 9 chữ số"),
    ("identity", "0381850045123", "12 chữ số, đang có 13"),
    ("identity", "099185004512", "“099”"),
    ("identity", 99185004512, "ô có 11 chữ số"),
    ("identity", "038985004512", "không thể là 9"),
    ("identity", "038399004512", "sau năm 2026"),
    ("identity", "0381850O4512", "chỉ gồm chữ số"),
    ("identity", "3.8185E+10", "rút gọn"),
    ("identity", 38185004512.5, "phần lẻ"),
    ("identity", datetime(2026, 1, 1), "Văn bản (Text)"),
    ("kind", "Robot", "Cá nhân, Tập thể hoặc Hộ gia đình"),
    ("band", "Nhóm X", "hãy ghi một trong"),
    ("award", "Giải Nobel", "trong danh mục"),
    ("award", "Chiến sĩ thi đua cấp sở", "có phải là"),
    ("award", "CSTĐCS, LĐTT", "tách thành 2 dòng"),
    ("award", "TTLDXS", "không dành cho cá nhân; chỉ dành cho tập thể"),
    ("award", "", "Thiếu danh hiệu"),
    ("name", "Nguyễn Văn 2", "chữ số"),
    ("name", "@admin", "không phải là tên"),
    ("name", "123", "không phải là tên"),
    ("name", "Lê Văn A\nTrần Văn B", "Ô ghi 2 dòng"),
    ("name", "A" * 201, "201 ký tự"),
    ("citation", "A" * 1001, "quá giới hạn 1000"),
    ("name", "NguyÔn V¨n §øc", "có lẽ là “Nguyễn Văn Đức”"),
    ("name", "Nguyeãn Vaên Ñöùc", "VNI"),
    ("workplace", "Phßng Gi¸o dôc vµ §µo t¹o", "Phòng Giáo dục và Đào tạo"),
    ("name", "#N/A", "lỗi #N/A"),
])
def test_faults(field: str, value: Any, said: str) -> None:
    """The fault stands at its cell, and what was found there is kept for the preview."""
    read = check(cells(**{field: value}))
    place = f"{COLUMN[field]}2"
    assert list(read.errors) == [place] and said in read.errors[place] and not read.ok
    assert value == "" or place in read.found


@pytest.mark.parametrize(("field", "value", "said"), [
    ("identity", "38185004512", "đã hiểu là 038185004512"),
    ("identity", 38185004512, "đã hiểu là 038185004512"),
    ("sex", "Nam", "Số định danh là của Nữ"),
    ("birth", date(1984, 9, 5), "năm sinh 1985, danh sách ghi 1984"),
    ("birth", 31295, "đã hiểu là ngày 05/09/1985"),
    ("birth", 5091985, "đã hiểu là ngày 05/09/1985"),
    ("birth", 1985, "Chỉ có năm sinh 1985"),
    ("birth", "09/1985", "thiếu ngày"),
    ("identity", "", "Thiếu số định danh"),
    ("band", "", "Thiếu nhóm đối tượng"),
    ("name", "Bà Trần Thị Hòa", "Đã bỏ chữ “Bà”"),
    ("name", "Trần Thị Hòa, Phó phòng", "dấu lạ"),
])
def test_doubts(field: str, value: Any, said: str) -> None:
    read = check(cells(**{field: value}))
    where = {"sex": "identity", "birth": "identity"}.get(field, field) if "danh sách ghi" in said or "của Nữ" in said else field
    assert read.ok and list(read.warnings) == [f"{COLUMN[where]}2"] and said in read.warnings[f"{COLUMN[where]}2"]


def test_sex_and_year_come_from_the_identity_number() -> None:
    read = check(cells(sex="", birth=""))
    assert read.warnings == {} and (read.rows[0].sex, read.rows[0].birth_year) == (Sex.FEMALE, 1985)
    assert "Thiếu ngày sinh" in check(cells(identity="", birth="")).warnings["D2"]


@pytest.mark.parametrize("year", [2012, 1915])
def test_unusual_ages(year: int) -> None:
    assert "tuổi" in check(cells(birth=date(year, 1, 1), identity="")).warnings["D2"]


@pytest.mark.parametrize("written", [
    "05/09/1985", "5-9-1985", "5.9.1985", " 5 / 9 / 1985 ", "1985-09-05", "1985-09-05 00:00:00", "ngày 5 tháng 9 năm 1985",
    date(1985, 9, 5), datetime(1985, 9, 5, 7, 30)])
def test_dates_as_text_and_as_dates(written: Any) -> None:
    read = check(cells(birth=written))
    assert (read.errors, read.warnings, read.rows[0].birth_date) == ({}, {}, date(1985, 9, 5))


def test_year_of_birth_is_enough_under_that_title() -> None:
    read = check([1, "Lê Văn A", 1980, "LDTT"], header=["TT", "Họ và tên", "Năm sinh", "Danh hiệu"])
    assert "C2" not in read.warnings and read.rows[0].birth_year == 1980 and read.rows[0].birth_date is None


@pytest.mark.parametrize("written", [
    "CSTĐCS", "cstdcs", "Chiến sĩ thi đua cơ sở", "CHIẾN SỸ THI ĐUA CƠ SỞ", "Danh hiệu Chiến sỹ thi đua cơ sở năm 2026", "CSTĐ cơ sở"])
def test_awards_by_any_name(written: str) -> None:
    assert check(cells(award=written)).rows[0].award == "CSTDCS"


def test_every_award_is_known_by_code_name_and_short_name() -> None:
    assert [code for code, award in AWARDS.items() if {*map(TERMS.award, (code, award.name, award.short))} != {code}] == []


def test_awards_the_unit_may_not_propose() -> None:
    read = check(cells(award="CSTDT"), cells(award="BK-TINH", name="Lê Thị B", identity="038185004513"), allowed={"BK-TINH"})
    assert read.errors == {"J2": "Đơn vị trình không được đề nghị “Chiến sĩ thi đua cấp tỉnh” (CSTDT)"}


def test_two_faults_of_a_cell_are_joined() -> None:
    read = check(cells(), cells(award="XYZ", identity="038185004512", name="Lê B"), cells(kind="Tập thể", award="CSTDT"), allowed=set())
    assert read.errors["J3"].count(";") >= 1 and "không được đề nghị" in read.errors["J4"]


def test_duplicates_by_identity_number() -> None:
    read = check(cells(), cells(), cells(award="LDTT"), cells(name="Lê Thị B", award="LDTT"), cells(name="TRẦN THỊ HOÀ", award="LDTT"))
    assert read.errors == {
        "F3": "Trùng người với ô F2: cùng số định danh, cùng đề nghị CSTĐ cơ sở",
        "F5": "Số định danh trùng với ô F2 nhưng khác tên",
        "F6": "Trùng người với ô F4: cùng số định danh, cùng đề nghị Lao động tiên tiến"}
    assert list(read.warnings) == ["F4"] and "hình thức khác" in read.warnings["F4"]


def test_a_lost_zero_does_not_hide_a_duplicate() -> None:
    assert "F3" in check(cells(), cells(identity=38185004512)).errors


def test_namesakes() -> None:
    """The same name and birth date is a doubt, unless the identity numbers differ; so is the same name at one workplace."""
    assert "cùng ngày sinh" in check(cells(), cells(identity="")).warnings["C3"]
    assert check(cells(), cells(identity="038185004513")).warnings == {}
    both = cells(identity="", birth="")
    assert "cùng đơn vị" in check(both, both).warnings["C3"]
    assert "C3" not in check(both, cells(identity="", birth="", workplace="Sở Y tế")).warnings


def test_collectives_and_households() -> None:
    group = {"birth": "", "sex": "", "identity": "", "band": "", "position": ""}
    a = cells(**group, kind="Tập thể", name="Phòng Tổ chức", award="BK-TINH")
    read = check(a, a, cells(**group, kind="Tập thể", name="phòng tổ chức", award="TTLDXS"))
    assert list(read.errors) == ["C3"] and "Trùng tập thể với ô C2" in read.errors["C3"] and list(read.warnings) == ["C4"]
    told = check(cells(kind="Hộ gia đình", award="GDVH"))
    assert told.ok and list(told.warnings) == ["D2", "E2", "F2", "I2"] and told.rows[0].birth_date is None


def test_old_fonts_are_known_by_their_name() -> None:
    """“Tó” is a possible word in Unicode; in .VnTime it is “Tú”. A Unicode text in that font is left alone."""
    made = book([cells(name="Tó"), cells(name="Hoàng Văn Tứ", identity="038085004512", sex="Nam")])
    made.active["C2"].font = made.active["C3"].font = Font(name=".VnTime")
    read = staged(made)
    assert list(read.errors) == ["C2"] and "“Tú”" in read.errors["C2"]


@pytest.mark.parametrize("name", [
    "H'Hen Niê", "K’Brôi", "Y Ñel", "Lò Thị Én", "Tô Hoài", "Vàng A Páo", "LÊ CÔNG HÃN", "Thào A Sính – Páo", "Nguyễn Văn Ả", "José García",
    "Hồ"])
def test_names_of_all_peoples(name: str) -> None:
    read = check(cells(name=name))
    assert (read.errors, read.warnings, read.rows[0].name) == ({}, {}, unicodedata.normalize("NFC", name))


def test_decomposed_letters_are_told_once_a_column() -> None:
    nfd = unicodedata.normalize("NFD", "Trần Thị Hòa")
    read = check(cells(name=nfd), cells(name=nfd, identity="038185004513", birth="06/09/1985"))
    assert read.ok and [row.name for row in read.rows] == ["Trần Thị Hòa"] * 2
    assert list(read.warnings) == ["C2"] and "NFD" in read.warnings["C2"] and "1 ô khác" in read.warnings["C2"]


def test_days_and_months_swapped_by_the_spreadsheet() -> None:
    rows = [cells(name=f"Lê Thị {letter}", identity="", birth=date(1985, 3, day)) for day, letter in enumerate("ABCDE", 1)]
    assert "đảo ngày và tháng" in check(*rows, cells(birth="25/12/1985")).warnings["D1"]
    assert "D1" not in check(*rows, cells(birth=date(1985, 12, 25))).warnings


def test_one_remark_for_a_blank_column() -> None:
    people = [cells(name=f"Lê Thị {chr(65 + i)}", identity="", birth=date(1985, 3, 1 + i)) for i in range(25)]
    read = check(*people)
    assert list(read.warnings) == ["C1"] and "“Số định danh cá nhân”" in read.warnings["C1"]
    assert len(check(*people, cells()).warnings) == 25


def test_notes_stand_in_the_order_of_the_sheet() -> None:
    read = check(*[cells(award="XYZ", sex="?a", identity=f"0381850045{i:02}") for i in range(12)])
    assert list(read.errors) == [f"{column}{row}" for row in range(2, 14) for column in "EJ"]


def test_a_row_typed_by_hand() -> None:
    values = {name: str(GOOD[name]) for name in GOOD if name not in ("number", "birth")} | {"birth": "05/09/1985"}
    row, errors, warnings = check_row(values, TERMS)
    assert row and (errors, warnings) == ({}, {}) and row.sheet_row == 0 and row.birth_date == date(1985, 9, 5)
    row, errors, warnings = check_row(values | {"identity": "12", "band": " ", "award": "=1"}, TERMS)
    assert row is None and list(errors) == ["identity", "award"] and list(warnings) == ["band"]
    assert check_row({"name": "Phòng A", "award": "BK-TINH"}, TERMS, kind=RecipientKind.COLLECTIVE)[1] == {}


def test_rows_survive_json() -> None:
    full = check(cells()).rows[0]
    bare = Row(3, RecipientKind.COLLECTIVE, "Phòng A", award="BK-TINH")
    for row in (full, bare):
        assert Row.from_json(json.loads(json.dumps(row.to_json()))) == row


WORDS = ["Nguyễn", "Trần", "Đặng", "Thị", "Văn", "Hòa", "Thúy", "Ước", "Kỳ", "Ả", "Ơn", "Ưu", "Đỗ", "Quỳnh", "Ngọc", "Ánh", "Bình"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=5)
DAYS = st.dates(date(1930, 1, 1), date(2010, 12, 31))


@settings(max_examples=60, deadline=None)
@given(
    name=NAMES.map(" ".join), form=st.sampled_from(["NFC", "NFD"]), day=DAYS, serial=st.integers(0, 999_999),
    female=st.booleans(), province=st.sampled_from(["001", "010", "038", "096"]), number=st.sampled_from(["text", "bare", "int", "float"]),
    style=st.sampled_from(["{:%d/%m/%Y}", "{:%Y-%m-%d}", "{0.day}-{0.month}-{0.year}", "date", "datetime", "serial"]))
def test_whatever_the_spelling_the_facts_come_back(
    name: str, form: Any, day: date, serial: int, female: bool, province: str, number: str, style: str
) -> None:
    """Composed or not, with or without leading zeros, dates as text, dates or day numbers: the same row."""
    identity = f"{province}{(2 if day.year >= 2000 else 0) + female}{day.year % 100:02}{serial:06}"
    written = {"text": identity, "bare": identity.lstrip("0"), "int": int(identity), "float": float(identity)}[number]
    shown: Any = {"date": day, "datetime": datetime(day.year, day.month, day.day), "serial": (day - date(1899, 12, 30)).days}.get(
        style) or style.format(day)
    read = check(cells(name=unicodedata.normalize(form, name), birth=shown, identity=written, sex="Nữ" if female else "Nam"))
    row = read.rows[0]
    assert read.errors == {}
    assert (row.name, row.birth_date, row.identity, row.sex) == (name, day, identity, Sex.FEMALE if female else Sex.MALE)
    assert ("F2" in read.warnings) == (number != "text")
