"""Clusters and blocks: their members of a year, the year's scoring table, the points of each stage, and the result."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from workflow.law.scoring import Role, Scored, Stage

from .units import Unit

USER = settings.AUTH_USER_MODEL


class Cluster(models.Model):
    """Cụm, khối thi đua of the province."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    basis = models.CharField("căn cứ thành lập", max_length=200, blank=True)

    class Meta:
        verbose_name = "cụm, khối thi đua"
        verbose_name_plural = "cụm, khối thi đua"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class ClusterMember(models.Model):
    """Thành viên of a cluster in one year, and its score card. `leads`: named first by the standing body."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="members", verbose_name="cụm, khối")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    role = models.CharField("vai trò", max_length=12, choices=Role.choices(), default=Role.MEMBER.value)
    stage = models.CharField("chấm điểm", max_length=12, choices=Stage.choices(), default=Stage.OPEN.value)
    leads = models.BooleanField("dẫn đầu", default=False)

    class Meta:
        verbose_name = "thành viên cụm, khối"
        verbose_name_plural = "thành viên cụm, khối"
        ordering = ["cluster", "-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_cluster_per_unit_and_year"),
            models.UniqueConstraint(fields=["cluster", "year"], condition=Q(role="truong"), name="one_leader_per_cluster_and_year"),
            models.CheckConstraint(condition=Q(leads=False) | Q(stage="ket-qua"), name="only_a_result_leads"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.year})"


class ScoreCriterion(models.Model):
    """Tiêu chí of a cluster's scoring table for one year."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="criteria", verbose_name="cụm, khối")
    year = models.PositiveSmallIntegerField("năm")
    no = models.PositiveSmallIntegerField("TT")
    text = models.CharField("tiêu chí", max_length=300)
    most = models.DecimalField("điểm tối đa", max_digits=6, decimal_places=2)
    deducts = models.BooleanField("điểm trừ", default=False)

    class Meta:
        verbose_name = "tiêu chí chấm điểm"
        verbose_name_plural = "bảng điểm"
        ordering = ["cluster", "-year", "no"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "year", "no"], name="one_criterion_per_number"),
            models.CheckConstraint(condition=Q(most__gt=0), name="criterion_has_points"),
        ]

    @property
    def scored(self) -> Scored:
        """As the law counts with it."""
        return Scored(self.pk, self.text, self.most, self.deducts)


class Mark(models.Model):
    """Điểm of one criterion at one stage; a corrected stage writes over it, and the old value stays in the log."""

    member = models.ForeignKey(ClusterMember, models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(ScoreCriterion, models.PROTECT, related_name="marks")
    stage = models.CharField(max_length=12, choices=Stage.choices())
    points = models.DecimalField("điểm", max_digits=6, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "criterion", "stage"], name="one_mark_per_criterion_and_stage"),
            models.CheckConstraint(condition=Q(points__gte=0), name="no_negative_points"),
        ]


class ClusterResult(models.Model):
    """Kết quả of a cluster's year, as the standing body of the council announced it; it stays, a wrong one is revoked."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="results", verbose_name="cụm, khối")
    year = models.PositiveSmallIntegerField("năm")
    number = models.CharField("số văn bản", max_length=60)
    decided_on = models.DateField("ngày văn bản")
    authority = models.CharField("cơ quan công bố", max_length=200)
    note = models.TextField("lý do chọn", blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")
    revoked_at = models.DateTimeField("hủy lúc", null=True, blank=True)
    revoked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người hủy")
    revoked_why = models.CharField("lý do hủy", max_length=300, blank=True)

    class Meta:
        verbose_name = "kết quả cụm, khối"
        verbose_name_plural = "kết quả cụm, khối"
        ordering = ["-year", "cluster"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "year"], condition=Q(revoked_at=None), name="one_result_per_cluster_and_year")]
