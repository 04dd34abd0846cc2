"""The phrases that papers are put together from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.papers import samples
from workflow.papers import wording


@pytest.mark.parametrize(("name", "lines"), [
    ("SỞ NỘI VỤ", "SỞ NỘI VỤ"),
    ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG TỈNH MINH HỌA", "HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG\nTỈNH MINH HỌA"),
    ("Trung tâm Phục vụ hành chính công", "Trung tâm\nPhục vụ hành chính công"),
    ("ỦY BAN NHÂN DÂN\nTỈNH MINH HỌA THI ĐUA - KHEN THƯỞNG", "ỦY BAN NHÂN DÂN\nTỈNH MINH HỌA THI ĐUA - KHEN THƯỞNG"),
])
def test_a_body_s_name_breaks_where_its_parts_join(name: str, lines: str) -> None:
    assert wording.head_lines(name) == lines


@pytest.mark.parametrize(("part", "whole", "text"), [
    (19, 22, "86,36"), (20, 22, "90,90"), (18, 20, "90,00"), (0, 7, "0,00"), (2, 3, "66,66"),
])
def test_a_share_has_two_decimals_and_is_never_rounded_up(part: int, whole: int, text: str) -> None:
    assert wording.percent(part, whole) == text


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX"), (49, "XLIX")])
def test_annexes_count_in_roman(number: int, text: str) -> None:
    assert wording.roman(number) == text


def test_kinds_are_listed_as_one_speaks() -> None:
    assert wording.listed(["tập thể"]) == "tập thể"
    assert wording.listed(["tập thể", "cá nhân", "hộ gia đình"]) == "tập thể, cá nhân và hộ gia đình"


def test_moments_are_said_on_the_office_s_clock() -> None:
    assert wording.moment_words(datetime(2026, 1, 4, 18, 5, tzinfo=UTC)) == "01 giờ 05 phút, ngày 05 tháng 01 năm 2026"


def test_a_count_that_ends_on_another_day_says_which() -> None:
    assert samples.count_minutes().closed == "15 giờ 20 phút cùng ngày"
    late = samples.count_minutes(closed_at=datetime(2026, 12, 16, 0, 10, tzinfo=samples.VN))
    assert late.closed == "00 giờ 10 phút, ngày 16 tháng 12 năm 2026"
