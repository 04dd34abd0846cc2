"""The administrator's pages of versions of the law: switches and time limits."""
from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from workflow.admin_pages import Kept, checked
from workflow.models import Switch, TimeLimit


class Turning(forms.ModelForm[Switch]):
    """A switch: law that nobody has compared yet is turned on only for a written reason."""

    class Meta:
        model = Switch
        fields = ("code", "title", "since", "source", "verified", "on", "reason")

    def clean(self) -> dict[str, Any]:
        """Verified, or a reason."""
        said = super().clean() or self.cleaned_data
        if said.get("on") and not said.get("verified") and not (said.get("reason") or "").strip():
            self.add_error("reason", "Quy định chưa kiểm chứng: ghi rõ lý do mới bật được. Chưa có gì thay đổi.")
        return said


@admin.register(Switch)
class Switches(Kept):
    """Switches. Look first at /phien-ban/: it lists the running lines that would come out otherwise."""

    form = Turning
    list_display = ("title", "since", "on", checked)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The code is what versions are registered by."""
        return ("code", "turned_on_by", "turned_on_at") if obj else ()

    def save_model(self, request: Any, obj: Switch, form: Any, change: bool) -> None:
        """Note who turned it on, and when."""
        if "on" in form.changed_data:
            obj.turned_on_by, obj.turned_on_at = (request.user, timezone.now()) if obj.on else (None, None)
        super().save_model(request, obj, form, change)


@admin.register(TimeLimit)
class TimeLimits(Kept):
    """Time limits that belong to no procedure. One in use is closed by its end date and followed by a new row."""

    list_display = ("title", "days", "working", "extension", "since", "until", checked)
    list_filter = ("verified",)
