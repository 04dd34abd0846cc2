"""What is filled in about a recipient beside awards: performance, posts, shares, holds, and the lists of a unit."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from forms.fields import Day, Text, UnitChoice
from workflow.engine.proving.evidence import SHARES, Source
from workflow.law.bands import PostBand
from workflow.law.words import HoldReason, Level
from workflow.models import Unit

CHOOSE = ("", "– Chọn –")
ROWS = {"rows": 3}


class Percent(forms.DecimalField):
    """A share with a comma, as people write it."""

    def to_python(self, value: Any) -> Any:
        """12,5 is 12.5."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class SourceForm(forms.Form):
    """The paper a fact stands in."""

    decision_number = Text(label="Số văn bản", max_length=60, required=False)
    decided_on = Day(label="Ngày văn bản", required=False)
    authority = Text(label="Cơ quan ban hành", max_length=200, required=False, help_text="Tên tại thời điểm ban hành")
    together = ("decision_number", "decided_on", "authority")

    def source(self) -> Source:
        """As the engine takes it."""
        said = self.cleaned_data
        return Source(said["decision_number"], said["decided_on"], said["authority"])

    def clean_decided_on(self) -> date | None:
        """No paper from tomorrow."""
        found: date | None = self.cleaned_data["decided_on"]
        if found and found > timezone.localdate():
            raise forms.ValidationError("Ngày văn bản ở sau hôm nay.")
        return found


class PerformanceForm(SourceForm):
    """The level of a year."""

    year = forms.IntegerField(label="Năm", min_value=1945, max_value=2100, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    level = forms.ChoiceField(label="Mức xếp loại", choices=[CHOOSE, *reversed(Level.choices())])
    field_order = ("year", "level")


class PostForm(SourceForm):
    """A post held from one day to another."""

    name = Text(label="Chức vụ", max_length=200)
    band = forms.ChoiceField(label="Nhóm chức vụ", choices=[CHOOSE, *PostBand.choices()])
    since = Day(label="Từ ngày")
    until = Day(label="Đến hết ngày", required=False, help_text="Để trống nếu còn giữ chức vụ")
    field_order = ("name", "band", "since", "until")


class ShareForm(SourceForm):
    """A share of a collective's members."""

    year = forms.IntegerField(label="Năm", min_value=1945, max_value=2100, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    what = forms.ChoiceField(label="Chỉ tiêu", choices=[CHOOSE, *SHARES.items()])
    percent = Percent(
        label="Tỷ lệ (%)", min_value=0, max_value=100, max_digits=5, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    field_order = ("year", "what", "percent")


class WhyForm(forms.Form):
    """Why something is withdrawn."""

    why = Text(label="Lý do", max_length=300, widget=forms.Textarea(attrs=ROWS), error_messages={"required": "Phải ghi rõ lý do."})


class HoldForm(forms.Form):
    """A hold on a recipient, with the lines that are held in the same act."""

    reason = forms.ChoiceField(label="Lý do tạm dừng", choices=[CHOOSE, *HoldReason.choices()])
    note = Text(
        label="Căn cứ, nội dung", max_length=2000, widget=forms.Textarea(attrs=ROWS),
        help_text="Số văn bản, nơi gửi. Chỉ người thẩm định và xem lại đọc được; đơn vị trình không đọc được nội dung này.")
    since = Day(label="Từ ngày")
    review_on = Day(label="Ngày xem lại", help_text="Đến ngày này phải xem lại; tạm dừng không phải là từ chối")
    lines = forms.MultipleChoiceField(label="Tạm dừng luôn các dòng", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, lines: Sequence[tuple[int, str]]) -> None:
        """`lines`: those that may be held, each with its words; all ticked to begin with."""
        today = timezone.localdate()
        super().__init__(data, initial={"since": today, "review_on": today + timedelta(days=30), "lines": [pk for pk, _ in lines]})
        field: Any = self.fields["lines"]
        field.choices = lines
        if not lines:
            del self.fields["lines"]

    def clean_lines(self) -> list[int]:
        """As ids."""
        return [int(pk) for pk in self.cleaned_data["lines"]]


class ReleaseForm(forms.Form):
    """The end of a hold."""

    on = Day(label="Kết thúc ngày", help_text="Với kỷ luật: ngày hết hiệu lực kỷ luật; thời gian thành tích tính lại từ ngày này")
    note = Text(label="Căn cứ kết thúc", max_length=2000, widget=forms.Textarea(attrs=ROWS))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})


class GradingListForm(forms.Form):
    """A unit's list of yearly results."""

    file = forms.FileField(
        label="Danh sách Excel (.xlsx)", allow_empty_file=True, error_messages={"required": "Chưa chọn tệp Excel nào."},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}))
    unit = UnitChoice(
        Unit.objects.none(), label="Đơn vị của danh sách", required=False, empty_label="– Theo cột “Đơn vị” –")
    authority = Text(label="Cơ quan ban hành kết quả", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.all()


class GradingFilter(forms.Form):
    """Which results to show."""

    q = forms.CharField(label="Tìm đối tượng", required=False, max_length=100, widget=forms.TextInput(attrs={
        "type": "search", "autocomplete": "off", "placeholder": "Họ tên, không cần dấu"}))
    nam = forms.IntegerField(label="Năm", required=False, min_value=1945, max_value=2100, widget=forms.TextInput(attrs={
        "inputmode": "numeric", "size": 6}))
    muc = forms.ChoiceField(label="Mức", required=False, choices=[("", "Mọi mức"), *reversed(Level.choices())])
    don_vi = UnitChoice(Unit.objects.none(), label="Đơn vị", required=False, empty_label="Mọi đơn vị")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["don_vi"]
        field.queryset = Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))
