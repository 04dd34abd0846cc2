"""What is filled in for clusters: who belongs to them, their scoring table, points, the result."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from forms.fields import Day, LetterNumber, Text
from forms.intake import units
from workflow.engine.emulation.cards import Row
from workflow.law.names import title_key
from workflow.law.scoring import Role, Scored, figure
from workflow.models import Unit

OUT = ("", "Không thuộc")


class Points(forms.CharField):
    """Points as people write them: 95,5 or 95.5; two decimals at most."""

    def __init__(self, most: Decimal | None = None, **kwargs: Any) -> None:
        super().__init__(max_length=8, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs)
        self.most = most

    def to_python(self, value: Any) -> Any:
        """A number from 0 up to the most."""
        text = str(super().to_python(value) or "").strip().replace(",", ".")
        if not text:
            return None
        try:
            found = Decimal(text)
        except InvalidOperation as wrong:
            raise forms.ValidationError("Nhập điểm bằng số, ví dụ 9,5.") from wrong
        if not found.is_finite() or found < 0 or found != round(found, 2):
            raise forms.ValidationError("Điểm từ 0 trở lên, nhiều nhất hai chữ số thập phân.")
        if self.most is not None and found > self.most:
            raise forms.ValidationError(f"Điểm tối đa là {figure(self.most)}.")
        return found

    def run_validators(self, value: Any) -> None:
        """Checked while it was read."""

    def prepare_value(self, value: Any) -> Any:
        """With a comma."""
        return figure(value) if isinstance(value, Decimal) else value


class ClusterForm(forms.Form):
    """A cluster or block."""

    code = Text(label="Mã", max_length=20, help_text="Ví dụ KHOI-01")
    name = Text(label="Tên cụm, khối", max_length=200)
    since = Day(label="Từ ngày")
    until = Day(label="Đến hết ngày", required=False)
    basis = Text(label="Căn cứ thành lập", max_length=200, required=False)


class MembersForm(forms.Form):
    """Every unit with its role in the cluster that year, if it has one."""

    def __init__(self, *args: Any, day: Any, roles: Mapping[int, str], taken: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units: list[Unit] = sorted(units(day).exclude(kind="cum-khoi"), key=lambda unit: title_key(unit.name))
        for unit in self.units:
            if unit.pk in taken:
                continue
            self.fields[f"u{unit.pk}"] = forms.ChoiceField(
                label=unit.name, choices=[OUT, *Role.choices()], required=False, initial=roles.get(unit.pk, ""))
        self.taken = [(unit.name, taken[unit.pk]) for unit in self.units if unit.pk in taken]

    def roles(self) -> dict[int, str]:
        """The role of each member, by unit."""
        return {int(name[1:]): role for name, role in self.cleaned_data.items() if role}

    def clean(self) -> dict[str, Any]:
        """One leader."""
        if sum(role == Role.LEADER for role in self.cleaned_data.values()) > 1:
            raise forms.ValidationError("Mỗi cụm, khối chỉ có một trưởng trong năm.")
        return self.cleaned_data


class TableForm(forms.Form):
    """The scoring table: one criterion a line, “text | points”; a deduction begins with a minus."""

    rows = Text(
        label="Tiêu chí và điểm tối đa", max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Mỗi dòng một tiêu chí: nội dung | điểm tối đa. Tiêu chí điểm trừ: thêm dấu trừ ở đầu dòng.")

    def clean_rows(self) -> list[dict[str, Any]]:
        """Each line understood, or told by its number."""
        found, faults = [], []
        for no, line in enumerate((line for line in self.cleaned_data["rows"].splitlines() if line.strip()), 1):
            text, bar, points = line.rpartition("|")
            deducts = text.strip().startswith("-")
            text = text.strip().lstrip("-").strip()
            try:
                most = Points().clean(points.strip()) if bar and text else None
            except forms.ValidationError:
                most = None
            if not most or len(text) > 300 or most > 9999:
                faults.append(f"Dòng {no}: ghi “nội dung | điểm tối đa”, ví dụ “Phát triển kinh tế - xã hội | 40”.")
            found.append({"text": text, "most": most, "deducts": deducts})
        if faults:
            raise forms.ValidationError(faults[:5])
        return found

    @staticmethod
    def typed(rows: Sequence[Any]) -> str:
        """A table as it is typed."""
        return "\n".join(f"{'- ' if one.deducts else ''}{one.text} | {figure(one.most)}" for one in rows)


class ScoreForm(forms.Form):
    """Points of one card at one stage."""

    def __init__(self, *args: Any, table: Sequence[Scored], before: Mapping[int, Decimal], checkers: Sequence[tuple[int, str]] = (),
                 reasoned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in table:
            self.fields[f"d{one.pk}"] = Points(one.most, label=f"{one.text} ({'trừ ' if one.deducts else ''}tối đa {figure(one.most)})",
                                               initial=before.get(one.pk, Decimal() if one.deducts else None))
        if checkers:
            self.fields["checker"] = forms.TypedChoiceField(label="Đơn vị chấm chéo", choices=checkers, coerce=int)
        if reasoned:
            self.fields["note"] = Text(
                label="Lý do điều chỉnh", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Phải ghi khi điểm khác bước trước")

    def points(self) -> dict[int, Decimal]:
        """By criterion."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items() if name.startswith("d")}


class AnnounceForm(forms.Form):
    """The result of the year as the standing body announced it."""

    chosen = forms.TypedMultipleChoiceField(
        label="Đơn vị dẫn đầu, đề nghị tặng Cờ thi đua", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn đơn vị dẫn đầu."})
    number = LetterNumber(label="Số văn bản", max_length=60, help_text="Ví dụ 25/QĐ-HĐTĐKT")
    decided_on = Day(label="Ngày văn bản")
    authority = Text(label="Cơ quan công bố", max_length=200)
    note = Text(label="Lý do chọn", max_length=500, required=False, help_text="Phải ghi khi nhiều đơn vị cùng điểm cao nhất")

    def __init__(self, *args: Any, first: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["chosen"].choices = [(row.member.pk, f"{row.member.unit.name} – {row.shown} điểm") for row in first]
