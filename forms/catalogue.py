"""The filters of the catalogue."""
from __future__ import annotations

from typing import Any

from django import forms

from workflow.models import AwardType


class FilterForm(forms.Form):
    """Nothing is demanded; what is not understood filters nothing."""

    q = forms.CharField(
        label="Tìm danh hiệu, hình thức", required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Tên, mã; không cần dấu", "autocomplete": "off"}))
    nhom = forms.ChoiceField(label="Nhóm", required=False, choices=[("", "Tất cả"), *AwardType.GROUPS])
    cap = forms.ChoiceField(label="Thẩm quyền quyết định", required=False, choices=[("", "Tất cả"), *AwardType.DECIDERS])

    def wanted(self) -> dict[str, Any]:
        """What was asked for, as the engine reads it."""
        self.is_valid()
        said = self.cleaned_data
        return {"search": said.get("q", ""), "group": said.get("nhom", ""), "decides": said.get("cap", "")}
