"""What a unit owes: what was asked of it, the papers that have come since, and the lines that go back or are withdrawn."""
from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.intake import FilesForm, WithdrawForm
from workflow.desks.common import Request, ids, telling
from workflow.engine import clerk, stamps
from workflow.engine.receiving import intake, issue
from workflow.law.states import State
from workflow.models import Dossier, Line

from . import files
from .dossiers import LINES, demanded, facts, on_dossier, on_paper, shown, some
from .pages import number


def asked(dossier: Dossier) -> QuerySet[Line]:
    """The lines that wait for their unit."""
    return dossier.lines.filter(state=State.RETURNED)


def supplement_page(request: Request, dossier: Dossier, status: int = 200, form: FilesForm | None = None) -> HttpResponse:
    """What was asked, and what has come."""
    papers = demanded(dossier)
    context = {
        **facts(dossier), **some(asked(dossier), number(request.GET.get("trang"))), "papers": papers, "stamp": stamps.of(asked(dossier)),
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
    with telling(request, f"Đã lưu {len(accepted)} tệp vào hồ sơ {dossier.code}."):
        files.keep(request, dossier, form, accepted)
    return redirect("intake:supplement", dossier.code)


@on_dossier("intake")
@require_POST
def tick(request: Request, dossier: Dossier) -> HttpResponse:
    """Papers that came with the supplement."""
    with telling(request, "Đã ghi nhận giấy tờ hiện có của hồ sơ."):
        intake.tick_papers(dossier, request.POST.getlist("papers"), request.user)
    return redirect("intake:supplement", dossier.code)


@on_dossier("intake")
@require_POST
def resubmit(request: Request, dossier: Dossier) -> HttpResponse:
    """Back to appraisal, with the officer who asked."""
    with telling(request) as attempt:
        lines = chosen(request, dossier)
    if attempt.done and not lines:
        messages.warning(request, "Chưa chọn dòng nào.")
    if not attempt.done or not lines:
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
    """The ticked lines of this dossier that wait, or all that wait, as the page showed them."""
    form = request.POST if request.method == "POST" else request.GET
    if shown_then := form.get("tat_ca", ""):
        waiting = list(asked(dossier).values_list("pk", flat=True))
        stamps.agree(shown_then, stamps.of_keys(waiting), "Danh sách dòng chờ bổ sung")
        return waiting
    ticked = {*ids(form.getlist("dong")), *ids(form.get("cac_dong", "").split(","))}
    return list(asked(dossier).filter(pk__in=ticked).values_list("pk", flat=True))


@on_dossier("intake")
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, dossier: Dossier) -> HttpResponse:
    """The unit takes lines back: asks once, with a reason. Ticks come by POST too: a GET would put the CSRF token in the address."""
    with telling(request) as attempt:
        lines = chosen(request, dossier)
    if attempt.done and not lines:
        messages.warning(request, "Chưa chọn dòng nào để rút.")
    if not attempt.done or not lines:
        return redirect("intake:supplement", dossier.code)
    form = WithdrawForm(request.POST if "note" in request.POST else None)
    if not form.is_valid():
        first = shown(Line.objects.filter(pk__in=lines).select_related("decision", "outcome").order_by("no")[:LINES])
        context = {
            **facts(dossier), "form": form, "chosen": lines, "keys": ",".join(map(str, lines)), "lines": first,
            "more": len(lines) - len(first)}
        return render(request, "intake/withdraw.html", context, status=422 if form.is_bound else 200)
    with telling(request) as attempt:
        outcome = clerk.move(lines, "withdraw", request.user, note=form.cleaned_data["note"])
    if attempt.done:
        messages.success(request, f"Đã rút {len(outcome.moved)} dòng của hồ sơ {dossier.code}.")
    return redirect("intake:supplement" if asked(dossier).exists() else "intake:dossier", dossier.code)


@on_dossier("intake")
@require_GET
def request_paper(request: Request, dossier: Dossier) -> HttpResponse:
    """Phiếu yêu cầu bổ sung."""
    return on_paper(issue.supplement, request, dossier, "phieu-bo-sung")
