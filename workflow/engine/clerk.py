"""The only hand that moves lines. Each function is one transaction: all of it or nothing."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from workflow.law import awards
from workflow.law.machine import Refusal
from workflow.law.states import Duty, State
from workflow.law.words import Kind
from workflow.models import Act, Dossier, Line, Rule, User
from workflow.models.tables import switched

from . import errands
from .errors import NotAllowed, OutOfStep, Refused
from .flow import DossierFlow
from .register import alive
from .stopping import blocks

CHUNK = 10_000  # rows per statement
UNREAD = ("name", "position", "workplace", "band", "citation", "reason")  # no machine asks for them
Moves = Mapping[tuple[str, str], Sequence[int]]


@dataclass
class Outcome:
    """What a step does to each line: it moves (listed by source and target) or is refused (with the reason)."""

    moves: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[int, str] = field(default_factory=dict)
    desks: set[tuple[int, str]] = field(default_factory=set)
    rights: set[str] = field(default_factory=set)

    @property
    def moved(self) -> list[int]:
        """The lines that moved, by id."""
        return sorted(line for lines in self.moves.values() for line in lines)


@transaction.atomic
def register(dossier: Dossier, lines: Sequence[Line], by: User) -> None:
    """Enter a saved dossier and its unsaved lines, each under the rules in force on the day of receipt.

    Refused names the rows (by `no`) for whose award there are no rules on that day.
    """
    allow(by, "workflow.intake")
    if not lines:
        raise Refused({0: "Hồ sơ chưa có dòng đề nghị nào"})
    stamp(dossier, lines)
    alive.hold(line.recipient_id for line in lines)
    Line.objects.bulk_create(lines, batch_size=CHUNK)
    DossierFlow.start.run(dossier=dossier)
    record("register", by, {("", State.SUBMITTED): [line.pk for line in lines]})
    errands.settle([dossier.pk])


def stamp(dossier: Dossier, lines: Iterable[Line]) -> None:
    """Write on each line the version of its award's rules and the province's row in force when it was received.

    A row without an award is for all those that have none of their own.
    """
    kind, day, on, refused = Kind(dossier.kind), dossier.received_on, switched(), {}
    rows = {rule.award_id: rule for rule in Rule.on(day).filter(kind=kind)}
    for line in lines:
        line.dossier, line.state, line.came_from = dossier, State.SUBMITTED, ""
        try:
            line.since = awards.in_force(line.award, kind, day, on).since
            line.rule = rows[line.award if line.award in rows else None]
        except LookupError:
            refused[line.no] = f"Chưa có quy định thủ tục {kind.label.lower()} cho {line.award} vào ngày {day:%d/%m/%Y}"
    if refused:
        raise Refused(refused)


@transaction.atomic
def move(
    lines: Iterable[Line | int], step: str, by: User, *, partly: bool = False, note: str = "",
    stamp: Mapping[str, Any] | None = None, each: Mapping[int, Mapping[str, Any]] | None = None,
    reasons: Mapping[str, str] | None = None, right: str = "", **facts: Any,
) -> Outcome:
    """Take one step with many lines, of any number of dossiers.

    All of them move, or none (Refused); with `partly`, those that can. The machine of every line is handed `facts`,
    `each[line]` and, where a step asks for it, the `note`; `stamp` holds columns to write together with the state,
    `reasons` the reason by target where the step has no note; `right` is the permission of an act of which the step is a
    consequence, in place of the step's own. All is read afresh under the lock, so Line objects may be stale
    and ids will do. 18 statements or so, however many lines.
    """
    wanted = sorted({line if isinstance(line, int) else line.pk for line in lines})
    dossiers, chosen = locked(wanted)
    desks = errands.desks(dossiers)
    held = errands.held_by_others(desks, by)
    stopped = blocks.stopping(step, chosen, by)
    with no_queries():
        outcome = rehearse(chosen, step, by, held, {"note": note, **facts}, each or {}, stopped, implied=bool(right))
    outcome.refused.update(dict.fromkeys(set(wanted) - {line.pk for line in chosen}, "Không có dòng này"))
    for needed in {right} if right else outcome.rights:
        allow(by, needed)
    if outcome.refused and not partly:
        raise Refused(outcome.refused)
    if outcome.moves:
        write(outcome.moves, {"reason": note, **(stamp or {})}, reasons or {})
        errands.begin([task for desk, task in desks.items() if desk in outcome.desks], by)  # first: who acts has taken it
        record(step, by, outcome.moves, note)
        errands.settle(dossiers)
    return outcome


def allow(by: User, right: str) -> None:
    """Refuse who does not hold the permission, or whose account is closed."""
    if not by.is_active or not by.has_perm(right):
        raise NotAllowed(f"Tài khoản {by} không có quyền làm bước này.")


def locked(wanted: Sequence[int]) -> tuple[dict[int, Dossier], list[Line]]:
    """Lock the dossiers of the lines, then – and only then – read the lines, each with its dossier and rule."""
    found = {pk for chunk in chunks(wanted) for pk, in Line.objects.filter(pk__in=chunk).values_list("dossier").distinct()}
    dossiers = Dossier.objects.in_bulk(found)
    errands.lock(dossiers.values())
    lines = [line for chunk in chunks(wanted) for line in Line.objects.filter(pk__in=chunk).defer(*UNREAD).order_by("pk")]
    rules = Rule.objects.in_bulk({line.rule_id for line in lines})
    for line in lines:
        line.dossier, line.rule = dossiers[line.dossier_id], rules[line.rule_id]
    return dossiers, lines


def rehearse(
    lines: Iterable[Line], step: str, by: User, held: Mapping[errands.Desk, str],
    facts: Mapping[str, Any], each: Mapping[int, Mapping[str, Any]], stopped: Mapping[int, str], *, implied: bool = False,
) -> Outcome:
    """Run every line's machine in memory. `held` names the holder of each desk in other hands, `stopped` why a recipient's lines wait.

    An `implied` step follows from an act of another desk: it needs no hold of this one, and takes none.
    """
    outcome = Outcome()
    for line in lines:
        source, machine = line.state, line.machine
        try:
            if line.recipient_id in stopped:
                raise Refusal(stopped[line.recipient_id])
            taken = machine.attempt(step, **fitting(machine, step, {**facts, **each.get(line.pk, {})}))
            desk = line.dossier_id, str(taken.custom["duty"])
            own = not implied and taken.custom["right"] == f"workflow.{desk[1]}"  # a step by another right needs no hold of the desk
            if not implied:
                refuse_hands(line, desk[1], by, held.get(desk) if own else None)
        except Refusal as refusal:
            outcome.refused[line.pk] = str(refusal)
        else:
            outcome.moves[source, str(line.state)].append(line.pk)
            outcome.rights.add(taken.custom["right"])
            if own:
                outcome.desks.add(desk)
    return outcome


def refuse_hands(line: Line, duty: str, by: User, holder: str | None) -> None:
    """Not while the desk is in another's hands; and nobody appraises what he received."""
    if holder is not None:
        raise Refusal(f"Hồ sơ đang do {holder} giữ")
    if duty == Duty.APPRAISE and line.dossier.received_by_id == by.pk:
        raise Refusal("Người tiếp nhận hồ sơ không được thẩm định hồ sơ đó")


def fitting(machine: Any, step: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The note goes only to steps that ask for a reason; evidence goes to all, so that a wrong call fails loudly."""
    if "note" not in asked(type(machine), step):
        facts.pop("note", None)
    return facts


_ASKED: dict[tuple[type, str], frozenset[str]] = {}


def asked(machine: type, step: str) -> frozenset[str]:
    """The names of what a step wants to be told."""
    key = machine, step
    if key not in _ASKED:
        function = getattr(getattr(machine, step, None), "_func", None)
        _ASKED[key] = frozenset(function.__code__.co_varnames[: function.__code__.co_argcount] if function else ())
    return _ASKED[key]


def write(moves: Moves, stamp: Mapping[str, Any], reasons: Mapping[str, str]) -> None:
    """Write the new states: one statement per source and target, each of which must find every line at its source."""
    for (source, target), lines in moves.items():
        columns = {**stamp, "reason": reasons[target]} if target in reasons else stamp
        for chunk in chunks(lines):
            found = Line.objects.filter(pk__in=chunk, state=source).update(state=target, came_from=source, **columns)
            if found != len(chunk):
                raise OutOfStep(f"{len(chunk) - found} lines were no longer {source}")


def record(step: str, by: User, moves: Moves, note: str = "") -> Act:
    """Write what was done into the log of each line: set SQL, because the log is the largest write of every step."""
    act = Act.objects.create(step=step, by=by, at=timezone.now(), note=note)
    with connection.cursor() as cursor:
        for (source, target), lines in moves.items():
            cursor.execute(
                "INSERT INTO workflow_entry (act_id, line_id, source, target, digest) SELECT %s, unnest(%s::bigint[]), %s, %s, ''",
                [act.pk, list(lines), str(source), str(target)])
    return act


def chunks(lines: Sequence[int]) -> Iterator[Sequence[int]]:
    """Slices of at most CHUNK ids."""
    return (lines[start:start + CHUNK] for start in range(0, len(lines), CHUNK))


@contextmanager
def no_queries() -> Iterator[None]:
    """The law must not query: what it needs is on the line, on its dossier, or handed to the step."""

    def forbid(execute: Any, sql: str, *args: Any) -> None:
        raise AssertionError(f"a machine queried the database: {sql[:120]}")

    with connection.execute_wrapper(forbid):
        yield
