"""What each line's criteria say to the recipient's history, and what officers ruled. Reads a whole dossier in a flat number of queries."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from workflow.law.cautions import preferred
from workflow.law.criteria import Criterion, Finding, all_of, qualifies_from
from workflow.law.eligible import Chances, chances
from workflow.law.evidence import History
from workflow.law.general import general
from workflow.law.states import Duty, State
from workflow.law.timeline import Year, timeline
from workflow.law.words import RecipientKind, Verdict
from workflow.models import Line, Round, Ruling, User
from workflow.models.tables import switched

from .. import clerk, errands
from ..emulation import clusters
from ..errors import Refused
from . import histories, readers


@dataclass(frozen=True)
class Proof:
    """The findings on one line as they stand: records first, rulings above them. `rulings`: all of them, the latest first.

    `own`: what the award's article asks of such a recipient, if it asks anything; `general`: what every award asks;
    `switches`: the versions of the law that are on; `open`: are the records for whoever reads this? `told` says so.
    """

    own: Criterion | None
    general: Criterion | None
    history: History
    rulings: tuple[Ruling, ...]
    article: str
    who: RecipientKind
    switches: Collection[str] = ()
    open: bool = True

    @property
    def ruled(self) -> dict[str, Ruling]:
        """The ruling that counts, by the key of its criterion."""
        return {ruling.criterion: ruling for ruling in reversed(self.rulings)}

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """What was ruled, by the key of its criterion."""
        return {key: Verdict(ruling.verdict) for key, ruling in self.ruled.items()}

    @cached_property
    def criterion(self) -> Criterion:
        """Both of them."""
        return all_of(*filter(None, [self.own, self.general]))

    @cached_property
    def finding(self) -> Finding:
        """The result, with all its parts: the award's own and the general ones; without the records that are not for the reader."""
        found = self.criterion.find(self.history, self.verdicts, self.article)
        return found if self.open else found.bare

    @property
    def groups(self) -> list[Finding]:
        """The award's own findings, then the general ones."""
        return list(self.finding.parts)

    @property
    def common(self) -> Finding | None:
        """The general findings."""
        return self.finding.parts[-1] if self.general else None

    @property
    def decisive(self) -> list[Finding]:
        """The single criteria that the result rests on; a general one only when it is in the way or somebody ruled on it."""
        own = self.finding.parts[0].decisive if self.own else ()
        common = self.common.decisive if self.common else ()
        return [*own, *(leaf for leaf in common if leaf.verdict is not Verdict.MET or leaf.computed)]

    @property
    def tally(self) -> list[tuple[Verdict, int]]:
        """How many of the decisive criteria are met, unknown, not met."""
        counted = Counter(leaf.verdict for leaf in self.decisive)
        return [(verdict, counted[verdict]) for verdict in reversed(Verdict) if counted[verdict]]

    @property
    def preferred(self) -> Verdict:
        """Would the recipient be chosen among equals?"""
        return preferred(self.history, self.who)

    @property
    def earliest(self) -> date | None:
        """The earliest day on which all is met if nothing else changes, where that can be said."""
        return qualifies_from(self.criterion, self.history, self.verdicts)

    @property
    def timeline(self) -> list[Year]:
        """The records by year, each with the numbers of the criteria it proves."""
        return timeline(self.history if self.open else self.history.public, self.finding.leaves)

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each criterion on the card, by its key."""
        return {leaf.key: number for number, leaf in enumerate(self.finding.leaves, 1)}

    @property
    def chances(self) -> Chances:
        """What the recipient qualifies for today, out of the records already read."""
        return chances(replace(self.history, on=self.history.now, asked=0), self.who, self.switches)


def of(lines: Sequence[Line]) -> dict[int, Proof]:
    """The proof of each line, by its id, on the day its dossier was received. Lines come with their dossier.

    A line that gives nobody an award is not in it. Eleven queries for every 10,000 lines.
    """
    found = {}
    for start in range(0, len(lines), clerk.CHUNK):
        found.update(proofs(lines[start:start + clerk.CHUNK]))
    return found


def told(lines: Sequence[Line], reader: User) -> dict[int, Proof]:
    """The same as this person may read it: who does not need the records of a line gets its findings and articles alone."""
    shown = readers.open_to(lines, reader)
    return {pk: found if pk in shown else replace(found, open=False) for pk, found in of(lines).items()}


def proofs(lines: Sequence[Line]) -> dict[int, Proof]:
    """The same for as many lines as go into one statement."""
    pasts = histories.of({line.recipient_id for line in lines})
    rounds = {line.dossier.round_id for line in lines if line.dossier.round_id}
    asked = dict(Round.objects.filter(pk__in=rounds).values_list("pk", "year")) if rounds else {}
    ruled: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in Ruling.objects.filter(line__in=[line.pk for line in lines]).select_related("by").order_by("-pk"):
        ruled[ruling.line_id].append(ruling)
    noted, pending, switches, found = clusters.noted(lines), histories.pending(lines), switched(), {}
    for line in lines:
        machine, past = line.machine, pasts[line.recipient_id]
        own, common = machine.criteria.get(past.kind), general(machine.code, machine.kind)
        if own or common:
            history = past.history(line.dossier.received_on, line.pk, asked.get(line.dossier.round_id or 0, 0))
            history = replace(history, noted=noted.get(line.pk, {}), pending=pending.get(line.pk, ()))
            found[line.pk] = Proof(own, common, history, tuple(ruled[line.pk]), machine.article, past.kind, switches)
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
