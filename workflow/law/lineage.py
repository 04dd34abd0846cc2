"""What became of a unit: a graph of units by day, in which a unit leads to those that took it over, and never back to itself."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from .words import LineageKind

COUNTS: dict[LineageKind, tuple[range, range, str]] = {  # how many units before, how many after, and that in words
    LineageKind.MERGED: (range(1, 200), range(1, 2), "Sáp nhập cần ít nhất một đơn vị cũ và đúng một đơn vị mới"),
    LineageKind.SPLIT: (range(1, 2), range(2, 200), "Chia, tách cần đúng một đơn vị cũ và ít nhất hai đơn vị mới"),
    LineageKind.RENAMED: (range(1, 2), range(1, 2), "Đổi tên cần đúng một đơn vị cũ và một đơn vị mang tên mới"),
    LineageKind.MOVED: (range(1, 2), range(1, 2), "Chuyển cấp quản lý cần đúng một đơn vị trước và một đơn vị sau khi chuyển"),
    LineageKind.ABOLISHED: (range(1, 200), range(1), "Giải thể cần ít nhất một đơn vị và không có đơn vị mới"),
}


@dataclass(frozen=True)
class Span:
    """A unit: its name and the days it is valid, the last one included."""

    name: str
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """Valid on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Link:
    """From this day `former` is in `later`; with no later one it was dissolved."""

    former: int
    later: int | None
    on: date
    kind: LineageKind


@dataclass
class Graph:
    """Units by id, and what became of them."""

    spans: Mapping[int, Span]
    links: Sequence[Link]
    onwards: dict[int, list[Link]] = field(default_factory=lambda: defaultdict(list), init=False)
    backwards: dict[int, list[Link]] = field(default_factory=lambda: defaultdict(list), init=False)

    def __post_init__(self) -> None:
        for link in self.links:
            self.onwards[link.former].append(link)
            if link.later is not None:
                self.backwards[link.later].append(link)

    def ancestors(self, unit: int, day: date = date.max, continuing: bool = False) -> set[int]:
        """The unit with all that had gone into it by that day; `continuing`: only as the same body under another name."""
        return walk(unit, lambda one: (link.former for link in self.backwards.get(one, ()) if counts(link, day, continuing)))

    def descendants(self, unit: int, day: date = date.max, continuing: bool = False) -> set[int]:
        """The unit with all that it had gone into by that day."""
        return walk(unit, lambda one: (
            link.later for link in self.onwards.get(one, ()) if link.later is not None and counts(link, day, continuing)))

    def heirs(self, unit: int, day: date, continuing: bool = False) -> set[int]:
        """Who answers for the unit on that day: itself while it is valid, else what it went into, as far as that is valid."""
        found, seen, todo = set(), {unit}, [unit]
        while todo:
            one = todo.pop()
            if self.spans[one].on(day):
                found.add(one)
                continue
            later = {link.later for link in self.onwards.get(one, ()) if link.later is not None and counts(link, day, continuing)}
            todo += later - seen
            seen |= later
        return found

    def dissolved(self, unit: int, day: date) -> bool:
        """The body is no more: it ended, and was neither renamed nor moved. One that is yet to begin is not dissolved."""
        return self.spans[unit].since <= day and not self.heirs(unit, day, continuing=True)

    def name_on(self, unit: int, day: date) -> str:
        """What a paper of that day calls the unit: the name of its only heir; before a renaming, the name it then had."""
        before = [one for one in self.ancestors(unit, continuing=True) if self.spans[one].on(day)]
        heirs = sorted(before) if day < self.spans[unit].since else sorted(self.heirs(unit, day))
        return self.spans[heirs[0] if len(heirs) == 1 else unit].name

    def closes_a_circle(self, former: int, later: int) -> bool:
        """Going from `former` to `later` would lead back to where it began."""
        return former in self.descendants(later)


def walk(unit: int, onwards: Callable[[int], Iterable[int]]) -> set[int]:
    """Everything reached from the unit, itself included."""
    seen, todo = {unit}, [unit]
    while todo:
        fresh = set(onwards(todo.pop())) - seen
        seen |= fresh
        todo += fresh
    return seen


def counts(link: Link, day: date, continuing: bool) -> bool:
    """The change had happened by that day and – where only the same body is wanted – left it the same."""
    return link.on <= day and (link.kind.continues or not continuing)


def faults(graph: Graph, kind: LineageKind, formers: Collection[int], laters: Collection[int], on: date) -> Iterator[str]:
    """Why such a change cannot be recorded. A unit on both sides goes on: part of it was split off, or others came into it."""
    before, after, words = COUNTS[kind]
    if len(formers) not in before or len(laters) not in after or set(formers) == set(laters):
        yield f"{words}."
        return
    for unit in formers:
        yield from former_faults(graph, unit, on, stays=unit in laters)
    for unit in laters:
        span = graph.spans[unit]
        if not span.on(on):
            yield f"{span.name} không có hiệu lực vào ngày {on:%d/%m/%Y}, không thể là đơn vị mới."
    for former in formers:
        for later in laters:
            if former != later and graph.closes_a_circle(former, later):
                yield (
                    f"{graph.spans[later].name} là đơn vị trước của {graph.spans[former].name}; "
                    "hãy lập đơn vị mới thay vì quay lại đơn vị cũ.")


def former_faults(graph: Graph, unit: int, on: date, stays: bool) -> Iterator[str]:
    """Why the unit cannot end (or give a part away) on that day."""
    span = graph.spans[unit]
    if span.since >= on:
        yield f"{span.name} mới có hiệu lực từ {span.since:%d/%m/%Y}; ngày biến động phải sau ngày đó."
    elif span.until is not None and span.until < on - timedelta(days=1):
        yield f"{span.name} đã hết hiệu lực từ sau ngày {span.until:%d/%m/%Y}."
    elif not stays and span.until is not None and graph.onwards.get(unit):
        yield f"{span.name} đã được ghi biến động; muốn ghi lại thì rút biến động cũ trước."


def kind_of(former: str, later: str, formers: int, laters: int) -> LineageKind:
    """What a row of a list of places means: how many went into the later one, how many the former one went into."""
    if laters > 1:
        return LineageKind.SPLIT
    if formers > 1:
        return LineageKind.MERGED
    return LineageKind.MOVED if former == later else LineageKind.RENAMED
