"""Units that propose and that people belong to, with the lineage that keeps their history readable after a merger."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from workflow.law.names import fold
from workflow.law.words import LineageKind, UnitKind

from .places import Place
from .withdrawable import Withdrawable

USER = settings.AUTH_USER_MODEL
BEGINNING = date(1900, 1, 1)  # stands for a first day that is not known


class Unit(models.Model):
    """Đơn vị: a department, commune, enterprise, union or cluster, valid from one day to another."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)
    key = models.CharField(max_length=220, editable=False, db_index=True, help_text="the name folded, for search")
    kind = models.CharField("loại", max_length=16, choices=UnitKind.choices())
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="units", verbose_name="đơn vị hành chính",
        help_text="the commune or district whose committee it is")
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("hết hiệu lực", null=True, blank=True, help_text="the last day")

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["place"], name="one_unit_per_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def since(self) -> date | None:
        """The first day, if it is known."""
        return None if self.valid_from == BEGINNING else self.valid_from

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search key beside the name."""
        self.key = fold(self.name)[:220]
        super().save(*args, **kwargs)


class Lineage(Withdrawable):
    """Kế thừa: a unit went into another on a day, by a resolution; without a later one it was dissolved. Withdrawn, never deleted."""

    former = models.ForeignKey(Unit, models.PROTECT, related_name="successors", verbose_name="đơn vị cũ")
    later = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="đơn vị mới")
    kind = models.CharField("biến động", max_length=12, choices=LineageKind.choices(), default=LineageKind.MERGED.value)
    on = models.DateField("từ ngày")
    basis = models.CharField("căn cứ", max_length=200, help_text="resolution number and date")
    by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["former", "later", "on"], condition=Q(withdrawn_at=None), nulls_distinct=False,
                name="one_lineage_per_pair_and_day"),
            models.CheckConstraint(condition=Q(later=None) ^ ~Q(kind=LineageKind.ABOLISHED.value), name="lineage_leads_somewhere"),
            models.CheckConstraint(condition=Q(later=None) | ~Q(later=F("former")), name="lineage_is_no_loop"),
        ]


class Reroute(models.Model):
    """Chuyển hồ sơ: an open dossier of a unit that is no more went to its successor, in one reviewed batch. Written once."""

    act = models.ForeignKey("workflow.Act", models.PROTECT, related_name="reroutes")
    dossier = models.ForeignKey("workflow.Dossier", models.PROTECT, related_name="reroutes")
    former = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    later = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    recipients = models.PositiveIntegerField("số đối tượng chuyển theo", default=0)

    class Meta:
        verbose_name = "hồ sơ chuyển đơn vị"
        verbose_name_plural = "hồ sơ chuyển đơn vị"
        ordering = ["-pk"]
