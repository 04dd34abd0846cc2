"""Any step, in any order, on any line of any award: the law holds. No database."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from viewflow.fsm import InvalidTargetState

from tests.processes.lives import TODAY, FakeLine, life_of, papers, steps_of
from workflow.law import awards
from workflow.law.machine import Machine, Refusal
from workflow.law.states import CLOSED, OPEN, Duty, State
from workflow.law.words import Case, Instrument, Kind

S = State
MACHINES = sorted(awards.every(), key=lambda machine: (machine.code, machine.kind, machine.since))
VOTING = [machine for machine in MACHINES if machine.votes()]


def name(machine: type[Machine]) -> str:
    return f"{machine.code}-{machine.kind}-{machine.since}"


TYPICAL = {frozenset((state, step.slug) for state in one.reachable() for step in one.steps_from(state)): one for one in MACHINES}.values()
every = pytest.mark.parametrize("machine", MACHINES, ids=name)
signing = pytest.mark.parametrize("machine", [machine for machine in MACHINES if machine.instrument], ids=name)


def test_both_procedures_are_registered():
    assert {machine.votes() for machine in MACHINES} == {True, False}
    assert {(machine.code, machine.kind) for machine in MACHINES} >= {("BK-TINH", Kind.MERIT), ("BK-TINH", Kind.SUDDEN)}


@every
def test_the_law_holds_whatever_is_tried(machine):
    examples = 60 if machine in TYPICAL else 2  # awards of one procedure take the same steps; one of each is tried thoroughly
    run_state_machine_as_test(life_of(machine), settings=settings(max_examples=examples, stateful_step_count=40, deadline=None))


@every
def test_a_decision_can_be_reached_and_delivered(machine):
    assert {S.DECIDED, S.DELIVERED, S.REFUSED, S.ANSWERED, S.WITHDRAWN} <= machine.reachable()


@every
def test_no_open_state_is_a_trap(machine):
    for state in machine.reachable() - CLOSED:
        seen, todo = set(), {state}
        while todo:
            seen.add(here := todo.pop())
            todo |= {S(target) for step in machine.steps_from(here) for target in step.declared_targets()} - seen
        assert seen & CLOSED, f"no way out of {state}"


@every
def test_nothing_leaves_a_closed_state(machine):
    assert not any(machine.steps_from(state) for state in CLOSED)


@every
def test_every_open_state_lies_on_one_desk_and_its_steps_ask_for_a_right(machine):
    for state in machine.reachable() & OPEN:
        assert state.duty in Duty
        for step in machine.steps_from(state):
            assert step.custom["duty"] is state.duty and step.custom["right"].startswith("workflow.")


@every
def test_a_step_is_allowed_to_whom_its_right_says(machine):
    for state in machine.reachable():
        for step in machine.steps_from(state):
            asked = []
            user = SimpleNamespace(has_perm=lambda right, asked=asked: asked.append(right) or right == step.custom["right"])  # noqa: B023
            assert step.has_perm(machine(FakeLine(state=state)), user) and asked == [step.custom["right"]]


@every
def test_what_a_machine_says_of_itself(machine):
    assert machine.article.startswith(("Luật", "Nghị định")) and machine.__doc__
    assert list(machine.steps_from(S.SUBMITTED)) == sorted(machine.steps_from(S.SUBMITTED))
    assert machine.step("appraise", S.SUBMITTED) and machine.step("appraise", S.DECIDED) is None
    assert all(step.label for state in machine.reachable() for step in machine.steps_from(state))


@every
def test_only_steps_are_steps(machine):
    for name in ("papers_complete", "__init__", "line", "unsigned", "reasoned", "bay"):
        assert name not in steps_of(machine)
        with pytest.raises(Refusal, match="Không có bước này khi dòng ở “Đang thẩm định”"):
            machine(FakeLine()).attempt(name)


@every
def test_a_line_that_lacks_a_paper_is_not_appraised(machine):
    line = FakeLine(lacks="Báo cáo thành tích")
    with pytest.raises(Refusal, match="Hồ sơ còn thiếu: Báo cáo thành tích"):
        machine(line).attempt("appraise")
    assert line.state == S.SUBMITTED


@every
def test_a_line_found_in_order_goes_where_its_procedure_says(machine):
    council, ahead = {S.APPRAISED, S.VOTING}, machine.reachable()
    assert (council <= ahead) is machine.votes() and (machine.votes() or not council & ahead)
    first = S.UNLISTED if S.LISTED in ahead else S.APPRAISED if machine.votes() else S.PASSED if machine.instrument else S.FORWARDED
    assert S(run(machine, S.SUBMITTED, "appraise")) is first


@every
def test_the_cases_of_article_85_are_named_by_what_needs_no_vote(machine):
    assert not (machine.cases and machine.votes()) and Case.SECRET not in machine.cases


def run(machine: type[Machine], state: State, step: str, **facts) -> str:
    line = FakeLine(state=state, came_from=facts.pop("came_from", ""), decision_id=facts.pop("decision_id", None))
    line.rule.threshold = facts.pop("threshold", 80)
    machine(line).attempt(step, **facts)
    return line.state


@pytest.mark.parametrize("machine", VOTING, ids=name)
@pytest.mark.parametrize(("ayes", "members", "threshold", "result"), [
    (19, 22, 90, S.REFUSED), (20, 22, 90, S.PASSED), (13, 15, 90, S.REFUSED), (14, 15, 90, S.PASSED),
    (18, 20, 90, S.PASSED), (7, 9, 80, S.REFUSED), (8, 9, 80, S.PASSED), (4, 5, 80, S.PASSED),
])
def test_a_line_passes_by_the_share_of_all_members(machine, ayes, members, threshold, result):
    assert run(machine, S.VOTING, "tally", ayes=ayes, members=members, threshold=threshold) == result


@every
def test_steps_against_somebodys_wish_state_their_reason(machine):
    steps = ((S.SUBMITTED, "send_back"), (S.RETURNED, "withdraw"), (S.SUBMITTED, "hold"), (S.SUBMITTED, "refuse"), (S.FORWARDED, "deny"),
             (S.FORWARDED, "ask_back"), (S.PASSED, "hold"), (S.PASSED, "refuse"))
    for state, step in steps if machine.instrument else steps[:4]:
        if machine.step(step, state) is None and state is S.FORWARDED:
            continue
        for note in ("", " \t\n"):
            with pytest.raises(Refusal, match="Phải ghi rõ lý do"):
                run(machine, state, step, note=note)
        assert run(machine, state, step, note="có đơn thư") != state


@every
def test_a_held_line_goes_back_where_it_was(machine):
    places = {S.SUBMITTED, S.UNLISTED, S.LISTED, S.APPRAISED, S.PASSED} & machine.reachable()
    for state in places:
        assert run(machine, state, "hold", note="đơn thư") == S.HELD
        assert run(machine, S.HELD, "release", note="đã giải quyết", came_from=state) == state
    with pytest.raises(Refusal):
        run(machine, S.HELD, "release", note="", came_from=S.SUBMITTED)
    with pytest.raises(InvalidTargetState):
        run(machine, S.HELD, "release", note="x", came_from=S.DECIDED)


@signing
def test_a_signed_paper_takes_and_gives_nothing_and_a_draft_only_its_own(machine):
    signed, unsigned, _, foreign = papers(machine)
    for state, step in ((S.PASSED, "gather"), (S.DRAFTED, "drop")):
        with pytest.raises(Refusal, match="Quyết định đã ký"):
            run(machine, state, step, decision=signed)
    with pytest.raises(Refusal, match="loại đúng"):
        run(machine, S.PASSED, "gather", decision=foreign)
    assert run(machine, S.PASSED, "gather", decision=unsigned) == S.DRAFTED
    assert run(machine, S.DRAFTED, "drop", decision=unsigned) == S.PASSED


@signing
def test_only_the_lines_own_signed_paper_decides_it_or_sends_it_up(machine):
    signed, unsigned, other, _ = papers(machine)
    for decision in (unsigned, other):
        with pytest.raises(Refusal, match="không thuộc quyết định đã ký"):
            run(machine, S.DRAFTED, "decide", decision=decision, decision_id=1)
    after = S.FORWARDED if machine.instrument is Instrument.PETITION else S.DECIDED
    assert run(machine, S.DRAFTED, "decide", decision=signed, decision_id=1) == after


@pytest.mark.parametrize("machine", [one for one in MACHINES if S.FORWARDED in one.reachable()], ids=name)
def test_another_authority_answers_with_a_number_or_a_reason(machine):
    with pytest.raises(Refusal, match="số quyết định"):
        run(machine, S.FORWARDED, "grant", outcome=SimpleNamespace(number=""))
    assert run(machine, S.FORWARDED, "grant", outcome=SimpleNamespace(number="900/QĐ-TTg")) == S.DECIDED
    assert run(machine, S.FORWARDED, "deny", note="chưa đủ thời gian") == S.REFUSED


@pytest.mark.parametrize("machine", [one for one in MACHINES if one.instrument is Instrument.PETITION], ids=name)
def test_a_supplement_goes_back_to_who_asked_for_it(machine):
    assert run(machine, S.FORWARDED, "ask_back", note="thiếu báo cáo") == S.RETURNED
    for asked in (S.FORWARDED, S.SUBMITTED):
        assert run(machine, S.RETURNED, "resubmit", came_from=asked) == asked


@pytest.mark.parametrize("machine", [one for one in MACHINES if S.LISTED in one.reachable()], ids=name)
def test_a_list_is_open_to_the_end_of_its_last_day(machine):
    assert run(machine, S.UNLISTED, "publish", ends_on=TODAY) == S.LISTED
    with pytest.raises(Refusal, match="đến hết ngày 15/06/2026"):
        run(machine, S.LISTED, "close_list", ends_on=TODAY, today=TODAY)
    assert run(machine, S.LISTED, "close_list", ends_on=TODAY, today=TODAY + timedelta(days=1)) in {S.APPRAISED, S.PASSED}


@every
def test_both_ends_are_handed_over(machine):
    assert run(machine, S.DECIDED, "hand_over") == S.DELIVERED
    assert run(machine, S.REFUSED, "hand_over") == S.ANSWERED


def test_evidence_cannot_be_left_out():
    machine = VOTING[0]
    for state, step in ((S.APPRAISED, "convene"), (S.VOTING, "tally"), (S.PASSED, "gather"), (S.DRAFTED, "decide")):
        with pytest.raises(TypeError):
            run(machine, state, step)
    with pytest.raises(ValueError, match="từ 0 đến 9"):
        run(machine, S.VOTING, "tally", ayes=10, members=9)


# ------------------------------------------------------------------ the registry


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(awards, "AWARDS", {key: dict(versions) for key, versions in awards.AWARDS.items()})
    return awards.AWARDS


def test_the_version_of_the_day_of_receipt_governs(registry):
    old = awards.in_force("BK-TINH", Kind.MERIT, date(2026, 1, 1))
    new = awards.award("BK-TINH", since=date(2027, 1, 1))(type("Stricter", (VOTING[0],), {}))
    assert awards.in_force("BK-TINH", Kind.MERIT, date(2026, 12, 31)) is old
    assert awards.in_force("BK-TINH", Kind.MERIT, date(2027, 1, 1)) is new
    assert awards.named("BK-TINH", Kind.MERIT, old.since) is old and new in set(awards.every())
    assert (new.code, new.kind, new.since) == ("BK-TINH", Kind.MERIT, date(2027, 1, 1))


@pytest.mark.parametrize(("code", "kind", "day"), [
    ("BK-TINH", Kind.MERIT, date(2023, 12, 31)), ("COTINH", Kind.SUDDEN, date(2026, 1, 1)), ("XX", Kind.MERIT, date(2026, 1, 1)),
])
def test_no_rules_that_day_is_said_in_words(code, kind, day):
    with pytest.raises(LookupError, match=f"Chưa có quy định về {code}"):
        awards.in_force(code, kind, day)


def test_a_version_is_registered_once(registry):
    machine = awards.in_force("BK-TINH", Kind.SUDDEN, date(2026, 1, 1))
    with pytest.raises(ValueError, match="is already"):
        awards.award("BK-TINH", kind=Kind.SUDDEN, since=machine.since)(machine)


def test_a_stamp_is_never_read_as_the_newest(registry):
    with pytest.raises(KeyError):
        awards.named("BK-TINH", Kind.MERIT, date(2025, 5, 5))


# ------------------------------------------------------------------ the closed lists


def test_states_and_duties_fit_each_other():
    assert frozenset(State) == OPEN | CLOSED and not OPEN & CLOSED
    assert {state.duty for state in OPEN} == set(Duty)
    assert {state for duty in Duty for state in State.lying_on(duty)} == OPEN
    assert State.lying_on(Duty.DELIVER) == [S.DECIDED, S.REFUSED]
    assert {duty for duty in Duty if duty.waiting} == {Duty.COUNCIL, Duty.SIGNATURE}


def test_a_word_is_its_code_and_shows_its_label():
    assert State("held") is State.HELD == "held" and State.HELD.label == "Tạm dừng"
    assert Kind.choices()[:2] == [("cong-trang", "Công trạng"), ("dot-xuat", "Đột xuất")]
    assert str(Kind.SUDDEN) == f"{Kind.SUDDEN}" == "dot-xuat"
