"""Who receives: persons, collectives, households; and everything each was ever given."""
from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from workflow.law.names import fold, nfc, sort_key
from workflow.law.words import Kind, RecipientKind, Sex

from .units import Unit


class Recipient(models.Model):
    """Đối tượng khen thưởng. Known again by identity number, else by name and birth date."""

    kind = models.CharField("loại", max_length=12, choices=RecipientKind.choices())
    name = models.CharField("họ và tên / tên tập thể", max_length=200)
    key = models.CharField(max_length=220, editable=False, help_text="the name folded, for search")
    order = models.CharField(max_length=400, editable=False, help_text="sort key: by given name, in Vietnamese order")
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=4, choices=Sex.choices(), blank=True)
    identity = models.CharField("số định danh", max_length=12, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="recipients", verbose_name="đơn vị")

    class Meta:
        verbose_name = "đối tượng khen thưởng"
        verbose_name_plural = "đối tượng khen thưởng"
        indexes = [
            GinIndex(fields=["key"], opclasses=["gin_trgm_ops"], name="recipient_by_key"),
            models.Index(fields=["key", "birth_date"], name="recipient_by_key_and_birth"),
        ]
        constraints = [models.UniqueConstraint(fields=["identity"], condition=~Q(identity=""), name="one_recipient_per_identity")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.name and not self.key:
            self.rename(self.name)

    def __str__(self) -> str:
        return self.name

    def rename(self, name: str) -> None:
        """Set the name and the keys that follow from it; not saved."""
        self.name, self.key, self.order = nfc(name), fold(name)[:220], sort_key(name)[:400]


class AwardRecord(models.Model):
    """One award somebody holds, as its decision names it. Evidence, not a counter: it is revoked, never deleted."""

    SOURCES = [("own", "Quyết định của tỉnh"), ("declared", "Đơn vị kê khai"), ("scanned", "Số hóa"), ("imported", "Nhập từ tệp")]
    STATUSES = [("valid", "Còn hiệu lực"), ("revoked", "Đã hủy")]

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="awards", verbose_name="đối tượng")
    award = models.CharField("mã hình thức", max_length=16)
    award_name = models.CharField("tên hình thức", max_length=200)
    kind = models.CharField("loại hình", max_length=16, choices=Kind.choices(), blank=True)
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    authority = models.CharField("cơ quan quyết định", max_length=200, help_text="as it was named then")
    period = models.CharField("thời kỳ thành tích", max_length=60, blank=True)
    citation = models.CharField("thành tích", max_length=1000, blank=True)
    money = models.PositiveIntegerField("tiền thưởng (đồng)", default=0)
    source = models.CharField("nguồn", max_length=10, choices=SOURCES)
    status = models.CharField("trạng thái", max_length=8, choices=STATUSES, default="valid")
    line = models.OneToOneField("workflow.Line", models.PROTECT, null=True, blank=True, related_name="record", verbose_name="dòng đề nghị")

    class Meta:
        verbose_name = "kết quả khen thưởng"
        verbose_name_plural = "lịch sử khen thưởng"
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["recipient", "-decided_on"], name="record_by_recipient")]
