"""Administrative units of the country, in force and former: 34 provinces and 3,321 communes since 01/7/2025, and what was before."""
from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from workflow.law.words import LineageKind, PlaceTier


class Place(models.Model):
    """Đơn vị hành chính. A new commune often bears the code of an old one: code and tier name it only on a day."""

    code = models.CharField("mã", max_length=5)
    name = models.CharField("tên", max_length=80)
    key = models.CharField(max_length=90, editable=False, help_text="the name folded, for search")
    tier = models.CharField("cấp", max_length=8, choices=PlaceTier.choices())
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc")
    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True, help_text="empty: since before our records")
    valid_to = models.DateField("hết hiệu lực", null=True, blank=True, help_text="the last day")
    verified = models.BooleanField("đã kiểm chứng", default=False)

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        indexes = [GinIndex(fields=["key"], opclasses=["gin_trgm_ops"], name="place_by_key")]
        constraints = [
            models.UniqueConstraint(fields=["code", "tier", "valid_from"], nulls_distinct=False, name="one_place_per_code_and_day"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="place_lasts_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceLineage(models.Model):
    """An administrative unit went, whole or in part, into another on a day."""

    former = models.ForeignKey(Place, models.PROTECT, related_name="successors", verbose_name="đơn vị cũ")
    later = models.ForeignKey(Place, models.PROTECT, related_name="predecessors", verbose_name="đơn vị mới")
    kind = models.CharField("biến động", max_length=12, choices=LineageKind.choices())
    on = models.DateField("từ ngày")
    basis = models.CharField("căn cứ", max_length=200)

    class Meta:
        verbose_name = "kế thừa đơn vị hành chính"
        verbose_name_plural = "kế thừa đơn vị hành chính"
        constraints = [models.UniqueConstraint(fields=["former", "later"], name="one_lineage_per_pair_of_places")]
