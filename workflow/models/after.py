"""What is done about awards that were given: on what ground, which certificates were issued again, what a revocation leaves to do."""
from __future__ import annotations

from django.conf import settings
from django.db import models

from workflow.law.grounds import ReissueGround, RevokeGround

from .dossiers import Dossier, Line
from .recipients import AwardRecord

USER = settings.AUTH_USER_MODEL


class Claim(models.Model):
    """Đề nghị hủy bỏ, cấp đổi, cấp lại: what a dossier says of the awards its lines are about."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="claim", verbose_name="hồ sơ")
    ground = models.CharField("căn cứ, lý do", max_length=16, choices=[*RevokeGround.choices(), *ReissueGround.choices()])
    why = models.TextField("nội dung")
    conclusion = models.CharField("kết luận của cơ quan có thẩm quyền", max_length=200, blank=True, help_text="number and who drew it")
    concluded_on = models.DateField("ngày kết luận", null=True, blank=True)

    class Meta:
        verbose_name = "đề nghị hủy bỏ, cấp lại"
        verbose_name_plural = "đề nghị hủy bỏ, cấp lại"


class Reissued(models.Model):
    """A certificate was issued again for an award. Written once; the award itself is what it was."""

    record = models.ForeignKey(AwardRecord, models.PROTECT, related_name="reissues")
    line = models.OneToOneField(Line, models.PROTECT, related_name="reissue")
    decision_number = models.CharField("số quyết định", max_length=60)
    on = models.DateField("ngày quyết định")
    why = models.CharField("lý do", max_length=16, choices=ReissueGround.choices())

    class Meta:
        verbose_name = "lần cấp đổi, cấp lại"
        verbose_name_plural = "các lần cấp đổi, cấp lại"
        ordering = ["-on", "-pk"]


class Review(models.Model):
    """A later award was looked at again because one it rests on was revoked. Written once, with what was found."""

    revoked = models.ForeignKey(AwardRecord, models.PROTECT, related_name="+", verbose_name="khen thưởng bị hủy")
    record = models.ForeignKey(AwardRecord, models.PROTECT, related_name="reviews", verbose_name="khen thưởng cần xem lại")
    finding = models.TextField("kết quả xem lại")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "lần xem lại"
        verbose_name_plural = "các lần xem lại"
        constraints = [models.UniqueConstraint(fields=["revoked", "record"], name="one_review_per_pair")]


class Recovered(models.Model):
    """The object that went with a revoked award – certificate, badge, flag – is back, or it is written why it cannot be. Written once."""

    record = models.OneToOneField(AwardRecord, models.PROTECT, related_name="recovered", verbose_name="khen thưởng bị hủy")
    on = models.DateField("ngày thu hồi")
    note = models.CharField("ghi chú", max_length=300)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "hiện vật đã thu hồi"
        verbose_name_plural = "hiện vật đã thu hồi"
