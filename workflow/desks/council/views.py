"""The secretary's pages: sittings, roll call, written papers, the count and its minutes."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.council import BelowQuorum, CallOff, NewSitting
from workflow.desks import heaps
from workflow.desks.common import Request, holding, ids, pdf, telling
from workflow.engine.deciding import docket
from workflow.engine.receiving import issue
from workflow.engine.sittings import chamber, council, packs, quorum
from workflow.engine.sittings.urn import Choice
from workflow.law.figures import money_text
from workflow.law.states import State
from workflow.law.words import Kind
from workflow.models import Member, Sitting

from .ballots import chosen

PAGE = 20
LINES = 200  # of an agenda on one page


@holding("convene")
@require_GET
def listing(request: Request) -> HttpResponseBase:
    """Sittings, the newest first, and how many lines wait for one."""
    return render(request, "council/list.html", {
        "page": Paginator(chamber.sittings(), PAGE).get_page(request.GET.get("trang")),
        "waiting": docket.waiting_count(State.APPRAISED)})


@holding("convene")
@require_http_methods(["GET", "POST"])
def convene(request: Request) -> HttpResponseBase:
    """Choose the agenda, call the roll, open the vote."""
    sent, acting = heaps.picked(request), request.method == "POST" and not heaps.looking(request)
    question = heaps.asked(request, State.APPRAISED)
    form = NewSitting(request.POST) if acting else NewSitting(initial=request.POST.dict())
    members = list(Member.on(timezone.localdate()))
    present = ids(request.POST.getlist("present")) if request.method == "POST" else [member.user_id for member in members]
    if acting and not sent:
        messages.error(request, "Chưa chọn dòng nào cho chương trình họp; chưa có gì được ghi.")
    elif acting and form.is_valid():
        with telling(request) as attempt:
            lines = sent.lines(question)
            seated = Member.on(form.cleaned_data["held_on"])  # of that day, which may not be today's council
            sitting = council.convene(
                lines, request.user, absent=[m.user_id for m in seated if m.user_id not in present], **form.cleaned_data)
        if attempt.done:
            messages.success(request, f"Đã lập phiên họp với {money_text(len(lines))} dòng; các ủy viên có mặt bỏ phiếu được ngay.")
            return redirect("council:sitting", sitting.pk)
    return render(request, "council/convene.html", {
        **heaps.shown(request, question, sent), "form": form, "members": members, "present": set(present), "kinds": Kind.choices(),
        "nothing": "Không có dòng nào khớp." if question.search or question.kind else "Không có dòng nào chờ Hội đồng."})


@holding("convene")
@require_GET
def show(request: Request, pk: int) -> HttpResponseBase:
    """One sitting: its roll, its papers as far as one may see them, and after the count its results."""
    return page_of(request, get_object_or_404(Sitting, pk=pk))


def page_of(request: Request, sitting: Sitting, call_off: CallOff | None = None) -> HttpResponseBase:
    """The page of a sitting, with a form that was not in order if there is one."""
    seats = list(sitting.seats.select_related("member"))
    chapters = chamber.agenda(sitting)
    items = [item for chapter in chapters for item in chapter.items]
    page = Paginator(items, LINES).get_page(request.GET.get("trang"))
    return render(request, "council/sitting.html", {
        "sitting": sitting, "seats": seats, "chapters": turned(chapters, {item.pk for item in page}), "page": page,
        "size": len(items), "open": chamber.is_open(sitting),
        "cast": sum(seat.cast for seat in seats), "passed": sum(item.passed for item in items),
        "away": [seat for seat in seats if not seat.present and not seat.cast], "call_off": call_off or CallOff(),
        "packs": packs.parts(sitting),
    }, status=422 if call_off else 200)


def turned(chapters: list[chamber.Chapter], shown: set[int]) -> list[tuple[chamber.Chapter, list[chamber.Item]]]:
    """The chapters that have items on this page, each with these."""
    parts = [(chapter, [item for item in chapter.items if item.pk in shown]) for chapter in chapters]
    return [(chapter, items) for chapter, items in parts if items]


@holding("convene")
@require_POST
def mark(request: Request, pk: int) -> HttpResponseBase:
    """Call the roll again."""
    with telling(request, "Đã ghi lại điểm danh."):
        council.mark(get_object_or_404(Sitting, pk=pk), ids(request.POST.getlist("present")), request.user)
    return redirect("council:sitting", pk)


@never_cache
@sensitive_post_parameters()
@holding("convene")
@require_http_methods(["GET", "POST"])
@sensitive_variables()
def written(request: Request, pk: int) -> HttpResponseBase:
    """Enter the written papers of absent members: names first, then papers without names."""
    sitting = get_object_or_404(Sitting, pk=pk)
    away = list(sitting.seats.filter(present=False, cast=False).select_related("member"))
    senders = [member for member in ids(request.POST.getlist("member")) if member in {seat.member_id for seat in away}]
    chapters = chamber.agenda(sitting)
    lines = [item.pk for chapter in chapters for item in chapter.items]
    page: dict[str, Any] = {"sitting": sitting, "away": away, "senders": senders, "chapters": chapters, "choices": list(Choice)}
    if not senders:
        if request.method == "POST":
            messages.error(request, "Chưa đánh dấu ủy viên nào gửi phiếu; chưa ghi gì.")
        return render(request, "council/written.html", page)
    papers = [whole_paper(request, n, lines) for n in range(len(senders))]
    page["papers"] = list(enumerate(papers))
    if "save" not in request.POST:
        return render(request, "council/written_papers.html", page)
    if any(len(paper) != len(lines) for paper in papers):
        messages.error(request, "Mỗi phiếu phải có ý kiến cho mọi dòng; chưa ghi phiếu nào. Các ô đã chọn còn nguyên.")
        return render(request, "council/written_papers.html", page, status=422)
    with telling(request, f"Đã bỏ {len(papers)} phiếu giấy vào hòm phiếu, không kèm tên."):
        council.record_written(sitting, senders, papers, request.user)
    return redirect("council:sitting", pk)


@sensitive_variables()
def whole_paper(request: Request, n: int, lines: list[int]) -> dict[int, Choice]:
    """The n-th paper; lines not entered get what the secretary chose for all of them, if he did."""
    fields = numbered(request, n)
    rest = [choice for choice in Choice if choice == fields.get("rest")]
    return {**{line: choice for choice in rest for line in lines}, **chosen(fields, lines, Choice)}


@sensitive_variables()
def numbered(request: Request, n: int) -> dict[str, Any]:
    """The fields of the n-th paper under the names of a ballot."""
    head, post = f"p{n}-", request.POST
    return {name.removeprefix(head): post.get(name, "") for name in post if name.startswith(head)}


@holding("convene")
@require_http_methods(["GET", "POST"])
def tally(request: Request, pk: int) -> HttpResponseBase:
    """Say who is there and who has not voted; then close the vote and count. Below the quorum it asks why."""
    sitting = get_object_or_404(Sitting, pk=pk)
    attendance = quorum.attendance(sitting)
    asks = chamber.is_open(sitting) and not attendance.reached and not attendance.refuses
    form = BelowQuorum(request.POST if request.method == "POST" else None) if asks else None
    if request.method == "POST" and (form is None or form.is_valid()):
        with telling(request, "Đã kiểm phiếu. Hòm phiếu và khóa của nó đã hủy; kết quả từng dòng ở dưới."):
            council.tally(sitting, request.user, form.cleaned_data["despite"] if form else "")
        return redirect("council:sitting", pk)
    seats = list(sitting.seats.select_related("member"))
    return render(request, "council/tally.html", {
        "sitting": sitting, "silent": [seat for seat in seats if not seat.cast], "cast": sum(seat.cast for seat in seats),
        "members": len(seats), "open": chamber.is_open(sitting), "attendance": attendance, "form": form or "",
    }, status=422 if form and form.is_bound else 200)


@holding("convene")
@require_POST
def call_off(request: Request, pk: int) -> HttpResponseBase:
    """End the sitting without a count; its lines wait for another one."""
    sitting, form = get_object_or_404(Sitting, pk=pk), CallOff(request.POST)
    if not form.is_valid():
        return page_of(request, sitting, form)
    with telling(request, "Đã hoãn phiên họp, không kiểm phiếu. Các dòng trở lại chờ Hội đồng."):
        council.call_off(sitting, request.user, form.cleaned_data["note"])
    return redirect("council:sittings")


@holding("convene")
@require_GET
def minutes(request: Request, pk: int) -> HttpResponseBase:
    """Biên bản kiểm phiếu, as it was first printed."""
    with telling(request):
        return pdf(bytes(issue.minutes(get_object_or_404(Sitting, pk=pk), request.user).content), f"bien-ban-kiem-phieu-{pk}")
    return redirect("council:sitting", pk)
