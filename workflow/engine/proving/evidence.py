"""What is on record of a recipient beside awards: entering performance, posts and shares, and withdrawing what was wrong."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from workflow.law.bands import PostBand
from workflow.law.words import Level, RecipientKind
from workflow.models import ExcellenceCap, Initiative, Performance, Post, Recipient, Share, Unit, User

from .. import clerk, withdrawal
from ..errors import Refused, Stale
from ..register import alive

RIGHT = "workflow.evidence"
EARLIEST = 1945
Row = Performance | Post | Share | Initiative
KEPT = {"xep-loai": Performance, "chuc-vu": Post, "ty-le": Share, "sang-kien": Initiative}
SHARES = {  # as law.criteria.share names them
    "hoan-thanh": "Cá nhân hoàn thành nhiệm vụ", "lao-dong-tien-tien": "Cá nhân đạt Lao động tiên tiến", "nu": "Cá nhân là nữ"}


@dataclass(frozen=True)
class Source:
    """The paper a fact stands in."""

    number: str = ""
    on: date | None = None
    authority: str = ""

    def columns(self, by: User) -> dict[str, Any]:
        """As every row of evidence keeps it."""
        if self.on and self.on > timezone.localdate():
            raise Refused({0: f"Ngày văn bản {self.on:%d/%m/%Y} ở sau hôm nay"})
        named = {"decision_number": self.number.strip(), "decided_on": self.on, "authority": self.authority.strip()}
        return {**named, "by": by, "at": timezone.now()}


@transaction.atomic
def record_performance(recipient: Recipient, year: int, level: Level, by: User, source: Source = Source()) -> Performance:
    """The level of a year. One a year counts: a wrong one is withdrawn first."""
    clerk.allow(by, RIGHT)
    check_year(year)
    locked(recipient)
    if Performance.objects.filter(recipient=recipient, year=year, withdrawn_at=None).exists():
        raise Refused({0: f"Đã có kết quả xếp loại năm {year}; nếu sai, hãy rút kết quả đó rồi ghi lại"})
    return Performance.objects.create(recipient=recipient, year=year, level=level, **source.columns(by))


@transaction.atomic
def record_post(
    recipient: Recipient, name: str, band: PostBand, since: date, until: date | None, by: User, source: Source = Source(),
) -> Post:
    """A post held. Posts may overlap: which of them counts is the law's business."""
    clerk.allow(by, RIGHT)
    if recipient.kind != RecipientKind.PERSON:
        raise Refused({0: "Chỉ cá nhân mới có chức vụ"})
    if not name.strip():
        raise Refused({0: "Phải ghi tên chức vụ"})
    if since > timezone.localdate():
        raise Refused({0: "Ngày bắt đầu giữ chức vụ ở sau hôm nay"})
    if until and until < since:
        raise Refused({0: "Ngày kết thúc ở trước ngày bắt đầu"})
    locked(recipient)
    return Post.objects.create(recipient=recipient, name=name.strip(), band=band, since=since, until=until, **source.columns(by))


@transaction.atomic
def record_share(recipient: Recipient, year: int, what: str, percent: Decimal, by: User, source: Source = Source()) -> Share:
    """A share of a collective's members in a year, per cent."""
    clerk.allow(by, RIGHT)
    check_year(year)
    if recipient.kind == RecipientKind.PERSON:
        raise Refused({0: "Chỉ tập thể, hộ gia đình mới có tỷ lệ thành viên"})
    if what not in SHARES:
        raise Refused({0: "Không có chỉ tiêu này"})
    if not 0 <= percent <= 100:
        raise Refused({0: "Tỷ lệ phải từ 0 đến 100%"})
    locked(recipient)
    if Share.objects.filter(recipient=recipient, year=year, what=what, withdrawn_at=None).exists():
        raise Refused({0: f"Đã có tỷ lệ này của năm {year}; nếu sai, hãy rút số liệu đó rồi ghi lại"})
    return Share.objects.create(recipient=recipient, year=year, what=what, percent=percent, **source.columns(by))


@transaction.atomic
def withdraw(row: Row, why: str, by: User) -> None:
    """Take a row out of what counts. It stays readable, with who withdrew it and why."""
    clerk.allow(by, RIGHT)
    held = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if held.withdrawn_at:
        raise Stale("Dòng này đã được rút trước đó; không có gì thay đổi.")
    if not why.strip():
        raise Refused({0: "Phải ghi rõ lý do rút"})
    if isinstance(held, Initiative) and held.uses.filter(withdrawn_at=None).exists():
        raise Refused({0: "Sáng kiến đang được dùng cho một dòng đề nghị; hãy bỏ việc dùng đó trước"})
    withdrawal.withdraw(type(row)._default_manager.filter(pk=held.pk), by, why)


def locked(recipient: Recipient) -> None:
    """Two who enter the same at once come one after the other."""
    alive.hold([Recipient.objects.select_for_update(no_key=True).get(pk=recipient.pk).pk])


def check_year(year: int) -> None:
    """A year of which something can be on record."""
    if not EARLIEST <= year <= timezone.localdate().year:
        raise Refused({0: f"Năm phải từ {EARLIEST} đến {timezone.localdate().year}"})


# ------------------------------------------------------------------ the share of excellent ones (informs, never refuses)


@dataclass(frozen=True)
class Excess:
    """A unit with more excellent results in a year than the cap allows."""

    unit: Unit
    year: int
    excellent: int
    good: int
    cap: ExcellenceCap

    @property
    def brief(self) -> str:
        """The numbers."""
        return f"{self.unit}, năm {self.year}: {self.excellent} người hoàn thành xuất sắc trên {self.good} người hoàn thành tốt đã ghi nhận"

    @property
    def words(self) -> str:
        """The warning."""
        doubt = "" if self.cap.verified else ", tỷ lệ chưa kiểm chứng"
        return f"{self.brief}, vượt {self.cap.percent}% ({self.cap.source}{doubt})"


def excesses(years: Iterable[int], units: Collection[int] | None = None) -> list[Excess]:
    """Where persons judged excellent are more than the cap in force at the end of the year. Two queries for any number of units."""
    wanted = sorted(set(years))
    caps = {year: cap for year in wanted if (cap := in_force(ExcellenceCap.objects.order_by("-since"), date(year, 12, 31)))}
    found = Performance.objects.filter(
        withdrawn_at=None, year__in=wanted, recipient__kind=RecipientKind.PERSON, recipient__unit__isnull=False)
    if units is not None:
        found = found.filter(recipient__unit__in=units)
    rows = list(found.order_by().values_list("recipient__unit", "year").annotate(
        excellent=Count("pk", filter=Q(level=Level.EXCELLENT)), good=Count("pk", filter=Q(level=Level.GOOD))).filter(excellent__gt=0))
    over = [(unit, year, excellent, good) for unit, year, excellent, good in rows
            if year in caps and excellent * 100 > good * caps[year].percent]
    names: Mapping[int, Unit] = Unit.objects.in_bulk([unit for unit, *_ in over])
    return sorted((Excess(names[unit], year, excellent, good, caps[year]) for unit, year, excellent, good in over),
                  key=lambda one: (-one.year, one.unit.name))


def in_force(rows: Any, day: date) -> ExcellenceCap | None:
    """The first of the rows that is in force on the day."""
    return next((row for row in rows if row.since <= day and (row.until is None or day <= row.until)), None)


# ------------------------------------------------------------------ reading


@dataclass(frozen=True)
class OnRecord:
    """Everything on record of a recipient, what was withdrawn among it."""

    performances: list[Performance]
    posts: list[Post]
    shares: list[Share]
    initiatives: list[Initiative]


def of(recipient: int) -> OnRecord:
    """All of it, the latest first. Six queries, however much there is."""
    return OnRecord(
        list(Performance.objects.filter(recipient=recipient).select_related("by", "withdrawn_by").order_by("-year", "-pk")),
        list(Post.objects.filter(recipient=recipient).select_related("by", "withdrawn_by").order_by("-since", "-pk")),
        list(Share.objects.filter(recipient=recipient).select_related("by", "withdrawn_by").order_by("-year", "what", "-pk")),
        list(Initiative.objects.filter(authors=recipient).select_related("by", "withdrawn_by").prefetch_related(
            "authors", "uses__line__dossier").order_by("-year", "-pk")))
