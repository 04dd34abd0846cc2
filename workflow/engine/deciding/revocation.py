"""Revoking awards: the record stays, marked; what rests on it is to be looked at again; money and object are to come back."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from workflow.law import awards
from workflow.law.states import CLOSED
from workflow.law.words import Instrument, Kind
from workflow.models import AwardRecord, Decision, Line, Recovered, Review, User

from .. import clerk
from ..errors import Refused, Stale
from ..money import fund

RIGHT = "workflow.records"


def revoke(lines: Sequence[int], *, number: str, on: date, by: User) -> list[int]:
    """Mark the awards these lines are about as revoked by that decision. Called inside the transaction that decides.

    Numbers of decisions and of the golden book stay taken: a revoked award keeps its own.
    """
    about = dict(Line.objects.filter(pk__in=lines).values_list("pk", "about"))
    standing = set(AwardRecord.objects.select_for_update().filter(
        pk__in=about.values(), status="valid").order_by("pk").values_list("pk", flat=True))
    gone = {line: "Khen thưởng này đã bị hủy hoặc rút trước đó" for line, record in about.items() if record not in standing}
    if gone:
        raise Refused(gone)
    AwardRecord.objects.filter(pk__in=standing).update(status="revoked", revoked_on=on, revoked_by_decision=number)
    after_revocation(sorted(standing), number, by)
    return sorted(standing)


def after_revocation(records: Sequence[int], decision: str, by: User) -> None:
    """What follows from a revocation beyond the history: the fund asks its money back."""
    fund.recover(records, decision, by)


# ------------------------------------------------------------------ what is left to do


@dataclass(frozen=True)
class Dependant:
    """A later award, or a line under way, whose criteria ask for an award that was revoked."""

    revoked: AwardRecord
    record: AwardRecord | None
    line: Line | None


BASE = re.compile(r"(.+?)-(?:lien-tuc-|\d+-lan-trong-|da-co-|da-tung)")  # as law.criteria.titles keys what asks for an award


@cache
def bases() -> Mapping[str, frozenset[str]]:
    """By award: the awards that the criteria of any version of its rules ask for, as the keys of the criteria name them."""
    found: dict[str, set[str]] = defaultdict(set)
    for machine in awards.every():
        leaves = (leaf for criterion in machine.criteria.values() for leaf in criterion.leaves)
        found[machine.code].update(asked[1] for leaf in leaves if (asked := BASE.match(leaf.key)))
    return {code: frozenset(asked) for code, asked in found.items()}


def resting_on(code: str) -> frozenset[str]:
    """The awards that may rest on this one."""
    return frozenset(award for award, asked in bases().items() if code in asked)


def dependants(revoked: Iterable[AwardRecord]) -> list[Dependant]:
    """What rests on these revoked awards: later awards of the same recipients, and their lines under way. Two queries."""
    revoked = list(revoked)
    people = {record.recipient_id for record in revoked}
    later, running = defaultdict(list), defaultdict(list)
    for record in AwardRecord.objects.filter(recipient__in=people, status="valid").select_related("recipient", "line__dossier"):
        later[record.recipient_id].append(record)
    lines = Line.objects.filter(recipient__in=people, about=None).exclude(state__in=CLOSED).exclude(state__in=("decided", "refused"))
    for line in lines.select_related("recipient", "dossier"):
        running[line.recipient_id].append(line)
    found = []
    for one in revoked:
        resting = resting_on(one.award)
        found += [Dependant(one, record, None) for record in later[one.recipient_id]
                  if record.award in resting and record.decided_on > one.decided_on]
        found += [Dependant(one, None, line) for line in running[one.recipient_id] if line.award in resting]
    return found


def to_review(limit: int = 200) -> list[Dependant]:
    """The dependants nobody has looked at yet, those of the latest revocation first."""
    found = dependants(revoked()[:limit])
    seen = set(Review.objects.filter(revoked__in={one.revoked.pk for one in found}).values_list("revoked", "record"))
    return [one for one in found if one.record is None or (one.revoked.pk, one.record.pk) not in seen]


def revoked() -> QuerySet[AwardRecord]:
    """Every revoked award, the latest first."""
    return AwardRecord.objects.filter(status="revoked").select_related("recipient__unit").order_by("-revoked_on", "-pk")


def to_recover() -> QuerySet[AwardRecord]:
    """Revoked awards whose object nobody has taken back yet."""
    return revoked().filter(~Exists(Recovered.objects.filter(record=OuterRef("pk"))))


def consequences(decision: Decision) -> list[Dependant]:
    """What rests on the awards that a paper revokes, or will revoke once it is signed. No query for other papers."""
    if decision.instrument not in (Instrument.REVOKE, Instrument.PETITION):
        return []
    about = decision.lines.filter(dossier__kind=Kind.REVOKE).order_by("pk").values("about")
    return dependants(AwardRecord.objects.filter(pk__in=about).select_related("recipient"))


@transaction.atomic
def reviewed(revoked: AwardRecord, record: AwardRecord, finding: str, by: User) -> Review:
    """Write down what came of looking again at a later award. It may itself be revoked, by its own dossier."""
    clerk.allow(by, RIGHT)
    if not finding.strip():
        raise Refused({0: "Phải ghi kết quả xem lại"})
    AwardRecord.objects.select_for_update().get(pk=revoked.pk)
    resting = dependants(AwardRecord.objects.filter(pk=revoked.pk, status="revoked"))
    if record.pk not in {one.record.pk for one in resting if one.record}:
        raise Refused({0: "Khen thưởng này không dựa trên khen thưởng đã bị hủy"})
    made, fresh = Review.objects.get_or_create(
        revoked=revoked, record=record, defaults={"finding": finding.strip(), "by": by, "at": timezone.now()})
    if not fresh:
        raise Stale("Khen thưởng này đã được xem lại trước đó; không có gì thay đổi.")
    return made


@transaction.atomic
def recovered(records: Collection[int], on: date, note: str, by: User) -> None:
    """The objects of these revoked awards are back, or the note says why they cannot be."""
    clerk.allow(by, RIGHT)
    if not records:
        raise Refused({0: "Chưa chọn khen thưởng nào"})
    if not note.strip():
        raise Refused({0: "Phải ghi hiện vật đã thu hồi, hoặc vì sao không thu hồi được"})
    if on > timezone.localdate():
        raise Refused({0: f"Ngày thu hồi {on:%d/%m/%Y} ở sau hôm nay"})
    list(AwardRecord.objects.select_for_update().filter(pk__in=records).order_by("pk").values_list("pk"))
    waiting = {record.pk: record for record in to_recover().filter(pk__in=records)}  # read under the lock
    if set(records) != set(waiting):
        raise Stale("Có khen thưởng đã ghi thu hồi trước đó hoặc chưa bị hủy; không có gì thay đổi. Hãy tải lại trang.")
    if early := [record for record in waiting.values() if record.revoked_on and on < record.revoked_on]:
        raise Refused({0: f"Ngày thu hồi ở trước ngày hủy {early[0].revoked_on:%d/%m/%Y}"})
    Recovered.objects.bulk_create(
        Recovered(record=record, on=on, note=note.strip()[:300], by=by, at=timezone.now()) for record in waiting.values())
