"""Numbers and dates on papers."""
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.figures import in_words, long_date, money_in_words, money_text, number_text, short_date

READ = {
    0: "không", 4: "bốn", 5: "năm", 10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm", 20: "hai mươi", 21: "hai mươi mốt",
    24: "hai mươi tư", 95: "chín mươi lăm", 100: "một trăm", 101: "một trăm linh một", 110: "một trăm mười",
    111: "một trăm mười một", 1005: "một nghìn không trăm linh năm", 1015: "một nghìn không trăm mười lăm",
    105_000: "một trăm linh năm nghìn", 1_001_000: "một triệu không trăm linh một nghìn",
    1_000_005: "một triệu không trăm linh năm", 2_340_000: "hai triệu ba trăm bốn mươi nghìn", 10**9: "một tỷ",
    10**9 + 1: "một tỷ không trăm linh một", 10**12: "một nghìn tỷ",
    1_234_567_891_234: "một nghìn hai trăm ba mươi tư tỷ năm trăm sáu mươi bảy triệu tám trăm chín mươi mốt nghìn "
    "hai trăm ba mươi tư",
    190_350_000: "một trăm chín mươi triệu ba trăm năm mươi nghìn", -7: "âm bảy",
}  # fmt: skip
ONES = {word: value for value, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])}
ONES |= {"mốt": 1, "tư": 4, "lăm": 5}


def understood(words: str) -> int:
    """What a listener makes of the words: an independent reading, so that equal words mean equal numbers."""
    total = group = 0
    for word in words.split():
        if word in ONES:
            group += ONES[word]
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group += group % 10 * 9
        elif word == "trăm":
            group *= 100
        elif word in ("nghìn", "triệu"):
            total, group = total + group * (1000 if word == "nghìn" else 10**6), 0
        elif word == "tỷ":
            total, group = (total + group) * 10**9, 0
    return total + group


@pytest.mark.parametrize(("number", "words"), READ.items())
def test_in_words(number, words):
    assert in_words(number) == words


@given(st.integers(0, 10**18 - 1) | st.integers(0, 10**7))
def test_the_words_are_understood_as_the_number(number):
    assert understood(in_words(number)) == number


def test_no_two_numbers_share_their_words():
    assert len({in_words(number) for number in range(20_000)}) == 20_000


@pytest.mark.parametrize("number", [10**18, -(10**18)])
def test_too_large_a_number_is_refused(number):
    with pytest.raises(ValueError, match="quá lớn"):
        in_words(number)


def test_money():
    assert money_text(190_350_000) == "190.350.000" and money_text(0) == "0" and money_text(-1500) == "-1.500"
    assert money_in_words(190_350_000) == "Một trăm chín mươi triệu ba trăm năm mươi nghìn đồng"


def test_dates():
    assert long_date(date(2026, 1, 5)) == "ngày 05 tháng 01 năm 2026"
    assert long_date(date(2026, 2, 28)) == "ngày 28 tháng 02 năm 2026"
    assert long_date(date(2026, 3, 10)) == "ngày 10 tháng 3 năm 2026"
    assert long_date(date(2026, 11, 9)) == "ngày 09 tháng 11 năm 2026"
    assert short_date(date(2026, 1, 5)) == "05/01/2026"


def test_document_numbers():
    assert [number_text(n) for n in (1, 9, 10, 123)] == ["01", "09", "10", "123"]
