"""What the law and the province say in words, dates and amounts: dated rows, each with its source and whether it was checked."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet

from workflow.law.votes import QUORUM, quorum_parts
from workflow.law.words import Kind, RecipientKind, UnitKind


class Dated(models.Model):
    """A row in force from one day to another; `until` is its last day."""

    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=300, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)

    class Meta:
        abstract = True

    @classmethod
    def on(cls, day: date) -> QuerySet[Any]:
        """The rows in force on a day."""
        return in_force(cls._default_manager.all(), day)


def in_force(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Those of the rows whose `since` and `until` hold that day."""
    return rows.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class AwardType(models.Model):
    """Danh hiệu, hình thức khen thưởng: names, who decides, who may receive and propose it."""

    GROUPS = [("danh-hieu", "Danh hiệu thi đua"), ("hinh-thuc", "Hình thức khen thưởng")]
    DECIDERS = [
        ("dn", "Người đứng đầu doanh nghiệp"), ("xa", "Chủ tịch Ủy ban nhân dân cấp xã"), ("so", "Giám đốc sở"),
        ("tinh", "Chủ tịch Ủy ban nhân dân tỉnh"), ("ttg", "Thủ tướng Chính phủ"), ("ubtvqh", "Ủy ban Thường vụ Quốc hội"),
        ("ctn", "Chủ tịch nước"),
    ]

    code = models.CharField("mã", max_length=16, unique=True)
    name = models.CharField("tên đầy đủ", max_length=200)
    short = models.CharField("tên ngắn", max_length=60)
    group = models.CharField("nhóm", max_length=12, choices=GROUPS)
    kinds = ArrayField(models.CharField(max_length=12, choices=RecipientKind.choices()), verbose_name="đối tượng")
    proposers = ArrayField(
        models.CharField(max_length=16, choices=UnitKind.choices()), verbose_name="đơn vị được đề nghị", default=list, blank=True)
    decides = models.CharField("thẩm quyền", max_length=8, choices=DECIDERS)
    rank = models.PositiveSmallIntegerField("thứ bậc", help_text="height among awards; higher is higher")
    article = models.CharField("điều khoản", max_length=200, blank=True)
    source = models.CharField("căn cứ", max_length=300, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)

    class Meta:
        verbose_name = "danh hiệu, hình thức"
        verbose_name_plural = "danh mục danh hiệu, hình thức khen thưởng"
        ordering = ["-rank", "code"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def names(cls) -> dict[str, str]:
        """Full names by code."""
        return dict(cls.objects.values_list("code", "name"))

    @classmethod
    def short_names(cls) -> dict[str, str]:
        """Short names by code."""
        return dict(cls.objects.values_list("code", "short"))


class RewardRate(Dated):
    """Hệ số tiền thưởng of an award."""

    award = models.ForeignKey(AwardType, models.PROTECT, to_field="code", related_name="rates", verbose_name="hình thức")
    coefficient = models.DecimalField("hệ số", max_digits=7, decimal_places=3)
    doubles = models.BooleanField("tập thể gấp đôi", default=False)

    class Meta:
        verbose_name = "hệ số tiền thưởng"
        verbose_name_plural = "hệ số tiền thưởng"
        ordering = ["award", "-since"]
        constraints = [models.UniqueConstraint(fields=["award", "since"], name="one_rate_per_award_and_day")]


class BaseSalary(Dated):
    """Mức lương cơ sở, đồng a month."""

    amount = models.PositiveIntegerField("mức lương cơ sở (đồng)")

    class Meta:
        verbose_name = "mức lương cơ sở"
        verbose_name_plural = "mức lương cơ sở"
        ordering = ["-since"]
        constraints = [models.UniqueConstraint(fields=["since"], name="one_base_salary_per_day")]


def a_quorum(text: str) -> None:
    """Refuse what is no part of the members."""
    try:
        quorum_parts(text)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from wrong


class Rule(Dated):
    """Quy định of a procedure for an award: days, threshold, papers. Stamped on the line; changed by a new row, never in place."""

    award = models.ForeignKey(
        AwardType, models.PROTECT, null=True, blank=True, to_field="code", related_name="rules", verbose_name="hình thức",
        help_text="Để trống: mọi danh hiệu, hình thức")
    kind = models.CharField("loại hình", max_length=16, choices=Kind.choices())
    working_days = models.PositiveSmallIntegerField("thời hạn (ngày làm việc)")
    threshold = models.PositiveSmallIntegerField("tỷ lệ phiếu tối thiểu (%)", null=True, blank=True)
    secret = models.BooleanField("bỏ phiếu kín", default=True)
    quorum = models.CharField(
        "ủy viên có mặt tối thiểu", max_length=7, blank=True, default="", db_default="", validators=[a_quorum],
        help_text="phân số trên tổng số ủy viên, như 2/3; để trống: chưa biết, không kiểm tra")
    listing_days = models.PositiveSmallIntegerField("số ngày làm việc công khai", null=True, blank=True)
    papers = models.JSONField("thành phần hồ sơ", default=list, help_text='[{"code": …, "name": …, "required": true}, …]')

    class Meta:
        verbose_name = "quy định thủ tục"
        verbose_name_plural = "quy định thủ tục"
        ordering = ["award", "kind", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["award", "kind", "since"], name="one_rule_per_award_kind_and_day", nulls_distinct=False),
            models.CheckConstraint(condition=Q(threshold=None) | Q(threshold__range=(1, 100)), name="threshold_is_a_percentage"),
            models.CheckConstraint(condition=Q(quorum="") | Q(quorum__regex=QUORUM), name="quorum_is_a_fraction"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id or 'Mọi hình thức:'} {Kind(self.kind).label} từ {self.since:%d/%m/%Y}"

    @property
    def of(self) -> str:
        """The award it is of, in a few words; or that it is of every one."""
        return self.award.short if self.award else Kind(self.kind).label


class LegalText(models.Model):
    """Văn bản: a law, decree or circular the programme goes by."""

    code = models.CharField("ký hiệu", max_length=60, unique=True)
    title = models.CharField("tên", max_length=300)
    issued = models.DateField("ngày ban hành", null=True, blank=True)
    since = models.DateField("hiệu lực từ", null=True, blank=True)
    until = models.DateField("hết hiệu lực", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    citation = models.CharField(
        "cách viện dẫn", max_length=400, blank=True, help_text="as a decision cites it, without “Căn cứ”; empty: not cited")
    rank = models.PositiveSmallIntegerField("thứ tự viện dẫn", default=100)
    source = models.CharField("căn cứ", max_length=300, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)

    class Meta:
        verbose_name = "văn bản pháp luật"
        verbose_name_plural = "văn bản pháp luật"
        ordering = ["-since", "code"]

    def __str__(self) -> str:
        return self.code


class Office(Dated):
    """Cơ quan: the province's own names, as its papers print them on a date, and its habits."""

    province = models.CharField("tỉnh, thành phố", max_length=80, help_text='"tỉnh Minh Họa"')
    place = models.CharField("địa danh trên văn bản", max_length=60)
    committee = models.CharField("cơ quan ban hành quyết định", max_length=120, help_text='"ỦY BAN NHÂN DÂN TỈNH …"')
    department = models.CharField("cơ quan thẩm định", max_length=120, help_text='"SỞ NỘI VỤ"')
    desk = models.CharField("bộ phận một cửa", max_length=160)
    council = models.CharField("hội đồng", max_length=160)
    chairman_title = models.CharField("chức vụ người ký quyết định", max_length=120, default="CHỦ TỊCH")
    director = models.CharField("người ký tờ trình", max_length=120, blank=True)
    director_title = models.CharField("chức vụ người ký tờ trình", max_length=120, default="GIÁM ĐỐC")
    dossier_code = models.CharField(
        "mẫu mã hồ sơ", max_length=60, default="H99-{date:%y%m%d}-{serial:04d}", help_text="{date} and {serial}, which restarts daily")
    decision_symbol = models.CharField("ký hiệu quyết định", max_length=30, default="QĐ-UBND")
    proposal_symbol = models.CharField("ký hiệu tờ trình", max_length=30, default="TTr-SNV")
    petition_symbol = models.CharField("ký hiệu tờ trình lên cấp trên", max_length=30, default="TTr-UBND")
    works_swapped_saturdays = models.BooleanField("làm việc ngày làm bù", default=True)
    fund = models.CharField("nguồn tiền thưởng", max_length=200, default="Quỹ thi đua, khen thưởng của tỉnh")
    executors = models.CharField(
        "trách nhiệm thi hành", max_length=300, default="Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, Giám đốc Sở Tài chính")
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    notice = models.CharField("dòng nhắc trên mọi trang", max_length=200, blank=True)

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.province
