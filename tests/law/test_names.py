"""Names: one spelling, keys for search, match and order, identity numbers."""
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow.law.names import Identity, fold, identity, match_key, nfc, sort_key, title_key
from workflow.law.provinces import PROVINCES
from workflow.law.words import Sex


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Nguyễn\u00a0 Văn\tẢ ", "Nguyễn Văn Ả"),
        (unicodedata.normalize("NFD", "Đỗ Thị Hoà"), "Đỗ Thị Hoà"),
        ("Ðỗ Ðức ðông ƉɖÐ", "Đỗ Đức đông ĐđĐ"),
        ("Lê\u200b Thị\ufeff\u00ad \u0000Mai", "Lê Thị Mai"),
        ("", ""),
    ],
)
def test_nfc(raw, clean):
    assert nfc(raw) == clean


@given(st.text())
@example("İ\u0301 ǅ")
def test_stored_spelling_is_stable_and_can_be_stored(text):
    clean = nfc(text)
    assert nfc(clean) == clean and unicodedata.is_normalized("NFC", clean)
    clean.encode()
    assert "\0" not in clean and clean == clean.strip()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("hoà", "hòa"), ("HOÀ", "hòa"), ("Hoả", "Hỏa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("Thuý", "Thúy"), ("loè", "lòe"),
        ("uỷ ban", "ủy ban"), ("huỷ", "hủy"), ("Nguỵ", "Ngụy"), ("Chiến sỹ", "chiến sĩ"), ("Lý", "Lí"), ("tỷ", "tỉ"),
        ("Thi đua – Khen thưởng", "Thi đua - Khen thưởng"), ("Thi đua—khen thưởng", "thi đua - khen thưởng"),
        ("H’Hen Niê", "H'Hen Niê"), (unicodedata.normalize("NFD", "LÊ THỊ HÒA"), "Lê Thị Hoà"), ("Ðỗ", "Đỗ"),
    ],
)
def test_two_spellings_of_one_name_match(a, b):
    assert match_key(a) == match_key(b)
    assert fold(a) == fold(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Hòa", "Hoa"), ("Hoàng", "Hòang "), ("Quý", "Quí"), ("Thy", "Thi"), ("Vy", "Vi"), ("Đông", "Dong"), ("Thùy", "Thúy")],
)
def test_different_names_do_not_match(a, b):
    assert match_key(a) != match_key(b)


@pytest.mark.parametrize("word", ["quý", "quỳ", "quà", "hoàng", "toán", "khuê", "hoặc", "hoác", "giá", "quẻ", "thuở"])
def test_tones_that_stand_right_stay(word):
    assert match_key(word) == word


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đỗ  Thị Hoà ƯỚC ÐỖ", "do thi hoa uoc do"), ("H'Hen Niê", "h'hen nie"), ("Chiến sỹ thi đua", "chien si thi dua"),
        ("Đắk Lắk", "dak lak"), ("Thi đua – Khen thưởng", "thi dua-khen thuong"), ("Nguyễn Văn Ả", "nguyen van a"),
    ],
)
def test_fold(text, key):
    assert fold(text) == key


@given(st.text(st.sampled_from("aăâáạbdđeêghinoôơuưyỳ -–'’HỒĐ"), max_size=30))
def test_keys_are_stable_and_do_not_see_case_or_composition(text):
    assert fold(fold(text)) == fold(text)
    assert match_key(text) == match_key(text.upper()) == match_key(unicodedata.normalize("NFD", text))
    assert sort_key(text).isascii()


def test_people_sort_by_given_name_in_the_vietnamese_alphabet():
    expected = [
        "Phạm A", "Lê Văn An", "Nguyễn Văn An", "Trần Thị Ánh", "Lê Ăn", "Vũ Ân", "Đỗ Bảo", "Lê Cúc",
        "Lê Thị Duyên", "Trần Đào", "An Đức", "Lê Em", "Vũ Ến", "Lê Hoa", "Lê Hòa", "Lê Hoà Hỏa", "Lò Thị Hoán", "K'Brôi", "Lê Ma", "Lê Mà",
        "Lê Mả", "Lê Mã", "Lê Má", "Lê Mạ", "Lê Man", "H'Hen Niê", "Bùi Oanh", "Bùi Ông", "Bùi Ơn", "Lê Uyên", "Lê Ước", "Ý",
    ]  # fmt: skip
    keys = [sort_key(name).encode() for name in expected]
    assert keys == sorted(set(keys))


def test_units_sort_as_they_are_read():
    expected = ["Công an", "Công ty Ánh", "Công ty Ăn", "Đài Truyền hình", "Sở Nội vụ", "Sở Y tế", "Tỉnh đoàn", "Ủy ban", "Văn phòng"]
    keys = [title_key(title).encode() for title in expected]
    assert keys == sorted(set(keys))


def test_equal_given_names_sort_by_the_rest():
    names = ["Bùi Thị An", "Đỗ An", "Lê Văn An", "Lê Văn Bình An", "Nguyễn An"]
    keys = [sort_key(name) for name in names]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Đức", "d1u1c0 4"), ("Nguyễn Văn Ả (minh họa)", "a0 2,n0g0u0y0e1n0 3,v0a1n0 0"), ("", ""), ("'", ""), ("12B", "1020b0 0"),
        ("Mai-Ly", "l0i0 0,m0a0i0 0"), ("Wörth", "w0o0r0t0h0 0"), ("李", "~00674e 0"), ("\u0306a", "a0 0"),
        ("ườm", "u1o2m0 1"), ("Ộ", "o1 5"),
        ("Hòa", "h0o0a0 1"), ("Hoà", "h0o0a0 1"), ("ằ", "a1 1"), ("x\u0301y\u0323", "x0y0 4"),
    ],
)
def test_sort_key(name, key):
    assert sort_key(name) == key


def test_63_provinces():
    assert len(PROVINCES) == 63 and PROVINCES["006"] == "Bắc Kạn"


def test_an_identity_number_tells_of_its_holder():
    facts = Identity("038185004512", "Thanh Hóa", Sex.FEMALE, 1985)
    assert identity("038185004512") == facts
    assert identity("038.185 004 512", Sex.FEMALE, 1985, 2026) == facts
    assert identity("001200000001") == Identity("001200000001", "Hà Nội", Sex.MALE, 2000)
    assert identity("001305000001") == Identity("001305000001", "Hà Nội", Sex.FEMALE, 2005)


@pytest.mark.parametrize(
    ("number", "facts", "reason"),
    [
        ("", {}, "chỉ gồm chữ số"),
        ("03818500451x", {}, "chỉ gồm chữ số"),
        ("٠٣٨١٨٥٠٠٤٥١٢", {}, "chỉ gồm chữ số"),
        ("38185004512", {}, "mất số 0 ở đầu: 038185004512"),
        ("123456789", {}, "chứng minh nhân dân"),
        ("1234567", {}, "phải có 12 chữ số, đang có 7"),
        ("999085004512", {}, "“999”"),
        ("038485004512", {}, "Chữ số thứ tư"),
        ("038299001234", {"this_year": 2026}, "2099, sau năm 2026"),
        ("038185004512", {"birth_year": 1986}, "1985, khác năm sinh đã khai 1986"),
        ("038185004512", {"sex": Sex.MALE}, "giới tính Nữ, khác giới tính đã khai Nam"),
    ],
)
def test_an_identity_number_that_cannot_be_right(number, facts, reason):
    assert reason in identity(number, **facts)
