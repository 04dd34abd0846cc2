"""Reward money: the published amounts, the rounding and the accumulation rule."""
from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.money import BaseSalary, Claim, Rate, Tariff, explain, highest_in_period, reward
from workflow.law.words import RecipientKind

PERSON, COLLECTIVE, HOUSEHOLD = RecipientKind.PERSON, RecipientKind.COLLECTIVE, RecipientKind.HOUSEHOLD
SINCE = date(2024, 1, 1)
TARIFF = Tariff(
    rates=[
        Rate("BK-TINH", SINCE, None, Decimal("1.5"), True, "Nghị định", True),
        Rate("TTLDXS", SINCE, None, Decimal("1.5"), False),
        Rate("GDVH", SINCE, None, Decimal("0.1"), False),
        Rate("GK-XA", SINCE, date(2025, 12, 31), Decimal("0.15"), True),
        Rate("GK-XA", date(2025, 7, 1), None, Decimal("0.3"), True),
    ],
    salaries=[
        BaseSalary(date(2023, 7, 1), date(2024, 6, 30), 1_800_000, "NĐ 24/2023"),
        BaseSalary(date(2024, 7, 1), date(2026, 6, 30), 2_340_000, "NĐ 73/2024"),
        BaseSalary(date(2026, 7, 1), None, 2_530_000, "NĐ 161/2026"),
    ],
)


@pytest.mark.parametrize(
    ("award", "kind", "on", "amount"),
    [
        ("BK-TINH", PERSON, date(2026, 7, 1), 3_800_000),  # 3.795.000 rounded up
        ("BK-TINH", COLLECTIVE, date(2026, 7, 1), 7_590_000),  # doubled before the rounding
        ("BK-TINH", HOUSEHOLD, date(2026, 7, 1), 3_800_000),
        ("BK-TINH", PERSON, date(2026, 6, 30), 3_510_000),
        ("BK-TINH", COLLECTIVE, date(2026, 6, 30), 7_020_000),
        ("BK-TINH", PERSON, date(2024, 6, 30), 2_700_000),
        ("TTLDXS", COLLECTIVE, date(2026, 7, 1), 3_800_000),
        ("GDVH", HOUSEHOLD, date(2026, 7, 1), 260_000),  # 253.000
        ("GDVH", HOUSEHOLD, date(2026, 6, 30), 240_000),  # 234.000
        ("GK-XA", PERSON, date(2025, 6, 30), 360_000),  # 351.000
        ("GK-XA", PERSON, date(2025, 7, 1), 710_000),  # 702.000 by the newer of two overlapping rows
    ],
)
def test_amounts(award, kind, on, amount):
    assert reward(award, kind, on, TARIFF) == amount


@given(st.decimals("0.01", "300", places=3), st.integers(1, 10_000_000), st.sampled_from(list(RecipientKind)), st.booleans())
def test_rounding_is_up_to_ten_thousands_and_never_more(coefficient, salary, kind, doubles):
    tariff = Tariff([Rate("X", SINCE, None, coefficient, doubles)], [BaseSalary(SINCE, None, salary)])
    exact = Fraction(coefficient) * salary * (2 if doubles and kind is COLLECTIVE else 1)
    amount = reward("X", kind, SINCE, tariff)
    assert amount % 10_000 == 0 and 0 <= amount - exact < 10_000


@given(st.decimals("0.01", "300", places=2), st.integers(1, 3000))
def test_the_explanation_ends_with_the_amount(coefficient, days):
    on = SINCE + timedelta(days=days)
    tariff = Tariff([Rate("X", SINCE, None, coefficient, True)], TARIFF.salaries)
    amount = f"{reward('X', COLLECTIVE, on, tariff):,}".replace(",", ".")
    assert explain("X", COLLECTIVE, on, tariff)[-1].endswith(f": {amount} đồng.")


def test_the_explanation_gives_its_reasons():
    assert explain("BK-TINH", COLLECTIVE, date(2026, 7, 1), TARIFF) == [
        "Mức tiền thưởng BK-TINH: hệ số 1,5. Nguồn: Nghị định.",
        "Mức lương cơ sở ngày 01/07/2026: 2.530.000 đồng. Nguồn: NĐ 161/2026.",
        "Đối tượng: Tập thể, nhân đôi theo quy định cho tập thể.",
        "1,5 × 2.530.000 × 2 = 7.590.000 đồng, làm tròn lên hàng chục nghìn: 7.590.000 đồng.",
    ]
    told = explain("GDVH", HOUSEHOLD, date(2026, 7, 1), TARIFF)
    assert told[0].endswith("(Chưa kiểm chứng.)") and "không nhân đôi" in told[2]
    odd = Tariff([Rate("X", SINCE, None, Decimal("0.001"), False)], [BaseSalary(SINCE, None, 2_530_500)])
    assert "= 2530,50 đồng" in explain("X", PERSON, SINCE, odd)[-1]


@pytest.mark.parametrize(
    ("award", "on", "words"),
    [
        ("HC-HN", date(2026, 7, 1), "Không có mức tiền thưởng nào cho “HC-HN”"),
        ("BK-TINH", date(2023, 12, 31), "Không có mức tiền thưởng cho “BK-TINH” vào ngày 31/12/2023"),
    ],
)
def test_an_unknown_rate_is_refused_in_words(award, on, words):
    with pytest.raises(LookupError, match=words):
        reward(award, PERSON, on, TARIFF)


def test_an_unknown_base_salary_is_refused_in_words():
    with pytest.raises(LookupError, match="lương cơ sở cho ngày 01/01/2024"):
        reward("BK-TINH", PERSON, SINCE, Tariff(TARIFF.rates, []))


def test_of_the_titles_of_one_period_only_the_highest_is_paid():
    low = Claim("LDTT", "danh-hieu", "2026", 760_000)
    high = Claim("CSTDT", "danh-hieu", "2026", 7_590_000)
    equal = Claim("CSTDCS", "danh-hieu", "2026", 7_590_000)
    other = Claim("CSTDCS", "danh-hieu", "2025", 2_530_000)
    form = Claim("BK-TINH", "hinh-thuc", "2026", 3_800_000)
    assert highest_in_period([low, high, equal, other, form]) == [high, other, form]
    assert highest_in_period([high, high]) == [high]
    assert highest_in_period([]) == []
