"""The errand book: which desk has which dossier, and whose hands it is in. Derived from the lines, never the other way."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.utils import timezone
from viewflow.workflow import STATUS, Activation
from viewflow.workflow.models import Process, Task

from workflow.law.states import CLOSED, Duty, State, clock_stands
from workflow.models import Dossier, Handover, Line, User

from . import clockwork
from .errors import NotAllowed, Stale
from .flow import DossierFlow

Desk = tuple[int, str]  # a dossier's id and the name of a desk


def lock(dossiers: Iterable[Dossier]) -> None:
    """Hold the dossiers until the transaction ends: the same row locks as viewflow's, taken in id order."""
    processes = [dossier.process_id for dossier in dossiers]
    list(Process.objects.select_for_update().filter(pk__in=processes).order_by("pk").values_list("pk"))


def called_for(dossiers: Collection[int]) -> dict[int, dict[State, int]]:
    """How many lines of each dossier stand in each open state. A dossier whose lines are all closed is not in it."""
    book: dict[int, dict[State, int]] = defaultdict(dict)
    rows = Line.objects.filter(dossier__in=dossiers).exclude(state__in=CLOSED).order_by()
    for dossier, state, n in rows.values_list("dossier", "state").annotate(n=Count("pk")):
        book[dossier][State(state)] = n
    return book


def open_tasks(dossiers: Collection[int]) -> dict[Desk, Task]:
    """The open tasks of the dossiers, hubs among them, by dossier and desk."""
    tasks = Task.objects.filter(process__dossier__in=dossiers, finished=None).select_related("owner")
    return {(task.dossier, task.flow_task.name): task for task in tasks.annotate(dossier=F("process__dossier"))}


def desks(dossiers: Collection[int]) -> dict[Desk, Task]:
    """Those of the open tasks that are somebody's errand."""
    return {key: task for key, task in open_tasks(dossiers).items() if task.flow_task_type == "HUMAN"}


def at_desk(dossier: Dossier, name: str) -> Task:
    """The open errand of one dossier at the named desk; Stale when nothing lies there any more."""
    task = desks([dossier.pk]).get((dossier.pk, name))
    if task is None:
        raise Stale("Việc này đã xong trước đó; không có gì thay đổi. Hãy tải lại trang.")
    return task


def settle(dossiers: Collection[int]) -> list[Task]:
    """Open the desks that lines call for, finish those they call for no more, end the dossiers that are through.

    To be called under the dossiers' lock, in the transaction that moved the lines. Calling it once more changes nothing;
    calling it for a dossier whose tasks somebody spoiled mends them. Returns the newly opened tasks.
    """
    called, tasks = called_for(dossiers), open_tasks(dossiers)
    hubs = {dossier: task for (dossier, name), task in tasks.items() if name == "hub"}
    wanted = {(dossier, str(state.duty)) for dossier, states in called.items() for state in states}
    hub = DossierFlow.hub
    hub.finish([task for desk, task in tasks.items() if desk not in wanted and desk[1] != "hub"])
    hub.end([task for dossier, task in hubs.items() if dossier not in called])
    opened = sorted(wanted - tasks.keys())
    holders = last_holders({hubs[dossier].process_id: dossier for dossier, _ in opened}, {name for _, name in opened})
    fresh = hub.open([(hubs[dossier], name, holders.get((dossier, name))) for dossier, name in opened])
    note_holders(fresh)
    clockwork.settle(dossiers, {dossier for dossier, states in called.items() if clock_stands(states)})
    return fresh


def last_holders(dossiers: Mapping[int, int], names: Collection[str]) -> dict[Desk, int]:
    """Who held each desk when it was last open, if they may still hold it. `dossiers`: process id → dossier id."""
    if not dossiers:
        return {}
    nodes = {getattr(DossierFlow, name): name for name in names if not Duty(name).waiting}
    spells = (
        Task.objects.filter(process__in=dossiers, flow_task__in=nodes).exclude(owner=None).exclude(finished=None)
        .order_by("process", "flow_task", "-pk").distinct("process", "flow_task").values_list("process", "flow_task", "owner"))
    found = {(dossiers[process], nodes[node]): owner for process, node, owner in spells}
    able = {name: set(User.objects.with_perm(f"workflow.{name}").filter(pk__in=found.values()).values_list("pk", flat=True))
            for name in {name for _, name in found}}
    return {desk: owner for desk, owner in found.items() if owner in able[desk[1]]}


def note_holders(tasks: Iterable[Task]) -> None:
    """Write into the hand-over book what the book itself handed out."""
    Handover.objects.bulk_create(
        Handover(task=task, holder_id=task.owner_id, by_id=task.owner_id, at=task.assigned) for task in tasks if task.owner_id)


def held_by_others(tasks: Mapping[Desk, Task], user: User) -> dict[Desk, str]:
    """The holders of those desks that are in other hands."""
    return {desk: str(task.owner) for desk, task in tasks.items() if task.owner_id not in (None, user.pk)}


def begin(tasks: Iterable[Task], user: User) -> None:
    """Note that the user works on these tasks, and take the free ones, so that the book says who did what."""
    at, fresh = timezone.now(), [task for task in tasks if task.owner_id is None or task.started is None]
    if fresh:
        Task.objects.filter(pk__in=[task.pk for task in fresh]).update(
            status=STATUS.ASSIGNED, owner=user, assigned=Coalesce("assigned", at), started=Coalesce("started", at))
        Handover.objects.bulk_create(
            [Handover(task=task, holder=user, by=user, at=at) for task in fresh if task.owner_id is None])


@contextmanager
def working_on(task: Task, user: User) -> Iterator[Activation]:
    """Hold a task of a sitting or a decision: lock, take it if free, run the body, finish it."""
    with task.activation() as activation:
        if activation.task.finished:
            raise Stale("Việc này đã xong trước đó; không có gì thay đổi. Hãy tải lại trang.")
        if activation.assign.can_proceed():
            _assign(activation, user)
        able = activation.start.can_proceed() and activation.flow_task.can_execute(user, activation.task)
        right = activation.task.owner_permission  # viewflow asks for it when a task is taken, not when it is done
        if not able or (right and not user.has_perm(right)):
            raise NotAllowed("Việc này không thuộc quyền của bạn hoặc đang do người khác giữ.")
        activation.start(None)
        yield activation
        activation.execute()


@transaction.atomic
def take(task: Task, user: User) -> None:
    """From the queue into one's own inbox."""
    with task.activation() as activation:
        _not_own_receipt(activation.task, user)
        _assign(activation, user)


@transaction.atomic
def hand_over(task: Task, to: User, by: User) -> None:
    """From one inbox, or the queue, into another; by the holder, or by whoever assigns work."""
    with task.activation() as activation:
        _may_part_with(activation, by)
        if not to.is_active or not to.has_perm(activation.task.owner_permission):
            raise NotAllowed(f"{to} không được giao loại việc này.")
        _not_own_receipt(activation.task, to)
        activation.task.assigned = timezone.now()
        if activation.task.owner_id is None:
            activation.assign(to)
        else:
            activation.reassign(to)
        Handover.objects.create(task=task, holder=to, by=by, at=activation.task.assigned)


@transaction.atomic
def put_back(task: Task, by: User) -> None:
    """From an inbox back into the queue; by the holder, or by whoever assigns work."""
    with task.activation() as activation:
        _may_part_with(activation, by)
        if activation.task.owner_id is None:
            raise Stale("Việc này đang không có ai giữ; không có gì thay đổi. Hãy tải lại trang.")
        activation.task.assigned = None
        activation.unassign()
        Handover.objects.create(task=task, holder=None, by=by, at=timezone.now())


def _assign(activation: Activation, user: User) -> None:
    if not activation.assign.can_proceed():
        raise Stale("Việc này vừa có người nhận hoặc đã xong; không có gì thay đổi. Hãy tải lại trang.")
    if not activation.assign.has_perm(user):
        raise NotAllowed("Bạn không có quyền nhận việc này.")
    activation.task.assigned = timezone.now()
    activation.assign(user)
    Handover.objects.create(task=activation.task, holder=user, by=user, at=activation.task.assigned)


def _may_part_with(activation: Activation, by: User) -> None:
    task = activation.task
    if task.finished:
        raise Stale("Việc này đã xong; không có gì thay đổi. Hãy tải lại trang.")
    holds = by.is_active and task.owner_id == by.pk
    if not holds and not by.has_perm("workflow.assign"):
        raise NotAllowed("Chỉ người đang giữ việc hoặc người phân công mới được chuyển việc này.")


def _not_own_receipt(task: Task, user: User) -> None:
    """Separation of duty: who received a dossier does not appraise it."""
    if task.flow_task == DossierFlow.appraise and task.process.dossier.received_by_id == user.pk:
        raise NotAllowed(f"{user} đã tiếp nhận hồ sơ này nên không được thẩm định nó.")
