"""The office's calendar: public holidays, substitute days off and Saturdays worked instead. Rows, never code."""
from __future__ import annotations

from django.db import models


class Holiday(models.Model):
    """One day that is not what its weekday says."""

    OFF, WORKED = "off", "worked"

    on = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=8, choices=[(OFF, "Nghỉ"), (WORKED, "Làm bù")], default=OFF)
    name = models.CharField("tên", max_length=120)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "lịch nghỉ"
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.name}"
