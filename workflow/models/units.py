"""Units that propose and that people belong to, with the lineage that keeps their history readable after a merger."""
from __future__ import annotations

from typing import Any

from django.db import models

from workflow.law.names import fold
from workflow.law.words import UnitKind


class Unit(models.Model):
    """Đơn vị: a department, commune, enterprise, union or cluster, valid from one day to another."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)
    key = models.CharField(max_length=220, editable=False, db_index=True, help_text="the name folded, for search")
    kind = models.CharField("loại", max_length=16, choices=UnitKind.choices())
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("hết hiệu lực", null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search key beside the name."""
        self.key = fold(self.name)
        super().save(*args, **kwargs)


class Lineage(models.Model):
    """Kế thừa: a unit went into another on a day, by a resolution."""

    former = models.ForeignKey(Unit, models.PROTECT, related_name="successors", verbose_name="đơn vị cũ")
    later = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors", verbose_name="đơn vị mới")
    on = models.DateField("từ ngày")
    basis = models.CharField("căn cứ", max_length=200, help_text="resolution number and date")

    class Meta:
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa đơn vị"
        constraints = [models.UniqueConstraint(fields=["former", "later", "on"], name="one_lineage_per_pair_and_day")]
