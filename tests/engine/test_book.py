"""Any sequence of steps, by anybody: the books agree with the lines after each, and the audit finds nothing."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from viewflow.workflow.models import Task

from tests import factories as f
from workflow.engine import audit, clerk, errands, inbox
from workflow.engine.deciding import decisions
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.receiving import delivery
from workflow.engine.sittings import council
from workflow.engine.sittings.urn import Choice
from workflow.law.states import CLOSED, State
from workflow.law.votes import passes
from workflow.law.words import Kind
from workflow.models import Act, Entry, Handover, Line, Printed, User

STEPS = ("appraise", "send_back", "resubmit", "withdraw", "hold", "release", "refuse", "convene", "tally", "decide", "bay")
REFUSALS = (Refused, NotAllowed, Stale, TypeError)  # a step by the way, without its evidence, is a TypeError

KINDS = st.sampled_from([Kind.MERIT, Kind.SUDDEN])


class Crash(BaseException):
    """The power fails."""


class Book(RuleBasedStateMachine):
    """Several people work on a few dossiers, with sittings and decisions going on, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize(ready=st.booleans(), shape=st.lists(st.tuples(
        KINDS, st.lists(st.sampled_from(["BK-TINH", "CSTDT"]), min_size=1, max_size=4)), min_size=1, max_size=3))
    def register(self, ready: bool, shape: list) -> None:
        everything = [f.INTAKE, f.APPRAISAL, f.CHIEF, f.SECRETARY, f.DRAFTER, f.SIGNER]
        self.officers = [f.user(*everything).pk for _ in range(4)]
        self.made = [
            f.dossier(User.objects.get(pk=self.officers[0]), awards if kind is Kind.MERIT else ["BK-TINH"] * len(awards), kind)
            for kind, awards in shape]
        self.ids = f.ids(self.made)
        self.council, self.sittings, self.decisions = f.council(3), [], []
        if ready:  # half of the lives begin where the decisions are made
            f.move(self.made, "appraise", User.objects.get(pk=self.officers[1]))
            first, *_ = f.lines(f.passed(self.made[0]))
            self.decisions.append(f.drafted([first], by=User.objects.get(pk=self.officers[2])))

    def who(self, data: st.DataObject) -> User:
        return User.objects.get(pk=data.draw(st.sampled_from(self.officers)))

    def some(self, data: st.DataObject) -> list[int]:
        return data.draw(st.lists(st.sampled_from(self.ids), min_size=1, unique=True))

    def written(self) -> tuple:
        return dict(Line.objects.values_list("pk", "state")), Act.objects.count(), Entry.objects.count(), Handover.objects.count()

    def tried(self, act) -> object:
        """What the step returned; a refused one left nothing behind."""
        before = self.written()
        try:
            return act()
        except REFUSALS:
            assert self.written() == before
            return None

    @rule(step=st.sampled_from(STEPS), partly=st.booleans(), note=st.sampled_from(["", "lý do"]), data=st.data())
    def move(self, step: str, partly: bool, note: str, data: st.DataObject) -> None:
        chosen, before, by = self.some(data), dict(Line.objects.values_list("pk", "state")), self.who(data)
        outcome = self.tried(lambda: clerk.move(chosen, step, by, partly=partly, note=note)) or clerk.Outcome()
        assert not outcome.moves or set(outcome.moved) | set(outcome.refused) == set(chosen)
        assert partly or not outcome.refused
        expected = before | {line: target for (_, target), moved in outcome.moves.items() for line in moved}
        assert dict(Line.objects.values_list("pk", "state")) == expected

    @rule(place=st.sampled_from([(clerk, "write"), (clerk, "record"), (errands, "begin"), (errands, "settle")]), data=st.data())
    def crash(self, place: tuple, data: st.DataObject) -> None:
        owner, name = place
        real, before = getattr(owner, name), self.written()

        def crashing(*args):
            real(*args)
            raise Crash

        chosen, step, by = self.some(data), data.draw(st.sampled_from(STEPS[:7])), self.who(data)
        setattr(owner, name, crashing)
        try:
            clerk.move(chosen, step, by, partly=True, note="x")
        except Crash:
            assert self.written() == before
        except REFUSALS:
            pass
        finally:
            setattr(owner, name, real)

    @rule(data=st.data())
    def convene(self, data: st.DataObject) -> None:
        ready = list(Line.objects.filter(pk__in=self.ids, state=State.APPRAISED).order_by("pk").values_list("pk", flat=True))
        chosen = data.draw(st.lists(st.sampled_from(ready), min_size=1, unique=True)) if ready else self.some(data)
        absent = data.draw(st.lists(st.sampled_from(self.council), unique=True, max_size=2))
        sitting = self.tried(lambda: f.sitting_on(
            list(Line.objects.filter(pk__in=chosen)), n=3, absent=absent, by=self.who(data)))
        if sitting:
            self.sittings.append(sitting)

    @precondition(lambda self: getattr(self, "sittings", None))
    @rule(called_off=st.booleans(), data=st.data())
    def hold_sitting(self, called_off: bool, data: st.DataObject) -> None:
        sitting, said = self.sittings.pop(), []
        agenda = list(sitting.counts.order_by("line").values_list("line", flat=True))
        for seat in sitting.seats.order_by("pk"):
            if data.draw(st.booleans()):
                paper = {line: data.draw(st.sampled_from([Choice.AYE, Choice.AYE, Choice.NO, Choice.BLANK])) for line in agenda}
                if seat.present:
                    council.cast(sitting, seat.member, paper)
                else:
                    council.record_written(sitting, [seat.member_id], [paper], self.who(data))
                said.append(paper)
        if called_off:
            council.call_off(sitting, self.who(data), "không đủ người")
            return
        there, by = sitting.seats.filter(present=True).count(), self.who(data)
        if there < 2:  # two thirds of three
            with pytest.raises(Refused, match=f"có mặt {there}/3"):
                council.tally(sitting, by)
        council.tally(sitting, by, "" if there >= 2 else "không hoãn được")
        for count in sitting.counts.select_related("line"):
            ayes = sum(paper[count.line_id] is Choice.AYE for paper in said)
            assert (count.ayes, count.members) == (ayes, 3)
            assert count.line.state == ("passed" if passes(ayes, 3, count.threshold) else "refused")

    @rule(data=st.data())
    def draft(self, data: st.DataObject) -> None:
        ready = list(Line.objects.filter(pk__in=self.ids, state=State.PASSED).order_by("pk"))
        chosen = data.draw(st.lists(st.sampled_from(ready), min_size=1, unique=True)) if ready else list(
            Line.objects.filter(pk__in=self.some(data)))
        decision = self.tried(lambda: f.drafted(chosen, by=self.who(data)))
        if decision:
            self.decisions.append(decision)

    @precondition(lambda self: getattr(self, "decisions", None))
    @rule(what=st.sampled_from(["gather", "drop", "submit", "check", "back", "sign", "decline"]), data=st.data())
    def work_on_decision(self, what: str, data: st.DataObject) -> None:
        decision, by = data.draw(st.sampled_from(self.decisions)), self.who(data)
        self.tried({
            "gather": lambda: decisions.gather(decision, self.some(data), by),
            "drop": lambda: decisions.drop(decision, self.some(data), by),
            "submit": lambda: decisions.submit(decision, by),
            "check": lambda: decisions.check(decision, by, sound=True),
            "back": lambda: decisions.check(decision, by, sound=False, remark="x"),
            "sign": lambda: decisions.sign(decision, by),
            "decline": lambda: decisions.decline(decision, by, "x"),
        }[what])

    @precondition(lambda self: getattr(self, "decisions", None))
    @rule(data=st.data())
    def sign(self, data: st.DataObject) -> None:
        """The rest of the way, by three people; they are refused when one of them had a hand in it before."""
        decision = data.draw(st.sampled_from(self.decisions))
        drafter = User.objects.get(pk=decision.drafted_by_id)
        others = data.draw(st.permutations([pk for pk in self.officers if pk != drafter.pk]))
        checker, signer = (User.objects.get(pk=pk) for pk in others[:2])
        self.tried(lambda: decisions.submit(decision, drafter))
        self.tried(lambda: decisions.check(decision, checker, sound=True))
        if self.tried(lambda: decisions.sign(decision, signer)):
            assert set(decision.lines.values_list("state", flat=True)) == {"decided"}

    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        made, by = data.draw(st.sampled_from(self.made)), self.who(data)
        self.tried(lambda: delivery.hand_over(made, by, "người nhận"))

    @rule(what=st.sampled_from(["take", "hand_over", "put_back"]), data=st.data())
    def pass_round(self, what: str, data: st.DataObject) -> None:
        tasks = self.open_tasks()
        if tasks:
            task, by, to = data.draw(st.sampled_from(tasks)), self.who(data), self.who(data)
            self.tried({"take": lambda: errands.take(task, by), "hand_over": lambda: errands.hand_over(task, to, by),
                        "put_back": lambda: errands.put_back(task, by)}[what])

    def open_tasks(self) -> list[Task]:
        tasks = Task.objects.filter(process__dossier__in=self.made, finished=None, flow_task_type="HUMAN")
        return list(tasks.order_by("pk"))

    @invariant()
    def the_audit_finds_nothing(self) -> None:
        assert list(audit.faults()) == []

    @invariant()
    def the_desks_are_those_the_lines_call_for(self) -> None:
        for made in getattr(self, "made", ()):
            called = Counter(str(line.state.duty) for line in self.read(made) if line.state not in CLOSED)
            assert f.desks(made) == sorted(called)
            made.process.refresh_from_db()
            assert made.process.status == ("NEW" if called else "DONE")
            assert made.pauses.filter(until=None).exists() is made.lines.filter(state="returned").exists()

    def read(self, made) -> list[Line]:
        lines = f.lines(made)
        for line in lines:
            line.state = State(line.state)
        return lines

    @invariant()
    def every_errand_has_its_history(self) -> None:
        for made in getattr(self, "made", ()):
            for task in made.process.task_set.filter(flow_task_type="HUMAN").prefetch_related("handovers"):
                hands = [handover.holder_id for handover in sorted(task.handovers.all(), key=lambda one: one.pk)]
                assert task.owner_id == (hands[-1] if hands else None)
                assert bool(task.assigned) == bool(task.owner_id) and bool(task.started or not task.finished)
                assert task.status == ("DONE" if task.finished else "ASSIGNED" if task.owner_id else "NEW")

    @invariant()
    def lists_show_every_errand_to_those_who_may_do_it(self) -> None:
        for pk in getattr(self, "officers", ())[1:2]:
            user = User.objects.get(pk=pk)
            tasks = self.open_tasks()
            assert {row.task for row in inbox.page(inbox.mine(user), user, size=100).rows} == {t.pk for t in tasks if t.owner_id == pk}
            free = inbox.page(inbox.queue(user), user, size=100).rows
            assert {row.task for row in free} == {task.pk for task in tasks if task.owner_id is None}
            assert all(row.lines and row.total >= row.lines for row in free)


@pytest.mark.django_db
def test_whatever_is_done_in_whatever_order_the_books_agree():
    run_state_machine_as_test(Book, settings=settings(
        max_examples=int(os.environ.get("EXAMPLES", 12)), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)))
    assert not Printed.objects.exists()  # every example was rolled back
