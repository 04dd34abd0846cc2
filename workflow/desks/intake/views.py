"""The counter itself: what waits there, a new draft, its letter, and the moment it is received."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.intake import HeaderForm, units
from workflow.desks.common import Request, holding, telling
from workflow.desks.context import shown
from workflow.engine import inbox
from workflow.engine.errors import Refused
from workflow.engine.receiving import counter, intake
from workflow.law.names import fold
from workflow.law.states import Duty
from workflow.models import Draft

from . import reads
from .pages import draft_page, number, on_draft, to_draft

TABS = {
    "nhap": "Hồ sơ nháp của tôi", "bo-sung": "Chờ đơn vị bổ sung", "tra": "Chờ trả kết quả", "nhan": "Mới tiếp nhận",
}
DESKS = {"bo-sung": Duty.INTAKE, "tra": Duty.DELIVER}


@holding("intake", "deliver")
@require_GET
def desk(request: Request) -> HttpResponse:
    """What lies at the counter: one list at a time, with the number of each."""
    drafts = counter.drafts(request.user)
    counts = {
        "nhap": drafts.count(), **{tab: inbox.at(duty)[:inbox.CAP + 1].count() for tab, duty in DESKS.items()},
    }
    tab = request.GET.get("muc", "")
    tab = tab if tab in TABS else "nhap" if counts["nhap"] else "nhan"
    search, after = request.GET.get("q", "").strip()[:100], request.GET.get("sau", "")
    tabs = [
        {"code": code, "label": label, "count": counts.get(code), "shown": shown(counts.get(code, 0)), "here": code == tab}
        for code, label in TABS.items()
    ]
    context = {"tabs": tabs, "tab": tab, "title": TABS[tab], "search": search, **listing(request, tab, search, after)}
    return render(request, "intake/desk.html", context)


def listing(request: Request, tab: str, search: str, after: str) -> dict[str, Any]:
    """The rows of a tab and the mark that leads to its next page."""
    if tab == "nhap":
        words = fold(search).split()
        rows = [draft for draft in counter.drafts(request.user)[:200] if all(word in known_by(draft) for word in words)]
        return {"rows": rows}
    if tab == "nhan":
        page = counter.received(search, mark(after, parse_datetime))
        return {"rows": page.rows, "after": page.after and f"{page.after[0].isoformat()}_{page.after[1]}"}
    found = inbox.page(inbox.at(DESKS[tab]), request.user, inbox.Wanted(search=search, after=mark(after, parse_date)))
    return {"rows": found.rows, "after": found.after and f"{found.after[0].isoformat()}_{found.after[1]}"}


def known_by(draft: Draft) -> str:
    """What a draft is searched by."""
    return fold(f"{getattr(draft, 'unit_name', '')} {draft.header.get('letter_number')} {draft.header.get('contact_name')}")


def mark(text: str, parse: Any) -> tuple[Any, int] | None:
    """The (day or moment, id) where the next page begins, out of the address; None for anything else."""
    first, _, last = text.partition("_")
    try:
        found: date | datetime | None = parse(first)
    except ValueError:
        return None
    return (found, number(last, 0)) if found and last else None


@holding("intake")
@require_POST
def begin(request: Request) -> HttpResponse:
    """An empty draft."""
    with telling(request) as attempt:
        draft = intake.begin(request.user)
    return to_draft(draft) if attempt.done else redirect("intake:desk")


@on_draft
@require_GET
def show(request: Request, draft: Draft) -> HttpResponse:
    """The working page."""
    return draft_page(request, draft)


@on_draft
@require_POST
def header(request: Request, draft: Draft) -> HttpResponse:
    """Keep what was typed of the letter, as far as it is understood; on F9 go on to receiving."""
    form = HeaderForm(request.POST)
    sound = form.is_valid()
    with telling(request) as attempt:
        intake.save_header(draft, form.header(), request.user)
    if not attempt.done:
        return redirect("intake:desk")
    if request.htmx:
        return draft_page(request, draft, header=form)
    if not sound:
        return draft_page(request, draft, header=form, status=422)
    if request.POST.get("then") == "receive":
        return redirect("intake:receive", draft.pk)
    messages.success(request, "Đã lưu hồ sơ nháp.")
    return to_draft(draft)


@on_draft
@require_http_methods(["GET", "POST"])
def receive(request: Request, draft: Draft) -> HttpResponse:
    """Show what receiving will mean, with the day promised; then receive."""
    outlook = reads.outlook(draft)
    if outlook.faults:
        return draft_page(request, draft, faults=outlook.faults, status=422)
    if request.method == "GET":
        context = {
            "draft": draft, "outlook": outlook, "header": draft.header, "letter_date": parse_date(draft.header["letter_date"]),
            **reads.chosen(draft.header)}
        return render(request, "intake/receive.html", context)
    with telling(request) as attempt:
        try:
            dossier = intake.register(draft, request.user)
        except Refused as refused:
            faults = [("danh-sach", f"Dòng {no}: {why}" if no else why) for no, why in refused.reasons.items()]
            return draft_page(request, draft, faults=faults, status=422)
    if not attempt.done:
        return redirect("intake:desk")
    messages.success(request, (
        f"Đã tiếp nhận hồ sơ {dossier.code} với {outlook.total} dòng đề nghị. "
        f"Hẹn trả kết quả ngày {dossier.due_on:%d/%m/%Y} ({dossier.working_days} ngày làm việc)."))
    return redirect("intake:dossier", dossier.code)


@on_draft
@require_http_methods(["GET", "POST"])
def discard(request: Request, draft: Draft) -> HttpResponse:
    """Ask once, then throw the draft away."""
    if request.method == "GET":
        return render(request, "intake/discard.html", {"draft": draft, "outlook": reads.outlook(draft), "files": draft.attachments.count()})
    with telling(request, "Đã bỏ hồ sơ nháp cùng các tệp kèm theo."):
        intake.discard(draft, request.user)
    return redirect("intake:desk")


@holding("intake")
@require_GET
def unit_choices(request: Request) -> HttpResponse:
    """The unit field again, narrowed to what was typed, without accents; what was chosen stays."""
    words, chosen = fold(request.GET.get("tim_don_vi", "")).split(), number(request.GET.get("unit"), 0)
    found = units(timezone.localdate())
    narrowed = found
    for word in words:
        narrowed = narrowed.filter(key__contains=word)
    rows = list(narrowed[:200])
    if words and len(rows) == 1:
        chosen = rows[0].pk
    elif chosen and chosen not in {unit.pk for unit in rows}:
        rows = [*found.filter(pk=chosen), *rows]
    context = {"units": rows, "chosen": chosen, "size": min(len(rows) + 1, 7) if words else 1, "none": bool(words) and not rows}
    return render(request, "intake/units.html", context)
