"""Letters from the people: the list by due day, a new letter, one letter with its steps, and – opened on purpose – who sent it."""
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.petitions import PetitionForm, StepForm
from workflow.desks.common import Request, View, holding, ids, telling
from workflow.engine import registry
from workflow.engine.stopping import petitions, senders
from workflow.law import petitions as law
from workflow.law.petitions import Sort, Stage
from workflow.models import Petition, Recipient, User

RIGHT = "petitions"
OPEN, ENDED = [stage for stage in Stage if stage.open], [stage for stage in Stage if not stage.open]


def private(view: View) -> View:
    """For who handles letters; nothing of it stays in a browser's cache or in a report of an error."""

    @holding(RIGHT)
    @never_cache
    @sensitive_post_parameters("sender", "contact")
    @wraps(view)
    def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return kept


@private
@require_GET
def listing(request: Request) -> HttpResponse:
    """Open letters, the soonest due first; or those that ended."""
    past = request.GET.get("xem") == "da-xong"
    return render(request, "petitions/list.html", {"rows": petitions.listing(ENDED if past else OPEN), "past": past})


@private
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
def begin(request: Request) -> HttpResponse:
    """A new letter: find whom it names, tick them, write what it says."""
    searching = "loc" in request.POST
    chosen, search = ids(request.POST.getlist("doi_tuong")), request.POST.get("tim", "").strip()[:100]
    form = PetitionForm(initial=request.POST.dict()) if searching else PetitionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        with telling(request) as attempt:
            made = petitions.receive(
                Sort(said["sort"]), said["received_on"], said["content"], chosen, request.user,
                sender=said["sender"], contact=said["contact"])
        if attempt.done:
            messages.success(request, f"Đã nhận đơn số {made.code}.")
            return redirect("petitions:show", made.pk)
    found = registry.recipients(search)
    people = [*Recipient.objects.filter(pk__in=chosen).select_related("unit"),
              *(person for person in found[:registry.FOUND] if person.pk not in chosen)]
    return render(request, "petitions/begin.html", {
        "form": form, "people": people, "chosen": set(chosen), "search": search, "more": len(found) > registry.FOUND,
    }, status=422 if form.is_bound else 200)


@private
@require_GET
def show(request: Request, pk: int) -> HttpResponse:
    """One letter. Who sent it is not on the page."""
    return page(request, letter(pk))


def letter(pk: int) -> Petition:
    """The letter of that id."""
    return get_object_or_404(Petition.objects.select_related("by").prefetch_related("recipients__unit"), pk=pk)


def page(
    request: Request, petition: Petition, form: StepForm | None = None, sender: tuple[str, str] | None = None, status: int = 200,
) -> HttpResponse:
    """The page of a letter, with its sender where somebody has just opened the envelope."""
    stage = Stage(petition.stage)
    return render(request, "petitions/show.html", {
        "petition": petition, "row": petitions.row(petition), "acts": petitions.acts(petition), "lines": petitions.running(petition),
        "steps": law.may(stage), "form": form or StepForm(), "sender": sender, "sealed": senders.sealed(petition),
        "extends": stage.blocks and not petition.extended, "holds": petition.holds.select_related("recipient"),
        "awards": petition.stage == Stage.FOUNDED}, status=status)


@private
@sensitive_variables("found")
@require_POST
def sender(request: Request, pk: int) -> HttpResponse:
    """Open the envelope: shown once, on this answer only, and noted in the log."""
    petition = letter(pk)
    found = senders.open_for(petition, request.user)
    return page(request, petition, sender=found)


def steps(note: str) -> dict[str, Callable[[Petition, User], None]]:
    """What the engine does for each step."""
    return {
        "accept": petitions.accept, "verify": petitions.verify, "reject": lambda one, by: petitions.reject(one, by, note),
        "founded": lambda one, by: petitions.conclude(one, by, founded=True, conclusion=note),
        "unfounded": lambda one, by: petitions.conclude(one, by, founded=False, conclusion=note),
        "withdraw": lambda one, by: petitions.withdraw(one, by, note), "extend": lambda one, by: petitions.extend(one, by, note),
    }


@private
@require_http_methods(["GET", "POST"])
def move(request: Request, pk: int, step: str) -> HttpResponse:
    """One step with a letter."""
    petition, form = letter(pk), StepForm(request.POST)
    if request.method == "GET":
        return redirect("petitions:show", pk)
    if not form.is_valid():
        return page(request, petition, form, status=422)
    act = steps(form.cleaned_data["note"]).get(step)
    if act is None:
        raise Http404("Không có bước này.")
    with telling(request, f"Đã ghi “{petitions.NAMES[step]}” cho đơn số {petition.code}.") as attempt:
        act(petition, request.user)
    if not attempt.done:
        return page(request, letter(pk), form, status=422)
    return redirect("petitions:show", pk)
