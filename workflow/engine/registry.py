"""What the registry reads: dossiers page by page, whatever is found by a few words, and what a recipient was ever given."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from operator import and_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from workflow.law import clock
from workflow.law.names import DASHES, fold, nfc
from workflow.law.states import CLOSED, OPEN, State
from workflow.law.words import RecipientKind
from workflow.models import AwardRecord, AwardType, Decision, Dossier, Line, Recipient, Unit
from workflow.models.kinship import family

from .inbox import PAGE, office_days

IDENTITY = re.compile(r"[0-9]{12}")
NUMBERED = re.compile(r"([0-9]{1,9}) ?/ ?(\S+)")  # 20/QĐ-UBND
FOUND = 20  # a search shows no more of a kind
UNITS = 50  # and follows no more units into the past: with more, the words name no unit
GROUPS: dict[str, tuple[str, frozenset[State]]] = {  # code: (words, the states of which one line is enough)
    "dang-xu-ly": ("Đang xử lý", OPEN),
    "tham-dinh": ("Có dòng đang thẩm định", frozenset({State.SUBMITTED})),
    "bo-sung": ("Có dòng chờ bổ sung", frozenset({State.RETURNED})),
    "tam-dung": ("Có dòng tạm dừng", frozenset({State.HELD})),
    "cong-khai": ("Có dòng lấy ý kiến Nhân dân", frozenset({State.UNLISTED, State.LISTED})),
    "hoi-dong": ("Có dòng ở Hội đồng", frozenset({State.APPRAISED, State.VOTING})),
    "quyet-dinh": ("Có dòng chờ quyết định", frozenset({State.PASSED, State.DRAFTED})),
    "cap-khac": ("Có dòng chờ cấp khác quyết định", frozenset({State.FORWARDED})),
    "cho-tra": ("Có kết quả chờ trả", frozenset({State.DECIDED, State.REFUSED})),
    "da-dong": ("Đã đóng", frozenset()),
}


@dataclass(frozen=True)
class Wanted:
    """What the person asked the list for. `after` is the (received_at, id) of the last row of the page before."""

    search: str = ""
    kind: str = ""
    unit: int | None = None
    round: int | None = None
    group: str = ""
    since: date | None = None
    until: date | None = None
    after: tuple[datetime, int] | None = None


@dataclass(frozen=True)
class Listed:
    """One row of the list: a dossier and where its lines are."""

    code: str
    unit: str
    letter: str
    kind: str
    received_at: datetime
    due_on: date
    left: int
    total: int
    places: list[tuple[State, int]]
    late_by: int = 0

    @property
    def open(self) -> bool:
        """Some line still waits for somebody."""
        return any(state not in CLOSED for state, _ in self.places)

    @property
    def paused(self) -> bool:
        """The clock stands: a line is with its unit."""
        return any(state is State.RETURNED for state, _ in self.places)


@dataclass(frozen=True)
class Page:
    """One page of the list; `after` leads to the next one, None on the last."""

    rows: list[Listed]
    after: tuple[datetime, int] | None = None


def page(wanted: Wanted = Wanted(), size: int = PAGE) -> Page:
    """Dossiers, the newest first. Two queries a page."""
    found = narrowed(Dossier.objects.all(), wanted)
    if wanted.after:
        at, last = wanted.after
        found = found.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=last))
    dossiers = list(found.select_related("round", "movement").order_by("-received_at", "-pk").only(
        "code", "unit_name", "letter_number", "kind", "received_at", "due_on", "round__closes_on", "movement__conference_on",
        "movement__days_before")[:size + 1])
    more, dossiers = len(dossiers) > size, dossiers[:size]
    return Page(listed(dossiers), (dossiers[-1].received_at, dossiers[-1].pk) if more else None)


def narrowed(dossiers: QuerySet[Dossier], wanted: Wanted) -> QuerySet[Dossier]:
    """Only what the filters let through. Search needs no accents: code, letter or unit."""
    for word in fold(wanted.search).split():
        dossiers = dossiers.filter(search__contains=word)
    for name, value in (("kind", wanted.kind), ("round", wanted.round)):
        if value:
            dossiers = dossiers.filter(**{name: value})
    if wanted.unit:
        dossiers = dossiers.filter(unit__in=family([wanted.unit]))
    if wanted.since:
        dossiers = dossiers.filter(received_at__gte=moment(wanted.since, time.min))
    if wanted.until:
        dossiers = dossiers.filter(received_at__lte=moment(wanted.until, time.max))
    lines = Line.objects.filter(dossier=OuterRef("pk"))
    if wanted.group == "da-dong":
        return dossiers.filter(~Exists(lines.filter(state__in=OPEN)))
    if wanted.group in GROUPS:
        return dossiers.filter(Exists(lines.filter(state__in=GROUPS[wanted.group][1])))
    return dossiers


def moment(day: date, at: time) -> datetime:
    """That hour of the day, here. Moments, unlike `received_at__date`, leave the index its use."""
    return timezone.make_aware(datetime.combine(day, at))


def listed(dossiers: Collection[Dossier]) -> list[Listed]:
    """The rows of these dossiers, in the same order. One query."""
    places: dict[int, dict[str, int]] = defaultdict(dict)
    tally = Line.objects.filter(dossier__in=[dossier.pk for dossier in dossiers]).order_by()
    for dossier, state, n in tally.values_list("dossier", "state").annotate(n=Count("pk")):
        places[dossier][state] = n
    days, today = office_days(), timezone.localdate()
    return [
        Listed(
            d.code, d.unit_name, d.letter_number, d.kind, d.received_at, d.due_on, clock.remaining(d.due_on, today, days),
            sum(places[d.pk].values()), [(state, places[d.pk][state]) for state in State if state in places[d.pk]], d.late_by)
        for d in dossiers
    ]


def full_name(code: str) -> str:
    """The award's full name; its code where the catalogue does not know it."""
    return AwardType.objects.filter(code=code).values_list("name", flat=True).first() or code


def decisions(search: str) -> list[Decision]:
    """The signed decisions of that number and sign, one a year, the newest first."""
    if asked := NUMBERED.fullmatch(DASHES.sub("-", nfc(search))):
        return list(Decision.objects.filter(number=int(asked[1]), symbol__iexact=asked[2]).order_by("-year")[:FOUND])
    return []


# ------------------------------------------------------------------ recipients


def recipients(search: str, size: int = FOUND, personal: bool = False) -> list[Recipient]:
    """Persons, collectives and households whose name holds every word, by given name; each with `awarded` and `proposed`.

    With `personal`, an identity number finds its holder; others must not even learn that somebody has it.
    """
    words, digits = fold(search).split(), "".join(search.replace(".", "").split())
    if not words:
        return []
    found = Recipient.objects.filter(merged_into=None)
    if personal and IDENTITY.fullmatch(digits):
        found, words = found.filter(identity=digits), []
    found = found.filter(holding(words))
    return list(counted(found).order_by("order", "pk")[:size + 1])


def holding(words: Collection[str]) -> Q:
    """The key holds every word."""
    return reduce(and_, (Q(key__contains=word) for word in words), Q())


def counted(found: QuerySet[Recipient]) -> QuerySet[Recipient]:
    """Each with its unit, how often it was `awarded` and `proposed`."""
    awards = AwardRecord.objects.filter(recipient=OuterRef("pk"), status="valid").order_by().values("recipient")
    lines = Line.objects.filter(recipient=OuterRef("pk")).order_by().values("recipient")
    return found.select_related("unit").annotate(
        awarded=Coalesce(Subquery(awards.annotate(n=Count("pk")).values("n")), 0),
        proposed=Coalesce(Subquery(lines.annotate(n=Count("pk")).values("n")), 0))


def inherited(search: str, size: int = FOUND) -> list[Recipient]:
    """The collectives of the units that went into those of that name: searching the new unit finds what the old one received."""
    words = fold(search).split()
    named = set(Unit.objects.filter(holding(words)).values_list("pk", flat=True)[:UNITS]) if words else set()
    before = family(named) - named
    if not before:
        return []
    found = Recipient.objects.filter(unit__in=before, kind=RecipientKind.COLLECTIVE, merged_into=None).exclude(holding(words))
    return list(counted(found).order_by("order", "pk")[:size + 1])


def history(recipient: int) -> list[AwardRecord]:
    """Everything a recipient was given, the latest first; what was revoked stays in it. Two queries."""
    found = AwardRecord.objects.filter(recipient=recipient).select_related("line__dossier").prefetch_related("reissues")
    return list(found.order_by("-decided_on", "-pk"))


def proposals(recipient: int) -> list[Line]:
    """Every line a recipient was proposed on, the latest first. One query."""
    return list(Line.objects.filter(recipient=recipient).select_related("dossier", "decision").order_by("-dossier__received_at", "-pk"))
