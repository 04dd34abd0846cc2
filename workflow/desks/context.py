"""What the frame of every page shows: the office, the person's roles, the menu with what waits."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from workflow.engine import inbox
from workflow.models import Office

WORKERS = ("intake", "deliver", "appraise", "review", "assign", "convene", "decide", "check", "sign", "publish", "outcome")
READERS = (*WORKERS, "evidence", "records", "lineage", "movements")  # who opens a dossier: by task, or because a record leads there
CURIOUS = (*READERS, "fund", "petitions", "change_user")  # who looks up what an award is
SEARCHERS = (  # who may look up what a person was ever given
    "intake", "appraise", "review", "assign", "convene", "decide", "evidence", "records")


@dataclass
class Item:
    """One entry of the menu."""

    name: str
    short: str
    icon: str
    url: str
    current: bool = False
    count: str = ""
    tone: str = ""


@dataclass
class Group:
    """A headed part of the menu."""

    name: str
    items: list[Item] = field(default_factory=list)


ENTRIES = [  # group, name, short, icon, url name, rights, what is counted, tone of the count
    ("Xử lý", "Việc của tôi", "Việc", "inbox", "inbox:list", WORKERS, "mine", ""),
    ("Xử lý", "Tiếp nhận, trả kết quả", "Tiếp nhận", "clipboard-check", "intake:desk", ("intake", "deliver"), "", ""),
    ("Xử lý", "Hội đồng", "Hội đồng", "users", "council:sittings", ("convene",), "tallies", ""),
    ("Xử lý", "Bỏ phiếu", "Bỏ phiếu", "checkbox", "council:ballots", ("vote",), "ballots", "warn"),
    ("Xử lý", "Quyết định", "Quyết định", "signature", "decision:list", ("decide", "check", "sign"), "papers", "warn"),
    ("Xử lý", "Lấy ý kiến Nhân dân", "Ý kiến", "eye", "elsewhere:lists", ("publish",), "", ""),
    ("Xử lý", "Chờ cấp khác quyết định", "Cấp khác", "hourglass", "elsewhere:outcomes", ("outcome",), "", ""),
    ("Xử lý", "Hồ sơ", "Hồ sơ", "files", "registry:list", (*SEARCHERS, *WORKERS), "", ""),
    ("Quản lý", "Quỹ, chi thưởng", "Quỹ", "notes", "fund:overview", ("fund",), "", ""),
    ("Quản lý", "Đơn thư", "Đơn thư", "mail", "petitions:list", ("petitions",), "", ""),
    ("Quản lý", "Đợt xét", "Đợt xét", "calendar", "movements:rounds", ("movements",), "", ""),
    ("Quản lý", "Phong trào thi đua", "Phong trào", "award", "movements:list", ("movements",), "", ""),
    ("Quản lý", "Đăng ký thi đua", "Đăng ký", "clipboard-check", "movements:registrations", ("movements",), "", ""),
    ("Quản lý", "Cụm, khối thi đua", "Cụm, khối", "users-group", "movements:clusters", ("movements",), "", ""),
    ("Quản lý", "Lịch sử khen thưởng", "Lịch sử", "award", "honours:list", SEARCHERS, "", ""),
    ("Quản lý", "Đơn vị", "Đơn vị", "building-community", "units:list", READERS, "", ""),
    ("Quản lý", "Xếp loại hằng năm", "Xếp loại", "chart-bar", "evidence:results", ("evidence",), "", ""),
    ("Quản lý", "Sáng kiến, đề tài", "Sáng kiến", "notes", "evidence:initiatives", ("evidence", "appraise", "review"), "", ""),
    ("Quản lý", "Khen thưởng cần xem lại", "Xem lại", "refresh", "after:left", ("records",), "", ""),
    ("Quản lý", "Đối tượng tạm dừng", "Tạm dừng", "player-pause", "holds:list", ("appraise", "review"), "holds", "warn"),
    ("Hệ thống", "Quản trị", "Quản trị", "settings", "admin:index", ("change_user",), "", ""),
    ("Hệ thống", "Phiên bản luật", "Phiên bản", "scale", "versions:list", ("change_switch",), "", ""),
    ("Tra cứu", "Danh mục", "Danh mục", "medal", "catalogue:list", CURIOUS, "", ""),
    ("Tra cứu", "Tra cứu mã hồ sơ", "Tra cứu", "qrcode", "portal:lookup", (), "", ""),
    ("Tra cứu", "Mẫu giấy tờ", "Mẫu", "file-text", "papers:show", (), "", ""),
]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's facts; for who is not logged in only the office and the notice."""
    user, office = request.user, office_facts()
    frame: dict[str, Any] = {"office": office[0], "notice": office[1], "menu": [], "bottom": []}
    if not user.is_authenticated:
        return {"shell": frame}
    counts = dict(waiting(request))
    counts["papers"] = sum(counts.get(name, 0) for name in ("drafts", "checks", "signatures"))
    groups: dict[str, Group] = {}
    for group, item in items(request, counts):
        groups.setdefault(group, Group(group)).items.append(item)
    entries = [item for group in groups.values() for item in group.items]
    return {"shell": {
        **frame, "menu": list(groups.values()), "bottom": entries[:4], "searches": any(user.has_perm(f"workflow.{r}") for r in SEARCHERS),
        "roles": ", ".join(request.user.groups.values_list("name", flat=True)),
    }}


def waiting(request: HttpRequest) -> dict[str, int]:
    """How much waits for the person, counted once a request: the menu and the inbox both say it."""
    known: dict[str, dict[str, int]] = vars(request)
    if "waiting" not in known:
        known["waiting"] = inbox.counts(request.user)  # type: ignore[arg-type]
    return known["waiting"]


def items(request: HttpRequest, counts: dict[str, int]) -> Iterator[tuple[str, Item]]:
    """The entries the person may open, each with its group."""
    for group, name, short, icon, target, rights, counted, tone in ENTRIES:
        if rights and not any(request.user.has_perm(f"workflow.{right}") for right in rights):
            continue
        url, n = reverse(target), counts.get(counted, 0)
        current = request.path == url or (url != "/" and request.path.startswith(url))
        yield group, Item(name, short, icon, url, current, shown(n), tone)


def home(request: HttpRequest) -> str:
    """The first desk of the person's own, for who has no errands; nothing for who has none."""
    common = {reverse("registry:list"), reverse("catalogue:list"), reverse("portal:lookup"), reverse("papers:show")}
    return next((item.url for _, item in items(request, {}) if item.url not in common), "")


def shown(count: int) -> str:
    """A count as the menu shows it: capped, with dots; nothing for none."""
    if count > inbox.CAP:
        return f"{inbox.CAP:,}+".replace(",", ".")
    return str(count) if count else ""


def office_facts() -> tuple[str, str]:
    """Name of the office and the notice, kept for a minute."""

    def read() -> tuple[str, str]:
        office = Office.on(timezone.localdate()).first()
        return (f"Thi đua – Khen thưởng {office.province}", office.notice) if office else ("Thi đua – Khen thưởng", "")

    found: tuple[str, str] = cache.get_or_set("office-facts", read, 60) or ("", "")
    return found
