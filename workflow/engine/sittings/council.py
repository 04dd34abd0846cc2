"""The council: putting lines on an agenda, casting ballots, counting them. A ballot leaves no trace of its own."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.utils import OperationalError
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from viewflow.workflow.models import Task

from workflow.law.states import State
from workflow.models import Act, Line, Member, Seat, Sitting, Urn, User

from .. import clerk
from ..errands import working_on
from ..errors import BrokenUrn, NotAllowed, Refused, Stale
from ..flow import SittingFlow
from . import quorum, urn
from .urn import Choice

FAILED = "Hội đồng không thông qua: số phiếu đồng ý không đạt tỷ lệ phải đạt"


@transaction.atomic
def convene(
    lines: Iterable[Line | int], by: User, *, held_on: date, place: str, absent: Collection[int] = (),
    counters: Sequence[str] = (),
) -> Sitting:
    """Put lines on the agenda of a sitting, give every member of that day's council a seat, close the urn.

    `absent` holds the user ids of members who will not be there; they stay in the total.
    """
    clerk.allow(by, "workflow.convene")  # before anything else: with an empty agenda no step would ask
    lines, members = list(lines), list(Member.on(held_on))
    if not lines:
        raise Refused({0: "Chương trình họp chưa có dòng nào"})
    if not members:
        raise Refused({0: f"Chưa có danh sách ủy viên Hội đồng cho ngày {held_on:%d/%m/%Y}"})
    sitting = Sitting.objects.create(held_on=held_on, place=place, convened_by=by, counters=list(counters))
    agenda = clerk.move(lines, "convene", by, sitting=sitting).moved
    Seat.objects.bulk_create(
        Seat(sitting=sitting, member=m.user, role=m.role, present=m.user_id not in absent) for m in members)
    if unruled := Line.objects.filter(pk__in=agenda, rule__threshold=None).values_list("pk", flat=True):
        raise Refused(dict.fromkeys(unruled, "Quy định áp dụng chưa ghi tỷ lệ phiếu; đề nghị quản trị bổ sung"))
    with connection.cursor() as cursor:  # set SQL: an agenda may have thousands of lines
        cursor.execute(AGENDA, [sitting.pk, len(members), agenda])
    sitting.urn_name = urn.place(sitting.pk, agenda, len(members))
    SittingFlow.start.run(sitting=sitting)
    return sitting


AGENDA = """
    INSERT INTO workflow_count (sitting_id, line_id, members, threshold) SELECT %s, line.id, %s, rule.threshold
    FROM workflow_line line JOIN workflow_rule rule ON rule.id = line.rule_id WHERE line.id = ANY(%s) ORDER BY line.id
"""


def ballot(sitting: Sitting, member: User) -> Task | None:
    """The open paper of a member at a sitting, if there is one and he is in the room."""
    seated = sitting.seats.filter(member=member, present=True, cast=False)
    papers = Task.objects.filter(process=sitting.process_id, flow_task=SittingFlow.vote, owner=member, finished=None)
    return papers.first() if seated.exists() else None


@sensitive_variables()  # an error report must not show a paper
def cast(sitting: Sitting, member: User, choices: Mapping[int, Choice]) -> str:
    """Drop one paper with a choice for every line of the agenda. Returns the code of the member's receipt."""
    clerk.allow(member, "workflow.vote")
    if Choice.INVALID in choices.values():
        raise ValueError("only a written paper can be invalid")
    paper = Task.objects.filter(process=sitting.process_id, flow_task=SittingFlow.vote, owner=member).first()
    if paper is None:
        raise NotAllowed("Bạn không có phiếu trong phiên họp này.")
    with working_on(paper, member) as activation:
        seat = Seat.objects.get(pk=activation.task.seed.pk)
        if not seat.present:
            raise NotAllowed("Bạn được ghi là vắng mặt; hãy gửi phiếu giấy cho thư ký hoặc đề nghị thư ký điểm danh lại.")
        code, = urn.drop(sitting.pk, [choices])
        Seat.objects.filter(pk=seat.pk).update(cast=True)
    return code


def mark(sitting: Sitting, present: Collection[int], by: User) -> None:
    """Roll call: these users are in the room, the rest are not. Who has voted stays as he is."""
    clerk.allow(by, "workflow.convene")
    with SittingFlow.lock(sitting.process_id):
        still_open(sitting)
        seats = sitting.seats.filter(cast=False)
        changed = seats.filter(member__in=present, present=False).update(present=True)
        changed += seats.exclude(member__in=present).filter(present=True).update(present=False)
        if changed:
            away = sitting.seats.filter(present=False)
            log(sitting, "roll_call", by, f"vắng mặt: {names(away) or 'không ai'}")


@sensitive_variables("papers")
def record_written(sitting: Sitting, members: Collection[int], papers: Sequence[Mapping[int, Choice]], by: User) -> None:
    """Enter the written papers of absent members: who sent one, and – apart from it, in any order – what they say.

    One paper a member; nothing ties a paper to a name, and with two or more nobody can tell them apart afterwards.
    """
    clerk.allow(by, "workflow.convene")
    if len(members) != len(papers):
        raise Refused({0: f"Có {len(members)} ủy viên gửi phiếu nhưng nhập {len(papers)} phiếu; chưa ghi phiếu nào"})
    with SittingFlow.lock(sitting.process_id):
        still_open(sitting)
        seats = list(sitting.seats.filter(member__in=members, present=False, cast=False))
        if len(seats) != len(members):
            raise Refused({0: "Chỉ ghi phiếu giấy của ủy viên vắng mặt chưa bỏ phiếu; chưa ghi phiếu nào"})
        urn.drop(sitting.pk, papers)
        Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(cast=True)
        finish_ballots(sitting, {seat.member_id for seat in seats})
        # that the secretary put a paper in for somebody must not be hers alone to know; what it says is nobody's to know
        log(sitting, "record_written", by, f"phiếu giấy của: {names(sitting.seats.filter(pk__in=[seat.pk for seat in seats]))}")


def log(sitting: Sitting, step: str, by: User, what: str) -> None:
    """Enter in the log what was done at a sitting beside the moves of its lines."""
    Act.objects.create(step=step, by=by, at=timezone.now(), note=f"{sitting} (số {sitting.pk}): {what}")


def names(seats: QuerySet[Seat]) -> str:
    """Who sits there, in the order of the council."""
    return ", ".join(seats.order_by("pk").values_list("member__full_name", flat=True))


def finish_ballots(sitting: Sitting, members: Collection[int] | None = None) -> None:
    """Close open papers without a cast: never cancel one, the count would wait for ever."""
    papers = Task.objects.filter(process=sitting.process_id, flow_task=SittingFlow.vote, finished=None).order_by("pk")
    for paper in papers.filter(owner__in=members) if members is not None else papers:
        with paper.activation() as activation:
            activation.start(None)
            activation.execute()


def still_open(sitting: Sitting) -> None:
    """Refuse to touch a sitting that was counted or called off; to be asked under its lock."""
    if not Urn.objects.filter(sitting=sitting).exists():
        raise Stale("Phiên họp này đã kiểm phiếu xong; không có gì thay đổi.")


def tally(sitting: Sitting, by: User, despite: str = "") -> None:
    """Close the vote and open the urn: every line passes or fails by its own threshold over all members.

    Members who did not vote stay in the total. `despite`: why it is counted below the quorum. The urn is destroyed with its key.
    """
    clerk.allow(by, "workflow.convene")
    with SittingFlow.lock(sitting.process_id):
        still_open(sitting)
        attendance, why = quorum.asked(sitting, despite)
        finish_ballots(sitting)
        counting = Task.objects.get(process=sitting.process_id, flow_task=SittingFlow.tally, finished=None)
        with working_on(counting, by):
            seats = list(sitting.seats.values_list("cast", flat=True))
            papers = urn.empty(sitting.pk, papers=sum(seats))
            enter(sitting, papers)
            blur(sitting)
            Sitting.objects.filter(pk=sitting.pk).update(
                counted_at=timezone.now(), receipts=sorted(papers.codes), quorum=attendance.quorum, quorum_why=why)
            if why:
                log(sitting, "below_quorum", by, f"{attendance.words}; lý do kiểm phiếu: {why}")
            each = {line: {"ayes": ayes} for line, (ayes, _, _) in papers.totals.items()}
            clerk.move(papers.totals, "tally", by, members=len(seats), each=each, reasons={State.REFUSED: FAILED})
        transaction.on_commit(partial(sweep, sitting.pk), robust=True)


def enter(sitting: Sitting, papers: urn.Papers) -> None:
    """Write the counts of every line: one statement per distinct result, of which a council can have only so many."""
    by_result = defaultdict(list)
    for line, counts in papers.totals.items():
        by_result[tuple(counts)].append(line)
    for (ayes, noes, invalid), lines in sorted(by_result.items()):
        blanks = len(papers.codes) - ayes - noes - invalid
        for chunk in clerk.chunks(lines):
            sitting.counts.filter(line__in=chunk).update(ayes=ayes, noes=noes, invalid=invalid, blanks=blanks)


def blur(sitting: Sitting) -> None:
    """Forget when and in what order members voted; that they did stays.

    Rows are rewritten one by one in the order of the seats: a single UPDATE goes through them as they lie on the page, that
    is as they were last written, and would keep the order of the votes in the places of its new rows.
    """
    at = timezone.now()
    ballots = list(Task.objects.filter(process=sitting.process_id, flow_task=SittingFlow.vote).order_by("pk"))
    for ballot in ballots:
        Task.objects.filter(pk=ballot.pk).update(started=None, assigned=None, finished=at)
    count, link = Task.objects.get(process=sitting.process_id, flow_task=SittingFlow.count), Task.previous.through
    link.objects.filter(from_task=count).delete()
    link.objects.bulk_create([link(from_task=count, to_task=ballot) for ballot in ballots])
    for seat in sitting.seats.order_by("pk").values_list("pk", flat=True):
        Seat.objects.filter(pk=seat).update(sitting=sitting)


@transaction.atomic
def call_off(sitting: Sitting, by: User, note: str) -> None:
    """End a sitting without a count – called off, or its urn is broken: its lines wait for another one."""
    with SittingFlow.lock(sitting.process_id):
        still_open(sitting)
        finish_ballots(sitting)
        with working_on(Task.objects.get(process=sitting.process_id, flow_task=SittingFlow.tally, finished=None), by):
            Urn.objects.filter(sitting=sitting).delete()
            blur(sitting)
            Seat.objects.filter(sitting=sitting).update(cast=False)
            clerk.move(sitting.counts.values_list("line", flat=True), "adjourn", by, sitting=sitting, note=note)
    transaction.on_commit(partial(sweep, sitting.pk), robust=True)


def needless_keys() -> list[int]:
    """Sittings that are over but whose key is still there. A sitting being convened is not among them: nobody sees it yet."""
    return list(Sitting.objects.filter(pk__in=urn.keys(), urn=None).values_list("pk", flat=True))


def sweep_keys() -> None:
    """Destroy the keys of sittings that are over: after every count, and when the programme starts, for it may have been
    killed just after one.
    """
    for over in needless_keys():
        urn.destroy_key(over)


def sweep(sitting: int) -> None:
    """Once the count is safe: destroy the urn's key, and rewrite its few rows so that no earlier version stays on disk.

    The keys of other sittings that are over go too: the programme may have been killed just after their count.
    """
    if Urn.objects.filter(sitting=sitting).exists():
        raise BrokenUrn("the urn has not been counted")
    urn.destroy_key(sitting)
    sweep_keys()
    with connection.cursor() as cursor, suppress(OperationalError):
        cursor.execute("SET lock_timeout = '2s'")  # rather leave traces, unreadable now, than stop other sittings' voting
        try:
            cursor.execute("VACUUM FULL workflow_urn")
            cursor.execute("VACUUM workflow_seat")
        finally:
            cursor.execute("RESET lock_timeout")
