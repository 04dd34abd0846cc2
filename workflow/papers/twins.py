"""Finds recipients that stand twice in one list."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.law.names import fold, match_key
from workflow.law.words import RecipientKind

from .listing import Notes, Row
from .terms import Terms


@dataclass(frozen=True, slots=True)
class _Seen:
    cell: str
    name: str
    identity: str
    awards: dict[str, str]


@dataclass
class Twins:
    """Compares each row with all before it. The same recipient twice for one award is a fault, for two awards a doubt."""

    terms: Terms
    _seen: dict[tuple[object, ...], _Seen] = field(default_factory=dict)

    def check(self, row: Row, cells: Mapping[str, str], notes: Notes) -> None:
        """Note at the fields of `row` what repeats an earlier row; `cells` are where its name and identity stand."""
        if not row.name:
            return
        if row.kind is RecipientKind.PERSON:
            self._person(row, cells, notes)
        else:
            self._group(row, cells, notes)

    def _person(self, row: Row, cells: Mapping[str, str], notes: Notes) -> None:
        name = match_key(row.name)
        if row.identity:
            first = self._meet(("identity", row.identity), row, cells["identity"])
            if first and first.name != name:
                notes.error("identity", f"Số định danh trùng với ô {first.cell} nhưng khác tên")
                return
            if first:
                self._same(first, row, notes, "identity", "Trùng người với ô {}: cùng số định danh")
                return
        if row.birth_date:
            first = self._meet(("birth", name, row.birth_date), row, cells["name"])
            if first and not (row.identity and first.identity):
                notes.warn("name", f"Có thể trùng người với ô {first.cell}: cùng họ tên, cùng ngày sinh")
        elif not row.identity and "birth" not in notes.errors:
            first = self._meet(("place", name, fold(row.workplace), row.birth_year), row, cells["name"])
            if first:
                notes.warn("name", f"Có thể trùng người với ô {first.cell}: cùng họ tên, cùng đơn vị, thiếu ngày sinh để phân biệt")

    def _group(self, row: Row, cells: Mapping[str, str], notes: Notes) -> None:
        first = self._meet((row.kind, match_key(row.name), fold(row.workplace)), row, cells["name"])
        if first:
            self._same(first, row, notes, "name", f"Trùng {row.kind.label.lower()} với ô {{}}: cùng tên, cùng đơn vị, địa chỉ")

    def _same(self, first: _Seen, row: Row, notes: Notes, place: str, text: str) -> None:
        if not row.award:
            return  # its award is a fault of its own
        if where := first.awards.get(row.award):
            notes.error(place, f"{text.format(where)}, cùng đề nghị {self.terms.awards[row.award].short}")
        else:
            notes.warn(place, f"{text.format(first.cell)}, nhưng đề nghị hình thức khác; kiểm tra một thành tích chỉ được khen một lần")

    def _meet(self, key: tuple[object, ...], row: Row, cell: str) -> _Seen | None:
        """What was seen under this key before; remembers this row under it."""
        first = self._seen.get(key)
        if first is None:
            self._seen[key] = _Seen(cell, match_key(row.name), row.identity, {row.award: cell})
            return None
        seen = _Seen(first.cell, first.name, first.identity, dict(first.awards))
        first.awards.setdefault(row.award, cell)
        return seen
