"""The dated tables the law helpers calculate with: from the database, or from what a new office starts with."""
from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils.timezone import localdate

from workflow.law.clock import Calendar
from workflow.law.money import BaseSalary as Salary
from workflow.law.money import Rate, Tariff

from .calendar import Holiday
from .catalogue import AwardType, BaseSalary, Dated, Office, RewardRate, Rule
from .versions import Switch

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
DAYS = ("on", "since", "until", "issued")
Found = TypeVar("Found")


def fixture(name: str) -> list[dict[str, Any]]:
    """The rows of `fixtures/<name>.json`, their dates as dates."""
    rows: list[dict[str, Any]] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    for row in rows:
        row |= {key: date.fromisoformat(row[key]) for key in DAYS if row.get(key)}
    return rows


def calendar() -> Calendar:
    """The office's calendar; worked Saturdays only if the office works them."""
    rows = stored(lambda: list(Holiday.objects.values("on", "kind", "name"))) or fixture("holidays")
    office = stored(lambda: Office.on(localdate()).order_by("-since").first())
    swaps = office is None or office.works_swapped_saturdays
    return Calendar(
        off={row["on"]: row["name"] for row in rows if row["kind"] == Holiday.OFF},
        worked={row["on"]: row["name"] for row in rows if row["kind"] == Holiday.WORKED and swaps},
    )


def tariff() -> Tariff:
    """Every reward rate and base salary."""
    dated = ("since", "until", "source")
    rates = stored(lambda: list(RewardRate.objects.values("award", "coefficient", "doubles", "verified", *dated)))
    salaries = stored(lambda: list(BaseSalary.objects.values("amount", *dated))) or fixture("base_salaries")
    return Tariff(
        rates=[Rate(**row | {"coefficient": Decimal(row["coefficient"]).normalize()}) for row in rates or fixture("rates")],
        salaries=[Salary(**{key: row[key] for key in ("amount", *dated)}) for row in salaries],
    )


def switched() -> set[str]:
    """The switches of versions of the law that are on; none where there is no database."""
    return set(stored(lambda: list(Switch.objects.filter(on=True).values_list("code", flat=True))) or ())


def award_type(code: str) -> AwardType | None:
    """The award of that code, saved or not."""
    return _first(AwardType, "awards", lambda award: award.code == code)


def rule(code: str, kind: str, on: date) -> Rule | None:
    """The province's rule for an award, asked for by reason of `kind`, on that day."""
    return _first(Rule, "rules", lambda rule: rule.award_id in (code, None) and rule.kind == kind and _covers(rule, on))


def _covers(row: Dated, on: date) -> bool:
    return row.since <= on and (row.until is None or on <= row.until)


def stored(query: Callable[[], Found]) -> Found | None:
    """What the database answers; None when it cannot be reached or has no such table yet."""
    try:
        return query()
    except (DatabaseError, ImproperlyConfigured):
        return None


def _first(model: type[Any], name: str, fits: Callable[[Any], bool]) -> Any:
    """The first row that fits, the newest before the older; all stored rows or, when there are none, all of the fixture."""
    rows = stored(lambda: list(model.objects.all()))
    if not rows:
        rows = [model(**{"award_id" if key == "award" else key: value for key, value in row.items()}) for row in fixture(name)]
    found = [row for row in rows if fits(row)]
    return max(found, key=lambda row: getattr(row, "since", date.min), default=None)
