"""Vote arithmetic: by integers, over all members."""
from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.votes import attending, needed, passes, percent, quorate, quorum_parts, strictest

quorums = st.integers(1, 999).flatmap(lambda whole: st.tuples(st.integers(1, whole), st.just(whole))).map(lambda two: f"{two[0]}/{two[1]}")
councils = st.integers(1, 500).flatmap(lambda members: st.tuples(st.integers(0, members), st.just(members)))


@pytest.mark.parametrize(
    ("ayes", "members", "threshold", "passed"),
    [
        (20, 22, 90, True), (19, 22, 90, False), (13, 15, 90, False), (14, 15, 90, True), (18, 20, 90, True),
        (17, 20, 90, False), (4, 5, 80, True), (3, 5, 80, False), (1, 1, 100, True), (0, 1, 1, False), (2, 3, 67, False),
        (2, 3, 66, True), (9, 9, 100, True), (8, 9, 100, False), (12, 15, 80, True), (1, 2, 50, True),
    ],
)
def test_edges(ayes, members, threshold, passed):
    assert passes(ayes, members, threshold) is passed


@given(councils, st.integers(1, 100))
def test_passing_is_reaching_the_exact_share(council, threshold):
    ayes, members = council
    assert passes(ayes, members, threshold) == (Fraction(ayes, members) >= Fraction(threshold, 100))
    assert passes(ayes, members, threshold) == (ayes >= needed(members, threshold))


@given(councils, st.integers(1, 100))
def test_a_paper_never_shows_a_threshold_that_was_not_met(council, threshold):
    shown = Fraction(percent(*council).replace(",", "."))
    assert (shown >= threshold) == passes(*council, threshold)


@pytest.mark.parametrize(
    ("ayes", "members", "text"),
    [(20, 22, "90,90"), (2, 3, "66,66"), (18, 20, "90"), (0, 5, "0"), (5, 5, "100"), (444, 659, "67,37"), (1, 16, "6,25")],
)
def test_percent(ayes, members, text):
    assert percent(ayes, members) == text


@pytest.mark.parametrize(
    ("ayes", "members", "threshold", "words"),
    [
        (23, 22, 90, "từ 0 đến 22"), (-1, 22, 90, "từ 0 đến 22"), (0, 0, 90, "ít nhất một"), (0, -3, 90, "ít nhất một"),
        (20, 22, 0, "từ 1 đến 100"), (20, 22, 101, "từ 1 đến 100"),
    ],
)
def test_absurd_numbers_are_refused_in_words(ayes, members, threshold, words):
    with pytest.raises(ValueError, match=words):
        passes(ayes, members, threshold)


@pytest.mark.parametrize(
    ("present", "members", "quorum", "enough"),
    [(15, 22, "2/3", True), (14, 22, "2/3", False), (6, 9, "2/3", True), (5, 9, "2/3", False), (5, 9, "1/2", True), (4, 8, "1/2", True),
     (1, 1, "2/3", True), (0, 1, "1/999", False), (8, 9, "1/1", False), (9, 9, "1/1", True)])
def test_edges_of_a_quorum(present, members, quorum, enough):
    assert quorate(present, members, quorum) is enough


@given(councils, quorums)
def test_a_quorum_is_reaching_the_exact_part_of_all_members(council, quorum):
    present, members = council
    assert quorate(present, members, quorum) == (Fraction(present, members) >= Fraction(quorum))
    assert quorate(present, members, quorum) == (present >= attending(members, quorum))
    assert 1 <= attending(members, quorum) <= members, "nobody there is never enough, everybody always is"


@given(st.lists(st.one_of(st.just(""), quorums)), councils)
def test_the_strictest_quorum_keeps_all_of_them(several, council):
    known = [quorum for quorum in several if quorum]
    found = strictest(several)
    assert (found in known) if known else found == ""
    assert not known or quorate(*council, found) == all(quorate(*council, quorum) for quorum in known)


@pytest.mark.parametrize("text", ["", "2", "0/3", "2/0", "3/2", "-1/2", "2/3 ", "2/3\n", "02/3", "1000/1001", "hai phần ba", "2/3/4"])
def test_what_is_no_quorum_is_refused_in_words(text):
    with pytest.raises(ValueError, match="phân số không quá 1"):
        quorum_parts(text)


@pytest.mark.parametrize(("present", "members", "words"), [(23, 22, "từ 0 đến 22"), (0, 0, "ít nhất một")])
def test_absurd_attendance_is_refused(present, members, words):
    with pytest.raises(ValueError, match=words):
        quorate(present, members, "2/3")
