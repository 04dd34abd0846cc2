"""The catalogue's two screens: all awards, and one of them with its rules, its money and its procedure."""
from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from forms.catalogue import FilterForm
from workflow.desks.common import Request, holding
from workflow.desks.context import CURIOUS
from workflow.engine import catalogue

from .drawing import draw


@holding(*CURIOUS)
@require_GET
def listing(request: Request) -> HttpResponse:
    """Every award, or those asked for; the highest first."""
    form = FilterForm(request.GET)
    rows = catalogue.listing(**form.wanted())
    return render(request, "catalogue/list.html", {
        "form": form, "rows": rows, "unverified": sum(not row.award.verified for row in rows)})


@holding(*CURIOUS)
@require_GET
def show(request: Request, code: str) -> HttpResponse:
    """One award."""
    found = catalogue.of(code, timezone.localdate())
    if found is None:
        raise Http404("Không có danh hiệu, hình thức khen thưởng nào mang mã này.")
    return render(request, "catalogue/award.html", {
        "entry": found, "award": found.award,
        "procedures": [{"version": version, "drawing": draw(version.machine)} for version in found.versions],
    })
