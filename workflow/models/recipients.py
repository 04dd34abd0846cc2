"""Who receives: persons, collectives, households; and everything each was ever given."""
from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from workflow.law.names import fold, nfc, sort_key
from workflow.law.words import Kind, RecipientKind, Sex

from .units import Unit

USER = settings.AUTH_USER_MODEL
PROVINCE = ("chu tich uy ban nhan dan tinh", "chu tich uy ban nhan dan thanh pho")  # who decides in this office, folded


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
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="absorbed", verbose_name="đã gộp vào",
        help_text="the same person or collective, entered twice; written by engine/register/merging.py alone")

    class Meta:
        verbose_name = "đối tượng khen thưởng"
        verbose_name_plural = "đối tượng khen thưởng"
        indexes = [
            GinIndex(fields=["key"], opclasses=["gin_trgm_ops"], name="recipient_by_key"),
            models.Index(fields=["key", "birth_date"], name="recipient_by_key_and_birth"),
            models.Index(fields=["birth_date"], name="recipient_by_birth"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["identity"], condition=~Q(identity=""), name="one_recipient_per_identity"),
            models.CheckConstraint(condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="recipient_is_not_merged_into_itself"),
        ]

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
    """One award somebody holds, as its decision names it. Evidence, not a counter: it is revoked or cancelled, never deleted."""

    SOURCES = [("own", "Quyết định của tỉnh"), ("declared", "Đơn vị kê khai"), ("scanned", "Số hóa"), ("imported", "Nhập từ tệp")]
    STATUSES = [("valid", "Còn hiệu lực"), ("revoked", "Đã hủy"), ("cancelled", "Ghi nhầm, đã rút")]

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="awards", verbose_name="đối tượng")
    award = models.CharField("mã hình thức", max_length=16)
    award_name = models.CharField("tên hình thức", max_length=200)
    kind = models.CharField("loại hình", max_length=16, choices=Kind.choices(), blank=True)
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    authority = models.CharField("cơ quan quyết định", max_length=200, help_text="as it was named then")
    period = models.CharField("thời kỳ thành tích", max_length=60, blank=True)
    citation = models.CharField("thành tích", max_length=1000, blank=True)
    basis = models.CharField("căn cứ", max_length=300, blank=True, default="", db_default="", help_text="minutes, letter, file it rests on")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị khi được khen")
    unit_name = models.CharField("tên đơn vị khi được khen", max_length=300, blank=True, default="", db_default="")
    money = models.PositiveIntegerField("tiền thưởng (đồng)", default=0)
    source = models.CharField("nguồn", max_length=10, choices=SOURCES)
    status = models.CharField("trạng thái", max_length=10, choices=STATUSES, default="valid")
    revoked_on = models.DateField("hủy ngày", null=True, blank=True)
    revoked_by_decision = models.CharField("quyết định hủy", max_length=60, blank=True, default="", db_default="")
    line = models.OneToOneField("workflow.Line", models.PROTECT, null=True, blank=True, related_name="record", verbose_name="dòng đề nghị")
    batch = models.ForeignKey(
        "workflow.ImportBatch", models.PROTECT, null=True, blank=True, related_name="records", verbose_name="đợt nhập")
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi")
    recorded_at = models.DateTimeField("ghi lúc", null=True, blank=True)
    cancelled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người rút")
    cancelled_at = models.DateTimeField("rút lúc", null=True, blank=True)
    cancelled_why = models.CharField("lý do rút", max_length=300, blank=True, default="", db_default="")
    number_key = models.CharField(max_length=80, editable=False, default="", db_default="", help_text="the decision number folded")
    search = models.CharField(max_length=600, editable=False, default="", db_default="", help_text="authority and unit, folded")

    class Meta:
        verbose_name = "kết quả khen thưởng"
        verbose_name_plural = "lịch sử khen thưởng"
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-decided_on"], name="record_by_recipient"),
            models.Index(fields=["-decided_on", "-id"], name="record_by_day"),
            GinIndex(fields=["number_key"], opclasses=["gin_trgm_ops"], name="record_by_number"),
            GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], name="record_by_search"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._state.adding and not self.number_key and kwargs:
            self.number_key, self.search = number_key(self.decision_number), search_key(self.authority, self.unit_name)

    def __str__(self) -> str:
        return f"{self.award_name}, {self.decision_number}"

    @property
    def whence(self) -> str:
        """Its source in words; what went through this office is the province's decision only when the province decided."""
        elsewhere = self.source == "own" and not fold(self.authority).startswith(PROVINCE)
        return "Quyết định của cấp khác" if elsewhere else self.get_source_display()


def number_key(number: str) -> str:
    """A decision number as it is compared: `05 / QĐ–UBND` and `5/qđ-ubnd` are one."""
    return re.sub(r"^0+(?=[0-9])", "", re.sub(r"\s+", "", fold(number)))[:80]


def search_key(authority: str, unit_name: str) -> str:
    """What a record is found by besides name and number."""
    return fold(f"{authority} {unit_name}")[:600]


class RecordFile(models.Model):
    """Bản quét: the decision or certificate a record rests on; the bytes lie in the file store under their SHA-256."""

    record = models.ForeignKey(AwardRecord, models.PROTECT, related_name="files")
    name = models.CharField("tên tệp", max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
