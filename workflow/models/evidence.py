"""What is on record of a recipient beside awards: yearly performance, initiatives, posts held, shares of a collective, holds.

Evidence is corrected by withdrawing a row and writing another, never by changing or deleting one.
"""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from workflow.law.bands import PostBand
from workflow.law.words import HoldReason, Level, Scope

from .recipients import Recipient
from .units import Unit
from .withdrawable import Withdrawable

USER = settings.AUTH_USER_MODEL


class Evidence(Withdrawable):
    """A fact with the paper it stands in, who entered it, and – once found wrong – who withdrew it and why."""

    decision_number = models.CharField("số văn bản", max_length=60, blank=True)
    decided_on = models.DateField("ngày văn bản", null=True, blank=True)
    authority = models.CharField("cơ quan ban hành", max_length=200, blank=True, help_text="as it was named then")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        abstract = True


class Performance(Evidence):
    """Kết quả xếp loại mức độ hoàn thành nhiệm vụ of a year."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="performances", verbose_name="đối tượng")
    year = models.PositiveSmallIntegerField("năm")
    level = models.CharField("mức xếp loại", max_length=8, choices=Level.choices())

    class Meta:
        verbose_name = "xếp loại"
        verbose_name_plural = "kết quả xếp loại"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "year"], condition=Q(withdrawn_at=None), name="one_performance_per_year")]


class Initiative(Evidence):
    """Sáng kiến, đề tài: recognised by its own council, with the scope of its effect. Nothing counts before it is recognised."""

    STATES = [("submitted", "Chờ xét"), ("recognised", "Đã công nhận"), ("refused", "Không công nhận")]

    name = models.CharField("tên sáng kiến, đề tài", max_length=300)
    key = models.CharField(max_length=320, editable=False, db_index=True, help_text="the name folded, for search")
    year = models.PositiveSmallIntegerField("năm")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="initiatives", verbose_name="đơn vị")
    scope = models.CharField("phạm vi ảnh hưởng", max_length=12, choices=Scope.choices())
    wider = models.CharField("đề nghị nâng lên phạm vi", max_length=12, choices=Scope.choices(), blank=True)
    authors = models.ManyToManyField(Recipient, related_name="initiatives", verbose_name="tác giả")
    state = models.CharField("trạng thái", max_length=12, choices=STATES, default="submitted")
    ayes = models.PositiveSmallIntegerField("số phiếu đồng ý", null=True, blank=True)
    members = models.PositiveSmallIntegerField("tổng số ủy viên", null=True, blank=True)
    threshold = models.PositiveSmallIntegerField("tỷ lệ phải đạt (%)", null=True, blank=True)

    class Meta:
        verbose_name = "sáng kiến, đề tài"
        verbose_name_plural = "sáng kiến, đề tài"
        ordering = ["-year", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(ayes=None) | Q(ayes__lte=F("members")), name="no_more_ayes_than_members"),
        ]


class InitiativeUse(Withdrawable):
    """A line in which an initiative served as a base, so that a second use is seen."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="uses")
    line = models.ForeignKey("workflow.Line", models.PROTECT, related_name="initiatives_used")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "line"], condition=Q(withdrawn_at=None), name="one_use_per_line")]


class Post(Evidence):
    """Chức vụ held from one day to another: what quá trình cống hiến and niên hạn are counted from. Abolished posts count as well."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="posts", verbose_name="đối tượng")
    name = models.CharField("chức vụ", max_length=200)
    band = models.CharField("nhóm chức vụ", max_length=24, choices=PostBand.choices())
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "chức vụ đã giữ"
        verbose_name_plural = "chức vụ đã giữ"
        ordering = ["since"]
        constraints = [models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="post_ends_after_it_began")]


class Share(Evidence):
    """Tỷ lệ of a collective's members in a year, per cent: those who did their task, those who hold a title."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="shares", verbose_name="tập thể")
    year = models.PositiveSmallIntegerField("năm")
    what = models.CharField("chỉ tiêu", max_length=30, help_text="as law.criteria.share names it")
    percent = models.DecimalField("tỷ lệ (%)", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "tỷ lệ của tập thể"
        verbose_name_plural = "tỷ lệ của tập thể"
        ordering = ["-year", "what"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "year", "what"], condition=Q(withdrawn_at=None), name="one_share_per_year"),
            models.CheckConstraint(condition=Q(percent__range=(0, 100)), name="share_is_a_percentage"),
        ]


class Hold(models.Model):
    """Tạm dừng on a person or collective: discipline, inspection, complaint, press case. Temporary: it is released by a person."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="holds", verbose_name="đối tượng")
    reason = models.CharField("lý do", max_length=12, choices=HoldReason.choices())
    note = models.TextField("ghi chú")
    since = models.DateField("từ ngày")
    review_on = models.DateField("ngày xem lại")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")
    released_on = models.DateField("kết thúc ngày", null=True, blank=True, help_text="of a discipline: its end; time counts anew")
    released_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người kết thúc")
    release_note = models.TextField("căn cứ kết thúc", blank=True)

    class Meta:
        verbose_name = "tạm dừng đối tượng"
        verbose_name_plural = "đối tượng đang tạm dừng"
        ordering = ["-since"]
        indexes = [models.Index(fields=["recipient"], condition=Q(released_on=None), name="hold_open_by_recipient")]
        constraints = [models.CheckConstraint(
            condition=Q(released_on=None) | Q(released_on__gte=F("since")), name="hold_ends_after_it_began")]
