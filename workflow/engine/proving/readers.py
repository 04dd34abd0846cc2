"""Who reads the records behind a finding. That a criterion is met, and its article, everybody reads who may open the line."""
from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from viewflow.workflow.models import Task

from workflow.models import Count, Decision, Line, Seat, Sitting, User

SEERS = ("evidence", "appraise", "review")  # whose work is what is on record beside awards: results of years, initiatives, posts
SCANS = (*SEERS, "records")  # who opens a scan in the register of awards: it names many people, with births and identity numbers
CLOSED = "Căn cứ chi tiết chỉ hiện với người thẩm định, người của phiên họp xét dòng này và người đang giữ dự thảo quyết định"


def sees_all(user: User) -> bool:
    """Does he work with the records of everybody?"""
    return any(user.has_perm(f"workflow.{right}") for right in SEERS)


def of_sitting(sitting: Sitting, user: User) -> bool:
    """The secretary, and whoever has a seat at it: they vote on what the records say, and answer for it afterwards."""
    return user.has_perm("workflow.convene") or sitting.seats.filter(member=user).exists()


def open_to(lines: Collection[Line], user: User) -> set[int]:
    """The ids of the lines whose records this person needs. Three queries at most, however many lines; none for SEERS.

    Beside SEERS: the secretary and the members of a sitting whose agenda holds the line, and who holds its decision now – drafts,
    checks or signs it, or may take that errand. When the errand is done, so is the reading.
    """
    wanted = {line.pk for line in lines}
    if not wanted or sees_all(user):
        return wanted
    on_agenda = Count.objects.filter(line__in=wanted)
    if not user.has_perm("workflow.convene"):
        on_agenda = on_agenda.filter(sitting__in=Seat.objects.filter(member=user).values("sitting"))
    found = set(on_agenda.values_list("line", flat=True))
    papers = {line.pk: line.decision_id for line in lines if line.decision_id}
    held = holding(set(papers.values()), user)
    return found | {line for line, decision in papers.items() if decision in held}


def holding(decisions: Collection[int], user: User) -> set[int]:
    """Those of these decisions whose open errand is his, or is nobody's and he has its right. One query."""
    if not decisions:
        return set()
    rights = [f"workflow.{right}" for right in ("decide", "check", "sign") if user.has_perm(f"workflow.{right}")]
    errands = Task.objects.filter(Q(owner=user) | Q(owner=None), finished=None, owner_permission__in=rights)
    return set(Decision.objects.filter(pk__in=decisions, process__in=errands.values("process")).values_list("pk", flat=True))
