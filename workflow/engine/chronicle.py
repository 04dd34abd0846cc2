"""What was done with a dossier or a line: acts, hand-overs of errands, papers that left. A flat number of queries."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Q, QuerySet, When

from workflow.law.machine import Machine
from workflow.law.states import Duty, State
from workflow.models import Dossier, Entry, Handover, Printed

from .standing import Standing

DONE = {  # what the clerk writes that is no step of a machine
    "register": "Tiếp nhận hồ sơ",
}
HOLDING = ("hold", "release", "grant")  # their notes are for who may know why a line is held


@dataclass(frozen=True)
class Event:
    """One point of the time line. `outcome`: where the lines went, and how many."""

    at: datetime
    what: str
    who: str
    note: str = ""
    outcome: tuple[tuple[State, int], ...] = ()


def of(stand: Standing, told: bool) -> list[Event]:
    """Acts and hand-overs, the newest first; `told`: with why lines were held. Two queries."""
    found = [*acts(Entry.objects.filter(line__dossier=stand.dossier), step_names(stand.machines), told), *handovers(stand.dossier)]
    return sorted(found, key=lambda event: event.at, reverse=True)


def acts(entries: QuerySet[Entry], names: dict[str, str], told: bool) -> Iterable[Event]:
    """The acts behind these entries, each with what became of the lines; `told`: with the notes of holds."""
    rows = entries.order_by("act").values_list(
        "act", "act__at", "act__step", "act__by__full_name", "act__note", "target").annotate(n=Count("pk"))
    found: dict[int, tuple[datetime, str, str, str]] = {}
    outcome: dict[int, dict[str, int]] = defaultdict(dict)
    for act, at, step, who, note, target, n in rows:
        found[act] = at, names.get(step, step), who, note if told or step not in HOLDING else ""
        outcome[act][target] = n
    for act, (at, what, who, note) in found.items():
        yield Event(at, what, who, note, tuple((state, outcome[act][state]) for state in State if state in outcome[act]))


def step_names(machines: Iterable[type[Machine]]) -> dict[str, str]:
    """What the steps are called under these rules, which may differ from those of the next award: the labels of the law."""
    steps = (step for machine in machines for state in State for step in machine.steps_from(state))
    return {step.slug: str(step.label) for step in steps} | DONE


def handovers(dossier: Dossier) -> Iterable[Event]:
    """Who took, gave and put back the dossier's errands."""
    rows = Handover.objects.filter(task__process=dossier.process_id).order_by("at", "pk")
    for at, node, holder, by, own in rows.values_list(
            "at", "task__flow_task", "holder__full_name", "by__full_name", Case(When(holder=F("by"), then=True), default=False)):
        duty = Duty(node.name).label
        if holder is None:
            yield Event(at, f"Trả việc “{duty}” về hàng chờ chung", by)
        elif own:
            yield Event(at, f"Nhận việc “{duty}”", by)
        else:
            yield Event(at, f"Giao việc “{duty}” cho {holder}", by)


def printed(dossier: Dossier) -> QuerySet[Printed]:
    """The frozen papers about this dossier, its sittings and its decisions, without their bytes."""
    about = Q(dossier=dossier)
    about |= Q(sitting__in=dossier.lines.order_by().values("counts__sitting").distinct())
    about |= Q(decision__in=dossier.lines.exclude(decision=None).order_by().values("decision").distinct())
    return Printed.objects.filter(about).defer("content").select_related("decision", "sitting").order_by("-pk")
