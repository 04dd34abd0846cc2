"""What the drafter, the checker and the signer fill in."""
from __future__ import annotations

from typing import Any

from django import forms

from workflow.law.words import Instrument


class Wording(forms.Form):
    """The words of a decision; its list comes from the lines."""

    subject = forms.CharField(
        label="Trích yếu", max_length=300, help_text="Ví dụ: Về việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        widget=forms.Textarea(attrs={"rows": 2}))
    achievement = forms.CharField(
        label="Thành tích", max_length=300, help_text="Viết tiếp sau đối tượng ở Điều 1, ví dụ: đã có thành tích xuất sắc trong…",
        widget=forms.Textarea(attrs={"rows": 2}))
    proposal_number = forms.CharField(
        label="Số tờ trình", max_length=60, required=False, help_text="Ví dụ: 215/TTr-SNV. Có thể bổ sung sau.")

    def __init__(self, *args: Any, instrument: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if instrument in (Instrument.REVOKE, Instrument.REISSUE):
            self.fields["achievement"].label = "Lý do"
            self.fields["achievement"].help_text = "Viết tiếp sau “Lý do:” ở Điều 1."
        if instrument == Instrument.PETITION:
            self.fields["subject"].help_text = "Ví dụ: Về việc đề nghị tặng Bằng khen của Thủ tướng Chính phủ"
            self.fields["achievement"].help_text = "Viết tiếp sau “đề nghị khen thưởng các cá nhân, tập thể”"
            self.fields["proposal_number"].widget = forms.HiddenInput()  # this is the letter itself, with a number of its own

    def clean_achievement(self) -> str:
        """In the middle of a sentence, so without the capital people are used to type."""
        words: str = self.cleaned_data["achievement"].strip().rstrip(".;,")
        return words[:1].lower() + words[1:]


class Remark(forms.Form):
    """Why a draft is sent back."""

    remark = forms.CharField(label="Ý kiến, lý do trả lại", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
