"""Finds recipients that stand twice in one list."""
from __future__ import annotations

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

    def check(self, row: Row, cell: str, notes: Notes) -> None:
        """Note at the fields of `row` what repeats an earlier row; `cell` is where its name stands."""
        if not row.name:
            return
        if row.kind is RecipientKind.PERSON:
            self._person(row, cell, notes)
        else:
            self._group(row, cell, notes)

    def _person(self, row: Row, cell: str, notes: Notes) -> None:
        name = match_key(row.name)
        if row.identity:
            first = self._meet(("identity", row.identity), row, cell)
            if first and first.name != name:
                notes.error("identity", f"Số định danh trùng với người ở ô {first.cell} nhưng khác tên")
                return
            if first:
                self._same(first, row, notes, "identity", "Trùng người với ô {}: cùng số định danh")
                return
        if row.birth_date:
            first = self._meet(("birth", name, row.birth_date), row, cell)
            if first and not (row.identity and first.identity):
                notes.warn("name", f"Có thể trùng người với ô {first.cell}: cùng họ tên, cùng ngày sinh")
        elif not row.identity:
            first = self._meet(("place", name, fold(row.workplace)), row, cell)
            if first:
                notes.warn("name", f"Có thể trùng người với ô {first.cell}: cùng họ tên, cùng đơn vị, không có ngày sinh để phân biệt")

    def _group(self, row: Row, cell: str, notes: Notes) -> None:
        first = self._meet((row.kind, match_key(row.name), fold(row.workplace)), row, cell)
        if first:
            self._same(first, row, notes, "name", f"Trùng {row.kind.label.lower()} với ô {{}}: cùng tên, cùng đơn vị, địa chỉ")

    def _same(self, first: _Seen, row: Row, notes: Notes, place: str, text: str) -> None:
        where = first.awards.get(row.award)
        if where:
            award = self.terms.awards.get(row.award)
            notes.error(place, f"{text.format(where)}, cùng đề nghị {award.short if award else 'một hình thức'}")
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
