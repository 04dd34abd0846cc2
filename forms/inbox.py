"""What is asked of the inbox: which errands to show, and to whom ticked ones go."""
from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from workflow.engine.inbox import DESKS, Wanted
from workflow.law.words import Kind
from workflow.models import User


class FilterForm(forms.Form):
    """The filters above the list. What is not understood is no filter: an address may have been typed."""

    q = forms.CharField(label="Tìm hồ sơ", required=False, max_length=100, widget=forms.TextInput(attrs={
        "type": "search", "autocomplete": "off", "placeholder": "Mã hồ sơ, số tờ trình, tên đơn vị; không cần dấu"}))
    viec = forms.ChoiceField(label="Việc", required=False, choices=[("", "Mọi việc"), *((str(duty), duty.label) for duty in DESKS)])
    loai = forms.ChoiceField(label="Loại hình", required=False, choices=[("", "Mọi loại hình"), *Kind.choices()])
    han = forms.ChoiceField(label="Hạn", required=False, choices=[("", "Mọi hạn"), ("overdue", "Quá hạn"), ("today", "Hôm nay")])

    def __init__(self, data: Any, *, duties: list[str], due: bool) -> None:
        """`duties`: the work to choose from; `due`: whether the tab lets one choose by due day."""
        super().__init__(data)
        work: Any = self.fields["viec"]
        work.choices = [(code, label) for code, label in work.choices if not code or code in duties]
        if len(duties) < 2:
            del self.fields["viec"]
        if not due:
            del self.fields["han"]

    def wanted(self, **more: Any) -> Wanted:
        """The filters as the engine takes them."""
        self.is_valid()
        asked = self.cleaned_data
        filters = {"search": asked.get("q", ""), "duty": asked.get("viec", ""), "kind": asked.get("loai", ""), "due": asked.get("han", "")}
        return Wanted(**filters | more)


class Holder(forms.ModelChoiceField):
    """A person, with how much he holds already."""

    def label_from_instance(self, person: Any) -> str:
        """Nguyễn Văn A – đang giữ 3 việc."""
        return f"{person.full_name} – đang giữ {person.held} việc"


class HandoverForm(forms.Form):
    """To whom the ticked errands go."""

    to = Holder(User.objects.none(), label="Giao cho", empty_label="– Chọn người –", error_messages={
        "required": "Hãy chọn người nhận việc.", "invalid_choice": "Người này không được giữ mọi việc đã chọn; hãy chọn người khác."})

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        """`people`: who may hold them all."""
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
