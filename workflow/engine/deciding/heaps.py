"""Lines that wait in a state, in heaps of one letter, kind and award: how many in each, and a screenful of them to read."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber

from workflow.law import awards
from workflow.law.names import fold
from workflow.law.states import State
from workflow.law.words import Instrument, Kind
from workflow.models import AwardType, Decision, Line

from .. import stamps
from ..stamps import Stamp

ROWS = 100  # lines on a screen, of all heaps together; those that somebody has ticked come on top
WHO = {"ttg": "Thủ tướng Chính phủ", "ctn": "Chủ tịch nước", "ubtvqh": "Ủy ban Thường vụ Quốc hội"}
SORT = ("decision", "dossier__kind", "award", "since")


class Key(NamedTuple):
    """What makes a heap: the letter its lines went up with (0 before there is one), their kind, their award."""

    letter: int
    kind: Kind
    award: str

    def __str__(self) -> str:
        return f"{self.letter}:{self.kind}:{self.award}"

    @classmethod
    def read(cls, text: str) -> Key | None:
        """A key as a page names it; None for anything else."""
        letter, _, rest = text.partition(":")
        kind, _, award = rest.partition(":")
        known = letter.isascii() and letter.isdigit() and len(letter) < 19 and kind in set(Kind) and award
        return cls(int(letter), Kind(kind), award) if known else None

    @property
    def condition(self) -> Q:
        """That a line lies in it."""
        return Q(decision=self.letter or None, dossier__kind=self.kind, award=self.award)


@dataclass(frozen=True)
class Question:
    """Which lines: in a state – for a paper of that instrument – narrowed by words and by kind."""

    state: State
    instrument: Instrument | None = None
    search: str = ""
    kind: str = ""

    def lines(self) -> QuerySet[Line]:
        """They, without order; the instrument, which only the law knows, left aside."""
        found = Q(state=self.state)
        if self.kind:
            found &= Q(dossier__kind=self.kind)
        for word in fold(self.search).split():
            found &= Q(recipient__key__contains=word) | Q(dossier__search__contains=word)
        return Line.objects.filter(found)

    def fits(self, award: str, kind: str, since: Any) -> bool:
        """Whether lines of that sort wait for the instrument."""
        return self.instrument is None or awards.named(award, Kind(kind), since).instrument is self.instrument


@dataclass(frozen=True)
class Place:
    """Where somebody reads on: in which heap, after which of its lines."""

    key: Key
    after: int | None = None


@dataclass
class Heap:
    """Lines of one letter, kind and award: how many there are, and those of them that are on this screen."""

    key: Key
    award: AwardType
    stamp: Stamp
    petition: Decision | None = None
    lines: list[Line] = field(default_factory=list)
    last: int | None = None  # after which the next lines are read; None: there are no more, or none are shown
    opened: bool = False

    @property
    def kind(self) -> Kind:
        """Why the award is asked for."""
        return self.key.kind

    @property
    def count(self) -> int:
        """How many lines, shown or not."""
        return self.stamp.count

    @property
    def authority(self) -> str:
        """Who decides, as far as the catalogue knows."""
        return WHO.get(self.award.decides, "")


def waiting(question: Question, keep: Collection[int] = (), place: Place | None = None) -> list[Heap]:
    """The heaps, each with its count and the first of its lines, or those of one heap after `place`. Five queries at most.

    Lines in `keep` are there whatever was searched for: somebody has ticked them.
    """
    sizes, fitting = groups(question)
    kept = list(narrowed(Question(question.state, question.instrument), fitting=None).filter(pk__in=keep)) if keep else []
    kept = [line for line in kept if question.fits(line.award, line.dossier.kind, line.since)]
    types = {award.code: award for award in AwardType.objects.all()}
    made = {key: Heap(key, types[key.award], sizes.get(key, Stamp())) for key in {*sizes, *map(key_of, kept)}}
    room = ROWS if place else fair([stamp.count for stamp in sizes.values()], ROWS)
    for line in page(narrowed(question, fitting), place, room) if sizes and room else ():
        made[key_of(line)].lines.append(line)
    close(made.values(), place, room)
    for line in kept:
        if line not in (shown := made[key_of(line)].lines):
            shown.insert(0, line)
    letters = Decision.objects.in_bulk(wanted) if (wanted := {key.letter for key in made if key.letter}) else {}
    for key, heap in made.items():
        heap.petition = letters.get(key.letter)
    return sorted(made.values(), key=lambda heap: (heap.key.letter, heap.kind, -heap.award.rank, heap.award.code))


def groups(question: Question) -> tuple[dict[Key, Stamp], Q | None]:
    """The stamp of every heap, and the condition that leaves only what fits the instrument. One query."""
    sizes: dict[Key, Stamp] = defaultdict(Stamp)
    fitting, all_fit = Q(pk__in=()), True
    rows: Any = question.lines().order_by().values_list(*SORT).annotate(**stamps.FIGURES)
    for letter, kind, award, since, n, mix in rows:
        if question.fits(award, kind, since):
            sizes[Key(letter or 0, Kind(kind), award)] += Stamp(n, int(mix))
            fitting |= Q(dossier__kind=kind, award=award, since=since)
        else:
            all_fit = False
    return dict(sizes), None if all_fit else fitting


def narrowed(question: Question, fitting: Q | None) -> QuerySet[Line]:
    """The lines asked for, with what a row of the screen shows; in the order of the heap: dossier by dossier, as the unit numbered them."""
    found = question.lines() if fitting is None else question.lines().filter(fitting)
    return found.select_related("dossier", "recipient").order_by("dossier", "no")


def page(found: QuerySet[Line], place: Place | None, room: int) -> Iterable[Line]:
    """The first lines of every heap, one more than there is room for; or those of one heap after a line. One query, two for the latter."""
    if place is None:
        rank = Window(RowNumber(), partition_by=["decision", "dossier__kind", "award"], order_by=["dossier", "no"])
        return found.annotate(rank=rank).filter(rank__lte=room + 1)
    found = found.filter(place.key.condition)
    at = Line.objects.filter(pk=place.after).values_list("dossier", "no").first() if place.after else None
    if at:
        found = found.filter(Q(dossier__gt=at[0]) | Q(dossier=at[0], no__gt=at[1]))
    return found[:room + 1]


def close(heaps: Iterable[Heap], place: Place | None, room: int) -> None:
    """Take off the line too many, which only told that more follow."""
    for heap in heaps:
        heap.opened = place is not None and heap.key == place.key
        if len(heap.lines) > room:
            del heap.lines[room:]
            heap.last = heap.lines[-1].pk


def fair(sizes: Sequence[int], room: int) -> int:
    """How many lines every heap may show so that they fill the room and no more: small heaps leave theirs to large ones."""
    left, share = room, 0
    for done, size in enumerate(sorted(sizes)):
        share = left // (len(sizes) - done)
        if size > share:
            return share
        left -= size
    return room


def key_of(line: Line) -> Key:
    """The heap in which a line lies."""
    return Key(line.decision_id or 0, Kind(line.dossier.kind), line.award)
