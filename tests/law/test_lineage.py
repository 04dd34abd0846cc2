"""What became of a unit: the graph, with random histories and with dates at the edge."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.lineage import COUNTS, Graph, Link, Span, faults, kind_of
from workflow.law.words import LineageKind

OLD, NEW, EVE, DAY = date(2000, 1, 1), date(2025, 7, 1), date(2025, 6, 30), date(2026, 3, 1)
K = LineageKind


def graph(spans: dict[int, tuple[str, date, date | None]], *links: tuple[int, int | None, date, LineageKind]) -> Graph:
    return Graph({pk: Span(*span) for pk, span in spans.items()}, [Link(*link) for link in links])


@st.composite
def histories(draw: st.DrawFn) -> Graph:
    """Units that end one after the other, each going into none, one or some of the later ones."""
    size = draw(st.integers(1, 9))
    ends = [OLD + timedelta(days=100 * (no + 1)) for no in range(size)]
    spans = {no: Span(f"Đơn vị {no}", OLD, ends[no] if draw(st.booleans()) else None) for no in range(size)}
    links: list[Link] = []
    for no, span in spans.items():
        if span.until:
            after = draw(st.lists(st.integers(no + 1, size), max_size=3, unique=True)) if no + 1 <= size else []
            laters: Sequence[int | None] = [one for one in after if one < size] or [None]
            kinds = [K.ABOLISHED] if laters == [None] else [K.RENAMED, K.MOVED, K.MERGED] if len(laters) == 1 else [K.SPLIT]
            kind = draw(st.sampled_from(kinds))
            links += [Link(no, later, span.until + timedelta(days=1), kind) for later in laters]
    return Graph(spans, links)


days = st.dates(OLD, OLD + timedelta(days=1200))


@given(histories())
def test_who_comes_before_is_who_leads_on(history: Graph) -> None:
    for one in history.spans:
        assert {other for other in history.spans if one in history.descendants(other)} == history.ancestors(one)


@given(histories(), days, days)
def test_time_only_adds(history: Graph, one: date, other: date) -> None:
    for unit in history.spans:
        early, late = sorted((one, other))
        assert history.ancestors(unit, early) <= history.ancestors(unit, late)
        assert history.descendants(unit, early) <= history.descendants(unit, late)


@given(histories(), days)
def test_heirs_are_valid_and_alone_when_the_unit_itself_is(history: Graph, day: date) -> None:
    for unit, span in history.spans.items():
        heirs = history.heirs(unit, day)
        assert all(history.spans[heir].on(day) for heir in heirs) and heirs <= history.descendants(unit, day)
        assert (heirs == {unit}) if span.on(day) else unit not in heirs
        assert history.heirs(unit, day, continuing=True) <= heirs
        if history.dissolved(unit, day):
            assert not span.on(day)


@given(histories())
def test_no_recorded_history_closes_a_circle(history: Graph) -> None:
    for link in history.links:
        if link.later is not None:
            assert history.closes_a_circle(link.later, link.former) and not history.closes_a_circle(link.former, link.later)


@given(histories(), days)
def test_every_paper_finds_a_name(history: Graph, day: date) -> None:
    for unit in history.spans:
        assert history.name_on(unit, day)


def test_a_renamed_unit_has_the_name_of_the_day() -> None:
    history = graph({1: ("Sở Lao động", OLD, EVE), 2: ("Sở Nội vụ", NEW, None)}, (1, 2, NEW, K.RENAMED))
    assert history.name_on(1, EVE) == history.name_on(2, EVE) == "Sở Lao động"
    assert history.name_on(1, NEW) == history.name_on(2, NEW) == "Sở Nội vụ"
    assert not history.dissolved(1, DAY)


def test_a_merged_unit_is_dissolved_from_the_day_on() -> None:
    history = graph(
        {1: ("Xã A", OLD, EVE), 2: ("Xã B", OLD, EVE), 3: ("Xã C", NEW, None)}, (1, 3, NEW, K.MERGED), (2, 3, NEW, K.MERGED))
    assert not history.dissolved(1, EVE) and history.dissolved(1, NEW)
    assert not history.dissolved(3, EVE), "what is yet to begin is not dissolved"
    assert history.ancestors(3) == {1, 2, 3} and history.ancestors(3, EVE) == {3}
    assert history.name_on(1, DAY) == "Xã C"
    assert history.name_on(3, EVE) == "Xã C", "two went into it: it is neither of them"


def test_a_split_unit_keeps_its_name_because_nobody_is_it() -> None:
    history = graph(
        {1: ("Xã A", OLD, EVE), 2: ("Xã B", NEW, None), 3: ("Xã C", NEW, None)}, (1, 2, NEW, K.SPLIT), (1, 3, NEW, K.SPLIT))
    assert history.heirs(1, DAY) == {2, 3} and history.name_on(1, DAY) == "Xã A" and history.dissolved(1, DAY)


def test_the_abolished_leads_nowhere() -> None:
    history = graph({1: ("Huyện A", OLD, EVE)}, (1, None, NEW, K.ABOLISHED))
    assert history.heirs(1, DAY) == set() and history.dissolved(1, NEW) and history.name_on(1, DAY) == "Huyện A"


LIVING = {1: ("A", OLD, None), 2: ("B", OLD, None), 3: ("C", NEW, None), 4: ("D", NEW, None)}


@pytest.mark.parametrize(("kind", "formers", "laters"), [
    (K.MERGED, [1, 2], [3]), (K.MERGED, [1], [2]), (K.MERGED, [1, 2], [2]), (K.SPLIT, [1], [3, 4]), (K.SPLIT, [1], [1, 3]),
    (K.RENAMED, [1], [3]), (K.MOVED, [1], [3]), (K.ABOLISHED, [1, 2], []),
])
def test_a_sound_change_is_recorded(kind: LineageKind, formers: list[int], laters: list[int]) -> None:
    assert not list(faults(graph(LIVING), kind, formers, laters, NEW))


@pytest.mark.parametrize(("kind", "formers", "laters"), [
    (K.MERGED, [], [3]), (K.MERGED, [1], []), (K.MERGED, [1], [3, 4]), (K.MERGED, [1], [1]), (K.SPLIT, [1], [3]), (K.SPLIT, [1, 2], [3, 4]),
    (K.RENAMED, [1, 2], [3]), (K.RENAMED, [1], [1]), (K.MOVED, [1], []), (K.ABOLISHED, [1], [3]), (K.ABOLISHED, [], []),
])
def test_the_numbers_of_units_must_fit_the_change(kind: LineageKind, formers: list[int], laters: list[int]) -> None:
    assert list(faults(graph(LIVING), kind, formers, laters, NEW)) == [f"{COUNTS[kind][2]}."]


def test_days_must_fit() -> None:
    assert "mới có hiệu lực" in " ".join(faults(graph(LIVING), K.RENAMED, [3], [4], NEW))
    assert "không thể là đơn vị mới" in " ".join(faults(graph(LIVING), K.RENAMED, [1], [3], EVE))
    ended = {1: ("A", OLD, EVE), 2: ("B", OLD, None)}
    assert not list(faults(graph(ended), K.MERGED, [1], [2], NEW)), "its last day was known before what became of it"
    assert "đã hết hiệu lực" in " ".join(faults(graph(ended), K.MERGED, [1], [2], DAY))
    again = graph(ended, (1, 2, NEW, K.MERGED))
    assert "rút biến động cũ" in " ".join(faults(again, K.MERGED, [1], [2], NEW))


def test_nothing_leads_back_to_itself() -> None:
    history = graph({1: ("A", OLD, None), 2: ("B", OLD, None)}, (1, 2, date(2010, 1, 1), K.SPLIT))
    assert "đơn vị trước" in " ".join(faults(history, K.MERGED, [2], [1], NEW))


def test_a_row_of_a_list_says_what_happened() -> None:
    assert kind_of("Xã A", "Xã A", 1, 1) is K.MOVED and kind_of("Xã A", "Phường A", 1, 1) is K.RENAMED
    assert kind_of("Xã A", "Xã B", 3, 1) is K.MERGED and kind_of("Xã A", "Xã B", 3, 2) is K.SPLIT
