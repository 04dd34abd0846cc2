"""The draft's one working page and who may open it; every part of the desk answers with it when something must be corrected."""
from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from forms.intake import FilesForm, HeaderForm, ListForm, RowForm
from workflow.desks.common import Request, View, holding
from workflow.engine.receiving import counter
from workflow.models import AwardType, Draft

from . import reads

GONE = "Hồ sơ nháp này đã được tiếp nhận hoặc đã bỏ; không có gì thay đổi thêm."
FAULTS_SHOWN = 20
NOT_DONE = {  # what stays undone while a part of the page has faults
    "row": "Chưa ghi dòng này, hãy sửa các chỗ sau", "files": "Chưa nhận tệp nào, hãy sửa các chỗ sau",
    "list": "Chưa đọc danh sách, hãy sửa các chỗ sau"}


def on_draft(view: View) -> View:
    """Hand the view the person's own draft; who comes too late is told so."""

    @holding("intake")
    @wraps(view)
    def found(request: Request, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        draft = Draft.objects.filter(pk=pk, owner=request.user).first()
        if draft is None:
            messages.warning(request, GONE)
            return redirect("intake:desk")
        return view(request, draft, *args, **kwargs)

    return found


def to_draft(draft: Draft, part: str = "") -> HttpResponse:
    """Back to the working page, at one of its parts."""
    answer = redirect("intake:draft", draft.pk)
    if part:
        answer["Location"] += f"#{part}"
    return answer


def draft_page(
    request: Request, draft: Draft, *, status: int = 200, faults: list[tuple[str, str]] | None = None, **forms: Any,
) -> HttpResponse:
    """The working page; `forms` are bound ones to show again, by name (header, files, row, list)."""
    terms, outlook = reads.terms_of(draft.header), reads.outlook(draft)
    asked = papers(draft, outlook)
    header = forms.get("header") or HeaderForm(initial=HeaderForm.typed(draft.header))
    bound = [forms[name] for name in ("header", "files", "row", "list") if name in forms]
    faults = (faults or []) + [fault for form in bound for fault in faults_of(form)]
    context = {
        "draft": draft, "header": header, "outlook": outlook, "papers": asked, "faults": faults[:FAULTS_SHOWN],
        "faults_title": next((NOT_DONE[name] for name in NOT_DONE if name in forms), "Còn chỗ cần sửa, chưa tiếp nhận được"),
        "more_faults": max(0, len(faults) - FAULTS_SHOWN), "attachments": attachments(draft, asked),
        "files": forms.get("files") or FilesForm(papers={paper["code"]: paper["name"] for paper in asked}),
        "row": forms.get("row") or RowForm(terms=terms), "list": forms.get("list") or ListForm(terms=terms),
        "rows": reads.rows_page(draft.rows, AwardType.short_names(), number(request.GET.get("trang")), request.GET.get("tim", "")),
        "search": request.GET.get("tim", ""), "saved_at": timezone.localtime(draft.updated_at), "awards_known": terms.allowed is not None,
    }
    return render(request, "intake/draft.html", context, status=status)


def papers(draft: Draft, outlook: reads.Outlook) -> list[dict[str, Any]]:
    """The papers that the rules demand, each with its tick and its files."""
    if not outlook.kind:
        return []
    named = reads.asked_for(draft.rows, outlook.unit, outlook.kind, outlook.received_on)
    asked = counter.demanded(outlook.kind, outlook.received_on, named)
    ticked, files = set(draft.header.get("papers", [])), list(draft.attachments.all())
    forms = reads.forms_of(draft, [paper.code for paper in asked], outlook, named)
    return [
        {"code": paper.code, "name": paper.name, "required": paper.required, "only_for": ", ".join(paper.only_for),
         "ticked": paper.code in ticked, "files": [file for file in files if file.paper == paper.code], "forms": forms[paper.code]}
        for paper in asked
    ]


def attachments(draft: Draft, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All files of the draft, each with the name of the paper it is."""
    names = {paper["code"]: paper["name"] for paper in asked}
    return [
        {"pk": file.pk, "name": file.name, "size": file.size, "label": names.get(file.paper, "")} for file in draft.attachments.all()
    ]


def faults_of(form: Any) -> list[tuple[str, str]]:
    """A bound form's errors for the summary: where they stand, and what they say."""
    return [
        (form[name].auto_id if name in form.fields else "danh-sach", f"{form[name].label}: {text}" if name in form.fields else text)
        for name, texts in form.errors.items() for text in texts
    ]


def number(text: str | None, default: int = 1) -> int:
    """A page number from an address somebody may have typed."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default

