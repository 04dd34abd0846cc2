"""The proposal sheet to the chairman and the chairman's decision, each with its lists."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from workflow.law.accumulation import Held, forgone, period_of
from workflow.law.money import TITLE, Tariff, reward
from workflow.law.states import State
from workflow.law.words import RecipientKind, Sex
from workflow.models import AwardType, Count, Decision, Entry, LegalText, Line, Office, Sitting, User
from workflow.models.catalogue import in_force
from workflow.models.kinship import names_on
from workflow.models.tables import tariff

from .. import facts
from .common import midnight, office_on, spot

ORDER = {RecipientKind.COLLECTIVE: 0, RecipientKind.PERSON: 1, RecipientKind.HOUSEHOLD: 2}
SOUND = [State.APPRAISED, State.PASSED]  # a line that ever came here was found eligible, whatever the council said of it


class Listed(NamedTuple):
    """A line as a list needs it. Not the record: a decision may have thousands of lines."""

    award: str
    kind: str
    order: str
    pk: int
    recipient: int
    year: int | None
    name: str
    position: str
    workplace: str
    citation: str
    born_on: date | None
    born: int | None
    sex: str
    dossier: int
    unit: int
    unit_name: str
    ayes: int | None
    members: int | None
    sitting: int | None


COLUMNS = (
    "award", "recipient__kind", "recipient__order", "pk", "recipient", "dossier__round__year", "name", "position", "workplace",
    "citation", "recipient__birth_date", "recipient__birth_year", "recipient__sex", "dossier", "dossier__unit", "dossier__unit_name")


def decided(decision: Decision, day: date) -> list[Listed]:
    """The decision's lines as a list names them."""
    return listed(decision.lines.all(), day)


def listed(lines: QuerySet[Line], day: date) -> list[Listed]:
    """These lines as a list names them: by award, collectives first, then in Vietnamese order of given names. Five queries.

    A unit has the name valid on the day of the paper, with the one it had on receipt in brackets if that was another.
    """
    counts = Count.objects.filter(line__in=lines).exclude(ayes=None).order_by("pk")
    counted = {line: rest for line, *rest in counts.values_list("line", "ayes", "members", "sitting")}
    rows = [Listed(*row, *counted.get(row[3], (None, None, None))) for row in lines.values_list(*COLUMNS)]
    names = names_on({row.unit for row in rows}, day)
    named = [row._replace(unit_name=renamed(names[row.unit], row.unit_name)) for row in rows]
    return sorted(named, key=lambda line: (line.award, ORDER[RecipientKind(line.kind)], line.order, line.pk))


def renamed(now: str, then: str) -> str:
    """Sở Nội vụ tỉnh B (trước là Sở Nội vụ tỉnh A)."""
    return now if now == then else f"{now} (trước là {then})"


def annexes(lines: Sequence[Listed], on: date, rates: Tariff | None = None) -> tuple[facts.Annex, ...]:
    """One list for each award and kind of recipient; the highest award first. Without `rates` it speaks of no money."""
    awards = {award.code: award for award in AwardType.objects.all()}
    without = unpaid(lines, on, rates, {code for code, award in awards.items() if award.group == TITLE}) if rates else set()
    groups: dict[tuple[str, RecipientKind], list[facts.ListedRecipient]] = {}
    money: dict[tuple[str, RecipientKind], int] = {}
    for line in lines:
        key = line.award, RecipientKind(line.kind)
        if key not in groups:
            groups[key], money[key] = [], reward(*key, on, rates) if rates else 0
        groups[key].append(row(line, 0 if line.pk in without else money[key]))
    ranked = sorted(groups.items(), key=lambda group: (-awards[group[0][0]].rank, group[0][0], ORDER[group[0][1]]))
    return tuple(
        facts.Annex(award=awards[code].name, kind=kind, verb=verb(awards[code]), rows=tuple(rows)) for (code, kind), rows in ranked)


def unpaid(lines: Sequence[Listed], on: date, rates: Tariff, titles: Collection[str]) -> set[int]:
    """The lines that bring no money, because the same decision gives the recipient a higher title for the same period."""
    return forgone(
        (line.recipient, period_of(str(line.year or ""), on),
         Held(line.pk, line.award, reward(line.award, RecipientKind(line.kind), on, rates), on))
        for line in lines if line.award in titles)


def verb(award: AwardType) -> str:
    """A title is conferred as a title; a form is just given."""
    return "tặng danh hiệu" if award.group == TITLE and not award.name.startswith("Cờ") else "tặng"


def row(line: Listed, money: int) -> facts.ListedRecipient:
    """One line of a list."""
    return facts.ListedRecipient(
        name=line.name, place=spot(line.position, line.workplace) or line.unit_name, born=line.born_on.year if line.born_on else line.born,
        sex=Sex(line.sex).label if line.sex else "", basis=line.citation, ayes=line.ayes, members=line.members, money=money)


def bases(office: Office, day: date, *extra: str) -> tuple[str, ...]:
    """The căn cứ: texts in force that day with a citation, in their order, then what is particular to the paper."""
    texts = in_force(LegalText.objects.exclude(citation=""), day).order_by("rank", "since")
    return (*(f"Căn cứ {citation}" for citation in texts.values_list("citation", flat=True)), *extra)


def decision(
    decision: Decision, *, number: int | None = None, signed_on: date | None = None, signed_by: User | None = None,
) -> facts.DecisionPaper:
    """Quyết định with its annexes; without a number, the draft. Money is counted for the day of signing."""
    day = signed_on or decision.signed_on or timezone.localdate()
    office, lines = office_on(day), decided(decision, day)
    sheet = f" tại Tờ trình số {decision.proposal_number}" if decision.proposal_number else ""
    signer = signed_by or decision.signed_by
    return facts.DecisionPaper(
        made_at=midnight(day), head=facts.Head(superior="", body=office.committee, place=office.place), symbol=decision.symbol,
        number=number if number is not None else decision.number, day=signed_on or decision.signed_on,
        bases=bases(office, day, f"Theo đề nghị của Giám đốc Sở Nội vụ{sheet}"), subject=decision.subject,
        annexes=annexes(lines, day, tariff()), authority=f"Chủ tịch Ủy ban nhân dân {office.province}",
        achievement=decision.achievement, money_basis=money_basis(day), fund=office.fund, executors=office.executors,
        signature=facts.Signature(title=office.chairman_title, name=signer.full_name if signer else ""),
        recipients=("Như Điều 3", f"Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân {office.province}", "Lưu: VT, SNV"))


def money_basis(day: date) -> str:
    """The decree that fixes rewards on that day."""
    text = in_force(LegalText.objects.filter(Q(code="152/2025/NĐ-CP") | Q(code="98/2023/NĐ-CP")), day).first()
    return f"Nghị định số {text.code}" if text else "quy định hiện hành"


def proposal(decision: Decision) -> facts.ProposalSheet:
    """Tờ trình of Sở Nội vụ for this decision, with the council's result and the list."""
    day = decision.signed_on or timezone.localdate(decision.created_at)
    office, lines = office_on(day), decided(decision, day)
    dossiers = {line.dossier for line in lines}
    siblings = Line.objects.filter(dossier__in=dossiers)
    number, _, symbol = decision.proposal_number.partition("/")
    return facts.ProposalSheet(
        made_at=decision.created_at, head=facts.Head(superior=office.committee, body=office.department, place=office.place),
        number=int(number) if number.isdecimal() else None, symbol=symbol or office.proposal_symbol, day=day,
        subject=decision.subject, addressee=f"Chủ tịch Ủy ban nhân dân {office.province}", sender="Sở Nội vụ",
        council=office.council, councils=councils(lines), bases=bases(office, day),
        annexes=annexes(lines, day, tariff()),
        dossiers=len(dossiers), units=len({line.unit for line in lines}), proposed=siblings.count(),
        eligible=siblings.filter(Exists(Entry.objects.filter(line=OuterRef("pk"), target__in=SOUND))).count(),
        achievement=decision.achievement, fund=office.fund,
        signature=facts.Signature(title=office.director_title, name=office.director),
        recipients=("Như trên", "Giám đốc, các Phó Giám đốc Sở", "Lưu: VT, TĐKT"))


def councils(lines: Sequence[Listed]) -> tuple[facts.CouncilResult, ...]:
    """The sittings that passed these lines, with how each went."""
    sittings = Sitting.objects.filter(pk__in={line.sitting for line in lines}).prefetch_related("seats", "counts__line").order_by("held_on")
    return tuple(result(sitting) for sitting in sittings)


def result(sitting: Sitting) -> facts.CouncilResult:
    """One sitting in a sentence's worth of numbers."""
    seats, counts = sitting.seats.all(), sitting.counts.all()
    passed = sum((count.ayes or 0) * 100 >= count.threshold * count.members for count in counts)
    return facts.CouncilResult(
        held_on=sitting.held_on, members=len(seats), present=sum(seat.present for seat in seats),
        minutes=f"Biên bản kiểm phiếu số {sitting.pk:02d}/BB-HĐTĐKT", passed=passed, failed=len(counts) - passed)
