"""The appraiser's hands: a step with many lines, a step with one, taking the dossier and putting it back."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.appraisal import LABELS, PARTLY, WAITING, LinesForm, RulingForm, StepForm
from workflow.desks.common import SHOWN, Request, pdf, telling
from workflow.desks.registry.pages import dossier_page, line_form, line_of, line_page, on_dossier
from workflow.engine import clerk, errands, standing
from workflow.engine.proving import proof
from workflow.engine.receiving import issue
from workflow.law.states import Duty, State
from workflow.law.words import Verdict
from workflow.models import Dossier, Line

MOVERS = ("appraise", "review", "decide")  # who drafts may still find a passed line ineligible; the clerk asks which step is whose
NUMBERS = 12  # of lines named by their number in one reason


@on_dossier(*MOVERS)
@require_http_methods(["GET", "POST"])
def move(request: Request, dossier: Dossier) -> HttpResponse:
    """One step with the ticked lines, or with all that wait. What is wrong is told on the same page, ticks kept."""
    if request.method == "GET":  # somebody loaded the address of an answer again
        return redirect("registry:dossier", dossier.code)
    form = line_form(standing.of(dossier), request.POST)
    if not form.is_valid():
        return dossier_page(request, dossier, form, status=422)
    said = form.cleaned_data
    lines = meant(dossier, form)
    with telling(request) as attempt:
        outcome = clerk.move(lines, said["step"], request.user, partly=said["mode"] == PARTLY, note=said["note"])
    if not attempt.done:
        return dossier_page(request, dossier, form, status=422)
    if outcome.moved:
        messages.success(request, told(said["step"], outcome))
    if outcome.refused:
        messages.warning(request, left_out(outcome.refused, bool(outcome.moved)))
    return to_dossier(request, dossier)


def meant(dossier: Dossier, form: LinesForm) -> list[int]:
    """The ids of the lines: those ticked, or all of the dossier's on which the step waits."""
    said = form.cleaned_data
    if said["scope"] == WAITING:
        state = State.HELD if said["step"] == "release" else State.SUBMITTED
        return list(dossier.lines.filter(state=state).values_list("pk", flat=True))
    return list(dossier.lines.filter(pk__in=said["dong"]).values_list("pk", flat=True))


def told(step: str, outcome: clerk.Outcome) -> str:
    """What was done, and where the lines are now."""
    places: dict[str, int] = defaultdict(int)
    for (_, target), lines in outcome.moves.items():
        places[State(target).label] += len(lines)
    where = ", ".join(f"{n} dòng sang “{place}”" for place, n in places.items())
    return f"Đã ghi “{LABELS[step]}”: {where}."


def left_out(refused: Mapping[int, str], some_moved: bool) -> SafeString:
    """Why the other lines stayed: each reason once, with the first few lines it holds for."""
    numbers, alike = dict(Line.objects.filter(pk__in=refused).values_list("pk", "no")), defaultdict(list)
    for pk, why in refused.items():
        alike[why].append(numbers.get(pk, pk))
    listed = format_html_join("", "<li>{} – {}</li>", ((why, some(nos)) for why, nos in list(alike.items())[:SHOWN]))
    rest = f"… và {len(alike) - SHOWN} lý do khác." if len(alike) > SHOWN else ""
    opening = f"{len(refused)} dòng giữ nguyên" if some_moved else "Không dòng nào đủ điều kiện, chưa có gì thay đổi"
    return format_html("{}:<ul>{}</ul>{}", opening, listed, rest)


def some(nos: list[int]) -> str:
    """"3 dòng (số 1, 4, 7)"; many are counted."""
    shown = ", ".join(str(no) for no in sorted(nos)[:NUMBERS])
    return f"{len(nos)} dòng (số {shown}{', …' if len(nos) > NUMBERS else ''})"


def to_dossier(request: Request, dossier: Dossier) -> HttpResponse:
    """Back to the dossier with its filters, on the first page: the lines have moved."""
    kept = request.GET.copy()
    kept.pop("trang", None)
    answer = redirect("registry:dossier", dossier.code)
    if kept:
        answer["Location"] += f"?{kept.urlencode()}"
    return answer


@on_dossier(*MOVERS)
@require_http_methods(["GET", "POST"])
def move_line(request: Request, dossier: Dossier, no: int) -> HttpResponse:
    """One step with one line."""
    line, form = line_of(dossier, no), StepForm(request.POST)
    if request.method == "GET":
        return redirect("registry:line", dossier.code, no)
    if not form.is_valid():
        return line_page(request, dossier, no, form, status=422)
    step = form.cleaned_data["step"]
    with telling(request) as attempt:
        outcome = clerk.move([line], step, request.user, note=form.cleaned_data["note"])
    if not attempt.done:
        return line_page(request, dossier, no, form, status=422)
    messages.success(request, told(step, outcome))
    return redirect("registry:line", dossier.code, no)


@on_dossier("appraise")
@require_http_methods(["GET", "POST"])
def rule_line(request: Request, dossier: Dossier, no: int) -> HttpResponse:
    """Confirm or overrule what the records say to one criterion of a line."""
    line = line_of(dossier, no)
    if request.method == "GET":
        return redirect("registry:line", dossier.code, no)
    card = proof.of([line]).get(line.pk)
    if card is None:
        raise Http404("Dòng này không có tiêu chuẩn nào để kết luận.")
    form = RulingForm(request.POST, finding=card.finding)
    if not form.is_valid():
        return line_page(request, dossier, no, ruling=form, status=422)
    said = form.cleaned_data
    with telling(request, f"Đã ghi kết luận “{Verdict(said['verdict']).label}” cho tiêu chuẩn đã chọn.") as attempt:
        proof.rule(line, said["criterion"], Verdict(said["verdict"]), said["reason"], request.user)
    if not attempt.done:
        return line_page(request, dossier, no, ruling=form, status=422)
    return redirect("registry:line", dossier.code, no)


@on_dossier("appraise", "intake")
@require_GET
def request_paper(request: Request, dossier: Dossier) -> HttpResponse:
    """Phiếu yêu cầu bổ sung, frozen as it is first printed."""
    with telling(request) as attempt:
        return pdf(bytes(issue.supplement(dossier, request.user).content), f"phieu-bo-sung-{dossier.code}")
    assert not attempt.done
    return redirect("registry:dossier", dossier.code)


@on_dossier()
@require_POST
def take(request: Request, dossier: Dossier, duty: str) -> HttpResponse:
    """Nhận việc."""
    with telling(request) as attempt:
        errands.take(errands.at_desk(dossier, duty), request.user)
    if attempt.done:
        messages.success(request, f"Bạn đã nhận việc “{Duty(duty).label}” của hồ sơ {dossier.code}.")
    return redirect("registry:dossier", dossier.code)


@on_dossier()
@require_POST
def put_back(request: Request, dossier: Dossier, duty: str) -> HttpResponse:
    """Trả việc về hàng chờ."""
    with telling(request) as attempt:
        errands.put_back(errands.at_desk(dossier, duty), request.user)
    if attempt.done:
        messages.success(request, f"Đã trả việc “{Duty(duty).label}” của hồ sơ {dossier.code} về hàng chờ chung.")
    return redirect("registry:dossier", dossier.code)
