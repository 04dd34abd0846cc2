"""Versions of the law: a newer, more favourable one may be adopted for a running line; a switch shows what it would change before it is on.

Luật 06/2026/QH16 Điều 4: what was received before 01/10/2026 stays under the former law, unless the new one is more favourable.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from workflow.law import awards
from workflow.law.machine import Machine
from workflow.law.states import CLOSED, Duty, State
from workflow.law.words import Kind, Verdict
from workflow.models import Adoption, Line, Switch, User
from workflow.models.tables import switched

from . import clerk, errands
from .errors import NotAllowed, Refused
from .proving import proof


@dataclass(frozen=True)
class Choice:
    """A version that may govern the line, and what the records say under it; `stamped`: the one that does now."""

    machine: type[Machine]
    proof: proof.Proof | None
    stamped: bool

    @property
    def since(self) -> date:
        """Its first day."""
        return self.machine.since

    @property
    def article(self) -> str:
        """What it cites."""
        return self.machine.article

    @property
    def verdict(self) -> Verdict:
        """Its result; unknown where the version asks nothing that records can tell."""
        return self.proof.finding.verdict if self.proof else Verdict.UNKNOWN


def offered(line: Line, on: Collection[str]) -> list[type[Machine]]:
    """The versions that may govern the line, the older first: that of its receipt, the stamped one, and newer ones switched on."""
    known, kind = awards.versions(line.award, Kind(line.dossier.kind)), Kind(line.dossier.kind)
    try:
        own = {line.since, awards.in_force(line.award, kind, line.dossier.received_on, on).since}
    except LookupError:
        own = {line.since}
    newer = {since for since, machine in known.items() if since > min(own) and machine.switch and machine.switch in on}
    return [known[since] for since in sorted(own | newer)]


def choices(line: Line) -> list[Choice]:
    """The versions to choose from with both verdicts; empty when there is nothing to choose. Lines come with their dossier."""
    machines = offered(line, switched())
    if len(machines) < 2 or line.state != State.SUBMITTED:
        return []
    found = [read([line], machine).get(line.pk) for machine in machines]
    return [Choice(machine, one, machine.since == line.since) for machine, one in zip(machines, found, strict=True)]


def read(lines: Iterable[Line], machine: type[Machine]) -> dict[int, proof.Proof]:
    """What the records say of these lines were they under that version. In memory: the lines stay as they are."""
    imagined = [copy(line) for line in lines]
    for line in imagined:
        line.since = machine.since
    return proof.of(imagined)


@transaction.atomic
def adopt(line: Line, since: date, by: User, reason: str) -> Adoption:
    """Take another version for a line that is being appraised; whoever may appraise it, with the reason, in a log written once."""
    clerk.allow(by, "workflow.appraise")
    dossiers, found = clerk.locked([line.pk])
    tasks = errands.desks(dossiers)
    fresh, desk = found[0], (line.dossier_id, str(Duty.APPRAISE))
    if State(fresh.state) is not State.SUBMITTED:
        raise Refused({line.pk: f"Chỉ chọn phiên bản khi dòng đang thẩm định; dòng này ở “{State(fresh.state).label}”"})
    if fresh.dossier.received_by_id == by.pk:
        raise NotAllowed("Người tiếp nhận hồ sơ không được thẩm định hồ sơ đó.")
    if desk in (held := errands.held_by_others(tasks, by)):
        raise NotAllowed(f"Hồ sơ đang do {held[desk]} giữ.")
    if not reason.strip():
        raise Refused({line.pk: "Phải ghi rõ vì sao phiên bản này có lợi hơn"})
    if since == fresh.since or since not in {machine.since for machine in offered(fresh, switched())}:
        raise Refused({line.pk: "Phiên bản này không áp dụng được cho dòng đề nghị"})
    errands.begin([tasks[desk]], by)
    Line.objects.filter(pk=line.pk).update(since=since)
    return Adoption.objects.create(line=fresh, former=fresh.since, since=since, reason=reason.strip(), by=by, at=timezone.now())


# ------------------------------------------------------------------ before a switch is turned on

SETTLED = (*CLOSED, State.DECIDED, State.REFUSED)  # what became of them no version changes


@dataclass(frozen=True)
class Change:
    """A running line whose verdict would be another under a version behind a switch."""

    line: Line
    machine: type[Machine]
    old: Verdict
    new: Verdict


def guarded(switch: str, award: str = "") -> list[type[Machine]]:
    """The versions behind a switch, of one award if it is named."""
    return [machine for machine in awards.every() if machine.switch == switch and award in ("", machine.code)]


def changes(switch: str, award: str = "") -> list[Change]:
    """Every running line whose verdict would change, by award, dossier and number. Flat in the number of lines: two readings a version."""
    found: list[Change] = []
    for machine in guarded(switch, award):
        lines = running(machine)
        before, after = proof.of(lines), read(lines, machine)
        for line in lines:
            old, new = verdict(before.get(line.pk)), verdict(after.get(line.pk))
            if old is not new:
                found.append(Change(line, machine, old, new))
    return found


def verdict(found: proof.Proof | None) -> Verdict:
    """The result, unknown where there are no criteria."""
    return found.finding.verdict if found else Verdict.UNKNOWN


def running(machine: type[Machine]) -> Sequence[Line]:
    """The lines of that award under an older version of which nobody has decided yet."""
    lines = Line.objects.filter(award=machine.code, dossier__kind=machine.kind, since__lt=machine.since)
    return list(lines.filter(~Q(state__in=SETTLED)).select_related("dossier").order_by("dossier", "no"))


def switches() -> list[Switch]:
    """Every switch."""
    return list(Switch.objects.select_related("turned_on_by"))
