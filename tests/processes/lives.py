"""A line that is not in any database, and the random life of one: what every award's machine is tried with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from workflow.law.machine import Machine, Refusal
from workflow.law.states import CLOSED, State
from workflow.law.votes import passes
from workflow.law.words import Instrument

S = State
TODAY = date(2026, 6, 15)


def papers(machine: type[Machine]) -> list[SimpleNamespace]:
    """The line's own paper once signed and before that, another signed one, and a draft of another sort."""
    own = machine.instrument
    other = next(one for one in Instrument if one is not own)
    rows = ((1, 7, own), (1, None, own), (2, 8, own), (3, None, other))
    return [SimpleNamespace(pk=pk, number=number, instrument=instrument) for pk, number, instrument in rows]


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
        self.granted = False

    def facts(self, name: str, data: st.DataObject) -> dict[str, Any]:
        note = {"note": data.draw(st.sampled_from(["", " ", "thiếu biên bản"]))}
        decision = {"decision": data.draw(st.sampled_from(papers(self.machine)))}
        ends_on = {"ends_on": TODAY + timedelta(days=data.draw(st.integers(-1, 1)))}
        members = data.draw(st.integers(1, 30)) if name == "tally" else 1
        return {
            "tally": lambda: {"ayes": data.draw(st.integers(0, members)), "members": members},
            "convene": lambda: {"sitting": object()}, "adjourn": lambda: {"sitting": object()},
            **dict.fromkeys(("gather", "drop", "decide"), lambda: decision),
            "publish": lambda: ends_on, "close_list": lambda: {**ends_on, "today": TODAY},
            "grant": lambda: {"outcome": SimpleNamespace(number=data.draw(st.sampled_from(["", "12/QĐ-TTg"])))},
            **dict.fromkeys(("send_back", "withdraw", "hold", "release", "refuse", "deny", "ask_back"), lambda: note),
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
        self.granted = self.granted or name == "grant"
        assert name != "close_list" or facts["today"] > facts["ends_on"]

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
        if self.machine.votes() and self.line.state in {S.PASSED, S.DRAFTED, S.FORWARDED, S.DECIDED, S.DELIVERED}:
            assert self.voted and self.voted[-1]

    @invariant()
    def a_line_is_in_a_paper_when_its_state_says_so(self) -> None:
        assert self.line.state != S.DRAFTED or self.line.decision_id is not None
        assert self.line.state not in {S.SUBMITTED, S.APPRAISED, S.VOTING, S.PASSED} or self.line.decision_id is None
        assert self.line.state not in {S.DECIDED, S.DELIVERED} or self.line.decision_id is not None or self.granted

    @invariant()
    def what_another_authority_decides_is_not_decided_here(self) -> None:
        if S.FORWARDED in self.machine.reachable() and self.line.state in {S.DECIDED, S.DELIVERED}:
            assert self.granted

    @invariant()
    def nothing_goes_on_before_the_people_were_asked(self) -> None:
        been = {target for _, target in self.line.log}
        if S.LISTED in self.machine.reachable() and been & {S.APPRAISED, S.PASSED}:
            assert S.LISTED in been

    @invariant()
    def a_held_line_comes_back_where_it_was(self) -> None:
        for (before, here), (_, after) in zip(self.line.log, self.line.log[1:], strict=False):
            assert here != S.HELD or after == before


def life_of(machine: type[Machine]) -> type[Life]:
    """The life of a line under the rules of one award."""
    return type("Life", (Life,), {"machine": machine})
