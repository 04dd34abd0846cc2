"""The registry's two pages on which work is done – a dossier, a line – so that the appraisal desk can answer with them too."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from forms.appraisal import LABELS, LinesForm, RulingForm, StepForm
from forms.versions import AdoptForm
from workflow.desks.common import Request, View, handing
from workflow.desks.context import READERS
from workflow.engine import chronicle, clockwork, registry, standing, versions
from workflow.engine.emulation import registrations
from workflow.engine.proving import heeds, proof, readers, uses
from workflow.engine.receiving import claims, consulting
from workflow.engine.register import matching
from workflow.engine.standing import Standing
from workflow.engine.stopping import blocks
from workflow.engine.stopping.blocks import HOLDERS
from workflow.law import awards
from workflow.law.likeness import Likeness
from workflow.law.states import OPEN, Duty, State
from workflow.law.words import Kind
from workflow.models import AwardType, Dossier, Entry, Line, Printed, Recipient, Rule, User

PERSONAL = ("intake", "appraise", "review")  # whoever may see identity numbers, birth dates, telephone numbers
READ_BY = {  # papers that not everybody opens: with the contact's telephone number, and what the unit is told of each of its lines
    "receipt": (*PERSONAL, "deliver"), "supplement": (*PERSONAL, "deliver"), "notice": ("intake", "deliver"),
}
BUTTONS = {  # step: (look, icon)
    "appraise": ("btn-primary", "circle-check"), "send_back": ("btn-quiet", "arrow-back-up"), "hold": ("btn-quiet", "player-pause"),
    "refuse": ("btn-bad", "circle-x"), "release": ("btn-quiet", "check"),
}


def holds(user: User, *rights: str) -> bool:
    """Has one of these rights."""
    return any(user.has_perm(f"workflow.{right}") for right in rights)


def opens(user: User, paper: Printed) -> bool:
    """May open that frozen paper of a dossier he reads."""
    return paper.kind not in READ_BY or holds(user, *READ_BY[paper.kind])


def on_dossier(*rights: str) -> Callable[[View], View]:
    """Hand the view the dossier its code names."""
    rows = Dossier.objects.select_related("unit", "received_by", "round", "movement")
    return handing(rows, *(rights or READERS), key="code")


def head(request: Request, stand: Standing) -> dict[str, Any]:
    """What both pages show: where the dossier stands, whose turn it is, what this person may do with that."""
    user, dossier = request.user, stand.dossier
    own = dossier.received_by_id == user.pk
    turns = [
        {"turn": turn, "mine": turn.holder == user,
         "takes": not turn.holder and holds(user, turn.duty) and not (own and turn.duty is Duty.APPRAISE),
         "parts": bool(turn.holder) and (turn.holder == user or holds(user, "assign"))}
        for turn in stand.turns if not turn.duty.waiting
    ]
    appraises = holds(user, "appraise", "review")
    taken = stand.turn(Duty.APPRAISE)
    return {
        "dossier": dossier, "stand": stand, "turns": turns, "waits": [turn for turn in stand.turns if turn.duty.waiting],
        "barred": own and appraises and taken is not None, "personal": holds(user, *PERSONAL),
        "elsewhere": taken.holder if appraises and taken and taken.holder and taken.holder != user else None,
    }


def buttons(allowed: dict[str, set[State]]) -> list[dict[str, str]]:
    """The steps as the form offers them."""
    return [{"step": step, "label": LABELS[step], "look": BUTTONS[step][0], "icon": BUTTONS[step][1]} for step in allowed]


def dossier_page(request: Request, dossier: Dossier, form: LinesForm | None = None, status: int = 200) -> HttpResponse:
    """The dossier; `form` is one to show again with what was wrong. Query parameters choose state, words and page."""
    stand = standing.of(dossier)
    state, search = request.GET.get("trang_thai", ""), request.GET.get("tim", "").strip()[:100]
    page = Paginator(standing.lines(dossier, state, search), standing.LINES).get_page(request.GET.get("trang"))
    allowed = standing.allowed(stand, request.user)
    form, told = form or line_form(stand), blocks.may_know(request.user)
    context = {
        **head(request, stand), "stages": standing.stages(stand), "tally": list(stand.tally.items()),
        "page": page, "state": state, "search": search,
        "rows": rows(stand, page, set().union(*allowed.values()), form, told), "form": form, "buttons": buttons(allowed),
        "told": claims.of(dossier), "papers": papers(stand), "rules": rules(stand), "files": dossier.attachments.select_related("by"),
        "printed": [(paper, opens(request.user, paper)) for paper in chronicle.printed(dossier)],
        "events": chronicle.of(stand, told), "ledger": clockwork.ledger(dossier),
        "downloads": holds(request.user, *PERSONAL, "deliver"), "prints": holds(request.user, "appraise", "review", "assign"),
        "asks": holds(request.user, "appraise", "intake"), "consultations": list(consulting.of(dossier)),
    }
    return render(request, "registry/dossier.html", context, status=status)


def line_form(stand: Standing, data: Any = None) -> LinesForm:
    """The form under the table of lines."""
    return LinesForm(data, waiting=stand.tally.get(State.SUBMITTED, 0), held=stand.tally.get(State.HELD, 0))


def rows(stand: Standing, lines: Any, movable: set[State], form: LinesForm, told: bool) -> list[dict[str, Any]]:
    """The lines of a page in words. A tick stands only where the person may do something."""
    names = AwardType.short_names()
    ticked = set(form["dong"].value()) if form.is_bound else set()
    found = []
    for line in lines:
        line.dossier, line.rule = stand.dossier, stand.rules[line.rule_id]
    cards, stopped = proof.of(list(lines)), blocks.open_on({line.recipient_id for line in lines if line.state in OPEN})
    for line in lines:
        found.append({
            "line": line, "award": names.get(line.award, line.award), "movable": line.state in movable, "ticked": str(line.pk) in ticked,
            "where": ", ".join(part for part in (line.position, line.workplace) if part),
            "lacks": line.lacks if line.state == State.SUBMITTED else "", "proof": cards.get(line.pk),
            "note": blocks.reason(line, told), "stopped": line.state in OPEN and line.recipient_id in stopped,
        })
    return found


def papers(stand: Standing) -> list[dict[str, Any]]:
    """The papers that the stamped rules speak of, and whether they are here."""
    asked: dict[str, dict[str, Any]] = {}
    for paper in (paper for rule in stand.rules.values() for paper in rule.papers):
        one = asked.setdefault(paper["code"], {"name": paper["name"], "required": False, "agency": paper.get("by") == "agency"})
        one["required"] = one["required"] or paper["required"]
    return [{**one, "here": code in stand.dossier.papers} for code, one in asked.items()]


def rules(stand: Standing) -> list[dict[str, Any]]:
    """The rules stamped on the lines, each with how many lines follow it."""
    sizes: dict[int, int] = {}
    for heap in stand.heaps:
        sizes[heap.rule] = sizes.get(heap.rule, 0) + heap.size
    return [{"rule": rule, "size": sizes[pk], "votes": bool(votes(stand, rule))} for pk, rule in sorted(stand.rules.items())]


def votes(stand: Standing, rule: Rule) -> bool:
    """The council votes on the lines under this rule."""
    heap = next(heap for heap in stand.heaps if heap.rule == rule.pk)
    return awards.named(heap.award, Kind(stand.dossier.kind), heap.since).votes()  # type: ignore[arg-type]


def line_of(dossier: Dossier, no: int) -> Line:
    """The line of that number, with all the page speaks of."""
    line = Line.objects.select_related("recipient__unit", "rule__award", "decision", "about").filter(dossier=dossier, no=no).first()
    if line is None:
        raise Http404("Hồ sơ không có dòng này.")
    line.dossier = dossier
    return line


def line_page(
    request: Request, dossier: Dossier, no: int, form: StepForm | None = None, ruling: RulingForm | None = None, status: int = 200,
) -> HttpResponse:
    """One line: who, what for, under which rules, what the records say to its criteria, and what was done with it."""
    line, stand = line_of(dossier, no), standing.of(dossier)
    alike = standing.allowed(stand, request.user, {State(line.state)})
    steps = {step.slug for step in line.machine.steps_from(State(line.state))}
    context = {
        **head(request, stand), "line": line, "form": form or StepForm(), **card(request, stand, line, ruling),
        **bases(request, stand, line),
        **choice(request, stand, line), "award": line.rule.award.name if line.rule.award else registry.full_name(line.award),
        "told": claims.of(dossier),
        "buttons": buttons({step: states for step, states in alike.items() if step in steps}),
        "lacks": line.lacks, "registered": registrations.said_of(line), "votes": line.machine.votes(),
        "article": line.machine.article, "records": registry.history(line.recipient_id),
        "alike": like(line.recipient) if holds(request.user, "appraise", "review", "intake", "records") else [],
        "events": sorted(
            chronicle.acts(Entry.objects.filter(line=line), chronicle.step_names([type(line.machine)]), blocks.may_know(request.user)),
            key=lambda event: event.at, reverse=True),
        "reason": blocks.reason(line, blocks.may_know(request.user)),
        **neighbours(line),
    }
    return render(request, "registry/line.html", context, status=status)


def neighbours(line: Line) -> dict[str, int | None]:
    """The lines before and after it, and the next one that waits for appraisal, by their numbers."""
    others = Line.objects.filter(dossier=line.dossier_id).exclude(pk=line.pk).order_by("no").values_list("no", flat=True)
    waiting = others.filter(state=State.SUBMITTED)
    return {
        "before": others.filter(no__lt=line.no).last(), "after": others.filter(no__gt=line.no).first(),
        "next_waiting": waiting.filter(no__gt=line.no).first() or waiting.first()}


def bases(request: Request, stand: Standing, line: Line) -> dict[str, Any]:
    """The recipient's initiatives, for who appraises or reviews; and the hold on him, while the line is open."""
    user = request.user
    may = line.state == State.SUBMITTED and standing.open_to(user, stand, Duty.APPRAISE, "workflow.appraise")
    return {
        "offers": uses.offers(line) if holds(user, "appraise", "review") else [], "may_use": may,
        "stopped": blocks.open_on([line.recipient_id]).get(line.recipient_id) if line.state in OPEN else None}


def like(recipient: Recipient) -> list[tuple[Recipient, Likeness]]:
    """Who may be the same person or collective, entered twice."""
    found = matching.suspects(recipient)
    people = Recipient.objects.select_related("unit").in_bulk([match.recipient for match in found])
    return [(people[match.recipient], match.likeness) for match in found]


def choice(request: Request, stand: Standing, line: Line) -> dict[str, Any]:
    """The versions of the rules that may govern the line, with the form to take another for who may appraise it now."""
    offered = versions.choices(line)
    may = bool(offered) and standing.open_to(request.user, stand, Duty.APPRAISE, "workflow.appraise")
    words = [(one.machine.since, f"Từ ngày {one.machine.since:%d/%m/%Y}: {one.verdict.label.lower()}") for one in offered]
    sent = request.POST if request.resolver_match and request.resolver_match.view_name == "versions:adopt" else None  # faulty, or refused
    return {"choices": offered, "adopting": AdoptForm(sent, offered=words) if may else None,
            "adoptions": line.adoptions.select_related("by")}


def card(request: Request, stand: Standing, line: Line, ruling: RulingForm | None) -> dict[str, Any]:
    """The proof card, with the form to rule on a criterion for who may appraise the line now."""
    found = proof.told([line], request.user).get(line.pk)
    if found is None:
        return {"proof": None, "ruling": None}
    rules = line.state == State.SUBMITTED and standing.open_to(request.user, stand, Duty.APPRAISE, "workflow.appraise")
    names = {leaf.key: leaf.text for leaf in found.finding.leaves}
    return {
        "proof": found, "earliest": found.earliest, "ruling": ruling or RulingForm(finding=found.finding) if rules else None,
        "names": AwardType.short_names(), "why_held": holds(request.user, *HOLDERS), "closed": "" if found.open else readers.CLOSED,
        "heeds": heeds.of(line, found),
        "rulings": [(names.get(one.criterion, one.criterion), one) for one in found.rulings],
    }
