"""What is filled in about those outside the house: the people who are asked, and the authority that decides."""
from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from forms.fields import Day, Text
from workflow.models import Consultation


class Publication(forms.Form):
    """Where and since when the list is open to the people."""

    on = Day(label="Ngày công khai", help_text="Ngày danh sách được đăng; thời gian tính từ ngày này")
    place = Text(label="Nơi công khai", max_length=300, help_text="Ví dụ: Cổng thông tin điện tử tỉnh, Báo và phát thanh, truyền hình tỉnh")


class Report(forms.Form):
    """What the people said."""

    report = Text(
        label="Kết quả lấy ý kiến", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi cả khi không có ý kiến nào. Ai có đơn thư thì tạm dừng dòng đó trước.")


class Answer(forms.Form):
    """The other authority's decision."""

    number = Text(label="Số quyết định", max_length=60, help_text="Ví dụ: 1234/QĐ-TTg")
    decided_on = Day(label="Ngày quyết định")
    authority = Text(label="Cơ quan quyết định", max_length=200, help_text="Tên tại thời điểm quyết định, ví dụ: Thủ tướng Chính phủ")
    despite = Text(
        label="Ghi dù đang tạm dừng: lý do", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chỉ khi có dòng đang tạm dừng mà cấp trên đã tặng; lý do được ghi vào diễn biến của dòng đó")

    def clean_decided_on(self) -> date:
        """Nothing is decided tomorrow."""
        day: date = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày quyết định ở sau hôm nay.")
        return day


class Reason(forms.Form):
    """Why it refused, or what it wants."""

    note = Text(
        label="Lý do, nội dung phải bổ sung", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Theo văn bản của cấp quyết định; đơn vị đọc được nội dung này")


class Question(forms.Form):
    """A letter that asks an authority about a dossier."""

    authority = Text(label="Cơ quan được hỏi", max_length=200, help_text="Ví dụ: Công an tỉnh, Sở Ngoại vụ, Thuế tỉnh, Tỉnh ủy")
    paper = forms.ChoiceField(label="Trả lời là giấy tờ nào của hồ sơ", required=False)
    letter = Text(label="Số công văn hỏi", max_length=60, required=False)
    asked_on = Day(label="Ngày hỏi")

    def __init__(self, *args: object, papers: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["paper"].choices = [("", "Không thuộc thành phần hồ sơ"), *papers]  # type: ignore[attr-defined]


class Reply(forms.Form):
    """What the authority answered."""

    answer = forms.ChoiceField(label="Trả lời", choices=Consultation.ANSWERS)
    answered_on = Day(label="Ngày trả lời")
    reply = Text(label="Số văn bản trả lời", max_length=60, required=False)
    note = Text(label="Nội dung", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
