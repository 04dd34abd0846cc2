"""The screens of movements."""
from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.movements import MovementFilter, MovementForm
from workflow.desks.common import Request, handing, holding, telling
from workflow.desks.context import READERS
from workflow.engine import changes
from workflow.engine.emulation import movements
from workflow.law import movements as law
from workflow.law.movements import Stage
from workflow.models import Movement

LOOKS = {Stage.PLANNED: "", Stage.LAUNCHED: "tag-info", Stage.REVIEWED: "tag-ok", Stage.CLOSED: "tag-warn"}
on_movement = handing(Movement.objects.select_related("by"), "movements")


@holding("movements")
@require_GET
def listing(request: Request) -> HttpResponse:
    """Movements, the newest first."""
    form, state = MovementFilter(request.GET), request.GET.get("trang_thai", "")
    form.is_valid()
    rows = movements.listing(form.cleaned_data.get("q", ""), state, form.cleaned_data.get("cap", ""))
    tabs = [("", "Tất cả"), *Stage.choices()]
    return render(request, "movements/list.html", {"form": form, "rows": rows, "state": state, "tabs": tabs, "looks": LOOKS})


@on_movement
@require_GET
def show(request: Request, found: Movement) -> HttpResponse:
    """One movement: plan, criteria, deadline, dossiers, what was changed."""
    return render(request, "movements/movement.html", {
        "movement": found, "left": movements.deadline(found, timezone.localdate()), "dossiers": movements.dossiers(found),
        "steps": [(step, law.STEPS[step][2], step in ("reopen", "close")) for step in law.steps_from(found.state)],
        "log": changes.told("movement", found.pk, changes.labels(Movement), changes.words(Movement)), "look": LOOKS[Stage(found.state)],
        "closed": law.open_to_dossiers(found),
        "reads": any(request.user.has_perm(f"workflow.{right}") for right in READERS)})


def page_of(request: Request, form: MovementForm, title: str, status: int = 200) -> HttpResponse:
    """The form of a movement."""
    return render(request, "movements/form.html", {
        "form": form, "title": title, "crumb": "Phong trào", "home": "movements:list", "save": "Lưu phong trào"}, status=status)


def written(request: Request, done: Callable[[], Movement]) -> HttpResponse | None:
    """Store what the form says; None when it was refused."""
    with telling(request) as attempt:
        made = done()
    if not attempt.done:
        return None
    messages.success(request, f"Đã lưu phong trào “{made.name}”.")
    return redirect("movements:movement", made.pk)


@holding("movements")
@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A new one."""
    form = MovementForm(request.POST or None)
    if form.is_valid() and (answer := written(request, lambda: movements.write(form.cleaned_data, request.user))):
        return answer
    return page_of(request, form, "Thêm phong trào thi đua", 422 if form.is_bound else 200)


@on_movement
@require_http_methods(["GET", "POST"])
def edit(request: Request, found: Movement) -> HttpResponse:
    """Change what is written; the old stays in the log."""
    form = MovementForm(request.POST or None, initial=MovementForm.typed(found))
    if form.is_valid() and (answer := written(request, lambda: movements.write(form.cleaned_data, request.user, found))):
        return answer
    return page_of(request, form, f"Sửa {found.name}", 422 if form.is_bound else 200)


@on_movement
@require_POST
def step(request: Request, found: Movement) -> HttpResponse:
    """Launch, review, reopen, close."""
    name, note = request.POST.get("buoc", ""), request.POST.get("ly_do", "")[:1000]
    if name not in law.STEPS:
        messages.error(request, "Không có bước này; chưa có gì thay đổi.")
        return redirect("movements:movement", found.pk)
    with telling(request) as attempt:
        made = movements.step(found, name, request.user, note)
    if attempt.done:
        messages.success(request, f"Phong trào đã chuyển sang “{Stage(made.state).label}”.")
    return redirect("movements:movement", found.pk)
