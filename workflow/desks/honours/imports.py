"""Lists of past awards: uploaded, looked at row by row, doubts decided, accepted or put away, taken back."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.honours import ReasonForm, UploadForm, terms
from workflow.desks.common import Request, holding, id_of, telling, workbook
from workflow.engine.register import importing
from workflow.models import ImportBatch, ImportRow, Recipient
from workflow.papers import old_awards, old_sheets, store
from workflow.papers.contents import BadFile

ROWS = 50
COLUMNS = ("name", "birth", "identity", "unit", "award", "number", "decided", "authority", "period")


@holding("records")
@require_http_methods(["GET", "POST"])
def listing(request: Request) -> HttpResponse:
    """The lists that came in, and the form for the next one."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            batch = staged(request, form)
        except BadFile as bad:
            form.add_error("file", str(bad))
        else:
            return redirect("honours:batch", batch.pk)
    batches = ImportBatch.objects.select_related("by")[:ROWS]
    return render(request, "honours/imports.html", {"form": form, "batches": batches}, status=422 if form.errors else 200)


def staged(request: Request, form: UploadForm) -> ImportBatch:
    """Read the list, keep its bytes, lay it aside."""
    file = form.cleaned_data["file"]
    known = terms()
    found = old_awards.stage(file, known.awards, known.today, form.cleaned_data["outside"])
    return importing.stage(found, file.name or "danh-sach.xlsx", store.put(file), request.user)


@holding("records")
@require_GET
def empty(request: Request) -> HttpResponse:
    """The empty list."""
    return workbook(old_sheets.empty_list(terms().awards), "danh-sach-khen-thuong-da-co")


@holding("records")
@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    """One list: its rows by what was found about them, those that need a person first."""
    batch = get_object_or_404(ImportBatch.objects.select_related("by", "accepted_by", "closed_by"), pk=pk)
    tally = importing.tally(batch)
    tabs = [(code, words, tally[code]) for code, words in ImportRow.VERDICTS if tally.get(code)]
    order = ("doubtful", "faulty", "same", "new", "known", "repeat")
    group = request.GET.get("nhom", "") if tally.get(request.GET.get("nhom", "")) else next((code for code in order if tally.get(code)), "")
    after = request.GET.get("sau", "")
    rows = batch.rows.filter(verdict=group, no__gt=int(after) if id_of(after) and len(after) < 9 else 0)
    found = list(rows.select_related("recipient", "record")[:ROWS + 1])
    more, found = len(found) > ROWS, found[:ROWS]
    return render(request, "honours/batch.html", {
        "batch": batch, "tally": tally, "tabs": tabs, "group": group, "rows": shown(found), "after": found[-1].no if more else 0,
        "titles": [(name, old_awards.TITLES[name]) for name in COLUMNS], "form": ReasonForm(), "total": sum(n for _, _, n in tabs),
        "fine": sum(tally.get(code, 0) for code in ("same", "doubtful", "new"))})


def shown(rows: list[ImportRow]) -> list[dict[str, Any]]:
    """The rows as the page shows them, with who is proposed. One query."""
    people = Recipient.objects.select_related("unit").in_bulk({proposal[0] for row in rows for proposal in row.proposed})
    found = []
    for row in rows:
        said = row.shown, row.errors, row.warnings
        cells = [(name, old_awards.TITLES[name], *(part.get(name, "") for part in said)) for name in COLUMNS]
        rest = [(old_awards.TITLES[name], why) for name, why in row.errors.items() if name not in COLUMNS]
        alike = [(people[pk], score, why) for pk, score, why in row.proposed if pk in people]
        found.append({"row": row, "cells": cells, "rest": rest, "alike": alike})
    return found


@holding("records")
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """Whom doubtful rows speak of: each by itself, or one answer for all that are left."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    typed = ((id_of(name[5:]), id_of(str(value))) for name, value in request.POST.items() if name.startswith("dong-"))
    choices = {row: who for row, who in typed if row is not None and who is not None}
    with telling(request) as attempt:
        if request.POST.get("con-lai"):
            decided = importing.decide_rest(batch, request.POST["con-lai"] == "moi", request.user)
        else:
            decided = importing.decide(batch, choices, request.user)
    if attempt.done:
        messages.success(request, f"Đã phân xử {decided} dòng.")
    return redirect("honours:batch", pk)


@holding("records")
@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    """Enter the list."""
    with telling(request) as attempt:
        entered = importing.accept(get_object_or_404(ImportBatch, pk=pk), request.user, partly=bool(request.POST.get("mot-phan")))
    if attempt.done:
        messages.success(request, f"Đã ghi {entered} lần khen vào sổ.")
    return redirect("honours:batch", pk)


@holding("records")
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Put a waiting list away."""
    with telling(request, "Đã bỏ danh sách; không dòng nào được ghi vào sổ."):
        importing.drop(get_object_or_404(ImportBatch, pk=pk), request.user)
    return redirect("honours:imports")


@holding("records")
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take an accepted list back."""
    with telling(request) as attempt:
        withdrawn = importing.undo(get_object_or_404(ImportBatch, pk=pk), request.POST.get("reason", "")[:300], request.user)
    if attempt.done:
        messages.success(request, f"Đã rút lại {withdrawn} lần khen của đợt nhập này.")
    return redirect("honours:batch", pk)
