"""Where an older office differs from what is shipped today, and taking a table over. Told by furnish_office; nothing is taken unasked."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model

from workflow.models import Line, Rule
from workflow.models.tables import fixture

from . import office

OWN = ("office",)  # what every office writes for itself
MARKS = ("verified", "on")  # what an administrator ticks: that a row was checked, that a switch is on
ROLES = "roles"
NAMES = (*(name for name, *_ in office.CATALOGUE if name not in OWN), ROLES)


@dataclass(frozen=True)
class Difference:
    """One column of one row; `used`: it governs dossiers already, and is closed by its last day, never overwritten."""

    table: str
    row: str
    column: str
    here: str
    shipped: str
    used: bool = False

    @property
    def words(self) -> str:
        """In one line."""
        used = "; dòng đã dùng cho hồ sơ, không ghi đè: đóng bằng ngày kết thúc rồi thêm dòng mới" if self.used else ""
        return f"{self.table}, {self.row}: {self.column} ở đây là {self.here}, bản phát hành là {self.shipped}{used}"


def differences() -> list[Difference]:
    """Every row that is here and says something else than the fixtures; one query a table, two more for rules and roles."""
    found = [one for name, model, known_by in office.CATALOGUE if name not in OWN for one in rows(name, model, known_by)]
    return [*found, *roles()]


def rows(name: str, model: type[Model], known_by: tuple[str, ...]) -> Iterator[Difference]:
    """What differs in a table."""
    used = governing() if model is Rule else set()
    for row, said in pairs(name, model, known_by):
        known = ", ".join(str(getattr(row, column)) for column in known_by if getattr(row, column) is not None)
        for column, value in said.items():
            if getattr(row, column) != value:
                yield Difference(name, known, column, shown(getattr(row, column)), shown(value), row.pk in used)


def pairs(
    name: str, model: type[Model], known_by: tuple[str, ...], own: Collection[str] = MARKS,
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each row of the fixtures that is here, with what the fixtures say of its other columns but `own`."""
    manager: Any = model._default_manager
    here = {tuple(getattr(row, column) for column in known_by): row for row in manager.all()}
    for said in fixture(name):
        said = {("award_id" if column == "award" else column): value for column, value in said.items()}
        if row := here.get(tuple(said[column] for column in known_by)):
            columns = [column for column in said if column not in (*known_by, *own)]
            yield row, {column: row._meta.get_field(column).to_python(said[column]) for column in columns}


def governing() -> set[int]:
    """The rules that lines are stamped with."""
    return set(Line.objects.order_by().values_list("rule", flat=True).distinct())


def roles() -> Iterator[Difference]:
    """What differs in the rights of the roles; a role of the office's own is nobody's business here."""
    here = {group.name: group for group in Group.objects.prefetch_related("permissions")}
    ours = {permission.pk for permission in office.permissions()}
    for said in fixture(ROLES):
        if group := here.get(said["name"]):
            wanted = {permission.codename for permission in office.rights_of(said)}
            held = {permission.codename for permission in group.permissions.all() if permission.pk in ours}
            if held != wanted:
                yield Difference(ROLES, group.name, "quyền", shown(sorted(held)), shown(sorted(wanted)))


def shown(value: Any) -> str:
    """A value as a person reads it, cut where it is long."""
    said = ", ".join(map(str, value)) if isinstance(value, list) and all(isinstance(one, str) for one in value) else str(value)
    return (said if len(said) < 120 else f"{said[:119]}…") if value not in (None, "", []) else "(trống)"


@transaction.atomic
def adopt(names: Iterable[str]) -> list[Difference]:
    """Take these tables over from the fixtures; returns what was changed. Rows of the office's own stay, and so do rules in use."""
    taken = [one for one in differences() if one.table in set(names) and not one.used]
    for name, model, known_by in office.CATALOGUE:
        if name in {one.table for one in taken}:
            take(name, model, known_by)
    for said in fixture(ROLES):
        if any(one.table == ROLES and one.row == said["name"] for one in taken):
            group = Group.objects.get(name=said["name"])
            foreign = group.permissions.exclude(pk__in=office.permissions())
            group.permissions.set([*foreign, *office.rights_of(said)])
    return taken


def take(name: str, model: type[Model], known_by: tuple[str, ...]) -> None:
    """Write what the fixtures say into the rows that say something else. One statement for every 500 rows.

    With it goes the tick that the row was checked: it was other words that somebody compared with the official text.
    """
    used = governing() if model is Rule else set()
    changed, columns = [], set[str]()
    for row, said in pairs(name, model, known_by, own=("on",)):
        if row.pk not in used and any(getattr(row, column) != value for column, value in said.items() if column not in MARKS):
            for column, value in said.items():
                setattr(row, column, value)
            changed.append(row)
            columns |= said.keys()
    manager: Any = model._default_manager
    manager.bulk_update(changed, sorted(columns), batch_size=500)
