"""The page of a dossier on which other authorities are asked (hiệp y) and their answers are written down."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forms.elsewhere import Question, Reply
from workflow.desks.common import Request, holding, telling
from workflow.engine.receiving import consulting
from workflow.models import Dossier, Rule


@holding("appraise", "review", "assign")
@require_http_methods(["GET", "POST"])
def page(request: Request, code: str) -> HttpResponseBase:
    """Who was asked and what they said; another question."""
    dossier = get_object_or_404(Dossier, code=code)
    form = Question(request.POST or None, papers=papers(dossier), initial={"asked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with telling(request) as attempt:
            asked = consulting.ask(dossier, request.user, **form.cleaned_data)
        if attempt.done:
            messages.success(request, f"Đã ghi việc hỏi {asked.authority}; hạn trả lời {asked.due_on:%d/%m/%Y}.")
            return redirect("elsewhere:consulting", code)
    return shown(request, dossier, form)


@holding("appraise")
@require_POST
def reply(request: Request, code: str, pk: int) -> HttpResponseBase:
    """Write down an answer."""
    dossier = get_object_or_404(Dossier, code=code)
    consultation, form = get_object_or_404(dossier.consultations, pk=pk), Reply(request.POST)
    if not form.is_valid():
        return shown(request, dossier, Question(papers=papers(dossier)), {pk: form})
    with telling(request, f"Đã ghi trả lời của {consultation.authority}."):
        consulting.answer(consultation, request.user, **form.cleaned_data)
    return redirect("elsewhere:consulting", code)


def shown(request: Request, dossier: Dossier, form: Question, bound: dict[int, Reply] | None = None) -> HttpResponseBase:
    """The page, with forms that were not in order if there are any."""
    rows: list[dict[str, Any]] = [
        {"asked": asked, "late": not asked.answer and asked.due_on < timezone.localdate(),
         "form": (bound or {}).get(asked.pk) or Reply(initial={"answered_on": timezone.localdate()})}
        for asked in consulting.of(dossier)]
    return render(request, "elsewhere/consulting.html", {
        "dossier": dossier, "rows": rows, "form": form, "names": dict(papers(dossier))}, status=422 if form.errors or bound else 200)


def papers(dossier: Dossier) -> list[tuple[str, str]]:
    """The papers that the rules of its lines want from other authorities."""
    rules = Rule.objects.filter(pk__in=dossier.lines.order_by().values("rule").distinct())
    return sorted({(paper["code"], paper["name"]) for rule in rules for paper in rule.papers if paper.get("by") == "agency"})
