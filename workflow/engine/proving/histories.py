"""Everything on record of many recipients at once, as the law reads it: a flat number of queries, whatever their number."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from workflow.law import evidence as law
from workflow.law.bands import PostBand
from workflow.law.criteria.bars import APART, state_level
from workflow.law.figures import short_date
from workflow.law.states import CLOSED, State
from workflow.law.words import HoldReason, Level, RecipientKind, Scope
from workflow.models import (
    AwardRecord,
    AwardType,
    Hold,
    Initiative,
    InitiativeUse,
    Line,
    Performance,
    Post,
    Recipient,
    Share,
)

RECORD = ("recipient", "line", "award", "decided_on", "award_name", "decision_number", "authority", "kind", "period", "status")
PAPER = ("decision_number", "decided_on", "authority")
BANDS = set(PostBand)


@dataclass
class Past:
    """What is on record of one recipient. What came of a line, or served it already, carries its id: it proves nothing for itself."""

    kind: RecipientKind
    sex: str = ""
    records: list[tuple[int | None, law.Record]] = field(default_factory=list)
    performance: dict[int, Level] = field(default_factory=dict)
    papers: dict[int, str] = field(default_factory=dict)
    initiatives: list[tuple[law.Initiative, list[tuple[int, str]]]] = field(default_factory=list)
    shares: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    posts: list[law.Post] = field(default_factory=list)
    holds: list[law.Hold] = field(default_factory=list)

    def history(self, on: date, line: int | None = None, asked: int = 0) -> law.History:
        """As it stands for a proposal of that day, without what this very line brought or used."""
        return law.History(
            on, tuple(record for source, record in self.records if line is None or source != line), self.performance,
            tuple(replace(one, uses=tuple(words for user, words in uses if user != line)) for one, uses in self.initiatives),
            self.shares, tuple(self.posts), tuple(self.holds), self.sex, today=timezone.localdate(), asked=asked, papers=self.papers)


def of(recipients: Collection[int]) -> dict[int, Past]:
    """What is on record of each of them. Eight queries; as many recipients as go into one statement."""
    found = {pk: Past(RecipientKind(kind), sex)
             for pk, kind, sex in Recipient.objects.filter(pk__in=recipients).values_list("pk", "kind", "sex")}
    for fill in (records, performance, initiatives, shares, posts, holds):
        fill(found)
    return found


def records(found: dict[int, Past]) -> None:
    """Awards, with the line each came from."""
    rows = AwardRecord.objects.filter(recipient__in=found).order_by("pk").values_list(*RECORD)
    for recipient, line, award, decided_on, name, number, authority, kind, period, status in rows:
        record = law.Record(award, decided_on, name, number, authority, kind, period, status == "valid")
        found[recipient].records.append((line, record))


def performance(found: dict[int, Past]) -> None:
    """The result of each year."""
    for recipient, year, level, *paper in standing(Performance, found, "recipient", "year", "level", *PAPER):
        past = found[recipient]
        past.performance[year], past.papers[year] = Level(level), cited(*paper)


def initiatives(found: dict[int, Past]) -> None:
    """What was recognised, for each of its authors, with the proposals it served."""
    uses: dict[int, list[tuple[int, str]]] = defaultdict(list)
    used = InitiativeUse.objects.filter(initiative__authors__in=found, withdrawn_at=None).order_by("pk").distinct()
    award_name = Coalesce(Subquery(AwardType.objects.filter(code=OuterRef("line__award")).values("short")[:1]), "line__award")
    for initiative, line, award, code, no in used.values_list("initiative", "line", award_name, "line__dossier__code", "line__no"):
        uses[initiative].append((line, f"{award} (hồ sơ {code}, dòng {no})"))
    rows = Initiative.objects.filter(authors__in=found, state="recognised", withdrawn_at=None).order_by("year", "pk")
    for pk, author, year, scope, name, *paper in rows.values_list("pk", "authors", "year", "scope", "name", *PAPER):
        if author in found:
            found[author].initiatives.append((law.Initiative(year, Scope(scope), name, cited(*paper)), uses[pk]))


def shares(found: dict[int, Past]) -> None:
    """The shares of collectives, by year."""
    for recipient, what, year, percent in standing(Share, found, "recipient", "what", "year", "percent"):
        found[recipient].shares[what, year] = percent


def posts(found: dict[int, Past]) -> None:
    """The posts held; one of a band that is not known any more is of no band."""
    for recipient, band, since, until, name in standing(Post, found, "recipient", "band", "since", "until", "name"):
        found[recipient].posts.append(law.Post(band if band in BANDS else str(PostBand.OTHER), since, until, name))


def holds(found: dict[int, Past]) -> None:
    """The holds, over or not."""
    rows = Hold.objects.filter(recipient__in=found).order_by("since", "pk")
    for recipient, reason, since, review_on, released_on in rows.values_list("recipient", "reason", "since", "review_on", "released_on"):
        found[recipient].holds.append(law.Hold(HoldReason(reason), since, review_on, released_on))


def pending(lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    """Other proposals of a recipient and year for an award of the state, by line. One query; none where no line asks for one."""
    asked = {line.recipient_id for line in lines if state_level(line.award) and line.dossier.kind not in APART}
    if not asked:
        return {}
    rows = Line.objects.filter(recipient__in=asked, about=None).exclude(state__in=(*CLOSED, State.DECIDED, State.REFUSED)).exclude(
        dossier__kind__in=APART).order_by("pk").values_list(
        "pk", "recipient", "award", "no", "dossier__code", "dossier__received_at")
    open_ones: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for pk, recipient, award, no, code, at in rows:
        if state_level(award):
            open_ones[recipient, timezone.localdate(at).year].append((pk, f"{award} (hồ sơ {code}, dòng {no})"))
    return {line.pk: tuple(words for pk, words in open_ones[line.recipient_id, line.dossier.received_on.year] if pk != line.pk)
            for line in lines if line.recipient_id in asked}


def standing(model: type[Model], found: dict[int, Past], *columns: str) -> Iterable[tuple]:  # type: ignore[type-arg]
    """The rows of evidence that nobody withdrew."""
    return model._default_manager.filter(recipient__in=found, withdrawn_at=None).order_by("pk").values_list(*columns)


def cited(number: str, day: date | None, authority: str) -> str:
    """The paper a fact stands in; empty when none was named."""
    on = f"ngày {short_date(day)}" if day else ""
    return " ".join(filter(None, [number, on, f"của {authority}" if authority and (number or day) else authority]))
