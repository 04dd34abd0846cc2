"""Tài liệu họp of a sitting: a short part at once, a long one by the worker."""
from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from workflow import tasks
from workflow.desks.common import Request, holding, pdf, telling
from workflow.desks.printing import awaited
from workflow.engine.proving import readers
from workflow.engine.sittings import packs
from workflow.models import Sitting
from workflow.papers import press


def readable(request: Request, pk: int) -> Sitting:
    """The sitting, for its secretary and its members."""
    sitting = get_object_or_404(Sitting, pk=pk)
    if not readers.of_sitting(sitting, request.user):
        raise PermissionDenied("Tài liệu họp chỉ dành cho thư ký và ủy viên của phiên họp.")
    return sitting


def home(request: Request, pk: int) -> HttpResponseBase:
    """Where the reader came from."""
    return redirect("council:sitting", pk) if request.user.has_perm("workflow.convene") else redirect("council:ballots")


@holding("convene", "vote")
@require_GET
def pack(request: Request, pk: int, part: int) -> HttpResponseBase:
    """One part of the pack."""
    sitting = readable(request, pk)
    chosen = next((one for one in packs.parts(sitting) if one[0] == part), None)
    if chosen is None:
        raise Http404("Phiên họp không có phần tài liệu này.")
    if chosen[2] - chosen[1] >= packs.AT_ONCE:
        return redirect("council:packing", pk, part, tasks.queued(tasks.print_pack, pk, part))
    with telling(request):
        return pdf(press.render(packs.pack(sitting, part)).pdf, name(pk, part))
    return home(request, pk)


@holding("convene", "vote")
@require_GET
def packing(request: Request, pk: int, part: int, job: str) -> HttpResponseBase:
    """A page that asks again every two seconds until the worker has printed; then the PDF."""
    sitting = readable(request, pk)
    context = {"sitting": sitting, "part": part}
    return awaited(request, tasks.print_pack, job, [pk, part], name(pk, part), "council/packing.html", context)


def name(pk: int, part: int) -> str:
    """What the file is called."""
    return f"tai-lieu-hop-{pk}-phan-{part}"
