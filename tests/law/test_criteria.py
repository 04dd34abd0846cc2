"""Worked cases of the criteria, with the days on which they turn, and what must hold of any criterion whatever is on record."""
from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law import awards
from workflow.law.criteria import (
    Criterion,
    all_of,
    any_of,
    consecutive,
    holds,
    initiative,
    none_same_since,
    performance,
    qualifies_from,
    share,
    verified,
)
from workflow.law.evidence import History, Initiative, Record
from workflow.law.words import Kind, Level, RecipientKind, Scope, Verdict

MET, UNKNOWN, NOT_MET = Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET
ON = date(2026, 11, 5)
EVERY = sorted(
    (one for one in awards.every() if one.code not in awards.GROUPS), key=lambda machine: (machine.code, machine.kind, machine.since))


def title(year: int, award: str = "CSTDCS", **other: object) -> Record:
    """A yearly title, decided at the end of its year."""
    facts: dict[str, object] = {"decided_on": date(year, 12, 20), "period": str(year), "decision": f"{year}/QĐ-SNV", **other}
    return Record(award, **facts)  # type: ignore[arg-type]


def titles(*years: int, award: str = "CSTDCS") -> tuple[Record, ...]:
    return tuple(title(year, award) for year in years)


def verdict(criterion: Criterion, *records: Record, on: date = ON, **other: object) -> Verdict:
    return criterion.find(History(on, records, **other)).verdict  # type: ignore[arg-type]


# ------------------------------------------------------------------ what a record says


@pytest.mark.parametrize(("period", "year", "counted"), [
    ("2024", 2024, date(2024, 12, 31)), ("2021–2025", 2025, date(2025, 12, 31)), ("từ năm 2021 đến năm 2023", 2023, date(2023, 12, 31)),
    ("năm học 2024-2025", 2025, date(2025, 12, 31)), ("", 2025, date(2025, 3, 8)), ("05 năm", 2025, date(2025, 3, 8)),
    ("12024", 2025, date(2025, 3, 8)),
])
def test_time_counts_from_the_period_in_the_decision_else_from_its_day(period: str, year: int, counted: date) -> None:
    record = Record("BK-TINH", date(2025, 3, 8), period=period)
    assert (record.year, record.counted_from) == (year, counted)


@pytest.mark.parametrize(("kind", "valid", "serves"), [
    ("cong-trang", True, MET), ("", True, UNKNOWN), ("dot-xuat", True, NOT_MET), ("chuyen-de", True, NOT_MET),
    ("cong-trang", False, NOT_MET), ("", False, NOT_MET)])
def test_sudden_thematic_and_revoked_awards_are_no_base(kind: str, valid: bool, serves: Verdict) -> None:
    assert title(2024, kind=kind, valid=valid).serves is serves


def test_a_record_is_cited_with_number_day_period_and_authority() -> None:
    record = Record("CSTDCS", date(2024, 12, 20), "Chiến sĩ thi đua cơ sở", "102/QĐ-SNV", "Sở Nội vụ", period="2024")
    assert record.words == "Chiến sĩ thi đua cơ sở, thành tích 2024: Quyết định số 102/QĐ-SNV ngày 20/12/2024 của Sở Nội vụ"
    assert Record("X", date(2024, 1, 2), decision="1").words == "X: Quyết định số 1 ngày 02/01/2024"


# ------------------------------------------------------------------ n times in a row

THREE = consecutive("CSTDCS", 3, "03 lần liên tục")
SCHOOL = [title(year, period=f"{year - 1}-{year}", decided_on=date(year, 6, 20)) for year in (2023, 2024, 2025)]


@pytest.mark.parametrize(("records", "on", "found", "missing"), [
    (titles(2023, 2024, 2025), ON, MET, ""),
    (titles(2023, 2024, 2025), date(2026, 1, 1), MET, ""),
    (titles(2023, 2024, 2025), date(2026, 12, 31), MET, ""),
    (titles(2023, 2024, 2025), date(2027, 1, 1), NOT_MET, "năm 2026"),
    (titles(2023, 2024, 2025), date(2025, 12, 19), NOT_MET, "năm 2022"),  # the last one is not decided yet
    (titles(2023, 2024, 2025), date(2025, 12, 20), MET, ""),  # the year of the proposal itself, already judged
    (titles(2024, 2025, 2026), date(2026, 12, 20), MET, ""),
    (titles(2022, 2024, 2025), ON, NOT_MET, "năm 2023"),
    (titles(2022, 2023, 2024), ON, NOT_MET, "năm 2025"),
    (titles(2020, 2021, 2022, 2024, 2025), ON, NOT_MET, "năm 2023"),
    (titles(2023, 2025), ON, NOT_MET, "năm 2024"),
    ((), ON, NOT_MET, "năm 2023, 2024, 2025"),
    (titles(2023, 2024, 2025, award="LDTT"), ON, NOT_MET, "năm 2023, 2024, 2025"),
    ((*titles(2023, 2024), title(2025, valid=False)), ON, NOT_MET, "năm 2025"),
    ((*titles(2023, 2024), title(2025, kind="dot-xuat")), ON, NOT_MET, "năm 2025"),
    ((*titles(2023, 2024), title(2025, kind="chuyen-de")), ON, NOT_MET, "năm 2025"),
    ((*titles(2023, 2024), title(2025, kind="")), ON, UNKNOWN, "Chưa ghi loại hình khen thưởng năm 2025"),
    ((*titles(2023, 2024), title(2025, kind=""), title(2025)), ON, MET, ""),
    ((*titles(2023, 2024), title(2025, valid=False), title(2025)), ON, MET, ""),
    ((*titles(2023, 2024), title(2025, period="", decided_on=date(2025, 12, 31))), ON, MET, ""),
    ((*titles(2023, 2024), title(2025, period="", decided_on=date(2026, 1, 10))), ON, NOT_MET, "năm 2025"),  # counts for 2026
    ((*titles(2023, 2024), title(2025, decided_on=date(2026, 1, 10))), ON, MET, ""),  # decided later, for 2025
    (SCHOOL, date(2026, 3, 1), MET, ""),
    (SCHOOL, date(2025, 6, 20), MET, ""),
])
def test_three_years_in_a_row(records: tuple[Record, ...], on: date, found: Verdict, missing: str) -> None:
    finding = THREE.find(History(on, tuple(records)))
    assert finding.verdict is found and missing in finding.missing and bool(missing) is bool(finding.missing)
    assert {record.year for record in finding.proof} <= {record.year for record in records if record.serves is not NOT_MET}


def test_the_proof_is_the_decisions_of_those_years() -> None:
    finding = THREE.find(History(ON, titles(2019, 2023, 2024, 2025)))
    assert [record.decision for record in finding.proof] == ["2023/QĐ-SNV", "2024/QĐ-SNV", "2025/QĐ-SNV"]
    assert finding.key == "CSTDCS-lien-tuc-3"


# ------------------------------------------------------------------ once, and since when

FIVE = holds("BK-TINH", "Đã được tặng bằng khen từ đủ 05 năm", since_years=5)
FREE = none_same_since("BK-TINH", 2, "Chưa được khen trong 02 năm")


@pytest.mark.parametrize(("record", "on", "found"), [
    (title(2020, "BK-TINH"), date(2025, 12, 30), NOT_MET), (title(2020, "BK-TINH"), date(2025, 12, 31), MET),
    (title(2021, "BK-TINH", period="2016–2020"), date(2025, 12, 31), MET),
    (title(2020, "BK-TINH", period=""), date(2025, 12, 19), NOT_MET), (title(2020, "BK-TINH", period=""), date(2025, 12, 20), MET),
    (title(2020, "BK-TINH", period="", decided_on=date(2020, 2, 29)), date(2025, 2, 27), NOT_MET),
    (title(2020, "BK-TINH", period="", decided_on=date(2020, 2, 29)), date(2025, 2, 28), MET),
    (title(2020, "BK-TINH", kind="dot-xuat"), ON, NOT_MET), (title(2020, "BK-TINH", valid=False), ON, NOT_MET),
    (title(2020, "BK-TINH", kind=""), ON, UNKNOWN), (title(2020, "BK-TTG"), ON, NOT_MET),
    (title(2027, "BK-TINH", period="2015"), ON, NOT_MET),  # not decided yet
])
def test_an_award_held_for_five_years(record: Record, on: date, found: Verdict) -> None:
    finding = FIVE.find(History(on, (record,)))
    assert finding.verdict is found and bool(finding.missing) is (found is not MET)


def test_what_is_missing_is_told_with_its_day() -> None:
    finding = FIVE.find(History(ON, (title(2022, "BK-TINH"), title(2023, "BK-TINH"))))
    assert finding.missing == "Đủ 5 năm từ ngày 31/12/2027" and len(finding.proof) == 2
    assert "Không thấy quyết định" in FIVE.find(History(ON)).missing


@pytest.mark.parametrize(("record", "on", "found"), [
    (title(2024, "BK-TINH"), date(2026, 12, 30), NOT_MET), (title(2024, "BK-TINH"), date(2026, 12, 31), MET),
    (title(2023, "BK-TINH"), ON, MET), (title(2025, "BK-TINH", kind="dot-xuat"), ON, MET), (title(2025, "BK-TINH", valid=False), ON, MET),
    (title(2025, "BK-TINH", kind=""), ON, UNKNOWN), (title(2025, "BK-TTG"), ON, MET),
])
def test_one_achievement_is_rewarded_once(record: Record, on: date, found: Verdict) -> None:
    assert verdict(FREE, record, on=on) is found and verdict(FREE, on=on) is MET


# ------------------------------------------------------------------ what no award tells


@pytest.mark.parametrize(("judged", "found"), [
    ({}, UNKNOWN), ({2024: Level.EXCELLENT, 2025: Level.EXCELLENT}, MET), ({2025: Level.EXCELLENT}, UNKNOWN),
    ({2025: Level.EXCELLENT, 2026: Level.EXCELLENT}, MET), ({2024: Level.EXCELLENT, 2025: Level.GOOD}, NOT_MET),
    ({2024: Level.GOOD}, UNKNOWN),  # 2025 and 2026 may still be excellent
])
def test_two_excellent_years(judged: dict[int, Level], found: Verdict) -> None:
    assert verdict(performance(Level.EXCELLENT, 2, "02 năm"), performance=judged) is found
    if found is MET:
        assert verdict(performance(Level.GOOD, 2, "02 năm"), performance=judged) is MET


@pytest.mark.parametrize(("scopes", "times", "found"), [
    ((), 1, UNKNOWN), ((Scope.LOCAL,), 1, UNKNOWN), ((Scope.PROVINCE,), 1, MET), ((Scope.NATION,), 1, MET),
    ((Scope.PROVINCE,), 2, UNKNOWN), ((Scope.PROVINCE, Scope.NATION), 2, MET)])
def test_initiatives_of_provincial_scope(scopes: tuple[Scope, ...], times: int, found: Verdict) -> None:
    known = tuple(Initiative(2025, scope) for scope in scopes)
    assert verdict(initiative(Scope.PROVINCE, "sáng kiến", times), initiatives=known) is found


@pytest.mark.parametrize(("shares", "found"), [
    ({}, UNKNOWN), ({("x", 2025): 69}, NOT_MET), ({("x", 2025): 70}, MET), ({("y", 2025): 99}, UNKNOWN), ({("x", 2024): 99}, UNKNOWN),
    ({("x", 2025): 69, ("x", 2026): 71}, MET), ({("x", 2027): 99}, UNKNOWN)])
def test_the_share_of_a_collective(shares: dict[tuple[str, int], int], found: Verdict) -> None:
    assert verdict(share("x", 70, "ít nhất 70%"), shares=shares) is found


def test_what_only_a_person_can_judge_is_unknown() -> None:
    finding = verified("ky-luat", "Không bị kỷ luật").find(History(ON))
    assert finding.verdict is UNKNOWN and "xác minh" in finding.missing


# ------------------------------------------------------------------ joined, ruled


def fixed(found: Verdict) -> Criterion:
    """A criterion with this verdict while the share is 100."""
    shares = {MET: 0, NOT_MET: 200}
    return share("x", shares[found], str(found)) if found in shares else verified("y", "chưa rõ")


@pytest.mark.parametrize(("parts", "every", "one"), [
    ((MET, MET), MET, MET), ((MET, UNKNOWN), UNKNOWN, MET), ((MET, NOT_MET), NOT_MET, MET), ((UNKNOWN, NOT_MET), NOT_MET, UNKNOWN),
    ((NOT_MET, NOT_MET), NOT_MET, NOT_MET), ((UNKNOWN, UNKNOWN), UNKNOWN, UNKNOWN), ((MET,), MET, MET)])
def test_all_and_any(parts: tuple[Verdict, ...], every: Verdict, one: Verdict) -> None:
    joined = [fixed(part) for part in parts]
    assert verdict(all_of(*joined), shares={("x", 2025): 100}) is every and verdict(any_of(*joined), shares={("x", 2025): 100}) is one


def test_the_result_rests_on_the_best_alternative() -> None:
    criterion = any_of(verified("a", "a"), all_of(THREE, initiative(Scope.PROVINCE, "s")), verified("c", "c"))
    assert [leaf.key for leaf in criterion.find(History(ON)).decisive] == ["a"]
    met = criterion.find(History(ON, titles(2023, 2024, 2025), initiatives=(Initiative(2025, Scope.PROVINCE),)))
    assert [leaf.key for leaf in met.decisive] == ["CSTDCS-lien-tuc-3", "sang-kien-tinh-1"]
    assert [leaf.key for leaf in met.leaves] == ["a", "CSTDCS-lien-tuc-3", "sang-kien-tinh-1", "c"]


def test_what_a_person_ruled_stands_above_the_records() -> None:
    criterion = all_of(THREE, verified("b", "b"))
    finding = criterion.find(History(ON), {"CSTDCS-lien-tuc-3": MET, "b": MET, "khác": NOT_MET})
    assert finding.verdict is MET and [leaf.computed for leaf in finding.leaves] == [NOT_MET, UNKNOWN]
    assert criterion.find(History(ON, titles(2023, 2024, 2025)), {"b": NOT_MET}).verdict is NOT_MET


def test_a_criterion_without_an_article_is_of_the_one_around_it() -> None:
    criterion = all_of(THREE, verified("b", "b").cited("Điều 5"))
    assert [leaf.article for leaf in criterion.find(History(ON), article="Điều 22").leaves] == ["Điều 22", "Điều 5"]


# ------------------------------------------------------------------ from when


@pytest.mark.parametrize(("criterion", "records", "day"), [
    (FIVE, titles(2022, award="BK-TINH"), date(2027, 12, 31)), (FIVE, titles(2020, award="BK-TINH"), ON), (FIVE, (), None),
    (FREE, (), ON), (FREE, titles(2025, award="BK-TINH"), date(2027, 12, 31)),
    (THREE, titles(2023, 2024, 2025), ON), (THREE, titles(2024, 2025), None), (THREE, titles(2024, 2025, 2026), date(2026, 12, 20)),
    (all_of(FIVE, FREE), titles(2020, 2025, award="BK-TINH"), date(2027, 12, 31)),
    (all_of(THREE, FREE), (*titles(2023, 2024, 2025), title(2024, "BK-TINH")), date(2026, 12, 31)),
    (all_of(THREE, FREE), (*titles(2023, 2024, 2025), title(2025, "BK-TINH")), None),  # by then the three years are too old
    (verified("a", "a"), (), None),
])
def test_the_earliest_day(criterion: Criterion, records: tuple[Record, ...], day: date | None) -> None:
    assert qualifies_from(criterion, History(ON, records)) == day
    if day and day > ON:
        assert verdict(criterion, *records, on=date.fromordinal(day.toordinal() - 1)) is not MET
        assert verdict(criterion, *records, on=day) is MET


def test_a_ruling_may_let_the_day_be_said() -> None:
    assert qualifies_from(all_of(FIVE, verified("b", "b")), History(ON, titles(2022, award="BK-TINH")), {"b": MET}) == date(2027, 12, 31)


# ------------------------------------------------------------------ the awards


def of(code: str, *records: Record, kind: Kind = Kind.MERIT, who: RecipientKind = RecipientKind.PERSON, **other: object) -> Verdict:
    criterion = awards.in_force(code, kind, ON).criteria[who]
    return verdict(criterion, *records, **other)


INITIATIVE = (Initiative(2025, Scope.PROVINCE), Initiative(2024, Scope.LOCAL))
EXCELLENT = {2024: Level.EXCELLENT, 2025: Level.EXCELLENT}


@pytest.mark.parametrize(("records", "other", "found"), [
    (titles(2023, 2024, 2025), {}, UNKNOWN), (titles(2023, 2024, 2025), {"initiatives": INITIATIVE}, MET),
    (titles(2024, 2025), {"initiatives": INITIATIVE}, NOT_MET), ((), {}, NOT_MET)])
def test_provincial_emulation_fighter(records: tuple[Record, ...], other: dict[str, object], found: Verdict) -> None:
    assert of("CSTDT", *records, **other) is found


@pytest.mark.parametrize(("records", "other", "found"), [
    ((), {}, UNKNOWN), (titles(2024, 2025), {}, MET), (titles(2023, 2025), {}, UNKNOWN),
    ((), {"performance": EXCELLENT, "initiatives": INITIATIVE}, MET), ((), {"performance": EXCELLENT}, UNKNOWN),
    ((*titles(2024, 2025), title(2024, "BK-TINH")), {}, UNKNOWN), ((*titles(2024, 2025), title(2023, "BK-TINH")), {}, MET),
    ((*titles(2024, 2025), title(2025, "BK-TINH", kind="dot-xuat")), {}, MET)])
def test_provincial_certificate(records: tuple[Record, ...], other: dict[str, object], found: Verdict) -> None:
    assert of("BK-TINH", *records, **other) is found


@pytest.mark.parametrize(("shares", "found"), [
    ({}, UNKNOWN), ({("hoan-thanh", 2025): 99}, NOT_MET),
    ({("hoan-thanh", 2025): 100, ("lao-dong-tien-tien", 2025): 69}, NOT_MET),
    ({("hoan-thanh", 2025): 100, ("lao-dong-tien-tien", 2025): 70}, UNKNOWN)])
def test_excellent_collective(shares: dict[str, int], found: Verdict) -> None:
    assert of("TTLDXS", who=RecipientKind.COLLECTIVE, shares=shares, performance={2025: Level.EXCELLENT}) is found


def test_flags_and_sudden_awards_are_for_a_person_to_judge() -> None:
    assert of("COTINH", who=RecipientKind.COLLECTIVE) is UNKNOWN
    assert {of("BK-TINH", kind=Kind.SUDDEN, who=who) for who in RecipientKind} == {UNKNOWN}


@pytest.mark.parametrize("machine", EVERY, ids=lambda machine: f"{machine.code}-{machine.kind}")
def test_every_award_declares_criteria_with_keys_of_their_own(machine: type) -> None:
    assert machine.criteria
    for criterion in machine.criteria.values():
        keys = [leaf.key for leaf in criterion.leaves]
        assert len(keys) == len(set(keys)) and all(key and len(key) <= 60 for key in keys)
        assert all(leaf.article and leaf.text for leaf in criterion.find(History(ON), article=machine.article).leaves)


# ------------------------------------------------------------------ whatever is on record

CODES = ("CSTDCS", "BK-TINH")
RECORDS = st.builds(
    title, st.integers(2019, 2027), st.sampled_from(CODES), kind=st.sampled_from(["cong-trang", "dot-xuat", "chuyen-de", ""]),
    valid=st.booleans(), period=st.sampled_from(["", "2020", "2024", "2021–2025", "năm học 2025-2026"]))
HISTORIES = st.builds(
    History, st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.lists(RECORDS, max_size=9).map(tuple),
    st.dictionaries(st.integers(2022, 2028), st.sampled_from(list(Level)), max_size=5),
    st.lists(st.builds(Initiative, st.integers(2022, 2026), st.sampled_from(list(Scope))), max_size=3).map(tuple))
GROWING = st.recursive(  # more on record never makes these worse
    st.one_of(
        st.builds(consecutive, st.sampled_from(CODES), st.integers(1, 4), st.just("liên tục")),
        st.builds(holds, st.sampled_from(CODES), st.just("đã có"), st.integers(0, 6)),
        st.builds(initiative, st.sampled_from(list(Scope)), st.just("sáng kiến"), st.integers(1, 2)),
        st.builds(performance, st.sampled_from(list(Level)), st.integers(1, 3), st.just("hoàn thành")),
        st.just(verified("a", "xác minh"))),
    lambda parts: st.builds(lambda join, inner: join(*inner), st.sampled_from([all_of, any_of]), st.lists(parts, min_size=1, max_size=3)),
    max_leaves=6)
SAME = st.builds(none_same_since, st.sampled_from(CODES), st.integers(1, 6), st.just("chưa được khen"))


@given(GROWING, HISTORIES, RECORDS)
def test_a_record_more_never_hurts_and_a_record_less_never_helps(criterion: Criterion, history: History, record: Record) -> None:
    more = replace(history, records=(*history.records, record))
    assert criterion.find(more).verdict.rank >= criterion.find(history).verdict.rank


@given(SAME, HISTORIES, RECORDS)
def test_a_record_more_never_helps_where_none_may_be(criterion: Criterion, history: History, record: Record) -> None:
    more = replace(history, records=(*history.records, record))
    assert criterion.find(more).verdict.rank <= criterion.find(history).verdict.rank


@given(st.one_of(GROWING, SAME), HISTORIES, st.randoms())
def test_the_order_of_records_does_not_matter(criterion: Criterion, history: History, chance: object) -> None:
    shuffled = list(history.records)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert criterion.find(replace(history, records=tuple(shuffled))).verdict is criterion.find(history).verdict


@given(st.one_of(GROWING, SAME), HISTORIES, st.sampled_from(["dot-xuat", "chuyen-de", "revoked"]))
def test_what_is_no_base_changes_nothing(criterion: Criterion, history: History, why: str) -> None:
    useless = tuple(title(2025, code, kind="cong-trang" if why == "revoked" else why, valid=why != "revoked") for code in CODES)
    assert criterion.find(replace(history, records=(*history.records, *useless))).verdict is criterion.find(history).verdict


@given(GROWING, HISTORIES)
def test_a_finding_agrees_with_its_decisive_parts(criterion: Criterion, history: History) -> None:
    finding = criterion.find(history)
    decisive = list(finding.decisive)
    assert decisive and {leaf.key for leaf in decisive} <= {leaf.key for leaf in finding.leaves}
    assert min((leaf.verdict for leaf in decisive), key=lambda verdict: verdict.rank) is finding.verdict
    assert finding.verdict is not MET or qualifies_from(criterion, history) == history.on


@given(GROWING, HISTORIES)
def test_every_ruling_met_is_met(criterion: Criterion, history: History) -> None:
    assert criterion.find(history, {leaf.key: MET for leaf in criterion.leaves}).verdict is MET
