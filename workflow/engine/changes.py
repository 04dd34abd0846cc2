"""The log of what is no line: rounds, movements, clusters, score cards. Who, when, what it was and what it became."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from workflow.law.scoring import figure
from workflow.models import Change, User

from .errors import Refused

Row = TypeVar("Row", bound=Model)


def log(
    what: str, which: int, step: str, by: User, after: Mapping[str, Any], before: Mapping[str, Any] | None = None, note: str = "",
) -> None:
    """Write down one change."""
    Change.objects.create(
        what=what, which=which, step=step, by=by, at=timezone.now(), before=dict(before or {}), after=dict(after), note=note)


def begun(row: Row, wanted: Mapping[str, Any], what: str, step: str, by: User) -> Row:
    """Write down a new row, with what was entered of it."""
    log(what, row.pk, step, by, {name: value for name, value in wanted.items() if value})
    return row


def of(what: str, which: int | Iterable[int]) -> QuerySet[Change]:
    """The changes of one thing, or of several; the latest first."""
    ids = [which] if isinstance(which, int) else list(which)
    return Change.objects.filter(what=what, which__in=ids).select_related("by").order_by("-pk")


@dataclass(frozen=True)
class Told:
    """A change as a page shows it; `differences`: what of it, the old value, the new one."""

    change: Change
    differences: tuple[tuple[str, str, str], ...]


def told(what: str, which: int, names: Mapping[str, str], words: Mapping[str, Mapping[str, str]] | None = None) -> list[Told]:
    """The last changes of one thing, its values by their names, codes by their words. One query."""
    def said(key: str, value: Any) -> str:
        return (words or {}).get(key, {}).get(value, value) if isinstance(value, str) else shown(value)

    return [
        Told(one, tuple(
            (names[key], shown(said(key, one.before[key])), shown(said(key, value))) for key, value in one.after.items()
            if key in names and key in one.before and shown(one.before[key]) != shown(value)))
        for one in of(what, which)[:100]]


def labels(model: type[Model]) -> dict[str, str]:
    """What the fields of a record are called."""
    return {field.name: str(getattr(field, "verbose_name", field.name)) for field in model._meta.get_fields() if field.concrete}


def words(model: type[Model]) -> dict[str, dict[str, str]]:
    """What the codes of a record's fields mean."""
    return {field.name: {code: str(label) for code, label in field.flatchoices}
            for field in model._meta.get_fields() if field.concrete and getattr(field, "choices", None)}


def shown(value: Any) -> str:
    """A logged value for the eye: days as they are written here, points with a comma and without idle zeros."""
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    text = "" if value is None else str(value)
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}" if len(text) == 10 else figure(Decimal(text)) if "." in text else text
    except (ValueError, InvalidOperation):
        return text


def apply(row: Model, fields: Mapping[str, Any], what: str, step: str, by: User, note: str = "") -> bool:
    """Set the fields that differ, save them and log old and new; False when nothing differs. The caller has locked the row."""
    before = {name: getattr(row, name) for name, value in fields.items() if getattr(row, name) != value}
    if not before:
        return False
    after = {name: fields[name] for name in before}
    for name, value in after.items():
        setattr(row, name, value)
    row.save(update_fields=list(after))
    log(what, row.pk, step, by, plain(after), plain(before), note)
    return True


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the log keeps them: a row of another table by its id."""
    return {name: value.pk if isinstance(value, Model) else value for name, value in values.items()}


def require(fields: Mapping[str, Any], needed: Mapping[str, str]) -> None:
    """Refuse when something that must be there is empty."""
    missing = [label for name, label in needed.items() if fields.get(name) in (None, "")]
    if missing:
        raise Refused({0: "Còn thiếu: " + ", ".join(missing)})
