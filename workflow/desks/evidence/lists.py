"""Yearly results: what is on record, and a unit's Excel list that is looked at whole before any of it is kept."""
from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.evidence import GradingFilter, GradingListForm
from workflow.desks.common import Request, holding, id_of, ids, telling, workbook
from workflow.engine.proving import evidence, evidence_lists, gradings
from workflow.engine.proving.placing import Place, Placed, placed, seal
from workflow.models import Unit
from workflow.papers import gradings as reading
from workflow.papers import waiting
from workflow.papers.contents import BadFile
from workflow.papers.grading_template import template

BOX = 0  # lists of results wait beside those of drafts, under a number no draft has
SHOWN = 200  # doubtful rows a page asks about; the rest are skipped and can be sent again
SAMPLE = 20
LOST = "Danh sách này đã được nhận, đã bỏ hoặc đã quá một ngày; không có gì thay đổi thêm."


@holding("evidence")
@require_GET
def show(request: Request) -> HttpResponse:
    """The desk."""
    return desk(request, GradingListForm())


def desk(request: Request, form: GradingListForm, status: int = 200) -> HttpResponse:
    """Results on record, the upload, and where the excellent ones are more than the cap."""
    wanted = GradingFilter(request.GET)
    wanted.is_valid()
    after = request.GET.get("sau", "")
    page = evidence_lists.page(evidence_lists.results(wanted.cleaned_data), id_of(after))
    this_year = timezone.localdate().year
    context = {
        "filter": wanted, "form": form, "rows": page.rows, "after": page.after, "later": bool(after),
        "filtered": any(wanted.cleaned_data.values()), "excesses": evidence.excesses(range(this_year - 2, this_year + 1))}
    return render(request, "evidence/results.html", context, status=status)


@holding("evidence")
@require_POST
def upload(request: Request) -> HttpResponse:
    """Look at a list and lay it aside until it is accepted or abandoned."""
    form = GradingListForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            reading.read(file, timezone.localdate())
        except BadFile as bad:
            form.add_error("file", f"“{(file.name or '')[:80]}”: {bad}")
    if not form.is_valid():
        return desk(request, form, status=422)
    token = waiting.keep(file, BOX, request.user.pk)
    unit: Unit | None = form.cleaned_data["unit"]
    answer = redirect("evidence:preview", token)
    answer["Location"] += "?" + urlencode({"don-vi": unit.pk if unit else "", "co-quan": form.cleaned_data["authority"]})
    return answer


@holding("evidence")
@require_http_methods(["GET", "POST"])
def preview(request: Request, token: str) -> HttpResponse:
    """Every row with what will become of it; the doubtful ones ask a person. POST records what was decided."""
    place = waiting.find(token, BOX, request.user.pk)
    if place is None:
        messages.warning(request, LOST)
        return redirect("evidence:results")
    unit = Unit.objects.filter(pk__in=ids([request.GET.get("don-vi", "")])).first()
    if request.method == "POST":
        return accept(request, token, unit)
    rows = reading.read(place, timezone.localdate())
    return render(request, "evidence/preview.html", {
        "token": token, "unit": unit, "authority": request.GET.get("co-quan", ""), **sorted_out(placed(rows, unit))})


def accept(request: Request, token: str, unit: Unit | None) -> HttpResponse:
    """Record, or leave the list waiting as it was."""
    with waiting.claimed(token, BOX, request.user.pk) as claim:
        if claim is None:
            messages.warning(request, LOST)
            return redirect("evidence:results")
        with telling(request) as attempt:
            done = stored(request, claim.place, unit)
        claim.kept = attempt.done
    if not attempt.done:
        return redirect(request.get_full_path())
    told = [f"Đã ghi {done.recorded} kết quả", f"{done.entered} đối tượng mới" * bool(done.entered),
            f"thay {done.replaced} kết quả cũ" * bool(done.replaced), f"bỏ qua {done.skipped} dòng" * bool(done.skipped)]
    messages.success(request, ", ".join(filter(None, told)) + ".")
    for excess in done.excesses:
        messages.warning(request, f"Cần xem lại: {excess.words}. Kết quả vẫn được ghi.")
    return redirect("evidence:results")


def stored(request: Request, taken: Path, unit: Unit | None) -> gradings.Accepted:
    """The list with the person's choices, handed to the engine."""
    rows = reading.read(taken, timezone.localdate())
    choices = {row.sheet_row: request.POST.get(f"dong-{row.sheet_row}", "") for row in rows}
    return gradings.accept(rows, unit, choices, request.POST.get("dau", ""), request.user, request.GET.get("co-quan", "")[:200])


def sorted_out(found: list[Placed]) -> dict[str, Any]:
    """What the preview shows: numbers, doubts to decide, faults, a sample of what is certain."""
    tally = Counter(one.place for one in found)
    doubts = [one for one in found if one.place is Place.DOUBT]
    return {
        "seal": seal(found), "total": len(found), "tally": [(place, tally[place]) for place in Place], "doubts": doubts[:SHOWN],
        "more_doubts": max(0, len(doubts) - SHOWN), "faults": [one for one in found if one.place is Place.FAULT][:SHOWN],
        "sample": [one for one in found if one.place in (Place.SURE, Place.NEW)][:SAMPLE],
        "certain": tally[Place.SURE] + tally[Place.NEW],
        "notes": [(one.row.sheet_row, text) for one in found for text in one.row.doubts][:SHOWN]}


@holding("evidence")
@require_POST
def abandon(request: Request, token: str) -> HttpResponse:
    """Throw the waiting list away."""
    waiting.drop(token, BOX, request.user.pk)
    messages.success(request, "Đã bỏ danh sách vừa tải lên; không dòng nào được ghi.")
    return redirect("evidence:results")


@holding("evidence")
@require_GET
def empty(request: Request) -> HttpResponse:
    """The empty list."""
    return workbook(template(timezone.localdate().year), "danh-sach-xep-loai")
