"""Worked cases of the awards of the state and the province, with the days on which they turn."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.law import awards
from workflow.law.bands import PostBand
from workflow.law.criteria import Criterion, Finding, qualifies_from
from workflow.law.evidence import History, Hold, Initiative, Post, Record
from workflow.law.words import HoldReason, Kind, Level, RecipientKind, Scope, Sex, Verdict

MET, UNKNOWN, NOT_MET = Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET
PERSON, COLLECTIVE = RecipientKind.PERSON, RecipientKind.COLLECTIVE
ON = date(2026, 4, 15)


def criterion(code: str, kind: Kind = Kind.MERIT, taker: RecipientKind = PERSON) -> Criterion:
    return awards.in_force(code, kind, ON).criteria[taker]


def branch(whole: Criterion, key: str) -> Criterion:
    """The alternative in which that condition stands."""
    return next(part for part in whole.parts if any(leaf.key == key for leaf in part.leaves))


def given(award: str, *years: int, **other: object) -> tuple[Record, ...]:
    """Awards for the achievements of those years, each decided in the December of its year."""
    return tuple(Record(award, date(year, 12, 20), period=str(year), **other) for year in years)  # type: ignore[arg-type]


def good(first: int, last: int, *excellent: int) -> dict[int, Level]:
    return {year: Level.EXCELLENT if year in excellent else Level.GOOD for year in range(first, last + 1)}


def find(one: Criterion, *records: Record, on: date = ON, **other: object) -> Finding:
    return one.find(History(on, records, **other))  # type: ignore[arg-type]


# ------------------------------------------------------------------ Chiến sĩ thi đua toàn quốc, Điều 21


NATION = (Initiative(2025, Scope.NATION, "Quy trình cấp nước vùng cao"),)


@pytest.mark.parametrize(("years", "initiatives", "result"), [
    ((2024, 2025), NATION, MET),
    ((2023, 2024, 2025), NATION, MET),
    ((2023, 2024), NATION, NOT_MET),  # not right before the proposal
    ((2023, 2025), NATION, NOT_MET),  # not consecutive
    ((2025,), NATION, NOT_MET),
    ((2025, 2026), NATION, MET),  # the year itself, already decided
    ((2024, 2025), (Initiative(2025, Scope.PROVINCE, "Trong tỉnh"),), UNKNOWN),  # of the province only: perhaps another one exists
    ((2024, 2025), (), UNKNOWN),
])
def test_two_consecutive_provincial_titles_and_a_national_initiative(years, initiatives, result):
    found = find(criterion("CSTDTQ"), *given("CSTDT", *years), on=date(2026, 12, 31), initiatives=initiatives)
    assert found.verdict is result


def test_lower_titles_do_not_make_a_national_one():
    assert find(criterion("CSTDTQ"), *given("CSTDCS", 2023, 2024, 2025), initiatives=NATION).verdict is NOT_MET


# ------------------------------------------------------------------ Bằng khen của Thủ tướng, Điều 73 khoản 1 điểm b

PM = branch(criterion("BK-TTG"), "httnv-5")


@pytest.mark.parametrize(("titles", "judged", "result"), [
    ((2021, 2023, 2025), good(2021, 2025), MET),
    ((2023, 2024, 2025), good(2021, 2025), MET),
    ((2020, 2024, 2025), good(2020, 2025), NOT_MET),  # one of the three lies before the five years
    ((2024, 2025), good(2021, 2025), NOT_MET),
    ((2021, 2023, 2025), good(2022, 2025), UNKNOWN),  # nobody recorded 2021
    ((2021, 2023, 2025), {}, UNKNOWN),
])
def test_five_good_years_with_three_titles_and_a_provincial_certificate(titles, judged, result):
    found = find(PM, *given("BK-TINH", 2020), *given("CSTDCS", *titles), performance=judged)
    assert found.verdict is result


def test_without_a_certificate_of_the_province_one_of_a_ministry_is_asked_for():
    assert find(PM, *given("CSTDCS", 2021, 2023, 2025), performance=good(2021, 2025)).verdict is UNKNOWN


def test_a_sudden_certificate_is_no_base():
    sudden = given("BK-TINH", 2020, kind=str(Kind.SUDDEN))
    assert find(PM.parts[0].parts[0], *sudden).verdict is NOT_MET


# ------------------------------------------------------------------ Huân chương Lao động hạng Ba, Điều 44 khoản 1 điểm e

THIRD = branch(criterion("HC-LD3"), "BK-TTG-da-co-5")


@pytest.mark.parametrize(("certificate", "on", "result"), [
    (2020, date(2025, 12, 30), NOT_MET),  # the period ended on 31/12/2020: five years are full on 31/12/2025
    (2020, date(2025, 12, 31), MET),
    (2020, ON, MET),
    (2021, ON, NOT_MET),
])
def test_five_years_count_from_the_period_of_the_certificate(certificate, on, result):
    since = criterion("HC-LD3").parts[3].parts[0]
    assert find(since, *given("BK-TTG", certificate), on=on).verdict is result


def test_without_a_period_they_count_from_the_day_of_the_decision():
    since, undated = THIRD.parts[0], Record("BK-TTG", date(2021, 2, 28))
    assert find(since, undated, on=date(2026, 2, 27)).verdict is NOT_MET
    assert find(since, undated, on=date(2026, 2, 28)).verdict is MET
    assert qualifies_from(since, History(date(2025, 6, 1), (undated,))) == date(2026, 2, 28)


@pytest.mark.parametrize(("titles", "excellent", "judged", "result"), [
    ((2021, 2023, 2025), (2024,), (2021, 2025), MET),
    ((2021, 2023, 2025), (), (2021, 2025), UNKNOWN),  # no excellent year after the certificate; the running one may become it
    ((2020, 2023, 2025), (2024,), (2020, 2025), NOT_MET),  # the title of 2020 belongs to the certificate
    ((2021, 2023), (2024,), (2021, 2025), NOT_MET),
    ((2021, 2023, 2025), (2024,), (2022, 2025), UNKNOWN),
])
def test_what_must_lie_after_the_certificate(titles, excellent, judged, result):
    found = find(THIRD, *given("BK-TTG", 2020), *given("CSTDCS", *titles), performance=good(*judged, *excellent))
    assert found.verdict is result


def test_more_than_five_years_after_the_certificate_all_of_them_count():
    records = (*given("BK-TTG", 2017), *given("CSTDCS", 2018, 2019, 2022))
    assert find(THIRD, *records, performance=good(2018, 2025, 2018)).verdict is MET


def test_a_discipline_starts_the_years_anew():
    records = (*given("BK-TTG", 2018), *given("CSTDCS", 2023, 2024, 2025))
    hold = Hold(HoldReason.DISCIPLINE, date(2022, 3, 1), released_on=date(2023, 3, 1))
    free = find(THIRD, *records, performance=good(2019, 2025, 2025))
    held = find(THIRD, *records, performance=good(2019, 2025, 2025), holds=(hold,))
    assert (free.verdict, held.verdict) == (MET, NOT_MET)


def test_a_revoked_certificate_carries_nothing():
    revoked = given("BK-TTG", 2020, valid=False)
    found = find(THIRD, *revoked, *given("CSTDCS", 2021, 2023, 2025), performance=good(2021, 2025, 2024))
    assert found.verdict is NOT_MET


# ------------------------------------------------------------------ hạng Nhì, hạng Nhất, Điều 42, 43

SECOND = branch(criterion("HC-LD2"), "HC-LD3-da-co-5")


@pytest.mark.parametrize(("titles", "excellent", "result"), [
    ((2022,), (2021, 2022), MET), ((2022,), (2021,), UNKNOWN), ((), (2021, 2022), NOT_MET), ((2020,), (2021, 2022), NOT_MET),
])
def test_the_second_class_asks_for_two_excellent_years_and_one_title_after_the_third(titles, excellent, result):
    found = find(SECOND, *given("HC-LD3", 2020), *given("CSTDT", *titles), performance=good(2020, 2025, *excellent))
    assert found.verdict is result


def test_what_nobody_compared_with_the_text_stays_open_and_says_so():
    first = branch(criterion("HC-LD1"), "HC-LD2-da-co-5")
    found = find(first, *given("HC-LD2", 2019), performance=good(2020, 2025))
    assert found.verdict is UNKNOWN and all("chưa đối chiếu" in leaf.doubt for leaf in found.leaves)


@pytest.mark.parametrize(("code", "before"), [("HC-LD3", "BK-TTG"), ("HC-LD2", "HC-LD3"), ("HC-LD1", "HC-LD2")])
def test_a_collective_needs_the_award_below_for_five_years(code, before):
    since = next(leaf for leaf in criterion(code, taker=COLLECTIVE).leaves if leaf.key == f"{before}-da-co-5")
    assert find(since, *given(before, 2021)).verdict is NOT_MET and find(since, *given(before, 2020)).verdict is MET


# ------------------------------------------------------------------ quá trình cống hiến: bands, and the third of women


def held(band: PostBand, since: date, until: date | None = None) -> Post:
    return Post(band, since, until)


SECRETARY, DEPUTY = PostBand.PROVINCE_SECRETARY, PostBand.PROVINCE_DEPUTY_SECRETARY
HEAD, UNDER = PostBand.DEPARTMENT_HEAD, PostBand.DEPARTMENT_DEPUTY


@pytest.mark.parametrize(("code", "posts", "sex", "on", "met"), [
    ("HC-DL3", [held(SECRETARY, date(2020, 10, 15))], Sex.MALE, date(2023, 10, 13), False),
    ("HC-DL3", [held(SECRETARY, date(2020, 10, 15))], Sex.MALE, date(2023, 10, 15), True),
    ("HC-DL3", [held(SECRETARY, date(2021, 1, 1))], Sex.FEMALE, date(2022, 12, 31), True),  # two of three years
    ("HC-DL3", [held(DEPUTY, date(2012, 1, 1), date(2019, 12, 31))], Sex.MALE, ON, True),  # eight full years
    ("HC-DL3", [held(DEPUTY, date(2012, 1, 1), date(2019, 11, 30))], Sex.MALE, ON, False),
    ("HC-DL2", [held(SECRETARY, date(2012, 1, 1), date(2019, 12, 31))], Sex.MALE, ON, True),
    ("HC-DL1", [held(SECRETARY, date(2012, 1, 1), date(2019, 12, 31))], Sex.MALE, ON, False),
    ("HC-DL1", [held(SECRETARY, date(2010, 1, 1), date(2022, 12, 31))], Sex.MALE, ON, True),
    ("HC-LD1", [held(DEPUTY, date(2020, 1, 1), date(2024, 12, 31))], Sex.MALE, ON, True),
    ("HC-LD1", [held(HEAD, date(2011, 1, 1), date(2025, 12, 31))], Sex.MALE, ON, True),
    ("HC-LD1", [held(HEAD, date(2012, 1, 1), date(2025, 12, 31))], Sex.MALE, ON, False),
    ("HC-LD1", [held(HEAD, date(2015, 1, 1), date(2024, 12, 31))], Sex.FEMALE, ON, True),  # ten of fifteen
    ("HC-LD2", [held(DEPUTY, date(2021, 1, 1), date(2023, 12, 31))], Sex.MALE, ON, True),
    ("HC-LD3", [held(UNDER, date(2014, 1, 1), date(2018, 12, 31)), held(HEAD, date(2019, 1, 1), date(2023, 12, 31))], Sex.MALE, ON, True),
    ("HC-LD3", [held(HEAD, date(2019, 1, 1), date(2023, 12, 31))], Sex.MALE, ON, False),
])
def test_years_in_posts(code, posts, sex, on, met):
    found = find(criterion(code, Kind.CAREER), on=on, posts=tuple(posts), sex=str(sex))
    counted = [leaf.verdict for leaf in found.leaves if leaf.key != "chuc-vu-khac"]
    assert (MET in counted) is met and all(leaf.doubt for leaf in found.leaves)


def test_posts_nobody_recorded_are_unknown_not_missed():
    assert find(criterion("HC-LD3", Kind.CAREER)).verdict is UNKNOWN


# ------------------------------------------------------------------ niên hạn, thanh niên xung phong


@pytest.mark.parametrize(("code", "years"), [("HCH-QKQT", 25), ("HCH-CSVV1", 20), ("HCH-CSVV2", 15), ("HCH-CSVV3", 10)])
@pytest.mark.parametrize("sex", list(Sex))
def test_years_of_service_are_the_same_for_all(code, years, sex):
    counted = next(criterion(code, Kind.SERVICE).leaves)
    entered = (Post(PostBand.ARMED_FORCES, date(2000, 5, 1)),)
    assert find(counted, on=date(2000 + years, 4, 29), posts=entered, sex=str(sex)).verdict is NOT_MET
    assert find(counted, on=date(2000 + years, 5, 1), posts=entered, sex=str(sex)).verdict is MET


@pytest.mark.parametrize(("until", "result"), [(date(1967, 6, 30), MET), (date(1967, 5, 31), NOT_MET)])
def test_a_youth_volunteer_served_twenty_four_months(until, result):
    counted = next(leaf for leaf in criterion("HCH-TNXP", Kind.RESISTANCE).leaves if "thanh-nien-xung-phong" in leaf.key)
    served = (Post(PostBand.YOUTH_VOLUNTEER, date(1965, 7, 1), until),)
    assert find(counted, posts=served, sex=str(Sex.FEMALE)).verdict is result


# ------------------------------------------------------------------ below the province


@pytest.mark.parametrize(("records", "judged", "result"), [
    (given("LDTT", 2025), {2025: Level.EXCELLENT}, MET),
    (given("LDTT", 2025), {2025: Level.GOOD}, UNKNOWN),  # an initiative may still exist
    ((), {2025: Level.EXCELLENT}, UNKNOWN),  # the lower title may be asked for in the same list
])
def test_a_grassroots_fighter(records, judged, result):
    assert find(criterion("CSTDCS"), *records, performance=judged).verdict is result


@pytest.mark.parametrize(("percent", "result"), [(49, NOT_MET), (50, UNKNOWN), (100, UNKNOWN)])
def test_half_of_an_advanced_collective_are_advanced_workers(percent, result):
    found = find(
        criterion("TTLDTT", taker=COLLECTIVE), performance={2025: Level.GOOD}, shares={("lao-dong-tien-tien", 2025): percent})
    assert found.verdict is result and any("50%" in leaf.doubt for leaf in found.leaves)
