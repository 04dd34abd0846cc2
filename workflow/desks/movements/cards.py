"""The score card of one unit: the points of every stage side by side, and the next stage to enter."""
from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from forms.clusters import ScoreForm
from workflow.desks.common import Request, handing, telling
from workflow.engine import changes
from workflow.engine.emulation import cards
from workflow.law import scoring as law
from workflow.law.scoring import Role, Stage
from workflow.models import ClusterMember

NEXT = {source: step for step, (source, _, _) in law.STEPS.items()}
on_card = handing(ClusterMember.objects.select_related("unit", "cluster"), "movements")


def checkers(member: ClusterMember) -> list[tuple[int, str]]:
    """Who may cross-check the card: the leader; the leader's own, a deputy."""
    role = Role.DEPUTY if member.role == Role.LEADER else Role.LEADER
    able = member.cluster.members.filter(year=member.year, role__in=[role, Role.DEPUTY]).exclude(pk=member.pk).select_related("unit")
    found = sorted(able, key=lambda one: one.role != role)
    return [(one.pk, f"{one.unit.name} ({Role(one.role).label.lower()})") for one in found]


@on_card
@require_http_methods(["GET", "POST"])
def show(request: Request, member: ClusterMember) -> HttpResponse:
    """The card; points sent are entered at the stage the card stands before."""
    scored, given, stage = cards.table(member.cluster_id, member.year), cards.marks(member), Stage(member.stage)
    step = NEXT.get(stage)
    result = member.cluster.results.filter(year=member.year, revoked_at=None).first()
    able = checkers(member) if step == "cross_check" else []
    form = None
    if step and scored and not result and (step != "cross_check" or able):
        target = law.STEPS[step][1]
        before = given.get(target) or given.get(stage, {})  # what was sent back is shown again
        form = ScoreForm(request.POST or None, table=scored, before=before, checkers=able, reasoned=step != "self_score")
    if form and step and form.is_valid() and entered(request, member, step, form):
        return redirect("movements:card", member.pk)
    reached = cards.ORDER[:cards.ORDER.index(stage) + 1] if stage in cards.ORDER else ()
    rows = [(one, [law.figure(given[at][one.pk]) if at in reached and one.pk in given.get(at, {}) else "" for at in cards.ORDER])
            for one in scored]
    totals = [law.figure(law.total(scored, given.get(at, {}))) if at in reached else "" for at in cards.ORDER]
    return render(request, "movements/card.html", {
        "member": member, "rows": rows, "totals": totals, "form": form, "label": law.STEPS[step][2] if step else "", "step": step,
        "stage": stage, "stages": cards.ORDER, "result": result, "lonely": step == "cross_check" and not able,
        "back": stage in law.BACK and not result, "log": changes.told("card", member.pk, {str(one.pk): one.text for one in scored})},
        status=422 if form and form.is_bound else 200)


def entered(request: Request, member: ClusterMember, step: str, form: ScoreForm) -> bool:
    """Enter the points of the form."""
    said = form.cleaned_data
    checker = ClusterMember.objects.get(pk=said["checker"]) if said.get("checker") else None
    with telling(request) as attempt:
        cards.score(member, step, form.points(), request.user, checker, said.get("note", ""))
    if attempt.done:
        messages.success(request, f"Đã ghi: {law.STEPS[step][2].removeprefix('Ghi ')} của {member.unit}.")
    return attempt.done


@on_card
@require_POST
def send_back(request: Request, member: ClusterMember) -> HttpResponse:
    """One stage back."""
    with telling(request, "Đã trả lại một bước; điểm cũ còn trong nhật ký."):
        cards.send_back(member, request.POST.get("ly_do", "")[:1000], request.user)
    return redirect("movements:card", member.pk)
