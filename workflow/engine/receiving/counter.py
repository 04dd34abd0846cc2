"""What the intake counter reads: drafts, dossiers received lately, the papers a kind demands, what a draft would promise."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from workflow.law import clock
from workflow.law.names import fold
from workflow.law.rounds import before_conference, late_by
from workflow.law.states import CLOSED
from workflow.models import Dossier, Draft, Line, Rule, Unit, User

from ..inbox import PAGE, office_days

NAMED = 3  # awards named beside a paper that not all of them want


@dataclass(frozen=True)
class Demanded:
    """A paper that the rules ask for. `only_for` names the awards, where not all of them want it."""

    code: str
    name: str
    required: bool
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Received:
    """One row of the list of dossiers received lately."""

    code: str
    unit: str
    letter: str
    kind: str
    received_at: datetime
    due_on: date
    lines: int
    open: bool
    left: int
    late_by: int = 0


@dataclass(frozen=True)
class Receipts:
    """One page of them; `after` leads to the next one, None on the last."""

    rows: list[Received]
    after: tuple[datetime, int] | None = None


def drafts(user: User) -> QuerySet[Draft]:
    """The person's drafts, the last touched first, each with `unit_name` and `size`, without reading their lists. One query."""
    unit = Unit.objects.filter(pk=Cast(KeyTextTransform("unit_id", OuterRef("header")), BigIntegerField()))
    return Draft.objects.filter(owner=user).defer("rows").annotate(
        unit_name=Subquery(unit.values("name")[:1]),
        size=Func(F("rows"), function="jsonb_array_length", output_field=IntegerField())).order_by("-updated_at", "-pk")


def received(search: str = "", after: tuple[datetime, int] | None = None, size: int = PAGE) -> Receipts:
    """Dossiers, the newest first. One query a page."""
    found = Dossier.objects.all()
    for word in fold(search).split():
        found = found.filter(search__contains=word)
    if after:
        found = found.filter(Q(received_at__lt=after[0]) | Q(received_at=after[0], pk__lt=after[1]))
    lines = Line.objects.filter(dossier=OuterRef("pk")).order_by().values("dossier").annotate(n=Count("pk")).values("n")
    rows = list(found.order_by("-received_at", "-pk").annotate(
        size=Subquery(lines), open=Exists(Line.objects.filter(dossier=OuterRef("pk")).exclude(state__in=CLOSED)),
    ).values_list("pk", "code", "unit_name", "letter_number", "kind", "received_at", "due_on", "size", "open", "round__closes_on",
                  "movement__conference_on", "movement__days_before")[:size + 1])
    days, today = office_days(), timezone.localdate()
    page = [
        Received(code, unit, letter, kind, at, due_on, lines or 0, is_open, clock.remaining(due_on, today, days),
                 late_by(timezone.localdate(at), last or (before_conference(held, ahead) if held else None)))
        for _, code, unit, letter, kind, at, due_on, lines, is_open, last, held, ahead in rows[:size]
    ]
    return Receipts(page, (rows[size - 1][5], rows[size - 1][0]) if len(rows) > size else None)


def demanded(kind: str, day: date, awards: Collection[str] = ()) -> list[Demanded]:
    """The papers that must come with such a dossier: by the rules of these awards, or of all awards while none is named."""
    rules = list(Rule.on(day).filter(kind=kind).select_related("award").order_by("pk"))
    rules = [rule for rule in rules if rule.award_id in awards] or rules
    names, asked = asked_of(rules), dict[str, dict[str, str]]()  # paper → the awards that want it, by code
    for rule in rules:
        for paper in rule.papers:
            asked.setdefault(paper["code"], {})[rule.award_id or ""] = rule.of
    return [
        Demanded(code, name, required, () if len(asked[code]) == len(rules) else some_of(list(asked[code].values())))
        for code, (name, required) in names.items()
    ]


def asked_of(rules: Iterable[Rule]) -> dict[str, tuple[str, bool]]:
    """The papers that a unit hands in under these rules: code → name, and whether any of them demands it.

    What another authority answers (hiệp y) is none of them: nobody asks the unit for it.
    """
    found: dict[str, tuple[str, bool]] = {}
    for rule in rules:
        for paper in rule.papers:
            if paper.get("by") != "agency":
                before = found.get(paper["code"], ("", False))[1]
                found[paper["code"]] = paper["name"], before or paper["required"]
    return found


def some_of(names: Sequence[str]) -> tuple[str, ...]:
    """The first few names, and how many more."""
    rest = len(names) - NAMED
    return (*names[:NAMED], f"{rest} hình thức khác") if rest > 1 else tuple(names)
