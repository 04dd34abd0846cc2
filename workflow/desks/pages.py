"""The sheet of samples at /mau/, only while developing: every piece of docs/ui.md on one page."""
from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from forms.fields import Day, LetterNumber, Name, Phone
from workflow.law.states import Duty, State
from workflow.law.words import Kind

LEFT = [(-2, False), (0, False), (3, False), (9, False), (4, True)]  # working days, clock stopped
STEPS = [
    ("Tiếp nhận", "done", "17/11"), ("Thẩm định", "now", "hạn 26/11"), ("Hội đồng", "", ""),
    ("Ký", "", ""), ("Trả kết quả", "", "hẹn 29/12")]
TOLD = [
    ("success", "Đã tiếp nhận hồ sơ H99-261122-0001."), ("error", "Không ký được: chứng thư số đã hết hạn. Quyết định chưa thay đổi."),
    ("warning", "Đơn vị còn một hồ sơ chờ bổ sung."), ("info", "Hội đồng họp ngày 02/12/2026.")]
UNITS = ["Sở Giáo dục và Đào tạo", "Ủy ban nhân dân phường Hạc Thành", "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh Minh Họa"]


class Sample(forms.Form):
    """One field of each sort."""

    number = LetterNumber(label="Số tờ trình", help_text="Ví dụ 215/TTr-SGDĐT")
    signed = Day(label="Ngày tờ trình")
    person = Name(label="Người nộp")
    phone = Phone(label="Điện thoại", required=False)
    kind = forms.ChoiceField(label="Loại hình", choices=Kind.choices(), widget=forms.RadioSelect)
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    sure = forms.BooleanField(label="Đã đối chiếu bản chính")


def sample(request: HttpRequest) -> HttpResponse:
    """Everything once; a form sent shows its errors."""
    today = timezone.localdate()
    for level, words in TOLD:
        getattr(messages, level)(request, words)
    due = [(today + timedelta(days=left), left, paused) for left, paused in LEFT]
    rows = [{"code": f"H99-261122-{n:04}", "unit": UNITS[n % 3], "lines": 8 + 17 * n, "due": day} for n, day in enumerate(due)]
    return render(request, "sample.html", {
        "states": list(State), "duties": list(Duty), "due": due, "rows": rows, "form": Sample(request.POST or None),
        "steps": [{"name": name, "look": look, "note": note} for name, look, note in STEPS], "now": timezone.now(),
    })
