"""What each person has to do: errands by dossier and desk, soonest due first. One query a list, however many rows."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.core.cache import cache
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from viewflow.workflow import STATUS
from viewflow.workflow.models import Task

from workflow.law import clock
from workflow.law.names import fold
from workflow.law.states import Duty, State
from workflow.models import Line, Pause, Seat, User
from workflow.models.tables import calendar

from . import errands
from .errors import Stale
from .flow import DecisionFlow, DossierFlow, SittingFlow
from .stopping import holds

PAGE = 20
TRIES = 10  # how often the next errand may be snatched away before the person is told so
DESKS = [duty for duty in Duty if not duty.waiting]
NODES = {duty: getattr(DossierFlow, duty) for duty in DESKS}


@dataclass(frozen=True)
class Errand:
    """One row: a dossier at a desk."""

    task: int
    dossier: int
    code: str
    unit: str
    letter: str
    kind: str
    duty: Duty
    lines: int
    total: int
    received_on: date
    due_on: date
    left: int
    paused: bool
    owner: str
    mine: bool


@dataclass(frozen=True)
class Wanted:
    """What the person asked the list for. `after` is the (due_on, task) of the last row of the page before."""

    search: str = ""
    duty: str = ""
    kind: str = ""
    due: str = ""  # "overdue", "today" or all
    after: tuple[date, int] | None = None


@dataclass(frozen=True)
class Page:
    """One page of a list; `after` leads to the next one, None on the last."""

    rows: list[Errand]
    after: tuple[date, int] | None = field(default=None)


def mine(user: User) -> QuerySet[Task]:
    """Dossier errands in the person's hands."""
    return Task.objects.filter(owner=user, status=STATUS.ASSIGNED, finished=None, flow_task__in=NODES.values())


def queue(user: User) -> QuerySet[Task]:
    """Free dossier errands the person may take: one indexed scan a right. Not the appraisal of what he himself received."""
    rights = [f"workflow.{duty}" for duty in DESKS if user.has_perm(f"workflow.{duty}")]
    free = Task.objects.filter(status=STATUS.NEW, finished=None, owner_permission__in=rights, flow_task__in=NODES.values())
    return free.exclude(flow_task=DossierFlow.appraise, process__dossier__received_by=user)


def everyone(user: User) -> QuerySet[Task]:
    """All open dossier errands, for who assigns work; nobody else sees what lies with others."""
    if not user.has_perm("workflow.assign"):
        return Task.objects.none()
    return Task.objects.filter(finished=None, status__in=[STATUS.NEW, STATUS.ASSIGNED], flow_task__in=NODES.values())


def watched(user: User) -> QuerySet[Task]:
    """The errands whose days the person minds: who assigns work all of them, anybody else his own."""
    return everyone(user) if user.has_perm("workflow.assign") else mine(user)


def free(user: User) -> QuerySet[Task]:
    """What nobody holds yet: for who assigns work all of it, for anybody else what he may take."""
    return everyone(user).filter(status=STATUS.NEW) if user.has_perm("workflow.assign") else queue(user)


def at(duty: Duty) -> QuerySet[Task]:
    """All open errands of one desk, whoever holds them: the counter that a unit comes to must know each."""
    return Task.objects.filter(finished=None, status__in=[STATUS.NEW, STATUS.ASSIGNED], flow_task=NODES[duty])


def page(tasks: QuerySet[Task], user: User, wanted: Wanted = Wanted(), size: int = PAGE) -> Page:
    """The rows of one page, soonest due first. One query."""
    found = narrowed(tasks, wanted)
    if wanted.after:
        due_on, last = wanted.after
        found = found.filter(Q(process__dossier__due_on__gt=due_on) | Q(process__dossier__due_on=due_on, pk__gt=last))
    lines = Line.objects.filter(dossier=OuterRef("process__dossier")).order_by().values("dossier").annotate(n=Count("pk")).values("n")
    rows = list(found.order_by("process__dossier__due_on", "pk").annotate(
        load=Case(*(
            When(flow_task=node, then=Subquery(lines.filter(state__in=State.lying_on(duty)))) for duty, node in NODES.items()
        ), output_field=IntegerField()),
        total=Subquery(lines),
        paused=Exists(Pause.objects.filter(dossier=OuterRef("process__dossier"), until=None)),
        holder=F("owner__full_name"),
    ).values_list(
        "pk", "flow_task", "owner_id", "holder", "load", "total", "paused", "process__dossier", "process__dossier__code",
        "process__dossier__unit_name", "process__dossier__letter_number", "process__dossier__kind",
        "process__dossier__received_at", "process__dossier__due_on")[:size + 1])
    days, today = office_days(), timezone.localdate()
    errands = [errand(row, user, days, today) for row in rows[:size]]
    return Page(errands, (errands[-1].due_on, errands[-1].task) if len(rows) > size else None)


def errand(row: tuple, user: User, days: clock.Calendar, today: date) -> Errand:  # type: ignore[type-arg]
    """A row of the query as the screen wants it."""
    task, node, owner, holder, load, total, paused, dossier, code, unit, letter, kind, received_at, due_on = row
    return Errand(
        task=task, dossier=dossier, code=code, unit=unit, letter=letter, kind=kind, duty=Duty(node.name), lines=load or 0, total=total or 0,
        received_on=timezone.localdate(received_at), due_on=due_on, left=clock.remaining(due_on, today, days), paused=paused,
        owner=holder or "", mine=owner == user.pk)


def narrowed(tasks: QuerySet[Task], wanted: Wanted) -> QuerySet[Task]:
    """Only what the filters let through. Search needs no accents: code, letter or unit."""
    today = timezone.localdate()
    for word in fold(wanted.search).split():
        tasks = tasks.filter(process__dossier__search__contains=word)
    if wanted.duty in NODES:
        tasks = tasks.filter(flow_task=NODES[Duty(wanted.duty)])
    if wanted.kind:
        tasks = tasks.filter(process__dossier__kind=wanted.kind)
    if wanted.due == "overdue":
        tasks = tasks.filter(process__dossier__due_on__lt=today)
    elif wanted.due == "today":
        tasks = tasks.filter(process__dossier__due_on=today)
    return tasks


CAP = 1_000  # a count stops here: nobody reads 4,992, and counting it costs


def counts(user: User) -> dict[str, int]:
    """How much lies where, for tabs and menus; each capped at CAP + 1.

    Two queries, one more for who assigns, one for holds that are due for review, and the papers.
    """
    today = timezone.localdate()
    due = {name: Count("pk", filter=Q(**{f"process__dossier__due_on{test}": today})) for name, test in (("overdue", "__lt"), ("today", ""))}
    if user.has_perm("workflow.assign"):
        held = mine(user).aggregate(mine=Count("pk")) | watched(user).filter(process__dossier__due_on__lte=today).aggregate(**due)
    else:
        held = mine(user).aggregate(mine=Count("pk"), **due)
    reviews = {"holds": holds.due(today)[:CAP + 1].count()} if user.has_perm("workflow.review") else {}
    waiting = {name: tasks.count() for name, tasks in papers(user).items()}
    return {**held, "queue": queue(user).order_by()[:CAP + 1].count(), **waiting, **reviews}


def papers(user: User) -> dict[str, QuerySet[Task]]:
    """The person's errands at sittings and decisions: ballots to cast, counts to take, drafts to write, check and sign."""
    open_tasks = Task.objects.filter(finished=None)
    seated = Seat.objects.filter(sitting__process=OuterRef("process"), member=user, present=True, cast=False)
    found = {"ballots": open_tasks.filter(Exists(seated), flow_task=SittingFlow.vote, owner=user)}
    for name, node, right in (
        ("tallies", SittingFlow.tally, "convene"), ("drafts", DecisionFlow.draft, "decide"),
        ("checks", DecisionFlow.check, "check"), ("signatures", DecisionFlow.sign, "sign"),
    ):
        if user.has_perm(f"workflow.{right}"):
            found[name] = open_tasks.filter(Q(owner=None) | Q(owner=user), flow_task=node)
    return found


def office_days() -> clock.Calendar:
    """The calendar, kept for a minute: it is asked for on every page and changes a few times a year."""
    days = cache.get_or_set("office-days", calendar, 60)
    assert days is not None  # the cache is never told to keep None
    return days


def chosen(pks: Collection[int]) -> list[Task]:
    """The dossier errands with these ids, open or done, in id order, codes at hand. The errand book asks who may act on them."""
    found = Task.objects.filter(pk__in=pks, flow_task__in=NODES.values())
    return list(found.select_related("process__dossier").order_by("pk"))


def able(tasks: QuerySet[Task]) -> QuerySet[User]:
    """The people who may hold every one of these errands, each with how many they hold already (`held`)."""
    people = User.objects.all()
    for right in sorted(set(tasks.order_by().values_list("owner_permission", flat=True))):
        people = people.filter(pk__in=User.objects.with_perm(right).values("pk"))
    receivers = tasks.filter(flow_task=DossierFlow.appraise).order_by().values("process__dossier__received_by")
    held = Task.objects.filter(owner=OuterRef("pk"), status=STATUS.ASSIGNED, finished=None, flow_task__in=NODES.values())
    counted = held.order_by().values("owner").annotate(n=Count("pk")).values("n")
    return people.exclude(pk__in=receivers).annotate(held=Coalesce(Subquery(counted), 0)).order_by("full_name", "pk")


def take_next(user: User) -> Task | None:
    """Take the most urgent free errand the person may take; who was beaten to it gets the next. None when nothing is free."""
    for task in queue(user).order_by("process__dossier__due_on", "pk")[:TRIES]:
        try:
            errands.take(task, user)
        except Stale:
            continue
        return task
    return None
