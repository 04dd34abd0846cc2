"""Fields that read what people in an office type, names, days, telephone and letter numbers, and choose, units."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms.models import ModelChoiceIterator

from workflow.law.names import nfc, title_key
from workflow.papers.legacy import legacy_fault

OLDEST = 1900  # an earlier year is a slip of the finger: 0206 for 2026
DAY_FAULT = "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/11/2026."
LETTER = RegexValidator(r"^\d+[^\s/]*(/\d{4})?/[^\s/]+$", "Nhập số và ký hiệu văn bản, ví dụ 215/TTr-SGDĐT.")
HAS_LETTER = RegexValidator(r"[^\W\d_]", "Nhập họ và tên, không chỉ chữ số hay dấu.")
PHONE = RegexValidator(r"^\+?\d[\d .\-]{7,16}$", "Nhập số điện thoại từ 8 đến 15 chữ số, ví dụ 0912 345 678.")


class Text(forms.CharField):
    """Text stored composed and with single blanks, so that two keyboards write the same; letters of old fonts are refused."""

    def to_python(self, value: Any) -> str:
        """Lines are kept, blanks within them are not."""
        text = super().to_python(value) or ""
        return "\n".join(nfc(line) for line in text.splitlines()).strip()

    def validate(self, value: Any) -> None:
        """No TCVN3, no VNI: it would look right nowhere."""
        super().validate(value)
        if fault := legacy_fault(value):
            raise ValidationError(f"{fault}.")


class Name(Text):
    """A person's name: one word is enough, but it has letters."""

    default_validators = [HAS_LETTER]


class LetterNumber(Text):
    """Number and sign of a letter: 215/TTr-SGDĐT."""

    default_validators = [LETTER]

    def to_python(self, value: Any) -> str:
        """Without the blanks that word processors put around the slash."""
        return re.sub(r"\s*([/-])\s*", r"\1", super().to_python(value))


class Phone(Text):
    """A telephone number as people group it."""

    default_validators = [PHONE]
    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})


class Day(forms.DateField):
    """A day typed dd/mm/yyyy with any of / - and . – never a browser's calendar, which follows the computer's own language."""

    widget = forms.DateInput(attrs={"placeholder": "ngày/tháng/năm", "autocomplete": "off"})
    default_error_messages = {"invalid": DAY_FAULT}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        """A year that nobody means is told as such."""
        day: date | None = super().to_python(nfc(value) if isinstance(value, str) else value)
        if day and day.year < OLDEST:
            raise ValidationError(f"Năm {day.year:04} không đúng. {DAY_FAULT}")
        return day


class InOrder(ModelChoiceIterator):
    """Units as they are read, in the Vietnamese alphabet: the database knows only the order of bytes."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        """The empty choice, then the units."""
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from (self.choice(unit) for unit in sorted(self.queryset, key=lambda unit: title_key(unit.name)))


class UnitChoice(forms.ModelChoiceField):
    """One of a short list of units."""

    iterator = InOrder
