"""A received dossier at the counter: its receipt, the supplement its unit owes, and the results it waits for."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forms.intake import HandOverForm
from workflow.desks.common import Request, pdf, telling
from workflow.desks.registry.pages import on_dossier
from workflow.engine import inbox
from workflow.engine.receiving import counter, delivery, issue
from workflow.law import clock
from workflow.law.states import OPEN, Duty, State
from workflow.models import AwardType, Dossier, Line, Rule

from .pages import number

LINES = 50  # a page


def facts(dossier: Dossier) -> dict[str, Any]:
    """What every page of a dossier shows at its head: where its lines stand and how much time is left."""
    tally = dict(dossier.lines.values_list("state").annotate(n=Count("pk")).order_by())
    left = clock.remaining(dossier.due_on, timezone.localdate(), inbox.office_days())
    return {
        "dossier": dossier, "left": left, "paused": str(State.RETURNED) in tally,
        "places": [(state, tally[str(state)]) for state in State if str(state) in tally],
        "total": sum(tally.values()), "open": sum(n for state, n in tally.items() if state in OPEN),
        "returned": tally.get(str(State.RETURNED), 0), "ready": sum(tally.get(str(state), 0) for state in State.lying_on(Duty.DELIVER)),
        "late": dossier.late_by,
    }


@dataclass(frozen=True)
class Shown:
    """One line as the counter's tables show it. `detail`: what was asked, or the decision, or why it was refused."""

    pk: int
    no: int
    name: str
    where: str
    award: str
    place: State
    detail: str


def shown(lines: Iterable[Line]) -> list[Shown]:
    """The lines in words."""
    names = AwardType.short_names()
    return [
        Shown(line.pk, line.no, line.name, ", ".join(part for part in (line.position, line.workplace) if part),
              names.get(line.award, line.award), State(line.state), detail(line))
        for line in lines
    ]


def detail(line: Line) -> str:
    """What the unit must know of a line. Where another authority decided, our own paper only asked it to."""
    if line.outcome:
        return f"Quyết định số {line.outcome.number} ngày {line.outcome.decided_on:%d/%m/%Y}, {line.outcome.authority}"
    if line.state in (State.DECIDED, State.DELIVERED) and line.decision and line.decision.signed_on:
        return f"Quyết định số {line.decision.full_number} ngày {line.decision.signed_on:%d/%m/%Y}"
    return line.reason


def some(lines: QuerySet[Line], page: int) -> dict[str, Any]:
    """One page of lines and where the next page is."""
    found = list(lines.select_related("decision", "outcome").order_by("no")[(page - 1) * LINES:page * LINES + 1])
    after = page + 1 if len(found) > LINES else 0
    return {"lines": shown(found[:LINES]), "page": page, "before": page - 1, "after": after}


@on_dossier("intake", "deliver")
@require_GET
def show(request: Request, dossier: Dossier) -> HttpResponse:
    """The dossier as the counter needs it."""
    return render(request, "intake/dossier.html", {**facts(dossier), "papers": demanded(dossier), "files": dossier.attachments.all()})


def demanded(dossier: Dossier) -> list[dict[str, Any]]:
    """The papers that the rules stamped on the lines speak of, and whether they are here."""
    rules = Rule.objects.filter(pk__in=dossier.lines.values("rule")).order_by("pk")
    return [
        {"code": code, "name": name, "required": required, "ticked": code in dossier.papers}
        for code, (name, required) in counter.asked_of(rules).items()
    ]


def on_paper(print_it: Callable[..., Any], request: Request, dossier: Dossier, name: str) -> HttpResponse:
    """A frozen paper; a refusal goes back to the dossier."""
    with telling(request) as attempt:
        return pdf(print_it(dossier, request.user).content, f"{name}-{dossier.code}")
    assert not attempt.done
    return redirect("intake:dossier", dossier.code)


@on_dossier("intake")
@require_GET
def receipt(request: Request, dossier: Dossier) -> HttpResponse:
    """Giấy tiếp nhận."""
    return on_paper(issue.receipt, request, dossier, "giay-tiep-nhan")


@on_dossier("intake", "deliver")
@require_GET
def notice(request: Request, dossier: Dossier) -> HttpResponse:
    """Thông báo kết quả, as it was first handed out."""
    return on_paper(issue.notice, request, dossier, "thong-bao-ket-qua")


@on_dossier("intake", "deliver")
@require_GET
def draft_notice(request: Request, dossier: Dossier) -> HttpResponse:
    """The same before the hand-over, marked as a draft."""
    with telling(request) as attempt:
        return pdf(issue.draft_notice(dossier, request.user), f"du-thao-thong-bao-{dossier.code}")
    assert not attempt.done
    return redirect("intake:dossier", dossier.code)


@on_dossier("deliver")
@require_http_methods(["GET", "POST"])
def results(request: Request, dossier: Dossier) -> HttpResponse:
    """What there is to hand back, and to whom it was given."""
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        ready = dossier.lines.filter(state__in=State.lying_on(Duty.DELIVER))
        context = {**facts(dossier), **some(ready, number(request.GET.get("trang"))), "form": form}
        return render(request, "intake/results.html", context, status=422 if form.is_bound else 200)
    before = facts(dossier)
    with telling(request) as attempt:
        delivery.hand_over(dossier, request.user, form.cleaned_data["to"])
    if not attempt.done:
        return redirect("intake:results", dossier.code)
    rest = facts(dossier)["open"]
    end = f"Còn {rest} dòng đang xử lý." if rest else "Hồ sơ đã đóng."
    messages.success(request, f"Đã trả kết quả {before['ready']} dòng của hồ sơ {dossier.code} cho {form.cleaned_data['to']}. {end}")
    return redirect("intake:dossier", dossier.code)
