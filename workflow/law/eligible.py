"""Which awards somebody qualifies for on a day, as far as records tell. Pure: it asks every registered award's criteria."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from . import awards
from .criteria import ANY, Finding, all_of
from .evidence import History
from .general import general
from .machine import Machine
from .words import Kind, RecipientKind, Verdict


@dataclass(frozen=True)
class Chance:
    """An award with what its criteria say."""

    award: str
    kind: Kind
    finding: Finding

    @property
    def open(self) -> list[Finding]:
        """The single criteria nobody could answer yet, of the ways that are still open."""
        return [leaf for leaf in hopeful(self.finding) if leaf.verdict is Verdict.UNKNOWN]


@dataclass(frozen=True)
class Chances:
    """What a recipient qualifies for: all is met; only unknown is left, with something already proven; or nothing is on record yet.

    `held`: somebody is on hold, and qualifies for nothing meanwhile.
    """

    met: tuple[Chance, ...]
    near: tuple[Chance, ...]
    bare: tuple[Chance, ...]
    held: bool = False


def chances(history: History, who: RecipientKind, switched: Collection[str] = ()) -> Chances:
    """Sort the awards in force that day for such a recipient, with these switches on; those that are not met are left out."""
    found: dict[str, list[Chance]] = {"met": [], "near": [], "bare": []}
    for code, kind in sorted(awards.AWARDS):
        machine = current(code, kind, history.on, switched)
        own = machine.criteria.get(who) if machine else None
        if machine is None or own is None:
            continue
        finding = all_of(*filter(None, [own, general(code, kind)])).find(history, article=machine.article)
        if finding.verdict is Verdict.NOT_MET:
            continue
        pile = "met" if finding.verdict is Verdict.MET else "near" if promising(finding.parts[0]) else "bare"
        found[pile].append(Chance(code, kind, finding))
    held = any(hold.open_on(history.now) for hold in history.holds)
    return Chances(tuple(found["met"]), tuple(found["near"]), tuple(found["bare"]), held)


def current(code: str, kind: Kind, day: date, switched: Collection[str] = ()) -> type[Machine] | None:
    """The rules of that day with these switches on, if there are any."""
    try:
        return awards.in_force(code, kind, day, switched)
    except LookupError:
        return None


def promising(finding: Finding) -> bool:
    """Does a record prove part of it, on a way that is not closed?"""
    if finding.verdict is Verdict.NOT_MET:
        return False
    if finding.how:
        return any(promising(part) for part in finding.parts)
    return finding.verdict is Verdict.MET and bool(finding.proof)


def hopeful(finding: Finding) -> list[Finding]:
    """The single criteria of the ways that are not closed; of alternatives, those something proves, if there are any."""
    if not finding.how:
        return [finding]
    parts = [part for part in finding.parts if part.verdict is not Verdict.NOT_MET]
    if finding.how == ANY:
        parts = [part for part in parts if promising(part)] or parts
    return [leaf for part in parts for leaf in hopeful(part)]
