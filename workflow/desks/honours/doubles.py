"""Recipients who may have been entered twice: compared side by side, made one, kept apart, parted again."""
from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.honours import ReasonForm
from workflow.desks.common import Request, holding, telling
from workflow.engine import registry
from workflow.engine.register import matching, merging
from workflow.law.likeness import likeness
from workflow.models import Merge, Recipient

MERGES = 100


@holding("records")
@require_GET
def listing(request: Request) -> HttpResponse:
    """Pairs that may be one, page by page."""
    one, _, other = request.GET.get("sau", "").partition("_")
    after = (int(one), int(other)) if one.isdecimal() and other.isdecimal() and max(len(one), len(other)) < 16 else (0, 0)
    pairs, next_one = matching.pairs(after)
    people = Recipient.objects.select_related("unit").in_bulk({pk for pair in pairs for pk in pair[:2]})
    return render(request, "honours/doubles.html", {
        "pairs": [(people[first], people[second], alike) for first, second, alike in pairs], "later": after != (0, 0),
        "after": f"{next_one[0]}_{next_one[1]}" if next_one else ""})


@holding("records")
@require_http_methods(["GET", "POST"])
def compare(request: Request, one: int, other: int) -> HttpResponse:
    """Two recipients side by side. They are made one, or it is remembered that they are two."""
    people = Recipient.objects.select_related("unit", "merged_into").in_bulk([one, other])
    if len(people) < 2:
        raise Http404("Không có đối tượng này.")
    form = ReasonForm(request.POST or None) if "gop" in request.POST else ReasonForm()
    if request.method == "POST" and "khac" in request.POST:
        with telling(request) as attempt:
            merging.keep_apart(one, other, request.user)
        if attempt.done:
            messages.success(request, f"Đã ghi nhận {people[one]} và {people[other]} không phải là một; sẽ không đề xuất lại.")
        return redirect("honours:doubles")
    if request.method == "POST" and form.is_valid():
        kept = other if request.POST.get("giu") == str(other) else one
        with telling(request, f"Đã gộp; mọi kết quả nay thuộc {people[kept]}. Có thể tách lại ở nhật ký gộp.") as attempt:
            merging.merge(kept, one + other - kept, form.cleaned_data["reason"], request.user)
        if attempt.done:
            return redirect("registry:recipient", kept)
    known = matching.traits([one, other])
    sides = [{"recipient": people[pk], "records": registry.history(pk), "lines": registry.proposals(pk)} for pk in (one, other)]
    return render(request, "honours/compare.html", {
        "sides": sides, "form": form, "alike": likeness(known[one], known[other]) if len(known) == 2 else None,
        "merged": any(person.merged_into_id for person in people.values())}, status=422 if form.errors else 200)


@holding("records")
@require_GET
def log(request: Request) -> HttpResponse:
    """Who was made one with whom, the latest first."""
    merges = Merge.objects.select_related("kept", "gone", "by", "undone_by")[:MERGES]
    return render(request, "honours/merges.html", {"merges": merges, "form": ReasonForm()})


@holding("records")
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Two recipients again."""
    with telling(request, "Đã tách lại như trước khi gộp."):
        merging.undo(pk, request.POST.get("reason", "")[:300], request.user)
    return redirect("honours:merges")
