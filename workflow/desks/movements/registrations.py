"""The screens of titles registered at the start of the year: the list, one by hand, many from Excel."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forms.movements import ReasonForm, RegistrationFilter, RegistrationForm, RegistrationList
from workflow.desks.common import Request, holding, ids, telling, workbook
from workflow.engine.emulation import registrations
from workflow.engine.errors import Refused
from workflow.law.catalogue import AwardName
from workflow.models import Registration
from workflow.papers import registered
from workflow.papers.contents import BadFile

PAGE, SHOWN = 50, 20


def names() -> dict[str, AwardName]:
    """The titles as people write them in a list."""
    return {row["code"]: AwardName.of(row) for row in registrations.titles().values("code", "name", "short", "kinds")}


@holding("movements")
@require_GET
def listing(request: Request) -> HttpResponse:
    """A year's registrations with their totals."""
    form = RegistrationFilter({"nam": timezone.localdate().year, **request.GET.dict()})
    wanted = form.wanted()
    rows = registrations.listing(**wanted, after=next(iter(ids([request.GET.get("sau", "")])), 0), size=PAGE)
    return render(request, "movements/registrations.html", {
        "form": form, "year": wanted["year"], "rows": rows[:PAGE], "after": rows[PAGE - 1].pk if len(rows) > PAGE else 0,
        "totals": registrations.totals(wanted["year"])})


def first() -> dict[str, Any]:
    """What the forms start with."""
    today = timezone.localdate()
    return {"year": today.year, "registered_on": f"{today:%d/%m/%Y}"}


@holding("movements")
@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """One title by hand."""
    form = RegistrationForm(request.POST or None, initial=first())
    if form.is_valid():
        said = form.cleaned_data
        row = {name: said[name] for name in ("award", "kind", "name", "identity", "count")}
        try:
            registrations.enter(said["unit"], said["year"], [row], request.user, registered_on=said["registered_on"],
                                letter_number=said["letter_number"])
        except Refused as refused:
            form.add_error(None, "; ".join(refused.reasons.values()))
        else:
            messages.success(request, f"Đã ghi đăng ký của {said['unit']}.")
            return redirect("movements:registrations")
    return render(request, "movements/form.html", {
        "form": form, "title": "Ghi đăng ký thi đua", "crumb": "Đăng ký thi đua", "home": "movements:registrations",
        "save": "Ghi đăng ký"}, status=422 if form.is_bound else 200)


@holding("movements")
@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Many from Excel: all of it, or nothing and every faulty row named."""
    form = RegistrationList(request.POST or None, request.FILES or None, initial=first())
    faults: list[tuple[int, str]] = []
    if form.is_valid():
        try:
            found = registered.read(form.cleaned_data["file"], names(), timezone.localdate())
        except BadFile as bad:
            form.add_error("file", str(bad))
        else:
            faults = found.faults or trouble(request, form, found)
            if not faults and found.rows:
                messages.success(request, f"Đã ghi {len(found.rows)} dòng đăng ký của {form.cleaned_data['unit']}.")
                return redirect("movements:registrations")
    return render(request, "movements/upload.html", {
        "form": form, "faults": faults[:SHOWN], "more": max(0, len(faults) - SHOWN)}, status=422 if form.is_bound else 200)


def trouble(request: Request, form: RegistrationList, found: registered.Listed) -> list[tuple[int, str]]:
    """Store the rows; what the engine refuses, by row of the sheet."""
    said = form.cleaned_data
    try:
        registrations.enter(said["unit"], said["year"], found.rows, request.user, registered_on=said["registered_on"],
                            letter_number=said["letter_number"])
    except Refused as refused:
        return [(found.rows[no - 1]["sheet_row"] if no else 0, why) for no, why in refused.reasons.items()]
    return []


@holding("movements")
@require_GET
def empty(request: Request) -> HttpResponse:
    """The list that units fill in."""
    return workbook(registered.template(names()), "dang-ky-thi-dua")


@holding("movements")
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take one back, with a reason."""
    row = get_object_or_404(Registration.objects.select_related("unit", "award"), pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with telling(request, "Đã rút dòng đăng ký; dòng cũ vẫn đọc được."):
            registrations.withdraw(row, form.cleaned_data["note"], request.user)
        return redirect("movements:registrations")
    about = f"{row.unit}: {row.award.name}, {row.name or f'số lượng {row.count}'}, năm {row.year}"
    return render(request, "movements/form.html", {
        "form": form, "title": "Rút đăng ký", "about": about, "crumb": "Đăng ký thi đua", "home": "movements:registrations",
        "save": "Rút đăng ký", "bad": True}, status=422 if form.is_bound else 200)
