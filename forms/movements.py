"""What is filled in for rounds, movements and registered titles. Forms check and translate; the engine stores."""
from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from forms.fields import Day, LetterNumber, Text, UnitChoice
from forms.intake import BLANK, units
from workflow.engine.emulation import registrations
from workflow.law.rounds import Deadline, before_conference
from workflow.law.words import Kind, RecipientKind, Scope, UnitKind
from workflow.models import Movement, Round
from workflow.papers.cells import Fault, number

LEVELS = [(code, f"{label[:1].upper()}{label[1:]}") for code, label in Scope.choices()]


class Year(forms.IntegerField):
    """A year of our time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=2000, max_value=2100, **kwargs)


class Days(Text):
    """Numbers of days, with commas: 15, 5."""

    def to_python(self, value: Any) -> Any:
        """A list, the largest first."""
        text = super().to_python(value)
        parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
        if any(not part.isascii() or not part.isdigit() or int(part) > 365 for part in parts):
            raise forms.ValidationError("Nhập số ngày cách nhau dấu phẩy, mỗi số không quá 365, ví dụ 15, 5.")
        return sorted({int(part) for part in parts}, reverse=True)

    def validate(self, value: Any) -> None:
        """Checked while it was read."""

    def run_validators(self, value: Any) -> None:
        """Checked while it was read."""

    def prepare_value(self, value: Any) -> Any:
        """As it is typed."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class YearForm(forms.Form):
    """Which year's calendar to make."""

    nam = Year(label="Lập lịch năm")


class RoundForm(forms.Form):
    """A round; its last day is a fixed one, or is counted from its conference."""

    ROWS = (("kind", "year", "opens_on"), ("closes_on", "conference_on", "days_before"))
    name = Text(label="Tên đợt", max_length=160)
    kind = forms.ChoiceField(label="Loại hình khen thưởng", choices=[BLANK, *Kind.choices()])
    year = Year(label="Năm thành tích")
    opens_on = Day(label="Bắt đầu nhận")
    deadline = forms.ChoiceField(label="Cách tính hạn", choices=Deadline.choices(), widget=forms.RadioSelect, initial=str(Deadline.DAY))
    closes_on = Day(label="Ngày cuối nhận đúng hạn", required=False, help_text="Với hạn là ngày cố định")
    conference_on = Day(label="Ngày hội nghị", required=False, help_text="Với hạn tính từ hội nghị")
    days_before = forms.IntegerField(label="Số ngày trước hội nghị", min_value=0, max_value=365, required=False, initial=15)
    expects = forms.MultipleChoiceField(
        label="Đơn vị phải gửi", required=False, widget=forms.CheckboxSelectMultiple, help_text="Không chọn: mọi đơn vị",
        choices=[(code, label) for code, label in UnitKind.choices() if code != UnitKind.CLUSTER])
    remind_days = Days(label="Nhắc trước hạn (ngày)", required=False, help_text="Ví dụ 15, 5; để trống: không tự nhắc")
    note = Text(label="Lý do, căn cứ đổi hạn", max_length=500, required=False)

    def __init__(self, *args: Any, round: Round | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if round is None:
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        """The way the last day is found needs its own fields."""
        found = self.cleaned_data
        if found.get("deadline") == Deadline.CONFERENCE:
            if not found.get("conference_on") and "conference_on" not in self.errors:
                self.add_error("conference_on", "Nhập ngày hội nghị để tính hạn.")
            if found.get("days_before") is None and "days_before" not in self.errors:
                self.add_error("days_before", "Nhập số ngày trước hội nghị.")
            last = before_conference(found["conference_on"], found["days_before"]) if not self.errors else None
        else:
            last = found.get("closes_on")
            if last is None and "closes_on" not in self.errors:
                self.add_error("closes_on", "Nhập ngày cuối nhận đúng hạn.")
        if last and found.get("opens_on") and last < found["opens_on"]:
            self.add_error("opens_on", f"Ngày bắt đầu ở sau ngày cuối nhận đúng hạn ({last:%d/%m/%Y}).")
        return found


class RemindForm(forms.Form):
    """How the ticked units are reminded."""

    way = forms.ChoiceField(label="Cách nhắc", choices=[("email", "Thư điện tử"), ("letter", "Công văn"), ("phone", "Điện thoại")])


class MovementForm(forms.Form):
    """A movement: document, plan, criteria, period, conference."""

    ROWS = (
        ("level", "authority"), ("launch_number", "launched_on"), ("plan_number", "plan_on"), ("since", "until"),
        ("conference_on", "days_before"))
    name = Text(label="Tên phong trào", max_length=300)
    level = forms.ChoiceField(label="Cấp phát động", choices=[BLANK, *LEVELS])
    authority = Text(label="Cơ quan phát động", max_length=200, required=False)
    launch_number = LetterNumber(label="Văn bản phát động", max_length=60, required=False, help_text="Ví dụ 09/CT-UBND")
    launched_on = Day(label="Ngày phát động", required=False)
    plan_number = LetterNumber(label="Số kế hoạch", max_length=60, required=False, help_text="Ví dụ 30/KH-UBND; cần có trước khi phát động")
    plan_on = Day(label="Ngày kế hoạch", required=False)
    since = Day(label="Thực hiện từ ngày")
    until = Day(label="Đến hết ngày", required=False)
    conference_on = Day(label="Ngày hội nghị sơ kết, tổng kết", required=False)
    days_before = forms.IntegerField(label="Hồ sơ nộp trước hội nghị (ngày)", min_value=0, max_value=365, initial=15)
    criteria = Text(
        label="Tiêu chí", max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Tiêu chí, hình thức khen thưởng xây dựng trước khi phát động; cần có trước khi phát động")

    def clean(self) -> dict[str, Any]:
        """It ends after it began."""
        found = self.cleaned_data
        if found.get("until") and found.get("since") and found["until"] < found["since"]:
            self.add_error("until", "Ngày kết thúc ở trước ngày bắt đầu.")
        return found

    @staticmethod
    def typed(movement: Movement) -> dict[str, Any]:
        """The movement as initial values of this form."""
        return {name: getattr(movement, name) for name in MovementForm.base_fields}


class MovementFilter(forms.Form):
    """The filters of the list; nothing is demanded."""

    q = forms.CharField(label="Tìm phong trào", required=False, max_length=100, widget=forms.TextInput(attrs={
        "type": "search", "placeholder": "Tên phong trào; không cần dấu", "autocomplete": "off"}))
    cap = forms.ChoiceField(label="Cấp", required=False, choices=[("", "Tất cả"), *LEVELS])


class ReasonForm(forms.Form):
    """Why."""

    note = Text(label="Lý do", max_length=300, error_messages={"required": "Phải ghi rõ lý do."})


# ------------------------------------------------------------------ registered titles


class RegistrationHead(forms.Form):
    """Whose registration, of which year, by which letter."""

    ROWS: tuple[tuple[str, ...], ...] = (("year", "registered_on", "letter_number"),)
    unit = UnitChoice(units(date.max), label="Đơn vị", empty_label="– Chọn đơn vị –")
    year = Year(label="Năm")
    registered_on = Day(label="Ngày đăng ký")
    letter_number = LetterNumber(label="Số văn bản", max_length=60, required=False, help_text="Ví dụ 12/ĐK-SYT")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].queryset = units(timezone.localdate())

    def clean_registered_on(self) -> date:
        """Not tomorrow."""
        found: date = self.cleaned_data["registered_on"]
        if found > timezone.localdate():
            raise forms.ValidationError("Ngày đăng ký ở sau hôm nay; kiểm tra lại ngày, tháng, năm.")
        return found


class RegistrationForm(RegistrationHead):
    """One title, for somebody by name or for so many."""

    ROWS = (*RegistrationHead.ROWS, ("award", "kind"), ("identity", "count"))
    award = forms.ChoiceField(label="Danh hiệu")
    kind = forms.ChoiceField(label="Đối tượng", choices=[(str(k), k.label) for k in RecipientKind])
    name = Text(label="Họ và tên / tên tập thể", max_length=200, required=False)
    identity = forms.CharField(label="Số định danh (nếu có)", max_length=20, required=False)
    count = forms.IntegerField(label="Hoặc số lượng", min_value=1, max_value=9999, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["award"].choices = [BLANK, *registrations.titles().values_list("code", "name")]

    def clean_identity(self) -> str:
        """Twelve digits that can be a number of somebody."""
        text = self.cleaned_data["identity"].strip()
        if not text:
            return ""
        try:
            return number(text, timezone.localdate(), lambda _: None)[0]
        except Fault as fault:
            raise forms.ValidationError(f"{fault}.") from fault

    def clean(self) -> dict[str, Any]:
        """Somebody or so many, not both."""
        found = self.cleaned_data
        if bool(found.get("name")) == bool(found.get("count")) and "name" not in self.errors and "count" not in self.errors:
            self.add_error("name", "Ghi tên đối tượng hoặc số lượng, không ghi cả hai.")
        return found


class RegistrationList(RegistrationHead):
    """An Excel list of a unit's registration."""

    file = forms.FileField(
        label="Danh sách Excel (.xlsx)", allow_empty_file=True, error_messages={"required": "Chưa chọn tệp Excel nào."},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}))


class RegistrationFilter(forms.Form):
    """The filters of the list; nothing is demanded."""

    nam = Year(label="Năm", required=False)
    don_vi = UnitChoice(units(date.max), label="Đơn vị", required=False, empty_label="Tất cả")
    danh_hieu = forms.ChoiceField(label="Danh hiệu", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["don_vi"].queryset = units(timezone.localdate())
        fields["danh_hieu"].choices = [("", "Tất cả"), *registrations.titles().values_list("code", "short")]

    def wanted(self) -> dict[str, Any]:
        """What was asked for, as the engine reads it."""
        self.is_valid()
        said = self.cleaned_data
        return {"year": said.get("nam") or timezone.localdate().year, "unit": getattr(said.get("don_vi"), "pk", None),
                "award": said.get("danh_hieu", "")}
