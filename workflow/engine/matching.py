"""Finding the recipient a row speaks of among those known, and entering the ones that are new. Six queries, however many rows."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workflow.law.names import fold
from workflow.law.words import RecipientKind
from workflow.models import Recipient, Unit
from workflow.models.kinship import family

Row = Mapping[str, Any]
Trait = tuple[Any, ...]  # what a recipient is known again by


def recipients(rows: Sequence[Row], unit: Unit | None) -> list[Recipient]:
    """The recipient of each row, in the rows' order.

    A person is known by identity number, else by name and birth date; a collective or household by name and unit, which may
    since have been renamed. A person
    without either is new each time: a doubtful match is a person's decision, not ours.
    """
    known = look_up(rows, unit)
    fresh: dict[Trait, Recipient] = {}
    nameless = []  # persons nobody can be sure about
    found: list[Trait | Recipient] = []
    for row in rows:
        trait = traits(row, unit)
        if trait is None:
            nameless.append(made(row, unit))
            found.append(nameless[-1])
            continue
        if trait not in known:
            fresh.setdefault(trait, made(row, unit))
        found.append(trait)
    identified = sorted((recipient for recipient in fresh.values() if recipient.identity), key=lambda one: one.identity)
    Recipient.objects.bulk_create([*(r for r in fresh.values() if not r.identity), *nameless])
    # somebody may enter the same persons at this moment: in one order, so that the two never wait for each other
    Recipient.objects.bulk_create(identified, ignore_conflicts=True)
    numbered = dict(Recipient.objects.filter(identity__in={one.identity for one in identified}).values_list("identity", "pk"))
    for recipient in identified:
        recipient.pk, recipient._state.adding = numbered[recipient.identity], False
    return [one if isinstance(one, Recipient) else known.get(one) or fresh[one] for one in found]


def traits(row: Row, unit: Unit | None) -> Trait | None:
    """What the row's recipient is known by; None for a person with neither number nor birth date."""
    if row.get("identity"):
        return (row["identity"],)
    if row["kind"] == RecipientKind.PERSON:
        return (fold(row["name"]), date.fromisoformat(row["birth_date"])) if row.get("birth_date") else None
    return row["kind"], fold(row["name"]), unit and unit.pk


def look_up(rows: Sequence[Row], unit: Unit | None) -> dict[Trait, Recipient]:
    """The known recipients among the rows, by what they are known by."""
    known = by_identity({row["identity"] for row in rows if row.get("identity")})
    keys = {fold(row["name"]) for row in rows if not row.get("identity")}
    names = family([unit.pk], same_body=True) if unit else {}  # under an earlier name it is the same unit; what was merged into it is not
    for recipient in Recipient.objects.filter(key__in=keys).order_by("-pk"):
        if recipient.kind == RecipientKind.PERSON:
            known.setdefault((recipient.key, recipient.birth_date), recipient)
        elif unit and recipient.unit_id in names:
            known.setdefault((recipient.kind, recipient.key, unit.pk), recipient)
    return known


def by_identity(numbers: set[str]) -> dict[Trait, Recipient]:
    """The recipients with these identity numbers."""
    return {(recipient.identity,): recipient for recipient in Recipient.objects.filter(identity__in=numbers)} if numbers else {}


def made(row: Row, unit: Unit | None) -> Recipient:
    """A new recipient of the row, not saved."""
    return Recipient(
        kind=row["kind"], name=row["name"], birth_date=row.get("birth_date") and date.fromisoformat(row["birth_date"]),
        birth_year=row.get("birth_year"), sex=row.get("sex") or "", identity=row.get("identity") or "", unit=unit)
