"""Heaps of waiting lines: a screenful to read, a whole heap taken exactly as it was shown."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from workflow.engine import stamps
from workflow.engine.deciding import decisions, heaps, outcomes, publishing, wholes
from workflow.engine.deciding.heaps import Key, Place, Question
from workflow.engine.deciding.wholes import Pick
from workflow.engine.errors import Stale
from workflow.engine.sittings import council
from workflow.law.states import State
from workflow.law.words import Instrument, Kind
from workflow.models import Decision, Dossier, Line, PublicList

pytestmark = pytest.mark.django_db
PASSED = Question(State.PASSED, Instrument.AWARD)


def waiting(n: int, award: str = "BK-TINH", **fields: object) -> Dossier:
    """A dossier whose lines wait for a decision: without a council, if the award needs none."""
    if award != "BK-TINH":
        return f.passed(awards=[award] * n)
    return f.appraised(f.dossier(kind=Kind.SUDDEN, awards=[award] * n, **fields))


def pick(question: Question = PASSED, **changes: object) -> Pick:
    """The first heap, as a page of that question shows it now."""
    heap = heaps.waiting(question)[0]
    return Pick(heap.key, str(heap.stamp), question.search, **changes)  # type: ignore[arg-type]


def asked(act: Callable[[], object]) -> int:
    """How often the database is asked."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_a_heap_tells_how_many_it_has_and_is_read_page_by_page() -> None:
    made = waiting(230)
    first = heaps.waiting(PASSED)[0]
    assert (first.count, len(first.lines)) == (230, heaps.ROWS)
    seen, place = list(first.lines), first.last
    while place:
        heap = heaps.waiting(PASSED, place=Place(first.key, place))[0]
        seen, place = seen + heap.lines, heap.last
        assert heap.count == 230 and heap.opened
    assert [line.pk for line in seen] == f.ids(made), "every line once, as the unit numbered them"


def test_many_heaps_share_the_screen_and_a_ticked_line_is_always_on_it() -> None:
    large, small = waiting(150), waiting(3, "TTLDXS")
    found = {heap.award.code: heap for heap in heaps.waiting(PASSED)}
    assert len(found["TTLDXS"].lines) == 3 and found["TTLDXS"].last is None
    assert len(found["BK-TINH"].lines) == heaps.ROWS - 3 and found["BK-TINH"].last
    last = f.ids(large)[-1]
    assert last in {line.pk for heap in heaps.waiting(PASSED, [last]) for line in heap.lines}
    opened = {heap.award.code: len(heap.lines) for heap in heaps.waiting(PASSED, place=Place(found["TTLDXS"].key))}
    assert opened == {"TTLDXS": 3, "BK-TINH": 0}, f.ids(small)


@pytest.mark.parametrize(("sizes", "share"), [([], 100), ([7], 100), ([6798], 100), ([6798, 5], 95), ([60, 60], 50), ([1] * 300, 0)])
def test_the_rows_of_a_screen_are_shared_out(sizes: list[int], share: int) -> None:
    assert heaps.fair(sizes, 100) == share and sum(min(size, share) for size in sizes) <= 100


def test_a_whole_heap_of_three_hundred_costs_what_one_line_costs() -> None:
    drafter, costs = f.holder(f.DRAFTER), []
    drafter.get_all_permissions()
    for n in (1, 1, 30, 300):  # the first opens books
        waiting(n)
        chosen = pick()
        costs.append(asked(lambda chosen=chosen: decisions.draft(
            wholes.chosen(PASSED, [chosen]), drafter, subject="x", achievement="y")))
        assert Decision.objects.first().lines.count() == n
    assert len(set(costs[1:])) == 1, costs


@pytest.mark.parametrize("n", [1, 3, 30])
def test_reading_the_heaps_costs_the_same_for_any_number_of_lines(n: int) -> None:
    for award in ("BK-TINH", "TTLDXS"):
        waiting(n, award)
    assert asked(lambda: heaps.waiting(PASSED)) == 3
    place = Place(pick().key, f.ids(list(Line.objects.all()[:1]))[0])
    assert asked(lambda: heaps.waiting(PASSED, [place.after or 0], place)) == 5


def test_a_line_that_came_or_went_since_the_page_was_made_stops_the_whole() -> None:
    made = waiting(3)
    shown = pick()
    waiting(1)
    with pytest.raises(Stale, match=r"khi đó 3 dòng, nay 4 dòng\. Chưa có gì được ghi"):
        wholes.chosen(PASSED, [shown])
    shown = pick()
    f.drafted(f.lines(made)[:1])
    with pytest.raises(Stale, match="khi đó 4 dòng, nay 3 dòng"):
        wholes.chosen(PASSED, [shown])
    shown = pick()
    f.drafted(f.lines(made)[1:2])
    waiting(1)
    with pytest.raises(Stale, match="vẫn 3 dòng nhưng không còn như trước"):
        wholes.chosen(PASSED, [shown])
    assert wholes.chosen(PASSED, [pick()]) == sorted(Line.objects.filter(state="passed").values_list("pk", flat=True))


def test_a_whole_heap_may_spare_some_and_go_with_single_lines_of_others() -> None:
    made, other = waiting(5), waiting(4, "TTLDXS")
    heap = next(heap for heap in heaps.waiting(PASSED) if heap.award.code == "BK-TINH")
    spared, single = f.ids(made)[:2], f.ids(other)[:1]
    found = wholes.chosen(PASSED, [Pick(heap.key, str(heap.stamp), sparing=True)], spared + single)
    assert found == sorted(f.ids(made)[2:] + single)
    assert wholes.chosen(PASSED, [Pick(heap.key, str(heap.stamp))], spared + single) == sorted(f.ids(made) + single)


def test_a_heap_chosen_under_a_search_holds_only_what_was_found() -> None:
    made = waiting(3, unit=f.unit(name="Sở Lạ"))
    waiting(4)
    question = Question(State.PASSED, Instrument.AWARD, "so la")
    shown = pick(question)
    waiting(2)  # elsewhere: nobody who searched saw it
    assert wholes.chosen(PASSED, [shown]) == f.ids(made)


def test_lines_for_another_paper_are_in_no_heap_of_this_one() -> None:
    here, above = f.passed(), f.passed(awards=["BK-TTG"])
    shown = pick(Question(State.PASSED, Instrument.PETITION))
    assert wholes.chosen(Question(State.PASSED, Instrument.PETITION), [shown]) == f.ids(above)
    with pytest.raises(Stale):
        wholes.chosen(PASSED, [shown])
    assert wholes.chosen(PASSED, [pick()]) == f.ids(here)


def test_the_public_list_the_council_and_the_other_authority_take_heaps_too() -> None:
    made = f.appraised(f.dossier(awards=["HC-LD3"] * 3))
    unlisted = Question(State.UNLISTED)
    publishing.publish(wholes.chosen(unlisted, [pick(unlisted)]), f.holder(f.ABOVE), on=made.received_on, place="Cổng thông tin")
    assert PublicList.objects.get().lines.count() == 3
    voting, appraised = f.appraised(awards=["BK-TINH"] * 2), Question(State.APPRAISED)
    f.council(3)
    council.convene(wholes.chosen(appraised, [pick(appraised)]), f.holder(f.SECRETARY), held_on=made.received_on, place="x")
    assert f.states(voting) == ["voting"] * 2
    up, forwarded = f.forwarded(awards=["BK-TTG"] * 2), Question(State.FORWARDED)
    heap = heaps.waiting(forwarded)[0]
    assert heap.petition == Decision.objects.get() and heap.authority == "Thủ tướng Chính phủ"
    outcomes.deny(wholes.chosen(forwarded, [pick(forwarded)]), f.holder(f.ABOVE), "Chưa đủ")
    assert f.states(up) == ["refused"] * 2


def test_a_tick_for_one_paper_is_not_shown_among_the_lines_of_another() -> None:
    ticked = f.ids(waiting(1))
    assert heaps.waiting(Question(State.PASSED, Instrument.PETITION), keep=ticked) == []
    assert [heap.lines[0].pk for heap in heaps.waiting(Question(State.PASSED, Instrument.AWARD, search="khong ai"), keep=ticked)] == ticked


def test_each_letter_is_a_heap_of_its_own() -> None:
    one, two = f.forwarded(), f.forwarded()
    assert [[line.pk for line in heap.lines] for heap in heaps.waiting(Question(State.FORWARDED))] == [f.ids(one), f.ids(two)]


@pytest.mark.parametrize("text", ["", "x", "0:khac:BK-TINH", "-1:dot-xuat:BK-TINH", "0:dot-xuat:", "²:dot-xuat:BK-TINH"])
def test_what_is_no_key_names_no_heap(text: str) -> None:
    assert Key.read(text) is None


def test_a_key_is_read_as_it_is_written() -> None:
    key = Key(7, Kind.SUDDEN, "BK-TINH")
    assert Key.read(str(key)) == key


def test_stamps_of_rows_and_of_keys_agree() -> None:
    made = waiting(3)
    found = Line.objects.filter(dossier=made)
    assert str(stamps.of(found)) == str(stamps.of_keys(f.ids(made))) and str(stamps.of(Line.objects.none())) == str(stamps.Stamp())
    numbers = dict(found.values_list("pk", "no"))
    assert stamps.of(found, "no") == stamps.of_weights(numbers) != stamps.of(found)


def test_a_stamp_tells_rows_from_others_with_the_same_sums() -> None:
    """1 + 5 + 6 = 2 + 3 + 7, and their squares add up to the same too; money that moves from one row to another keeps its sum."""
    assert str(stamps.of_keys([1, 5, 6])) != str(stamps.of_keys([2, 3, 7]))
    assert str(stamps.of_weights({1: 10, 2: 20})) != str(stamps.of_weights({1: 20, 2: 10})) != str(stamps.of_weights({12: 0, 0: 30}))
