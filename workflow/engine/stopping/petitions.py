"""Letters of complaint and denunciation: received, accepted, verified, concluded. While one is open, nobody it names is commended."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from workflow.law import petitions as law
from workflow.law.machine import Refusal
from workflow.law.petitions import Sort, Stage, Term
from workflow.law.states import CLOSED, State
from workflow.law.words import HoldReason
from workflow.models import Dossier, Hold, Line, Petition, PetitionAct, Recipient, Register, TimeLimit, User
from workflow.models.tables import calendar

from .. import clerk, errands
from ..errors import Refused, Stale
from ..register import alive
from . import senders

RIGHT = "workflow.petitions"
BOOK = "đơn thư"
REVIEW = "tam-dung-don-thu"
FALLBACK = Term(30, False)  # for the review of a hold, where no row says otherwise


@transaction.atomic
@sensitive_variables("sender", "contact")
def receive(
    sort: Sort, received_on: date, content: str, recipients: Collection[int], by: User, *, lines: Collection[int] = (),
    sender: str = "", contact: str = "",
) -> Petition:
    """Enter a letter. Who sent it is sealed at once; a denunciation may bear no name."""
    clerk.allow(by, RIGHT)
    people = list(Recipient.objects.filter(pk__in=recipients))
    named = list(Line.objects.filter(pk__in=lines))
    if why := unsound(sort, received_on, content, sender, contact):
        raise Refused({0: why})
    if not people and not named:
        raise Refused({0: "Phải chọn đối tượng hoặc dòng đề nghị mà đơn nêu"})
    who = {person.pk for person in people} | {line.recipient_id for line in named}
    alive.hold(who)
    year = str(received_on.year)
    made = Petition.objects.create(
        code=f"{Register.next(BOOK, year):03d}/{year}/ĐT", sort=sort, received_on=received_on, content=content.strip(), by=by,
        accept_by=deadline(sort, "thu-ly", received_on))
    made.recipients.set(who)
    made.lines.set(named)
    if sender.strip() or contact.strip():
        senders.seal(made, sender.strip(), contact.strip())
    log(made, "receive", by)
    return made


def unsound(sort: Sort, received_on: date, content: str, sender: str, contact: str) -> str:
    """What is wrong with the letter as it was typed; empty when nothing is."""
    if not content.strip():
        return "Phải ghi nội dung đơn"
    if received_on > timezone.localdate():
        return f"Ngày nhận {received_on:%d/%m/%Y} ở sau hôm nay"
    if sort is Sort.COMPLAINT and not sender.strip():
        return "Đơn khiếu nại phải có họ tên người khiếu nại"
    return "" if sender.strip() or not contact.strip() else "Đã ghi nơi liên hệ thì phải ghi họ tên người gửi"


def term(sort: Sort, what: str, on: date) -> Term | None:
    """The time limit in force that day, as its row says it."""
    row = TimeLimit.on(on).filter(code=f"{sort}-{what}").order_by("-since").first()
    return Term(row.days, row.working, row.extension) if row else None


def deadline(sort: Sort, what: str, begun: date, extended: bool = False) -> date | None:
    """The last day; None where no row gives a limit."""
    found = term(sort, what, begun)
    return law.due(begun, found, calendar(), extended) if found else None


@transaction.atomic
def accept(petition: Petition, by: User) -> None:
    """Thụ lý: everybody it names is put on hold, and their running lines wait, until there is a conclusion."""
    held = step(petition, "accept", by)
    today = timezone.localdate()
    Petition.objects.filter(pk=held.pk).update(accepted_on=today, resolve_by=deadline(Sort(held.sort), "giai-quyet", today))
    row = TimeLimit.on(today).filter(code=REVIEW).first()
    review_on = today + timedelta(days=row.days if row else FALLBACK.days)
    people = list(held.recipients.order_by("pk").values_list("pk", flat=True))
    errands.lock(Dossier.objects.filter(lines__in=Line.objects.filter(recipient__in=people).exclude(state__in=CLOSED)).distinct())
    holds = Hold.objects.bulk_create(
        Hold(recipient_id=person, reason=HoldReason.COMPLAINT, note=f"Đơn số {held.code} đang được xác minh", since=today,
             review_on=review_on, by=by, at=timezone.now())
        for person in people)
    held.holds.set(holds)
    stop([hold.recipient_id for hold in holds], review_on, by)


def stop(recipients: Sequence[int], review_on: date, by: User) -> None:
    """Hold every running line of these recipients that its law lets be held. The unit reads no more than that there is a letter."""
    running = Line.objects.filter(recipient__in=recipients, about=None).select_related("dossier")
    fit = [line.pk for line in running if line.machine.step("hold", State(line.state))]
    if fit:
        clerk.move(fit, "hold", by, right=RIGHT, note=f"{HoldReason.COMPLAINT.label}; xem lại ngày {review_on:%d/%m/%Y}")


@transaction.atomic
def verify(petition: Petition, by: User) -> None:
    """Verification has begun."""
    step(petition, "verify", by)


@transaction.atomic
def reject(petition: Petition, by: User, why: str) -> None:
    """Not accepted: outside competence, without ground, sent before and settled."""
    close(step(petition, "reject", by, why), why)


@transaction.atomic
def conclude(petition: Petition, by: User, *, founded: bool, conclusion: str) -> None:
    """The end of the verification. Without ground: holds end, lines go on. With ground: the holds stay.

    Founded, the lines are for the appraiser to refuse, and awards already given for a revocation by its own dossier.
    """
    held = step(petition, "founded" if founded else "unfounded", by, conclusion)
    close(held, conclusion)
    if not founded:
        free(held, by, f"Đơn số {held.code}: kết luận không có căn cứ")


@transaction.atomic
def withdraw(petition: Petition, by: User, why: str) -> None:
    """The sender took the letter back; what it had stopped goes on."""
    before = petition.stage
    held = step(petition, "withdraw", by, why)
    close(held, why)
    if Stage(before).blocks:
        free(held, by, f"Đơn số {held.code}: người gửi rút đơn")


@transaction.atomic
def extend(petition: Petition, by: User, why: str) -> None:
    """Prolong the time of resolution once, with the reason."""
    clerk.allow(by, RIGHT)
    held = locked(petition)
    begun = held.accepted_on
    found = term(Sort(held.sort), "giai-quyet", begun) if begun else None
    if begun is None or found is None or not found.extension or held.extended or not Stage(held.stage).blocks:
        raise Refused({0: "Không gia hạn được: chỉ gia hạn một lần, sau khi thụ lý, khi quy định cho phép"})
    if not why.strip():
        raise Refused({0: "Phải ghi rõ lý do gia hạn"})
    Petition.objects.filter(pk=held.pk).update(extended=True, resolve_by=law.due(begun, found, calendar(), extended=True))
    log(held, "extend", by, why)


def free(petition: Petition, by: User, why: str) -> None:
    """End the holds of this letter; lines go on of who is under no other hold."""
    today, holds = timezone.localdate(), petition.holds.filter(released_on=None)
    people = set(holds.values_list("recipient", flat=True))
    holds.update(released_on=today, released_by=by, release_note=why)
    still = set(Hold.objects.filter(recipient__in=people, released_on=None).values_list("recipient", flat=True))
    mine = Line.objects.filter(recipient__in=people - still, state=State.HELD, reason__startswith=HoldReason.COMPLAINT.label)
    if lines := list(mine.values_list("pk", flat=True)):
        clerk.move(lines, "release", by, right=RIGHT, note="Đơn thư đã được giải quyết")


def close(petition: Petition, result: str) -> None:
    """Write how it ended."""
    Petition.objects.filter(pk=petition.pk).update(result=result.strip(), closed_on=timezone.localdate(), stage=petition.stage)


def step(petition: Petition, name: str, by: User, note: str = "") -> Petition:
    """Take a step of the law under a lock and log it; an end is written by `close`, with its day."""
    clerk.allow(by, RIGHT)
    held = locked(petition)
    if held.stage != petition.stage:
        raise Stale("Đơn này vừa chuyển sang bước khác; không có gì thay đổi. Hãy tải lại trang.")
    try:
        target = law.attempt(Stage(held.stage), name, note)
    except Refusal as refusal:
        raise Refused({0: str(refusal)}) from refusal
    held.stage = target
    if target.open:
        Petition.objects.filter(pk=held.pk).update(stage=target)
    log(held, name, by, note)
    return held


def locked(petition: Petition) -> Petition:
    """The letter as it is now, held until the transaction ends."""
    return Petition.objects.select_for_update().get(pk=petition.pk)


def log(petition: Petition, name: str, by: User, note: str = "") -> None:
    """Write what was done."""
    PetitionAct.objects.create(petition=petition, step=name, stage=petition.stage, note=note.strip(), by=by, at=timezone.now())


# ------------------------------------------------------------------ reading

NAMES = {"receive": "Nhận đơn", "extend": "Gia hạn", "open": "Xem người gửi", **{step.name: step.label for step in law.STEPS.values()}}


@dataclass(frozen=True)
class Listed:
    """One row of the desk. `due_on`: the next day by which something must be done."""

    petition: Petition
    due_on: date | None
    late: bool
    named: Sequence[str]


def listing(stages: Collection[Stage], size: int = 200) -> list[Listed]:
    """Letters at these stages, the soonest due first. Two queries."""
    found: QuerySet[Petition] = Petition.objects.filter(stage__in=stages).prefetch_related("recipients")[:size]
    rows = [row(petition) for petition in found]
    return sorted(rows, key=lambda one: (one.due_on is None, one.due_on or date.max, one.petition.pk))


def row(petition: Petition) -> Listed:
    """The letter with its next day."""
    stage = Stage(petition.stage)
    due_on = petition.accept_by if stage is Stage.RECEIVED else petition.resolve_by if stage.open else None
    return Listed(petition, due_on, law.overdue(due_on, timezone.localdate(), stage), [person.name for person in petition.recipients.all()])


def acts(petition: Petition) -> list[tuple[str, PetitionAct]]:
    """The log in words, the latest first."""
    return [(NAMES.get(act.step, act.step), act) for act in petition.acts.select_related("by")]


def running(petition: Petition) -> list[Line]:
    """The lines under way of those it names."""
    return list(Line.objects.filter(recipient__petitions=petition).exclude(state__in=("delivered", "answered", "withdrawn")).select_related(
        "dossier", "recipient").order_by("pk"))
