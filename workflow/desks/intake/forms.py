"""Forms with what the draft knows written in: those of the dossier, and those of each nominee. Only for whose draft it is."""
from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from workflow.desks.common import Request, pdf, telling
from workflow.engine.receiving import paper_forms
from workflow.models import AwardType, Draft
from workflow.papers import press

from . import reads
from .pages import number, on_draft, papers


@dataclass(frozen=True)
class Nominee:
    """A row of the list and the forms that are its own."""

    row: reads.Shown
    choices: list[paper_forms.Choice]


@on_draft
@require_GET
def show(request: Request, draft: Draft) -> HttpResponse:
    """All forms that can be filled: first those of the dossier, then nominee by nominee."""
    outlook = reads.outlook(draft)
    asked = papers(draft, outlook)
    page = reads.rows_page(draft.rows, AwardType.short_names(), number(request.GET.get("trang")), request.GET.get("tim", ""))
    codes = [paper["code"] for paper in asked]
    nominees = [Nominee(row, own(draft, row.no, codes, outlook)) for row in page.rows]
    shared = [choice for paper in asked for choice in paper["forms"] if not choice.form.personal]
    return render(request, "intake/forms.html", {
        "draft": draft, "outlook": outlook, "shared": shared, "nominees": nominees, "rows": page, "search": request.GET.get("tim", "")})


def own(draft: Draft, no: int, codes: list[str], outlook: reads.Outlook) -> list[paper_forms.Choice]:
    """The forms of one nominee."""
    found = paper_forms.of_list(codes, [draft.rows[no - 1]], {}, outlook.kind or "", outlook.received_on)
    return [choice for choices in found.values() for choice in choices if choice.form.personal]


@on_draft
@require_GET
def paper(request: Request, draft: Draft, variant: str, no: int = 1) -> HttpResponse:
    """One of them as PDF, printed for this moment and kept nowhere."""
    with telling(request) as attempt:
        filled = paper_forms.filled(draft, variant, no, timezone.localdate())
        if filled is None:
            raise Http404("Hồ sơ nháp này không có mẫu giấy tờ như vậy.")
        return pdf(press.render(filled).pdf, variant)
    assert not attempt.done
    return redirect("intake:forms", draft.pk)
