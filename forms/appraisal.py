"""What an appraisal officer says of lines: the step, the reason, and whether all or none of them move."""
from __future__ import annotations

from typing import Any

from django import forms

from workflow.engine.standing import STEPS, reasoned
from workflow.law.criteria import Finding
from workflow.law.names import nfc
from workflow.law.words import Verdict

from .fields import Text

LABELS = {
    "appraise": "Đạt", "send_back": "Yêu cầu bổ sung", "hold": "Tạm dừng", "refuse": "Không đủ điều kiện", "release": "Tiếp tục xử lý",
}
CHOSEN, WAITING = "chon", "tat-ca"
WHOLE, PARTLY = "tron", "phan"
LONGEST = 2000


class Ticked(forms.MultipleChoiceField):
    """Ids of lines; which of them exist is for the clerk to say."""

    def valid_value(self, value: str) -> bool:
        """An id is a number."""
        return value.isascii() and value.isdecimal() and len(value) < 16


class StepForm(forms.Form):
    """One step with one line."""

    step = forms.ChoiceField(
        choices=[(step, LABELS[step]) for step in STEPS], widget=forms.HiddenInput, label="Bước xử lý",
        error_messages={"required": "Bấm một nút để chọn bước; chưa có dòng nào thay đổi.", "invalid_choice": "Không có bước xử lý này."})
    note = forms.CharField(
        label="Lý do, nội dung yêu cầu", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bắt buộc với mọi bước trừ “Đạt”. Đơn vị đọc được nội dung này.")

    def clean_note(self) -> str:
        """Composed letters; the writer's own line ends stay."""
        return "\n".join(nfc(line) for line in self.cleaned_data["note"].splitlines()).strip()

    def clean(self) -> dict[str, Any]:
        """A step against somebody's wish states its reason."""
        said = super().clean() or {}
        step = said.get("step")
        if step and "note" not in self.errors and not said.get("note") and reasoned(step):
            self.add_error("note", f"Phải ghi rõ lý do khi chọn “{LABELS[step]}”. Chưa có dòng nào thay đổi.")
        return said


class LinesForm(StepForm):
    """One step with many lines. `counts` – how many wait – goes with the page as `seen`: "all" must not take in more than was shown."""

    scope = forms.ChoiceField(
        label="Áp dụng cho", choices=[(CHOSEN, "Những dòng đã đánh dấu"), (WAITING, "Tất cả")], widget=forms.RadioSelect, initial=CHOSEN)
    mode = forms.ChoiceField(
        label="Khi có dòng không làm được",
        choices=[(WHOLE, "Tất cả hoặc không: một dòng vướng thì không dòng nào thay đổi"),
                 (PARTLY, "Chỉ những dòng đủ điều kiện; các dòng khác giữ nguyên")],
        widget=forms.RadioSelect, initial=WHOLE)
    dong = Ticked(label="Các dòng", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, waiting: int = 0, held: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counts, self.some_wait = f"{waiting}/{held}", bool(waiting or held)
        words = [f"{n} dòng {what}" for n, what in ((waiting, "đang chờ thẩm định"), (held, "đang tạm dừng")) if n]
        scope: Any = self.fields["scope"]
        scope.choices = [scope.choices[0], (WAITING, f"Tất cả {' hoặc '.join(words) or '0 dòng'}, kể cả ở trang khác")]

    def clean_dong(self) -> list[int]:
        """As numbers."""
        return [int(pk) for pk in self.cleaned_data["dong"]]

    def clean(self) -> dict[str, Any]:
        """Something must be chosen, and "all" means all that the person saw."""
        said = super().clean()
        if said.get("scope") == CHOSEN and "dong" in said and not said["dong"]:
            self.add_error("dong", "Chưa đánh dấu dòng nào. Đánh dấu trong bảng, hoặc chọn “Tất cả … dòng”.")
        if said.get("scope") == WAITING and said.get("seen") != self.counts:
            self.add_error("scope", "Số dòng đang chờ vừa thay đổi ở nơi khác. Chưa có dòng nào thay đổi; xem lại rồi bấm lại.")
        return said


class RulingForm(forms.Form):
    """What the officer found of one criterion, and why: the records are confirmed or overruled, never changed."""

    criterion = forms.ChoiceField(
        label="Tiêu chuẩn", error_messages={"required": "Chọn một tiêu chuẩn.", "invalid_choice": "Chọn một tiêu chuẩn của dòng này."})
    verdict = forms.ChoiceField(
        label="Kết luận", choices=[("", "Chọn kết luận"), *reversed(Verdict.choices())], error_messages={"required": "Chọn một kết luận."})
    reason = Text(
        label="Lý do và chứng cứ", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi văn bản đã đối chiếu. Kết luận được lưu cùng tên bạn và không sửa được; kết luận sau thay kết luận trước.",
        error_messages={"required": "Ghi rõ lý do; chưa có kết luận nào được lưu."})

    def __init__(self, data: Any = None, *, finding: Finding) -> None:
        super().__init__(data)
        field: Any = self.fields["criterion"]
        field.choices = [("", "Chọn tiêu chuẩn"), *((leaf.key, leaf.text) for leaf in finding.leaves)]
