"""Years drawn on a card, what somebody qualifies for, and time in posts: what must hold whatever is on record."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.bands import LEADERS, PostBand
from workflow.law.criteria import consecutive, initiative
from workflow.law.eligible import chances
from workflow.law.evidence import History, Hold, Initiative, Judged, Post, Record
from workflow.law.service import months, ripe_on, spans, words
from workflow.law.timeline import COLUMNS, timeline
from workflow.law.words import HoldReason, Kind, Level, RecipientKind, Scope, Verdict

ON = date(2026, 11, 5)
THREE = tuple(Record("CSTDCS", date(year, 12, 20), "CSTĐ cơ sở", f"{year}", period=str(year)) for year in (2023, 2024, 2025))
PROVINCE = (Initiative(2025, Scope.PROVINCE, "Số hóa"),)
HEAD = Post(str(PostBand.DEPARTMENT_HEAD), date(2010, 1, 1), date(2014, 12, 31), "Giám đốc")
DAYS = st.dates(date(1990, 1, 1), date(2026, 12, 31))
POSTS = st.lists(
    st.builds(lambda band, since, length: Post(str(band), since, length and since + timedelta(days=length)),
              st.sampled_from(list(PostBand)), DAYS, st.one_of(st.none(), st.integers(1, 5000))), max_size=5)


def history(**other: object) -> History:
    return replace(History(ON, THREE, {2024: Level.GOOD}, PROVINCE, posts=(HEAD,)), **other)


# ------------------------------------------------------------------ years


def test_years_run_downwards_and_gaps_are_drawn_together() -> None:
    years = timeline(history())
    assert [(year.year, year.until, year.empty) for year in years] == [
        (2026, 2026, True), (2025, 2025, False), (2024, 2024, False), (2023, 2023, False), (2015, 2022, True), (2010, 2014, False)]
    assert [sort for sort, _ in years[0].columns] == list(COLUMNS) and timeline(History(ON)) == []


def test_a_record_is_marked_with_the_criteria_it_proves() -> None:
    criteria = (consecutive("CSTDCS", 3, "x"), initiative(Scope.PROVINCE, "y"))
    past = history()
    year = timeline(past, [criterion.find(past) for criterion in criteria])[1]
    assert [(sort, [mark.proves for mark in marks]) for sort, marks in year.columns] == [
        ("award", [(1,)]), ("performance", []), ("initiative", [(2,)]), ("post", [])]


def test_what_was_revoked_is_shown_as_such() -> None:
    past = history(records=(replace(THREE[0], valid=False),))
    assert [mark.valid for mark in timeline(past)[3].marks["award"]] == [False]


@pytest.mark.parametrize(("exhibit", "brief", "words"), [
    (Judged(2025, Level.GOOD, "1/QĐ"), "Xếp loại năm 2025: Hoàn thành tốt nhiệm vụ", "Xếp loại năm 2025: Hoàn thành tốt nhiệm vụ (1/QĐ)"),
    (Judged(2025, Level.GOOD), "Xếp loại năm 2025: Hoàn thành tốt nhiệm vụ", "Xếp loại năm 2025: Hoàn thành tốt nhiệm vụ"),
    (Initiative(2025, Scope.LOCAL, "A", "2/QĐ", ("BK-TINH",)), "Sáng kiến, đề tài “A” năm 2025, phạm vi cơ sở",
     "Sáng kiến, đề tài “A” năm 2025, phạm vi cơ sở (2/QĐ); đã dùng cho BK-TINH"),
    (HEAD, *["Giám đốc từ 01/01/2010 đến 31/12/2014"] * 2),
    (replace(HEAD, until=None, name=""), *["giam-doc-so từ 01/01/2010 đến nay"] * 2),
    (Hold(HoldReason.PRESS, date(2026, 1, 2)), *["Báo chí nêu, chưa có kết luận từ ngày 02/01/2026"] * 2),
])
def test_every_record_says_what_it_is(exhibit: Judged, brief: str, words: str) -> None:
    assert (exhibit.brief, exhibit.words) == (brief, words) and exhibit.title and exhibit.year


# ------------------------------------------------------------------ what somebody qualifies for


def piles(past: History, who: RecipientKind = RecipientKind.PERSON) -> dict[str, list[tuple[str, Kind]]]:
    found = chances(past, who)
    return {pile: [(one.award, one.kind) for one in getattr(found, pile)] for pile in ("met", "near", "bare")}


def test_met_near_and_nothing_known_are_told_apart() -> None:
    found = piles(history())
    assert {("CSTDT", Kind.MERIT), ("BK-TINH", Kind.MERIT)} <= set(found["met"]) and ("BK-TINH", Kind.SUDDEN) in found["bare"]
    near = piles(history(initiatives=()))
    assert ("CSTDT", Kind.MERIT) in near["near"]
    one, = [one for one in chances(history(initiatives=()), RecipientKind.PERSON).near if one.award == "CSTDT"]
    assert [leaf.key for leaf in one.open] == ["sang-kien-tinh-1"]


def test_nobody_on_hold_qualifies_for_anything() -> None:
    past = history(holds=(Hold(HoldReason.PRESS, ON),))
    assert piles(past) == {"met": [], "near": [], "bare": []} and chances(past, RecipientKind.PERSON).held


def test_awards_are_offered_to_their_own_kind_of_recipient_only() -> None:
    found = piles(history(), RecipientKind.HOUSEHOLD)
    assert not any(code == "CSTDT" for pile in found.values() for code, _ in pile)


def test_before_the_law_there_was_no_award() -> None:
    assert piles(history(on=date(2003, 1, 1))) == {"met": [], "near": [], "bare": []}


# ------------------------------------------------------------------ time in posts


@given(POSTS, st.sampled_from(LEADERS), DAYS, st.integers(0, 900))
def test_time_never_runs_backwards(posts: list[Post], band: PostBand, on: date, later: int) -> None:
    assert months(posts, band, on) <= months(posts, band, on + timedelta(days=later))


@given(POSTS, DAYS)
def test_a_lower_band_never_has_less_time(posts: list[Post], on: date) -> None:
    counted = [months(posts, band, on) for band in LEADERS]
    assert counted == sorted(counted)


@given(POSTS, st.sampled_from(list(PostBand)), DAYS)
def test_pieces_never_overlap(posts: list[Post], band: PostBand, on: date) -> None:
    pieces = spans(posts, band, on)
    assert all(since < end for since, end in pieces) and all(a[1] < b[0] for a, b in pairwise(pieces))


@given(POSTS, st.sampled_from(list(PostBand)), DAYS, st.integers(1, 300))
def test_the_ripe_day_is_the_first(posts: list[Post], band: PostBand, on: date, needed: int) -> None:
    day = ripe_on(posts, band, needed, on)
    if day is None:
        return
    assert months(posts, band, day) >= needed
    assert day == on or months(posts, band, day - timedelta(days=1)) < needed


@pytest.mark.parametrize(("full", "said"), [(0, "0 năm"), (5, "5 tháng"), (24, "2 năm"), (112, "9 năm 4 tháng")])
def test_time_in_words(full: int, said: str) -> None:
    assert words(full) == said


def test_no_history_is_met_by_chance() -> None:
    assert all(one.finding.verdict is Verdict.UNKNOWN for one in chances(History(ON), RecipientKind.PERSON).bare)
