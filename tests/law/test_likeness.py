"""How alike two recipients are."""
from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.likeness import DOUBTFUL, SAME, Alike, Traits, likeness
from workflow.law.words import RecipientKind, Sex

HOA = Traits(RecipientKind.PERSON, "Trần Thị Hòa", date(1985, 9, 5), 1985, Sex.FEMALE, "", "Sở Y tế")
WARD = Traits(RecipientKind.COLLECTIVE, "Phòng Tổ chức", unit="Sở Y tế")
SPELLINGS = [
    ("Trần Thị Hòa", "Trần Thị Hoà"), ("Trần Thị Hòa", "TRẦN THỊ HÒA"), ("Nguyễn Văn Sỹ", "Nguyễn Văn Sĩ"), ("Lý Thị Kỷ", "Lí Thị Kỉ"),
    ("Đỗ Đình Mỹ", unicodedata.normalize("NFD", "Đỗ Đình Mĩ")), ("Ðỗ Thúy Nga", "Đỗ Thuý Nga"), ("H’Hen Niê", "H'Hen Niê"),
]
CASES = [  # changes of the other, what is made of it
    ({}, Alike.SAME), ({"unit": ""}, Alike.SAME), ({"unit": "Sở Nội vụ"}, Alike.SAME), ({"name": "Tran Thi Hoa"}, Alike.SAME),
    ({"birth_date": None}, Alike.SAME), ({"birth_date": None, "unit": ""}, Alike.DOUBTFUL),
    ({"birth_date": None, "birth_year": None}, Alike.DOUBTFUL),
    ({"birth_date": None, "birth_year": None, "unit": "Sở Nội vụ"}, Alike.DOUBTFUL), ({"name": "Trần Thị Hoa"}, Alike.DOUBTFUL),
    ({"name": "Trần Thị Hoan"}, Alike.DOUBTFUL), ({"birth_date": date(1985, 5, 9)}, Alike.DOUBTFUL),
    ({"birth_date": date(1985, 9, 6)}, Alike.DOUBTFUL), ({"birth_date": date(1985, 9, 6), "unit": "Sở Nội vụ"}, Alike.DIFFERENT),
    ({"birth_date": date(1986, 9, 5)}, Alike.DIFFERENT), ({"sex": Sex.MALE}, Alike.DOUBTFUL), ({"name": "Lê Văn Tám"}, Alike.DIFFERENT),
    ({"kind": RecipientKind.COLLECTIVE}, Alike.DIFFERENT), ({"name": "Trần Thị Hoan", "unit": "Sở Nội vụ"}, Alike.DIFFERENT),
]
COLLECTIVES = [
    ({}, Alike.SAME), ({"unit": ""}, Alike.DOUBTFUL), ({"unit": "Sở Nội vụ"}, Alike.DIFFERENT), ({"name": "Phòng Tổ chưc"}, Alike.DOUBTFUL),
    ({"unit": "Sở Y tế tỉnh Minh Họa"}, Alike.DOUBTFUL), ({"name": "Phong To chuc"}, Alike.SAME),
    ({"name": "Phòng Tổ chức 2"}, Alike.DIFFERENT),
]

SYLLABLES = ("Nguyễn", "Trần", "Thị", "Văn", "Hoà", "Hòa", "Thúy", "Thuý", "Sỹ", "Sĩ", "Kỳ", "Đỗ", "Dung", "Hoa", "Quý", "Mỹ", "An", "Ân")
names = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4)
traits = st.builds(
    Traits, st.sampled_from(list(RecipientKind)), names.map(" ".join), st.none() | st.dates(date(1950, 1, 1), date(1953, 12, 31)),
    st.none() | st.integers(1950, 1953), st.none() | st.sampled_from(list(Sex)), st.sampled_from(["", "", "038185004512", "038185004513"]),
    st.sampled_from(["", "Sở Y tế", "Sở Nội vụ", "Trường Tiểu học số 1"]))


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_two_spellings_of_a_name_are_one_name(one: str, other: str) -> None:
    assert likeness(replace(HOA, name=one), replace(HOA, name=other)) == likeness(HOA, HOA)


@pytest.mark.parametrize(("changes", "verdict"), CASES, ids=lambda case: str(case)[:70])
def test_persons(changes: dict[str, object], verdict: Alike) -> None:
    found = likeness(HOA, replace(HOA, **changes))  # type: ignore[arg-type]
    assert found.verdict is verdict, found


@pytest.mark.parametrize(("changes", "verdict"), COLLECTIVES, ids=lambda case: str(case)[:70])
def test_collectives(changes: dict[str, object], verdict: Alike) -> None:
    found = likeness(WARD, replace(WARD, **changes))  # type: ignore[arg-type]
    assert found.verdict is verdict, found


def test_units_of_one_sort_are_not_one_unit() -> None:
    village = Traits(RecipientKind.COLLECTIVE, "Thôn Nà Vui 1", unit="Ủy ban nhân dân xã Yên Họa, tỉnh Minh Họa")
    assert likeness(village, replace(village, unit="Ủy ban nhân dân xã Hòa Minh, tỉnh Minh Họa")).verdict is Alike.DIFFERENT
    assert likeness(village, replace(village, unit="UBND xã Yên Họa, tỉnh Minh Họa")).verdict is Alike.SAME


def test_the_identity_number_decides_alone() -> None:
    numbered = replace(HOA, identity="038185004512")
    assert likeness(numbered, Traits(RecipientKind.PERSON, "Lê Văn Tám", identity="038185004512")).verdict is Alike.SAME
    assert likeness(numbered, replace(HOA, identity="038185004513")).verdict is Alike.DIFFERENT
    assert likeness(numbered, HOA).verdict is Alike.SAME, "a number that one side lacks decides nothing"


@given(traits, traits)
def test_the_order_never_matters(one: Traits, other: Traits) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(traits)
def test_everybody_is_like_himself(one: Traits) -> None:
    found = likeness(one, one)
    known = one.identity or (one.birth_date if one.kind is RecipientKind.PERSON else one.unit)
    assert found.verdict is (Alike.SAME if known or (one.year and one.unit) else Alike.DOUBTFUL)


@given(traits, traits)
def test_the_verdict_follows_from_the_score(one: Traits, other: Traits) -> None:
    found = likeness(one, other)
    assert 0 <= found.score <= 100
    expected = Alike.SAME if found.score >= SAME else Alike.DOUBTFUL if found.score >= DOUBTFUL else Alike.DIFFERENT
    assert found.verdict is expected


@given(traits, traits)
def test_the_place_of_a_tone_mark_never_matters(one: Traits, other: Traits) -> None:
    moved = replace(one, name=one.name.replace("òa", "oà").replace("úy", "uý").replace("ỹ", "ĩ"))
    spelt = replace(moved, name=unicodedata.normalize("NFD", moved.name))
    assert likeness(one, other) == likeness(spelt, other)
