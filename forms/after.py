"""What a unit asks about awards that were given, and what is written when something rests on a revoked one."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from forms.fields import Day, LetterNumber, Name, Phone, Text, UnitChoice
from forms.intake import Ticks, units
from workflow.engine.receiving.claims import Asked, papers
from workflow.law.grounds import GROUNDS
from workflow.law.words import Kind
from workflow.models import AwardRecord, Unit

WHOLE, SPARING = "ca", "tru"  # all the awards that were found; all but those ticked
ALL = (WHOLE, SPARING)


class AskForm(forms.Form):
    """The letter, the awards it is about, the ground. After `is_valid`: `asked` and `about`."""

    about = forms.ModelMultipleChoiceField(
        AwardRecord.objects.none(), label="Khen thưởng", widget=forms.CheckboxSelectMultiple, required=False,
        error_messages={"invalid_choice": "Khen thưởng đã chọn không còn trong danh sách."})
    how = forms.CharField(required=False)  # empty: those ticked
    stamp = forms.CharField(required=False)
    unit = UnitChoice(Unit.objects.none(), label="Đơn vị đề nghị", empty_label="– Chọn đơn vị –")
    letter_number = LetterNumber(label="Số văn bản đề nghị", max_length=60, help_text="Ví dụ 45/TTr-SYT")
    letter_date = Day(label="Ngày văn bản")
    contact_name = Name(label="Người nộp, liên hệ", max_length=120)
    contact_phone = Phone(label="Điện thoại", max_length=20, required=False)
    ground = forms.ChoiceField(label="Căn cứ, lý do", widget=forms.RadioSelect)
    why = Text(label="Nội dung vi phạm, lý do cụ thể", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    conclusion = Text(
        label="Kết luận của cơ quan có thẩm quyền", max_length=200,
        help_text="Số, cơ quan ban hành. Ví dụ: Kết luận số 12/KL-TTr của Thanh tra tỉnh")
    concluded_on = Day(label="Ngày kết luận")
    papers = Ticks(label="Giấy tờ đã nhận", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kind: Kind, records: Any, shown: Sequence[AwardRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["about"].queryset = records
        fields["about"].choices = [(record.pk, named(record)) for record in shown]  # one decision may have given thousands
        today = timezone.localdate()
        fields["unit"].queryset = units(today)
        fields["ground"].choices = GROUNDS[kind].choices()
        fields["papers"].choices = [(paper["code"], paper["name"]) for paper in papers(kind, today)]
        if kind is Kind.REISSUE:
            del fields["conclusion"], fields["concluded_on"]
            fields["why"].label = "Lý do cụ thể"

    def clean(self) -> dict[str, Any]:
        """Some award: ticked, or all that were shown."""
        if not self.cleaned_data.get("about") and self.cleaned_data.get("how") not in ALL and "about" not in self.errors:
            self.add_error("about", "Chọn ít nhất một khen thưởng.")
        return self.cleaned_data

    def clean_papers(self) -> list[str]:
        """Only papers that the rules speak of."""
        known = {code for code, _ in self.fields["papers"].choices}  # type: ignore[attr-defined]
        return [code for code in self.cleaned_data["papers"] if code in known]

    @property
    def asked(self) -> Asked:
        """What the engine wants to know."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("about", "how", "stamp")}
        return Asked(**said)


def named(record: AwardRecord) -> str:
    """An award as a tick box names it; of two rooms of one name, the unit tells which."""
    unit = f" ({record.recipient.unit})" if record.recipient.unit else ""
    return f"{record.recipient}{unit} – {record.award_name}, Quyết định số {record.decision_number} ngày {record.decided_on:%d/%m/%Y}"



class FindingForm(forms.Form):
    """What came of looking at a later award again."""

    finding = Text(
        label="Kết quả xem lại", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: vẫn đủ tiêu chuẩn theo quyết định khác; hoặc đã đề nghị hủy bỏ theo hồ sơ số …")


class RecoverForm(forms.Form):
    """Objects that came back, or why they cannot."""

    on = Day(label="Ngày thu hồi")
    note = Text(label="Hiện vật, ghi chú", max_length=300, help_text="Ví dụ: thu bằng khen; hoặc không thu hồi được vì …")
