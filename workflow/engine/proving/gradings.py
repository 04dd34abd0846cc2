"""Accepting a list of yearly performance results: certain rows, new people, and what a person decided of the doubtful ones."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from workflow.models import Performance, Recipient, Unit, User
from workflow.papers.gradings import Grading

from .. import clerk, withdrawal
from ..errors import Refused, Stale
from ..register import alive, entering
from . import evidence
from .evidence import RIGHT, Excess, Source
from .placing import Place, Placed, placed, seal

SKIP, NEWCOMER = "", "moi"
MOVED = "Dữ liệu vừa thay đổi so với bản xem trước; chưa ghi dòng nào. Hãy xem lại rồi bấm lại."
REPLACED = "Thay bằng kết quả trong danh sách được nhận sau"


@dataclass
class Accepted:
    """What was done with a list."""

    recorded: int = 0
    entered: int = 0
    replaced: int = 0
    skipped: int = 0
    excesses: list[Excess] = field(default_factory=list)


@transaction.atomic
def accept(
    rows: Sequence[Grading], unit: Unit | None, choices: Mapping[int, str], seen: str, by: User, authority: str = "",
) -> Accepted:
    """Record the list as it was previewed (`seen`). `choices`, by row of the sheet: a recipient's id, `moi`, or nothing to skip it.

    Nothing is guessed: a doubtful row without a choice is left out. A dozen statements, however many rows.
    """
    clerk.allow(by, RIGHT)
    found = placed(rows, unit)
    if seal(found) != seen:
        raise Stale(MOVED)
    meant = decided(found, choices)
    done = Accepted(recorded=len(meant), skipped=len(found) - len(meant))
    done.replaced = withdraw([one.old for one, _ in meant if one.old], by)
    whose = enter(meant)
    done.entered = sum(1 for _, recipient in meant if recipient is None)
    alive.hold(recipient.pk for recipient in whose.values())
    twice(meant, whose)
    record([one.row for one, _ in meant], whose, authority, by)
    units = {recipient.unit_id for recipient in whose.values() if recipient.unit_id}
    done.excesses = evidence.excesses({one.row.year for one, _ in meant}, units) if meant else []
    return done


def record(rows: Sequence[Grading], whose: Mapping[int, Recipient], authority: str, by: User) -> None:
    """Write the results; should somebody have been faster, none of them."""
    try:
        with transaction.atomic():
            Performance.objects.bulk_create(
                Performance(recipient=whose[row.sheet_row], year=row.year, level=str(row.level), **Source(
                    row.decision_number, row.decided_on, authority).columns(by)) for row in rows)
    except IntegrityError as faster:
        raise Stale(MOVED) from faster


def decided(found: Sequence[Placed], choices: Mapping[int, str]) -> list[tuple[Placed, Recipient | None]]:
    """The rows to record, each with its recipient, None for somebody new. A choice that was not offered is refused."""
    meant: list[tuple[Placed, Recipient | None]] = []
    wrong = []
    for one in found:
        choice = choices.get(one.row.sheet_row, SKIP)
        if one.place in (Place.SURE, Place.NEW):
            meant.append((one, one.recipient))
        elif one.place is Place.DOUBT and choice == NEWCOMER and one.may_be_new:
            meant.append((one, None))
        elif one.place is Place.DOUBT and choice != SKIP:
            chosen = [who for who in one.candidates if str(who.pk) == choice]
            meant += [(one, who) for who in chosen]
            wrong += [] if chosen else [str(one.row.sheet_row)]
    if wrong:
        raise Refused({0: f"Lựa chọn không hợp lệ ở dòng {', '.join(wrong[:10])} của tệp"})
    return meant


def enter(meant: Sequence[tuple[Placed, Recipient | None]]) -> dict[int, Recipient]:
    """The recipient of every row, the new ones entered: those known again by a trait once, the others each for himself."""
    whose = {one.row.sheet_row: recipient for one, recipient in meant if recipient}
    fresh = [one for one, recipient in meant if recipient is None]
    heaps: dict[Unit | None, list[Placed]] = defaultdict(list)
    for one in fresh:
        if one.place is Place.NEW or one.row.identity:
            heaps[one.unit].append(one)
    for unit, heap in heaps.items():
        known = entering.recipients([one.row.person() for one in heap], unit)
        whose |= {one.row.sheet_row: recipient for one, recipient in zip(heap, known, strict=True)}
    others = [one for one in fresh if one.row.sheet_row not in whose]
    made = Recipient.objects.bulk_create([entering.made(one.row.person(), one.unit) for one in others])
    return whose | {one.row.sheet_row: recipient for one, recipient in zip(others, made, strict=True)}


def twice(meant: Sequence[tuple[Placed, Recipient | None]], whose: Mapping[int, Recipient]) -> None:
    """Refuse two rows for one recipient and year, and a chosen recipient of whom that year is on record already."""
    first: dict[tuple[int, int], int] = {}
    for one, _ in meant:
        key = whose[one.row.sheet_row].pk, one.row.year
        if (before := first.setdefault(key, one.row.sheet_row)) != one.row.sheet_row:
            raise Refused({0: f"Dòng {before} và dòng {one.row.sheet_row} của tệp cùng ghi cho một đối tượng, một năm"})
    there = Performance.objects.filter(
        withdrawn_at=None, recipient__in={pk for pk, _ in first}, year__in={year for _, year in first}).values_list("recipient", "year")
    if taken := sorted(first[key] for key in there if key in first):
        raise Refused({0: f"Đối tượng đã chọn ở dòng {', '.join(map(str, taken[:10]))} của tệp đã có kết quả năm đó"})


def withdraw(old: Sequence[Performance], by: User) -> int:
    """Take out of force what the person chose to replace."""
    found = withdrawal.withdraw(Performance.objects.filter(pk__in=[one.pk for one in old]), by, REPLACED)
    if found != len(old):
        raise Stale(MOVED)
    return found
