"""Clusters: members, tables, score cards, results, and the leader as evidence for the flag."""
from __future__ import annotations

from datetime import date

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from tests import movements as m
from workflow.engine.emulation import cards, clusters
from workflow.engine.errors import NotAllowed, Refused
from workflow.engine.proving import proof
from workflow.law import awards
from workflow.law.words import Kind, RecipientKind, Verdict
from workflow.models import Change, Cluster, ClusterMember, ClusterResult, Mark

pytestmark = pytest.mark.django_db


def test_a_unit_is_in_one_cluster_a_year_and_a_cluster_has_one_leader() -> None:
    made, members = m.cluster()
    other = clusters.write({"code": "K2", "name": "Khối khác", "since": date(2020, 1, 1)}, m.officer())
    with pytest.raises(Refused, match="đã là thành viên"):
        clusters.set_members(other, 2026, {members[0].unit_id: "truong"}, m.officer())
    clusters.set_members(other, 2027, {members[0].unit_id: "truong"}, m.officer())
    with pytest.raises(Refused, match="một trưởng"):
        clusters.set_members(made, 2026, {member.unit_id: "truong" for member in members}, m.officer())
    swapped = {members[0].unit_id: "thanh-vien", members[1].unit_id: "truong", members[2].unit_id: "pho"}
    clusters.set_members(made, 2026, swapped, m.officer())
    assert dict(made.members.filter(year=2026).values_list("unit", "role")) == swapped


def test_who_was_scored_stays_and_the_table_is_fixed_once_used() -> None:
    made, members = m.cluster()
    cards.score(members[2], "self_score", m.points(members[2], 50), m.officer())
    with pytest.raises(Refused, match="đã được chấm"):
        clusters.set_members(made, 2026, {members[0].unit_id: "truong"}, m.officer())
    with pytest.raises(Refused, match="không sửa được"):
        clusters.set_table(made, 2026, [{"text": "Khác", "most": 1}], m.officer())
    assert made.members.count() == 3 and made.criteria.count() == 2
    clusters.set_table(made, 2027, [{"text": "Khác", "most": 1}], m.officer())
    assert [one.text for one in clusters.last_table(made, 2027)] == ["Kinh tế", "Phong trào"]


def test_every_stage_is_logged_with_who_for_whom_and_what_it_was() -> None:
    by = m.officer()
    _, (leader, deputy, member) = m.cluster()
    cards.score(member, "self_score", m.points(member, 55), by)
    with pytest.raises(Refused, match="lý do"):
        cards.score(member, "cross_check", m.points(member, 50), by, leader)
    cards.score(member, "cross_check", m.points(member, 50), by, leader, "Chỉ tiêu 3 chưa đạt")
    cards.score(member, "settle", m.points(member, 50), by)
    log = list(Change.objects.filter(what="card", which=member.pk).order_by("pk"))
    assert [one.step for one in log] == [
        f"Ghi điểm tự chấm – theo {member.unit}", f"Ghi điểm chấm chéo – theo {leader.unit}",
        "Ghi kết quả của Thường trực Hội đồng – theo Thường trực Hội đồng"]
    assert "55.00" in log[1].before.values() and "50" in log[1].after.values() and log[1].by == by
    assert log[1].note == "Chỉ tiêu 3 chưa đạt" and deputy.stage == "chua-cham"


def test_refusals_leave_no_trace() -> None:
    by = m.officer()
    _, (leader, deputy, member) = m.cluster()
    _, (stranger, *_) = m.cluster()
    cards.score(leader, "self_score", m.points(leader, 50), by)
    before = Change.objects.count(), Mark.objects.count()
    for act in (
            lambda: cards.score(leader, "cross_check", m.points(leader, 50), by, leader),
            lambda: cards.score(leader, "cross_check", m.points(leader, 50), by, stranger),
            lambda: cards.score(member, "settle", m.points(member, 50), by),
            lambda: cards.score(member, "self_score", m.points(member, 61), by),
            lambda: cards.send_back(member, "x", by), lambda: cards.send_back(leader, "", by)):
        with pytest.raises(Refused):
            act()
    with pytest.raises(NotAllowed):
        cards.score(member, "self_score", m.points(member, 50), f.user(f.INTAKE))
    assert (Change.objects.count(), Mark.objects.count()) == before
    cards.score(leader, "cross_check", m.points(leader, 50), by, deputy)


def test_what_is_sent_back_is_entered_anew_and_the_old_points_stay_in_the_log() -> None:
    by = m.officer()
    made, (_, _, member) = m.cluster()
    cards.score(member, "self_score", m.points(member, 55), by)
    cards.send_back(member, "Nhập nhầm", by)
    row = next(row for row in cards.board(made, 2026) if row.member.pk == member.pk)
    assert row.shown == "" and row.place is None
    cards.score(member, "self_score", m.points(member, 45), by)
    last = Change.objects.filter(what="card", which=member.pk).order_by("-pk")[0]
    assert "55.00" in last.before.values() and "45" in last.after.values()
    assert next(row for row in cards.board(made, 2026) if row.member.pk == member.pk).shown == "85"


def test_the_first_is_announced_and_leads() -> None:
    made, members = m.cluster()
    m.scored(members[:2], [50, 55])
    with pytest.raises(Refused, match="Còn 1 đơn vị"):
        clusters.announce(made, 2026, [members[1].pk], m.officer(), **m.PAPER)
    cards_up(members[2], members[0], 40)
    with pytest.raises(Refused, match="thứ nhất"):
        clusters.announce(made, 2026, [members[0].pk], m.officer(), **m.PAPER)
    assert set(clusters.standing([2026])[2026]) == set()
    clusters.announce(made, 2026, [members[1].pk], m.officer(), **m.PAPER)
    assert set(clusters.standing([2026])[2026]) == {members[1].unit_id} and set(clusters.standing([2025])[2025]) == set()
    assert clusters.listing(2026)[0].leads == members[1].unit.name
    for act in (lambda: cards.send_back(members[2], "x", m.officer()),
                lambda: clusters.announce(made, 2026, [members[1].pk], m.officer(), **m.PAPER),
                lambda: clusters.set_members(made, 2026, {}, m.officer())):
        with pytest.raises(Refused, match="đã công bố"):
            act()


def cards_up(member: ClusterMember, leader: ClusterMember, first: int) -> None:
    given = m.points(member, first)
    cards.score(member, "self_score", given, m.officer())
    cards.score(member, "cross_check", given, m.officer(), leader)
    cards.score(member, "settle", given, m.officer())


def test_a_tie_is_shown_and_decided_with_a_reason() -> None:
    made, members = m.cluster()
    m.scored(members, [55, 55, 40])
    board = cards.board(made, 2026)
    assert [(row.place.rank, row.place.tied) for row in board if row.place] == [(1, True), (1, True), (3, False)]
    with pytest.raises(Refused, match="cùng điểm"):
        clusters.announce(made, 2026, [members[0].pk], m.officer(), **m.PAPER)
    clusters.announce(made, 2026, [members[0].pk], m.officer(), **m.PAPER, note="Có nhiều sáng kiến hơn")
    assert set(clusters.standing([2026])[2026]) == {members[0].unit_id}


def test_a_wrong_result_is_revoked_and_stays_readable() -> None:
    made, members = m.cluster()
    m.scored(members, [55, 50, 40])
    result = clusters.announce(made, 2026, [members[0].pk], m.officer(), **m.PAPER)
    clusters.revoke(result, "Tính sai điểm trừ", m.officer())
    assert set(clusters.standing([2026])[2026]) == set() and ClusterResult.objects.get().revoked_why == "Tính sai điểm trừ"
    cards.send_back(members[0], "Tính sai điểm trừ", m.officer())
    with pytest.raises(Refused, match="đã được hủy"):
        clusters.revoke(result, "x", m.officer())


def test_the_board_asks_as_often_for_many_as_for_one() -> None:
    def cost(made: Cluster) -> int:
        with CaptureQueriesContext(connection) as queries:
            cards.board(made, 2026)
        return len(queries)

    assert len({cost(m.cluster(size=n)[0]) for n in (2, 3, 30)}) == 1


# ------------------------------------------------------------------ evidence for the flag


def finding(name: str, unit, of=None) -> tuple[Verdict, str, tuple]:
    """What is found for a collective of that name which `unit` proposes; `of`: the unit it belongs to, if it is another."""
    row = f.row("COTINH", kind=RecipientKind.COLLECTIVE, name=name)
    line, = f.lines(f.dossier(unit=unit, rows=[row]))
    if of:
        type(line.recipient).objects.filter(pk=line.recipient_id).update(unit=of)
    leaf = next(leaf for leaf in proof.of([line])[line.pk].finding.leaves if leaf.key == clusters.LEADS)
    return leaf.verdict, leaf.missing, leaf.proof


def test_who_leads_the_cluster_has_met_the_criterion_of_the_flag() -> None:
    year = timezone.localdate().year
    unit = f.unit(name="Sở Thử nghiệm")
    made, members = m.cluster([unit, f.unit(), f.unit()], year)
    m.scored(members, [55, 50, 40])
    assert finding("Sở Thử nghiệm", unit)[0] is Verdict.UNKNOWN
    clusters.announce(made, year, [members[0].pk], m.officer(), **{**m.PAPER, "decided_on": timezone.localdate()})
    verdict, _, (paper,) = finding("SỞ thử nghiệm", unit)
    assert verdict is Verdict.MET and paper.decision == "25/QĐ-HĐTĐKT" and "Khối thi đua các sở" in paper.name
    verdict, missing, _ = finding("Phòng Kế hoạch", unit)
    assert verdict is Verdict.UNKNOWN and "xác minh" in missing
    assert finding("Sở khác", members[1].unit)[0] is Verdict.UNKNOWN


def test_a_collective_that_only_bears_the_name_of_the_leading_unit_is_for_a_person_to_judge() -> None:
    year = timezone.localdate().year
    unit, namesake = f.unit(name="Ủy ban nhân dân xã Đông"), f.unit(name="Ủy ban nhân dân xã Đông")
    made, members = m.cluster([unit, f.unit(), f.unit()], year)
    m.scored(members, [55, 50, 40])
    clusters.announce(made, year, [members[0].pk], m.officer(), **{**m.PAPER, "decided_on": timezone.localdate()})
    verdict, missing, (paper,) = finding("Ủy ban nhân dân xã Đông", namesake, of=namesake)
    assert verdict is Verdict.UNKNOWN and "không gắn với đơn vị này" in missing and paper.decision == "25/QĐ-HĐTĐKT"
    proposed_above = finding("Ủy ban nhân dân xã Đông", f.unit(name="Sở Nội vụ thử"), of=unit)
    assert proposed_above[0] is Verdict.MET, "who proposes it does not matter: it belongs to the unit and bears its name"
    assert "mang tên khác" in finding("Văn phòng", f.unit(), of=unit)[1]


def test_leading_a_cluster_of_the_province_is_no_ground_for_the_flag_of_the_government() -> None:
    keys = {leaf.key for leaf in awards.in_force("COCP", Kind.MERIT, date(2026, 1, 1), ()).criteria[RecipientKind.COLLECTIVE].leaves}
    assert clusters.LEADS not in keys and "dan-dau-cum-khoi-trung-uong" in keys


@pytest.mark.django_db(transaction=True)
def test_members_are_not_changed_while_the_result_is_announced() -> None:
    made, members = m.cluster()
    with transaction.atomic():
        Cluster.objects.select_for_update().get(pk=made.pk)  # as who announces holds it
        changed, = f.at_once(lambda: hurried(made, {members[0].unit_id: "truong"}))
    assert isinstance(changed, OperationalError) and made.members.count() == 3


def hurried(cluster: Cluster, roles: dict[int, str]) -> None:
    """Set the members, but wait for nobody for long."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '500ms'")
    clusters.set_members(cluster, 2026, roles, m.officer())


def test_nobody_cross_checks_himself() -> None:
    _, (leader, deputy, member) = m.cluster()
    for one, why in ((deputy, "của chính mình"), (leader, "của chính mình"), (member, "chính mình")):
        cards.score(one, "self_score", m.points(one, 50), m.officer())
        with pytest.raises(Refused, match=why):
            cards.score(one, "cross_check", m.points(one, 50), m.officer(), one)
        one.refresh_from_db()
        assert one.stage == "tu-cham"
