"""Decisions: gathering lines of many dossiers into one paper, and its way to the signature."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from viewflow.workflow import Activation
from viewflow.workflow.models import Task

from workflow.law.words import Instrument
from workflow.models import Act, Decision, Handover, Line, Office, Printed, Register, User
from workflow.papers import press, prints

from .. import clerk
from ..bodies import lineage
from ..errands import working_on
from ..errors import NotAllowed, Refused, Stale
from ..flow import DecisionFlow
from . import aftermath


@transaction.atomic
def draft(
    lines: Iterable[Line | int], by: User, *, subject: str, achievement: str, proposal_number: str = "",
    instrument: Instrument = Instrument.AWARD,
) -> Decision:
    """Begin a paper of that instrument with these lines."""
    clerk.allow(by, "workflow.decide")  # before anything else: without lines no step would ask
    lines = list(lines)
    if not lines:
        raise Refused({0: "Dự thảo chưa có dòng nào"})
    lineage.refuse_gone(lines)
    decision = Decision.objects.create(
        subject=subject, achievement=achievement, proposal_number=proposal_number, drafted_by=by, instrument=instrument,
        symbol=symbol(instrument))
    DecisionFlow.start.run(decision=decision)
    clerk.move(lines, "gather", by, decision=decision, stamp={"decision": decision})
    aftermath.unmixed(decision)
    return decision


def symbol(instrument: Instrument) -> str:
    """The sign behind the numbers of the book that the paper is entered in."""
    office = Office.on(timezone.localdate()).first() or Office()
    return office.petition_symbol if instrument is Instrument.PETITION else office.decision_symbol


def gather(decision: Decision, lines: Iterable[Line | int], by: User) -> None:
    """Put more lines into a decision that is being drafted."""
    lines = list(lines)
    with drafting(decision, by):
        lineage.refuse_gone(lines)
        clerk.move(lines, "gather", by, decision=decision, stamp={"decision": decision})
        aftermath.unmixed(decision)


def drop(decision: Decision, lines: Iterable[Line | int], by: User, note: str = "") -> None:
    """Take lines out of a decision that is being drafted; they wait for another one."""
    with drafting(decision, by):
        clerk.move(lines, "drop", by, decision=decision, note=note, stamp={"decision": None})


def word(decision: Decision, by: User, *, subject: str, achievement: str, proposal_number: str) -> None:
    """Change the wording of a decision that is being drafted."""
    clerk.allow(by, "workflow.decide")
    with drafting(decision, by):
        Decision.objects.filter(pk=decision.pk).update(
            subject=subject, achievement=achievement, proposal_number=proposal_number)


@contextmanager
def drafting(decision: Decision, by: User) -> Iterator[None]:
    """Hold the decision, make sure it is still being drafted – what was checked must be what is signed – and note the hand in it."""
    with DecisionFlow.lock(decision.process_id):
        decision.refresh_from_db()
        found = task(decision)
        if found.flow_task != DecisionFlow.draft:
            raise Stale("Dự thảo đã chuyển kiểm tra hoặc đã ký; không có gì thay đổi. Hãy tải lại trang.")
        yield
        Handover.objects.create(task=found, holder=found.owner, by=by, at=timezone.now())


def task(decision: Decision) -> Task:
    """The open task of a decision; Stale when it is through."""
    found = Task.objects.filter(process=decision.process_id, finished=None).first()
    if found is None:
        raise Stale("Quyết định này đã ký xong.")
    return found


@contextmanager
def at(decision: Decision, node: object, by: User) -> Iterator[Activation]:
    """Hold the decision's open task, which must be the one named."""
    found = task(decision)
    if found.flow_task != node:
        raise Stale("Dự thảo đã chuyển sang bước khác; không có gì thay đổi. Hãy tải lại trang.")
    with working_on(found, by) as activation:
        decision.refresh_from_db()
        yield activation


def submit(decision: Decision, by: User) -> None:
    """Hand the draft to the check."""
    with at(decision, DecisionFlow.draft, by):
        if not decision.lines.exists():
            raise Refused({0: "Dự thảo chưa có dòng nào"})
        Decision.objects.filter(pk=decision.pk).update(drafted_by=by, remark="")


def authors(decision: Decision) -> set[int]:
    """Everybody with a hand in the draft: who began it, gathered or dropped lines, worded it, handed it in at any time."""
    spells = Task.objects.filter(process=decision.process_id, flow_task=DecisionFlow.draft)
    hands = Handover.objects.filter(task__in=spells).values_list("by", flat=True).distinct()
    gathered = Act.objects.filter(step="gather", entries__line__decision=decision).values_list("by", flat=True).distinct()
    return {decision.drafted_by_id, *spells.exclude(owner=None).values_list("owner", flat=True), *hands, *gathered}


def check(decision: Decision, by: User, *, sound: bool, remark: str = "") -> None:
    """On to the signature, or back to the draft with a remark. By a second person."""
    if not sound and not remark.strip():
        raise Refused({0: "Phải ghi rõ ý kiến khi trả lại dự thảo"})
    with at(decision, DecisionFlow.check, by) as activation:
        subject = activation.process.decision
        if by.pk in authors(subject):
            raise NotAllowed("Người soạn không tự kiểm tra dự thảo của mình.")
        subject.sound, subject.remark, subject.checked_by = sound, remark, by
        subject.save(update_fields=["sound", "remark", "checked_by"])


def decline(decision: Decision, by: User, remark: str) -> None:
    """The signer sends the draft back."""
    if not remark.strip():
        raise Refused({0: "Phải ghi rõ ý kiến khi trả lại dự thảo"})
    with at(decision, DecisionFlow.sign, by) as activation:
        subject = activation.process.decision
        subject.sound, subject.remark = False, remark
        subject.save(update_fields=["sound", "remark"])


def sign(decision: Decision, by: User) -> Decision:
    """Sign: number, freeze the paper, decide every line, write each recipient's history – all or nothing.

    The paper is printed beforehand with the number that is expected, so that the book is locked only for a moment; if
    somebody was faster, or the draft has changed meanwhile, it is printed again under the lock. A signature that fails
    gives its number back.
    """
    clerk.allow(by, "workflow.sign")
    apart(by, {decision.drafted_by_id, decision.checked_by_id})
    today = timezone.localdate()
    seal = contents(decision)  # before the paper is read, so that no change falls between the two
    decision.refresh_from_db()
    expected = Register.expected(decision.symbol, str(today.year))
    printed = press.render(prints.paper(decision, number=expected, signed_on=today, signed_by=by))
    with at(decision, DecisionFlow.sign, by) as activation:
        subject = activation.process.decision
        apart(by, authors(subject) | {subject.checked_by_id})  # again: what is checked above may be stale
        lineage.refuse_gone(subject.lines.values_list("pk", flat=True), today)  # it may have been dissolved since the draft
        same = contents(subject) == seal
        enter(subject, today, by)
        if not same or subject.number != expected:
            printed = press.render(prints.paper(subject, number=subject.number, signed_on=today, signed_by=by))
        freeze(subject, printed, by)
        decide(subject, today, by)
    decision.refresh_from_db()
    return decision


def apart(signer: User, others: set[int | None]) -> None:
    """Who signs had no hand in what he signs."""
    if signer.pk in others:
        raise NotAllowed("Người soạn hoặc kiểm tra dự thảo không được ký quyết định đó.")


def enter(decision: Decision, on: date, by: User) -> None:
    """Write the signature and the next number of its book."""
    decision.signed_on, decision.signed_by, decision.year = on, by, on.year
    decision.number = Register.next(decision.symbol, str(on.year))
    decision.save(update_fields=["signed_on", "signed_by", "year", "number"])


def decide(decision: Decision, on: date, by: User) -> None:
    """Move the lines on; what a letter asks for takes effect only when the centre has decided."""
    lines = clerk.move(decision.lines.values_list("pk", flat=True), "decide", by, decision=decision).moved
    if decision.instrument != Instrument.PETITION:
        aftermath.take_effect(lines, number=decision.full_number, on=on, authority=authority(on), by=by)


def authority(on: date) -> str:
    """Who decides here, as he is named on that day."""
    office = Office.on(on).first()
    return f"Chủ tịch Ủy ban nhân dân {office.province}" if office else ""


def freeze(decision: Decision, printed: press.Printed, by: User) -> Printed:
    """Keep the paper as it was signed."""
    return Printed.objects.create(
        kind="decision", decision=decision, content=printed.pdf, sha256=printed.sha256, pages=printed.pages, by=by,
        at=timezone.now())


def contents(decision: Decision) -> str:
    """A digest of everything the decision says: itself and the whole of its lines, recipients and dossiers."""
    with connection.cursor() as cursor:
        cursor.execute(CONTENTS, [decision.pk])
        found = cursor.fetchone()
    if found is None:
        raise Refused({0: "Quyết định chưa có dòng nào"})
    return str(found[0])


CONTENTS = """
    SELECT md5(d::text || string_agg(l::text || r::text || f.unit_name || f.unit_id, '|' ORDER BY l.id)) FROM workflow_decision d
    JOIN workflow_line l ON l.decision_id = d.id JOIN workflow_recipient r ON r.id = l.recipient_id
    JOIN workflow_dossier f ON f.id = l.dossier_id WHERE d.id = %s GROUP BY d.id
"""
