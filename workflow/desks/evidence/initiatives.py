"""Initiatives: the list, entering one with its authors, a sitting of their council, a wider scope."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.initiatives import InitiativeFilter, InitiativeForm, RecognitionForm, WiderForm
from workflow.desks.common import Request, holding, id_of, ids, telling
from workflow.desks.context import READERS
from workflow.engine.proving import evidence_lists, initiatives
from workflow.law.votes import percent
from workflow.law.words import Scope
from workflow.models import AwardType, Initiative, InitiativeRule, Recipient


@holding("evidence", "appraise", "review")
@require_GET
def listing(request: Request) -> HttpResponse:
    """Initiatives, the last entered first."""
    form = InitiativeFilter(request.GET)
    form.is_valid()
    after = request.GET.get("sau", "")
    page = evidence_lists.page(evidence_lists.initiatives(form.cleaned_data), id_of(after))
    today = timezone.localdate()
    rule = InitiativeRule.on(today).order_by("-since").first()
    return render(request, "initiatives/list.html", {
        "form": form, "rows": page.rows, "after": page.after, "later": bool(after), "filtered": any(form.cleaned_data.values()),
        "rule": rule, "close": rule.next_close(today) if rule else None, "waiting": evidence_lists.waiting().count()})


@holding("evidence")
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """One more initiative. Authors are looked up by name and ticked; looking up stores nothing."""
    data = request.POST if request.method == "POST" else None
    chosen = ids((data or request.GET).getlist("tac_gia"))
    searching = bool(data and data.get("buoc") == "tim")
    form = InitiativeForm(data)
    words = (data or request.GET).get("tim_tac_gia", "")[:100]
    authors = list(Recipient.objects.filter(pk__in=chosen).select_related("unit").order_by("order", "pk"))
    context: dict[str, Any] = {
        "form": form, "authors": authors, "words": words, "searched": searching,
        "found": [one for one in evidence_lists.people(words) if one.pk not in chosen]}
    if data is None or searching:
        if searching:
            form = context["form"] = InitiativeForm(initial={name: data.get(name, "") for name in form.fields} if data else {})
        return render(request, "initiatives/new.html", context)
    if not form.is_valid():
        return render(request, "initiatives/new.html", context, status=422)
    said = form.cleaned_data
    with telling(request) as attempt:
        made = initiatives.enter(
            said["name"], said["year"], Scope(said["scope"]), chosen, request.user, unit=said["unit"], recognised=form.recognised())
    if not attempt.done:
        return render(request, "initiatives/new.html", context, status=422)
    messages.success(request, f"Đã ghi sáng kiến, đề tài “{made.name}”.")
    return redirect("evidence:initiative", made.pk)


@holding("evidence", "appraise", "review")
@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    """One initiative: authors, what its council said, where it has been used."""
    found = get_object_or_404(Initiative.objects.select_related("unit", "by", "withdrawn_by"), pk=pk)
    results = [(one, percent(one.ayes, one.members)) for one in found.recognitions.select_related("sitting")]
    uses = list(found.uses.select_related("line__dossier", "by", "withdrawn_by").order_by("pk"))
    may = request.user.has_perm("workflow.evidence") and not found.withdrawn_at
    wider = WiderForm(initiative=found) if may and found.state == "recognised" and not found.wider and found.scope != Scope.NATION else None
    return render(request, "initiatives/show.html", {
        "initiative": found, "authors": found.authors.select_related("unit").order_by("order", "pk"), "results": results, "uses": uses,
        "names": AwardType.short_names() if uses else {}, "reads": any(request.user.has_perm(f"workflow.{right}") for right in READERS),
        "in_force": sum(1 for use in uses if not use.withdrawn_at), "may": may, "wider": wider})


@holding("evidence")
@require_http_methods(["GET", "POST"])
def sitting(request: Request) -> HttpResponse:
    """The results of one sitting, all at once."""
    rule = InitiativeRule.on(timezone.localdate()).order_by("-since").first()
    form = RecognitionForm(request.POST if request.method == "POST" else None, waiting=evidence_lists.waiting())
    context = {"form": form, "rule": rule}
    if not form.is_valid():
        return render(request, "initiatives/sitting.html", context, status=422 if form.is_bound else 200)
    with telling(request) as attempt:
        held = initiatives.recognise(form.cleaned_data["ayes"], form.minutes(), request.user)
    if not attempt.done:
        return render(request, "initiatives/sitting.html", context, status=422)
    passed = held.results.filter(passed=True).count()
    messages.success(request, (
        f"Đã ghi kết quả phiên họp ngày {held.held_on:%d/%m/%Y}: {passed} được công nhận, "
        f"{len(form.cleaned_data['ayes']) - passed} không được công nhận (phải đạt {held.threshold} % tổng số thành viên)."))
    return redirect("evidence:initiatives")


@holding("evidence")
@require_POST
def widen(request: Request, pk: int) -> HttpResponse:
    """Ask the council for a wider scope."""
    found = get_object_or_404(Initiative, pk=pk)
    form = WiderForm(request.POST, initiative=found)
    if not form.is_valid():
        messages.error(request, "Chưa chọn phạm vi rộng hơn; chưa có gì thay đổi.")
        return redirect("evidence:initiative", pk)
    with telling(request, "Sáng kiến chờ Hội đồng xét nâng phạm vi; phạm vi đã công nhận vẫn giữ nguyên."):
        initiatives.ask_wider(found, Scope(form.cleaned_data["scope"]), request.user)
    return redirect("evidence:initiative", pk)


@holding("evidence")
@require_POST
def again(request: Request, pk: int) -> HttpResponse:
    """Put a refused one before the council once more."""
    with telling(request, "Sáng kiến được đưa ra xét lại ở phiên họp sau."):
        initiatives.resubmit(get_object_or_404(Initiative, pk=pk), request.user)
    return redirect("evidence:initiative", pk)
