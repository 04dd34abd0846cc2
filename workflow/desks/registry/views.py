"""The registry's screens: the list, a dossier, a line, a search, a recipient, and the papers that were frozen."""
from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from forms.registry import FilterForm
from workflow.desks.common import Request, holding, id_of, pdf, telling
from workflow.desks.context import READERS, SEARCHERS
from workflow.desks.evidence.records import on_record
from workflow.engine import chronicle, registry, standing
from workflow.engine.bodies import units
from workflow.engine.money import purse
from workflow.engine.proving import histories, proof, readers
from workflow.engine.register import matching, merging
from workflow.engine.stopping import blocks
from workflow.engine.stopping.blocks import HOLDERS
from workflow.law.eligible import chances
from workflow.law.timeline import timeline
from workflow.law.words import RecipientKind
from workflow.models import AwardType, Dossier, Printed, Recipient
from workflow.models.tables import switched
from workflow.papers import press, prints

from .pages import PERSONAL, dossier_page, holds, line_of, line_page, on_dossier, opens

DECIDERS = ("decide", "check", "sign")  # who may open a decision
SHORT = 5  # units named in a search; the desk of units has them all


@holding(*READERS)
@require_GET
def listing(request: Request) -> HttpResponse:
    """Dossiers, the newest first."""
    form = FilterForm(request.GET)
    wanted = form.wanted(mark(request.GET.get("sau", "")))
    page = registry.page(wanted)
    after = f"{page.after[0].isoformat()}_{page.after[1]}" if page.after else ""
    filtered = wanted != registry.Wanted(after=wanted.after)
    return render(request, "registry/list.html", {
        "form": form, "rows": page.rows, "after": after, "filtered": filtered, "later": wanted.after is not None})


def mark(text: str) -> tuple[object, int] | None:  # the moment and id where the page begins
    """The end of the page before, out of the address; None for anything else."""
    first, _, last = text.partition("_")
    try:
        at = parse_datetime(first)
    except ValueError:
        return None
    return (at, pk) if at and at.tzinfo and (pk := id_of(last)) is not None else None


@on_dossier()
@require_GET
def show(request: Request, dossier: Dossier) -> HttpResponse:
    """One dossier."""
    return dossier_page(request, dossier)


@on_dossier()
@require_GET
def line(request: Request, dossier: Dossier, no: int) -> HttpResponse:
    """One line."""
    return line_page(request, dossier, no)


@on_dossier()
@require_GET
def proof_card(request: Request, dossier: Dossier, no: int) -> HttpResponse:
    """The card of a line on paper, as the records stand now."""
    found = line_of(dossier, no)
    card = proof.told([found], request.user).get(found.pk)
    if card is None:
        raise Http404("Dòng này không có tiêu chuẩn nào để đối chiếu.")
    with telling(request) as attempt:
        paper = prints.proof_card(found, card, why_held=holds(request.user, *HOLDERS))
        return pdf(press.render(paper).pdf, f"the-doi-chieu-{dossier.code}-{no}")
    assert not attempt.done
    return redirect("registry:line", dossier.code, no)


@on_dossier("appraise", "review", "assign")
@require_GET
def appraisal_sheet(request: Request, dossier: Dossier) -> HttpResponse:
    """Phiếu thẩm định, as the lines stand now."""
    with telling(request) as attempt:
        lines, told = standing.all_lines(dossier), blocks.may_know(request.user)
        reasons = {line.pk: blocks.reason(line, told) for line in lines}
        sheet = prints.appraisal(dossier, proof.told(lines, request.user), reasons, why_held=told)
        return pdf(press.render(sheet).pdf, f"phieu-tham-dinh-{dossier.code}")
    assert not attempt.done
    return redirect("registry:dossier", dossier.code)


@on_dossier()
@require_GET
def frozen(request: Request, dossier: Dossier, pk: int) -> HttpResponse:
    """A paper as it left the house; only one that speaks of this dossier."""
    found = get_object_or_404(chronicle.printed(dossier), pk=pk)
    if not opens(request.user, found):
        raise Http404
    return pdf(bytes(Printed.objects.values_list("content", flat=True).get(pk=pk)), f"{found.kind}-{dossier.code}")


@holding(*SEARCHERS)
@require_GET
def search(request: Request) -> HttpResponse:
    """Dossiers, recipients and – for who may open them – decisions that a few words find; an exact code opens its dossier."""
    words = request.GET.get("q", "").strip()[:100]
    if exact := Dossier.objects.filter(code__iexact=words).values_list("code", flat=True).first() if words else None:
        return redirect("registry:dossier", exact)
    found = registry.page(registry.Wanted(search=words)) if words else registry.Page([])
    people = registry.recipients(words, personal=holds(request.user, *PERSONAL, "evidence"))
    decisions = registry.decisions(words) if holds(request.user, *DECIDERS) else []
    return render(request, "registry/search.html", {
        "words": words, "decisions": decisions, "rows": found.rows, "more": found.after is not None, "people": people[:registry.FOUND],
        "more_people": len(people) > registry.FOUND, "today": timezone.localdate(), "inherited": registry.inherited(words)[:registry.FOUND],
        "units": units.page(units.Wanted(words), timezone.localdate(), SHORT).rows if words else []})


@holding(*SEARCHERS)
@require_GET
def recipient(request: Request, pk: int) -> HttpResponse:
    """What somebody was given and proposed for. Identity number and birth date only for those who need them."""
    found = get_object_or_404(Recipient.objects.select_related("unit", "merged_into"), pk=pk)
    sees = readers.sees_all(request.user)
    past, kind = histories.of([pk])[pk].history(timezone.localdate()), RecipientKind(found.kind)
    records, lines, told = registry.history(pk), registry.proposals(pk), blocks.may_know(request.user)
    return render(request, "registry/recipient.html", {
        "recipient": found, "records": records, "payments": purse.states(records), "lines": lines,
        "names": AwardType.short_names(), "personal": holds(request.user, *PERSONAL, "evidence", "records"), "partial": not sees,
        "chances": chances(past, kind, switched()), "years": timeline(past if sees else past.public),
        "reasons": {line.pk: blocks.reason(line, told) for line in lines}, **on_record(request.user, found), **doubles(request, found)})


def doubles(request: Request, recipient: Recipient) -> dict[str, object]:
    """Who may be the same one entered twice, and what was merged; for who keeps the records."""
    if not holds(request.user, "records"):
        return {}
    alike = matching.suspects(recipient)
    people = Recipient.objects.select_related("unit").in_bulk([match.recipient for match in alike])
    return {"alike": [(people[match.recipient], match.likeness) for match in alike], "merges": merging.history([recipient.pk])}
