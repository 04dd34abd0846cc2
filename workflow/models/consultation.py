"""Who is asked before anybody decides: the people, by a public list; other authorities, by letter (hiệp y)."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .dossiers import Dossier

USER = settings.AUTH_USER_MODEL


class PublicList(models.Model):
    """Danh sách lấy ý kiến Nhân dân: open from one day to another, both inclusive."""

    published_on = models.DateField("ngày công khai")
    ends_on = models.DateField("hết ngày")
    place = models.CharField("nơi công khai", max_length=300, help_text="portal, newspaper, radio and television")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người công khai")
    closed_on = models.DateField("ngày kết thúc", null=True, blank=True)
    report = models.TextField("kết quả lấy ý kiến", blank=True)

    class Meta:
        verbose_name = "danh sách lấy ý kiến Nhân dân"
        verbose_name_plural = "danh sách lấy ý kiến Nhân dân"
        ordering = ["-published_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("published_on")), name="list_ends_after_it_began")]

    def __str__(self) -> str:
        return f"Danh sách công khai ngày {self.published_on:%d/%m/%Y}"


class Consultation(models.Model):
    """Hiệp y: a letter that asks an authority about a dossier, and its answer, which is a paper of the dossier."""

    ANSWERS = [("dong-y", "Đồng ý"), ("khong", "Không đồng ý"), ("y-kien", "Có ý kiến khác"), ("im-lang", "Quá hạn không trả lời")]

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="consultations")
    paper = models.CharField("loại giấy tờ", max_length=30, blank=True, help_text="code of the paper of the rule that the answer is")
    authority = models.CharField("cơ quan được hỏi", max_length=200)
    letter = models.CharField("số công văn hỏi", max_length=60, blank=True)
    asked_on = models.DateField("ngày hỏi")
    due_on = models.DateField("hạn trả lời")
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người hỏi")
    answer = models.CharField("trả lời", max_length=10, choices=ANSWERS, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    reply = models.CharField("số văn bản trả lời", max_length=60, blank=True)
    note = models.TextField("nội dung", blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi trả lời")

    class Meta:
        verbose_name = "hiệp y"
        verbose_name_plural = "hiệp y"
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answer="") ^ Q(answered_on__isnull=False), name="answer_has_its_day"),
        ]
