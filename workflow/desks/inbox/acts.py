"""What is done with ticked errands: take, put back, hand over. Each errand goes by itself, and each failure is told by itself."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from forms.inbox import HandoverForm
from workflow.desks.common import Request, holding, id_of
from workflow.engine import errands, inbox
from workflow.engine.errors import NotAllowed, Stale

MOST = 100  # errands at once; a page shows fewer
NAMED = 5  # codes named in a message of success
NOTHING = "Chưa chọn việc nào; hãy đánh dấu các việc cần chuyển rồi bấm lại."


@holding(*inbox.DESKS)
@require_POST
def take(request: Request) -> HttpResponse:
    """Ticked errands of the queue into one's own hands."""
    each(request, lambda task: errands.take(task, request.user), "Đã nhận")
    return back(request.POST)


@holding(*inbox.DESKS, "assign")
@require_POST
def put_back(request: Request) -> HttpResponse:
    """Ticked errands back into the queue."""
    each(request, lambda task: errands.put_back(task, request.user), "Đã trả lại hàng chờ")
    return back(request.POST)


@holding("assign")
@require_POST
def hand_over(request: Request) -> HttpResponse:
    """Choose among those who may hold every ticked errand; then give them all to that person."""
    chosen = inbox.everyone(request.user).filter(pk__in=ticked(request.POST))
    rows = inbox.page(chosen, request.user, size=MOST).rows
    if not rows:
        messages.warning(request, "Các việc đã chọn đều đã xong; không có gì thay đổi." if ticked(request.POST) else NOTHING)
        return back(request.POST)
    people = inbox.able(chosen)
    form = HandoverForm(request.POST if "to" in request.POST else None, people=people)
    if form.is_valid():
        to = form.cleaned_data["to"]
        each(request, lambda task: errands.hand_over(task, to, request.user), f"Đã giao cho {to}")
        return back(request.POST)
    context = {
        "form": form, "rows": rows, "able": people.exists(), "query": request.POST.get("ve", ""), "back": address(request.POST)}
    return render(request, "inbox/hand_over.html", context, status=422 if form.is_bound else 200)


@holding(*inbox.DESKS)
@require_POST
def take_next(request: Request) -> HttpResponse:
    """The most urgent free errand, and straight into its dossier."""
    task = inbox.take_next(request.user)
    if task is None:
        messages.info(request, "Không còn việc nào chưa phân công mà bạn được nhận.")
        return redirect("inbox:list")
    code = task.process.dossier.code
    messages.success(request, f"Đã nhận việc: {task.flow_task.task_title}, hồ sơ {code}.")
    return redirect("registry:dossier", code)


def each(request: Request, act: Callable[[Any], None], done: str) -> None:
    """Do it with every ticked errand; say which went and why the others did not."""
    went, failed = list[str](), list[tuple[str, str]]()
    for task in inbox.chosen(ticked(request.POST)):
        code = task.process.dossier.code
        try:
            act(task)
        except (NotAllowed, Stale) as refused:
            failed.append((code, str(refused)))
        else:
            went.append(code)
    if went:
        rest = f" và {len(went) - NAMED} hồ sơ khác" if len(went) > NAMED else ""
        messages.success(request, f"{done} {len(went)} việc: {', '.join(went[:NAMED])}{rest}.")
    if failed:
        listed = format_html_join("", "<li>{}: {}</li>", failed)
        messages.error(request, format_html("{} việc không chuyển được:<ul>{}</ul>", len(failed), listed))
    if not went and not failed:
        messages.warning(request, NOTHING)


def ticked(asked: QueryDict) -> list[int]:
    """The ids of the ticked errands."""
    return [pk for pk in map(id_of, asked.getlist("task")[:MOST]) if pk is not None]


def address(asked: QueryDict) -> str:
    """The list as the person left it: always ours, whatever was sent along."""
    kept = QueryDict(asked.get("ve", "")[:500]).urlencode()
    return reverse("inbox:list") + (f"?{kept}" if kept else "")


def back(asked: QueryDict) -> HttpResponse:
    """To that list."""
    return redirect(address(asked))
