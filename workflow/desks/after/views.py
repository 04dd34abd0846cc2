"""Asking for a revocation or re-issue of awards; the list of what revocations leave to do."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forms.after import SPARING, WHOLE, AskForm, FindingForm, RecoverForm
from workflow.desks.common import Request, holding, ids, telling
from workflow.engine import stamps
from workflow.engine.deciding import revocation
from workflow.engine.receiving import claims
from workflow.law.words import Kind
from workflow.models import AwardRecord

WORDS = {
    Kind.REVOKE: ("Đề nghị hủy bỏ khen thưởng", "Hủy bỏ quyết định, thu hồi hiện vật, tiền thưởng: Điều 93 Luật Thi đua, khen thưởng."),
    Kind.REISSUE: ("Đề nghị cấp đổi, cấp lại", "Cấp đổi khi bằng bị hư hỏng, in sai; cấp lại khi bị mất, do thiên tai."),
}
LISTED = 100  # awards on a page
FEW = 20  # so few are ticked one by one


@holding("intake")
@require_http_methods(["GET", "POST"])
def ask(request: Request, kind: Kind) -> HttpResponse:
    """The form over the awards of one recipient or of one decision; receipt leads to the dossier at the counter."""
    asked = request.GET.get("doi-tuong", ""), request.GET.get("so", "").strip()[:60]
    acting = request.method == "POST" and "loc" not in request.POST
    search = request.POST.get("da-tim" if acting else "q", "").strip()[:100]  # what was typed since narrows nothing yet
    records, narrowed = found(*asked), found(*asked, search)
    rows = offered(records, narrowed, ids(request.POST.getlist("about")))
    form = AskForm(request.POST if acting else None, kind=kind, records=records, shown=rows, initial=first(records, kind) | typed(request))
    if form.is_bound and form.is_valid():
        with telling(request) as attempt:
            dossier = claims.receive(kind, about(form, narrowed), form.asked, request.user)
        if attempt.done:
            messages.success(request, f"Đã tiếp nhận hồ sơ {dossier.code}. Hẹn trả ngày {dossier.due_on:%d/%m/%Y}.")
            return redirect("intake:dossier", dossier.code)
    title, what = WORDS[kind]
    status = 422 if form.is_bound else 200
    return render(request, "after/ask.html", {
        "form": form, "title": title, "what": what, "number": asked[1], "some": records.exists(), "searched": any(asked),
        "revokes": kind is Kind.REVOKE, "search": search, **size(request, narrowed, rows)}, status=status)


def found(recipient: str, number: str, search: str = "") -> QuerySet[AwardRecord]:
    """The awards that may be asked about: of that recipient, or of the decision of that number; narrowed by name."""
    return claims.standing(next(iter(ids([recipient])), None), number, search)


def offered(records: QuerySet[AwardRecord], narrowed: QuerySet[AwardRecord], ticked: list[int]) -> list[AwardRecord]:
    """The awards with a box of their own: those ticked, then the first that were found."""
    kept = list(records.filter(pk__in=ticked)) if ticked else []
    chosen = {record.pk for record in kept}
    return kept + [record for record in narrowed[:LISTED] if record.pk not in chosen]


def size(request: Request, narrowed: QuerySet[AwardRecord], rows: list[AwardRecord]) -> dict[str, Any]:
    """How many awards there are beyond those with a box, and how all of them are chosen. One query."""
    stamp = stamps.of(narrowed)
    return {"stamp": stamp, "total": stamp.count, "listed": len(rows), "how": request.POST.get("how", ""),
            "long": stamp.count > min(len(rows), FEW) or bool(request.POST.get("q"))}


def typed(request: Request) -> dict[str, Any]:
    """What was typed before a search, so that it is not lost."""
    if request.method != "POST":
        return {}
    return {**request.POST.dict(), "about": request.POST.getlist("about"), "papers": request.POST.getlist("papers")}


def about(form: AskForm, narrowed: QuerySet[AwardRecord]) -> list[int]:
    """The awards that were meant: those ticked, or all that were found, as the page showed them."""
    said = form.cleaned_data
    ticked = [record.pk for record in said["about"]]
    if said["how"] not in (WHOLE, SPARING):
        return ticked
    every = claims.whole(narrowed, said["stamp"], ticked if said["how"] == SPARING else ())
    return every if said["how"] == SPARING else sorted({*every, *ticked})


def first(records: QuerySet[AwardRecord], kind: Kind) -> dict[str, Any]:
    """What the form begins with: the recipients' unit, when all are of one; the one award when there is only one."""
    few, whose = list(records[:2]), list(records.order_by().values_list("recipient__unit", flat=True).distinct()[:2])
    return {
        "unit": whose[0] if len(whose) == 1 else None, "about": few if len(few) == 1 else [], "letter_date": timezone.localdate()}


@holding("records", "decide", "appraise")
@require_GET
def left(request: Request) -> HttpResponse:
    """Later awards to look at again, and objects to take back."""
    return page(request)


def page(request: Request, form: RecoverForm | None = None, status: int = 200) -> HttpResponse:
    """The list, with a form that was not in order if there is one."""
    waiting = revocation.to_recover()
    return render(request, "after/left.html", {
        "dependants": revocation.to_review(), "waiting": waiting[:LISTED], "acts": request.user.has_perm("workflow.records"),
        "form": form or RecoverForm(initial={"on": timezone.localdate()}), "chosen": set(ids(request.POST.getlist("record"))),
    }, status=status)


@holding("records")
@require_http_methods(["GET", "POST"])
def look(request: Request, revoked: int, record: int) -> HttpResponse:
    """Write down what came of looking at a later award again."""
    gone = get_object_or_404(AwardRecord.objects.select_related("recipient"), pk=revoked, status="revoked")
    later, form = get_object_or_404(AwardRecord, pk=record, recipient=gone.recipient_id), FindingForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with telling(request, f"Đã ghi kết quả xem lại khen thưởng của {gone.recipient}."):
            revocation.reviewed(gone, later, form.cleaned_data["finding"], request.user)
        return redirect("after:left")
    return render(request, "after/look.html", {"revoked": gone, "record": later, "form": form}, status=422 if form.is_bound else 200)


@holding("records")
@require_http_methods(["GET", "POST"])
def recover(request: Request) -> HttpResponse:
    """The objects of the ticked awards are back."""
    if request.method == "GET":
        return redirect("after:left")
    form, chosen = RecoverForm(request.POST), ids(request.POST.getlist("record"))
    if not form.is_valid():
        return page(request, form, status=422)
    with telling(request, f"Đã ghi thu hồi hiện vật của {len(chosen)} khen thưởng."):
        revocation.recovered(chosen, form.cleaned_data["on"], form.cleaned_data["note"], request.user)
    return redirect("after:left")
