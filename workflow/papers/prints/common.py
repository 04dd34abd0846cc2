"""What every mapping needs: the office as it was named that day, award names, lines in the order papers list them."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone

from workflow.law.words import RecipientKind
from workflow.models import Line, Office, Rule

from .. import facts
from ..faults import MissingValue

COLUMN = {RecipientKind.PERSON: "persons", RecipientKind.COLLECTIVE: "collectives", RecipientKind.HOUSEHOLD: "households"}


def office_on(day: date) -> Office:
    """The office in force on a day; a paper without one has no head."""
    office = Office.on(day).first()
    if office is None:
        raise MissingValue(f"Thiếu thông tin cơ quan có hiệu lực ngày {day:%d/%m/%Y} trong danh mục “Cơ quan”")
    return office


def midnight(day: date) -> datetime:
    """The aware beginning of a day: dates a paper whose facts give no hour, so that its bytes repeat."""
    return timezone.make_aware(datetime.combine(day, time()))


def counts(lines: Iterable[Line], names: dict[str, str]) -> tuple[facts.AwardCount, ...]:
    """How many of each kind of recipient, by award, in the order of the list. Lines come with their recipient."""
    table: dict[str, Counter[str]] = {}
    for line in lines:
        table.setdefault(line.award, Counter())[COLUMN[RecipientKind(line.recipient.kind)]] += 1
    return tuple(facts.AwardCount(award=names[award], **row) for award, row in table.items())


def where(line: Line) -> str:
    """Position and workplace on one line, or the unit that proposes."""
    return spot(line.position, line.workplace) or line.dossier.unit_name


def spot(position: str, workplace: str) -> str:
    """What there is of the two."""
    return ", ".join(part for part in (position, workplace) if part)


def paper_names(lines: Iterable[Line]) -> dict[str, str]:
    """The names of the papers that the lines' rules speak of, by code, in their order."""
    rules = Rule.objects.filter(pk__in={line.rule_id for line in lines}).order_by("pk")
    return {paper["code"]: paper["name"] for rule in rules for paper in rule.papers}
