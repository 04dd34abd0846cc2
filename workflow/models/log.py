"""The log: who did what to which line, who held which errand, who ruled on which criterion. Written once; triggers refuse any
change (migrations 0003, 0004, 0005)."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from viewflow.workflow.models import Task

from workflow.law.words import Verdict

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


class Ruling(models.Model):
    """Kết luận của chuyên viên on one criterion of a line, with the reason; it stands above what the records say, the last one counts."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="rulings", db_index=False)
    criterion = models.CharField("tiêu chuẩn", max_length=60, help_text="key of the criterion")
    verdict = models.CharField("kết luận", max_length=8, choices=Verdict.choices())
    reason = models.TextField("lý do")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["line", "-id"], name="ruling_by_line")]
