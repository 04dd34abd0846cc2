"""What the accountant fills in: money in, a paper for money out or back, the ruling on a doubt."""
from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from forms.fields import Day, Text

LARGEST = 10**13  # ten thousand billion: more is a slip of the finger


def today() -> str:
    """What most papers of this desk are dated."""
    return f"{timezone.localdate():%d/%m/%Y}"


class Amount(forms.Field):
    """Đồng as people write them: 100.000.000 or 100000000."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """Points and blanks between thousands only; no comma, no fraction."""
        text = str(value or "").strip().removesuffix("đồng").strip()
        if not text:
            return None
        if not re.fullmatch(r"[0-9]+|[0-9]{1,3}([. ][0-9]{3})+", text):
            raise ValidationError("Nhập số tiền bằng đồng, ví dụ 100.000.000.")
        amount = int(re.sub(r"[. ]", "", text))
        if not 0 < amount < LARGEST:
            raise ValidationError("Số tiền phải lớn hơn 0 và không quá mười nghìn tỷ đồng.")
        return amount


class Income(forms.Form):
    """Thu vào quỹ."""

    amount = Amount(label="Số tiền (đồng)", help_text="Ví dụ 100.000.000")
    on = Day(label="Ngày thu", initial=today)
    source = Text(label="Nguồn thu", max_length=300, help_text="Ví dụ: Ngân sách tỉnh cấp quý IV năm 2026")
    paper = Text(label="Số chứng từ", max_length=60, help_text="Ví dụ: PT-0123")


class Paid(forms.Form):
    """One day and one paper for everything that is ticked."""

    on = Day(label="Ngày chi", initial=today)
    paper = Text(label="Số chứng từ chi", max_length=60, help_text="Ví dụ: PC-0456; một số cho mọi khoản đã chọn")


class Back(forms.Form):
    """Money of revoked awards came back."""

    on = Day(label="Ngày thu hồi", initial=today)
    paper = Text(label="Số chứng từ thu hồi", max_length=60)


class Ruling(forms.Form):
    """What is paid of a doubtful one."""

    SHARES = [("full", "Chi đủ mức thưởng"), ("difference", "Chi phần chênh lệch với mức đã hưởng"), ("nothing", "Không chi")]

    share = forms.ChoiceField(label="Mức chi", choices=SHARES, widget=forms.RadioSelect)
    why = Text(label="Căn cứ", max_length=300, help_text="Văn bản hoặc ý kiến mà mức chi dựa vào; được lưu cùng khoản chi")


class Why(forms.Form):
    """A reason."""

    why = Text(label="Lý do", max_length=300)
