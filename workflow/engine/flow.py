"""The three routes: a dossier's errands round a hub, a sitting of the council, a decision on its way to the signature."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from viewflow import this
from viewflow.workflow import Activation, flow, lock
from viewflow.workflow.models import Process

from workflow.law.states import Duty
from workflow.models import Decision, Dossier, Seat, Sitting

from .nodes import FanOut, Hub

ROW_LOCK = lock.SelectForUpdateLock(nowait=False)  # wait in the database; the stock lock sleeps and then gives up


def desk(right: str, title: str) -> flow.View:
    """Somebody's errand: in the queue of all who have the right, in the inbox of the one who took it."""
    return flow.View(None).Annotation(title=title).Permission(f"workflow.{right}")


def lying(duty: Duty) -> flow.View | flow.Handle:
    """The node of a duty: an errand, or, where the lines wait for a sitting or a signature, nobody's."""
    return flow.Handle().Annotation(title=duty.label) if duty.waiting else desk(duty, duty.label)


def bound(activation: Activation, subject: Any) -> Process:
    """Tie a new process to the row it is about."""
    activation.process.save()
    subject.process = activation.process
    subject.save(update_fields=["process"])
    return activation.process


class DossierFlow(flow.Flow):
    """One process per dossier; a desk is open as long as one of its lines lies there (errands.settle)."""

    lock_impl = ROW_LOCK
    process_title = "Hồ sơ"

    start = flow.StartHandle(this.open).Next(this.hub)
    hub = Hub().Next(this.closed)
    intake = lying(Duty.INTAKE)
    appraise = lying(Duty.APPRAISE)
    review = lying(Duty.REVIEW)
    publish = lying(Duty.PUBLISH)
    convene = lying(Duty.CONVENE)
    council = lying(Duty.COUNCIL)
    decide = lying(Duty.DECIDE)
    signature = lying(Duty.SIGNATURE)
    outcome = lying(Duty.OUTCOME)
    deliver = lying(Duty.DELIVER)
    closed = flow.End()

    def open(self, activation: Activation, dossier: Dossier) -> Process:
        """Begin the process of a dossier."""
        return bound(activation, dossier)


class SittingFlow(flow.Flow):
    """One ballot paper per seat, covering every line on the agenda."""

    lock_impl = ROW_LOCK
    process_title = "Phiên họp Hội đồng"

    start = flow.StartHandle(this.open).Next(this.ballots)
    ballots = FanOut(this.seats).Next(this.vote)
    vote = flow.View(None).Annotation(title="Bỏ phiếu").Assign(lambda a: a.task.seed.member).Next(this.count)
    count = flow.Join().Next(this.tally)
    tally = desk("convene", "Kiểm phiếu").Next(this.closed)
    closed = flow.End()

    def open(self, activation: Activation, sitting: Sitting) -> Process:
        """Begin the process of a sitting."""
        return bound(activation, sitting)

    def seats(self, activation: Activation) -> Iterable[Seat]:
        """Every member of the council, present or not: each has one paper."""
        return activation.process.sitting.seats.select_related("member").order_by("pk")


class DecisionFlow(flow.Flow):
    """Draft, check, sign; the check and the signer may send the draft back."""

    lock_impl = ROW_LOCK
    process_title = "Quyết định"

    start = flow.StartHandle(this.open).Next(this.draft)
    draft = desk("decide", "Soạn dự thảo").Next(this.check)
    check = desk("check", "Kiểm tra dự thảo").Next(this.checked)
    checked = flow.If(lambda a: a.process.decision.sound).Then(this.sign).Else(this.draft)
    sign = desk("sign", "Ký, cấp số").Next(this.signed)
    signed = flow.If(lambda a: a.process.decision.number is not None).Then(this.closed).Else(this.draft)
    closed = flow.End()

    def open(self, activation: Activation, decision: Decision) -> Process:
        """Begin the process of a decision."""
        return bound(activation, decision)
