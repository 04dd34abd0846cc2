"""Waiting lines on a screen, the same at every desk: what was ticked, which heaps were chosen whole, where somebody reads on."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from workflow.engine import stamps
from workflow.engine.deciding import heaps, wholes
from workflow.engine.deciding.heaps import Heap, Key, Place, Question
from workflow.engine.deciding.wholes import Pick
from workflow.engine.stamps import Stamp
from workflow.law.states import State
from workflow.law.words import Instrument, Kind
from workflow.models import AwardType

from .common import ids

WHOLE, SPARING = "ca", "tru"  # the whole heap; the whole heap without what is ticked in it
FIELD = "nhom"


@dataclass(frozen=True)
class Picked:
    """What a form of waiting lines sent: single lines, and heaps chosen whole."""

    ticked: list[int] = field(default_factory=list)
    picks: list[Pick] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.ticked or self.picks)

    def lines(self, question: Question) -> list[int]:
        """The lines that were meant; Stale when a heap is no longer as it was shown."""
        return wholes.chosen(question, self.picks, self.ticked)


def picked(request: HttpRequest) -> Picked:
    """What was ticked on this page and – in one field, so that no form has thousands – on those before it."""
    sent = request.POST
    ticked = {*ids(sent.getlist("line")), *(pk for texts in sent.getlist("giu") for pk in ids(texts.split(",")))}
    texts = [text for name in sent if name == FIELD or name.startswith(f"{FIELD}.") for text in sent.getlist(name)]
    return Picked(sorted(ticked), [pick for text in texts if (pick := read(text))])


def read(text: str) -> Pick | None:
    """A heap as the page named it: `ca|stamp|key|left out|search`; the search comes last and may hold anything."""
    how, stamp, name, but, search = (*text.split("|", 4), "", "", "", "")[:5]
    key = Key.read(name)
    if key is None or how not in (WHOLE, SPARING):
        return None
    return Pick(key, stamp, search[:100], how == SPARING, frozenset(ids(but.split(","))))


def written(how: str, stamp: object, key: Key, search: str, but: Iterable[int] = ()) -> str:
    """The same to be sent back."""
    return f"{how}|{stamp}|{key}|{','.join(map(str, sorted(but)))}|{search}"


def looking(request: HttpRequest) -> bool:
    """Whether somebody only searches or reads on: nothing is to be done yet."""
    return "loc" in request.POST or "mo" in request.POST


def asked(request: HttpRequest, state: State, instrument: Instrument | None = None) -> Question:
    """The lines in a state, for a paper of that instrument, narrowed by the words and the kind that were asked for."""
    given = request.POST or request.GET
    kind = given.get("loai", "")
    return Question(state, instrument, given.get("q", "").strip()[:100], kind if kind in set(Kind) else "")


def place(request: HttpRequest) -> Place | None:
    """Where to read on: `key@line`."""
    name, _, after = (request.POST or request.GET).get("mo", "").partition("@")
    key = Key.read(name)
    return Place(key, next(iter(ids([after])), None)) if key else None


@dataclass(frozen=True)
class Shown:
    """A heap as the page draws it, with how it may be chosen whole."""

    heap: Heap
    search: str
    how: str = ""  # empty: only what is ticked in it
    open: bool = False

    @property
    def field(self) -> str:
        """The name of its choice in the form."""
        return f"{FIELD}.{self.heap.key}"

    @property
    def whole(self) -> str:
        """The choice of all its lines as they are now."""
        return written(WHOLE, self.heap.stamp, self.heap.key, self.search)

    @property
    def sparing(self) -> str:
        """The same without what is ticked in it."""
        return written(SPARING, self.heap.stamp, self.heap.key, self.search)

    @property
    def offers(self) -> bool:
        """Whether it can be chosen whole here: a short one that lies open is ticked."""
        return self.heap.count > min(len(self.heap.lines), FEW) or bool(self.how)

    @property
    def first(self) -> str:
        """Where its first lines are read."""
        return f"{self.heap.key}@"

    @property
    def next(self) -> str:
        """Where its next lines are read."""
        return f"{self.heap.key}@{self.heap.last}"


FEW = 20
AT_A_GLANCE = 40  # lines in all: with no more, every heap lies open


@dataclass(frozen=True)
class Aside:
    """A heap chosen whole under another search than the page's; it stays chosen until its tick is taken away."""

    words: str
    value: str
    count: int
    spared: Set[int]


def shown(request: HttpRequest, question: Question, sent: Picked) -> dict[str, Any]:
    """What the screen needs: the heaps, what is chosen in them and beside them. Five queries, and two for every other search."""
    at, here = place(request), {pick.key: pick for pick in sent.picks if on_page(question, pick)}
    lying = wholes.contents(question, [pick for pick in sent.picks if not on_page(question, pick)])
    beside = asides(lying, sent.ticked)
    ticked = sorted({*sent.ticked, *(pk for pick in here.values() for pk in pick.but)} - {pk for one in beside for pk in one.spared})
    show, rest = ticked[:heaps.ROWS], ticked[heaps.ROWS:]
    found, chosen = heaps.waiting(question, show, at), set(show)
    few = at is None and (len(found) < 4 or bool(question.search) or sum(heap.count for heap in found) <= AT_A_GLANCE)
    rows = [Shown(
        heap, question.search, how(here.get(heap.key), heap),
        few or heap.opened or heap.key in here or any(line.pk in chosen for line in heap.lines)) for heap in found]
    total = count(rows, ticked) + sum(one.count for one in beside)
    exact = len(wholes.meant(lines_of(question, rows, beside), ticked)) if beside or rest else total
    return {
        "heaps": rows, "chosen": chosen, "kept": ",".join(map(str, rest)), "kept_count": len(rest), "asides": beside,
        "picked": exact, "twice": total - exact, "search": question.search, "kind": question.kind,
        "moved": moved(here.values(), {heap.key: heap.stamp for heap in found}, lying)}


def moved(here: Iterable[Pick], sizes: Mapping[Key, Stamp], lying: Mapping[Pick, set[int]]) -> list[str]:
    """What became of heaps chosen whole since they were shown: the choice stands for what lies in them now, so that must be told."""
    now = {pick: sizes.get(pick.key, Stamp()) for pick in here} | {pick: stamps.of_keys(lines) for pick, lines in lying.items()}
    changed = {pick: stamp for pick, stamp in now.items() if pick.stamp != str(stamp)}
    names = AwardType.short_names() if changed else {}
    return [f"{wholes.named(pick, names)}: {stamps.difference(pick.stamp, stamp)}" for pick, stamp in changed.items()]


def on_page(question: Question, pick: Pick) -> bool:
    """Whether the heap is among those that the question shows, as it was chosen."""
    return pick.search == question.search and question.kind in ("", pick.key.kind)


def how(pick: Pick | None, heap: Heap) -> str:
    """The way in which a heap on the page is chosen whole."""
    if pick is None or not heap.count:
        return ""
    return SPARING if pick.sparing or pick.but else WHOLE


def count(rows: Iterable[Shown], ticked: list[int]) -> int:
    """How many lines are chosen as the script counts them: whole heaps, less or beside what is ticked."""
    chosen, total = set(ticked), len(ticked)
    for row in rows:
        inside = sum(line.pk in chosen for line in row.heap.lines)
        if row.how:
            total += row.heap.count - inside * (2 if row.how == SPARING else 1)
    return total


def lines_of(question: Question, rows: Iterable[Shown], beside: Iterable[Aside]) -> dict[Pick, set[int]]:
    """The lines of every heap chosen whole, on the page or beside it; what lies in two is counted once."""
    values = [row.whole if row.how == WHOLE else row.sparing for row in rows if row.how] + [one.value for one in beside]
    return wholes.contents(question, [pick for value in values if (pick := read(value))])


def asides(lying: Mapping[Pick, set[int]], ticked: list[int]) -> list[Aside]:
    """Heaps chosen under other searches, as they are now; what was ticked in one to be left out stays out, and is no tick any more."""
    made, names, single = [], AwardType.short_names() if lying else {}, set(ticked)
    for pick, lines in lying.items():
        spared = (lines & single if pick.sparing else set()) | (pick.but & lines)
        if lines:
            words = wholes.named(pick, names) + (f", trừ {len(spared)} dòng" if spared else "")
            value = written(WHOLE, stamps.of_keys(lines), pick.key, pick.search, spared)
            made.append(Aside(words, value, len(lines - spared), spared if pick.sparing else set()))
    return made
