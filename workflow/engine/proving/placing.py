"""Whom each row of a list of results speaks of: certain, new, already on record, or a doubt that a person decides."""
from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.law.names import fold
from workflow.law.words import RecipientKind, Word
from workflow.models import Performance, Recipient, Unit
from workflow.papers.gradings import Grading


class Place(Word):
    """What becomes of a row when the list is accepted."""

    SURE = "chac-chan", "Ghi cho đúng đối tượng đã biết"
    NEW = "moi", "Ghi cho đối tượng mới"
    DOUBT = "can-xem", "Cần người quyết định"
    KNOWN = "da-co", "Đã ghi trước đó"
    FAULT = "loi", "Có lỗi, không ghi"


@dataclass(frozen=True)
class Placed:
    """A row with whom it may speak of. `old` is what is on record of a certain recipient for that year."""

    row: Grading
    place: Place
    unit: Unit | None = None
    recipient: Recipient | None = None
    candidates: tuple[Recipient, ...] = ()
    why: str = ""
    old: Performance | None = None

    @property
    def may_be_new(self) -> bool:
        """Somebody new can be entered, unless the identity number is taken or the row is about a certain person."""
        return self.place is Place.DOUBT and self.old is None and not any(
            self.row.identity and one.identity == self.row.identity for one in self.candidates)


def placed(rows: Sequence[Grading], unit: Unit | None) -> list[Placed]:
    """Every row with its place; `unit` is whose list it is where a row names none. Four queries, however many rows."""
    sound = [row for row in rows if not row.faults]
    units = {one.key: one for one in Unit.objects.filter(key__in={fold(row.unit) for row in sound if row.unit})}
    alive = Recipient.objects.filter(merged_into=None)
    numbered = {one.identity: one for one in alive.filter(identity__in={row.identity for row in sound if row.identity})}
    named: dict[str, list[Recipient]] = defaultdict(list)
    for recipient in alive.filter(key__in={fold(row.name)[:220] for row in sound}).select_related("unit").order_by("pk"):
        named[recipient.key].append(recipient)
    found = []
    for row in rows:
        if row.faults:
            found.append(Placed(row, Place.FAULT, why="; ".join(row.faults)))
        else:
            home = units.get(fold(row.unit)) or unit
            found.append(whose(row, home, numbered.get(row.identity), named[fold(row.name)[:220]]))
    return recorded(found)


def whose(row: Grading, unit: Unit | None, numbered: Recipient | None, named: list[Recipient]) -> Placed:
    """One row: by identity number, else by name and birth date; anything less is a doubt."""
    if numbered:
        if numbered.key == fold(row.name)[:220]:
            return Placed(row, Place.SURE, unit, numbered)
        return Placed(row, Place.DOUBT, unit, candidates=(numbered,), why="Số định danh này đã có, nhưng họ tên khác")
    named = [one for one in named if one.kind == row.kind and not (row.identity and one.identity)]
    if row.kind is not RecipientKind.PERSON:
        return group(row, unit, named)
    same = [one for one in named if row.birth_date and one.birth_date == row.birth_date]
    if len(same) == 1 and not row.identity and (unit is None or same[0].unit_id in (None, unit.pk)):
        return Placed(row, Place.SURE, unit, same[0])
    if same:
        return Placed(row, Place.DOUBT, unit, candidates=tuple(same), why="Cùng họ tên, ngày sinh nhưng khác đơn vị hoặc số định danh")
    near = tuple(one for one in named if not (row.birth_date and one.birth_date)
                 and (not row.birth_year or one.birth_year in (None, row.birth_year)))
    if near:
        return Placed(row, Place.DOUBT, unit, candidates=near, why="Cùng họ tên, không đủ ngày sinh để nhận đúng người")
    if row.identity or row.birth_date:
        return Placed(row, Place.NEW, unit)
    return Placed(row, Place.DOUBT, unit, why="Không có số định danh, ngày sinh và chưa ai cùng họ tên")


def group(row: Grading, unit: Unit | None, named: list[Recipient]) -> Placed:
    """A collective or household is known by its name and unit."""
    same = [one for one in named if unit and one.unit_id == unit.pk]
    if len(same) == 1:
        return Placed(row, Place.SURE, unit, same[0])
    if named:
        return Placed(row, Place.DOUBT, unit, candidates=tuple(same or named), why="Tập thể cùng tên, chưa rõ đơn vị nào")
    return Placed(row, Place.NEW, unit) if unit else Placed(row, Place.DOUBT, why="Tập thể mới phải có đơn vị")


def recorded(found: list[Placed]) -> list[Placed]:
    """What is already on record for that year is not entered twice; where it differs a person decides."""
    known = {(one.recipient_id, one.year): one for one in Performance.objects.filter(
        withdrawn_at=None, recipient__in={one.recipient.pk for one in found if one.recipient}, year__in={one.row.year for one in found})}
    return [against(one, known.get((one.recipient.pk, one.row.year)) if one.recipient else None) for one in found]


def against(one: Placed, old: Performance | None) -> Placed:
    """A certain row beside what is on record."""
    if old is None:
        return one
    if old.level == one.row.level:
        return Placed(one.row, Place.KNOWN, one.unit, one.recipient, old=old)
    assert one.recipient
    return Placed(one.row, Place.DOUBT, one.unit, None, (one.recipient,), f"Năm {old.year} đã ghi “{old.get_level_display()}”", old)


def seal(found: Sequence[Placed]) -> str:
    """A digest of all places: what a person decided upon must be what is stored."""
    said = [(one.row.sheet_row, str(one.place), one.recipient and one.recipient.pk, [who.pk for who in one.candidates],
             one.old and one.old.pk) for one in found]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
