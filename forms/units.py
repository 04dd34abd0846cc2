"""The forms of the desk of units: filters, a change of units, taking one back, and moving dossiers to the successors."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from forms.fields import Day, Text, UnitChoice
from workflow.engine.bodies.lineage import Change, Fresh
from workflow.engine.bodies.reroute import Move, Waiting
from workflow.engine.bodies.units import Wanted
from workflow.law.words import LineageKind, PlaceTier, UnitKind
from workflow.models import Place, Unit

SEARCH = {"type": "search", "autocomplete": "off"}
MANY = 200  # units in one change


class FilterForm(forms.Form):
    """Nothing is demanded; what is not understood filters nothing."""

    q = forms.CharField(
        label="Tìm đơn vị", required=False, max_length=100,
        widget=forms.TextInput(attrs={**SEARCH, "placeholder": "Tên; không cần dấu"}))
    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "Tất cả"), *UnitKind.choices()])
    con = forms.ChoiceField(label="Hiệu lực", required=False, choices=[("", "Tất cả"), ("1", "Đang hoạt động"), ("0", "Đã hết hiệu lực")])

    def wanted(self, after: tuple[str, int] | None = None) -> Wanted:
        """What was asked for, as the engine reads it."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(said.get("q", ""), said.get("loai", ""), {"1": True, "0": False}.get(said.get("con", "")), after)


class ChangeForm(forms.Form):
    """What became of units: the old ones are named by the page, the new ones chosen among those there are or written here."""

    don_vi = forms.ModelMultipleChoiceField(
        Unit.objects.all(), label="Đơn vị cũ", widget=forms.MultipleHiddenInput,
        error_messages={"required": "Chưa chọn đơn vị cũ nào; hãy chọn ở danh sách đơn vị."})
    bien_dong = forms.ChoiceField(label="Biến động", choices=LineageKind.choices(), widget=forms.RadioSelect)
    tu_ngay = Day(label="Từ ngày", help_text="Ngày đầu tiên của đơn vị mới; đơn vị cũ hết hiệu lực vào ngày trước đó.")
    can_cu = Text(label="Căn cứ", max_length=200, help_text="Số, ngày và cơ quan ban hành nghị quyết hoặc quyết định.")
    vao = UnitChoice(
        Unit.objects.none(), label="Vào đơn vị đang có", required=False, empty_label="Không, lập đơn vị mới",
        help_text="Bỏ trống nếu đơn vị mới chưa có trong danh mục, hoặc khi giải thể.")
    moi = Text(
        label="Đơn vị mới", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một đơn vị: mã; tên. Ví dụ: XA-101; Ủy ban nhân dân xã Đồng Tâm, tỉnh Minh Họa.")
    loai_moi = forms.ChoiceField(label="Loại của đơn vị mới", choices=UnitKind.choices(), required=False)
    con_lai = forms.BooleanField(label="Đơn vị cũ vẫn còn, chỉ tách một phần", required=False)

    def __init__(self, *args: Any, today: date, formers: Sequence[Unit] = (), **kwargs: Any) -> None:
        first: dict[str, Any] = {"loai_moi": formers[0].kind, "don_vi": [unit.pk for unit in formers]} if formers else {}
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        living = Q(valid_to=None) | Q(valid_to__gte=today)
        fields["vao"].queryset = Unit.objects.filter(living).exclude(pk__in=[unit.pk for unit in formers])

    def clean_don_vi(self) -> Any:
        """Not more than a resolution ever named."""
        units = self.cleaned_data["don_vi"]
        if len(units) > MANY:
            raise ValidationError(f"Một lần ghi không quá {MANY} đơn vị.")
        return units

    def clean_moi(self) -> list[tuple[str, str]]:
        """Code and name of each line."""
        found = []
        for no, line in enumerate(self.cleaned_data["moi"].splitlines(), 1):
            code, mark, name = (part.strip() for part in line.partition(";"))
            if not line.strip():
                continue
            if not mark or not code or not name or len(code) > 20 or len(name) > 200:
                raise ValidationError(f"Dòng {no} cần có mã (không quá 20 ký tự), dấu chấm phẩy rồi tên (không quá 200 ký tự).")
            found.append((code, name))
        return found

    def change(self) -> Change:
        """What was said, as the engine takes it."""
        said = self.cleaned_data
        formers = [unit.pk for unit in said["don_vi"]]
        laters = ([said["vao"].pk] if said["vao"] else []) + (formers if said["con_lai"] else [])
        kind = said["loai_moi"] or said["don_vi"][0].kind
        return Change(
            LineageKind(said["bien_dong"]), formers, said["tu_ngay"], said["can_cu"], laters,
            [Fresh(code, name, kind) for code, name in said["moi"]])


class WithdrawForm(forms.Form):
    """Why what was recorded is taken back."""

    ly_do = Text(label="Lý do rút", max_length=300)


class ProvinceForm(forms.Form):
    """Whose commune units to make."""

    tinh = forms.ModelChoiceField(Place.objects.none(), label="Tỉnh, thành phố", empty_label="Chọn tỉnh, thành phố")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["tinh"].queryset = Place.objects.filter(tier=PlaceTier.PROVINCE, valid_to=None).order_by("code")


class RerouteForm(forms.Form):
    """Which dossiers go, and for each dissolved unit where they go; `waiting` is what the page showed."""

    ho_so = forms.TypedMultipleChoiceField(
        label="Hồ sơ", coerce=int, error_messages={
            "required": "Chưa chọn hồ sơ nào.", "invalid_choice": "Có hồ sơ không còn chờ chuyển; hãy tải lại trang."})
    ghi_chu = Text(label="Căn cứ, ý kiến", max_length=500, help_text="Ghi vào nhật ký, ví dụ biên bản bàn giao hồ sơ.")

    def __init__(self, *args: Any, waiting: Sequence[Waiting], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting, fields = waiting, self.fields
        choices: Any = fields["ho_so"]
        choices.choices = [(one.pk, one.code) for row in waiting for one in row.dossiers]
        living = Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
        for row in waiting:
            among = living.filter(pk__in=[unit.pk for unit in row.heirs]) if row.heirs else living
            fields[f"vao_{row.unit.pk}"] = UnitChoice(
                among, label=f"Chuyển hồ sơ của {row.unit} cho", required=False, empty_label="Chọn đơn vị nhận",
                initial=row.heirs[0].pk if len(row.heirs) == 1 else None)

    def clean(self) -> dict[str, Any]:
        """Every chosen dossier has somewhere to go."""
        said: dict[str, Any] = super().clean() or {}
        for row in self.waiting:
            if not said.get(f"vao_{row.unit.pk}") and {one.pk for one in row.dossiers} & set(said.get("ho_so", [])):
                self.add_error(f"vao_{row.unit.pk}", "Chọn đơn vị nhận hồ sơ.")
        return said

    def moves(self) -> dict[int, Move]:
        """From which unit to which, by dossier."""
        said = self.cleaned_data
        return {
            one.pk: (row.unit.pk, said[f"vao_{row.unit.pk}"].pk) for row in self.waiting for one in row.dossiers if one.pk in said["ho_so"]}

    def review(self) -> list[dict[str, Any]]:
        """What would be done, for the person to look over: unit by unit, with the dossiers."""
        said = self.cleaned_data
        chosen = [(row, [one for one in row.dossiers if one.pk in said["ho_so"]]) for row in self.waiting]
        return [{"former": row.unit, "later": said[f"vao_{row.unit.pk}"], "dossiers": found} for row, found in chosen if found]
