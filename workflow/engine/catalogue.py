"""What the catalogue reads: the awards, and of one award its rules by date, its reward today and its procedures."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.law import awards, money
from workflow.law.cautions import Caution, cautions
from workflow.law.machine import Machine
from workflow.law.names import fold
from workflow.law.states import State
from workflow.law.words import Kind, RecipientKind, UnitKind
from workflow.models import AwardType, Rule
from workflow.models.tables import switched, tariff

from .receiving import paper_forms
from .receiving.paper_forms import governing


@dataclass(frozen=True)
class Listed:
    """One row of the catalogue."""

    award: AwardType
    recipients: str
    procedures: str


@dataclass(frozen=True)
class Reward:
    """What one kind of recipient is paid, with the reasons; `amount` is None when no rate is known."""

    kind: RecipientKind
    amount: int | None
    reasons: list[str]


@dataclass(frozen=True)
class Dated:
    """A rule of the province, and whether it holds on the day asked for."""

    rule: Rule
    current: bool
    votes: bool
    papers: tuple[paper_forms.Needed, ...] = ()  # with their forms, of a rule that holds


@dataclass(frozen=True)
class Version:
    """A registered version of the procedure, with its steps in words."""

    machine: type[Machine]
    kind: Kind
    since: date
    article: str
    current: bool
    steps: list[tuple[State, list[tuple[str, str]]]]
    switch: str = ""  # the switch that keeps it from being in force

    @property
    def cautions(self) -> list[Caution]:
        """What no criterion answers, so that a person must look."""
        return cautions(self.machine)


@dataclass(frozen=True)
class Catalogued:
    """Everything known of one award on a day."""

    award: AwardType
    recipients: str
    proposers: str
    rewards: list[Reward]
    rules: list[Dated]
    versions: list[Version]

    @property
    def current(self) -> list[Dated]:
        """The rules that hold on the day."""
        return [dated for dated in self.rules if dated.current]

    @property
    def others(self) -> list[Dated]:
        """Those that held before it, or will."""
        return [dated for dated in self.rules if not dated.current]


def listing(search: str = "", group: str = "", decides: str = "") -> list[Listed]:
    """The awards that match, the highest first; words are sought in name, short name and code, without accents."""
    words = fold(search).split()
    return [
        Listed(award, recipients(award), ", ".join(kind.label for kind in Kind if (award.code, kind) in awards.AWARDS))
        for award in AwardType.objects.all()
        if (not group or award.group == group) and (not decides or award.decides == decides)
        and all(word in fold(f"{award.name} {award.short} {award.code}") for word in words)
    ]


def of(code: str, on: date) -> Catalogued | None:
    """One award as it stands on a day; None when there is none of that code."""
    award = AwardType.objects.filter(code=code).first()
    if award is None:
        return None
    return Catalogued(
        award, recipients(award), ", ".join(UnitKind(kind).label for kind in award.proposers), rewards(award, on),
        list(rules(award, on)), list(versions(code, on)))


def recipients(award: AwardType) -> str:
    """Who may receive it, in words."""
    return ", ".join(RecipientKind(kind).label for kind in award.kinds)


def rewards(award: AwardType, on: date) -> list[Reward]:
    """The reward for each kind of recipient, were it decided on that day."""
    table = tariff()
    return [reward(award.code, RecipientKind(kind), on, table) for kind in award.kinds]


def reward(code: str, kind: RecipientKind, on: date, table: money.Tariff) -> Reward:
    """The amount with its reasons, or why there is none."""
    try:
        return Reward(kind, money.reward(code, kind, on, table), money.explain(code, kind, on, table))
    except LookupError as unknown:
        return Reward(kind, None, [str(unknown)])


def rules(award: AwardType, on: date) -> Iterator[Dated]:
    """The province's rules, by kind, the newest first."""
    switches = switched()
    for rule in sorted(Rule.objects.filter(award=award).order_by("-since"), key=lambda rule: list(Kind).index(Kind(rule.kind))):
        rule.award = award
        machine = governing(award.code, Kind(rule.kind), rule.since, switches)
        current = rule.since <= on and (rule.until is None or on <= rule.until)
        papers = paper_forms.dossier(award, rule, machine, on).papers if current else ()
        yield Dated(rule, current, machine.votes() if machine else rule.threshold is not None, papers)


def versions(code: str, on: date) -> Iterator[Version]:
    """Every registered version of the procedures, by kind, the newest first."""
    switches = switched()
    for kind in Kind:
        registered: Sequence[type[Machine]] = list(awards.AWARDS.get((code, kind), {}).values())
        for machine in sorted(registered, key=lambda one: one.since, reverse=True):
            yield Version(
                machine, kind, machine.since, machine.article, machine is governing(code, kind, on, switches), steps(machine),
                machine.switch if machine.switch not in switches else "")


def steps(machine: type[Machine]) -> list[tuple[State, list[tuple[str, str]]]]:
    """Each reachable state with the steps that leave it: what is done, and where the line then stands."""
    return [
        (state, [(str(step.label), " hoặc ".join(target.label for target in targets(step))) for step in machine.steps_from(state)])
        for state in State if state in machine.reachable()
    ]


def targets(step: Any) -> list[State]:
    """Where a step may lead, in the order of a line's life."""
    declared = {State(target) for target in step.declared_targets()}
    return [state for state in State if state in declared]
