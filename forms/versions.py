"""Which version of the rules an officer takes for a line, and why."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from forms.fields import Text


class AdoptForm(forms.Form):
    """One of the versions on offer."""

    since = forms.TypedChoiceField(
        label="Áp dụng quy định", coerce=date.fromisoformat, widget=forms.RadioSelect, error_messages={"required": "Chọn một quy định."})
    reason = Text(
        label="Lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Nêu vì sao quy định này có lợi hơn cho đối tượng.",
        error_messages={"required": "Ghi rõ lý do; chưa có gì thay đổi."})

    def __init__(self, *args: Any, offered: Iterable[tuple[date, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "phien-ban-%s", **kwargs})
        field: Any = self.fields["since"]
        field.choices = [(since.isoformat(), words) for since, words in offered]
