"""How initiatives are recognised: the sittings of their own council with its results, and the dated numbers evidence is held against."""
from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from workflow.law.words import Scope

from .catalogue import Dated
from .evidence import Initiative

USER = settings.AUTH_USER_MODEL


class InitiativeRule(Dated):
    """Quy định xét sáng kiến of the province: the share of all members that must agree, and by when each session of a year ends."""

    threshold = models.PositiveSmallIntegerField("tỷ lệ phải đạt (%)")
    closes = ArrayField(
        models.CharField(max_length=5), verbose_name="hạn các đợt trong năm", default=list, blank=True, help_text="08-30,11-30")

    class Meta:
        verbose_name = "quy định xét sáng kiến"
        verbose_name_plural = "quy định xét sáng kiến"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["since"], name="one_initiative_rule_per_day"),
            models.CheckConstraint(condition=Q(threshold__range=(1, 100)), name="initiative_threshold_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"Ít nhất {self.threshold} % thành viên đồng ý"

    def next_close(self, today: date) -> date | None:
        """The last day of the session that runs on a day."""
        days = [date(year, *map(int, close.split("-"))) for year in (today.year, today.year + 1) for close in self.closes]
        return min((day for day in days if day >= today), default=None)


class ExcellenceCap(Dated):
    """Tỷ lệ hoàn thành xuất sắc: those of a unit judged excellent are at most so many per cent of those judged good."""

    percent = models.PositiveSmallIntegerField("tối đa (%)")

    class Meta:
        verbose_name = "tỷ lệ hoàn thành xuất sắc tối đa"
        verbose_name_plural = "tỷ lệ hoàn thành xuất sắc tối đa"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["since"], name="one_excellence_cap_per_day"),
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="excellence_cap_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"Nhiều nhất {self.percent} % số hoàn thành tốt"


class InitiativeSitting(models.Model):
    """Phiên họp of the initiatives' council, with the decision that names its results. Written once."""

    held_on = models.DateField("ngày họp")
    authority = models.CharField("hội đồng, cơ quan công nhận", max_length=200, help_text="as it was named then")
    members = models.PositiveSmallIntegerField("tổng số thành viên")
    threshold = models.PositiveSmallIntegerField("tỷ lệ phải đạt (%)")
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "phiên xét sáng kiến"
        verbose_name_plural = "phiên xét sáng kiến"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__range=(1, 100)) & Q(members__gte=1), name="initiative_sitting_can_be_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} ngày {self.held_on:%d/%m/%Y}"


class Recognition(models.Model):
    """What one sitting said of one initiative: for which scope, with how many ayes. Written once."""

    sitting = models.ForeignKey(InitiativeSitting, models.PROTECT, related_name="results")
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="recognitions")
    scope = models.CharField("phạm vi", max_length=12, choices=Scope.choices())
    ayes = models.PositiveSmallIntegerField("số phiếu đồng ý")
    members = models.PositiveSmallIntegerField("tổng số thành viên")
    passed = models.BooleanField("được công nhận")

    class Meta:
        verbose_name = "kết quả xét sáng kiến"
        verbose_name_plural = "kết quả xét sáng kiến"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "initiative"], name="one_result_per_initiative_and_sitting"),
            models.CheckConstraint(condition=Q(ayes__lte=F("members")), name="no_more_recognition_ayes_than_members"),
        ]
