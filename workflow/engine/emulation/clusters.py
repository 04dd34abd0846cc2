"""Clusters: their members of a year, the scoring table, the announced result – and who leads, as evidence for the province's flag."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from workflow.law import scoring as law
from workflow.law.evidence import Noted, Record
from workflow.law.machine import Refusal
from workflow.law.scoring import Role, Stage
from workflow.law.words import RecipientKind, Verdict
from workflow.models import Cluster, ClusterMember, ClusterResult, Line, Mark, Recipient, ScoreCriterion, Unit, User

from .. import changes, clerk
from ..errors import Refused
from . import cards

LEADS = "dan-dau-cum-khoi"  # key of the criterion of the province's flag


@transaction.atomic
def write(fields: Mapping[str, Any], by: User, cluster: Cluster | None = None, note: str = "") -> Cluster:
    """A new cluster, or what has changed of one: code, name, since, until, basis."""
    clerk.allow(by, "workflow.movements")
    changes.require(fields, {"code": "mã", "name": "tên", "since": "từ ngày"})
    wanted = {name: fields[name] for name in ("code", "name", "since", "until", "basis") if name in fields}
    if Cluster.objects.filter(code=wanted["code"]).exclude(pk=cluster.pk if cluster else 0).exists():
        raise Refused({0: f"Đã có cụm, khối mang mã {wanted['code']}"})
    if cluster is None:
        return changes.begun(Cluster.objects.create(**wanted), wanted, "cluster", "Lập cụm, khối", by)
    held = Cluster.objects.select_for_update().get(pk=cluster.pk)
    changes.apply(held, wanted, "cluster", "Sửa cụm, khối", by, note)
    return held


@transaction.atomic
def set_members(cluster: Cluster, year: int, roles: Mapping[int, str], by: User) -> None:
    """The members of a year by unit id, each with its role. Who has been scored stays."""
    clerk.allow(by, "workflow.movements")
    Cluster.objects.select_for_update().get(pk=cluster.pk)
    unannounced(cluster, year)
    if sum(role == Role.LEADER for role in roles.values()) > 1:
        raise Refused({0: "Mỗi cụm, khối chỉ có một trưởng trong năm"})
    held = {member.unit_id: member for member in cluster.members.filter(year=year).select_for_update()}
    elsewhere = ClusterMember.objects.filter(unit__in=roles, year=year).exclude(cluster=cluster).select_related("unit", "cluster")
    refused = dict(enumerate(f"{one.unit} đã là thành viên của {one.cluster} năm {year}" for one in elsewhere))
    gone = [member for unit, member in held.items() if unit not in roles]
    if any(member.stage != Stage.OPEN or member.marks.exists() for member in gone):
        refused[len(refused)] = "Đơn vị đã được chấm điểm, không đưa ra khỏi cụm, khối được"
    if refused:
        raise Refused(refused)
    before = {unit: member.role for unit, member in held.items()}
    ClusterMember.objects.filter(pk__in=[member.pk for member in gone]).delete()
    cluster.members.filter(year=year, role=Role.LEADER).update(role=Role.MEMBER)  # so that the leader may change in one go
    for role in Role:
        cluster.members.filter(year=year, unit__in=[unit for unit, one in roles.items() if one == role]).update(role=role)
    ClusterMember.objects.bulk_create(
        ClusterMember(cluster=cluster, unit_id=unit, year=year, role=role) for unit, role in roles.items() if unit not in held)
    if before != dict(roles):
        changes.log("cluster", cluster.pk, f"Thành viên năm {year}", by, {str(k): v for k, v in roles.items()},
                    {str(k): v for k, v in before.items()})


@transaction.atomic
def set_table(cluster: Cluster, year: int, rows: Sequence[Mapping[str, Any]], by: User) -> None:
    """The year's scoring table: text, most, deducts, in their order. Fixed once somebody has been scored by it."""
    clerk.allow(by, "workflow.movements")
    Cluster.objects.select_for_update().get(pk=cluster.pk)
    if Mark.objects.filter(criterion__cluster=cluster, criterion__year=year).exists():
        raise Refused({0: f"Bảng điểm năm {year} đã dùng để chấm, không sửa được; bảng điểm mới áp dụng cho năm sau"})
    refused = {no: "Điểm tối đa phải lớn hơn 0" for no, row in enumerate(rows, 1) if not row["most"] or row["most"] <= 0}
    if refused or not rows:
        raise Refused(refused or {0: "Bảng điểm chưa có tiêu chí nào"})
    old = list(cluster.criteria.filter(year=year))
    cluster.criteria.filter(year=year).delete()  # nobody was scored by it: it is not evidence yet
    ScoreCriterion.objects.bulk_create(
        ScoreCriterion(cluster=cluster, year=year, no=no, text=row["text"], most=row["most"], deducts=row.get("deducts", False))
        for no, row in enumerate(rows, 1))
    changes.log("cluster", cluster.pk, f"Bảng điểm năm {year}", by, {str(no): [row["text"], row["most"]] for no, row in enumerate(rows, 1)},
                {str(one.no): [one.text, one.most] for one in old})


def last_table(cluster: Cluster, year: int) -> list[ScoreCriterion]:
    """The table of the latest year before: what a new one is usually copied from."""
    last = cluster.criteria.filter(year__lt=year).order_by("-year").values_list("year", flat=True).first()
    return list(cluster.criteria.filter(year=last).order_by("no")) if last else []


# ------------------------------------------------------------------ the result of a year


@transaction.atomic
def announce(cluster: Cluster, year: int, chosen: Sequence[int], by: User, **paper: Any) -> ClusterResult:
    """Close a cluster's year: the members (ids) named first by the standing body; `paper`: number, decided_on, authority, note."""
    clerk.allow(by, "workflow.movements")
    changes.require(paper, {"number": "số văn bản", "decided_on": "ngày văn bản", "authority": "cơ quan công bố"})
    Cluster.objects.select_for_update().get(pk=cluster.pk)
    unannounced(cluster, year)
    held = list(cluster.members.filter(year=year).select_for_update())
    board = cards.board(cluster, year)
    try:
        law.announce({one.pk: Stage(one.stage) for one in held}, {row.member.pk: row.total for row in board}, chosen, paper.get("note", ""))
    except Refusal as refusal:
        raise Refused({0: str(refusal)}) from refusal
    if paper["decided_on"] > timezone.localdate():
        raise Refused({0: "Ngày văn bản ở sau hôm nay"})
    made = ClusterResult.objects.create(cluster=cluster, year=year, by=by, at=timezone.now(), **paper)
    cluster.members.filter(pk__in=chosen).update(leads=True)
    changes.log("cluster", cluster.pk, f"Công bố kết quả năm {year}", by, {"leads": list(chosen), "number": made.number}, note=made.note)
    return made


@transaction.atomic
def revoke(result: ClusterResult, why: str, by: User) -> None:
    """A result that was wrong: it stays readable, its leader leads no more, the cards may be corrected."""
    clerk.allow(by, "workflow.movements")
    if not why.strip():
        raise Refused({0: "Phải ghi rõ lý do hủy"})
    held = ClusterResult.objects.select_for_update().get(pk=result.pk)
    if held.revoked_at:
        raise Refused({0: "Kết quả này đã được hủy"})
    held.revoked_at, held.revoked_by, held.revoked_why = timezone.now(), by, why.strip()[:300]
    held.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    leading_now = held.cluster.members.filter(year=held.year, leads=True)
    before = list(leading_now.values_list("pk", flat=True))
    leading_now.update(leads=False)
    changes.log("cluster", held.cluster_id, f"Hủy kết quả năm {held.year}", by, {}, {"leads": before, "number": held.number}, why.strip())


def unannounced(cluster: Cluster, year: int) -> None:
    """A year with a result is closed."""
    if cluster.results.filter(year=year, revoked_at=None).exists():
        raise Refused({0: f"Kết quả năm {year} đã công bố; phải hủy kết quả trước khi sửa"})


def standing(years: Sequence[int]) -> dict[int, dict[int, tuple[Unit, Cluster, ClusterResult]]]:
    """Who leads what, by year and unit, with the result that says so. Two queries."""
    results = {(one.cluster_id, one.year): one for one in ClusterResult.objects.filter(year__in=years, revoked_at=None)}
    found: dict[int, dict[int, tuple[Unit, Cluster, ClusterResult]]] = defaultdict(dict)
    for member in ClusterMember.objects.filter(year__in=years, leads=True).select_related("unit", "cluster"):
        if result := results.get((member.cluster_id, member.year)):
            found[member.year][member.unit_id] = member.unit, member.cluster, result
    return found


def noted(lines: Sequence[Line]) -> dict[int, Mapping[str, Noted]]:
    """What the results of clusters say to the criterion “leading unit”, by line; no query where no line has it. Lines with dossier."""
    asked = [line for line in lines if any(
        leaf.key == LEADS for leaf in getattr(line.machine.criteria.get(RecipientKind.COLLECTIVE), "leaves", ()))]
    if not asked:
        return {}
    days = {line.pk: line.dossier.received_on for line in asked}
    known = standing(sorted({year for day in days.values() for year in (day.year - 1, day.year)}))
    people = Recipient.objects.in_bulk({line.recipient_id for line in asked})
    return {line.pk: {LEADS: found} for line in asked if (found := note_of(line, days[line.pk], known, people[line.recipient_id]))}


def note_of(
    line: Line, day: date, known: Mapping[int, Mapping[int, tuple[Unit, Cluster, ClusterResult]]], who: Recipient,
) -> Noted | None:
    """The collective is the unit that leads – it bears its name and belongs to it, or comes from it – : met.

    A name alone is no proof, for communes of one name are many; nor is belonging to the unit, as its every department does: there a
    person must look.
    """
    doubt: Noted | None = None
    for year in (day.year, day.year - 1):
        for pk, (unit, cluster, result) in known.get(year, {}).items():
            named, linked = unit.key == who.key, pk == (who.unit_id or line.dossier.unit_id)
            if result.decided_on > day or not (named or linked or pk == line.dossier.unit_id):
                continue
            paper = Record("", result.decided_on, f"Dẫn đầu {cluster.name} năm {year}", result.number, result.authority, period=str(year))
            if named and linked:
                return Noted(Verdict.MET, (paper,))
            why = "tên giống nhưng tập thể không gắn với đơn vị này" if named else "tập thể mang tên khác"
            doubt = doubt or Noted(
                Verdict.UNKNOWN, (paper,), f"{unit.name} dẫn đầu, {why}; cần xác minh tập thể được đề nghị chính là đơn vị này")
    return doubt


# ------------------------------------------------------------------ reading


@dataclass(frozen=True)
class Listed:
    """A cluster in a year: its members by stage, who heads it, who leads by the result."""

    cluster: Cluster
    members: int
    scored: int
    head: str
    leads: str


def listing(year: int) -> list[Listed]:
    """Every cluster that exists in the year. Two queries."""
    found: dict[int, list[ClusterMember]] = defaultdict(list)
    for member in ClusterMember.objects.filter(year=year).select_related("unit"):
        found[member.cluster_id].append(member)
    clusters = Cluster.objects.filter(Q(until=None) | Q(until__gte=date(year, 1, 1)), since__lte=date(year, 12, 31)).order_by("code")
    return [
        Listed(one, len(members), sum(member.stage == Stage.RESULT for member in members),
               next((member.unit.name for member in members if member.role == Role.LEADER), ""),
               ", ".join(member.unit.name for member in members if member.leads))
        for one in clusters for members in [found[one.pk]]]


def years(cluster: Cluster, shown: int) -> list[int]:
    """The years worth a tab: those with members, the one shown, and the one after the last."""
    held = set(cluster.members.order_by().values_list("year", flat=True).distinct()) | {shown, timezone.localdate().year}
    return sorted({*held, max(held) + 1}, reverse=True)[:8]
