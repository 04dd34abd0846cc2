"""How history came in and was put in order: imported lists with their rows, mergers of recipients, pairs that are not the same."""
from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .recipients import AwardRecord, Recipient

USER = settings.AUTH_USER_MODEL


class ImportBatch(models.Model):
    """Đợt nhập: one Excel list of old awards, staged row by row, then accepted as a whole or put away. It stays as evidence."""

    STATES = [("staged", "Chờ kiểm tra"), ("accepted", "Đã nhận"), ("dropped", "Đã bỏ"), ("undone", "Đã rút lại")]

    name = models.CharField("tên tệp", max_length=200)
    sheet = models.CharField("trang tính", max_length=100)
    sha256 = models.CharField(max_length=64, help_text="of the workbook, kept in the file store")
    notes = ArrayField(models.CharField(max_length=300), default=list, help_text="what was said of the list as a whole")
    state = models.CharField("tình trạng", max_length=10, choices=STATES, default="staged")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người tải lên")
    at = models.DateTimeField("tải lên lúc")
    accepted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="người nhận")
    accepted_at = models.DateTimeField("nhận lúc", null=True)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="người bỏ, rút lại")
    closed_at = models.DateTimeField("bỏ, rút lại lúc", null=True)
    closed_why = models.CharField("lý do", max_length=300, blank=True)

    class Meta:
        verbose_name = "đợt nhập lịch sử"
        verbose_name_plural = "đợt nhập lịch sử"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["staged", "dropped"]) ^ Q(accepted_at__isnull=False), name="batch_accepted_by_state"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """A row of a staged list: what stood in its cells, what was found wrong, whom it is taken for."""

    VERDICTS = [
        ("faulty", "Có lỗi"), ("repeat", "Lặp trong tệp"), ("known", "Đã có trong sổ"), ("same", "Khớp người đã có"),
        ("doubtful", "Nghi trùng"), ("new", "Người mới"),
    ]

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    no = models.PositiveIntegerField("dòng", help_text="on the sheet")
    shown = models.JSONField(help_text="the cells as they stood, by field")
    read = models.JSONField(default=dict, help_text="the cells as they were understood, as papers.old_awards.Old.to_json gives them")
    errors = models.JSONField(default=dict)
    warnings = models.JSONField(default=dict)
    verdict = models.CharField("kết quả", max_length=10, choices=VERDICTS)
    proposed = models.JSONField(default=list, help_text="[[recipient, score], …], the likeliest first")
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True, related_name="+")
    fresh = models.BooleanField("là người mới", default=False, help_text="a person said of a doubtful row: somebody new")
    record = models.ForeignKey(AwardRecord, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["batch", "no"]
        indexes = [models.Index(fields=["batch", "verdict", "no"], name="row_by_verdict")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "no"], name="one_row_per_line_of_a_sheet"),
            models.CheckConstraint(condition=~Q(fresh=True) | Q(recipient=None), name="row_is_new_or_somebody"),
        ]


class Merge(models.Model):
    """Gộp: two entries were one recipient. Written once; only the undoing is added to it, and only once (migration 0012)."""

    kept = models.ForeignKey(Recipient, models.PROTECT, related_name="+", verbose_name="giữ lại")
    gone = models.ForeignKey(Recipient, models.PROTECT, related_name="merges", verbose_name="gộp vào")
    moved = models.JSONField(help_text="{table.column: [ids]} that belonged to `gone`")
    shared = models.JSONField(default=dict, help_text="{table.column: [[id, other id]]} of links both had; given back by undoing")
    filled = models.JSONField(default=dict, help_text="{field: [before, after]} that `kept` took over from `gone`")
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người gộp")
    at = models.DateTimeField("gộp lúc")
    undone_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="người tách")
    undone_at = models.DateTimeField("tách lúc", null=True)
    undone_why = models.CharField("lý do tách", max_length=300, blank=True)

    class Meta:
        verbose_name = "lần gộp đối tượng"
        verbose_name_plural = "các lần gộp đối tượng"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="one_open_merge_per_recipient"),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
        ]


class Apart(models.Model):
    """Không phải một: a person looked at two that seem alike and said that they are not the same. They are not proposed again."""

    one = models.ForeignKey(Recipient, models.PROTECT, related_name="+")
    other = models.ForeignKey(Recipient, models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="apart_in_order"),
        ]
