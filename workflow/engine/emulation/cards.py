"""Score cards: self-score, cross-check, result, each logged with old values; the board of a cluster's year with its ranking.

Units have no accounts: the desk enters for them what their papers say, and the log says for whom.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from workflow.law import scoring as law
from workflow.law.machine import Refusal
from workflow.law.scoring import Card, Place, Role, Scored, Stage
from workflow.models import Cluster, ClusterMember, Mark, ScoreCriterion, User

from .. import changes, clerk
from ..errors import Refused

ORDER = (Stage.SELF, Stage.CHECKED, Stage.RESULT)
Marks = Mapping[Stage, Mapping[int, Decimal]]


@dataclass(frozen=True)
class Row:
    """One unit on the board: the totals of its stages, the latest of them, and its place by that."""

    member: ClusterMember
    stage: Stage
    totals: Mapping[str, Decimal]
    total: Decimal
    place: Place | None

    @property
    def shown(self) -> str:
        """The total for the eye."""
        return law.figure(self.total) if self.stage is not Stage.OPEN else ""

    @property
    def columns(self) -> list[str]:
        """Self-score, cross-check, result for the eye; empty where there is none yet."""
        return [law.figure(self.totals[str(stage)]) if str(stage) in self.totals else "" for stage in ORDER]


def table(cluster: Cluster | int, year: int) -> tuple[Scored, ...]:
    """The year's scoring table as the law counts with it."""
    return tuple(one.scored for one in ScoreCriterion.objects.filter(cluster=cluster, year=year).order_by("no"))


def marks(member: ClusterMember) -> dict[Stage, dict[int, Decimal]]:
    """The points of a card by stage and criterion."""
    found: dict[Stage, dict[int, Decimal]] = defaultdict(dict)
    for stage, criterion, points in member.marks.values_list("stage", "criterion", "points"):
        found[Stage(stage)][criterion] = points
    return found


def card(member: ClusterMember, scored: tuple[Scored, ...], given: Marks) -> Card:
    """The card as the law judges it; `before` are the points the next step starts from."""
    return Card(Stage(member.stage), Role(member.role), scored, given.get(Stage(member.stage), {}))


@transaction.atomic
def score(
    member: ClusterMember, step: str, points: Mapping[int, Decimal], by: User, checker: ClusterMember | None = None, note: str = "",
) -> None:
    """Enter the points of a stage: `self_score`, `cross_check` (on behalf of `checker`), `settle` (the standing body)."""
    clerk.allow(by, "workflow.movements")
    held = locked(member)
    scored, given = table(held.cluster_id, held.year), marks(held)
    if checker and (checker.cluster_id, checker.year) != (held.cluster_id, held.year):
        raise Refused({0: "Đơn vị chấm chéo không thuộc cụm, khối này"})
    if checker and checker.pk == held.pk:
        raise Refused({0: "Đơn vị không chấm chéo điểm của chính mình"})
    try:
        target = law.take(card(held, scored, given), step, points, Role(checker.role) if checker else None, note)
    except Refusal as refusal:
        raise Refused({0: str(refusal)}) from refusal
    old = given.get(target, {})
    before = {str(key): value for key, value in (old or given.get(Stage(held.stage), {})).items()}
    held.marks.filter(stage=target).delete()  # the old values are in the log below
    Mark.objects.bulk_create(Mark(member=held, criterion_id=one.pk, stage=target, points=points[one.pk]) for one in scored)
    ClusterMember.objects.filter(pk=held.pk).update(stage=target)
    changes.log("card", held.pk, f"{law.STEPS[step][2]} – {behalf(step, held, checker)}", by,
                {str(one.pk): points[one.pk] for one in scored}, before, note.strip())


def behalf(step: str, member: ClusterMember, checker: ClusterMember | None) -> str:
    """For whom the desk entered it."""
    if step == "self_score":
        return f"theo {member.unit.name}"
    return f"theo {checker.unit.name}" if checker else "theo Thường trực Hội đồng"


@transaction.atomic
def send_back(member: ClusterMember, note: str, by: User) -> None:
    """One stage back, with a reason; the points stay until they are entered anew."""
    clerk.allow(by, "workflow.movements")
    held = locked(member)
    try:
        target = law.send_back(Card(Stage(held.stage), Role(held.role), (), {}), note)
    except Refusal as refusal:
        raise Refused({0: str(refusal)}) from refusal
    changes.log("card", held.pk, f"Trả lại bước “{target.label}”", by, {"stage": str(target)}, {"stage": held.stage}, note.strip())
    ClusterMember.objects.filter(pk=held.pk).update(stage=target)


def locked(member: ClusterMember) -> ClusterMember:
    """The card, read afresh under the lock of its cluster; a year with an announced result is closed."""
    Cluster.objects.select_for_update().get(pk=member.cluster_id)
    held = ClusterMember.objects.select_related("unit", "cluster").get(pk=member.pk)
    if held.cluster.results.filter(year=held.year, revoked_at=None).exists():
        raise Refused({0: f"Kết quả năm {held.year} đã công bố; phải hủy kết quả trước khi sửa điểm"})
    return held


def board(cluster: Cluster, year: int) -> list[Row]:
    """The cluster's year: everybody's totals, the best first, those with no points last. Three queries."""
    scored = table(cluster, year)
    members = list(cluster.members.filter(year=year).select_related("unit").order_by("pk"))
    given: dict[int, dict[Stage, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for pk, stage, criterion, points in Mark.objects.filter(member__in=members).values_list("member", "stage", "criterion", "points"):
        given[pk][Stage(stage)][criterion] = points
    latest = {
        member.pk: law.total(scored, given[member.pk][Stage(member.stage)]) for member in members if member.stage != Stage.OPEN}
    places = law.ranking(latest)
    rows = [row_of(member, scored, given[member.pk], latest.get(member.pk, Decimal()), places.get(member.pk)) for member in members]
    return sorted(rows, key=lambda row: (row.place is None, row.place.rank if row.place else 0, row.member.unit.name))


def row_of(member: ClusterMember, scored: tuple[Scored, ...], given: Marks, total: Decimal, place: Place | None) -> Row:
    """One unit's row; stages beyond where the card stands now are not shown: they were sent back."""
    stage = Stage(member.stage)
    reached = ORDER[:ORDER.index(stage) + 1] if stage in ORDER else ()
    return Row(member, stage, {str(one): law.total(scored, given.get(one, {})) for one in reached}, total, place)
