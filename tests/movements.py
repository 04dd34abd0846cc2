"""Rounds, movements and clusters for tests, through the engine."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests import factories as f
from workflow.engine.emulation import cards, clusters, movements, rounds
from workflow.law.scoring import Role
from workflow.models import Cluster, ClusterMember, Movement, Round, Unit, User

ROLE = "Phong trào thi đua"


def officer() -> User:
    """Who keeps rounds and movements."""
    return f.holder(ROLE)


def round(closes_in: int = 10, **fields: Any) -> Round:
    """A round of merit whose last day is so many days ahead."""
    today = timezone.localdate()
    wanted = {"name": "Đợt thử", "kind": "cong-trang", "year": today.year, "opens_on": today - timedelta(days=60),
              "closes_on": today + timedelta(days=closes_in), "deadline": "ngay", "expects": [], "remind_days": [15, 5], **fields}
    return rounds.write(wanted, officer())


def movement(launched: bool = True, **fields: Any) -> Movement:
    """A movement with a plan and criteria."""
    made = movements.write({
        "name": "Chung sức xây dựng nông thôn mới", "level": "tinh", "plan_number": "30/KH-UBND", "since": date(2026, 1, 1),
        "criteria": "Có mô hình được nhân rộng", **fields}, officer())
    return movements.step(made, "launch", officer()) if launched else made


def cluster(units: Sequence[Unit] = (), year: int = 2026, size: int = 3) -> tuple[Cluster, list[ClusterMember]]:
    """A cluster with a table of 60 + 40 points; the first member leads it, the second is deputy."""
    by, units = officer(), list(units) or [f.unit() for _ in range(size)]
    made = clusters.write({"code": f"KHOI-{next(f.numbers)}", "name": "Khối thi đua các sở", "since": date(2020, 1, 1)}, by)
    roles = [Role.LEADER, Role.DEPUTY, *[Role.MEMBER] * len(units)]
    clusters.set_members(made, year, {unit.pk: str(role) for unit, role in zip(units, roles, strict=False)}, by)
    clusters.set_table(made, year, [{"text": "Kinh tế", "most": Decimal(60)}, {"text": "Phong trào", "most": Decimal(40)}], by)
    members = {member.unit_id: member for member in made.members.filter(year=year)}
    return made, [members[unit.pk] for unit in units]


def points(member: ClusterMember, first: int, second: int = 40) -> dict[int, Decimal]:
    """Points for the two criteria."""
    one, two = cards.table(member.cluster_id, member.year)
    return {one.pk: Decimal(first), two.pk: Decimal(second)}


def scored(members: Sequence[ClusterMember], firsts: Sequence[int]) -> None:
    """Every card up to its result, with these points for the first criterion."""
    by = officer()
    for place, (member, first) in enumerate(zip(members, firsts, strict=True)):
        given = points(member, first)
        cards.score(member, "self_score", given, by)
        cards.score(member, "cross_check", given, by, members[1 if place == 0 else 0])
        cards.score(member, "settle", given, by)


PAPER = {"number": "25/QĐ-HĐTĐKT", "decided_on": date(2026, 1, 5), "authority": "Thường trực Hội đồng"}
