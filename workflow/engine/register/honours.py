"""The register of awards as it is read: found by name, number, unit, year, award, authority and status, page by page."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from workflow.law.names import fold
from workflow.models import AwardRecord
from workflow.models.recipients import number_key

PAGE = 30
MOST = 10_000  # rows of an export
STEP = 2_000


@dataclass(frozen=True)
class Wanted:
    """What the person asked for. `after` is the (decided_on, id) of the last row of the page before."""

    name: str = ""
    number: str = ""
    place: str = ""
    year: int | None = None
    award: str = ""
    status: str = ""
    source: str = ""
    after: tuple[date, int] | None = None


@dataclass(frozen=True)
class Page:
    """One page; `after` leads to the next one, None on the last."""

    rows: list[AwardRecord]
    after: tuple[date, int] | None = None


def page(wanted: Wanted = Wanted(), size: int = PAGE, personal: bool = False) -> Page:
    """Awards on record, the latest first. One query."""
    rows = list(later(narrowed(wanted, personal), wanted.after)[:size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, (rows[-1].decided_on, rows[-1].pk) if more else None)


def every(wanted: Wanted, personal: bool = False, most: int = MOST) -> Iterator[AwardRecord]:
    """All that is found, up to `most`, read in steps."""
    after, found = wanted.after, 0
    while found < most:
        rows = list(later(narrowed(wanted, personal), after)[:min(STEP, most - found)])
        if not rows:
            return
        yield from rows
        found, after = found + len(rows), (rows[-1].decided_on, rows[-1].pk)


def later(records: QuerySet[AwardRecord], after: tuple[date, int] | None) -> QuerySet[AwardRecord]:
    """Those behind the mark, in the register's order."""
    if after:
        records = records.filter(Q(decided_on__lt=after[0]) | Q(decided_on=after[0], pk__lt=after[1]))
    return records.select_related("recipient__unit").order_by("-decided_on", "-pk")


def narrowed(wanted: Wanted, personal: bool = False) -> QuerySet[AwardRecord]:
    """Only what was asked for. No accents are needed; with `personal`, twelve digits in place of a name are an identity number."""
    records = AwardRecord.objects.all()
    digits = "".join(wanted.name.replace(".", "").split())
    if personal and len(digits) == 12 and digits.isascii() and digits.isdigit():
        records = records.filter(recipient__identity=digits)
    else:
        for word in fold(wanted.name).split():
            records = records.filter(recipient__key__contains=word)
    if key := number_key(wanted.number):
        records = records.filter(number_key__contains=key)
    for word in fold(wanted.place).split():
        records = records.filter(search__contains=word)
    if wanted.year:
        records = records.filter(decided_on__range=(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    exact = {"award": wanted.award, "status": wanted.status, "source": wanted.source}
    return records.filter(**{name: value for name, value in exact.items() if value})
