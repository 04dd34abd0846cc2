"""Tells which rows of a list speak of one recipient, and which awards are already on record."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from workflow.law.names import fold, match_key
from workflow.law.words import RecipientKind
from workflow.models import AwardRecord
from workflow.models.recipients import number_key
from workflow.papers.old_awards import OUTSIDE

AwardKey = tuple[str, str, str, date]


class Groups:
    """Rows of one list that surely speak of one recipient share a group: by number, by name and birth day, by name, year and unit."""

    def __init__(self) -> None:
        self.found: dict[object, int] = {}
        self.numbers: dict[int, str] = {}
        self.last = 0

    def of(self, read: Mapping[str, Any]) -> int:
        """The group of a row. A name alone makes no group: asked again, the same row object still finds its own."""
        keys = list(self.keys(read)) or [id(read)]
        number = read["identity"]
        known = (self.found[key] for key in keys if key in self.found)
        group = next((one for one in known if not number or self.numbers.get(one, number) == number), 0)
        if not group:
            self.last = group = self.last + 1
        if number:
            self.numbers.setdefault(group, number)
        for key in keys:
            self.found.setdefault(key, group)
        return group

    def keys(self, read: Mapping[str, Any]) -> list[object]:
        """What the row is known by."""
        name, unit = match_key(read["name"]), fold(read["unit_name"])
        if read["kind"] != RecipientKind.PERSON:
            return [(read["kind"], name, unit)]
        found: list[object] = [read["identity"]] if read["identity"] else []
        if read["birth_date"]:
            found.append((name, read["birth_date"]))
        if read["birth_year"] and unit:
            found.append((name, read["birth_year"], unit, read["birth_date"]))
        return found


def award_key(read: Mapping[str, Any]) -> AwardKey:
    """What makes an award of one recipient the same award: which, by which decision of which day."""
    name = fold(read["award_name"]) if read["award"] == OUTSIDE else ""
    return read["award"], name, number_key(read["decision_number"]), date.fromisoformat(read["decided_on"])


def record_keys(recipients: Collection[int]) -> dict[tuple[Any, ...], int]:
    """The records of these recipients that were not taken back, by recipient and award. One query."""
    rows = AwardRecord.objects.filter(recipient__in=recipients).exclude(status="cancelled").order_by("-pk").values_list(
        "pk", "recipient", "award", "award_name", "number_key", "decided_on")
    return {(recipient, award, fold(name) if award == OUTSIDE else "", number, day): pk for pk, recipient, award, name, number, day in rows}
