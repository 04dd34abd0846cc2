"""What is filled in at the intake counter. Forms check and translate; the engine stores."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from forms.fields import Day, LetterNumber, Name, Phone, Text, UnitChoice
from workflow.engine.emulation import movements
from workflow.engine.receiving.counter import demanded
from workflow.engine.receiving.intake import NEEDED, kinds
from workflow.engine.receiving.simplified import SECRET, cases
from workflow.law.words import Band, Case, Kind, RecipientKind, Sex
from workflow.models import Movement, Round, Unit
from workflow.papers.listing import Row
from workflow.papers.sheets import Terms, check_row

BLANK = ("", "– Chọn –")
FIELD_OF = {"unit_id": "unit", "round_id": "round", "movement_id": "movement"}  # draft header → form


def units(day: date) -> Any:
    """The units that exist on a day."""
    return Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Ticks(forms.MultipleChoiceField):
    """Boxes whose set depends on what else was chosen; the form drops ticks that do not belong."""

    def valid_value(self, value: str) -> bool:
        """Judged in clean_papers."""
        return True


class MovementChoice(forms.ModelChoiceField):
    """A movement that has a plan, with the last day for its dossiers."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name; and the day, where its conference is known."""
        return f"{obj.name} (hồ sơ đến hết {obj.closes_on:%d/%m/%Y})" if obj.closes_on else str(obj.name)


class HeaderForm(forms.Form):
    """The proposal letter. Nothing is demanded while it is a draft; `lacking` tells what receipt will ask for."""

    unit = UnitChoice(Unit.objects.none(), label="Đơn vị trình", required=False, empty_label="– Chọn đơn vị –")
    kind = forms.ChoiceField(label="Loại hình khen thưởng", choices=Kind.choices(), widget=forms.RadioSelect, required=False)
    case = forms.ChoiceField(
        label="Trường hợp thủ tục đơn giản", choices=[BLANK, *Case.choices()], required=False, help_text="Luật 06/2022/QH15 Điều 85")
    letter_number = LetterNumber(label="Số tờ trình", max_length=60, required=False, help_text="Ví dụ 215/TTr-SGDĐT")
    letter_date = Day(label="Ngày tờ trình", required=False)
    round = forms.ModelChoiceField(Round.objects.none(), label="Đợt xét", required=False, empty_label="– Thường xuyên –")
    movement = MovementChoice(Movement.objects.none(), label="Phong trào", required=False, empty_label="– Chọn phong trào –")
    contact_name = Name(label="Người nộp, liên hệ", max_length=120, required=False)
    contact_phone = Phone(label="Điện thoại", max_length=20, required=False)
    contact_email = forms.EmailField(label="Thư điện tử", required=False)
    received_at = forms.DateTimeField(
        label="Nhận lúc", required=False, help_text="Để trống: lấy giờ bấm nút Tiếp nhận. Ví dụ 23/11/2026 10:42")
    copies = forms.IntegerField(label="Số bộ", min_value=1, max_value=99, required=False, initial=1)
    papers = Ticks(label="Giấy tờ đã nhận", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        fields: Any = self.fields
        fields["unit"].queryset = units(today)
        fields["kind"].choices = [(str(kind), kind.label) for kind in kinds(today)]
        fields["round"].queryset = Round.objects.filter(opens_on__lte=today, closes_on__year__gte=today.year - 1)
        fields["movement"].queryset = movements.nameable()

    def clean_letter_date(self) -> date | None:
        """No letter from tomorrow."""
        found: date | None = self.cleaned_data["letter_date"]
        if found and found > timezone.localdate():
            raise forms.ValidationError("Ngày tờ trình ở sau hôm nay; kiểm tra lại ngày, tháng, năm.")
        return found

    def clean_received_at(self) -> datetime | None:
        """No receipt in the future, and none before the letter was written."""
        found: datetime | None = self.cleaned_data["received_at"]
        letter = self.cleaned_data.get("letter_date")
        if found and found > timezone.now():
            raise forms.ValidationError("Thời điểm nhận ở sau bây giờ; kiểm tra lại ngày, giờ.")
        if found and letter and timezone.localdate(found) < letter:
            raise forms.ValidationError(f"Thời điểm nhận ở trước ngày tờ trình ({letter:%d/%m/%Y}).")
        return found

    def clean_case(self) -> str:
        """A secret is not even kept in a draft."""
        said: str = self.cleaned_data["case"]
        if said == Case.SECRET:
            raise forms.ValidationError(SECRET)
        return said

    def clean_papers(self) -> list[str]:
        """Only papers that the rules of this kind speak of."""
        received, kind = self.cleaned_data.get("received_at"), self.cleaned_data.get("kind")
        day = timezone.localdate(received) if received else timezone.localdate()
        known = {paper.code for paper in demanded(kind, day)} if kind else set()
        return [code for code in self.cleaned_data["papers"] if code in known]

    def clean(self) -> dict[str, Any]:
        """A round is for one kind."""
        found = self.cleaned_data
        if (chosen := found.get("round")) and found.get("kind") and chosen.kind != found["kind"]:
            self.add_error("round", f"Đợt này dành cho loại hình {Kind(chosen.kind).label.lower()}.")
        if found.get("kind") and found["kind"] != Kind.THEMATIC:
            found["movement"] = None
        if found.get("case") and not self.asks_case():
            found["case"] = ""  # said of another kind before
        return found

    def asks_case(self) -> bool:
        """Does the chosen kind know more than one case of the simplified procedure?"""
        kind = self["kind"].value()
        return kind in list(Kind) and len(cases(Kind(kind), timezone.localdate())) > 1

    def header(self) -> dict[str, Any]:
        """What was understood, as the draft keeps it: plain JSON values by the engine's names. Faulty fields are left out."""
        found = dict(self.cleaned_data)
        day, at = found.pop("letter_date", None), found.pop("received_at", None)
        chosen = {f"{name}_id": getattr(found.pop(name, None), "pk", None) for name in ("unit", "round", "movement")}
        return {**found, **chosen, "letter_date": day and day.isoformat(), "received_at": at and at.isoformat()}

    @staticmethod
    def typed(header: Mapping[str, Any]) -> dict[str, Any]:
        """The draft's header as initial values of this form."""
        shown = {FIELD_OF.get(name, name): value for name, value in header.items()}
        if day := header.get("letter_date"):
            shown["letter_date"] = date.fromisoformat(day)
        if at := header.get("received_at"):
            shown["received_at"] = timezone.localtime(datetime.fromisoformat(at))
        return shown


def lacking(header: Mapping[str, Any]) -> dict[str, str]:
    """What receipt would still ask for: form field → its name."""
    needed = NEEDED | ({"movement_id": "phong trào"} if header.get("kind") == Kind.THEMATIC else {})
    return {FIELD_OF.get(name, name): label for name, label in needed.items() if not header.get(name)}


class RowForm(forms.Form):
    """One nominee, typed by hand: the same checks as for a line of an Excel list. After `is_valid`: `row`, `warnings`."""

    kind = forms.ChoiceField(label="Đối tượng", choices=RecipientKind.choices(), initial=str(RecipientKind.PERSON))
    name = Text(label="Họ và tên / tên tập thể, hộ", max_length=200)
    award = forms.ChoiceField(label="Danh hiệu, hình thức đề nghị", error_messages={"required": "Hãy chọn trong danh sách."})
    birth = forms.CharField(label="Ngày sinh", max_length=40, required=False, help_text="ngày/tháng/năm")
    sex = forms.ChoiceField(label="Giới tính", choices=[BLANK, *Sex.choices()], required=False)
    identity = forms.CharField(label="Số định danh", max_length=20, required=False, help_text="12 chữ số")
    band = forms.ChoiceField(label="Nhóm đối tượng", choices=[BLANK, *Band.choices()], required=False)
    position = Text(label="Chức vụ", max_length=200, required=False)
    workplace = Text(label="Đơn vị công tác / địa chỉ", max_length=300, required=False)
    citation = Text(label="Tóm tắt thành tích", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "dong-%s", **kwargs})  # several forms share the working page
        self.terms, self.warnings = terms, dict[str, str]()
        self.row: Row | None = None
        offered = [(code, award.name) for code, award in terms.awards.items() if terms.allowed is None or code in terms.allowed]
        fields: Any = self.fields
        fields["award"].choices = [BLANK, *offered]
        self.fields["identity"].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        """Read the row as the list reader does; its faults go to their fields."""
        values = {name: str(value or "") for name, value in self.cleaned_data.items()}
        self.row, errors, self.warnings = check_row(values, self.terms)
        for name, text in errors.items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, text)
        return self.cleaned_data

    @staticmethod
    def typed(row: Mapping[str, Any]) -> dict[str, Any]:
        """A kept row as initial values of this form."""
        birth = row.get("birth_date")
        shown = f"{date.fromisoformat(birth):%d/%m/%Y}" if birth else row.get("birth_year") or ""
        return {**row, "birth": shown}


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several uploaded files, as a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each for itself; an empty file is told by what looks into it, which knows its name."""
        found = [one for one in data if one] if isinstance(data, list | tuple) else [data] if data else []
        if not found:
            raise forms.ValidationError("Chưa chọn tệp nào.")
        return found


class FilesForm(forms.Form):
    """Papers to attach."""

    paper = forms.ChoiceField(label="Loại giấy tờ", required=False)
    uploads = FilesField(label="Tệp", help_text="PDF, Word, Excel, ảnh JPEG hoặc PNG; mỗi tệp không quá 20 MB. Có thể chọn nhiều tệp.")

    def __init__(self, *args: Any, papers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "tep-%s", **kwargs})
        fields: Any = self.fields
        fields["paper"].choices = [*papers.items(), ("", "Giấy tờ khác")]


class ListForm(forms.Form):
    """An Excel list to stage."""

    file = forms.FileField(
        label="Danh sách Excel (.xlsx)", allow_empty_file=True, error_messages={"required": "Chưa chọn tệp Excel nào."},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}))
    default = forms.ChoiceField(label="Hình thức cho dòng không ghi", required=False)

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "excel-%s", **kwargs})
        offered = [(code, award.name) for code, award in terms.awards.items() if terms.allowed is None or code in terms.allowed]
        fields: Any = self.fields
        fields["default"].choices = [("", "– Không có –"), *offered]


class WithdrawForm(forms.Form):
    """Why the unit takes lines back."""

    note = Text(label="Lý do rút", max_length=1000, error_messages={"required": "Phải ghi rõ lý do rút."})


class HandOverForm(forms.Form):
    """Who came for the results."""

    to = Name(label="Người nhận kết quả", max_length=120, error_messages={"required": "Phải ghi tên người nhận kết quả."})
