"""The catalogue of the law is whole: every award has its class, every class its rows, every row its words. No database."""

from __future__ import annotations

from collections import defaultdict

import pytest

from processes.upward import (
    Below,
    Foreign,
    ListedCareer,
    ListedUpward,
    LongService,
    Resistance,
    Upward,
    UpwardByCouncil,
)
from workflow.law import awards
from workflow.law.general import NO_AWARDS
from workflow.law.states import State
from workflow.law.words import Case, Instrument, Kind, RecipientKind
from workflow.models.tables import fixture

CATALOGUE = {row["code"]: row for row in fixture("awards")}
NO_CLASS = {"HUYHIEU": "Luật Thi đua, khen thưởng 2003: history only, nobody is given it any more"}
GIVING = [machine for machine in awards.every() if machine.kind not in NO_AWARDS]
MACHINES = sorted(GIVING, key=lambda machine: (machine.code, machine.kind, machine.since))
RULES = [row for row in fixture("rules") if row["kind"] not in NO_AWARDS]  # nor what is done about an award that was given
every = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: f"{machine.code}-{machine.kind}")


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_award_of_the_law_has_its_class_or_a_reason(code):
    assert any(code == known for known, _ in awards.AWARDS) is (code not in NO_CLASS)


@every
def test_a_class_follows_the_authority_that_decides(machine):
    decides = CATALOGUE[machine.code]["decides"]
    if decides in ("so", "xa", "dn"):
        assert issubclass(machine, Below) and machine.instrument is None
    else:
        assert issubclass(machine, Upward) is (decides != "tinh")
        assert machine.instrument is (Instrument.AWARD if decides == "tinh" else Instrument.PETITION)


@every
def test_criteria_are_of_those_who_may_receive_the_award(machine):
    assert machine.criteria and set(machine.criteria) <= set(map(RecipientKind, CATALOGUE[machine.code]["kinds"]))
    for criterion in machine.criteria.values():
        keys = [leaf.key for leaf in criterion.leaves]
        assert all(keys) and len(keys) == len(set(keys)), "a ruling names its criterion by its key"


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code not in NO_CLASS])
def test_all_who_may_receive_an_award_have_criteria_for_some_reason(code):
    known = {taker for machine in MACHINES if machine.code == code for taker in machine.criteria}
    assert known == set(map(RecipientKind, CATALOGUE[code]["kinds"]))


@every
def test_orders_and_honorary_titles_for_merit_or_career_are_shown_to_the_people(machine):
    shown = State.LISTED in machine.reachable()
    if machine.code.startswith(("HC-", "DHV-")) and machine.kind in (Kind.MERIT, Kind.CAREER):
        assert shown, "Luật 06/2022/QH15 Điều 84 khoản 5"
    assert not (shown and machine.kind in (Kind.SUDDEN, Kind.SERVICE, Kind.FOREIGN, Kind.THEMATIC))


@every
def test_the_council_sees_merit_and_movements_and_nothing_else(machine):
    own_rules = machine.code in ("KNC-TINH", "KNC-QH") or issubclass(machine, Below)
    assert machine.votes() is (machine.kind in (Kind.MERIT, Kind.THEMATIC) and not own_rules)


@every
def test_a_case_of_the_simplified_procedure_fits_the_reason(machine):
    known = {kind: {Case.LONG} for kind in (Kind.CAREER, Kind.SERVICE, Kind.FOREIGN)}
    known[Kind.SUDDEN] = {Case.URGENT, Case.SUDDEN, Case.DISCOVERED}
    expected = set() if issubclass(machine, Below) else known.get(machine.kind, set())
    assert machine.cases == expected and Case.SECRET not in machine.cases


@pytest.mark.parametrize(("code", "kind", "procedure"), [
    ("LDTT", Kind.MERIT, Below), ("GK-XA", Kind.SUDDEN, Below), ("CSTDTQ", Kind.MERIT, UpwardByCouncil),
    ("COCP", Kind.THEMATIC, UpwardByCouncil),
    ("HC-LD3", Kind.MERIT, ListedUpward), ("HC-DL1", Kind.CAREER, ListedCareer), ("HC-HN", Kind.FOREIGN, Foreign),
    ("HCH-CSVV2", Kind.SERVICE, LongService), ("BK-TTG", Kind.CAREER, LongService), ("HCH-TNXP", Kind.RESISTANCE, Resistance),
    ("DHV-BMVNAH", Kind.RESISTANCE, Resistance), ("GT-NN", Kind.MERIT, ListedUpward),
])
def test_the_procedure_of_an_award(code, kind, procedure):
    machine, = awards.AWARDS[code, kind].values()
    assert issubclass(machine, procedure)


# ------------------------------------------------------------------ the rows


def test_every_class_has_its_rules_and_every_rule_its_class():
    assert {(row["award"], row["kind"]) for row in RULES} == {(code, str(kind)) for code, kind in awards.AWARDS if kind not in NO_AWARDS}
    starts = defaultdict(list)
    for row in RULES:
        starts[row["award"], row["kind"]].append(row["since"])
    assert all(len(days) == 2 for (code, _), days in starts.items() if code != "KNC-TINH"), "NĐ 98/2023/NĐ-CP, NĐ 152/2025/NĐ-CP"


@pytest.mark.parametrize("row", RULES, ids=lambda row: f"{row['award']}-{row['kind']}-{row['since']}")
def test_a_rule_says_what_its_procedure_needs(row):
    machine = awards.in_force(row["award"], Kind(row["kind"]), row["since"])
    assert (row.get("listing_days") == 10) is (State.LISTED in machine.reachable())
    assert (row["threshold"] is not None) is machine.votes()
    assert row["threshold"] in (None, 80, 90) and row["secret"] is (row["threshold"] == 90)


def test_a_paper_has_one_name_and_one_hand():
    names = defaultdict(set)
    for row in RULES:
        for paper in row["papers"]:
            assert set(paper) <= {"code", "name", "required", "by"} and paper.get("by", "agency") == "agency"
            names[paper["code"]].add((paper["name"], paper.get("by", "")))
    assert all(len(known) == 1 for known in names.values())
    assert {code for code, known in names.items() if ("agency" in next(iter(known)))} == {
        "hiep-y-ngoai-vu", "hiep-y-cong-an", "y-kien-tinh-uy"}
    assert {"to-trinh", "bao-cao", "bien-ban", "sang-kien", "tom-tat", "quyet-dinh", "ban-khai", "niem-yet"} <= set(names)


@pytest.mark.parametrize("row", RULES, ids=lambda row: f"{row['award']}-{row['kind']}-{row['since']}")
def test_minutes_of_a_council_come_where_a_council_votes(row):
    codes = {paper["code"] for paper in row["papers"]}
    simplified = Kind(row["kind"]) in (Kind.SUDDEN, Kind.CAREER, Kind.SERVICE, Kind.FOREIGN)
    below = issubclass(awards.in_force(row["award"], Kind(row["kind"]), row["since"]), Below)
    assert ("bien-ban" in codes) is (row["threshold"] is not None or below)
    assert ("tom-tat" in codes) is ((simplified and not below) or row["award"].startswith("KNC-")), "Luật 06/2022/QH15 Điều 85"
    assert ("hiep-y-cong-an" in codes) is (row["kind"] == Kind.FOREIGN)
    assert ("quyet-dinh" in codes) is below


def test_who_is_paid_has_a_rate_and_who_is_not_is_known():
    paid = {row["award"] for row in fixture("rates")}
    assert set(CATALOGUE) - paid == {
        "HUYHIEU", "GK-DN", "HCH-TNXP", "HCH-CSVV1", "HCH-CSVV2", "HCH-CSVV3", "HCH-HN", "HCH-ANTQ", "HCH-QKQT", "HC-HN", "DHV-TAH"}
