"""Draws a machine: states as boxes in columns by their distance from the submission, steps as labelled arrows that never share a track.

The states on the way to the hand-over stand in the main row; where a line waits and comes back stands below it, where it
ends otherwise above. Between rows run channels; each arrow has a level of its own there, so that no two labels can meet.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from textwrap import wrap

from workflow.engine.catalogue import targets
from workflow.law.machine import Machine
from workflow.law.states import CLOSED, State

BOX, GAP, HIGH, EDGE = 110, 70, 46, 12  # width and height of a box, room between columns, margin
TRACK, PAD = 19, 14  # from one level of a channel to the next; from a channel to the boxes
BACK = frozenset({State.HELD, State.RETURNED})  # they end where the line was before: no line comes nearer to its end by them


@dataclass(frozen=True)
class Arrow:
    """One step from one state to another."""

    source: State
    target: State
    label: str


@dataclass(frozen=True)
class Words:
    """A line of text and its place."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Box:
    """A state."""

    state: State
    x: int
    y: int
    words: list[Words]
    closed: bool


@dataclass(frozen=True)
class Line:
    """An arrow as it is drawn."""

    arrow: Arrow
    path: str
    words: list[Words]


@dataclass
class Drawing:
    """All there is to draw; `width` and `height` of the whole."""

    machine: type[Machine]
    width: int = 0
    height: int = 0
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    box_width: int = BOX
    box_height: int = HIGH


def draw(machine: type[Machine]) -> Drawing:
    """The drawing of a machine."""
    return Plan(machine).drawn()


def arrows(machine: type[Machine]) -> list[Arrow]:
    """Every step from every reachable state to every state it may lead to."""
    return [
        Arrow(state, target, str(step.label))
        for state in State if state in machine.reachable()
        for step in machine.steps_from(state)
        for target in targets(step)
    ]


def distances(all_arrows: Iterable[Arrow]) -> tuple[dict[State, int], dict[State, State]]:
    """How many steps each state is from the submission, and the state before it on the shortest way."""
    far, before, todo = {State.SUBMITTED: 0}, {}, [State.SUBMITTED]
    onwards = [arrow for arrow in all_arrows if arrow.source not in BACK or arrow.target in CLOSED]
    for state in todo:
        for arrow in onwards:
            if arrow.source is state and arrow.target not in far:
                far[arrow.target], before[arrow.target] = far[state] + 1, state
                todo.append(arrow.target)
    return far, before


def rows(all_arrows: list[Arrow], before: dict[State, State]) -> dict[State, int]:
    """The row of each state: 0 the main one, above it negative, below it positive."""
    placed, here = {State.DELIVERED: 0}, State.DELIVERED
    while here in before:
        placed[here := before[here]] = 0
    main, above, below = set(placed), 0, 0
    for state, parent in before.items():
        if state in placed:
            continue
        taken = {before.get(other) for other, row in placed.items() if row and row == placed.get(parent)}
        if placed.get(parent) and parent not in taken:
            placed[state] = placed[parent]
        elif any(arrow.source is state and arrow.target in main for arrow in all_arrows):
            placed[state] = below = below + 1
        else:
            placed[state] = above = above - 1
    return placed


class Plan:
    """Works out where everything stands."""

    def __init__(self, machine: type[Machine]) -> None:
        self.machine, self.arrows = machine, arrows(machine)
        self.column, before = distances(self.arrows)
        self.row = rows(self.arrows, before)
        self.straight = [arrow for arrow in self.arrows if self.neighbours(arrow)]
        self.bent = sorted(
            (arrow for arrow in self.arrows if not self.neighbours(arrow)),
            key=lambda a: (abs(self.column[a.source] - self.column[a.target]), self.column[a.source], a.label))
        self.tracks: dict[int, list[tuple[Arrow, bool]]] = defaultdict(list)  # channel above that row: arrow, at its target's end
        self.ports: dict[tuple[State, int], list[tuple[Arrow, bool]]] = defaultdict(list)  # state and side: arrow, arriving
        for arrow in self.bent:
            self.lay(arrow)
        self.top = self.levels()

    def neighbours(self, arrow: Arrow) -> bool:
        """The arrow needs no channel: both states stand side by side."""
        return self.row[arrow.source] == self.row[arrow.target] and abs(self.column[arrow.source] - self.column[arrow.target]) == 1

    def channels(self, arrow: Arrow) -> tuple[int, int]:
        """The channel in which the arrow leaves and the one in which it arrives, each named by the row beneath it."""
        here, there = self.row[arrow.source], self.row[arrow.target]
        if here == there:
            return here + 1, here + 1
        return (here + 1, there) if here < there else (here, there + 1)

    def lay(self, arrow: Arrow) -> None:
        """Give the arrow its levels and its ports."""
        leaves, arrives = self.channels(arrow)
        for arriving in self.levelled(arrow):
            self.tracks[arrives if arriving else leaves].append((arrow, arriving))
        self.ports[arrow.source, leaves - self.row[arrow.source]].append((arrow, False))
        self.ports[arrow.target, arrives - self.row[arrow.target]].append((arrow, True))

    def levelled(self, arrow: Arrow) -> tuple[bool, ...]:
        """At which ends the arrow turns: its target's if it can pass the rows between above or below its source, else its source's."""
        low, high = sorted((self.row[arrow.source], self.row[arrow.target]))
        full = {self.column[state] for state, row in self.row.items() if low < row < high}
        if self.column[arrow.source] not in full:
            return (True,)
        return (False,) if self.column[arrow.target] not in full else (False, True)

    def levels(self) -> dict[int, int]:
        """The y of the top of each row of boxes, and of the end of the last channel."""
        first, last = min(self.row.values()), max(self.row.values())
        top, y = {}, EDGE
        for row in range(first, last + 2):
            y += self.depth(row)
            top[row] = y
            y += HIGH
        return top

    def depth(self, channel: int) -> int:
        """The height of a channel."""
        used = len(self.tracks[channel])
        return 2 * PAD + TRACK * used if used else 2 * PAD * (channel != min(self.row.values()))

    def level(self, arrow: Arrow, channel: int, arriving: bool) -> int:
        """The y of the arrow's level in a channel."""
        place = self.tracks[channel].index((arrow, arriving))
        return self.top[channel] - PAD - TRACK * (len(self.tracks[channel]) - 1 - place)

    def left(self, state: State) -> int:
        """The x of a box."""
        return EDGE + self.column[state] * (BOX + GAP)

    def port(self, arrow: Arrow, arriving: bool) -> tuple[int, int]:
        """Where the arrow touches a box."""
        state = arrow.target if arriving else arrow.source
        side = self.channels(arrow)[arriving] - self.row[state]
        used = sorted(self.ports[state, side], key=self.lean)
        x = self.left(state) + BOX * (used.index((arrow, arriving)) + 1) // (len(used) + 1)
        return x, self.top[self.row[state]] + HIGH * side

    def lean(self, port: tuple[Arrow, bool]) -> tuple[int, str, bool]:
        """Ports of arrows to the left stand at the left."""
        arrow, arriving = port
        return self.column[arrow.source if arriving else arrow.target], arrow.label, arriving

    def drawn(self) -> Drawing:
        """Everything in its place."""
        width = 2 * EDGE + max(self.column.values()) * (BOX + GAP) + BOX
        height = self.top[max(self.top)] + (EDGE if self.tracks[max(self.top)] else -PAD)
        lines = [*map(self.side_by_side, self.straight), *map(self.through_channels, self.bent)]
        return Drawing(self.machine, width, height, [self.box(state) for state in State if state in self.row], lines)

    def box(self, state: State) -> Box:
        """A state with its name in up to three lines."""
        x, y = self.left(state), self.top[self.row[state]]
        return Box(state, x, y, lines_of(state.label, x + BOX // 2, y + HIGH // 2 + 4, 15), state in CLOSED)

    def side_by_side(self, arrow: Arrow) -> Line:
        """Straight from box to box; onwards above the middle, backwards below it, each with its words on its own side."""
        onwards = self.column[arrow.source] < self.column[arrow.target]
        y = self.top[self.row[arrow.source]] + HIGH // 2 + (-8 if onwards else 8)
        left = self.left(min(arrow.source, arrow.target, key=self.column.__getitem__)) + BOX
        ends = (left, left + GAP) if onwards else (left + GAP, left)
        parts = wrap(arrow.label, 11)
        first = y - 5 - 13 * (len(parts) - 1) if onwards else y + 14
        words = [Words(left + GAP // 2, first + 13 * n, part) for n, part in enumerate(parts)]
        return Line(arrow, f"M{ends[0]} {y}H{ends[1]}", words)

    def through_channels(self, arrow: Arrow) -> Line:
        """Out of the box, along a level – along two, with the room between columns, where other boxes are in the way – into the box."""
        leaves, arrives = self.channels(arrow)
        (x, y), (to_x, to_y) = self.port(arrow, False), self.port(arrow, True)
        ends = self.levelled(arrow)
        levels = [self.level(arrow, arrives if arriving else leaves, arriving) for arriving in ends]
        if len(ends) == 1:
            return Line(arrow, f"M{x} {y}V{levels[0]}H{to_x}V{to_y}", [Words((x + to_x) // 2, levels[0] - 4, arrow.label)])
        crowd = [one for one in self.bent if len(self.levelled(one)) > 1 and self.column[one.source] == self.column[arrow.source]]
        room = self.left(arrow.source) - GAP * (crowd.index(arrow) + 1) // (len(crowd) + 1)
        path = f"M{x} {y}V{levels[0]}H{room}V{levels[1]}H{to_x}V{to_y}"
        return Line(arrow, path, [Words((room + to_x) // 2, levels[1] - 4, arrow.label)])


def lines_of(text: str, x: int, middle: int, width: int) -> list[Words]:
    """Text in lines of at most so many letters, set around a middle."""
    parts = wrap(text, width)
    return [Words(x, middle - 7 * (len(parts) - 1) + 14 * n, part) for n, part in enumerate(parts)]
