"""A received dossier at the counter: its receipt, the supplement its unit owes, and the results it waits for."""
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.intake import FilesForm, HandOverForm, WithdrawForm
from workflow.desks.common import Request, View, holding, pdf, telling
from workflow.engine import clerk, delivery, inbox, intake, issue
from workflow.law import clock
from workflow.law.states import OPEN, Duty, State
from workflow.models import Dossier, Line, Rule

from . import files, reads
from .pages import number

LINES = 50  # a page


def on_dossier(*rights: str) -> Callable[[View], View]:
    """Hand the view the dossier its code names."""

    def wrap(view: View) -> View:
        @holding(*rights)
        @wraps(view)
        def found(request: Request, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            dossier = get_object_or_404(Dossier.objects.select_related("unit", "received_by", "round"), code=code)
            return view(request, dossier, *args, **kwargs)

        return found

    return wrap


def facts(dossier: Dossier) -> dict[str, Any]:
    """What every page of a dossier shows at its head: where its lines stand and how much time is left."""
    tally = dict(dossier.lines.values_list("state").annotate(n=Count("pk")).order_by())
    left = clock.remaining(dossier.due_on, timezone.localdate(), inbox.office_days())
    return {
        "dossier": dossier, "left": left, "places": [(state, tally[str(state)]) for state in State if str(state) in tally],
        "total": sum(tally.values()), "open": sum(n for state, n in tally.items() if state in OPEN),
        "returned": tally.get(str(State.RETURNED), 0), "ready": sum(tally.get(str(state), 0) for state in State.lying_on(Duty.DELIVER)),
        "late": bool(dossier.round and dossier.received_on > dossier.round.closes_on),
    }


def some(lines: QuerySet[Line], page: int) -> dict[str, Any]:
    """One page of lines, with award names and where the next page is."""
    found = list(lines.select_related("decision").order_by("no")[(page - 1) * LINES:page * LINES + 1])
    after = page + 1 if len(found) > LINES else 0
    return {"lines": found[:LINES], "names": reads.short_names(), "page": page, "before": page - 1, "after": after}


@on_dossier("intake", "deliver")
@require_GET
def show(request: Request, dossier: Dossier) -> HttpResponse:
    """The dossier as the counter needs it."""
    return render(request, "intake/dossier.html", {**facts(dossier), "papers": demanded(dossier), "files": dossier.attachments.all()})


def demanded(dossier: Dossier) -> list[dict[str, Any]]:
    """The papers that the rules stamped on the lines speak of, and whether they are here."""
    rules = Rule.objects.filter(pk__in=dossier.lines.values("rule")).order_by("pk")
    names = {paper["code"]: (paper["name"], paper["required"]) for rule in rules for paper in rule.papers}
    return [
        {"code": code, "name": name, "required": required, "ticked": code in dossier.papers} for code, (name, required) in names.items()
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


@on_dossier("intake")
@require_GET
def request_paper(request: Request, dossier: Dossier) -> HttpResponse:
    """Phiếu yêu cầu bổ sung."""
    return on_paper(issue.supplement, request, dossier, "phieu-bo-sung")


# ------------------------------------------------------------------ supplements


def asked(dossier: Dossier) -> QuerySet[Line]:
    """The lines that wait for their unit."""
    return dossier.lines.filter(state=State.RETURNED)


def supplement_page(request: Request, dossier: Dossier, status: int = 200, form: FilesForm | None = None) -> HttpResponse:
    """What was asked, and what has come."""
    papers = demanded(dossier)
    context = {
        **facts(dossier), **some(asked(dossier), number(request.GET.get("trang"))), "papers": papers,
        "form": form or FilesForm(papers={paper["code"]: paper["name"] for paper in papers}), "files": dossier.attachments.all(),
    }
    return render(request, "intake/supplement.html", context, status=status)


@on_dossier("intake")
@require_GET
def supplement(request: Request, dossier: Dossier) -> HttpResponse:
    """The page of what the unit owes."""
    return supplement_page(request, dossier)


@on_dossier("intake")
@require_POST
def attach(request: Request, dossier: Dossier) -> HttpResponse:
    """Files that came with the supplement."""
    form = FilesForm(request.POST, request.FILES, papers={paper["code"]: paper["name"] for paper in demanded(dossier)})
    accepted = files.sniffed(form)
    if not form.is_valid():
        return supplement_page(request, dossier, 422, form)
    with telling(request) as attempt:
        files.keep(request, dossier, form, accepted)
    if attempt.done:
        messages.success(request, f"Đã lưu {len(accepted)} tệp vào hồ sơ {dossier.code}.")
    return redirect("intake:supplement", dossier.code)


@on_dossier("intake")
@require_POST
def tick(request: Request, dossier: Dossier) -> HttpResponse:
    """Papers that came with the supplement."""
    with telling(request) as attempt:
        intake.tick_papers(dossier, request.POST.getlist("papers"), request.user)
    if attempt.done:
        messages.success(request, "Đã ghi nhận giấy tờ hiện có của hồ sơ.")
    return redirect("intake:supplement", dossier.code)


@on_dossier("intake")
@require_POST
def resubmit(request: Request, dossier: Dossier) -> HttpResponse:
    """Back to appraisal, with the officer who asked."""
    lines = chosen(request, dossier)
    if not lines:
        messages.warning(request, "Chưa chọn dòng nào.")
        return redirect("intake:supplement", dossier.code)
    with telling(request) as attempt:
        outcome = clerk.move(lines, "resubmit", request.user)
    if attempt.done:
        dossier.refresh_from_db(fields=["due_on"])
        messages.success(request, f"Đã nộp bổ sung {len(outcome.moved)} dòng của hồ sơ {dossier.code}. {after_supplement(dossier)}")
    return redirect("intake:supplement" if asked(dossier).exists() else "intake:dossier", dossier.code)


def after_supplement(dossier: Dossier) -> str:
    """What the clock does now."""
    if asked(dossier).exists():
        return "Thời hạn vẫn dừng vì còn dòng chờ bổ sung."
    return f"Thời hạn chạy tiếp; hẹn trả ngày {dossier.due_on:%d/%m/%Y}."


def chosen(request: Request, dossier: Dossier) -> list[int]:
    """The ticked lines of this dossier that wait, or all that wait."""
    form = request.POST if request.method == "POST" else request.GET
    waiting = asked(dossier)
    if not form.get("tat_ca"):
        waiting = waiting.filter(pk__in=[number(pk, 0) for pk in form.getlist("dong")])
    return list(waiting.values_list("pk", flat=True))


@on_dossier("intake")
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, dossier: Dossier) -> HttpResponse:
    """The unit takes lines back: asks once, with a reason."""
    lines = chosen(request, dossier)
    if not lines:
        messages.warning(request, "Chưa chọn dòng nào để rút.")
        return redirect("intake:supplement", dossier.code)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        shown = Line.objects.filter(pk__in=lines).order_by("no")[:LINES]
        context = {
            **facts(dossier), "form": form, "chosen": lines, "lines": shown, "more": len(lines) - len(shown), "names": reads.short_names(),
        }
        return render(request, "intake/withdraw.html", context, status=422 if form.is_bound else 200)
    with telling(request) as attempt:
        outcome = clerk.move(lines, "withdraw", request.user, note=form.cleaned_data["note"])
    if attempt.done:
        messages.success(request, f"Đã rút {len(outcome.moved)} dòng của hồ sơ {dossier.code}.")
    return redirect("intake:supplement" if asked(dossier).exists() else "intake:dossier", dossier.code)


# ------------------------------------------------------------------ results


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
