"""The PDFs of the decision desk: short ones at once, long ones by the worker, the signed one as it was frozen."""
from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from workflow import tasks
from workflow.desks.common import Request, holding, pdf, telling
from workflow.desks.printing import awaited
from workflow.models import Decision, Printed
from workflow.papers import press, prints

RIGHTS = ("decide", "check", "sign")
NAMES = {"proposal": "to-trinh", "decision": "du-thao-quyet-dinh"}


@holding(*RIGHTS)
@require_GET
def draft(request: Request, pk: int, which: str) -> HttpResponseBase:
    """The proposal sheet or the draft, as the lines stand now."""
    decision = get_object_or_404(Decision, pk=pk)
    if decision.lines.count() > tasks.LONG:
        return redirect("decision:printing", pk, which, tasks.ordered(pk, which))
    with telling(request):
        paper = prints.proposal(decision) if which == "proposal" else prints.paper(decision)
        return pdf(press.render(paper).pdf, f"{NAMES[which]}-{pk}")
    return redirect("decision:show", pk)


@holding(*RIGHTS)
@require_GET
def waiting(request: Request, pk: int, which: str, job: str) -> HttpResponseBase:
    """A page that asks again every two seconds until the worker has printed; then the PDF."""
    decision = get_object_or_404(Decision, pk=pk)
    if which not in NAMES:
        raise Http404("Không có giấy tờ này.")
    context = {"decision": decision, "rows": decision.lines.count()}
    return awaited(request, tasks.print_draft, job, [pk, which], f"{NAMES[which]}-{pk}", "decision/printing.html", context)


@holding("decide", "check", "sign", "deliver", "appraise")
@require_GET
def issued(request: Request, pk: int) -> HttpResponse:
    """The signed decision, byte for byte as it was frozen."""
    printed = Printed.objects.filter(decision=pk, kind="decision").first()
    if printed is None:
        raise Http404("Quyết định này chưa ký.")
    return pdf(bytes(printed.content), f"quyet-dinh-{pk}")
