"""The administrator's pages: accounts, units, calendar, catalogue. No dossier is worked on here, and nothing used is deleted."""
from __future__ import annotations

from decimal import Decimal
from typing import Any

from axes.utils import reset
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashField
from django.db.models import ManyToManyField, Model, QuerySet
from django.http import HttpRequest

from workflow import admin_law, admin_units  # noqa: F401 – registers their pages
from workflow.accounts import LONGEST
from workflow.admin_pages import Hinted, Kept, checked
from workflow.law.words import RecipientKind, UnitKind
from workflow.models import (  # fmt: skip
    AwardType,
    BaseSalary,
    ExcellenceCap,
    Holiday,
    InitiativeRule,
    LegalText,
    Line,
    Member,
    Office,
    PlannedRound,
    RewardRate,
    Round,
    Rule,
    UnitContact,
    User,
)

admin.site.site_header = "Vinh Danh – Quản trị"
admin.site.site_title = "Vinh Danh"
admin.site.index_title = "Danh mục và tài khoản"
admin.site.empty_value_display = "—"


class Account(forms.ModelForm[User]):
    """An account as the administrator sees it."""

    password = ReadOnlyPasswordHashField(label="Mật khẩu", help_text='Không xem được; <a href="../password/">đặt mật khẩu mới</a>.')

    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class Users(Hinted, UserAdmin[User]):
    """Accounts. To take one out of service, untick “đang hoạt động”."""

    form = Account
    list_display = ("full_name", "username", "title", "unit", "roles", "is_active")
    list_filter = ("is_active", "groups", "is_staff")
    search_fields = ("full_name", "username", "email")
    ordering = ("full_name",)
    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}  # a handful of roles, all in sight
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Người dùng", {"fields": ("full_name", "title", "unit", "email", "phone")}),
        ("Vai trò", {"fields": ("is_active", "groups", "is_staff")}),
        ("Thời gian", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "full_name", "title", "password1", "password2")}),)

    actions = ("unlock",)

    @admin.action(description="Mở khóa đăng nhập", permissions=["change"])
    def unlock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Forget the wrong passwords typed under these names, from wherever, and keep on record that it was done."""
        within = [user for user in people if self.has_change_permission(request, user)]
        for user in within:
            reset(username=user.username[:LONGEST])
            self.log_change(request, user, "Mở khóa đăng nhập")
        messages.info(request, f"Đã mở khóa đăng nhập: {', '.join(user.full_name for user in within) or 'không tài khoản nào'}.")

    @admin.display(description="vai trò")
    def roles(self, user: User) -> str:
        """The person's roles in one line."""
        return ", ".join(group.name for group in user.groups.all())

    def get_queryset(self, request: HttpRequest) -> Any:
        """With units and roles, so that the list costs the same for any number of people."""
        return super().get_queryset(request).select_related("unit").prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not an account that may do everything: a new password for it would make the administrator one."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """The history also says which roles the person has now: who may sign or vote is a matter of record."""
        said: list[Any] = super().construct_change_message(request, form, formsets, add)
        if {"groups", "is_staff", "is_active"} & set(form.changed_data):
            roles = ", ".join(sorted(group.name for group in form.cleaned_data.get("groups", []))) or "không vai trò"
            labels = {"is_staff": "vào trang quản trị", "is_active": "đang hoạt động"}
            ticks = [label for name, label in labels.items() if form.cleaned_data.get(name)]
            said.append({"changed": {"name": "Tài khoản nay có", "object": "; ".join([roles, *ticks]), "fields": []}})
        return said

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """No: the log must stay readable."""
        return False


@admin.register(Holiday)
class Holidays(Hinted, admin.ModelAdmin[Holiday]):
    """The calendar: days off and Saturdays worked instead."""

    list_display = ("on", "kind", "name", "basis", checked)
    list_filter = ("kind", "verified")
    date_hierarchy = "on"
    search_fields = ("name", "basis")


class Award(forms.ModelForm[AwardType]):
    """An award with its kinds and proposers as tick boxes."""

    kinds = forms.MultipleChoiceField(label="Đối tượng", choices=RecipientKind.choices(), widget=forms.CheckboxSelectMultiple)
    proposers = forms.MultipleChoiceField(
        label="Đơn vị được đề nghị", choices=UnitKind.choices(), widget=forms.CheckboxSelectMultiple, required=False)

    class Meta:
        model = AwardType
        fields = "__all__"


@admin.register(AwardType)
class Awards(Kept):
    """The catalogue of awards."""

    form = Award
    list_display = ("code", "name", "group", "decides", "rank", checked)
    list_filter = ("group", "decides", "verified")
    search_fields = ("code", "name", "short")


@admin.register(RewardRate)
class Rates(Kept):
    """Reward coefficients by award and date."""

    list_display = ("award", "factor", "doubles", "since", "until", checked)
    list_filter = ("verified",)
    search_fields = ("award__code", "award__name")
    list_select_related = ("award",)

    @admin.display(description="hệ số", ordering="coefficient")
    def factor(self, rate: RewardRate) -> str:
        """1,5 and 270, as the decree writes them."""
        return f"{rate.coefficient.normalize():f}".replace(".", ",")

    def get_object(self, *args: Any, **kwargs: Any) -> RewardRate | None:
        """For the form, the same: without zeros at the end."""
        if rate := super().get_object(*args, **kwargs):
            rate.coefficient = Decimal(f"{rate.coefficient.normalize():f}")
        return rate


@admin.register(BaseSalary)
class Salaries(Kept):
    """The base salary by date."""

    list_display = ("since", "until", "grouped", "source", checked)

    @admin.display(description="mức lương cơ sở (đồng)", ordering="amount")
    def grouped(self, salary: BaseSalary) -> str:
        """2.530.000."""
        return f"{salary.amount:,}".replace(",", ".")


@admin.register(Rule)
class Rules(Kept):
    """Procedure rules. One that lines carry is closed by its end date and followed by a new row, never rewritten."""

    list_display = ("award", "kind", "since", "until", "working_days", "threshold", "quorum", "secret", checked)
    list_filter = ("kind", "verified", "secret")
    search_fields = ("award__code", "award__name")
    list_select_related = ("award",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a rule in use only the end date, the source and the tick can change."""
        if obj is None or not Line.objects.filter(rule=obj).exists():
            return ()
        return ("award", "kind", "since", "working_days", "threshold", "quorum", "secret", "papers")


@admin.register(InitiativeRule, ExcellenceCap)
class EvidenceNumbers(Kept):
    """By date: how initiatives are recognised, and how many of a unit may be judged excellent."""

    list_display = ("__str__", "since", "until", "source", checked)


@admin.register(LegalText)
class LegalTexts(Kept):
    """The laws and decrees the programme goes by, and how papers cite them."""

    list_display = ("code", "title", "since", "until", checked)
    list_filter = ("verified",)
    search_fields = ("code", "title", "citation")


@admin.register(Office)
class Offices(Kept):
    """The province's own names and habits, by date."""

    list_display = ("province", "since", "until", "place")


@admin.register(Member)
class Members(Kept):
    """The council, by date: the denominator of every vote."""

    list_display = ("user", "role", "order", "since", "until")
    list_select_related = ("user",)


@admin.register(Round)
class Rounds(Kept):
    """Rounds with their last day."""

    list_display = ("name", "kind", "year", "opens_on", "closes_on")
    list_filter = ("year", "kind")


@admin.register(PlannedRound)
class PlannedRounds(Kept):
    """The yearly calendar that rounds are made from."""

    list_display = ("name", "kind", "month", "day", "days_before", "since", "until", "verified")


@admin.register(UnitContact)
class UnitContacts(Kept):
    """Where reminders to units go."""

    list_display = ("unit", "person", "email", "phone")
    list_select_related = ("unit",)
    search_fields = ("unit__key", "person", "email")
    autocomplete_fields = ("unit",)
