"""What the evidence desks list: results and initiatives, the last entered first, page after page. One or two queries a page."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from workflow.law.names import fold
from workflow.models import Initiative, Performance, Recipient

PAGE = 30
FOUND = 12
Row = TypeVar("Row", Performance, Initiative)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page; `after` leads to the next one, None on the last."""

    rows: list[Row]
    after: int | None


def page(found: QuerySet[Row], after: int | None, size: int = PAGE) -> Page[Row]:
    """Cut by the id of the last row seen, never by counting rows that were skipped."""
    found = found.filter(pk__lt=after) if after else found
    rows = list(found.order_by("-pk")[:size + 1])
    return Page(rows[:size], rows[size - 1].pk if len(rows) > size else None)


def results(wanted: Mapping[str, Any]) -> QuerySet[Performance]:
    """Results in force: by words of the name (`q`), year, level, unit."""
    found = Performance.objects.filter(withdrawn_at=None).select_related("recipient__unit", "by")
    for word in fold(wanted.get("q") or "").split():
        found = found.filter(recipient__key__contains=word)
    for name, column in (("nam", "year"), ("muc", "level"), ("don_vi", "recipient__unit")):
        if wanted.get(name):
            found = found.filter(**{column: wanted[name]})
    return found


def initiatives(wanted: Mapping[str, Any]) -> QuerySet[Initiative]:
    """Initiatives that were not withdrawn: by words of the name or of an author, year, scope, state."""
    found = Initiative.objects.filter(withdrawn_at=None).select_related("unit").prefetch_related("authors")
    for word in fold(wanted.get("q") or "").split():
        author = Initiative.authors.through.objects.filter(initiative=OuterRef("pk"), recipient__key__contains=word)
        found = found.filter(Q(key__contains=word) | Exists(author))
    if wanted.get("nam"):
        found = found.filter(year=wanted["nam"])
    if wanted.get("pham_vi"):
        found = found.filter(scope=wanted["pham_vi"])
    if (state := wanted.get("tinh_trang")) == "wider":
        return found.exclude(wider="")
    return found.filter(state=state) if state else found


def waiting() -> QuerySet[Initiative]:
    """Those their council has to look at, the oldest first."""
    found = Initiative.objects.filter(Q(state="submitted") | ~Q(wider=""), withdrawn_at=None)
    return found.select_related("unit").prefetch_related("authors").order_by("pk")


def people(search: str) -> list[Recipient]:
    """Whom a few words of a name may mean; the first dozen."""
    words, found = fold(search).split(), Recipient.objects.filter(merged_into=None).select_related("unit")
    if not words:
        return []
    for word in words:
        found = found.filter(key__contains=word)
    return list(found.order_by("order", "pk")[:FOUND])
