"""On a line's page: the officer notes that the line rests on an initiative, or that it does not after all."""
from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from forms.evidence import WhyForm
from workflow.desks.common import Request, telling
from workflow.desks.registry.pages import line_of, on_dossier
from workflow.engine.proving import uses
from workflow.models import Dossier, Initiative, InitiativeUse


@on_dossier("appraise")
@require_POST
def use(request: Request, dossier: Dossier, no: int, pk: int) -> HttpResponse:
    """Dùng sáng kiến này cho dòng."""
    line, initiative = line_of(dossier, no), get_object_or_404(Initiative, pk=pk)
    with telling(request, f"Đã ghi dòng {no} dùng sáng kiến “{initiative.name}”."):
        uses.use(initiative, line, request.user)
    return back(dossier, no)


@on_dossier("appraise")
@require_POST
def take_back(request: Request, dossier: Dossier, no: int, pk: int) -> HttpResponse:
    """Không dùng nữa, with a reason."""
    found = get_object_or_404(InitiativeUse.objects.select_related("line__dossier"), pk=pk, line=line_of(dossier, no))
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Phải ghi rõ lý do bỏ; chưa có gì thay đổi.")
        return back(dossier, no)
    with telling(request, f"Dòng {no} không còn dùng sáng kiến này."):
        uses.take_back(found, form.cleaned_data["why"], request.user)
    return back(dossier, no)


def back(dossier: Dossier, no: int) -> HttpResponse:
    """To the line, at its initiatives."""
    answer = redirect("registry:line", dossier.code, no)
    answer["Location"] += "#sang-kien"
    return answer
