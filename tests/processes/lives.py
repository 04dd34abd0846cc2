"""A line that is not in any database, and the random life of one: what every award's machine is tried with."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from workflow.law.machine import Machine, Refusal
from workflow.law.states import CLOSED, State
from workflow.law.votes import passes

S = State
SIGNED, UNSIGNED, OTHER = (SimpleNamespace(pk=pk, number=number) for pk, number in ((1, 7), (1, None), (2, 8)))


@dataclass
class FakeLine:
    """All that a machine wants to know of a line."""

    state: str = S.SUBMITTED
    came_from: str = ""
    decision_id: int | None = None
    lacks: str = ""
    rule: Any = field(default_factory=lambda: SimpleNamespace(threshold=80, working_days=25, papers=[]))
    log: list[tuple[str, str]] = field(default_factory=list)


def steps_of(machine: type[Machine]) -> list[str]:
    """The names of all its steps."""
    return sorted({step.slug for steps in machine.state.get_transitions().values() for step in steps})


class Life(RuleBasedStateMachine):
    """Try any step in any order, with any vote, note and decision; what must hold holds after each."""

    machine: ClassVar[type[Machine]]

    def __init__(self) -> None:
        super().__init__()
        self.line = FakeLine()
        self.voted: list[bool] = []

    def facts(self, name: str, data: st.DataObject) -> dict[str, Any]:
        note = {"note": data.draw(st.sampled_from(["", " ", "thiếu biên bản"]))}
        decision = {"decision": data.draw(st.sampled_from([SIGNED, UNSIGNED, OTHER]))}
        members = data.draw(st.integers(1, 30)) if name == "tally" else 1
        return {
            "tally": lambda: {"ayes": data.draw(st.integers(0, members)), "members": members},
            "convene": lambda: {"sitting": object()}, "adjourn": lambda: {"sitting": object()},
            **dict.fromkeys(("gather", "drop", "decide"), lambda: decision),
            **dict.fromkeys(("send_back", "withdraw", "hold", "release", "refuse"), lambda: note),
        }.get(name, dict)()

    @rule(complete=st.booleans(), data=st.data())
    def attempt(self, complete: bool, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([*steps_of(self.machine), "bay"]))
        line, facts = self.line, self.facts(name, data)
        line.lacks = "" if complete else "Báo cáo thành tích"
        before = (line.state, line.came_from, line.decision_id)
        try:
            step = self.machine(line).attempt(name, **facts)
        except Refusal as refusal:
            assert str(refusal).strip() and (line.state, line.came_from, line.decision_id) == before
            return
        assert line.state in step.declared_targets() and facts.get("note", "đủ").strip()
        assert complete or name != "appraise"
        if name == "tally":
            self.voted.append(passes(facts["ayes"], facts["members"], line.rule.threshold))
            assert line.state == (S.PASSED if self.voted[-1] else S.REFUSED)
        line.log.append((before[0], line.state))
        line.came_from = before[0]
        line.decision_id = {"gather": 1, "drop": None}.get(name, line.decision_id)

    @invariant()
    def the_log_explains_the_state(self) -> None:
        chain = [S.SUBMITTED, *(target for _, target in self.line.log)]
        assert [source for source, _ in self.line.log] == chain[:-1] and chain[-1] == self.line.state

    @invariant()
    def an_open_line_has_one_duty_and_a_closed_one_none(self) -> None:
        assert (S(self.line.state).duty is None) is (self.line.state in CLOSED)

    @invariant()
    def closed_is_closed(self) -> None:
        assert not any(source in CLOSED for source, _ in self.line.log)

    @invariant()
    def nothing_is_decided_past_the_council(self) -> None:
        if self.machine.votes() and self.line.state in {S.PASSED, S.DRAFTED, S.DECIDED, S.DELIVERED}:
            assert self.voted and self.voted[-1]

    @invariant()
    def a_line_is_in_a_decision_exactly_when_its_state_says_so(self) -> None:
        assert (self.line.decision_id is not None) is (self.line.state in {S.DRAFTED, S.DECIDED, S.DELIVERED})

    @invariant()
    def a_held_line_comes_back_where_it_was(self) -> None:
        for (before, here), (_, after) in zip(self.line.log, self.line.log[1:], strict=False):
            assert here != S.HELD or after == before


def life_of(machine: type[Machine]) -> type[Life]:
    """The life of a line under the rules of one award."""
    return type("Life", (Life,), {"machine": machine})
