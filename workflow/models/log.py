"""The log: who did what to which line, and who held which errand. Written once; triggers refuse any change (migrations 0003, 0004)."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from viewflow.workflow.models import Task

from .dossiers import Line

USER = settings.AUTH_USER_MODEL


class Act(models.Model):
    """What somebody did, once, to any number of lines."""

    step = models.CharField(max_length=32)
    by = models.ForeignKey(USER, models.PROTECT, related_name="acts")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "-at"], name="act_by_person")]


class Entry(models.Model):
    """Dòng nhật ký: one line went from source to target by an act. The database fills `digest`, chained to the line's last entry."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="entries")
    line = models.ForeignKey(Line, models.PROTECT, related_name="entries", db_index=False)
    source = models.CharField(max_length=12, blank=True)
    target = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        indexes = [models.Index(fields=["line", "-id"], name="entry_by_line")]


class Handover(models.Model):
    """Giao – nhận: who held an errand from when. viewflow itself remembers only the last holder."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="handovers")
    holder = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", help_text="none: put back for anyone")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
