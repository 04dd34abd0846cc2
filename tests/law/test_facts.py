"""The files a new office starts with: every reference resolves, every dated series has no hole, every row fits its table."""
from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

import pytest
from django.core.exceptions import ValidationError

from workflow.law.awards import AWARDS as REGISTERED
from workflow.law.public_days import public_days
from workflow.law.words import Kind, RecipientKind, UnitKind
from workflow.models import AwardType, LegalText
from workflow.models.tables import fixture

AWARDS = {row["code"]: row for row in fixture("awards")}
COMPLETE = [("rates", lambda row: row["award"]), ("rules", lambda row: (row["award"], row["kind"])), ("base_salaries", lambda row: 0)]


@pytest.mark.parametrize("code", AWARDS)
def test_an_award_row_fits_its_table(code):
    row = AWARDS[code]
    try:
        AwardType(**row).full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as fault:
        pytest.fail(str(fault))
    assert {RecipientKind(kind) for kind in row["kinds"]} and all(UnitKind(kind) for kind in row["proposers"])
    assert bool(row["proposers"]) is (code != "HUYHIEU"), "whatever is still given can be asked for or reported by somebody"


def test_the_catalogue_is_whole():
    assert len(AWARDS) == len(fixture("awards")) == 60
    assert len({row["rank"] for row in AWARDS.values()}) == 60
    order = sorted(("LDTT", "CSTDCS", "CSTDT", "CSTDTQ", "BK-TINH", "BK-TTG", "HC-LD3", "HC-LD1"), key=lambda c: AWARDS[c]["rank"])
    assert order == ["LDTT", "CSTDCS", "BK-TINH", "CSTDT", "BK-TTG", "CSTDTQ", "HC-LD3", "HC-LD1"]


@pytest.mark.parametrize(("name", "of"), COMPLETE)
def test_dated_rows_follow_one_another_without_a_hole(name, of):
    rows = sorted(fixture(name), key=lambda row: (str(of(row)), row["since"]))
    for _, series in groupby(rows, key=of):
        series = list(series)
        assert series[-1]["until"] is None and all(row["source"] for row in series)
        assert [row["until"] + timedelta(days=1) for row in series[:-1]] == [row["since"] for row in series[1:]]


def test_rates_and_rules_are_of_known_awards():
    for row in fixture("rates"):
        assert row["award"] in AWARDS and Decimal(row["coefficient"]) > 0
        assert not row["doubles"] or "collective" in AWARDS[row["award"]]["kinds"]
    for row in fixture("rules"):
        every = row["award"] is None and not Kind(row["kind"]).gives  # what is done about an award: one row for all of them
        assert (every or row["award"] in AWARDS) and Kind(row["kind"]) and 0 < row["working_days"] <= 60
        versions = REGISTERED.get((row["award"], Kind(row["kind"])), {})  # upward awards have rules before they have a machine
        votes = any(machine.votes() for machine in versions.values()) if versions else row["kind"] == Kind.MERIT
        assert 50 < row["threshold"] <= 100 if votes else row["threshold"] is None
        assert row["papers"][0]["code"] == ("don" if row["kind"] == Kind.REISSUE else "to-trinh")
        assert len({paper["code"] for paper in row["papers"]}) == len(row["papers"])


def test_what_no_source_confirms_is_marked():
    unsure = {row["award"] for row in fixture("rates") if row["until"] is None and not row["verified"]}
    assert {"GDVH", "GK-XA", "KNC-TINH", "DHV-AHLD"} <= unsure and not {"BK-TINH", "CSTDT", "HC-LD3"} & unsure
    assert not any(row["verified"] for row in fixture("rules"))
    assert not next(row for row in fixture("legal_texts") if row["code"] == "06/2026/QH16")["verified"]


def test_legal_texts_fit_their_table():
    for row in fixture("legal_texts"):
        LegalText(**row).full_clean(validate_unique=False, validate_constraints=False)


def test_the_holiday_file_is_what_the_command_prints():
    stored = [(row["on"], row["kind"], row["name"], row["basis"], row["verified"]) for row in fixture("holidays")]
    assert stored == [tuple(day) for year in range(2024, 2028) for day in public_days(year)]


def test_known_days_off():
    days = {day.on: day for year in range(2024, 2029) for day in public_days(year)}
    assert [on for on in days if (on.month, on.day) == (11, 24)] == [date(year, 11, 24) for year in (2026, 2027, 2028)]
    assert days[date(2026, 11, 24)].basis == "Nghị quyết 28/2026/QH16"
    worked = [on for on, day in days.items() if day.kind == "worked"]
    assert worked == [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]
    assert all(on.weekday() == 5 for on in worked)
    assert days[date(2026, 4, 27)].name == "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"
    guessed = {on for on, day in days.items() if not day.verified and on.year == 2027}
    assert guessed == {date(2027, 2, day) for day in range(4, 11)} | {date(2027, 9, 3)}
    assert days[date(2028, 1, 3)].name == "Tết Dương lịch (nghỉ bù)"
