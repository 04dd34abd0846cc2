"""The yearly calendar of rounds, reminders to units, movements, titles registered at the start of the year, and their log."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from workflow.law.movements import Stage
from workflow.law.names import fold
from workflow.law.rounds import Deadline, Planned, before_conference
from workflow.law.words import Kind, RecipientKind, Scope, UnitKind

from .catalogue import AwardType, Dated
from .recipients import Recipient
from .units import Unit
from .withdrawable import Withdrawable

USER = settings.AUTH_USER_MODEL


class PlannedRound(Dated):
    """Đợt xét mẫu: one row of the calendar that every year's rounds are made from."""

    code = models.CharField("mã", max_length=30)
    name = models.CharField("tên", max_length=160, help_text="{year} là năm của lịch, {before} là năm trước đó")
    kind = models.CharField("loại hình", max_length=16, choices=Kind.choices())
    deadline = models.CharField("cách tính hạn", max_length=8, choices=Deadline.choices(), default=Deadline.DAY.value)
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    day = models.PositiveSmallIntegerField("ngày", null=True, blank=True, help_text="trống: kế hoạch chỉ nêu tháng")
    strict = models.BooleanField("“trước ngày” không kể ngày đó", default=True)
    days_before = models.PositiveSmallIntegerField("số ngày trước hội nghị", null=True, blank=True)
    opens_before = models.PositiveSmallIntegerField("mở trước hạn (ngày)", default=45)
    year_shift = models.SmallIntegerField("năm thành tích so với năm lịch", default=0, help_text="-1: thành tích năm trước")
    expects = ArrayField(
        models.CharField(max_length=16, choices=UnitKind.choices()), verbose_name="đơn vị phải gửi", default=list, blank=True,
        help_text="trống: mọi loại đơn vị, trừ cụm, khối")
    remind_days = ArrayField(models.PositiveSmallIntegerField(), verbose_name="nhắc trước hạn (ngày)", default=list, blank=True)

    class Meta:
        verbose_name = "đợt xét mẫu"
        verbose_name_plural = "lịch đợt xét mẫu"
        ordering = ["month", "day", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "since"], name="one_planned_round_per_code_and_day"),
            models.CheckConstraint(
                condition=Q(deadline="ngay", month__range=(1, 12)) | Q(deadline="hoi-nghi", days_before__isnull=False),
                name="planned_round_has_its_deadline"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def plan(self) -> Planned:
        """The row as the law counts with it; only of a fixed day."""
        return Planned(self.month or 1, self.day, self.strict, self.opens_before)


class UnitContact(models.Model):
    """Đầu mối of a unit: to whom reminders go. Without one, the address on its last dossier is used."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="contact", verbose_name="đơn vị")
    person = models.CharField("người liên hệ", max_length=120, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)

    class Meta:
        verbose_name = "đầu mối đơn vị"
        verbose_name_plural = "đầu mối đơn vị"

    def __str__(self) -> str:
        return str(self.unit)


class Reminder(models.Model):
    """Lời nhắc to a unit that has not sent its dossier. `mark`: days before the last day, for the nightly ones; `by` is then empty."""

    WAYS = [("email", "Thư điện tử"), ("letter", "Công văn"), ("phone", "Điện thoại")]

    round = models.ForeignKey("workflow.Round", models.PROTECT, related_name="reminders", verbose_name="đợt xét")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reminders", verbose_name="đơn vị")
    way = models.CharField("cách nhắc", max_length=8, choices=WAYS)
    address = models.EmailField("gửi tới", blank=True)
    text = models.TextField("nội dung", blank=True)
    mark = models.PositiveSmallIntegerField("mốc nhắc (ngày)", null=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="người nhắc")
    at = models.DateTimeField("lúc")
    sent_at = models.DateTimeField("gửi xong lúc", null=True)
    fault = models.CharField("lỗi gửi", max_length=300, blank=True)

    class Meta:
        verbose_name = "lời nhắc"
        verbose_name_plural = "lời nhắc"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "mark"], condition=~Q(mark=None), name="one_reminder_per_mark"),
            models.CheckConstraint(condition=~Q(way="email") | ~Q(address=""), name="email_reminder_has_an_address"),
        ]


class Movement(models.Model):
    """Phong trào thi đua: launched by a document, on a plan, with criteria, until its conference."""

    name = models.CharField("tên phong trào", max_length=300)
    key = models.CharField(max_length=320, editable=False, db_index=True, help_text="the name folded, for search")
    level = models.CharField("cấp phát động", max_length=12, choices=Scope.choices())
    launch_number = models.CharField("văn bản phát động", max_length=60, blank=True)
    launched_on = models.DateField("ngày phát động", null=True, blank=True)
    authority = models.CharField("cơ quan phát động", max_length=200, blank=True)
    plan_number = models.CharField("số kế hoạch", max_length=60, blank=True)
    plan_on = models.DateField("ngày kế hoạch", null=True, blank=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    criteria = models.TextField("tiêu chí", blank=True)
    conference_on = models.DateField("ngày hội nghị sơ kết, tổng kết", null=True, blank=True)
    days_before = models.PositiveSmallIntegerField("hồ sơ trước hội nghị (ngày)", default=15)
    state = models.CharField("trạng thái", max_length=12, choices=Stage.choices(), default=Stage.PLANNED.value)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người lập")
    at = models.DateTimeField("lập lúc")

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="movement_ends_after_it_began"),
            models.CheckConstraint(
                condition=~Q(state__in=["phat-dong", "tong-ket"]) | ~Q(plan_number=""), name="launched_movement_has_a_plan"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search key beside the name."""
        self.key = fold(self.name)[:320]
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = [*kwargs["update_fields"], "key"]
        super().save(*args, **kwargs)

    @property
    def closes_on(self) -> date | None:
        """The last day for dossiers of its conference."""
        return before_conference(self.conference_on, self.days_before) if self.conference_on else None


class Registration(Withdrawable):
    """Đăng ký thi đua: at the start of the year a unit aims at a title, for somebody by name or for so many."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    award = models.ForeignKey(AwardType, models.PROTECT, to_field="code", related_name="registrations", verbose_name="danh hiệu")
    kind = models.CharField("đối tượng", max_length=12, choices=RecipientKind.choices())
    name = models.CharField("họ và tên / tên tập thể", max_length=200, blank=True)
    key = models.CharField(max_length=220, editable=False, blank=True, help_text="the name folded")
    recipient = models.ForeignKey(
        Recipient, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name="đối tượng đã biết")
    count = models.PositiveSmallIntegerField("số lượng", null=True, blank=True)
    letter_number = models.CharField("số văn bản đăng ký", max_length=60, blank=True)
    registered_on = models.DateField("ngày đăng ký")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "đăng ký thi đua"
        verbose_name_plural = "đăng ký thi đua"
        ordering = ["-year", "unit", "award", "pk"]
        indexes = [models.Index(fields=["year", "unit", "award"], name="registration_by_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(name="") ^ Q(count=None), name="registration_names_or_counts"),
            models.CheckConstraint(condition=Q(count=None) | Q(count__gte=1), name="registration_counts_somebody"),
            models.UniqueConstraint(
                fields=["unit", "year", "award", "kind"], condition=Q(withdrawn_at=None, name=""), name="one_registered_count"),
        ]


class Change(models.Model):
    """What somebody changed of a round, movement or score card, with the old and the new values. Written once."""

    what = models.CharField(max_length=16, help_text="round, movement, cluster, card")
    which = models.BigIntegerField(help_text="id of it")
    step = models.CharField("bước", max_length=200, help_text="in words")
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    note = models.TextField("lý do", blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["what", "which", "-id"], name="change_by_subject")]
