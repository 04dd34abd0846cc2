"""Score cards: who may take which step, ranking with ties, who may be named first."""
from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law import scoring as law
from workflow.law.machine import Refusal
from workflow.law.scoring import Card, Role, Scored, Stage

TABLE = (Scored(1, "Kinh tế", D(60)), Scored(2, "Phong trào", D(40)), Scored(3, "Vi phạm", D(10), deducts=True))
FULL = {1: D(50), 2: D("35.5"), 3: D(0)}


def card(stage: Stage = Stage.OPEN, role: Role = Role.MEMBER) -> Card:
    return Card(stage, role, TABLE, FULL if stage is not Stage.OPEN else {})


def test_the_three_stages_follow_each_other() -> None:
    assert law.take(card(), "self_score", FULL) is Stage.SELF
    assert law.take(card(Stage.SELF), "cross_check", FULL, Role.LEADER) is Stage.CHECKED
    assert law.take(card(Stage.CHECKED), "settle", FULL) is Stage.RESULT
    assert law.total(TABLE, {**FULL, 3: D(2)}) == D("83.5")


@pytest.mark.parametrize(("stage", "step"), [
    (Stage.OPEN, "cross_check"), (Stage.OPEN, "settle"), (Stage.SELF, "self_score"), (Stage.SELF, "settle"), (Stage.RESULT, "settle")])
def test_no_stage_is_skipped_or_repeated(stage: Stage, step: str) -> None:
    with pytest.raises(Refusal):
        law.take(card(stage), step, FULL, Role.LEADER)


@pytest.mark.parametrize("points", [{1: D(1), 2: D(1)}, {**FULL, 1: D("60.01")}, {**FULL, 2: D(-1)}])
def test_points_are_complete_and_within_the_table(points: dict[int, D]) -> None:
    with pytest.raises(Refusal):
        law.take(card(), "self_score", points)


def test_nobody_checks_himself_and_members_check_nobody() -> None:
    for own, checker in ((Role.LEADER, Role.LEADER), (Role.MEMBER, Role.MEMBER), (Role.MEMBER, None)):
        with pytest.raises(Refusal):
            law.take(card(Stage.SELF, own), "cross_check", FULL, checker)
    assert law.take(card(Stage.SELF, Role.LEADER), "cross_check", FULL, Role.DEPUTY) is Stage.CHECKED


def test_a_change_of_points_wants_a_reason() -> None:
    lower = {**FULL, 1: D(40)}
    with pytest.raises(Refusal, match="lý do"):
        law.take(card(Stage.SELF), "cross_check", lower, Role.LEADER)
    assert law.take(card(Stage.SELF), "cross_check", lower, Role.LEADER, "Chỉ tiêu 3 chưa đạt") is Stage.CHECKED


def test_ties_share_a_place_and_the_next_is_counted_on() -> None:
    places = law.ranking({1: D(90), 2: D(95), 3: D(90), 4: D(80)})
    assert {key: (place.rank, place.tied) for key, place in places.items()} == {
        2: (1, False), 1: (2, True), 3: (2, True), 4: (4, False)}


@given(st.dictionaries(st.integers(1, 50), st.decimals(0, 100, places=2), min_size=1))
def test_a_better_total_never_ranks_lower(totals: dict[int, D]) -> None:
    places = law.ranking(totals)
    assert all((totals[a] > totals[b]) == (places[a].rank < places[b].rank) for a in totals for b in totals)
    assert min(place.rank for place in places.values()) == 1


def test_only_who_stands_first_is_named_and_a_tie_with_a_reason() -> None:
    done = dict.fromkeys((1, 2, 3), Stage.RESULT)
    law.announce(done, {1: D(9), 2: D(8), 3: D(7)}, [1])
    for stages, totals, chosen in (
            (done, {1: D(9), 2: D(8), 3: D(7)}, [2]), (done, {1: D(9), 2: D(8), 3: D(7)}, []),
            ({**done, 3: Stage.CHECKED}, {1: D(9), 2: D(8), 3: D(7)}, [1]), (done, {1: D(9), 2: D(9), 3: D(7)}, [1]), ({}, {}, [])):
        with pytest.raises(Refusal):
            law.announce(stages, totals, chosen)
    law.announce(done, {1: D(9), 2: D(9), 3: D(7)}, [2], "Có nhiều sáng kiến hơn")


@pytest.mark.parametrize(("points", "shown"), [(D(100), "100"), (D("95.50"), "95,5"), (D("0.25"), "0,25"), (D(0), "0")])
def test_points_are_written_with_a_comma(points: D, shown: str) -> None:
    assert law.figure(points) == shown


def test_a_cluster_without_a_table_scores_nothing() -> None:
    with pytest.raises(Refusal, match="chưa có bảng điểm"):
        law.take(Card(Stage.OPEN, Role.MEMBER, (), {}), "self_score", {})
