"""Who is on hold, due for review first; placing a hold with the lines it stops, and releasing one."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forms.evidence import HoldForm, ReleaseForm
from workflow.desks.common import Request, holding, telling
from workflow.engine.stopping import holds
from workflow.law.states import State
from workflow.law.words import HoldReason
from workflow.models import AwardType, Hold, Recipient

PAGE = 30


@holding("appraise", "review")
@require_GET
def listing(request: Request) -> HttpResponse:
    """The open holds, or the released ones."""
    past, today = request.GET.get("muc") == "da-ket-thuc", timezone.localdate()
    page = Paginator(holds.listed(past), PAGE).get_page(request.GET.get("trang"))
    rows = [{"hold": hold, "late": not past and hold.review_on < today, "today": not past and hold.review_on == today} for hold in page]
    return render(request, "holds/list.html", {
        "rows": rows, "page": page, "past": past, "due": holds.due(today).count(), "may": request.user.has_perm("workflow.review")})


@holding("review")
@require_http_methods(["GET", "POST"])
def place(request: Request, pk: int) -> HttpResponse:
    """A hold on a recipient, with the lines that stop in the same act."""
    recipient = get_object_or_404(Recipient.objects.select_related("unit"), pk=pk)
    names, found = AwardType.short_names(), holds.affected(pk)
    offered = [(line.pk, f"{line.dossier.code}, dòng {line.no}: {names.get(line.award, line.award)} – {State(line.state).label.lower()}")
               for line, free in found if free]
    stay = [(line, names.get(line.award, line.award)) for line, free in found if not free and line.state != State.HELD]
    above = [one for one in stay if one[0].state == State.FORWARDED]
    others = [one for one in stay if one not in above]
    form = HoldForm(request.POST if request.method == "POST" else None, lines=offered)
    context: dict[str, Any] = {"recipient": recipient, "form": form, "others": others, "above": above, "offered": bool(offered)}
    if not form.is_valid():
        return render(request, "holds/place.html", context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    with telling(request) as attempt:
        holds.place(
            recipient, HoldReason(said["reason"]), said["note"], said["review_on"], request.user, lines=said.get("lines", ()),
            since=said["since"])
    if not attempt.done:
        return render(request, "holds/place.html", context, status=422)
    n = len(said.get("lines", ()))
    also = f", cùng {n} dòng đề nghị" if n else ""
    messages.success(request, f"Đã tạm dừng {recipient}{also}; xem lại ngày {said['review_on']:%d/%m/%Y}.")
    if above:
        messages.warning(request, f"{len(above)} dòng đang ở cấp khác: hãy thông báo bằng văn bản cho cơ quan quyết định.")
    return redirect("registry:recipient", pk)


@holding("review")
@require_http_methods(["GET", "POST"])
def release(request: Request, pk: int) -> HttpResponse:
    """End a hold; its lines wait for their own officers."""
    hold = get_object_or_404(Hold.objects.select_related("recipient__unit", "by"), pk=pk)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    context = {"hold": hold, "form": form, "held": [line for line, _ in holds.affected(hold.recipient_id) if line.state == State.HELD]}
    if not form.is_valid():
        return render(request, "holds/release.html", context, status=422 if form.is_bound else 200)
    with telling(request, f"Đã kết thúc tạm dừng {hold.recipient}. Các dòng đang tạm dừng vẫn chờ bấm “Tiếp tục xử lý”.") as attempt:
        holds.release(hold, form.cleaned_data["note"], form.cleaned_data["on"], request.user)
    if not attempt.done:
        return render(request, "holds/release.html", context, status=422)
    return redirect("holds:list")
