"""What each line's criteria say to the recipient's history, and what officers ruled. Reads a whole dossier in a flat number of queries."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from workflow.law.criteria import Criterion, Finding, qualifies_from
from workflow.law.evidence import History, Record
from workflow.law.states import Duty, State
from workflow.law.words import RecipientKind, Verdict
from workflow.models import AwardRecord, Line, Recipient, Ruling, User

from . import clerk, errands
from .errors import Refused

COLUMNS = ("recipient", "line", "award", "decided_on", "award_name", "decision_number", "authority", "kind", "period", "status")


@dataclass(frozen=True)
class Proof:
    """The findings on one line as they stand: records first, rulings above them. `rulings`: all of them, the latest first."""

    criterion: Criterion
    history: History
    rulings: tuple[Ruling, ...]
    article: str

    @property
    def ruled(self) -> dict[str, Ruling]:
        """The ruling that counts, by the key of its criterion."""
        return {ruling.criterion: ruling for ruling in reversed(self.rulings)}

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """What was ruled, by the key of its criterion."""
        return {key: Verdict(ruling.verdict) for key, ruling in self.ruled.items()}

    @cached_property
    def finding(self) -> Finding:
        """The result, with all its parts."""
        return self.criterion.find(self.history, self.verdicts, self.article)

    @property
    def tally(self) -> list[tuple[Verdict, int]]:
        """How many of the decisive criteria are met, unknown, not met."""
        counted = Counter(leaf.verdict for leaf in self.finding.decisive)
        return [(verdict, counted[verdict]) for verdict in reversed(Verdict) if counted[verdict]]

    @property
    def earliest(self) -> date | None:
        """The earliest day on which all is met if nothing else changes, where that can be said."""
        return qualifies_from(self.criterion, self.history, self.verdicts)


def of(lines: Sequence[Line]) -> dict[int, Proof]:
    """The proof of each line, by its id, on the day its dossier was received. Lines come with their dossier.

    A line whose award declares no criteria for such a recipient is not in it. Three queries for every 10,000 lines.
    """
    found = {}
    for start in range(0, len(lines), clerk.CHUNK):
        found.update(proofs(lines[start:start + clerk.CHUNK]))
    return found


def proofs(lines: Sequence[Line]) -> dict[int, Proof]:
    """The same for as many lines as go into one statement."""
    people = {line.recipient_id for line in lines}
    kinds = dict(Recipient.objects.filter(pk__in=people).values_list("pk", "kind"))
    given = records(people)
    ruled: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in Ruling.objects.filter(line__in=[line.pk for line in lines]).select_related("by").order_by("-pk"):
        ruled[ruling.line_id].append(ruling)
    found = {}
    for line in lines:
        machine = line.machine
        criterion = machine.criteria.get(RecipientKind(kinds[line.recipient_id]))
        if criterion:
            # what this line itself brought is no proof for it
            own = tuple(record for source, record in given[line.recipient_id] if source != line.pk)
            history = History(line.dossier.received_on, own)
            found[line.pk] = Proof(criterion, history, tuple(ruled[line.pk]), machine.article)
    return found


def records(recipients: Collection[int]) -> dict[int, list[tuple[int | None, Record]]]:
    """Everything each of them was ever given, with the line it came from."""
    found: dict[int, list[tuple[int | None, Record]]] = defaultdict(list)
    rows = AwardRecord.objects.filter(recipient__in=recipients).order_by("pk").values_list(*COLUMNS)
    for recipient, line, award, decided_on, name, number, authority, kind, period, status in rows:
        found[recipient].append((line, Record(award, decided_on, name, number, authority, kind, period, status == "valid")))
    return found


@transaction.atomic
def rule(line: Line, key: str, verdict: Verdict, reason: str, by: User) -> Ruling:
    """Write down what an officer found of one criterion, and why; the finding of the records stays readable beside it.

    Whoever may appraise the line may rule on it, while it is being appraised.
    """
    clerk.allow(by, "workflow.appraise")
    dossiers, found = clerk.locked([line.pk])
    tasks = errands.desks(dossiers)
    if why := barred(found[0], key, reason, by, errands.held_by_others(tasks, by)):
        raise Refused({line.pk: why})
    errands.begin([tasks[line.dossier_id, str(Duty.APPRAISE)]], by)
    return Ruling.objects.create(line=found[0], criterion=key, verdict=verdict, reason=reason.strip(), by=by, at=timezone.now())


def barred(line: Line, key: str, reason: str, by: User, held: Mapping[errands.Desk, str]) -> str:
    """Why this person may not rule so now; empty when nothing is in the way."""
    desk, proof = (line.dossier_id, str(Duty.APPRAISE)), of([line]).get(line.pk)
    if State(line.state).duty is not Duty.APPRAISE:
        return f"Chỉ kết luận tiêu chuẩn khi dòng đang thẩm định; dòng này ở “{State(line.state).label}”"
    if line.dossier.received_by_id == by.pk:
        return "Người tiếp nhận hồ sơ không được thẩm định hồ sơ đó"
    if desk in held:
        return f"Hồ sơ đang do {held[desk]} giữ"
    if not reason.strip():
        return "Phải ghi rõ lý do"
    if proof is None or key not in {leaf.key for leaf in proof.finding.leaves}:
        return "Danh hiệu, hình thức này không có tiêu chuẩn đó"
    return ""
