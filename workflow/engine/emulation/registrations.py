"""Titles registered at the start of the year: entered by hand or from a list, and what they say of a proposed line."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from workflow.law.names import fold, nfc
from workflow.law.words import RecipientKind, Verdict
from workflow.models import AwardType, Line, Recipient, Registration, Unit, User

from .. import clerk, withdrawal
from ..errors import Refused, Stale

Row = Mapping[str, Any]  # award, kind, name or count; identity when known


@dataclass(frozen=True)
class Said:
    """What the registrations say of a line; it informs, and is the province's rule: never a reason to refuse."""

    verdict: Verdict
    words: str


def titles() -> QuerySet[AwardType]:
    """What is registered: titles, not forms of commendation."""
    return AwardType.objects.filter(group="danh-hieu").order_by("-rank", "code")


@transaction.atomic
def enter(unit: Unit, year: int, rows: Sequence[Row], by: User, *, registered_on: date, letter_number: str = "") -> list[Registration]:
    """Enter a unit's registration, all rows or none. Refused names the rows, counted from 1. Six queries or so."""
    clerk.allow(by, "workflow.movements")
    if not rows:
        raise Refused({0: "Chưa có dòng đăng ký nào"})
    if registered_on > timezone.localdate():
        raise Refused({0: "Ngày đăng ký ở sau hôm nay"})
    Unit.objects.select_for_update().get(pk=unit.pk)  # two lists of one unit wait for each other
    if refused := faults(unit, year, rows):
        raise Refused(refused)
    known = recipients(rows, unit)
    now = timezone.now()
    try:
        return Registration.objects.bulk_create(
            Registration(unit=unit, year=year, award_id=row["award"], kind=row["kind"], name=nfc(row.get("name") or ""),
                         key=fold(row.get("name") or "")[:220], recipient_id=known[no], count=row.get("count"), by=by, at=now,
                         letter_number=letter_number, registered_on=registered_on)
            for no, row in enumerate(rows, 1))
    except IntegrityError as twice:
        raise Stale("Đơn vị vừa được đăng ký số lượng danh hiệu này ở cửa sổ khác; chưa có gì được ghi.") from twice


def faults(unit: Unit, year: int, rows: Sequence[Row]) -> dict[int, str]:
    """What is wrong with the rows, by number."""
    awards = {award.code: award for award in titles()}
    standing = Registration.objects.filter(unit=unit, year=year, withdrawn_at=None)
    seen = {(award, kind, key) for award, kind, key in standing.values_list("award", "kind", "key")}
    found = {}
    for no, row in enumerate(rows, 1):
        award, name, count = awards.get(row["award"]), (row.get("name") or "").strip(), row.get("count")
        mark = row["award"], row["kind"], fold(name)[:220]
        if award is None:
            found[no] = f"{row['award']} không phải danh hiệu thi đua trong danh mục"
        elif row["kind"] not in award.kinds:
            found[no] = f"{award.name} không dành cho {RecipientKind(row['kind']).label.lower()}"
        elif bool(name) == bool(count):
            found[no] = "Ghi tên đối tượng hoặc số lượng, không ghi cả hai"
        elif mark in seen:
            found[no] = f"Đã đăng ký {award.short} cho {name or 'số lượng'} trong năm {year}; rút dòng cũ trước khi đăng ký lại"
        seen.add(mark)
    return found


def recipients(rows: Sequence[Row], unit: Unit) -> dict[int, int | None]:
    """The known recipient of each named row: by identity number, else the only one of that name in the unit."""
    identities = {row["identity"] for row in rows if row.get("identity")}
    by_identity = dict(Recipient.objects.filter(identity__in=identities).values_list("identity", "pk")) if identities else {}
    keys = {fold(row["name"])[:220] for row in rows if row.get("name")}
    by_name: dict[tuple[str, str], list[int]] = {}
    for pk, key, kind in Recipient.objects.filter(unit=unit, key__in=keys, merged_into=None).values_list("pk", "key", "kind"):
        by_name.setdefault((key, kind), []).append(pk)
    found = {}
    for no, row in enumerate(rows, 1):
        alike = by_name.get((fold(row.get("name") or "")[:220], str(row["kind"])), [])
        found[no] = by_identity.get(row.get("identity") or "") or (alike[0] if len(alike) == 1 else None)
    return found


@transaction.atomic
def withdraw(registration: Registration, why: str, by: User) -> None:
    """Take a registration back; it stays readable."""
    clerk.allow(by, "workflow.movements")
    if not why.strip():
        raise Refused({0: "Phải ghi rõ lý do rút"})
    if not withdrawal.withdraw(Registration.objects.filter(pk=registration.pk), by, why):
        raise Stale("Dòng đăng ký này đã được rút; không có gì thay đổi. Hãy tải lại trang.")


# ------------------------------------------------------------------ reading


def listing(year: int, unit: int | None = None, award: str = "", after: int = 0, size: int = 50) -> list[Registration]:
    """The standing and withdrawn registrations of a year, in the order they were entered; one more than a page, if there is."""
    found = Registration.objects.filter(year=year, pk__gt=after).select_related("unit", "award", "by").order_by("pk")
    if unit:
        found = found.filter(unit=unit)
    if award:
        found = found.filter(award__code=award)
    return list(found[:size + 1])


def totals(year: int) -> list[dict[str, Any]]:
    """How many of each title are registered in a year: by name and by number."""
    rows = Registration.objects.filter(year=year, withdrawn_at=None).order_by().values("award__name", "award__rank").annotate(
        named=Count("pk", filter=~Q(name="")), counted=Sum("count"), units=Count("unit", distinct=True))
    found = sorted(rows, key=lambda row: -row["award__rank"])
    return [{"name": row["award__name"], "units": row["units"], "total": row["named"] + (row["counted"] or 0)} for row in found]


def year_of(line: Line) -> int:
    """The year whose achievement the line is proposed for: that of its round, else of receipt."""
    return line.dossier.round.year if line.dossier.round_id else line.dossier.received_on.year  # type: ignore[union-attr]


def said_of(line: Line) -> Said | None:
    """Was the title of this line registered? None for what is no title. The line comes with dossier, round, recipient and rule.award."""
    award = line.rule.award
    if award is None or award.group != "danh-hieu":  # a rule for every award gives nobody a title
        return None
    year = year_of(line)
    rows = list(Registration.objects.filter(
        unit=line.dossier.unit_id, year=year, award__code=line.award, kind=line.recipient.kind, withdrawn_at=None).order_by("pk"))
    mine = next((row for row in rows if row.recipient_id == line.recipient_id or (row.name and row.key == line.recipient.key)), None)
    if mine:
        paper = f", văn bản số {mine.letter_number}" if mine.letter_number else ""
        return Said(Verdict.MET, f"Đã đăng ký {award.name} năm {year} ngày {mine.registered_on:%d/%m/%Y}{paper}")
    if counted := next((row for row in rows if row.count), None):
        return Said(
            Verdict.UNKNOWN, f"Đơn vị đăng ký {counted.count} {award.short} năm {year}, không nêu tên; cần đối chiếu số lượng")
    return Said(Verdict.UNKNOWN, f"Không thấy đơn vị đăng ký {award.name} cho đối tượng này năm {year}")
