"""Where one dossier stands: its lines by place, whose turn it is, the steps behind and ahead. A flat number of queries, whether it
has one line or thousands."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.utils import timezone
from viewflow.workflow.models import Task

from workflow.law import awards, clock
from workflow.law.machine import Machine
from workflow.law.names import fold
from workflow.law.states import CLOSED, Duty, State, clock_stands
from workflow.law.words import Kind
from workflow.models import Dossier, Line, Rule, User

from . import clerk, errands
from .inbox import office_days

LINES = 50  # a page
STAGES: list[tuple[str, frozenset[State]]] = [
    ("Tiếp nhận", frozenset()),
    ("Thẩm định", frozenset({State.SUBMITTED, State.RETURNED, State.HELD})),
    ("Công khai", frozenset({State.UNLISTED, State.LISTED})),
    ("Hội đồng", frozenset({State.APPRAISED, State.VOTING})),
    ("Quyết định", frozenset({State.PASSED, State.DRAFTED})),
    ("Cấp khác quyết định", frozenset({State.FORWARDED})),
    ("Trả kết quả", frozenset({State.DECIDED, State.REFUSED})),
]


@dataclass(frozen=True)
class Heap:
    """Lines that stand alike: same state, award and rules."""

    state: State
    award: str
    since: object
    rule: int
    size: int


@dataclass(frozen=True)
class Turn:
    """A desk the dossier lies on, and in whose hands."""

    task: Task
    duty: Duty
    holder: User | None
    size: int


@dataclass(frozen=True)
class Stage:
    """One step of the bar. `look`: done, now or nothing."""

    name: str
    look: str
    note: str


@dataclass(frozen=True)
class Standing:
    """A dossier's place, derived from its lines."""

    dossier: Dossier
    heaps: list[Heap]
    turns: list[Turn]
    left: int
    rules: dict[int, Rule] = field(default_factory=dict)

    @property
    def tally(self) -> dict[State, int]:
        """How many lines stand where, in the order of the states."""
        return {state: n for state in State if (n := sum(heap.size for heap in self.heaps if heap.state is state))}

    @property
    def total(self) -> int:
        """All its lines."""
        return sum(heap.size for heap in self.heaps)

    @property
    def open(self) -> bool:
        """Some line still waits for somebody."""
        return any(heap.state not in CLOSED for heap in self.heaps)

    @property
    def paused(self) -> bool:
        """The clock stands."""
        return clock_stands({heap.state for heap in self.heaps} - CLOSED)

    @property
    def ahead(self) -> frozenset[State]:
        """Every state that some line of it may come to: the council, the public list, another authority."""
        return frozenset().union(*(machine.reachable() for machine in self.machines))

    @property
    def machines(self) -> list[type[Machine]]:
        """The rules stamped on its lines."""
        kind, followed = Kind(self.dossier.kind), dict.fromkeys((heap.award, heap.since) for heap in self.heaps)
        return [awards.named(award, kind, since) for award, since in followed]  # type: ignore[arg-type]

    def turn(self, duty: Duty) -> Turn | None:
        """The open desk of that duty."""
        return next((turn for turn in self.turns if turn.duty is duty), None)


def of(dossier: Dossier) -> Standing:
    """Where the dossier stands. Three queries."""
    rows = dossier.lines.order_by().values_list("state", "award", "since", "rule").annotate(n=Count("pk"))
    heaps = [Heap(State(state), award, since, rule, n) for state, award, since, rule, n in rows]
    turns = []
    for (_, name), task in sorted(errands.desks([dossier.pk]).items(), key=lambda pair: list(Duty).index(Duty(pair[0][1]))):
        duty = Duty(name)
        turns.append(Turn(task, duty, task.owner, sum(heap.size for heap in heaps if heap.state.duty is duty)))
    left = clock.remaining(dossier.due_on, timezone.localdate(), office_days())
    rules = Rule.objects.select_related("award").in_bulk({heap.rule for heap in heaps})
    return Standing(dossier, heaps, turns, left, rules)


def stages(standing: Standing) -> list[Stage]:
    """The steps bar: done is what no line waits at or before any more, now is wherever lines lie."""
    tally, ahead, found, behind = standing.tally, standing.ahead, [], 0
    for place, (name, states) in enumerate(STAGES):
        here = sum(n for state, n in tally.items() if state in states)
        behind += here
        if states and not states & ahead:
            continue
        look = "now" if here else "" if behind else "done"
        words = ", ".join(f"{n} {state.label[:1].lower()}{state.label[1:]}" for state, n in tally.items() if state in states)
        found.append(Stage(name, look, words or f"{standing.total} dòng" * (place == 0)))
    return found


def lines(dossier: Dossier, state: str = "", search: str = "") -> QuerySet[Line]:
    """The dossier's lines in their order; of one state, and with every word in the name, accents or not."""
    found = dossier.lines.select_related("decision").order_by("no")
    if state in set(State):
        found = found.filter(state=state)
    for word in fold(search).split():
        found = found.filter(recipient__key__contains=word)
    return found


def all_lines(dossier: Dossier) -> list[Line]:
    """Every line of the dossier in its order, each with the dossier. One query."""
    found = list(dossier.lines.order_by("no"))
    for line in found:
        line.dossier = dossier
    return found


# ------------------------------------------------------------------ what may be done

STEPS = ("appraise", "send_back", "hold", "refuse", "release")  # the steps of appraisal and review, in the order of the buttons


def allowed(standing: Standing, user: User, states: Collection[State] = tuple(State)) -> dict[str, set[State]]:
    """The steps this person may take now with lines of this dossier, and from which states. The clerk asks all of it again."""
    found: dict[str, set[State]] = {}
    for heap in standing.heaps:
        machine = awards.named(heap.award, Kind(standing.dossier.kind), heap.since)  # type: ignore[arg-type]
        for step in machine.steps_from(heap.state) if heap.state in states else ():
            if step.slug in STEPS and open_to(user, standing, Duty(step.custom["duty"]), step.custom["right"]):
                found.setdefault(step.slug, set()).add(heap.state)
    return {step: found[step] for step in STEPS if step in found}


def open_to(user: User, standing: Standing, duty: Duty, right: str) -> bool:
    """The person has the right, did not receive what is to be appraised, and nobody else holds the desk."""
    if not user.has_perm(right) or (duty is Duty.APPRAISE and standing.dossier.received_by_id == user.pk):
        return False
    turn, own = standing.turn(duty), right == f"workflow.{duty}"
    return not (own and turn and turn.holder and turn.holder.pk != user.pk)


def reasoned(step: str) -> bool:
    """Does the law ask for a reason?"""
    return any("note" in clerk.asked(machine, step) for machine in awards.every())
