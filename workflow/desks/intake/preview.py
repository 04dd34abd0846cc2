"""Turns a staged list into what the preview shows: only rows with problems, each faulty cell marked, and the first good rows."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.papers.headers import TITLES
from workflow.papers.listing import Row, Staged

GOOD = 20  # good rows shown as a sample
PAGE = 50  # rows with problems a page
COLUMNS = ("kind", "name", "birth", "sex", "identity", "position", "workplace", "band", "award", "citation", "note")
SELDOM = ("band", "citation", "note")  # long, and shown only when something is wrong in them
CELL = re.compile(r"([A-Z]+)(\d+)")
ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Cell:
    """One cell of the preview: its column, what stands in it, and how bad it is."""

    title: str
    shown: str
    level: str


@dataclass(frozen=True)
class Line:
    """One row of the preview."""

    no: int
    cells: list[Cell]
    level: str
    notes: list[tuple[str, str, str]]  # (cell, level, what is wrong)


def preview(
    staged: Staged, names: Mapping[str, str], page: int, repeated: Mapping[int, str], doubts: Mapping[int, str],
) -> dict[str, Any]:
    """Everything the page needs. `repeated`: rows, by number on the sheet, that the draft already has; `doubts`: what to know of others."""
    notes = by_row(staged, repeated, doubts)
    rows = {row.sheet_row: row for row in staged.rows}
    wrong = {cell[1] for place in (*staged.errors, *staged.warnings) if (cell := CELL.fullmatch(place))}
    columns = [name for name in COLUMNS if name in staged.columns and (name not in SELDOM or staged.columns[name] in wrong)]
    general = [note for no, found in notes.items() if no not in rows for note in found]
    troubled = [no for no in rows if no in notes]
    bad = {no for no in troubled if any(level == ERROR for _, level, _ in notes[no])}
    troubled.sort(key=lambda no: no not in bad)  # what must be corrected comes first; stable, so in the order of the sheet
    pages = max(1, -(-len(troubled) // PAGE))
    page = min(max(page, 1), pages)
    good = [row for row in staged.rows if row.sheet_row not in notes][:GOOD]
    return {
        "sheet": staged.sheet, "titles": [(TITLES.get(name, name), staged.columns[name]) for name in columns],
        "total": staged.total, "bad": len(bad), "doubtful": len(troubled) - len(bad), "fine": staged.total - len(bad),
        "general": general, "ok": staged.ok and not repeated and bool(staged.rows),
        "troubled": [line(rows[no], columns, staged, notes[no], names) for no in troubled[(page - 1) * PAGE:page * PAGE]],
        "good": [line(row, columns, staged, [], names) for row in good], "page": page, "pages": pages,
        "before": page - 1, "after": page + 1 if page < pages else 0,
    }


def by_row(staged: Staged, repeated: Mapping[int, str], doubts: Mapping[int, str]) -> dict[int, list[tuple[str, str, str]]]:
    """All that was found, by row of the sheet; 0 is the file as a whole."""
    notes: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for place, level, text in found_in(staged):
        cell = CELL.fullmatch(place)
        notes[int(cell[2]) if cell else 0].append((place if cell else "", level, text))
    for no, text in repeated.items():
        notes[no].append((f"{staged.columns.get('name', 'A')}{no}", ERROR, text))
    for no, text in doubts.items():
        notes[no].append((f"{staged.columns.get('name', 'A')}{no}", WARNING, text))
    return notes


def found_in(staged: Staged) -> Iterator[tuple[str, str, str]]:
    """Errors, then warnings."""
    yield from ((place, ERROR, text) for place, text in staged.errors.items())
    yield from ((place, WARNING, text) for place, text in staged.warnings.items())


def line(row: Row, columns: list[str], staged: Staged, notes: list[tuple[str, str, str]], names: Mapping[str, str]) -> Line:
    """One row with its cells, each with the worst that was said of it."""
    said: dict[str, list[str]] = defaultdict(list)
    for place, level, _ in notes:
        said[place].append(level)
    cells = []
    for name in columns:
        place = f"{staged.columns[name]}{row.sheet_row}"
        levels = said.get(place, [])
        shown = staged.found.get(place) if levels else None
        level = ERROR if ERROR in levels else WARNING if levels else ""
        cells.append(Cell(TITLES.get(name, name), value(row, name, names) if shown is None else shown, level))
    return Line(row.sheet_row, cells, ERROR if any(level == ERROR for _, level, _ in notes) else WARNING if notes else "", notes)


def value(row: Row, name: str, names: Mapping[str, str]) -> str:
    """A field of a row in words."""
    if name == "birth":
        return f"{row.birth_date:%d/%m/%Y}" if row.birth_date else str(row.birth_year or "")
    if name == "award":
        return names.get(row.award, row.award)
    found = getattr(row, name)
    return getattr(found, "label", None) or str(found or "")
