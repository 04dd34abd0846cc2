"""What is written of a letter from the people. Who sent it goes straight into the sealed envelope."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from forms.fields import Day, Text
from workflow.law.petitions import Sort


class PetitionForm(forms.Form):
    """A letter as it came in."""

    sort = forms.ChoiceField(label="Loại đơn", choices=Sort.choices(), widget=forms.RadioSelect)
    received_on = Day(label="Ngày nhận")
    content = Text(
        label="Nội dung đơn", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tóm tắt điều đơn nêu. Không ghi họ tên, địa chỉ hay chi tiết để nhận ra người gửi.")
    sender = Text(
        label="Họ tên người gửi", max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Được niêm phong; chỉ người xử lý đơn thư mở được và mỗi lần mở đều ghi lại. Để trống nếu đơn không ghi tên.")
    contact = Text(
        label="Địa chỉ, điện thoại người gửi", max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"received_on": timezone.localdate()}, **kwargs})


class StepForm(forms.Form):
    """A step with its reason; which steps want one is for the law to say."""

    note = Text(
        label="Lý do, nội dung kết luận", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Phải ghi với mọi bước, trừ “Thụ lý” và “Bắt đầu xác minh”.")
