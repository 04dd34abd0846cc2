"""The law of a line: which step may follow which, on what condition, by whose right. Pure: it never queries."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, ClassVar, Protocol

from viewflow.fsm import State as Slot
from viewflow.fsm import Transition, TransitionConditionsUnmet

from .criteria import Criterion
from .states import State
from .words import Case, Instrument, Kind, RecipientKind


class Refusal(Exception):
    """Why a line cannot take a step, in words for the officer."""


class LineLike(Protocol):
    """What a machine needs to know of a line. The model is one; a ten-line fake is another."""

    state: str
    came_from: str
    decision_id: int | None
    rule: Any

    @property
    def lacks(self) -> str:
        """Names of the required papers that are missing; empty when the dossier is complete."""
        ...


class Machine:
    """Speaks for one line. Subclasses are procedures; their subclasses are awards.

    No step asks for `criteria`: what they find informs the officer, who decides.
    """

    code: ClassVar[str] = ""
    kind: ClassVar[Kind]
    since: ClassVar[date] = date.min
    switch: ClassVar[str] = ""  # in force only while this switch is on; empty: from `since`
    article: ClassVar[str] = ""
    criteria: ClassVar[Mapping[RecipientKind, Criterion]] = {}
    instrument: ClassVar[Instrument | None] = Instrument.AWARD  # what the chairman signs; None: another authority signs alone
    cases: ClassVar[frozenset[Case]] = frozenset()  # of the simplified procedure, for which it may be asked; none: it is not simplified
    state = Slot(State)

    def __init__(self, line: LineLike) -> None:
        self.line = line

    @state.getter()
    def _get(self) -> State:
        return State(self.line.state)

    @state.setter()
    def _set(self, value: State) -> None:
        self.line.state = value

    @classmethod
    @cache
    def step(cls, name: str, state: State) -> Transition | None:
        """The step called `name` as it may be taken from `state`, if it may."""
        steps = (step for step in cls.state.get_outgoing_transitions(state) if step.slug == name)
        return next(steps, None)

    @classmethod
    @cache
    def steps_from(cls, state: State) -> tuple[Transition, ...]:
        """Every step that leaves `state`, in the order of their labels."""
        return tuple(sorted(cls.state.get_outgoing_transitions(state)))

    @classmethod
    @cache
    def reachable(cls) -> frozenset[State]:
        """Every state a line can come to from its submission."""
        seen: set[State] = set()
        todo = {State.SUBMITTED}
        while todo:
            seen.add(state := todo.pop())
            for step in cls.steps_from(state):
                todo |= {State(target) for target in step.declared_targets()} - seen
        return frozenset(seen)

    @classmethod
    def votes(cls) -> bool:
        """Whether the council votes on this award in this procedure."""
        return State.VOTING in cls.reachable()

    def attempt(self, name: str, **facts: Any) -> Transition:
        """Take a step in memory; a Refusal leaves the line where it was."""
        state = self._get()
        step = self.step(name, state)
        if step is None:
            raise Refusal(f"Không có bước này khi dòng ở “{state.label}”")
        try:
            getattr(self, name)(**facts)
        except TransitionConditionsUnmet as unmet:
            raise Refusal(unmet.unmet_message) from unmet
        return step


def transition(
    source: State | Sequence[State], target: Any, *, label: str, right: str | None = None, conditions: Sequence[Any] = (),
) -> Callable[[Callable[..., Any]], Any]:
    """A legal step. It needs the permission named by the duty of its source, or `right` where the law names another hand."""

    def declare(step: Callable[..., Any]) -> Any:
        for one in (source,) if isinstance(source, State) else source:
            needed = right or one.duty
            step = Machine.state.transition(
                source=one, target=target, label=label, conditions=list(conditions),
                permission=lambda machine, user, needed=needed: user.has_perm(f"workflow.{needed}"),
                custom={"duty": one.duty, "right": f"workflow.{needed}"},
            )(step)
        return step

    return declare
