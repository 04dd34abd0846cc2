"""What may turn out wrong and stays readable all the same: who withdrew it, when and why."""
from __future__ import annotations

from django.conf import settings
from django.db import models


class Withdrawable(models.Model):
    """A row that counts until it is withdrawn; a wrong one is never deleted, another is written beside it."""

    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người rút")
    withdrawn_why = models.CharField("lý do rút", max_length=300, blank=True)

    class Meta:
        abstract = True
