"""Pages on which public lists are opened and closed and other authorities' decisions are recorded."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.elsewhere import Answer, Publication, Reason, Report
from workflow.desks import heaps
from workflow.desks.common import Request, holding, ids, pdf, telling
from workflow.engine.deciding import docket, outcomes, publishing
from workflow.engine.deciding.heaps import Question
from workflow.law.figures import money_text
from workflow.law.states import State
from workflow.law.words import Kind
from workflow.models import AwardType, Outcome, PublicList
from workflow.papers import press, prints

SHOWN = 20  # earlier lists and outcomes
OPEN = 50  # lists that are open
PAGE = 100  # lines of one list on a page


@holding("publish")
@require_http_methods(["GET", "POST"])
def lists(request: Request) -> HttpResponseBase:
    """Lines that wait for the public list, the lists that are open, the last ones that are closed."""
    sent, acting = heaps.picked(request), request.method == "POST" and not heaps.looking(request)
    question = heaps.asked(request, State.UNLISTED)
    form = Publication(request.POST if acting else None, initial={"on": timezone.localdate(), **request.POST.dict()})
    if acting and form.is_valid():
        with telling(request) as attempt:
            made = publishing.publish(sent.lines(question), request.user, **form.cleaned_data)
        if attempt.done:
            messages.success(request, f"Đã công khai danh sách; lấy ý kiến đến hết ngày {made.ends_on:%d/%m/%Y}.")
            return redirect("elsewhere:lists")
    return render(request, "elsewhere/lists.html", {
        **heaps.shown(request, question, sent), "form": form, "open": publishing.open_lists()[:OPEN],
        "closed": PublicList.objects.exclude(closed_on=None)[:SHOWN], "some": docket.waiting_count(State.UNLISTED),
        "kinds": Kind.choices(), "nothing": "Không có dòng nào khớp."}, status=422 if form.errors else 200)


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
    page = Paginator(lines, PAGE).get_page(request.GET.get("trang"))
    return render(request, "elsewhere/list.html", {
        "found": found, "form": form, "page": page, "names": AwardType.short_names(), "over": publishing.over(found),
        "tomorrow": publishing.tomorrow(found), "left": lines.filter(state=State.LISTED).count()}, status=422 if form.errors else 200)


@holding("publish", "appraise", "convene")
@require_GET
def printed_list(request: Request, pk: int) -> HttpResponseBase:
    """The list as it is put up: names, posts, units and awards, nothing else of a person."""
    with telling(request):
        return pdf(press.render(prints.public_list(get_object_or_404(PublicList, pk=pk))).pdf, f"danh-sach-lay-y-kien-{pk}")
    return redirect("elsewhere:list", pk)


@holding("outcome")
@require_http_methods(["GET", "POST"])
def waiting(request: Request) -> HttpResponseBase:
    """Lines that another authority has, by letter and award, and what was recorded last. To send here only narrows or turns the page."""
    return page_of(request, heaps.picked(request))


def forwarded(request: Request) -> Question:
    """The lines that another authority has, narrowed by what was asked for."""
    return heaps.asked(request, State.FORWARDED)


def page_of(request: Request, sent: heaps.Picked, *, status: int = 200, **forms: Any) -> HttpResponseBase:
    """The page, with a form that was not in order if there is one, and what was typed."""
    seen, typed, held = heaps.shown(request, forwarded(request), sent), request.POST.dict(), outcomes.held_above()
    first = seen["heaps"][0].heap.authority if seen["heaps"] else ""
    answer = forms.get("answer") or Answer(initial={"authority": first, **typed})
    if not held:
        del answer.fields["despite"]
    return render(request, "elsewhere/outcomes.html", {
        **seen, "answer": answer, "look": reverse("elsewhere:outcomes"), "held": held,
        "reason": forms.get("reason") or Reason(initial=typed), "below": True, "kinds": Kind.choices(),
        "nothing": f"Không có dòng nào {'khớp' if seen['search'] or seen['kind'] else 'đang chờ cấp khác quyết định'}.",
        "last": Outcome.objects.select_related("by")[:SHOWN]}, status=status)


@holding("outcome")
@require_POST
def grant(request: Request) -> HttpResponseBase:
    """The authority has given the award."""
    form, sent = Answer(request.POST), heaps.picked(request)
    if not form.is_valid():
        return page_of(request, sent, answer=form, status=422)
    with telling(request) as attempt:
        chosen = sent.lines(forwarded(request))
        outcome = outcomes.grant(chosen, request.user, **form.cleaned_data, seen=ids(request.POST.getlist("hold")))
    if not attempt.done:
        return page_of(request, sent, answer=form, status=422)
    messages.success(request, (
        f"Đã ghi Quyết định số {outcome.number} cho {money_text(len(chosen))} dòng; lịch sử khen thưởng đã được cập nhật."))
    return redirect("elsewhere:outcomes")


@holding("outcome")
@require_POST
def turn_down(request: Request) -> HttpResponseBase:
    """The authority has refused, or wants a supplement."""
    form, sent = Reason(request.POST), heaps.picked(request)
    back = request.POST.get("ket-qua") == "bo-sung"
    if not form.is_valid():
        return page_of(request, sent, reason=form, status=422)
    with telling(request) as attempt:
        chosen = sent.lines(forwarded(request))
        (outcomes.ask_back if back else outcomes.deny)(chosen, request.user, form.cleaned_data["note"])
    if not attempt.done:
        return page_of(request, sent, reason=form, status=422)
    many = money_text(len(chosen))
    messages.success(request, (
        f"Đã chuyển {many} dòng về Bộ phận Một cửa để đơn vị bổ sung." if back else f"Đã ghi {many} dòng không được tặng."))
    return redirect("elsewhere:outcomes")
