"""What is filled in at the register of awards: filters, lists to import, one award, reasons."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from forms.fields import Text
from workflow.engine.register.honours import Wanted
from workflow.law.catalogue import AwardName
from workflow.law.words import Kind, RecipientKind, Sex
from workflow.models import AwardRecord, AwardType
from workflow.papers.old_awards import OUTSIDE, Old, read_row
from workflow.papers.terms import Terms
from workflow.papers.workbook import Cell

BLANK = ("", "– Chọn –")
ALL = ("", "Tất cả")
ENTERED = [("scanned", "Số hóa từ bản giấy"), ("declared", "Đơn vị kê khai")]


def terms() -> Terms:
    """All awards of the catalogue, today."""
    rows = AwardType.objects.order_by("-rank").values("code", "name", "short", "kinds")
    return Terms.of({row["code"]: AwardName.of(row) for row in rows}, timezone.localdate())


class FilterForm(forms.Form):
    """Nothing is demanded; what is not understood filters nothing."""

    ten = forms.CharField(label="Họ tên, tập thể", required=False, max_length=100, widget=forms.TextInput(attrs={
        "type": "search", "placeholder": "Không cần dấu", "autocomplete": "off"}))
    so = forms.CharField(label="Số quyết định", required=False, max_length=60)
    noi = forms.CharField(label="Cơ quan, đơn vị", required=False, max_length=100)
    nam = forms.IntegerField(label="Năm quyết định", required=False, min_value=1945, max_value=2200, widget=forms.TextInput(attrs={
        "inputmode": "numeric"}))
    hinh_thuc = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[ALL, *AwardRecord.STATUSES])
    nguon = forms.ChoiceField(label="Nguồn", required=False, choices=[ALL, *AwardRecord.SOURCES])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["hinh_thuc"].choices = [ALL, *AwardType.objects.order_by("-rank").values_list("code", "short"), (OUTSIDE, "Ngoài danh mục")]

    def wanted(self, after: Any = None) -> Wanted:
        """What was asked for, as the engine reads it."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            name=said.get("ten", ""), number=said.get("so", ""), place=said.get("noi", ""), year=said.get("nam"),
            award=said.get("hinh_thuc", ""), status=said.get("trang_thai", ""), source=said.get("nguon", ""), after=after)


class UploadForm(forms.Form):
    """A list of past awards to stage."""

    file = forms.FileField(
        label="Danh sách Excel (.xlsx)", allow_empty_file=True, error_messages={"required": "Chưa chọn tệp Excel nào."},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}))
    outside = forms.BooleanField(
        label="Nhận cả danh hiệu, hình thức không còn trong danh mục", required=False,
        help_text="Ghi nguyên văn; không dùng khi xét tiêu chuẩn.")


class EntryForm(forms.Form):
    """One award of the past, from its decision or as a unit declares it. Checked like a row of a list."""

    source = forms.ChoiceField(label="Nguồn", choices=ENTERED, widget=forms.RadioSelect, initial="scanned")
    kind = forms.ChoiceField(label="Đối tượng", choices=RecipientKind.choices())
    name = Text(label="Họ và tên / Tên tập thể, hộ gia đình", max_length=200)
    birth = Text(label="Ngày sinh", max_length=20, required=False, help_text="Ngày/tháng/năm, hoặc chỉ năm")
    sex = forms.ChoiceField(label="Giới tính", choices=[BLANK, *Sex.choices()], required=False)
    identity = Text(label="Số định danh cá nhân", max_length=20, required=False)
    unit = Text(label="Đơn vị khi được khen", max_length=300, required=False)
    award = forms.ChoiceField(label="Danh hiệu, hình thức khen thưởng")
    outside = Text(label="Tên khác, không còn trong danh mục", max_length=200, required=False)
    number = Text(label="Số quyết định", max_length=60, help_text="Ví dụ 125/QĐ-UBND")
    decided = Text(label="Ngày quyết định", max_length=20, help_text="Ngày/tháng/năm")
    authority = Text(label="Cơ quan quyết định", max_length=200, help_text="Tên tại thời điểm ký")
    reason = forms.ChoiceField(label="Loại hình khen thưởng", choices=[BLANK, *Kind.choices()], required=False)
    period = Text(label="Thời kỳ thành tích", max_length=60, required=False, help_text="Như ghi trong quyết định")
    citation = Text(label="Tóm tắt thành tích", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    basis = Text(label="Căn cứ, nơi lưu", max_length=300, required=False)
    file = forms.FileField(label="Bản quét quyết định, bằng", required=False, help_text="PDF hoặc ảnh, không quá 20 MB")

    read: Old | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms, self.read = terms(), None
        field: Any = self.fields["award"]
        known = [(award.code, award.name) for award in self.terms.awards.values()]
        field.choices = [BLANK, *known, (OUTSIDE, "Không còn trong danh mục")]

    def clean(self) -> dict[str, Any]:
        """Read what was typed as a row of a list is read."""
        said = super().clean() or {}
        outside = said.get("award") == OUTSIDE
        if outside and not said.get("outside"):
            self.add_error("outside", "Ghi tên danh hiệu, hình thức như trong quyết định.")
        if self.errors:
            return said
        named = {**said, "award": said["outside"] if outside else said["award"], "kind": RecipientKind(said["kind"]).label}
        values = {name: Cell(str(value), "s") for name, value in named.items() if name not in ("source", "outside", "file") and value}
        row = read_row(values, self.terms, outside)
        for place, why in row.errors.items():
            self.add_error(place, f"{why}.")
        self.read = row.read
        return said


class ReasonForm(forms.Form):
    """Why something is merged, parted, taken back."""

    reason = Text(label="Lý do", max_length=300, error_messages={"required": "Phải ghi rõ lý do."})
