"""What the decision desk reads: decisions on their way, lines that wait for one, what a signature will do."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone
from viewflow.workflow.models import Task

from workflow.law import awards
from workflow.law.accumulation import Held, forgone, period_of
from workflow.law.money import TITLE, reward
from workflow.law.states import State
from workflow.law.words import Instrument, Kind, RecipientKind
from workflow.models import AwardType, Decision, Line, Register, User
from workflow.models.tables import tariff

from ..flow import DecisionFlow
from . import decisions

STEPS = [("draft", "Soạn dự thảo"), ("check", "Kiểm tra"), ("sign", "Ký, cấp số"), ("", "Đã ban hành")]


def step(decision: Decision) -> str:
    """Where a decision is: `draft`, `check`, `sign`, or nothing once it is signed."""
    if decision.number is not None:
        return ""
    return str(decisions.task(decision).flow_task.name)


def holder(decision: Decision) -> str:
    """Who works on it now; empty when nobody has taken it, or when it is through."""
    owner = Task.objects.filter(process=decision.process_id, finished=None).values_list("owner__full_name", flat=True).first()
    return owner or ""


def under_way() -> QuerySet[Any]:
    """Unsigned decisions with `node` (the step), `owner` (who has it in his hands) and `size`, the oldest first. One query."""
    task = Task.objects.filter(process=OuterRef("process"), finished=None, flow_task_type="HUMAN")
    return Decision.objects.filter(number=None).annotate(
        node=Subquery(task.values("flow_task")[:1]), owner=Subquery(task.values("owner")[:1]), size=Count("lines")).select_related(
        "drafted_by", "checked_by").order_by("pk")


def turn(decision: Any, user: User) -> bool:
    """Whether a decision that `under_way` found waits for this person. Cheaper, and less strict, than `may`: for a list."""
    at, right = at_desk(decision.node), {"draft": "decide", "check": "check", "sign": "sign"}
    barred = {"check": {decision.drafted_by_id}, "sign": {decision.drafted_by_id, decision.checked_by_id}}.get(at, set())
    free = decision.owner in (None, user.pk) and (at != "draft" or decision.drafted_by_id == user.pk)
    return free and at in right and user.has_perm(f"workflow.{right[at]}") and user.pk not in barred


def signed(search: str = "", year: int | None = None) -> QuerySet[Decision]:
    """Signed decisions, the newest first, by number (`20`, `20/QĐ-UBND`) or words of the subject."""
    found = Decision.objects.exclude(number=None).annotate(size=Count("lines")).select_related("signed_by")
    if year:
        found = found.filter(year=year)
    number = search.strip().split("/")[0]
    if number.isascii() and number.isdigit() and len(number) < 10:
        found = found.filter(number=int(number))
    elif search.strip():
        found = found.filter(subject__icontains=search.strip())
    return found.order_by("-year", "-number")


def waiting_count(state: State = State.PASSED) -> int:
    """How many lines wait in a state."""
    return Line.objects.filter(state=state).count()


def waiting_for() -> dict[Instrument, int]:
    """How many lines wait for each instrument that some line waits for. One query."""
    found: Counter[Instrument] = Counter()
    rows = Line.objects.filter(state=State.PASSED).order_by().values_list("award", "dossier__kind", "since").annotate(n=Count("pk"))
    for award, kind, since, n in rows:
        if (instrument := awards.named(award, Kind(kind), since).instrument) is not None:
            found[instrument] += n
    return {instrument: found[instrument] for instrument in Instrument if found[instrument]}


@dataclass(frozen=True)
class Outlook:
    """What a signature today would do. `number` is the one expected: somebody may be faster."""

    number: str
    lines: int
    money: int


def outlook(decision: Decision) -> Outlook:
    """The number, the lines and the money of a decision signed today."""
    today, rates = timezone.localdate(), tariff()
    number = f"{Register.expected(decision.symbol, str(today.year)):02d}/{decision.symbol}"
    rows = list(decision.lines.values_list("pk", "award", "recipient__kind", "recipient", "dossier__round__year"))
    if decision.instrument != Instrument.AWARD:
        return Outlook(number, len(rows), 0)
    money = {pk: reward(award, RecipientKind(kind), today, rates) for pk, award, kind, *_ in rows}
    twice = len({recipient for _, _, _, recipient, _ in rows}) < len(rows)  # else nobody has two titles
    titles = set(AwardType.objects.filter(group=TITLE).values_list("code", flat=True)) if twice else set()
    without = forgone(
        (recipient, period_of(str(year or ""), today), Held(pk, award, money[pk], today))
        for pk, award, _, recipient, year in rows if award in titles)
    return Outlook(number, len(rows), sum(money.values()) - sum(money[pk] for pk in without))


def may(decision: Decision, user: User) -> set[str]:
    """What the person may do with the decision now: `draft`, `check`, `sign`. The engine asks again when he does it."""
    at = step(decision)
    task = Task.objects.filter(process=decision.process_id, finished=None).first()
    right = {"draft": "decide", "check": "check", "sign": "sign"}.get(at, "")
    if not right or not user.has_perm(f"workflow.{right}") or (task and task.owner_id not in (None, user.pk)):
        return set()
    barred: set[int | None] = set() if at == "draft" else {*decisions.authors(decision)}
    if at == "sign":
        barred.add(decision.checked_by_id)
    return set() if user.pk in barred else {at}


def at_desk(node: object) -> str:
    """The short name of a node that `under_way` found."""
    names = {DecisionFlow.draft: "draft", DecisionFlow.check: "check", DecisionFlow.sign: "sign"}
    return names.get(node, "")
