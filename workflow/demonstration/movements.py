"""The demonstration's rounds of next year, movements, registered titles and clusters: invented names, through the engine."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from workflow.engine.emulation import cards, clusters, movements, registrations, reminders, rounds
from workflow.engine.receiving import intake
from workflow.law.scoring import Role
from workflow.law.words import Band, Kind, UnitKind
from workflow.models import Cluster, ClusterMember, Movement, Round, Unit, UnitContact

from .cast import Cast, person, placed, sign

TABLE = [
    ("Thực hiện các chỉ tiêu phát triển kinh tế - xã hội được giao", 50), ("Xây dựng Đảng và hệ thống chính trị", 20),
    ("Tổ chức phong trào thi đua và công tác khen thưởng", 20), ("Nhân rộng điển hình tiên tiến", 10)]
MOVEMENTS: list[dict[str, Any]] = [
    {"name": "Minh Họa chung sức xây dựng nông thôn mới, giai đoạn 2026–2030", "level": "tinh", "launch_number": "09/CT-UBND",
     "launched_on": date(2026, 1, 22), "authority": "Ủy ban nhân dân tỉnh Minh Họa", "plan_number": "30/KH-UBND",
     "plan_on": date(2026, 1, 29), "since": date(2026, 2, 1), "until": date(2030, 12, 31), "conference_on": date(2026, 12, 18),
     "criteria": "Tập thể hoàn thành chỉ tiêu xây dựng nông thôn mới được giao; cá nhân có mô hình hiệu quả được nhân rộng."},
    {"name": "Cải cách hành chính, chuyển đổi số vì người dân và doanh nghiệp", "level": "tinh", "launch_number": "12/CT-UBND",
     "launched_on": date(2026, 3, 5), "authority": "Ủy ban nhân dân tỉnh Minh Họa", "plan_number": "44/KH-UBND",
     "plan_on": date(2026, 3, 16), "since": date(2026, 3, 16), "until": date(2028, 12, 31),
     "criteria": "Giải quyết hồ sơ đúng hạn; có sáng kiến cải cách thủ tục được áp dụng."}]
DEED = "Có thành tích xuất sắc trong phong trào “Minh Họa chung sức xây dựng nông thôn mới” năm 2026"
PLANNED: dict[str, Any] = {
    "name": "Xây dựng xã, phường an toàn về an ninh trật tự", "level": "tinh", "since": date(2027, 1, 1), "plan_number": "",
    "criteria": ""}


def play(cast: Cast, today: date) -> None:
    """All of it, at the end of the demonstration year."""
    chance, year = Random(today.year), today.year
    rounds.lay_out(year + 1, cast.phongtrao)
    launched = [movements.step(movements.write(fields, cast.phongtrao), "launch", cast.phongtrao) for fields in MOVEMENTS]
    for no, unit in enumerate(cast.units[20:23]):
        propose(launched[0], unit, no, cast, chance)
    movements.write(PLANNED, cast.phongtrao)
    register(cast, year, chance)
    UnitContact.objects.bulk_create(
        (UnitContact(unit=unit, person="Văn thư đơn vị", email=f"vanthu{no}@minhhoa.example")
         for no, unit in enumerate(cast.units) if no % 3), ignore_conflicts=True)
    for round in Round.objects.filter(closes_on__gte=today - timedelta(days=20), closes_on__lte=today)[:1]:
        silent = [one.unit.pk for one in rounds.senders(round) if one.sent_on is None][:3]
        if silent:
            reminders.remind(round, silent, "phone", cast.phongtrao)
    departments = [unit for unit in cast.units if unit.kind == UnitKind.DEPARTMENT]
    communes = [unit for unit in cast.units if unit.kind == UnitKind.COMMUNE]
    blocks = [
        ("KHOI-01", "Khối thi đua các sở tổng hợp", departments[:7]), ("KHOI-02", "Khối thi đua các sở chuyên ngành", departments[7:]),
        ("CUM-01", "Cụm thi đua các xã phía Đông", communes[:8]), ("CUM-02", "Cụm thi đua các phường, xã phía Tây", communes[8:])]
    for no, (code, name, units) in enumerate(blocks):
        play_block(code, name, units, cast, year, no, chance)


def propose(movement: Movement, unit: Unit, no: int, cast: Cast, chance: Random) -> None:
    """A unit's dossier for those who did well in the movement."""
    rows: list[dict[str, Any]] = [
        {"kind": "collective", "award": "BK-TINH"}, {**person(chance, "BK-TINH", Band.DIRECT_WORKER, Kind.THEMATIC)}]
    draft = intake.begin(cast.tiepnhan)
    intake.save_header(draft, {
        "unit_id": unit.pk, "letter_number": f"{90 + no}/{sign(unit)}", "letter_date": timezone.localdate().isoformat(),
        "kind": str(Kind.THEMATIC), "movement_id": movement.pk, "contact_name": "Văn thư đơn vị", "contact_phone": "02090000000",
        "copies": 1, "papers": ["to-trinh", "bao-cao", "bien-ban"]}, cast.tiepnhan)
    intake.add_rows(draft, [
        {**placed(row, unit, place + no, chance), "citation": DEED} for place, row in enumerate(rows, 1)], cast.tiepnhan)
    intake.register(draft, cast.tiepnhan)


def register(cast: Cast, year: int, chance: Random) -> None:
    """What a dozen units registered in January."""
    for no, unit in enumerate(cast.units[:12]):
        rows = [
            {"award": "CSTDT", "kind": "person", "name": "", "count": chance.randint(1, 4)},
            {"award": "TTLDXS", "kind": "collective", "name": "", "count": chance.randint(1, 6)}]
        if no % 4 == 0:
            rows.append({"award": "COTINH", "kind": "collective", "name": unit.name, "count": None})
        registrations.enter(
            unit, year, rows, cast.phongtrao, registered_on=date(year, 1, 12 + no), letter_number=f"{no + 3}/ĐK-TĐKT")


def play_block(code: str, name: str, units: Sequence[Unit], cast: Cast, year: int, no: int, chance: Random) -> None:
    """A block: last year has its result; this year stands somewhere between self-score and result."""
    made = clusters.write({"code": code, "name": name, "since": date(2025, 7, 1), "basis": "Quyết định số 88/QĐ-UBND"}, cast.phongtrao)
    for when, reach in ((year - 1, 3), (year, (3, 2, 1, 0)[no])):
        clusters.set_members(made, when, {unit.pk: str(role(place)) for place, unit in enumerate(units)}, cast.phongtrao)
        clusters.set_table(made, when, [{"text": text, "most": Decimal(most)} for text, most in TABLE], cast.phongtrao)
        members = list(made.members.filter(year=when).order_by("pk"))
        if when == year - 1 and no % 2:
            continue  # two blocks came to the programme this year
        for member in members:
            score(member, members, reach, cast, chance)
        if when == year - 1:
            announce(made, when, cast)


def role(place: int) -> Role:
    """The first leads, the second is deputy."""
    return [Role.LEADER, Role.DEPUTY, Role.MEMBER][min(place, 2)]


def score(member: ClusterMember, members: Sequence[ClusterMember], reach: int, cast: Cast, chance: Random) -> None:
    """One card, as far as it has come."""
    given = {one.pk: one.most - Decimal(chance.randint(0, 16)) / 4 for one in cards.table(member.cluster_id, member.year)}
    steps = [("self_score", None), ("cross_check", members[1] if member is members[0] else members[0]), ("settle", None)]
    for step, checker in steps[:reach]:
        cards.score(member, step, given, cast.phongtrao, checker)


def announce(made: Cluster, when: int, cast: Cast) -> None:
    """Who came first, by the standing body's paper."""
    first = [row.member.pk for row in cards.board(made, when) if row.place and row.place.rank == 1]
    clusters.announce(
        made, when, first[:1], cast.phongtrao, number=f"{made.pk}/QĐ-HĐTĐKT", decided_on=min(date(when + 1, 1, 9), timezone.localdate()),
        authority="Thường trực Hội đồng Thi đua - Khen thưởng tỉnh Minh Họa", note="Nhiều điển hình tiên tiến hơn" if first[1:] else "")
