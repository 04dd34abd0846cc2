"""Entering recipients: for each row of a list the one it surely speaks of, else a new one. As many queries for one row as for many."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import IntegrityError, connection, transaction

from workflow.law.names import match_key
from workflow.law.words import RecipientKind
from workflow.models import Recipient, Unit

from .matching import Row, certain


def recipients(rows: Sequence[Row], unit: Unit | None) -> list[Recipient]:
    """The recipient of each row, in the rows' order.

    Whoever is surely known is taken; a doubtful one is entered anew and shown as such on the line, for a person to decide. A person
    with neither number nor birth date is new each time, unless unit and birth year agree.
    """
    sure = certain(rows, unit)
    known = Recipient.objects.in_bulk({pk for pk in sure if pk})
    numbered: dict[int, str] = {}
    made_now: dict[object, Recipient] = {}
    chosen = []
    for row, pk in zip(rows, sure, strict=True):
        recipient, number = known.get(pk) if pk else None, row.get("identity") or ""
        if recipient and number and not recipient.identity and numbered.setdefault(recipient.pk, number) != number:
            recipient = None  # another row with another number already is this person
        chosen.append(recipient or made_now.setdefault(group(row, unit), made(row, unit)))
    enter(made_now.values())
    fill_numbers(numbered)
    return chosen


def group(row: Row, unit: Unit | None) -> object:
    """Rows of one list with an equal group speak of one new recipient; a person nobody can be sure about is in none."""
    if row.get("identity"):
        return row["identity"]
    if row["kind"] == RecipientKind.PERSON:
        return (match_key(row["name"]), row["birth_date"]) if row.get("birth_date") else object()
    return row["kind"], match_key(row["name"]), unit and unit.pk


def enter(fresh: Iterable[Recipient]) -> None:
    """Save new recipients, each with its id afterwards. Somebody may enter the same persons at this moment, so those with a number
    go in one order, that the two never wait for each other, and whoever was faster is taken."""
    fresh = list(fresh)
    identified = sorted((one for one in fresh if one.identity), key=lambda one: one.identity)
    Recipient.objects.bulk_create([one for one in fresh if not one.identity], batch_size=5_000)
    Recipient.objects.bulk_create(identified, ignore_conflicts=True, batch_size=5_000)
    numbered = dict(Recipient.objects.filter(identity__in={one.identity for one in identified}).values_list("identity", "pk"))
    for recipient in identified:
        recipient.pk, recipient._state.adding = numbered[recipient.identity], False


def fill_numbers(numbered: Mapping[int, str]) -> None:
    """Give recipients that were known without an identity number theirs. Should the number be somebody's meanwhile, none is given."""
    if not numbered:
        return
    list(Recipient.objects.select_for_update(no_key=True).filter(pk__in=numbered).order_by("pk").values_list("pk"))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE workflow_recipient r SET identity = w.number FROM unnest(%s::bigint[], %s::text[]) AS w(id, number) "
                "WHERE r.id = w.id AND r.identity = ''", [list(numbered), list(numbered.values())])
    except IntegrityError:
        return


def made(row: Row, unit: Unit | None, unit_id: int | None = None) -> Recipient:
    """A new recipient of the row, not saved."""
    return Recipient(
        kind=row["kind"], name=row["name"], birth_date=row.get("birth_date") and date.fromisoformat(row["birth_date"]),
        birth_year=row.get("birth_year"), sex=row.get("sex") or "", identity=row.get("identity") or "",
        unit_id=unit.pk if unit else unit_id)
