"""Pages of the decision desk: what is under way, a new draft, one decision and what each person may do with it."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.decision import Remark, Wording
from workflow.desks import heaps
from workflow.desks.common import Request, holding, ids, telling
from workflow.engine.deciding import decisions, docket, revocation
from workflow.engine.deciding.heaps import Question
from workflow.engine.money import purse
from workflow.law.figures import money_text
from workflow.law.states import State
from workflow.law.words import Instrument, Kind
from workflow.models import AwardType, Decision, Office, Printed

RIGHTS = ("decide", "check", "sign")
PAGE = 20
LINES = 100
SUBJECT = {
    Instrument.AWARD: "Về việc tặng danh hiệu thi đua, hình thức khen thưởng của {office}",
    Instrument.PETITION: "Về việc đề nghị tặng danh hiệu thi đua, hình thức khen thưởng cấp Nhà nước",
    Instrument.REVOKE: "Về việc hủy bỏ quyết định khen thưởng", Instrument.REISSUE: "Về việc cấp đổi, cấp lại hiện vật khen thưởng",
}

REASON = {Instrument.REVOKE: "có kết luận của cơ quan có thẩm quyền", Instrument.REISSUE: "bằng, giấy chứng nhận bị hư hỏng hoặc thất lạc"}


@holding(*RIGHTS)
@require_GET
def listing(request: Request) -> HttpResponseBase:
    """Drafts on their way, and the signed decisions, which can be searched."""
    search, year = request.GET.get("q", ""), request.GET.get("nam", "")
    found = docket.signed(search, next(iter(ids([year])), None))
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    under_way = [(decision, docket.at_desk(decision.node), docket.turn(decision, request.user)) for decision in docket.under_way()]
    return render(request, "decision/list.html", {
        "under_way": sorted(under_way, key=lambda row: not row[2]), "steps": dict(docket.STEPS),
        "page": page, "search": search, "year": year, "waiting": docket.waiting_count()})


@holding("decide")
@require_http_methods(["GET", "POST"])
def begin(request: Request) -> HttpResponseBase:
    """Tick lines of many dossiers, word the paper, begin the draft."""
    sent, acting = heaps.picked(request), request.method == "POST" and not heaps.looking(request)
    waiting = docket.waiting_for()
    instrument = wanted(request, waiting)
    question = lines_for(request, instrument)
    form = Wording(request.POST if acting else None, initial=first_words(instrument) | request.POST.dict(), instrument=instrument)
    if acting and not sent:
        messages.error(request, "Chưa chọn dòng nào; chưa có gì được ghi.")
    elif acting and form.is_valid():
        with telling(request) as attempt:
            chosen = sent.lines(question)
            decision = decisions.draft(chosen, request.user, instrument=instrument, **form.cleaned_data)
        if attempt.done:
            messages.success(request, f"Đã lập dự thảo với {money_text(len(chosen))} dòng.")
            return redirect("decision:show", decision.pk)
    return render(request, "decision/begin.html", {
        "form": form, "instrument": instrument, "waiting": waiting, **shown(request, question, sent)})


def wanted(request: Request, waiting: dict[Instrument, int]) -> Instrument:
    """The sort of paper that was asked for, else the first that lines wait for."""
    asked = request.GET.get("van-ban", "")
    return Instrument(asked) if asked in set(Instrument) else next(iter(waiting), Instrument.AWARD)


def ticked(request: Request) -> list[int]:
    """The ids of the ticked lines."""
    return ids(request.POST.getlist("line"))


def lines_for(request: Request, instrument: Instrument) -> Question:
    """The lines that wait for such a paper, narrowed by what was asked for."""
    return heaps.asked(request, State.PASSED, instrument)


def shown(request: Request, question: Question, sent: heaps.Picked) -> dict[str, Any]:
    """The heaps on the page, and what to say when there are none."""
    narrow = question.search or question.kind
    return {
        **heaps.shown(request, question, sent), "kinds": Kind.choices(),
        "nothing": "Không có dòng nào khớp." if narrow else "Không có dòng nào đang chờ quyết định."}


def first_words(instrument: Instrument) -> dict[str, str]:
    """What most papers of that sort say, with this province's name."""
    office = Office.on(timezone.localdate()).first()
    return {
        "subject": SUBJECT[instrument].format(office=office.province) if office else "",
        "achievement": REASON.get(instrument, f"đã có thành tích xuất sắc trong thực hiện nhiệm vụ năm {timezone.localdate().year}")}


@holding(*RIGHTS)
@require_GET
def show(request: Request, pk: int) -> HttpResponseBase:
    """One decision: where it is, its lines, its papers, and what the person may do now."""
    return page_of(request, pk)


def page_of(request: Request, pk: int, *, wording: Wording | None = None, remark: Remark | None = None) -> HttpResponseBase:
    """The page, with a form that was not in order if there is one."""
    decision = get_object_or_404(Decision.objects.select_related("drafted_by", "checked_by", "signed_by"), pk=pk)
    at, may = docket.step(decision), docket.may(decision, request.user)
    lines = decision.lines.select_related("dossier", "recipient").order_by("award", "recipient__order", "pk")
    words = {name: getattr(decision, name) for name in Wording.base_fields}
    return render(request, "decision/show.html", {
        "decision": decision, "at": at, "may": may, "steps": bar(at), "holder": docket.holder(decision),
        "page": Paginator(lines, LINES).get_page(request.GET.get("trang")),
        "names": AwardType.short_names(), "outlook": docket.outlook(decision) if at else None,
        "money": None if at else purse.of_decision(decision.pk),
        "printed": Printed.objects.filter(decision=decision, kind="decision").defer("content").first(),
        "consequences": revocation.consequences(decision),
        "wording": wording or Wording(initial=words, instrument=decision.instrument),
        "remark": remark or Remark()}, status=422 if wording or remark else 200)


def bar(at: str) -> list[dict[str, Any]]:
    """The steps bar; a signed decision has done them all."""
    places = [name for name, _ in docket.STEPS]
    now = places.index(at)
    return [
        {"name": title, "look": "done" if place < now or not at else "now" if place == now else ""}
        for place, (_, title) in enumerate(docket.STEPS)]


@holding("decide")
@require_http_methods(["GET", "POST"])
def gather(request: Request, pk: int) -> HttpResponseBase:
    """Put more lines into the draft."""
    decision = get_object_or_404(Decision, pk=pk)
    sent, question = heaps.picked(request), lines_for(request, Instrument(decision.instrument))
    if request.method == "POST" and not heaps.looking(request):
        with telling(request) as attempt:
            chosen = sent.lines(question)
            decisions.gather(decision, chosen, request.user)
        if attempt.done:
            messages.success(request, f"Đã thêm {money_text(len(chosen))} dòng vào dự thảo.")
            return redirect("decision:show", pk)
        if "draft" not in docket.may(decision, request.user):
            return redirect("decision:show", pk)
    return render(request, "decision/gather.html", {"decision": decision, **shown(request, question, sent)})


@holding("decide")
@require_POST
def drop(request: Request, pk: int) -> HttpResponseBase:
    """Take the ticked lines out of the draft."""
    decision, chosen = get_object_or_404(Decision, pk=pk), ticked(request)
    if not chosen:
        messages.error(request, "Chưa chọn dòng nào; chưa có gì thay đổi.")
        return redirect("decision:show", pk)
    with telling(request, f"Đã rút {len(chosen)} dòng khỏi dự thảo; các dòng này chờ quyết định khác."):
        decisions.drop(decision, chosen, request.user)
    return redirect("decision:show", pk)


@holding("decide")
@require_POST
def word(request: Request, pk: int) -> HttpResponseBase:
    """Change the wording of the draft."""
    decision = get_object_or_404(Decision, pk=pk)
    form = Wording(request.POST, instrument=decision.instrument)
    if not form.is_valid():
        return page_of(request, pk, wording=form)
    with telling(request, "Đã lưu lời văn của dự thảo."):
        decisions.word(decision, request.user, **form.cleaned_data)
    return redirect("decision:show", pk)


@holding("decide")
@require_POST
def submit(request: Request, pk: int) -> HttpResponseBase:
    """Hand the draft to the check."""
    with telling(request, "Đã chuyển kiểm tra. Người kiểm tra phải là người khác."):
        decisions.submit(get_object_or_404(Decision, pk=pk), request.user)
    return redirect("decision:show", pk)


@holding("check")
@require_POST
def check(request: Request, pk: int) -> HttpResponseBase:
    """Pass the draft on to the signature, or send it back with a remark."""
    return judged(request, pk, sound=request.POST.get("ket-qua") == "dat")


def judged(request: Request, pk: int, *, sound: bool) -> HttpResponseBase:
    """The checker's verdict."""
    decision, form = get_object_or_404(Decision, pk=pk), Remark(request.POST)
    if not sound and not form.is_valid():
        return page_of(request, pk, remark=form)
    with telling(request, "Dự thảo đạt, đã chuyển trình ký." if sound else "Đã trả lại người soạn kèm ý kiến."):
        decisions.check(decision, request.user, sound=sound, remark="" if sound else form.cleaned_data["remark"])
    return redirect("decision:show", pk)


@holding("sign")
@require_http_methods(["GET", "POST"])
def sign(request: Request, pk: int) -> HttpResponseBase:
    """Say what the signature will do, then sign."""
    decision = get_object_or_404(Decision, pk=pk)
    if request.method == "POST":
        with telling(request) as attempt:
            decisions.sign(decision, request.user)
        if attempt.done:
            messages.success(request, (
                f"Đã ký {decision.paper} số {decision.full_number}. Bản PDF đã được lưu cố định, các dòng chuyển sang "
                + ("chờ cấp trên quyết định." if decision.instrument == Instrument.PETITION else "bàn trả kết quả.")))
        return redirect("decision:show", pk)
    if "sign" not in docket.may(decision, request.user):
        messages.error(request, "Quyết định này không chờ bạn ký; không có gì thay đổi.")
        return redirect("decision:show", pk)
    return render(request, "decision/sign.html", {"decision": decision, "outlook": docket.outlook(decision)})


@holding("sign")
@require_POST
def decline(request: Request, pk: int) -> HttpResponseBase:
    """The signer sends the draft back."""
    decision, form = get_object_or_404(Decision, pk=pk), Remark(request.POST)
    if not form.is_valid():
        return page_of(request, pk, remark=form)
    with telling(request, "Đã trả lại người soạn kèm ý kiến."):
        decisions.decline(decision, request.user, form.cleaned_data["remark"])
    return redirect("decision:show", pk)
