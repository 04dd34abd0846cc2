"""Pages on which public lists are opened and closed and other authorities' decisions are recorded."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.elsewhere import Answer, Publication, Reason, Report
from workflow.desks.common import Request, holding, ids, pdf, telling
from workflow.engine.deciding import docket, outcomes, publishing
from workflow.law.states import State
from workflow.models import AwardType, Outcome, PublicList
from workflow.papers import press, prints

SHOWN = 20  # earlier lists and outcomes


@holding("publish")
@require_http_methods(["GET", "POST"])
def lists(request: Request) -> HttpResponseBase:
    """Lines that wait for the public list, the lists that are open, the last ones that are closed."""
    form = Publication(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with telling(request) as attempt:
            made = publishing.publish(ids(request.POST.getlist("line")), request.user, **form.cleaned_data)
        if attempt.done:
            messages.success(request, f"Đã công khai danh sách; lấy ý kiến đến hết ngày {made.ends_on:%d/%m/%Y}.")
            return redirect("elsewhere:lists")
    return render(request, "elsewhere/lists.html", {
        "form": form, "heaps": docket.waiting(state=State.UNLISTED), "chosen": set(ids(request.POST.getlist("line"))),
        "open": publishing.open_lists(), "closed": PublicList.objects.exclude(closed_on=None)[:SHOWN],
        "nothing": "Không có dòng nào chờ công khai."}, status=422 if form.errors else 200)


@holding("publish", "appraise", "convene")
@require_http_methods(["GET", "POST"])
def public_list(request: Request, pk: int) -> HttpResponseBase:
    """One list with its lines; closed here when its time is over."""
    found, form = get_object_or_404(PublicList.objects.select_related("by"), pk=pk), Report(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling(request, "Đã kết thúc lấy ý kiến; các dòng không bị tạm dừng chuyển sang bước tiếp theo.") as attempt:
            publishing.close(found, request.user, **form.cleaned_data)
        if attempt.done:
            return redirect("elsewhere:list", pk)
    lines = found.lines.select_related("dossier", "recipient").order_by("award", "recipient__order", "pk")
    return render(request, "elsewhere/list.html", {
        "found": found, "form": form, "lines": lines, "names": AwardType.short_names(), "over": publishing.over(found),
        "tomorrow": publishing.tomorrow(found), "left": lines.filter(state=State.LISTED).count()}, status=422 if form.errors else 200)


@holding("publish", "appraise", "convene")
@require_GET
def printed_list(request: Request, pk: int) -> HttpResponseBase:
    """The list as it is put up: names, posts, units and awards, nothing else of a person."""
    with telling(request):
        return pdf(press.render(prints.public_list(get_object_or_404(PublicList, pk=pk))).pdf, f"danh-sach-lay-y-kien-{pk}")
    return redirect("elsewhere:list", pk)


@holding("outcome")
@require_GET
def waiting(request: Request) -> HttpResponseBase:
    """Lines that another authority has, by letter and award, and what was recorded last."""
    return page_of(request)


def page_of(request: Request, *, status: int = 200, **forms: Any) -> HttpResponseBase:
    """The page, with a form that was not in order if there is one."""
    search = (request.POST or request.GET).get("q", "")
    heaps = outcomes.waiting(search)
    first = heaps[0].authority if heaps else ""
    return render(request, "elsewhere/outcomes.html", {
        "heaps": heaps, "search": search, "chosen": set(ids(request.POST.getlist("line"))),
        "answer": forms.get("answer") or Answer(initial={"authority": first}), "reason": forms.get("reason") or Reason(),
        "last": Outcome.objects.select_related("by")[:SHOWN]}, status=status)


@holding("outcome")
@require_POST
def grant(request: Request) -> HttpResponseBase:
    """The authority has given the award."""
    form, chosen = Answer(request.POST), ids(request.POST.getlist("line"))
    if not form.is_valid():
        return page_of(request, answer=form, status=422)
    with telling(request) as attempt:
        outcome = outcomes.grant(chosen, request.user, **form.cleaned_data)
    if not attempt.done:
        return page_of(request, answer=form, status=422)
    messages.success(request, f"Đã ghi Quyết định số {outcome.number} cho {len(chosen)} dòng; lịch sử khen thưởng đã được cập nhật.")
    return redirect("elsewhere:outcomes")


@holding("outcome")
@require_POST
def turn_down(request: Request) -> HttpResponseBase:
    """The authority has refused, or wants a supplement."""
    form, chosen = Reason(request.POST), ids(request.POST.getlist("line"))
    back = request.POST.get("ket-qua") == "bo-sung"
    if not form.is_valid():
        return page_of(request, reason=form, status=422)
    with telling(request) as attempt:
        (outcomes.ask_back if back else outcomes.deny)(chosen, request.user, form.cleaned_data["note"])
    if not attempt.done:
        return page_of(request, reason=form, status=422)
    messages.success(request, (
        f"Đã chuyển {len(chosen)} dòng về Bộ phận Một cửa để đơn vị bổ sung." if back else f"Đã ghi {len(chosen)} dòng không được tặng."))
    return redirect("elsewhere:outcomes")
