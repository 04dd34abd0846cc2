"""The council: who sits on it, when it met, that they voted, and how many agreed. Never how anybody voted."""
from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, QuerySet
from viewflow.workflow.models import Process

from .dossiers import Line

USER = settings.AUTH_USER_MODEL


class Member(models.Model):
    """Ủy viên: a place on the council from one day to another, by its founding decision."""

    ROLES = [("chair", "Chủ tịch Hội đồng"), ("deputy", "Phó Chủ tịch Hội đồng"), ("member", "Ủy viên")]

    user = models.ForeignKey(USER, models.PROTECT, related_name="memberships", verbose_name="người")
    role = models.CharField("vai trò", max_length=8, choices=ROLES, default="member")
    order = models.PositiveSmallIntegerField("thứ tự", default=100)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "ủy viên Hội đồng"
        verbose_name_plural = "ủy viên Hội đồng"
        ordering = ["order", "pk"]

    @classmethod
    def on(cls, day: date) -> QuerySet[Member]:
        """The whole council as it stands on a day: the denominator of every vote."""
        return cls.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day).select_related("user")


class Sitting(models.Model):
    """Phiên họp: one agenda, one ballot paper, one count."""

    held_on = models.DateField("ngày họp")
    place = models.CharField("địa điểm", max_length=200)
    convened_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="thư ký")
    counters = ArrayField(models.CharField(max_length=120), default=list, verbose_name="tổ kiểm phiếu")
    counted_at = models.DateTimeField("kiểm phiếu lúc", null=True)
    receipts = ArrayField(models.CharField(max_length=16), default=list, help_text="codes of the papers counted, sorted; no choice")
    quorum = models.CharField(
        "ủy viên có mặt tối thiểu", max_length=7, blank=True, default="", db_default="", editable=False,
        help_text="the strictest of its lines' rules when it was counted; empty: none was known")
    quorum_why = models.CharField(
        "lý do kiểm phiếu khi chưa đủ ủy viên", max_length=1000, blank=True, default="", db_default="", editable=False)
    urn_name = models.CharField(
        max_length=32, blank=True, editable=False, help_text="random, in the name of its urn's key; empty: that bears the id alone")
    process = models.OneToOneField(Process, models.PROTECT, null=True, editable=False, related_name="sitting")

    class Meta:
        verbose_name = "phiên họp Hội đồng"
        verbose_name_plural = "phiên họp Hội đồng"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"Phiên họp ngày {self.held_on:%d/%m/%Y}"


class Seat(models.Model):
    """A member at a sitting. Knows that a ballot was cast, never which."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="seats")
    member = models.ForeignKey(USER, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=8, choices=Member.ROLES, default="member")
    present = models.BooleanField("có mặt", default=True)
    cast = models.BooleanField("đã bỏ phiếu", default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sitting", "member"], name="one_seat_per_member")]


class Urn(models.Model):
    """Hòm phiếu: the papers of a sitting, added up and sealed. Nobody reads it before the count, and the count destroys it."""

    sitting = models.OneToOneField(Sitting, models.PROTECT, related_name="urn")
    content = models.BinaryField()


class Count(models.Model):
    """One line on the agenda of a sitting and, once counted, its result."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="counts")
    line = models.ForeignKey(Line, models.PROTECT, related_name="counts")
    members = models.PositiveSmallIntegerField(help_text="seats of the sitting: the whole council")
    threshold = models.PositiveSmallIntegerField(help_text="per cent of all members, as the line's rule had it")
    ayes = models.PositiveSmallIntegerField("đồng ý", null=True)
    noes = models.PositiveSmallIntegerField("không đồng ý", null=True)
    blanks = models.PositiveSmallIntegerField("không có ý kiến", null=True)
    invalid = models.PositiveSmallIntegerField("không hợp lệ", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "line"], name="one_count_per_line"),
            models.CheckConstraint(
                condition=Q(ayes=None) | Q(members__gte=F("ayes") + F("noes") + F("blanks") + F("invalid")),
                name="no_more_papers_than_seats"),
        ]
