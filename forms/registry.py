"""The filters of the registry's list."""
from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from forms.fields import Day, UnitChoice
from workflow.engine.registry import GROUPS, Wanted
from workflow.law.words import Kind
from workflow.models import Dossier, Lineage, Round, Unit


class FilterForm(forms.Form):
    """Nothing is demanded; what is not understood filters nothing."""

    q = forms.CharField(
        label="Tìm hồ sơ", required=False, max_length=100,
        widget=forms.TextInput(attrs={
            "type": "search", "placeholder": "Mã, số tờ trình, đơn vị", "autocomplete": "off"}))
    loai = forms.ChoiceField(label="Loại hình", required=False, choices=[("", "Tất cả"), *Kind.choices()])
    don_vi = UnitChoice(Unit.objects.none(), label="Đơn vị trình", required=False, empty_label="Tất cả")
    dot = forms.ModelChoiceField(Round.objects.none(), label="Đợt xét", required=False, empty_label="Tất cả")
    nhom = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), *((code, words) for code, (words, _) in GROUPS.items())])
    tu = Day(label="Nhận từ ngày", required=False)
    den = Day(label="Đến ngày", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["don_vi"].queryset = Unit.objects.filter(
            Exists(Dossier.objects.filter(unit=OuterRef("pk"))) | Exists(Lineage.objects.filter(later=OuterRef("pk"), withdrawn_at=None)))
        fields["dot"].queryset = Round.objects.all()

    def wanted(self, after: Any = None) -> Wanted:
        """What was asked for, as the engine reads it."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            search=said.get("q", ""), kind=said.get("loai", ""), unit=said["don_vi"].pk if said.get("don_vi") else None,
            round=said["dot"].pk if said.get("dot") else None, group=said.get("nhom", ""),
            since=said.get("tu"), until=said.get("den"), after=after)
