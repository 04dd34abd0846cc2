"""The papers an award asks for today, each with its forms: blank for anybody, filled for who may see the draft. Reads, never writes."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.law import awards
from workflow.law.machine import Machine
from workflow.law.names import nfc
from workflow.law.words import Kind, RecipientKind
from workflow.models import AwardRecord, AwardType, Draft, Rule, Unit
from workflow.models.tables import switched
from workflow.papers import facts, prints, unit_forms
from workflow.papers.unit_forms import Form

from ..register import matching


@dataclass(frozen=True)
class Choice:
    """A form of a paper; `who` names the recipients it is for where not all have the same one."""

    form: Form
    who: str = ""
    award: str = ""


@dataclass(frozen=True)
class Needed:
    """A paper of the dossier. `agency`: another authority's answer, which nobody asks the unit for."""

    code: str
    name: str
    required: bool
    agency: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Dossier:
    """What a dossier for an award consists of by one rule."""

    rule: Rule
    kind: Kind
    papers: tuple[Needed, ...]


def dossiers(award: AwardType, on: date) -> dict[Kind, Dossier]:
    """What can be asked for about an award that day, by reason, with the papers. Three queries."""
    rules = {rule.kind: rule for rule in Rule.on(on).filter(award=None)}
    rules |= {rule.kind: rule for rule in Rule.on(on).filter(award=award)}
    switches = switched()
    found = {kind: governing(award.code, kind, on, switches) for kind in Kind if kind in rules}
    return {kind: dossier(award, rules[kind], machine, on) for kind, machine in found.items() if machine}


def governing(code: str, kind: Kind, on: date, switches: Collection[str]) -> type[Machine] | None:
    """The procedure for it that day, if there is one."""
    try:
        return awards.in_force(code, kind, on, switches)
    except LookupError:
        return None


def dossier(award: AwardType, rule: Rule, machine: type[Machine] | None, on: date) -> Dossier:
    """The papers of a rule, each with its forms, for whom the law lets be proposed."""
    kind, criteria = Kind(rule.kind), machine.criteria if machine else {}
    pairs = [(award.code, taker) for taker in award.kinds if not criteria or taker in criteria]
    return Dossier(rule, kind, tuple(
        Needed(paper["code"], paper["name"], paper["required"], paper.get("by") == "agency", choices(paper["code"], pairs, kind, on))
        for paper in rule.papers))


def choices(code: str, pairs: Iterable[tuple[str, str]], kind: Kind | str, on: date) -> tuple[Choice, ...]:
    """The different forms of a paper for these awards and recipients, each with the first award that has it."""
    found: dict[str, tuple[Form, str, list[str]]] = {}
    for award, recipient in pairs:
        if form := unit_forms.form_of(code, award, kind, recipient, on):
            said = found.setdefault(form.variant, (form, award, []))[2]
            if recipient not in said:
                said.append(recipient)
    several = len(found) > 1
    return tuple(
        Choice(form, ", ".join(RecipientKind(one).label for one in said) if several else "", award) for form, award, said in found.values())


def blank(award: AwardType, kind: Kind, variant: str, on: date) -> facts.UnitForm | None:
    """The blank form, if the award asks for a paper of that form today."""
    found = dossiers(award, on).get(kind)
    forms = [choice.form for paper in found.papers for choice in paper.choices] if found else []
    return next((prints.blank(form, award, on) for form in forms if form.variant == variant), None)


def of_list(codes: Collection[str], rows: Sequence[Mapping[str, Any]], offered: Mapping[str, Collection[str]], kind: Kind | str, on: date) \
        -> dict[str, tuple[Choice, ...]]:
    """The forms of these papers for a list; while it is empty, for the awards and recipients that are offered."""
    pairs = list(dict.fromkeys((row["award"], row["kind"]) for row in rows))
    pairs = pairs or [(award, recipient) for award, recipients in offered.items() for recipient in recipients]
    return {code: choices(code, pairs, kind, on) for code in codes}


def filled(draft: Draft, variant: str, no: int, on: date) -> facts.UnitForm | None:
    """The form with what the draft knows; one of a nominee with the row of that number and his awards on the register."""
    header, rows = draft.header, draft.rows
    form = next((form for form in unit_forms.every() if form.variant == variant), None)
    if form is None or not header.get("kind") or not rows or not 1 <= no <= len(rows):
        return None
    unit = Unit.objects.filter(pk=header["unit_id"]).first() if header.get("unit_id") else None
    types = AwardType.objects.in_bulk({row["award"] for row in rows}, field_name="code")
    mine = [row for row in rows if uses(form, row, header["kind"], on)]
    if form.personal:
        if not uses(form, rows[no - 1], header["kind"], on):
            return None
        known = prints.of_nominee(unit, header, rows[no - 1], records(rows[no - 1], unit), groups())
        return prints.filled(form, types.get(rows[no - 1]["award"]), known, on)
    if not mine:
        return None
    known = prints.of_dossier(unit, header, mine, {code: award.name for code, award in types.items()})
    named = {row["award"] for row in mine}
    return prints.filled(form, types.get(named.pop()) if len(named) == 1 else None, known, on)


def uses(form: Form, row: Mapping[str, Any], kind: str, on: date) -> bool:
    """Is this the form of its paper for that row?"""
    return unit_forms.form_of(form.code, row["award"], kind, row["kind"], on) == form


def records(row: Mapping[str, Any], unit: Unit | None) -> list[AwardRecord]:
    """The valid awards on the register of whoever the row surely means; the oldest first. Nobody is guessed."""
    who, = matching.certain([{**row, "name": nfc(row["name"])}], unit)
    return list(AwardRecord.objects.filter(recipient=who, status="valid").order_by("decided_on", "pk")) if who else []


def groups() -> dict[str, str]:
    """The group of each award."""
    return dict(AwardType.objects.values_list("code", "group"))
