"""The list of a draft: rows typed by hand, and Excel lists that are looked at whole before any of it is kept."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.intake import ListForm, RowForm
from workflow.desks.common import Request, holding, telling, workbook
from workflow.engine.errors import Stale
from workflow.engine.receiving import intake
from workflow.engine.stopping import blocks
from workflow.models import AwardType, Draft
from workflow.papers import sheets, waiting
from workflow.papers.contents import BadFile
from workflow.papers.listing import Row

from . import reads
from .pages import draft_page, number, on_draft, to_draft
from .preview import preview

LOST = "Danh sách này đã được nhận, đã bỏ hoặc đã quá một ngày; không có gì thay đổi thêm."


@on_draft
@require_POST
def add(request: Request, draft: Draft) -> HttpResponse:
    """One more row, typed by hand."""
    form = RowForm(request.POST, terms=reads.terms_of(draft.header))
    row = checked(form, draft.rows)
    if row is None:
        return draft_page(request, draft, row=form, status=422)
    with telling(request) as attempt:
        total = intake.add_rows(draft, [row.to_json()], request.user)
    if attempt.done:
        messages.success(request, f"Đã thêm {row.name}; danh sách có {total} dòng.")
        tell_doubts(request, form)
    return to_draft(draft, "danh-sach")


def checked(form: RowForm, others: list[Any]) -> Row | None:
    """The row if it is sound and nobody among the others is proposed for the same once more."""
    if not form.is_valid() or form.row is None:
        return None
    if found := reads.repeats([*others, form.row.to_json()], form.terms).get(len(others) + 1):
        form.add_error("name", found)
        return None
    return form.row


def tell_doubts(request: Request, form: RowForm) -> None:
    """What a person should look at again."""
    if form.warnings:
        messages.warning(request, "Xem lại: " + ". ".join(form.warnings.values()) + ".")


@on_draft
@require_http_methods(["GET", "POST"])
def edit(request: Request, draft: Draft, no: int) -> HttpResponse:
    """Correct a row; `dau` says which row the person saw at that place."""
    if not 1 <= no <= len(draft.rows):
        messages.warning(request, "Danh sách không còn dòng này.")
        return to_draft(draft, "danh-sach")
    was, terms = draft.rows[no - 1], reads.terms_of(draft.header)
    if request.method == "GET":
        form = RowForm(initial=RowForm.typed(was), terms=terms)
        return render(request, "intake/row.html", {"draft": draft, "form": form, "no": no, "mark": reads.mark(was)})
    form = RowForm(request.POST, terms=terms)
    row = checked(form, [other for place, other in enumerate(draft.rows, 1) if place != no])
    if row is None:
        context = {"draft": draft, "form": form, "no": no, "mark": request.POST.get("dau", "")}
        return render(request, "intake/row.html", context, status=422)
    with telling(request) as attempt:
        as_seen(draft, {no - 1: request.POST.get("dau", "")})
        intake.replace_row(draft, no - 1, row.to_json(), request.user, was)
    if attempt.done:
        messages.success(request, f"Đã sửa dòng {no}.")
        tell_doubts(request, form)
    return to_draft(draft, "danh-sach")


@on_draft
@require_POST
def remove(request: Request, draft: Draft) -> HttpResponse:
    """Take the ticked rows out, each tick says which row the person saw; or the whole list, after asking."""
    if whole := request.POST.get("tat_ca"):
        if whole != reads.mark(draft.rows):  # asked for the first time, or the list is another since
            return render(request, "intake/clear.html", {"draft": draft, "mark": reads.mark(draft.rows), "moved": whole != "hoi"})
        marks = {place: reads.mark(row) for place, row in enumerate(draft.rows)}
    else:
        ticks = (tick.partition(":") for tick in request.POST.getlist("dong"))
        marks = {number(no, 0) - 1: mark for no, _, mark in ticks}
    if not marks:
        messages.warning(request, "Chưa chọn dòng nào để bỏ.")
        return to_draft(draft, "danh-sach")
    with telling(request, f"Đã bỏ {len(marks)} dòng khỏi danh sách."):
        intake.remove_rows(draft, as_seen(draft, marks), request.user)
    return to_draft(draft, "danh-sach")


def as_seen(draft: Draft, marks: dict[int, str]) -> dict[int, Any]:
    """The rows at these places, which must be those the person saw; the engine asks again under the lock."""
    if any(not 0 <= place < len(draft.rows) or reads.mark(draft.rows[place]) != mark for place, mark in marks.items()):
        raise Stale("Danh sách vừa thay đổi ở cửa sổ khác; không có gì thay đổi. Hãy tải lại trang.")
    return {place: draft.rows[place] for place in marks}


# ------------------------------------------------------------------ Excel lists


@on_draft
@require_POST
def upload(request: Request, draft: Draft) -> HttpResponse:
    """Look at an Excel list and lay it aside until it is accepted or abandoned."""
    form = ListForm(request.POST, request.FILES, terms=reads.terms_of(draft.header))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheets.peek(file)
        except BadFile as bad:
            form.add_error("file", f"“{(file.name or '')[:80]}”: {bad}")
    if not form.is_valid():
        return draft_page(request, draft, list=form, status=422)
    token = waiting.keep(file, draft.pk, request.user.pk)
    answer = redirect("intake:preview", draft.pk, token)
    if form.cleaned_data["default"]:
        answer["Location"] += f"?hinh-thuc={form.cleaned_data['default']}"
    return answer


def staged(draft: Draft, source: Any, default: str) -> sheets.Staged:
    """The list as it reads on the draft's terms today."""
    terms = reads.terms_of(draft.header)
    return sheets.stage(
        source, awards=terms.awards, today=terms.today, default_award=default if default in terms.awards else None, allowed=terms.allowed)


@on_draft
@require_GET
def look(request: Request, draft: Draft, token: str) -> HttpResponse:
    """The preview: numbers, every problem at its cell, the first good rows. Nothing is stored."""
    place = waiting.find(token, draft.pk, request.user.pk)
    if place is None:
        messages.warning(request, LOST)
        return to_draft(draft, "danh-sach")
    default = request.GET.get("hinh-thuc", "")
    try:
        found = staged(draft, place, default)
    except BadFile as bad:
        waiting.drop(token, draft.pk, request.user.pk)
        messages.error(request, str(bad))
        return to_draft(draft, "danh-sach")
    context = {
        "draft": draft, "token": token, "default": default, "unit": reads.unit_of(draft.header), "kind": reads.kind_of(draft.header),
        **preview(found, AwardType.short_names(), number(request.GET.get("trang")), repeated(draft, found), on_hold(draft, found)),
    }
    return render(request, "intake/preview.html", context)


def on_hold(draft: Draft, found: sheets.Staged) -> dict[int, str]:
    """Rows, by their number on the sheet, whose recipient is on hold: a doubt, for they may be received."""
    held = blocks.in_list([row.to_json() for row in found.rows], reads.unit_of(draft.header))
    return {found.rows[place].sheet_row: blocks.caution(hold).capitalize() for place, hold in held.items()}


def repeated(draft: Draft, found: sheets.Staged) -> dict[int, str]:
    """Rows of a sound list, by their number on the sheet, that repeat one the draft already has."""
    if not (draft.rows and found.ok):
        return {}
    before = len(draft.rows)
    faults = reads.repeats([*draft.rows, *(row.to_json() for row in found.rows)], reads.terms_of(draft.header))
    return {found.rows[no - before - 1].sheet_row: why for no, why in faults.items() if no > before}


@on_draft
@require_POST
def accept(request: Request, draft: Draft, token: str) -> HttpResponse:
    """Keep the whole list, or nothing of it."""
    with waiting.claimed(token, draft.pk, request.user.pk) as claim:
        if claim is None:
            messages.warning(request, LOST)
            return to_draft(draft, "danh-sach")
        found = staged(draft, claim.place, request.POST.get("hinh-thuc", ""))
        if not found.ok or repeated(draft, found):
            messages.error(request, "Danh sách còn lỗi nên chưa nhận dòng nào.")
            return redirect("intake:preview", draft.pk, token)
        with telling(request) as attempt:
            total = intake.add_rows(draft, [row.to_json() for row in found.rows], request.user)
        claim.kept = attempt.done
    if attempt.done:
        messages.success(request, f"Đã nhận toàn bộ {len(found.rows)} dòng; danh sách có {total} dòng.")
    return to_draft(draft, "danh-sach")


@on_draft
@require_POST
def abandon(request: Request, draft: Draft, token: str) -> HttpResponse:
    """Throw the waiting list away."""
    waiting.drop(token, draft.pk, request.user.pk)
    messages.success(request, "Đã bỏ danh sách vừa tải lên; không dòng nào được lưu.")
    return to_draft(draft, "danh-sach")


@on_draft
@require_GET
def marked(request: Request, draft: Draft, token: str) -> HttpResponse:
    """The unit's own workbook with every faulty cell coloured and explained."""
    place = waiting.find(token, draft.pk, request.user.pk)
    if place is None:
        messages.warning(request, LOST)
        return to_draft(draft, "danh-sach")
    found = staged(draft, place, request.GET.get("hinh-thuc", ""))
    return workbook(sheets.marked_copy(place, found), "danh-sach-da-danh-dau-loi")


@holding("intake")
@require_GET
def empty(request: Request) -> HttpResponse:
    """The empty list for units; with ?nhap=… only the awards that draft's unit may ask for."""
    draft = Draft.objects.filter(pk=number(request.GET.get("nhap"), 0), owner=request.user).first()
    terms = reads.terms_of(draft.header if draft else {})
    return workbook(sheets.template(terms.awards, terms.allowed), "danh-sach-de-nghi-khen-thuong")
