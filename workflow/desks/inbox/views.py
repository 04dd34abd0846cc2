"""The list of errands, one tab at a time, under the cards of papers that wait."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from forms.inbox import FilterForm
from workflow.desks.common import Request, id_of
from workflow.desks.context import WORKERS, home, shown, waiting
from workflow.engine import inbox
from workflow.models import User

TABS = {  # code: (label, what is counted, the due days it is about)
    "cua-toi": ("Việc của tôi", "mine", ""), "qua-han": ("Quá hạn", "overdue", "overdue"),
    "hom-nay": ("Đến hạn hôm nay", "today", "today"), "chua-giao": ("Chưa phân công", "free", ""), "tat-ca": ("Tất cả", "all", ""),
}
SHOWS = {"qua-han": inbox.watched, "hom-nay": inbox.watched, "chua-giao": inbox.free, "tat-ca": inbox.everyone}
WATCHED = ("qua-han", "hom-nay", "tat-ca")  # who assigns work sees there what others hold
BY_DUE = ("chua-giao", "tat-ca")  # one's own have tabs for that
LOOK = {"qua-han": "bad", "hom-nay": "warn"}
CARDS = {  # what is counted: (words, icon, where it is done)
    "ballots": ("Phiếu chờ bạn bỏ", "checkbox", "council:ballots"), "tallies": ("Phiên họp chờ kiểm phiếu", "users", "council:sittings"),
    "drafts": ("Dự thảo đang soạn", "file-text", "decision:list"), "checks": ("Dự thảo chờ kiểm tra", "list-check", "decision:list"),
    "signatures": ("Quyết định chờ ký", "signature", "decision:list"),
    "holds": ("Đối tượng tạm dừng đến ngày xem lại", "player-pause", "holds:list"),
}


@login_required
@require_GET
def show(request: Request) -> HttpResponse:
    """What waits for the person: errands in tabs; for who has none the papers that wait; who has neither is taken to his own desk."""
    counts, context = waiting(request), dict[str, Any]()
    cards = [(counts[name], *card) for name, card in CARDS.items() if counts.get(name)]
    if not cards and not any(request.user.has_perm(f"workflow.{right}") for right in WORKERS) and (desk := home(request)):
        return redirect(desk)
    assigns, duties = request.user.has_perm("workflow.assign"), duties_of(request.user)
    free = capped(inbox.free(request.user)) if assigns else counts["queue"]
    if duties:
        tab = request.GET.get("muc", "")
        tab = tab if tab in TABS and (assigns or tab != "tat-ca") else "cua-toi"
        context = {"tab": tab, "title": TABS[tab][0], "holders": assigns and tab in WATCHED, **listing(request, tab, duties)}
        context["tabs"] = tabs(counts | {"free": free, "all": capped(inbox.everyone(request.user))}, tab, assigns)
    if not cards and not duties:
        context["nothing"] = nothing(request.user)
    context |= {"cards": cards, "assigns": assigns, "query": request.GET.urlencode(), "free": shown(free)}
    return render(request, "inbox/list.html", context)


def nothing(user: User) -> str:
    """What the empty page says to who has no errands: where his work is, or why he has none."""
    if not user.groups.exists():
        return "Tài khoản này chưa được giao vai trò nào; hãy liên hệ quản trị hệ thống."
    return "Không có phiếu hay dự thảo nào đang chờ bạn."


def duties_of(user: User) -> list[str]:
    """The desks whose errands the person may see: his own, or all for who assigns work."""
    return [str(duty) for duty in inbox.DESKS if user.has_perm(f"workflow.{duty}") or user.has_perm("workflow.assign")]


def tabs(counts: dict[str, int], here: str, assigns: bool) -> list[dict[str, Any]]:
    """The tabs with their numbers; red and amber only where something waits."""
    return [
        {"code": code, "label": label, "shown": shown(counts[counted]) or "0", "here": code == here,
         "look": LOOK.get(code, "") if counts[counted] else ""}
        for code, (label, counted, _) in TABS.items() if assigns or code != "tat-ca"
    ]


def capped(tasks: QuerySet[Any]) -> int:
    """How many, but not counted beyond what is shown."""
    return tasks.order_by()[:inbox.CAP + 1].count()


def listing(request: Request, tab: str, duties: list[str]) -> dict[str, Any]:
    """The rows of a tab, its filters, and the mark that leads to the next page."""
    due = TABS[tab][2]
    form = FilterForm(request.GET, duties=duties, due=tab in BY_DUE)
    wanted = form.wanted(after=mark(request.GET.get("sau", "")), **{"due": due} if due else {})
    tasks = SHOWS.get(tab, inbox.mine)(request.user)
    page = inbox.page(tasks, request.user, wanted)
    filtered = bool(wanted.search or wanted.duty or wanted.kind or (wanted.due and not due))
    return {
        "form": form, "rows": page.rows, "filtered": filtered, "later": wanted.after is not None,
        "after": page.after and f"{page.after[0].isoformat()}_{page.after[1]}"}


def mark(text: str) -> tuple[date, int] | None:
    """The (due day, task) where the next page begins, out of the address; None for anything else."""
    first, _, last = text.partition("_")
    try:
        day = parse_date(first)
    except ValueError:  # 2026-02-31
        return None
    return (day, pk) if day and (pk := id_of(last)) is not None else None
