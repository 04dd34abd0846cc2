"""The administrator's look ahead at a switch, and the officer's choice of a version for a line."""
from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from forms.versions import AdoptForm
from workflow.desks.common import Request, holding, telling
from workflow.desks.registry.pages import line_of, line_page, on_dossier
from workflow.engine import versions
from workflow.models import AwardType, Dossier, Switch

ADMIN = ("view_switch", "change_switch", "change_user")
SHOWN = 300


@holding(*ADMIN)
@require_GET
def listing(request: Request) -> HttpResponse:
    """Every switch, and how many versions wait behind it."""
    rows = [(switch, versions.guarded(switch.code)) for switch in versions.switches()]
    return render(request, "versions/list.html", {"rows": rows, "names": AwardType.short_names()})


@holding(*ADMIN)
@require_GET
def changes(request: Request, code: str) -> HttpResponse:
    """The running lines whose verdict would change. By dossier and number: the administrator needs no names."""
    switch = get_object_or_404(Switch, code=code)
    found = versions.changes(code)
    return render(request, "versions/changes.html", {
        "switch": switch, "rows": found[:SHOWN], "total": len(found), "names": AwardType.short_names()})


@on_dossier("appraise")
@require_http_methods(["GET", "POST"])
def adopt(request: Request, dossier: Dossier, no: int) -> HttpResponse:
    """Take another version for a line."""
    if request.method == "GET":
        return redirect("registry:line", dossier.code, no)
    line = line_of(dossier, no)
    form = AdoptForm(request.POST, offered=[(one.machine.since, "") for one in versions.choices(line)])
    if not form.is_valid():
        messages.error(request, "Chưa áp dụng quy định khác; hãy sửa các chỗ báo lỗi ở mục “Chọn quy định có lợi hơn”.")
        return line_page(request, dossier, no, status=422)
    with telling(request, f"Dòng này nay theo quy định từ ngày {form.cleaned_data['since']:%d/%m/%Y}.") as attempt:
        versions.adopt(line, form.cleaned_data["since"], request.user, form.cleaned_data["reason"])
    if not attempt.done:
        return line_page(request, dossier, no, status=422)
    return redirect("registry:line", dossier.code, no)
