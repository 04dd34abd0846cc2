"""Fields understand what is typed and say what is wrong with it."""
from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.forms import Field

from forms.fields import Day, LetterNumber, Name, Phone, Text


def told(field: Field, typed: str) -> str:
    """The refusal of what was typed."""
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize("typed", ["10/11/2026", "10-11-2026", "10.11.2026", " 10/11/2026 ", "10/11/2026\u200b"])
def test_the_day_comes_first(typed: str) -> None:
    assert Day().clean(typed) == date(2026, 11, 10)


@pytest.mark.parametrize("typed", ["11/31/2026", "31/11/2026", "10/11/26", "2026-11-10", "hôm nay"])
def test_any_other_day_is_refused_with_an_example(typed: str) -> None:
    assert "ví dụ 05/11/2026" in told(Day(), typed)


def test_a_slip_in_the_year_is_told() -> None:
    assert "Năm 0206 không đúng" in told(Day(), "10/11/0206")


def test_two_keyboards_write_one_name() -> None:
    composed, decomposed = "Nguyễn Thị Hòa", unicodedata.normalize("NFD", "  Nguyễn  Thị Hòa ")
    assert Name().clean(decomposed) == composed


def test_a_name_may_be_one_word_but_not_a_number() -> None:
    assert Name().clean("Y'Bhiông") == "Y'Bhiông"
    assert "không chỉ chữ số" in told(Name(), "2026")


def test_letters_of_an_old_font_are_refused_with_their_reading() -> None:
    assert "“Nguyễn Văn”" in told(Text(), "NguyÔn V¨n")


def test_text_keeps_its_lines() -> None:
    assert Text().clean("Một  hai \r\n ba ") == "Một hai\nba"


@pytest.mark.parametrize("typed", ["215/TTr-SGDĐT", "215 / TTr - SGDĐT", "01/2026/TTr-UBND", "12a/BC-HĐ"])
def test_a_letter_has_number_and_sign(typed: str) -> None:
    assert " " not in LetterNumber().clean(typed)


@pytest.mark.parametrize("typed", ["215", "TTr-SGDĐT", "215/", "/TTr", "215 TTr"])
def test_half_a_letter_number_is_refused(typed: str) -> None:
    assert "215/TTr-SGDĐT" in told(LetterNumber(), typed)


@pytest.mark.parametrize("typed", ["0912 345 678", "0237.385.2246", "+84912345678"])
def test_a_telephone_number_as_people_group_it(typed: str) -> None:
    assert Phone().clean(typed) == typed


def test_words_are_no_telephone_number() -> None:
    assert "0912 345 678" in told(Phone(), "không có")


def test_nothing_is_nothing_where_nothing_is_asked() -> None:
    assert (Day(required=False).clean(""), Name(required=False).clean(""), LetterNumber(required=False).clean("")) == (None, "", "")
