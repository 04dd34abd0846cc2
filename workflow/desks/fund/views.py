"""The accountant's screens: the balance with the decisions, payments to tick, what came in, the lists to print and export."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.fund import Back, Income, Paid, Ruling, Why
from workflow.desks.common import Request, holding, ids, pdf, telling, workbook
from workflow.engine.money import cashier, purse
from workflow.engine.money.purse import Wanted
from workflow.law.figures import money_text
from workflow.models import AwardType, Payment
from workflow.papers import payment_sheet, press, prints

STATES = dict(Payment.STATES)
TABS = ("due", "review", "paid", "recovering", "recovered", "nothing", "cancelled")
FORMS: dict[str, type[Form]] = {  # what may be done with the payments of a tab
    "due": Paid, "review": Ruling, "paid": Why, "recovering": Back, "recovered": Why, "nothing": Why}


def day_of(text: str) -> date | None:
    """A day out of an address; None for anything else."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def mark(text: str) -> tuple[date, str] | None:
    """The end of the page before, out of the address."""
    first, _, rest = text.partition("_")
    day = day_of(first)
    return (day, rest) if day and rest else None


@holding("fund")
@require_GET
def overview(request: Request) -> HttpResponse:
    """The balance, and the decisions that brought money, the latest first."""
    rows, after = purse.decisions(mark(request.GET.get("sau", "")))
    return render(request, "fund/overview.html", {
        "balance": purse.balance(), "rows": rows, "after": f"{after[0].isoformat()}_{after[1]}" if after else "",
        "later": "sau" in request.GET})


# ------------------------------------------------------------------ payments


def asked(request: Request) -> Wanted:
    """What the address asks for."""
    given = request.GET
    state, after = given.get("trang_thai", ""), ids([given.get("sau", "")])
    return Wanted(
        number=given.get("so", "")[:60], on=day_of(given.get("ngay", "")), state=state if state in TABS else "",
        search=given.get("q", "").strip()[:100], after=after[0] if after else None)


@holding("fund")
@require_http_methods(["GET", "POST"])
def payments(request: Request) -> HttpResponseBase:
    """Payments of a decision, of a state or of a person; ticked ones are paid, settled, taken back or put right."""
    wanted = asked(request)
    if request.method == "GET":
        return payments_page(request, wanted)
    doubting = "xem-lai" in request.POST and wanted.state == "due"
    kind = Why if doubting else FORMS.get(wanted.state)
    if kind is None:
        messages.error(request, "Hãy mở một tình trạng trước khi ghi; chưa có gì thay đổi.")
        return redirect(request.get_full_path())
    form = kind(request.POST)
    if not form.is_valid():
        return payments_page(request, wanted, **{"doubt" if doubting else "form": form})
    with telling(request) as attempt:
        told = done(request, wanted, form.cleaned_data, doubting)
    if not attempt.done:
        return payments_page(request, wanted, **{"doubt" if doubting else "form": form})
    messages.success(request, told)
    return redirect(request.get_full_path())


def done(request: Request, wanted: Wanted, said: dict[str, Any], doubting: bool) -> str:
    """Do what the tab is for; what to tell."""
    chosen, by = ticked(request, wanted), request.user
    if doubting or wanted.state == "nothing":
        return f"Đã đưa {cashier.doubt(chosen, by=by, **said)} khoản vào diện cần xem lại."
    if wanted.state == "review":
        return f"Đã ghi mức chi cho {cashier.settle(chosen, by=by, **said)} khoản."
    if wanted.state == "due":
        return f"Đã ghi chi {len(chosen)} khoản, {money_text(cashier.pay(chosen, by=by, **said))} đồng, chứng từ {said['paper']}."
    if wanted.state == "recovering":
        return f"Đã ghi thu hồi {len(chosen)} khoản, {money_text(cashier.recovered(chosen, by=by, **said))} đồng."
    return f"Đã ghi bút toán đảo cho {len(chosen)} khoản, {money_text(cashier.undo(chosen, by=by, **said))} đồng; các khoản này chờ lại."


def ticked(request: Request, wanted: Wanted) -> list[int]:
    """The ticked payments, or – of one decision – all in the state, as the page showed them."""
    if wanted.number and wanted.on and "tat-ca" in request.POST:
        return purse.whole(wanted, request.POST["tat-ca"])
    return ids(request.POST.getlist("khoan"))


def payments_page(request: Request, wanted: Wanted, form: Form | None = None, doubt: Form | None = None) -> HttpResponse:
    """The list, with a form that was not in order if there is one."""
    rows, after = purse.page(wanted)
    tally = purse.tally(Wanted(number=wanted.number, on=wanted.on, search=wanted.search))
    kind = FORMS.get(wanted.state)
    return render(request, "fund/payments.html", {
        "wanted": wanted, "rows": rows, "after": after, "tabs": [(state, STATES[state], *tally.get(state, (0, 0))) for state in TABS],
        "count": sum(n for n, _ in tally.values()), "title": STATES.get(wanted.state, "Mọi khoản"),
        "single": bool(wanted.number and wanted.on), "here": tally.get(wanted.state, (0, 0)),
        "stamp": purse.stamp(wanted) if wanted.number and wanted.on and kind else "",
        "form": form or (kind() if kind else None), "doubt": doubt or Why(),
        "names": AwardType.short_names(),
        "ticked": set(ids(request.POST.getlist("khoan"))), "chosen_all": "tat-ca" in request.POST,
        "doubting": doubt is not None}, status=422 if form or doubt else 200)


def listed(request: Request) -> list[Payment]:
    """The payments of the list asked for: those ticked, else – or when all are chosen – those of the decision."""
    chosen = ids(request.POST.getlist("khoan"))
    if chosen and "tat-ca" not in request.POST:
        return purse.listed(chosen)
    wanted = asked(request)
    return purse.listed(wanted=wanted) if wanted.number and wanted.on else []


def nothing_to_list(request: Request) -> HttpResponseBase:
    """Say that the list would be empty."""
    messages.error(request, "Chưa chọn khoản nào, hoặc quyết định không có khoản nào phải chi; chưa lập danh sách.")
    return redirect(f"{reverse('fund:payments')}?{request.GET.urlencode()}")


@holding("fund")
@require_http_methods(["GET", "POST"])
def printed(request: Request) -> HttpResponseBase:
    """Danh sách chi tiền thưởng."""
    chosen = listed(request)
    if chosen:
        with telling(request):
            return pdf(press.render(prints.payments(chosen, request.user)).pdf, "danh-sach-chi-tien-thuong")
        return redirect("fund:overview")
    return nothing_to_list(request)


@holding("fund")
@require_http_methods(["GET", "POST"])
def exported(request: Request) -> HttpResponseBase:
    """The same list as a workbook."""
    chosen = listed(request)
    if not chosen:
        return nothing_to_list(request)
    return workbook(payment_sheet.workbook(prints.payments(chosen, request.user)), "danh-sach-chi-tien-thuong")


# ------------------------------------------------------------------ money in


@holding("fund")
@require_http_methods(["GET", "POST"])
def incomes(request: Request) -> HttpResponseBase:
    """What came into the fund, and the form for more."""
    form = Income(request.POST) if request.method == "POST" else Income()
    if request.method == "POST" and form.is_valid():
        with telling(request, f"Đã ghi thu {money_text(form.cleaned_data['amount'])} đồng vào quỹ.") as attempt:
            cashier.receive(by=request.user, **form.cleaned_data)
        if attempt.done:
            return redirect("fund:incomes")
    return incomes_page(request, form)


def incomes_page(request: Request, form: Income, status: int = 200) -> HttpResponse:
    """The list of incomes."""
    start = mark(request.GET.get("sau", ""))
    last = ids([start[1]]) if start else []
    rows, after = purse.incomes((start[0], last[0]) if start and last else None)
    return render(request, "fund/incomes.html", {
        "form": form, "rows": rows, "after": f"{after[0].isoformat()}_{after[1]}" if after else "", "later": bool(last),
        "balance": purse.balance()}, status=422 if form.errors else status)


@holding("fund")
@require_POST
def reverse_income(request: Request, pk: int) -> HttpResponseBase:
    """A counter entry for an income that was entered wrongly."""
    form = Why(request.POST)
    if not form.is_valid():
        messages.error(request, "Phải ghi lý do đảo bút toán; chưa có gì thay đổi.")
        return redirect("fund:incomes")
    with telling(request, "Đã ghi bút toán đảo; khoản thu cũ vẫn được giữ trong sổ."):
        cashier.reverse(pk, form.cleaned_data["why"], request.user)
    return redirect("fund:incomes")
