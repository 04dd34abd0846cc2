"""What the secretary and the members fill in."""
from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from forms.fields import Day


class NewSitting(forms.Form):
    """When and where the council meets, and who counts."""

    held_on = Day(label="Ngày họp")
    place = forms.CharField(label="Địa điểm", max_length=200, initial="Phòng họp số 1, trụ sở Ủy ban nhân dân tỉnh")
    counters = forms.CharField(
        label="Tổ kiểm phiếu", help_text="Mỗi người một dòng, thường là ba người", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = timezone.localdate()

    def clean_held_on(self) -> date:
        """A vote cannot be opened for another year by a slip of the finger."""
        day: date = self.cleaned_data["held_on"]
        if abs((day - timezone.localdate()).days) > 60:
            raise forms.ValidationError("Ngày họp phải trong vòng 60 ngày tính từ hôm nay.")
        return day

    def clean_counters(self) -> list[str]:
        """The names, without empty lines."""
        return [name.strip() for name in self.cleaned_data["counters"].splitlines() if name.strip()]


class CallOff(forms.Form):
    """Why a sitting ends without a count."""

    note = forms.CharField(label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class BelowQuorum(forms.Form):
    """Why votes are counted though too few members are in the room; asked only then."""

    despite = forms.CharField(
        label="Lý do kiểm phiếu khi chưa đủ ủy viên", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Được ghi nhật ký và in vào biên bản kiểm phiếu")


class Receipt(forms.Form):
    """The code a member noted down."""

    code = forms.CharField(
        label="Mã biên nhận", max_length=20, widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}))
