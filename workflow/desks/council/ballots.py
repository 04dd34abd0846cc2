"""The members' pages: one ballot for the whole agenda. Choices travel in POST bodies only and are kept nowhere here."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from forms.council import Receipt
from workflow.desks.common import Request, holding, telling
from workflow.engine.sittings import chamber, council, packs
from workflow.engine.sittings.urn import Choice
from workflow.models import Sitting

OFFERED = [(Choice.AYE, "aye", "thumb-up"), (Choice.NO, "no", "thumb-down"), (Choice.BLANK, "blank", "minus")]


@holding("vote")
@require_GET
def listing(request: Request) -> HttpResponseBase:
    """The member's open ballots, and the sittings he sat in."""
    seats = list(chamber.mine(request.user)[:30])
    for seat in seats:
        seat.packs = packs.parts_of(seat.size)
    return render(request, "council/ballots.html", {
        "open": [seat for seat in seats if seat.open and not seat.cast], "past": [seat for seat in seats if seat.cast or not seat.open]})


@never_cache
@sensitive_post_parameters()
@holding("vote")
@require_http_methods(["GET", "POST"])
@sensitive_variables()
def ballot(request: Request, pk: int) -> HttpResponseBase:
    """Choose, look over, send. Sent once, it is in the urn; the code of the receipt is shown this one time."""
    sitting = get_object_or_404(Sitting, pk=pk, seats__member=request.user)
    if council.ballot(sitting, request.user) is None:
        return closed(request, sitting)
    chapters = chamber.agenda(sitting)
    lines = [item.pk for chapter in chapters for item in chapter.items]
    choices = chosen(request.POST, lines)
    if "rest" in request.POST:  # the member's own click; script does the same without a journey
        choices = dict.fromkeys(lines, Choice.AYE) | choices
    missing = [item for chapter in chapters for item in chapter.items if item.pk not in choices]
    page = {"sitting": sitting, "chapters": chapters, "choices": choices, "size": len(lines),
            "done": len(choices), "left": len(missing), "offered": OFFERED}
    if request.method == "GET" or request.POST.keys() & {"back", "rest"}:
        return render(request, "council/ballot.html", page)
    if missing:
        return render(request, "council/ballot.html", {**page, "missing": missing}, status=422)
    if "send" not in request.POST:
        return render(request, "council/review.html", {**page, "sums": sums(choices.values())})
    code = ""
    with telling(request):
        code = council.cast(sitting, request.user, choices)
    if not code:
        return redirect("council:ballots")
    return render(request, "council/sent.html", {"sitting": sitting, "code": code, "size": len(lines)})


@sensitive_variables()
def chosen(
    post: Mapping[str, Any], lines: Iterable[int], offered: Iterable[Choice] = (Choice.AYE, Choice.NO, Choice.BLANK),
) -> dict[int, Choice]:
    """The choices in a POST for these lines; what is not a choice is none."""
    found, allowed = {}, set(offered)
    for line in lines:
        with suppress(ValueError):
            choice = Choice(post.get(f"d{line}", ""))
            if choice in allowed:
                found[line] = choice
    return found


def sums(choices: Iterable[Choice]) -> list[tuple[Choice, int]]:
    """How often the member says what, for the look over."""
    said = list(choices)
    return [(choice, said.count(choice)) for choice, _, _ in OFFERED]


def closed(request: Request, sitting: Sitting) -> HttpResponseBase:
    """There is no paper to fill in: say why."""
    seat = sitting.seats.get(member=request.user)
    if seat.cast:
        messages.info(request, "Phiếu của bạn trong phiên họp này đã được nhận; mỗi ủy viên chỉ bỏ một lần. Không có gì thay đổi.")
    elif not chamber.is_open(sitting):
        messages.info(request, "Phiên họp này đã kết thúc bỏ phiếu.")
    else:
        messages.warning(request, "Bạn được ghi là vắng mặt; hãy gửi phiếu giấy cho thư ký hoặc đề nghị thư ký điểm danh lại.")
    return redirect("council:ballots")


@holding("vote")
@require_http_methods(["GET", "POST"])
def check(request: Request, pk: int) -> HttpResponseBase:
    """After the count: was the paper with this receipt counted?"""
    sitting = get_object_or_404(Sitting, pk=pk, seats__member=request.user)
    form = Receipt(request.POST or None)
    found = chamber.counted_in(sitting, form.cleaned_data["code"]) if form.is_valid() and sitting.counted_at else None
    return render(request, "council/check.html", {"sitting": sitting, "form": form, "found": found})
