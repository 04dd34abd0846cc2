"""The screens of clusters: the list, one cluster's year, its members and table, score cards, the announced result."""
from __future__ import annotations

from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forms.clusters import AnnounceForm, ClusterForm, MembersForm, TableForm
from forms.movements import ReasonForm
from workflow.desks.common import Request, View, holding, telling, workbook
from workflow.engine import changes
from workflow.engine.emulation import cards, clusters
from workflow.law.scoring import Role, Stage
from workflow.models import Cluster, ClusterMember, Office
from workflow.papers.boards import board

HEADS = ("Hạng", "Đơn vị", "Vai trò", "Tự chấm", "Chấm chéo", "Kết quả", "Ghi chú")
LOOKS = {Stage.OPEN: "", Stage.SELF: "tag-info", Stage.CHECKED: "tag-violet", Stage.RESULT: "tag-ok"}


def on_cluster(view: View) -> View:
    """Hand the view the cluster, and the year where the address has one."""

    @holding("movements")
    @wraps(view)
    def found(request: Request, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not 2000 <= kwargs.get("year", 2000) <= 2100:
            raise Http404("Không có năm này.")
        return view(request, get_object_or_404(Cluster, pk=pk), *args, **kwargs)

    return found


def here(cluster: Cluster, year: int) -> HttpResponse:
    """To the cluster's year."""
    return redirect("movements:cluster", cluster.pk, year)


@holding("movements")
@require_GET
def listing(request: Request) -> HttpResponse:
    """Every cluster with this year's members, leader and how far the scoring has come."""
    year = timezone.localdate().year
    given = request.GET.get("nam", "")
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 and 2000 <= int(given) <= 2100 else year
    return render(request, "movements/clusters.html", {"rows": clusters.listing(year), "year": year})


@on_cluster
@require_GET
def show(request: Request, cluster: Cluster, year: int) -> HttpResponse:
    """The board of a year."""
    rows = cards.board(cluster, year)
    result = cluster.results.filter(year=year, revoked_at=None).select_related("by").first()
    return render(request, "movements/cluster.html", {
        "cluster": cluster, "year": year, "rows": rows, "table": cluster.criteria.filter(year=year).order_by("no"), "result": result,
        "ready": bool(rows) and all(row.stage is Stage.RESULT for row in rows) and not result, "looks": LOOKS,
        "revoked": cluster.results.filter(year=year).exclude(revoked_at=None).select_related("revoked_by"),
        "log": changes.told("cluster", cluster.pk, changes.labels(Cluster), changes.words(Cluster)),
        "years": clusters.years(cluster, year)})


@holding("movements")
@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A new cluster."""
    return cluster_form(request, ClusterForm(request.POST or None), None)


@on_cluster
@require_http_methods(["GET", "POST"])
def edit(request: Request, cluster: Cluster) -> HttpResponse:
    """What is written of one."""
    initial = {name: getattr(cluster, name) for name in ClusterForm.base_fields}
    return cluster_form(request, ClusterForm(request.POST or None, initial=initial), cluster)


def cluster_form(request: Request, form: ClusterForm, cluster: Cluster | None) -> HttpResponse:
    """Store it, or show the form."""
    if form.is_valid():
        with telling(request) as attempt:
            made = clusters.write(form.cleaned_data, request.user, cluster)
        if attempt.done:
            messages.success(request, f"Đã lưu {made.name}.")
            return here(made, timezone.localdate().year)
    return render(request, "movements/form.html", {
        "form": form, "title": f"Sửa {cluster}" if cluster else "Thêm cụm, khối thi đua", "crumb": "Cụm, khối",
        "home": "movements:clusters", "save": "Lưu"}, status=422 if form.is_bound else 200)


@on_cluster
@require_http_methods(["GET", "POST"])
def members(request: Request, cluster: Cluster, year: int) -> HttpResponse:
    """Who belongs to it that year; a first look shows those of the year before."""
    held = dict(cluster.members.filter(year=year).values_list("unit", "role"))
    before = dict(cluster.members.filter(year=year - 1).values_list("unit", "role"))
    taken = dict(ClusterMember.objects.filter(year=year).exclude(cluster=cluster).values_list("unit", "cluster__name"))
    form = MembersForm(request.POST or None, day=max(date(year, 1, 1), min(date(year, 12, 31), timezone.localdate())),
                       roles=held or before, taken=taken)
    if form.is_valid():
        with telling(request, f"Đã lưu {len(form.roles())} thành viên năm {year}.") as attempt:
            clusters.set_members(cluster, year, form.roles(), request.user)
        if attempt.done:
            return here(cluster, year)
    context = {"cluster": cluster, "year": year, "form": form, "copied": bool(before) and not held}
    return render(request, "movements/members.html", context, status=422 if form.is_bound else 200)


@on_cluster
@require_http_methods(["GET", "POST"])
def table(request: Request, cluster: Cluster, year: int) -> HttpResponse:
    """The year's scoring table; a first look shows that of the year before."""
    held = list(cluster.criteria.filter(year=year).order_by("no"))
    form = TableForm(request.POST or None, initial={"rows": TableForm.typed(held or clusters.last_table(cluster, year))})
    if form.is_valid():
        with telling(request, f"Đã lưu bảng điểm năm {year}.") as attempt:
            clusters.set_table(cluster, year, form.cleaned_data["rows"], request.user)
        if attempt.done:
            return here(cluster, year)
    return inner(request, form, cluster, year, f"Bảng điểm năm {year}", "Lưu bảng điểm")


@on_cluster
@require_http_methods(["GET", "POST"])
def announce(request: Request, cluster: Cluster, year: int) -> HttpResponse:
    """Write down the result of the standing body; who stands first is proposed for the flag."""
    first = [row for row in cards.board(cluster, year) if row.place and row.place.rank == 1 and row.stage is Stage.RESULT]
    office = Office.on(timezone.localdate()).first()
    form = AnnounceForm(request.POST or None, first=first, initial={
        "authority": f"Thường trực {office.council}" if office else "", "chosen": [first[0].member.pk] if len(first) == 1 else []})
    if form.is_valid():
        said = dict(form.cleaned_data)
        with telling(request, f"Đã công bố kết quả {cluster} năm {year}.") as attempt:
            clusters.announce(cluster, year, said.pop("chosen"), request.user, **said)
        if attempt.done:
            return here(cluster, year)
    return inner(request, form, cluster, year, f"Công bố kết quả năm {year}", "Công bố kết quả")


@on_cluster
@require_http_methods(["GET", "POST"])
def revoke(request: Request, cluster: Cluster, year: int) -> HttpResponse:
    """Undo an announced result, with a reason."""
    result = get_object_or_404(cluster.results, year=year, revoked_at=None)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with telling(request, f"Đã hủy kết quả năm {year}; kết quả cũ vẫn đọc được."):
            clusters.revoke(result, form.cleaned_data["note"], request.user)
        return here(cluster, year)
    return inner(request, form, cluster, year, f"Hủy kết quả năm {year}", "Hủy kết quả", bad=True)


def inner(request: Request, form: Any, cluster: Cluster, year: int, title: str, save: str, bad: bool = False) -> HttpResponse:
    """A form below a cluster's year."""
    return render(request, "movements/form.html", {
        "form": form, "title": title, "about": cluster.name, "crumb": "Cụm, khối", "home": "movements:clusters", "save": save,
        "bad": bad, "inner": cluster, "year": year}, status=422 if form.is_bound else 200)


@on_cluster
@require_GET
def export(request: Request, cluster: Cluster, year: int) -> HttpResponse:
    """The ranking as a workbook."""
    rows = [
        [row.place.rank if row.place else None, row.member.unit.name, Role(row.member.role).label,
         *(row.totals.get(str(stage)) for stage in cards.ORDER),
         "Dẫn đầu, đề nghị tặng Cờ thi đua" if row.member.leads else "Đồng hạng" if row.place and row.place.tied else ""]
        for row in cards.board(cluster, year)]
    return workbook(board(f"KẾT QUẢ CHẤM ĐIỂM {cluster.name.upper()} NĂM {year}", HEADS, rows), f"xep-hang-{cluster.pk}-{year}")
