"""The screens of rounds: the calendar, one round with who has sent, reminders."""
from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.movements import RemindForm, RoundForm, YearForm
from workflow.desks.common import Request, handing, holding, ids, pdf, telling
from workflow.desks.context import READERS
from workflow.engine import changes
from workflow.engine.emulation import reminders, rounds
from workflow.models import Round
from workflow.papers import press, prints

TRIED = 200  # rounds shown of all years
on_round = handing(Round.objects.select_related("planned"), "movements")


@holding("movements")
@require_GET
def listing(request: Request) -> HttpResponse:
    """The rounds by their last day, those still open first, with how far each has come."""
    today = timezone.localdate()
    found = rounds.overview(list(Round.objects.select_related("planned").order_by("closes_on", "pk")[:TRIED]), today)
    return render(request, "movements/rounds.html", {
        "open": [row for row in found if row.open], "over": [row for row in reversed(found) if not row.open],
        "form": YearForm(initial={"nam": today.year + (today.month > 9)})})


@holding("movements")
@require_POST
def lay_out(request: Request) -> HttpResponse:
    """Make a year's rounds from the template."""
    form = YearForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chưa lập được lịch: " + "; ".join(map(str, form.errors["nam"])))
        return redirect("movements:rounds")
    with telling(request) as attempt:
        made = rounds.lay_out(form.cleaned_data["nam"], request.user)
    if attempt.done and made:
        messages.success(request, f"Đã lập {len(made)} đợt xét của năm {form.cleaned_data['nam']} từ lịch mẫu. Kiểm tra lại từng hạn.")
    elif attempt.done:
        messages.info(request, f"Lịch năm {form.cleaned_data['nam']} đã có đủ các đợt của lịch mẫu; không thêm đợt nào.")
    return redirect("movements:rounds")


@on_round
@require_GET
def show(request: Request, found: Round) -> HttpResponse:
    """One round: its deadline, who has not sent, who has, what was told them."""
    senders = rounds.senders(found)
    today = timezone.localdate()
    return render(request, "movements/round.html", {
        "round": found, "left": (found.closes_on - today).days, "waiting": [one for one in senders if one.sent_on is None],
        "sent": [one for one in senders if one.sent_on], "told": rounds.told(found),
        "log": changes.told("round", found.pk, changes.labels(Round), changes.words(Round)),
        "mails": reminders.mails(), "form": RemindForm(initial={"way": "email" if reminders.mails() else "letter"}),
        "reads": any(request.user.has_perm(f"workflow.{right}") for right in READERS),
        "sample": reminders.words(found, senders[0].unit, today) if senders else ""})


def page_of(request: Request, form: RoundForm, title: str, back: str, status: int = 200) -> HttpResponse:
    """The form of a round."""
    return render(request, "movements/form.html", {
        "form": form, "title": title, "back": back, "crumb": "Đợt xét", "home": "movements:rounds", "save": "Lưu đợt xét"}, status=status)


def written(request: Request, form: RoundForm, done: Callable[[], Round]) -> HttpResponse | None:
    """Store what the form says; None when it was refused, the form then says why."""
    with telling(request) as attempt:
        made = done()
    if not attempt.done:
        return None
    messages.success(request, f"Đã lưu đợt xét “{made.name}”, hạn cuối {made.closes_on:%d/%m/%Y}.")
    return redirect("movements:round", made.pk)


@holding("movements")
@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A round beside the calendar."""
    form = RoundForm(request.POST or None, initial={"year": timezone.localdate().year})
    if form.is_valid() and (answer := written(request, form, lambda: rounds.write(form.cleaned_data, request.user))):
        return answer
    return page_of(request, form, "Thêm đợt xét", "", 422 if form.is_bound else 200)


@on_round
@require_http_methods(["GET", "POST"])
def edit(request: Request, found: Round) -> HttpResponse:
    """Another name or day; a new last day wants its reason."""
    initial = {name: getattr(found, name) for name in rounds.FIELDS}
    form = RoundForm(request.POST or None, initial=initial, round=found)
    if form.is_valid():
        note = form.cleaned_data.get("note", "")
        if answer := written(request, form, lambda: rounds.write(form.cleaned_data, request.user, found, note)):
            return answer
    return page_of(request, form, f"Sửa {found.name}", found.name, 422 if form.is_bound else 200)


@on_round
@require_POST
def remind(request: Request, found: Round) -> HttpResponse:
    """Remind the ticked units."""
    form, chosen = RemindForm(request.POST), ids(request.POST.getlist("don_vi"))
    if not form.is_valid():
        messages.error(request, "Chưa chọn cách nhắc; chưa có gì được ghi.")
        return redirect("movements:round", found.pk)
    with telling(request) as attempt:
        made = reminders.remind(found, chosen, form.cleaned_data["way"], request.user)
    if attempt.done:
        how = {"email": "gửi thư điện tử nhắc", "letter": "ghi công văn nhắc", "phone": "ghi đã gọi điện nhắc"}[form.cleaned_data["way"]]
        messages.success(request, f"Đã {how} {len(made)} đơn vị.")
    return redirect("movements:round", found.pk)


@on_round
@require_GET
def letter(request: Request, found: Round) -> HttpResponse:
    """Công văn đôn đốc to the units named in the address, or to all that have not sent."""
    waiting = [one.unit for one in rounds.senders(found) if one.sent_on is None]
    chosen = set(ids(request.GET.getlist("don_vi")))
    units = [unit for unit in waiting if not chosen or unit.pk in chosen]
    if not units:
        messages.info(request, "Không còn đơn vị nào phải nhắc.")
        return redirect("movements:round", found.pk)
    with telling(request) as attempt:
        return pdf(press.render(prints.reminder(found, units, timezone.localdate())).pdf, f"cong-van-don-doc-{found.pk}")
    assert not attempt.done
    return redirect("movements:round", found.pk)
