"""The desk's screens: the list, a unit, the country's places, a change of units, and the dossiers that dissolved units left."""
from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from forms.units import ChangeForm, FilterForm, ProvinceForm, RerouteForm, WithdrawForm
from workflow.desks.common import Request, holding, ids, telling
from workflow.desks.context import READERS, SEARCHERS
from workflow.engine.bodies import lineage, reroute, units
from workflow.engine.bodies import places as country
from workflow.models import Place, Unit

HISTORIANS = (*SEARCHERS, "lineage", "records")  # who may read what people were given
KEEPERS = ("lineage",)


@holding(*READERS)
@require_GET
def listing(request: Request) -> HttpResponse:
    """Units by name, found without accents."""
    form, today = FilterForm(request.GET), timezone.localdate()
    key, _, pk = request.GET.get("sau", "").rpartition("_")
    page = units.page(form.wanted((key[:220], int(pk)) if units.number(pk) else None), today)
    return render(request, "units/list.html", {
        "form": form, "rows": page.rows, "today": today, "after": f"{page.after[0]}_{page.after[1]}" if page.after else "",
        "keeps": keeps(request), "filtered": any(request.GET.get(name) for name in ("q", "loai", "con", "sau")),
        "stranded": reroute.count(today) if keeps(request) else 0})


def keeps(request: Request) -> bool:
    """May write."""
    return request.user.has_perm("workflow.lineage")


@holding(*READERS)
@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    """One unit: its lineage, and – for who may read it – its people and their awards with its predecessors'."""
    unit = get_object_or_404(Unit.objects.select_related("place"), pk=pk)
    return unit_page(request, unit, WithdrawForm())


def unit_page(request: Request, unit: Unit, form: WithdrawForm, status: int = 200) -> HttpResponse:
    """The page; `form` is one to show again with what was wrong."""
    card, reads = units.card(unit), any(request.user.has_perm(f"workflow.{right}") for right in HISTORIANS)
    context = {"unit": unit, "card": card, "today": timezone.localdate(), "keeps": keeps(request), "form": form, "reads": reads,
               "works": any(request.user.has_perm(f"workflow.{right}") for right in READERS),
               "searches": any(request.user.has_perm(f"workflow.{right}") for right in SEARCHERS)}
    if reads:
        context |= {
            "people": units.people(card.family, request.GET.get("sau_nguoi", "")[:420]),
            "awards": units.awards(card.family, request.GET.get("sau_khen", "")[:40])}
    return render(request, "units/unit.html", context, status=status)


@holding(*KEEPERS)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back the last change recorded of a unit."""
    unit = get_object_or_404(Unit, pk=pk)
    form, last = WithdrawForm(request.POST), units.card(unit).last
    if not form.is_valid():
        return unit_page(request, unit, form, 422)
    if last is None:
        messages.error(request, "Biến động này đã được rút; không có gì thay đổi.")
        return redirect("units:unit", pk)
    with telling(request, f"Đã rút biến động từ {last.on:%d/%m/%Y} của {unit}."):
        lineage.withdraw(unit, last.on, request.user, form.cleaned_data["ly_do"])
    return redirect("units:unit", pk)


@holding(*KEEPERS)
def change(request: Request) -> HttpResponse:
    """Record what became of the units that were ticked on the list."""
    data = request.POST if request.method == "POST" else request.GET
    formers = list(Unit.objects.filter(pk__in=ids(data.getlist("don_vi"))).order_by("key", "pk"))
    form = ChangeForm(request.POST or None, today=timezone.localdate(), formers=formers)
    if request.method == "POST" and form.is_valid():
        with telling(request, "Đã ghi biến động. Hồ sơ đang xử lý của đơn vị cũ, nếu có, nằm ở trang chuyển hồ sơ.") as attempt:
            rows = lineage.record(form.change(), request.user)
        if attempt.done:
            return redirect("units:unit", rows[0].later_id or rows[0].former_id)
    return render(request, "units/change.html", {"form": form, "formers": formers}, status=422 if request.method == "POST" else 200)


@holding(*KEEPERS)
def rerouting(request: Request) -> HttpResponse:
    """Open dossiers of dissolved units: choose, look over, move. The last step reads everything afresh."""
    today = timezone.localdate()
    waiting = reroute.waiting(today)
    form = RerouteForm(request.POST or None, waiting=waiting, today=today)
    valid = request.method == "POST" and form.is_valid()
    if valid and request.POST.get("buoc") == "chuyen":
        with telling(request) as attempt:
            moved = reroute.reroute(form.moves(), request.user, form.cleaned_data["ghi_chu"])
            messages.success(request, f"Đã chuyển {len(moved)} hồ sơ cho đơn vị kế thừa.")
        if attempt.done:
            return redirect("units:reroute")
    elif valid:
        return render(request, "units/review.html", {"form": form, "heaps": form.review(), "total": len(form.moves())})
    heaps = [{"row": row, "field": form[f"vao_{row.unit.pk}"]} for row in waiting]
    ticked = {str(pk) for pk in form["ho_so"].value() or ()} if form.is_bound else set()
    return render(request, "units/reroute.html", {
        "form": form, "heaps": heaps, "ticked": ticked, "log": reroute.log()}, status=422 if request.method == "POST" else 200)


@holding(*READERS)
def places(request: Request) -> HttpResponse:
    """The country's places, in force and former; who keeps the units may make those of a province."""
    form = ProvinceForm(request.POST or None)
    if request.method == "POST" and keeps(request) and form.is_valid():
        with telling(request) as attempt:
            made = country.units_of(form.cleaned_data["tinh"], request.user)
        if attempt.done:
            messages.success(request, (
                f"Đã lập {made['communes']} đơn vị cấp xã và {made['former']} đơn vị cũ của {form.cleaned_data['tinh']}."))
        return redirect("units:places")
    words = request.GET.get("q", "").strip()[:100]
    page = country.search(words, request.GET.get("sau", "")[:120]) if words else country.Page([])
    return render(request, "units/places.html", {
        "words": words, "rows": page.rows, "after": page.after, "form": form, "keeps": keeps(request),
        "loaded": bool(page.rows) or Place.objects.exists()})
