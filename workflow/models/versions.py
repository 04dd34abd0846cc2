"""Versions of the law: switches of texts nobody has compared yet, newer rules adopted for a running line, and time limits as rows."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .catalogue import Dated
from .dossiers import Line

USER = settings.AUTH_USER_MODEL


class Switch(models.Model):
    """Công tắc: versions registered with this code are in force only while it is on."""

    code = models.CharField("mã", max_length=30, unique=True)
    title = models.CharField("tên", max_length=300)
    since = models.DateField("hiệu lực từ")
    source = models.CharField("căn cứ", max_length=300, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)
    on = models.BooleanField("đang bật", default=False)
    reason = models.TextField("lý do bật khi chưa kiểm chứng", blank=True)
    turned_on_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người bật")
    turned_on_at = models.DateTimeField("bật lúc", null=True, blank=True)

    class Meta:
        verbose_name = "công tắc phiên bản luật"
        verbose_name_plural = "công tắc phiên bản luật"
        ordering = ["code"]
        constraints = [models.CheckConstraint(
            condition=Q(on=False) | Q(verified=True) | ~Q(reason=""), name="unverified_switch_is_on_for_a_reason")]

    def __str__(self) -> str:
        return self.title


class Adoption(models.Model):
    """A newer, more favourable version of the rules was taken for a line that came before it. Written once, with the reason."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="adoptions")
    former = models.DateField("phiên bản cũ")
    since = models.DateField("phiên bản áp dụng")
    reason = models.TextField("lý do")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]


class TimeLimit(Dated):
    """Thời hạn that belongs to no award's procedure: what the law gives for a letter, or to a proposing level."""

    code = models.CharField("mã", max_length=30)
    title = models.CharField("tên", max_length=200)
    days = models.PositiveSmallIntegerField("số ngày")
    working = models.BooleanField("ngày làm việc", default=False)
    extension = models.PositiveSmallIntegerField("gia hạn thêm (ngày)", default=0)

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        ordering = ["code", "-since"]
        constraints = [models.UniqueConstraint(fields=["code", "since"], name="one_limit_per_day")]

    def __str__(self) -> str:
        return self.title
