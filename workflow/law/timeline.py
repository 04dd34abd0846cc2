"""The records of somebody by year, each with the criteria it proves: what a proof card draws. Pure."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .criteria import Finding
from .evidence import Exhibit, History

COLUMNS = ("award", "performance", "initiative", "post")


@dataclass(frozen=True)
class Mark:
    """One record in its year; `proves`: the numbers of the criteria whose finding names it."""

    exhibit: Exhibit
    proves: tuple[int, ...] = ()
    valid: bool = True


@dataclass(frozen=True)
class Year:
    """What is on record of a year, or – up to `until` – of several years in which nothing but the same posts, or nothing at all, is."""

    year: int
    until: int
    marks: Mapping[str, Sequence[Mark]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Is nothing on record?"""
        return not any(self.marks.values())

    @property
    def columns(self) -> list[tuple[str, Sequence[Mark]]]:
        """Its records in the order of the columns."""
        return [(sort, self.marks.get(sort, ())) for sort in COLUMNS]


def timeline(history: History, leaves: Iterable[Finding] = ()) -> list[Year]:
    """The years from the first record to the proposal, the latest first. A gap is shown, for it is what breaks a row of years."""
    proves: dict[Exhibit, list[int]] = defaultdict(list)
    for number, leaf in enumerate(leaves, 1):
        for exhibit in leaf.proof:
            proves[exhibit].append(number)
    found: dict[int, dict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for year, exhibit in placed(history):
        found[year][exhibit.sort].append(Mark(exhibit, tuple(proves[exhibit]), getattr(exhibit, "valid", True)))
    return rows(found, history.on.year) if found else []


def placed(history: History) -> Iterable[tuple[int, Exhibit]]:
    """Every record in its year; a post in each year it was held."""
    ordered = sorted(history.records, key=lambda record: (record.decided_on, record.decision))
    judged = filter(None, map(history.judged, history.performance))
    exhibits: list[Exhibit] = [*ordered, *judged, *history.initiatives]
    for one in exhibits:
        yield one.year, one
    for post in sorted(history.posts, key=lambda post: post.since):
        for year in range(post.since.year, (min(post.until, history.on) if post.until else history.on).year + 1):
            yield year, post


def rows(found: Mapping[int, Mapping[str, list[Mark]]], last: int) -> list[Year]:
    """The years downwards; those in which nothing but the same posts, or nothing at all, is on record are drawn together."""
    years: list[Year] = []
    for year in range(max(*found, last), min(found) - 1, -1):
        marks = found.get(year, {})
        if years and quiet(marks) and quiet(years[-1].marks) and marks.get("post", []) == years[-1].marks.get("post", []):
            years[-1] = Year(year, years[-1].until, marks)
        else:
            years.append(Year(year, year, marks))
    return years


def quiet(marks: Mapping[str, Sequence[Mark]]) -> bool:
    """Nothing but posts that went on."""
    return set(marks) <= {"post"}
