"""Rounds: a year's calendar made from the template rows, rounds of their own, and which units have sent their dossiers."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from workflow.law.names import title_key
from workflow.law.rounds import Deadline, before_conference
from workflow.law.words import UnitKind
from workflow.models import Dossier, PlannedRound, Reminder, Round, Unit, UnitContact, User

from .. import changes, clerk
from ..errors import Refused

NEEDED = {"name": "tên đợt", "kind": "loại hình", "year": "năm thành tích", "opens_on": "ngày bắt đầu"}
FIELDS = ("name", "kind", "year", "opens_on", "closes_on", "deadline", "conference_on", "days_before", "expects", "remind_days")


@dataclass(frozen=True)
class Overview:
    """One round as the list shows it. `left`: calendar days to the last day, negative once it is over."""

    round: Round
    left: int
    sent: int
    late: int
    missing: int

    @property
    def open(self) -> bool:
        """Units are still to send, in time."""
        return self.left >= 0


@dataclass(frozen=True)
class Sender:
    """A unit and what it sent for a round: `sent_on` its first dossier, `late_by` days of that one; `told` its last reminder."""

    unit: Unit
    sent_on: date | None
    dossiers: int
    late_by: int
    email: str
    told: datetime | None
    fault: str = ""


@transaction.atomic
def lay_out(year: int, by: User) -> list[Round]:
    """Make the year's rounds from the template rows in force on its first day; those that are there stay as they are.

    Rows with a conference have no day of their own in the calendar: such a round is made when the conference is known.
    """
    clerk.allow(by, "workflow.movements")
    if not 2000 <= year <= 2100:
        raise Refused({0: f"Năm {year} không hợp lệ"})
    rows = list(PlannedRound.on(date(year, 1, 1)).filter(deadline=Deadline.DAY).order_by("pk").select_for_update())
    if not rows:
        raise Refused({0: f"Chưa có lịch mẫu có hiệu lực ngày 01/01/{year}"})
    known = set(Round.objects.filter(planned__in=rows, plan_year=year).values_list("planned", flat=True))
    made = Round.objects.bulk_create(planned(row, year) for row in rows if row.pk not in known)
    for one in made:
        changes.log("round", one.pk, f"Lập từ lịch mẫu năm {year}", by, {"closes_on": one.closes_on})
    return made


def planned(row: PlannedRound, year: int) -> Round:
    """The round of that row in a year, unsaved."""
    plan = row.plan
    return Round(
        name=row.name.format(year=year, before=year - 1), kind=row.kind, year=year + row.year_shift, opens_on=plan.opens_on(year),
        closes_on=plan.closes_on(year), words=plan.words(year), planned=row, plan_year=year, expects=row.expects,
        remind_days=row.remind_days)


@transaction.atomic
def write(fields: Mapping[str, Any], by: User, round: Round | None = None, note: str = "") -> Round:
    """A new round, or another day for one; `fields` by the names in FIELDS. Of a conference, the last day is counted from it."""
    clerk.allow(by, "workflow.movements")
    wanted = dated({name: fields[name] for name in FIELDS if name in fields})
    changes.require(wanted, {**NEEDED, "closes_on": "hạn gửi hồ sơ"})
    if wanted["closes_on"] < wanted["opens_on"]:
        raise Refused({0: f"Hạn gửi hồ sơ {wanted['closes_on']:%d/%m/%Y} ở trước ngày bắt đầu {wanted['opens_on']:%d/%m/%Y}"})
    if round is None:
        return changes.begun(Round.objects.create(**wanted), wanted, "round", "Lập đợt xét", by)
    held = Round.objects.select_for_update().get(pk=round.pk)
    if held.kind != wanted["kind"] and held.dossiers.exists():
        raise Refused({0: "Đợt đã có hồ sơ, không đổi được loại hình"})
    if held.closes_on != wanted["closes_on"]:
        if not note.strip():
            raise Refused({0: "Đổi hạn gửi hồ sơ phải ghi rõ lý do, căn cứ"})
        wanted["words"] = wanted.get("words", "")
    changes.apply(held, wanted, "round", "Sửa đợt xét", by, note.strip())
    return held


def dated(fields: dict[str, Any]) -> dict[str, Any]:
    """With the last day that follows from the conference; a round of a fixed day has no conference."""
    if fields.get("deadline") != Deadline.CONFERENCE:
        return {**fields, "deadline": str(Deadline.DAY), "conference_on": None, "days_before": None}
    held_on, days = fields.get("conference_on"), fields.get("days_before")
    if held_on is None or days is None:
        raise Refused({0: "Còn thiếu ngày hội nghị hoặc số ngày trước hội nghị"})
    words = f"trước ngày hội nghị {held_on:%d/%m/%Y} {days} ngày"
    return {**fields, "closes_on": before_conference(held_on, days), "words": words}


# ------------------------------------------------------------------ who has sent


def expected(kinds: Sequence[str], day: date) -> Any:
    """The units that should send, as they exist on a day: of these kinds, or of all but clusters."""
    units = Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    return units.filter(kind__in=kinds) if kinds else units.exclude(kind=UnitKind.CLUSTER)


def overview(rounds: Sequence[Round], today: date) -> list[Overview]:
    """How far each round has come. Three queries, however many rounds."""
    sent: dict[int, dict[int, tuple[date, str]]] = defaultdict(dict)
    rows = Dossier.objects.filter(round__in=rounds).order_by("-received_at").values_list("round", "unit", "received_at", "unit__kind")
    for pk, unit, at, kind in rows.iterator():
        sent[pk][unit] = timezone.localdate(at), kind  # the first dossier of the unit comes last
    late = dict(Dossier.objects.filter(round__in=rounds, received_at__gte=F("round__closes_on") + timedelta(days=1))
                .order_by().values_list("round").annotate(n=Count("pk")))
    units = list(Unit.objects.values_list("pk", "kind", "valid_from", "valid_to"))
    found = []
    for one in rounds:
        asked = {
            unit for unit, kind, since, until in units
            if (kind in one.expects if one.expects else kind != UnitKind.CLUSTER)
            and since <= one.closes_on and (until is None or until >= one.closes_on)}
        found.append(Overview(
            one, (one.closes_on - today).days, len(sent[one.pk]), late.get(one.pk, 0), len(asked - set(sent[one.pk]))))
    return found


def senders(round: Round) -> list[Sender]:
    """Every unit that should send or has sent, those that have not first, in the order of the alphabet. Five queries."""
    sent: dict[int, list[date]] = defaultdict(list)
    for unit, at in round.dossiers.order_by("received_at").values_list("unit", "received_at"):
        sent[unit].append(timezone.localdate(at))
    units = {unit.pk: unit for unit in expected(round.expects, round.closes_on)}
    units |= Unit.objects.in_bulk(set(sent) - set(units))
    told = {row["unit"]: row["last"] for row in round.reminders.order_by().values("unit").annotate(last=Max("at"))}
    faults = dict(round.reminders.exclude(fault="").order_by("pk").values_list("unit", "fault"))
    emails = addresses(list(units))
    found = [
        Sender(unit, min(days, default=None), len(days), max(0, (min(days) - round.closes_on).days) if days else 0,
               emails.get(pk, ""), told.get(pk), faults.get(pk, ""))
        for pk, unit in units.items() for days in [sent.get(pk, [])]]
    return sorted(found, key=lambda one: (one.sent_on is not None, title_key(one.unit.name)))


def addresses(units: Sequence[int]) -> dict[int, str]:
    """Where a unit gets e-mail: its contact, else what its last dossier says."""
    last = Dossier.objects.filter(unit__in=units).exclude(contact_email="").order_by("unit", "-received_at").distinct("unit")
    found = dict(last.values_list("unit", "contact_email"))
    return found | dict(UnitContact.objects.filter(unit__in=units).exclude(email="").values_list("unit", "email"))


def told(round: Round) -> list[Reminder]:
    """The reminders of a round, the latest first."""
    return list(round.reminders.select_related("unit", "by").order_by("-pk")[:200])
