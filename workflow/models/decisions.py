"""Decisions, the books that number them, and the papers that left the house."""
from __future__ import annotations

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from viewflow.workflow.models import Process

from workflow.law.words import Instrument

from .council import Sitting
from .dossiers import Dossier

USER = settings.AUTH_USER_MODEL


class Decision(models.Model):
    """What the chairman signs for many lines of many dossiers: his quyết định, or his tờ trình upward. Numbered when signed."""

    instrument = models.CharField("loại văn bản", max_length=12, choices=Instrument.choices(), default=Instrument.AWARD.value)
    subject = models.CharField("trích yếu", max_length=300)
    achievement = models.CharField("thành tích", max_length=300, default="đã có thành tích xuất sắc trong thực hiện nhiệm vụ được giao")
    symbol = models.CharField("ký hiệu", max_length=30, default="QĐ-UBND")
    proposal_number = models.CharField("số tờ trình", max_length=60, blank=True)
    drafted_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người soạn")
    checked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="người kiểm tra")
    sound = models.BooleanField("kiểm tra đạt", default=False)
    remark = models.TextField("ý kiến kiểm tra", blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True)
    number = models.PositiveIntegerField("số", null=True)
    signed_on = models.DateField("ngày ký", null=True)
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="người ký")
    created_at = models.DateTimeField("soạn lúc", auto_now_add=True)
    process = models.OneToOneField(Process, models.PROTECT, null=True, editable=False, related_name="decision")

    class Meta:
        verbose_name = "quyết định"
        verbose_name_plural = "quyết định"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["symbol", "year", "number"], name="one_decision_per_number"),
            models.CheckConstraint(condition=Q(number=None) | ~Q(signed_on=None) & ~Q(signed_by=None), name="numbered_when_signed"),
        ]

    def __str__(self) -> str:
        return self.full_number or f"Dự thảo {self.pk}"

    @property
    def paper(self) -> str:
        """What it is called before its number: Tờ trình or Quyết định."""
        return "Tờ trình" if self.instrument == Instrument.PETITION else "Quyết định"

    @property
    def full_number(self) -> str:
        """`05/QĐ-UBND`; empty while it is a draft."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""


class Outcome(models.Model):
    """Quyết định của cấp khác: what the Prime Minister, the President or a unit's head decided, as it was recorded here."""

    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    authority = models.CharField("cơ quan quyết định", max_length=200, help_text="as it was named then")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "quyết định của cấp khác"
        verbose_name_plural = "quyết định của cấp khác"
        ordering = ["-decided_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["number", "decided_on", "authority"], name="one_outcome_per_paper")]

    def __str__(self) -> str:
        return self.number


class Register(models.Model):
    """Sổ: the last number given in a book and a period. Gap-free, because the row is locked until the giver commits."""

    book = models.CharField(max_length=40)
    period = models.CharField(max_length=10, help_text="the year, or the day for books that restart daily")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "period"], name="one_register_per_book_and_period")]

    @classmethod
    def expected(cls, book: str, period: str) -> int:
        """The number that would be given now; somebody may be faster."""
        return (cls.objects.filter(book=book, period=period).values_list("last", flat=True).first() or 0) + 1

    @classmethod
    def next(cls, book: str, period: str) -> int:
        """The next number; falls back if the caller's transaction does. One statement: insert 1, or lock and add 1."""
        if not connection.in_atomic_block:
            raise RuntimeError("a number is given only inside the transaction that uses it")
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO workflow_register (book, period, last) VALUES (%s, %s, 1) "
                "ON CONFLICT (book, period) DO UPDATE SET last = workflow_register.last + 1 RETURNING last", [book, period])
            return int(cursor.fetchone()[0])


class Printed(models.Model):
    """Bản in: a paper frozen as it left the house. Kept in the database, so that it commits with the step that issued it."""

    KINDS = [
        ("receipt", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"), ("supplement", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
        ("minutes", "Biên bản kiểm phiếu"), ("proposal", "Tờ trình"), ("decision", "Quyết định"), ("notice", "Thông báo kết quả"),
    ]

    kind = models.CharField("loại", max_length=10, choices=KINDS)
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="printed")
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="printed")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="printed")
    content = models.BinaryField(help_text="the PDF")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "bản in"
        verbose_name_plural = "bản in"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier__isnull=False, sitting=None, decision=None) | Q(dossier=None, sitting__isnull=False, decision=None)
                | Q(dossier=None, sitting=None, decision__isnull=False), name="printed_for_one_subject"),
        ]
