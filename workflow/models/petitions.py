"""Đơn thư: letters of complaint and denunciation, who sent them – sealed and apart –, and the log of what was done."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from workflow.law.petitions import Sort, Stage

from .dossiers import Line
from .evidence import Hold
from .recipients import Recipient

USER = settings.AUTH_USER_MODEL


class Petition(models.Model):
    """Đơn khiếu nại, tố cáo, phản ánh. Who sent it is not here."""

    code = models.CharField("số đơn", max_length=20, unique=True)
    sort = models.CharField("loại đơn", max_length=12, choices=Sort.choices())
    received_on = models.DateField("ngày nhận")
    content = models.TextField("nội dung")
    recipients = models.ManyToManyField(Recipient, related_name="petitions", verbose_name="đối tượng bị nêu")
    lines = models.ManyToManyField(Line, related_name="petitions", blank=True, verbose_name="dòng đề nghị")
    holds = models.ManyToManyField(Hold, related_name="petitions", blank=True)
    stage = models.CharField("trạng thái", max_length=12, choices=Stage.choices(), default=Stage.RECEIVED.value)
    accept_by = models.DateField("hạn thụ lý", null=True)
    accepted_on = models.DateField("ngày thụ lý", null=True)
    resolve_by = models.DateField("hạn giải quyết", null=True)
    extended = models.BooleanField("đã gia hạn", default=False)
    result = models.TextField("kết luận, lý do", blank=True)
    closed_on = models.DateField("ngày kết thúc", null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người nhận đơn")

    class Meta:
        verbose_name = "đơn thư"
        verbose_name_plural = "đơn thư"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["received", "accepted", "verifying"], closed_on=None)
                | Q(stage__in=["founded", "unfounded", "rejected", "withdrawn"], closed_on__isnull=False), name="petition_ends_on_a_day")]

    def __str__(self) -> str:
        return self.code


class Sender(models.Model):
    """Who sent a letter, sealed with the office's key: a dump of the database does not tell. Opened by engine.stopping.senders alone."""

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="+", primary_key=True)
    sealed = models.BinaryField()

    class Meta:
        default_permissions = ()


class PetitionAct(models.Model):
    """What was done with a letter, by whom. Written once; never says who sent it."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="acts")
    step = models.CharField(max_length=16)
    stage = models.CharField(max_length=12, choices=Stage.choices())
    note = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
