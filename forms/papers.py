"""What somebody asks for on the page of papers: an award and a reason."""
from __future__ import annotations

from typing import Any

from django import forms

from workflow.law.words import Kind
from workflow.models import AwardType


class AwardChoice(forms.ModelChoiceField):
    """Awards by their full names, the highest first."""

    def label_from_instance(self, obj: Any) -> str:
        """The name the law gives it."""
        return str(obj.name)


class AskForm(forms.Form):
    """Nothing is demanded; what is not understood asks for nothing."""

    hinh_thuc = AwardChoice(
        AwardType.objects.order_by("-rank"), label="Danh hiệu, hình thức khen thưởng", to_field_name="code", required=False,
        empty_label="– Chọn –")
    loai_hinh = forms.ChoiceField(label="Loại hình", choices=[("", "– Chọn –"), *Kind.choices()], required=False)

    def asked(self) -> tuple[AwardType | None, Kind | None]:
        """The award and the reason, as far as they are known."""
        if not self.is_bound:
            return None, None
        self.is_valid()
        kind = self.cleaned_data.get("loai_hinh")
        return self.cleaned_data.get("hinh_thuc"), Kind(kind) if kind else None
