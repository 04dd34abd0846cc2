"""The fund (quỹ thi đua, khen thưởng): what is owed to whom by which decision, and every movement of money, written once."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, When

from .recipients import AwardRecord, Recipient

USER = settings.AUTH_USER_MODEL


class Payment(models.Model):
    """Khoản chi thưởng: what is owed for one award. The amount may be less than the award's money; then the reason says why."""

    STATES = [
        ("review", "Cần xem lại"), ("due", "Chờ chi"), ("paid", "Đã chi"), ("recovering", "Phải thu hồi"), ("recovered", "Đã thu hồi"),
        ("nothing", "Không chi"), ("cancelled", "Hủy, chưa chi"),
    ]

    record = models.OneToOneField(AwardRecord, models.PROTECT, related_name="payment", verbose_name="kết quả khen thưởng")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="payments", verbose_name="đối tượng")
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    amount = models.PositiveIntegerField("phải chi (đồng)")
    known = models.PositiveIntegerField("đã hưởng cùng thời kỳ (đồng)", null=True, help_text="money of the other title, for the difference")
    state = models.CharField("tình trạng", max_length=10, choices=STATES, default="due")
    reason = models.CharField("lý do", max_length=300, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="người xem lại")
    paid_on = models.DateField("ngày chi", null=True)
    paper = models.CharField("chứng từ chi", max_length=60, blank=True)
    paid_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="người chi")
    revocation = models.CharField("quyết định hủy", max_length=60, blank=True)
    recovered_on = models.DateField("ngày thu hồi", null=True)
    recovery_paper = models.CharField("chứng từ thu hồi", max_length=60, blank=True)

    class Meta:
        verbose_name = "khoản chi thưởng"
        verbose_name_plural = "khoản chi thưởng"
        ordering = ["-decided_on", "-decision_number", "pk"]
        indexes = [
            models.Index(fields=["-decided_on", "-decision_number", "id"], name="payment_by_decision"),
            models.Index(
                fields=["state", "-decided_on"], condition=Q(state__in=["review", "due", "recovering"]), name="payment_open_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(state="nothing") | Q(amount=0, state__in=["nothing", "cancelled"]),
                name="nothing_is_paid_of_nothing"),
            models.CheckConstraint(condition=~Q(state__in=["nothing", "review"]) | ~Q(reason=""), name="less_than_all_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state__in=["paid", "recovering", "recovered"], paid_on__isnull=False, paid_by__isnull=False)
                & ~Q(paper="") | ~Q(state__in=["paid", "recovering", "recovered"]) & Q(paid_on=None, paid_by=None, paper=""),
                name="paid_on_a_day_by_a_paper"),
            models.CheckConstraint(
                condition=~Q(state__in=["recovering", "recovered", "cancelled"]) | ~Q(revocation=""), name="recovered_by_a_decision"),
            models.CheckConstraint(
                condition=Q(state="recovered", recovered_on__isnull=False) & ~Q(recovery_paper="")
                | ~Q(state="recovered") & Q(recovered_on=None, recovery_paper=""), name="recovered_on_a_day_by_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_number}: {self.amount}"


class Posting(models.Model):
    """Bút toán: money that came into or left the fund. Never changed: a mistake is corrected by a counter entry."""

    KINDS = [("income", "Thu vào quỹ"), ("paid", "Chi thưởng"), ("recovered", "Thu hồi")]

    kind = models.CharField("loại", max_length=10, choices=KINDS)
    amount = models.PositiveBigIntegerField("số tiền (đồng)")
    on = models.DateField("ngày")
    paper = models.CharField("chứng từ", max_length=60)
    note = models.CharField("nguồn, nội dung", max_length=300, blank=True)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="postings", verbose_name="khoản chi")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction", verbose_name="đảo bút toán")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")
    effect = models.GeneratedField(
        expression=Case(
            When(Q(kind="paid", corrects=None) | ~Q(kind="paid") & Q(corrects__isnull=False),
                 then=ExpressionWrapper(-F("amount"), models.BigIntegerField())),
            default=F("amount"), output_field=models.BigIntegerField()),
        output_field=models.BigIntegerField(), db_persist=True, verbose_name="làm quỹ tăng, giảm")

    class Meta:
        verbose_name = "bút toán quỹ"
        verbose_name_plural = "bút toán quỹ"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["-on", "-id"], condition=Q(kind="income"), name="income_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="posting_moves_money"),
            models.CheckConstraint(
                condition=Q(kind="income", payment=None) | ~Q(kind="income") & ~Q(payment=None), name="posting_of_a_payment"),
            models.CheckConstraint(
                condition=Q(corrects=None) & ~Q(paper="") | ~Q(corrects=None) & ~Q(note=""), name="posting_has_its_paper"),
        ]
