"""A line of a list as it is kept, and what was found while reading it."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Self

from workflow.law.words import Band, RecipientKind, Sex

WHOLE = "*"  # the place of a note that concerns no single cell


@dataclass(frozen=True, slots=True)
class Row:
    """Who is proposed for which award. `sheet_row` is 0 for a row typed by hand."""

    sheet_row: int
    kind: RecipientKind
    name: str
    birth_date: date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    identity: str = ""
    position: str = ""
    workplace: str = ""
    band: Band | None = None
    award: str = ""
    citation: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values that JSON keeps; `from_json` gives the same row back."""
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The row that `to_json` wrote."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        read: dict[str, Callable[[Any], Any]] = {"kind": RecipientKind, "birth_date": date.fromisoformat, "sex": Sex, "band": Band}
        return cls(**{key: read[key](value) if key in read and value else value for key, value in known.items()})


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a row and holds for it: the heading above it, the title of the name column."""

    kind: RecipientKind | None = None
    award: str = ""
    year_only: bool = False


@dataclass
class Notes:
    """What was found, by field. Two faults of one cell are joined."""

    errors: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    lacks: list[str] = field(default_factory=list)  # fields this person should have and leaves blank

    def error(self, place: str, text: str) -> None:
        """A fault: the row cannot be taken."""
        self.errors[place] = f"{self.errors[place]}; {text}" if place in self.errors else text

    def warn(self, place: str, text: str) -> None:
        """A doubt: the row can be taken, a person should look."""
        self.warnings[place] = f"{self.warnings[place]}; {text}" if place in self.warnings else text


@dataclass(frozen=True)
class Staged:
    """A list as it was read. `errors` and `warnings` are by cell ("C17"; "*": the whole file), in the order of the sheet.

    `rows` has every row as well as it could be understood; only when `ok` may they be stored. `found` tells what stood in
    the cells that are complained about.
    """

    sheet: str
    columns: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    total: int = 0

    @property
    def ok(self) -> bool:
        """Nothing stands in the way of storing the rows."""
        return not self.errors
