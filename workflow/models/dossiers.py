"""Dossiers and their lines, as the intake desk received them and the clerk moves them."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from viewflow.workflow.models import Process

from workflow.law import awards
from workflow.law.machine import Machine
from workflow.law.rounds import Deadline, late_by
from workflow.law.states import State
from workflow.law.words import Band, Case, Kind, UnitKind

from .catalogue import AwardType, Rule
from .recipients import Recipient
from .units import Unit

USER = settings.AUTH_USER_MODEL


class Round(models.Model):
    """Đợt xét: the occasion for which units send dossiers, and the last day for it."""

    name = models.CharField("tên", max_length=160)
    kind = models.CharField("loại hình", max_length=16, choices=Kind.choices())
    year = models.PositiveSmallIntegerField("năm thành tích")
    opens_on = models.DateField("bắt đầu")
    closes_on = models.DateField("hạn gửi hồ sơ", help_text="the last day on which a dossier is in time")
    deadline = models.CharField("cách tính hạn", max_length=8, choices=Deadline.choices(), default=Deadline.DAY.value)
    words = models.CharField("hạn theo kế hoạch", max_length=120, blank=True, help_text="as the plan says it")
    conference_on = models.DateField("ngày hội nghị", null=True, blank=True)
    days_before = models.PositiveSmallIntegerField("số ngày trước hội nghị", null=True, blank=True)
    planned = models.ForeignKey(
        "workflow.PlannedRound", models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name="lập từ mẫu")
    plan_year = models.PositiveSmallIntegerField("lịch năm", null=True, blank=True)
    expects = ArrayField(
        models.CharField(max_length=16, choices=UnitKind.choices()), verbose_name="đơn vị phải gửi", default=list, blank=True,
        help_text="trống: mọi loại đơn vị, trừ cụm, khối")
    remind_days = ArrayField(models.PositiveSmallIntegerField(), verbose_name="nhắc trước hạn (ngày)", default=list, blank=True)

    class Meta:
        verbose_name = "đợt xét"
        verbose_name_plural = "đợt xét"
        ordering = ["-closes_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["planned", "plan_year"], condition=~Q(planned=None), name="one_round_per_planned_row_and_year"),
            models.CheckConstraint(
                condition=~Q(deadline="hoi-nghi") | Q(conference_on__isnull=False, days_before__isnull=False),
                name="conference_round_has_its_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """Hồ sơ nháp: what an intake clerk has typed and not yet received. Form data, no more; it becomes a dossier or nothing."""

    owner = models.ForeignKey(USER, models.PROTECT, related_name="drafts")
    header = models.JSONField(default=dict, help_text="cleaned fields of the header form, by name")
    rows = models.JSONField(default=list, help_text="accepted rows of the list, as papers.listing.Row.to_json gives them")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]


class Dossier(models.Model):
    """Hồ sơ: a unit's proposal letter with its list of lines. Its place is derived from its lines."""

    code = models.CharField("mã hồ sơ", max_length=40, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers", verbose_name="đơn vị trình")
    unit_name = models.CharField("tên đơn vị", max_length=200, help_text="as it was named on the day of receipt")
    letter_number = models.CharField("số tờ trình", max_length=60)
    letter_date = models.DateField("ngày tờ trình")
    kind = models.CharField("loại hình", max_length=16, choices=Kind.choices())
    case = models.CharField(
        "trường hợp thủ tục đơn giản", max_length=12, choices=Case.choices(), blank=True, help_text="Luật 06/2022/QH15 Điều 85")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="đợt xét")
    movement = models.ForeignKey(
        "workflow.Movement", models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="phong trào")
    contact_name = models.CharField("người liên hệ", max_length=120)
    contact_phone = models.CharField("điện thoại", max_length=20, blank=True)
    contact_email = models.EmailField("thư điện tử", blank=True)
    papers = ArrayField(models.CharField(max_length=30), default=list, verbose_name="giấy tờ đã nhận")
    copies = models.PositiveSmallIntegerField("số bộ", default=1)
    received_at = models.DateTimeField("nhận lúc")
    received_by = models.ForeignKey(USER, models.PROTECT, related_name="received", verbose_name="người nhận")
    working_days = models.PositiveSmallIntegerField("thời hạn (ngày làm việc)")
    due_on = models.DateField("hẹn trả", help_text="promised day; moved by the clerk when a supplement comes in")
    delivered_at = models.DateTimeField("trả lúc", null=True, blank=True)
    delivered_to = models.CharField("người nhận kết quả", max_length=120, blank=True)
    search = models.CharField(max_length=400, editable=False, help_text="code, letter and unit, folded")
    process = models.OneToOneField(Process, models.PROTECT, null=True, editable=False, related_name="dossier")

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        indexes = [
            GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], name="dossier_by_search"),
            models.Index(fields=["-received_at", "-id"], name="dossier_by_receipt"),
            models.Index(fields=["unit", "-received_at"], name="dossier_by_unit"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def received_on(self) -> date:
        """The day that chooses the rules of every line."""
        return timezone.localdate(self.received_at)

    @property
    def last_day(self) -> date | None:
        """The last day for it: of its round, else of its movement's conference."""
        if self.round_id:
            return self.round.closes_on  # type: ignore[union-attr]
        return self.movement.closes_on if self.movement_id else None  # type: ignore[union-attr]

    @property
    def late_by(self) -> int:
        """How many days it came after the last day; 0 when in time. It is told, never a reason to refuse."""
        return late_by(self.received_on, self.last_day)


class Line(models.Model):
    """Dòng đề nghị: one nominee, one award. Only the clerk moves it: what is in MOVED is written by clerk.move alone."""

    MOVED = {
        "state", "came_from", "reason", "decision", "decision_id", "outcome", "outcome_id", "public_list", "public_list_id",
        "award", "since", "rule", "rule_id", "dossier", "dossier_id"}

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="lines", db_index=False)
    no = models.PositiveIntegerField("TT")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="lines", verbose_name="đối tượng")
    name = models.CharField("họ và tên / tên tập thể", max_length=200, help_text="as the unit wrote it")
    position = models.CharField("chức vụ", max_length=200, blank=True)
    workplace = models.CharField("đơn vị công tác", max_length=300, blank=True)
    band = models.CharField("nhóm đối tượng", max_length=16, choices=Band.choices(), blank=True)
    citation = models.CharField("tóm tắt thành tích", max_length=1000, blank=True)
    award = models.CharField("hình thức đề nghị", max_length=16)
    since = models.DateField(help_text="stamp: the version of the award's rules this line follows to its end")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="+", help_text="stamp: the dated row in force on receipt")
    state = models.CharField("trạng thái", max_length=12, choices=State.choices(), default=State.SUBMITTED.value)
    came_from = models.CharField(max_length=12, choices=State.choices(), blank=True)
    reason = models.TextField("lý do", blank=True, help_text="note of the step that brought it here")
    decision = models.ForeignKey("workflow.Decision", models.PROTECT, null=True, blank=True, related_name="lines")
    outcome = models.ForeignKey(
        "workflow.Outcome", models.PROTECT, null=True, blank=True, related_name="lines", help_text="what another authority decided")
    public_list = models.ForeignKey("workflow.PublicList", models.PROTECT, null=True, blank=True, related_name="lines")
    about = models.ForeignKey(
        "workflow.AwardRecord", models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="khen thưởng đã có",
        help_text="the award that a revocation or re-issue is about; written at intake")

    class Meta:
        verbose_name = "dòng đề nghị"
        verbose_name_plural = "dòng đề nghị"
        indexes = [
            models.Index(fields=["dossier", "state"], name="line_by_dossier_and_state"),
            models.Index(fields=["state"], condition=~Q(state__in=["delivered", "answered", "withdrawn"]), name="line_open_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "no"], name="one_line_per_number"),
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in State]), name="line_state_is_known"),
            models.CheckConstraint(condition=~Q(state="drafted") | ~Q(decision=None), name="line_has_decision_when_drafted"),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "delivered"]) | ~Q(decision=None) | ~Q(outcome=None),
                name="line_has_paper_when_decided"),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "appraised", "voting", "passed"]) | Q(decision=None, outcome=None),
                name="line_has_no_decision_before_one"),
        ]
        permissions = [
            ("intake", "Tiếp nhận hồ sơ"), ("deliver", "Trả kết quả"), ("appraise", "Thẩm định"),
            ("review", "Tạm dừng và xem lại dòng tạm dừng"), ("convene", "Triệu tập và kiểm phiếu Hội đồng"),
            ("vote", "Bỏ phiếu"), ("decide", "Soạn dự thảo quyết định"), ("check", "Kiểm tra dự thảo"),
            ("sign", "Ký quyết định"), ("assign", "Phân công việc"),
            ("publish", "Công khai lấy ý kiến Nhân dân"), ("outcome", "Ghi quyết định của cấp khác"),
            ("evidence", "Ghi nhận xếp loại, sáng kiến, chức vụ"), ("records", "Quản lý lịch sử khen thưởng"),
            ("lineage", "Cập nhật đơn vị và kế thừa"), ("movements", "Quản lý đợt xét, phong trào, cụm khối"),
            ("fund", "Quản lý quỹ và chi thưởng"), ("petitions", "Xử lý đơn thư"),
        ]

    def __str__(self) -> str:
        return f"{self.no}. {self.name}"

    @property
    def machine(self) -> Machine:
        """The law that governs this line. Reads `dossier` and, in some steps, `rule`: load them with the line."""
        return awards.named(self.award, Kind(self.dossier.kind), self.since)(self)

    @property
    def lacks(self) -> str:
        """Names of the required papers that did not come with the dossier; empty when it is complete."""
        received = set(self.dossier.papers)
        return ", ".join(p["name"] for p in self.rule.papers if p["required"] and p["code"] not in received)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to write a state read some time ago over a fresh one, as a form's save() would."""
        if not self._state.adding and not self.MOVED.isdisjoint(kwargs.get("update_fields") or self.MOVED):
            raise TypeError("a line moves by clerk.move only; save other fields with update_fields")
        super().save(*args, **kwargs)


class Attachment(models.Model):
    """Giấy tờ: an uploaded file of a draft or a dossier; the bytes lie in the file store under their SHA-256."""

    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="attachments")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="attachments")
    paper = models.CharField("loại giấy tờ", max_length=30, blank=True)
    name = models.CharField("tên tệp", max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(draft=None) ^ Q(dossier=None), name="attachment_has_one_owner")]


class Pause(models.Model):
    """The clock stood: at least one line of the dossier was with the unit. Opened and closed by settle."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["dossier"], condition=Q(until=None), name="one_open_pause_per_dossier")]


__all__ = ["Attachment", "AwardType", "Dossier", "Draft", "Line", "Pause", "Round"]
