"""What the council's pages read: sittings, who has voted (never how), the agenda, the results."""
from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count as Number
from django.db.models import Exists, OuterRef, Q, QuerySet

from workflow.law.votes import passes, percent
from workflow.models import AwardType, Count, Seat, Sitting, Urn, User


@dataclass(frozen=True)
class Item:
    """One line on the agenda, with its result once there is one. No more of the person than a member needs."""

    pk: int
    name: str
    where: str
    citation: str
    dossier: str
    no: int
    unit: str
    threshold: int
    ayes: int | None
    noes: int | None
    blanks: int | None
    invalid: int | None
    share: str
    passed: bool


@dataclass(frozen=True)
class Chapter:
    """The lines of one award."""

    award: str
    items: list[Item]


def sittings() -> QuerySet[Any]:
    """Every sitting, the newest first, with how many seats, papers and lines it has, and whether it is open."""
    return Sitting.objects.annotate(
        members=Number("seats", distinct=True), papers=Number("seats", filter=Q(seats__cast=True), distinct=True),
        size=Number("counts", distinct=True), open=Exists(Urn.objects.filter(sitting=OuterRef("pk")))).order_by("-held_on", "-pk")


def is_open(sitting: Sitting) -> bool:
    """Papers may still be cast: the urn stands there."""
    return Urn.objects.filter(sitting=sitting).exists()


def mine(user: User) -> QuerySet[Any]:
    """The person's seats, the newest sitting first, with whether the sitting is open and how long its agenda is."""
    return Seat.objects.filter(member=user).select_related("sitting").annotate(
        open=Exists(Urn.objects.filter(sitting=OuterRef("sitting"))), size=Number("sitting__counts")).order_by("-sitting__held_on", "-pk")


def agenda(sitting: Sitting) -> list[Chapter]:
    """The agenda by award, highest first. Two queries, however long it is."""
    awards = {award.code: award for award in AwardType.objects.all()}
    counts = sitting.counts.select_related("line__dossier").order_by("line__dossier", "line__no")

    def heading(count: Count) -> tuple[int, str]:
        return -awards[count.line.award].rank, count.line.award

    ordered = sorted(counts, key=heading)
    return [Chapter(awards[code].name, [item(count) for count in group]) for (_, code), group in groupby(ordered, heading)]


def item(count: Count) -> Item:
    """A count as the pages show it."""
    line, ayes = count.line, count.ayes
    return Item(
        line.pk, line.name, ", ".join(part for part in (line.position, line.workplace) if part), line.citation, line.dossier.code,
        line.no, line.dossier.unit_name, count.threshold, ayes, count.noes, count.blanks, count.invalid,
        "" if ayes is None else percent(ayes, count.members), ayes is not None and passes(ayes, count.members, count.threshold))


def counted_in(sitting: Sitting, code: str) -> bool:
    """Whether the paper with this receipt was counted."""
    return "".join(sign for sign in code.upper() if sign.isalnum()) in sitting.receipts  # people write codes in groups
