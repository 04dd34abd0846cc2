"""The accumulation rule: of the titles of one time and period only the highest, and never a guess about the rest."""
from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflow.law.accumulation import Held, Share, forgone, period_of, shares

DAY = date(2026, 12, 20)
amounts = st.one_of(st.none(), st.integers(1, 20).map(lambda n: n * 10_000))


@st.composite
def pools(draw, same_day=False, free=None, known=False):
    """The titles of one recipient and period."""
    made = draw(st.lists(st.tuples(st.integers(0, 0 if same_day else 3), amounts, st.booleans()), min_size=1, max_size=6))
    return [
        Held(key, f"T{key}", (amount or 10_000) if known else amount, DAY + timedelta(days), is_free if free is None else free)
        for key, (days, amount, is_free) in enumerate(made, 1)]


@given(pools(same_day=True, free=True, known=True))
def test_of_one_time_and_period_exactly_one_is_paid_and_it_is_the_highest(pool):
    found = {title.key: shares(pool)[title.key][0] for title in pool}
    paid = [title for title in pool if found[title.key] is Share.FULL]
    assert len(paid) == 1 and paid[0].amount == max(title.amount for title in pool)
    assert set(found.values()) <= {Share.FULL, Share.NOTHING}


@given(pools())
def test_every_title_that_is_free_is_answered_and_no_other(pool):
    assert set(shares(pool)) == {title.key for title in pool if title.free}


@given(pools(), st.randoms())
def test_the_order_of_asking_does_not_matter(pool, chance):
    shuffled = list(pool)
    chance.shuffle(shuffled)
    assert shares(shuffled) == shares(pool)


@given(pools())
def test_less_than_all_names_the_title_to_blame(pool):
    for key, (share, blamed) in shares(pool).items():
        assert (blamed is None) == (share is Share.FULL)
        assert blamed is None or (blamed.key != key and blamed in pool)


@given(pools())
def test_nothing_is_decided_between_titles_of_different_times(pool):
    """`NOTHING` only for the sake of a title of the same day that is no lower; what is paid in full stands first and alone."""
    held = {title.key: title for title in pool}
    full = [held[key] for key, (share, _) in shares(pool).items() if share is Share.FULL]
    assert len(full) <= 1 and all(title.decided_on == min(other.decided_on for other in pool) for title in full)
    for key, (share, blamed) in shares(pool).items():
        if share is Share.NOTHING:
            assert blamed.decided_on == held[key].decided_on and blamed.amount >= held[key].amount


@given(pools(known=True))
def test_with_every_amount_known_no_more_than_one_title_of_a_day_is_paid_or_in_doubt(pool):
    found = shares(pool)
    for day in {title.decided_on for title in pool}:
        assert len([t for t in pool if t.decided_on == day and t.free and found[t.key][0] is not Share.NOTHING]) <= 1


def test_worked_cases():
    low, high = Held(1, "CSTDCS", 2_530_000, DAY), Held(2, "CSTDT", 7_590_000, DAY)
    assert shares([low, high]) == {1: (Share.NOTHING, high), 2: (Share.FULL, None)}
    paid = Held(1, "CSTDCS", 2_530_000, DAY, free=False)
    assert shares([paid, high]) == {2: (Share.DOUBT, paid)}, "the lower one is paid: the difference or all is for a person to say"
    above = Held(1, "CSTDTQ", 11_390_000, DAY, free=False)
    assert shares([above, high]) == {2: (Share.NOTHING, above)}
    later = Held(3, "CSTDT", 7_590_000, DAY + timedelta(90))
    assert shares([low, later]) == {1: (Share.FULL, None), 3: (Share.DOUBT, low)}
    unknown = Held(4, "CSTDCS", None, DAY, free=False)
    assert shares([unknown, high]) == {2: (Share.DOUBT, unknown)}
    assert shares([]) == {}


def test_a_decision_without_a_period_counts_for_its_year():
    assert period_of("", DAY) == "2026" and period_of("2021-2025", DAY) == "2021-2025"


def test_of_one_decision_the_lower_title_of_the_same_recipient_and_period_brings_nothing():
    low, high, other = Held(1, "A", 10_000, DAY), Held(2, "B", 20_000, DAY), Held(3, "A", 10_000, DAY)
    assert forgone([(7, "2026", low), (7, "2026", high), (7, "2025", other)]) == {1}
    assert forgone([(7, "2026", low), (8, "2026", high)]) == set()
