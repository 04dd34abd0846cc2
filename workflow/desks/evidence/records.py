"""Entering a fact about a recipient and withdrawing one; and what the recipient's page shows of them."""
from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from forms.evidence import PerformanceForm, PostForm, ShareForm, WhyForm
from workflow.desks.common import Request, holding, telling
from workflow.engine.proving import evidence, readers
from workflow.engine.stopping import holds
from workflow.engine.stopping.blocks import HOLDERS
from workflow.law.bands import PostBand
from workflow.law.words import Level, RecipientKind
from workflow.models import Recipient, User

ENTRIES: dict[str, tuple[str, type[forms.Form]]] = {
    "xep-loai": ("Ghi kết quả xếp loại", PerformanceForm), "chuc-vu": ("Ghi chức vụ đã giữ", PostForm),
    "ty-le": ("Ghi tỷ lệ của tập thể", ShareForm)}


def on_record(user: User, recipient: Recipient) -> dict[str, Any]:
    """What this person may see on the recipient's page; nothing for who has no such right."""
    sees = readers.sees_all(user)
    stops = any(user.has_perm(f"workflow.{right}") for right in HOLDERS)
    return {
        "on_record": evidence.of(recipient.pk) if sees else None, "holds": holds.of(recipient.pk) if stops else None,
        "share_names": evidence.SHARES, "is_person": recipient.kind == RecipientKind.PERSON}


@holding("evidence")
@require_http_methods(["GET", "POST"])
def enter(request: Request, pk: int, what: str) -> HttpResponse:
    """One more fact of the sort the address names."""
    recipient = get_object_or_404(Recipient.objects.select_related("unit"), pk=pk)
    if what not in ENTRIES:
        raise Http404("Không có mục ghi nhận này.")
    title, form_of = ENTRIES[what]
    form: Any = form_of(request.POST if request.method == "POST" else None)
    context = {"title": title, "recipient": recipient, "form": form, "action": "Ghi nhận", "symbol": "check"}
    if not form.is_valid():
        return render(request, "evidence/entry.html", context, status=422 if form.is_bound else 200)
    with telling(request, f"Đã ghi cho {recipient}.") as attempt:
        record(recipient, what, form, request.user)
    if not attempt.done:
        return render(request, "evidence/entry.html", context, status=422)
    if what == "xep-loai":
        warn(request, [form.cleaned_data["year"]], [recipient.unit_id] if recipient.unit_id else [])
    return to_recipient(pk, what)


def record(recipient: Recipient, what: str, form: Any, by: User) -> None:
    """Hand what was understood to the engine."""
    said, source = form.cleaned_data, form.source()
    if what == "xep-loai":
        evidence.record_performance(recipient, said["year"], Level(said["level"]), by, source)
    elif what == "chuc-vu":
        evidence.record_post(recipient, said["name"], PostBand(said["band"]), said["since"], said["until"], by, source)
    else:
        evidence.record_share(recipient, said["year"], said["what"], Decimal(said["percent"]), by, source)


def warn(request: Request, years: list[int], units: list[int]) -> None:
    """Tell where the excellent ones have become more than the cap; nothing is refused for that."""
    for excess in evidence.excesses(years, units):
        messages.warning(request, f"Cần xem lại: {excess.words}. Kết quả vẫn được ghi.")


@holding("evidence")
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, what: str, pk: int) -> HttpResponse:
    """Ask for the reason, then withdraw."""
    if what not in evidence.KEPT:
        raise Http404("Không có mục ghi nhận này.")
    row: Any = get_object_or_404(evidence.KEPT[what], pk=pk)
    recipient = row.authors.order_by("pk").first() if what == "sang-kien" else row.recipient
    form = WhyForm(request.POST if request.method == "POST" else None)
    context = {
        "title": "Rút khỏi hồ sơ đối tượng", "recipient": recipient, "form": form, "action": "Rút", "symbol": "ban", "bad": True,
        "subject": described(what, row), "note": "Dòng đã rút không được tính nữa, nhưng vẫn đọc được cùng lý do và người rút."}
    if not form.is_valid():
        return render(request, "evidence/entry.html", context, status=422 if form.is_bound else 200)
    with telling(request, f"Đã rút: {described(what, row)}.") as attempt:
        evidence.withdraw(row, form.cleaned_data["why"], request.user)
    if not attempt.done:
        return render(request, "evidence/entry.html", context, status=422)
    return to_recipient(recipient.pk, what)


def described(what: str, row: Any) -> str:
    """The row in words."""
    if what == "xep-loai":
        return f"xếp loại năm {row.year}, {row.get_level_display().lower()}"
    if what == "chuc-vu":
        return f"chức vụ {row.name} từ {row.since:%d/%m/%Y}"
    if what == "ty-le":
        return f"{evidence.SHARES.get(row.what, row.what).lower()} năm {row.year}"
    return f"sáng kiến “{row.name}” năm {row.year}"


def to_recipient(pk: int, what: str) -> HttpResponse:
    """Back to the recipient, at the part that changed."""
    answer = redirect("registry:recipient", pk)
    answer["Location"] += f"#{what}"
    return answer
