"""What is filled in about initiatives: the entry with its authors, a sitting of their council, a wider scope."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from forms.fields import Day, Text, UnitChoice
from workflow.engine.proving.evidence import Source
from workflow.engine.proving.initiatives import Minutes
from workflow.law.words import Scope
from workflow.models import Initiative, Unit

CHOOSE = ("", "– Chọn –")
SCOPES = [(str(scope), scope.label.capitalize()) for scope in Scope]
NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


class InitiativeForm(forms.Form):
    """An initiative; with a decision it is recognised already, without one it waits for the council."""

    name = Text(label="Tên sáng kiến, đề tài", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    year = forms.IntegerField(label="Năm", min_value=1945, max_value=2100, widget=forms.TextInput(attrs=NUMERIC))
    scope = forms.ChoiceField(label="Phạm vi ảnh hưởng đề nghị", choices=[CHOOSE, *SCOPES])
    unit = UnitChoice(Unit.objects.none(), label="Đơn vị", required=False, empty_label="– Không ghi –")
    decision_number = Text(label="Số quyết định công nhận", max_length=60, required=False)
    decided_on = Day(label="Ngày quyết định", required=False)
    authority = Text(label="Cơ quan công nhận", max_length=200, required=False, help_text="Tên tại thời điểm công nhận")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"year": timezone.localdate().year}, **kwargs})
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.all()

    def clean(self) -> dict[str, Any]:
        """All three facts of the decision, or none."""
        said = super().clean() or {}
        names = ("decision_number", "decided_on", "authority")
        if any(said.get(name) for name in names):
            for name in names:
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, "Ghi đủ số, ngày quyết định và cơ quan công nhận, hoặc để trống cả ba.")
        return said

    def recognised(self) -> Source | None:
        """The decision that recognises it, if there is one."""
        said = self.cleaned_data
        return Source(said["decision_number"], said["decided_on"], said["authority"]) if said["decision_number"] else None


class RecognitionForm(forms.Form):
    """One sitting: its papers, and for each initiative that is ticked the number of ayes."""

    held_on = Day(label="Ngày họp")
    authority = Text(label="Hội đồng, cơ quan công nhận", max_length=200)
    members = forms.IntegerField(label="Tổng số thành viên", min_value=1, max_value=999, widget=forms.TextInput(attrs=NUMERIC))
    decision_number = Text(label="Số quyết định", max_length=60)
    decided_on = Day(label="Ngày quyết định")

    def __init__(self, *args: Any, waiting: Iterable[Initiative], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"held_on": timezone.localdate(), "decided_on": timezone.localdate()}, **kwargs})
        self.waiting, self.told = list(waiting), dict[int, str]()

    def rows(self) -> list[dict[str, Any]]:
        """The table: each initiative with its tick, what was typed for it and what is wrong with that."""
        return [
            {"initiative": one, "ticked": str(one.pk) in self.ticked, "ayes": self.data.get(f"phieu-{one.pk}", "") if self.is_bound else "",
             "fault": self.told.get(one.pk, "")} for one in self.waiting]

    @property
    def ticked(self) -> set[str]:
        """The ids that were ticked."""
        data: Any = self.data
        return set(data.getlist("chon")) if self.is_bound else set()

    def clean(self) -> dict[str, Any]:
        """At least one, each ticked one with its ayes, none more than there are members."""
        said, members, ayes = super().clean() or {}, self.cleaned_data.get("members"), dict[int, int]()
        for one in self.waiting:
            if str(one.pk) not in self.ticked:
                continue
            typed = self.data.get(f"phieu-{one.pk}", "").strip()
            if not (typed.isascii() and typed.isdigit() and len(typed) < 4):
                self.told[one.pk] = "Ghi số phiếu đồng ý"
            elif members and int(typed) > members:
                self.told[one.pk] = f"Nhiều hơn {members} thành viên"
            else:
                ayes[one.pk] = int(typed)
        if self.told:
            self.add_error(None, f"Có {len(self.told)} sáng kiến ghi số phiếu chưa đúng; xem trong bảng.")
        elif not ayes:
            self.add_error(None, "Chưa chọn sáng kiến nào; đánh dấu các sáng kiến được xét trong phiên họp.")
        return {**said, "ayes": ayes}

    def clean_held_on(self) -> date:
        """A sitting that has been held."""
        day: date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày họp ở sau hôm nay; chỉ ghi kết quả sau khi họp.")
        return day

    def minutes(self) -> Minutes:
        """As the engine takes it."""
        said = self.cleaned_data
        return Minutes(said["held_on"], said["authority"], said["members"], said["decision_number"], said["decided_on"])


class WiderForm(forms.Form):
    """The scope that is asked for next."""

    scope = forms.ChoiceField(label="Đề nghị nâng lên phạm vi")

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["scope"]
        field.choices = [(str(scope), scope.label.capitalize()) for scope in Scope if scope.rank > Scope(initiative.scope).rank]


class InitiativeFilter(forms.Form):
    """Which initiatives to show."""

    q = forms.CharField(label="Tìm sáng kiến", required=False, max_length=100, widget=forms.TextInput(attrs={
        "type": "search", "autocomplete": "off", "placeholder": "Tên sáng kiến hoặc tác giả, không cần dấu"}))
    nam = forms.IntegerField(
        label="Năm", required=False, min_value=1945, max_value=2100, widget=forms.TextInput(attrs={**NUMERIC, "size": 6}))
    pham_vi = forms.ChoiceField(label="Phạm vi", required=False, choices=[("", "Mọi phạm vi"), *SCOPES])
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=[
        ("", "Mọi tình trạng"), *Initiative.STATES, ("wider", "Đề nghị nâng phạm vi")])
