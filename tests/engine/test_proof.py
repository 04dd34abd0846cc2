"""What lines are found to meet, how often the database is asked for it, and who may rule otherwise."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from workflow.engine import clerk, errands
from workflow.engine.errors import NotAllowed, Refused
from workflow.engine.proving import proof
from workflow.engine.register import history
from workflow.law import awards
from workflow.law.states import Duty
from workflow.law.words import Kind, UnitKind, Verdict
from workflow.models import AwardRecord, AwardType, Dossier, Handover, Line, Ruling, User

pytestmark = pytest.mark.django_db
THREE, SCOPE = "CSTDCS-lien-tuc-3", "sang-kien-tinh-1"


def fighters(n: int = 1, titled: int | None = None) -> Dossier:
    """A dossier of n proposals for CSTĐ cấp tỉnh; the first `titled` (or all) hold the three titles before."""
    made = f.dossier(awards=["CSTDT"] * n)
    people = [line.recipient_id for line in f.lines(made)][:titled]
    history.declare_titles(people, made.received_on.year, "Sở Nội vụ", f.holder(f.INTAKE))
    return made


def card(line: Line) -> proof.Proof:
    return proof.of([Line.objects.select_related("dossier").get(pk=line.pk)])[line.pk]


def verdicts(line: Line) -> dict[str, Verdict]:
    """Of the award's own criteria."""
    return {leaf.key: leaf.verdict for leaf in card(line).groups[0].leaves}


@pytest.fixture
def officer() -> User:
    return f.user(f.APPRAISAL)


# ------------------------------------------------------------------ what is found


def test_titles_on_record_are_found_and_cited() -> None:
    first, second = f.lines(fighters(2, titled=1))
    assert verdicts(first) == {THREE: Verdict.MET, SCOPE: Verdict.UNKNOWN}
    assert verdicts(second) == {THREE: Verdict.NOT_MET, SCOPE: Verdict.UNKNOWN}
    found = card(first)
    assert len(next(iter(found.finding.leaves)).proof) == 3 and found.tally == [(Verdict.MET, 1), (Verdict.UNKNOWN, 1)]
    assert card(second).tally == [(Verdict.UNKNOWN, 1), (Verdict.NOT_MET, 1)] and card(second).earliest is None


def test_a_revoked_title_is_no_proof_any_more() -> None:
    line, = f.lines(fighters())
    AwardRecord.objects.filter(recipient=line.recipient_id, period=str(line.dossier.received_on.year - 2)).update(status="revoked")
    assert verdicts(line)[THREE] is Verdict.NOT_MET


@pytest.mark.parametrize("award", sorted({machine.code for machine in awards.every() if machine.kind is Kind.MERIT and not machine.switch}))
def test_every_kind_of_recipient_of_an_award_has_criteria(award: str) -> None:
    kinds = AwardType.objects.values_list("kinds", flat=True).get(code=award)
    unit = f.unit(UnitKind(AwardType.objects.values_list("proposers", flat=True).get(code=award)[0]))
    made = f.dossier(unit=unit, rows=[f.row(award, kind=kind) for kind in kinds])
    assert len(proof.of(f.lines(made))) == len(kinds)


def test_an_award_without_criteria_for_the_recipient_has_only_the_general_ones() -> None:
    line, = f.lines(fighters())
    type(line.recipient).objects.filter(pk=line.recipient_id).update(kind="household")
    found = card(line)
    assert found.own is None and [leaf.key for leaf in found.finding.leaves] == ["chung-tam-dung", "chung-mot-lan"]
    assert found.finding.verdict is Verdict.MET and found.tally == []
    with pytest.raises(Refused, match="không có tiêu chuẩn đó"):
        proof.rule(line, THREE, Verdict.MET, "x", f.user(f.APPRAISAL))


def test_what_the_line_itself_brought_proves_nothing_for_it() -> None:
    made = f.decided(f.passed(f.appraised(f.dossier(awards=["BK-TINH"]))))
    line, = f.lines(made)
    assert AwardRecord.objects.filter(line=line).exists()
    assert verdicts(line)["BK-TINH-khong-trong-2"] is Verdict.MET
    other, = f.lines(f.dossier(awards=["BK-TINH"]))
    Line.objects.filter(pk=other.pk).update(recipient=line.recipient_id)
    assert verdicts(other)["BK-TINH-khong-trong-2"] is Verdict.NOT_MET


def test_the_earliest_day_is_said_where_only_time_is_missing(officer: User) -> None:
    made = f.dossier(awards=["BK-TINH"])
    line, year = f.lines(made)[0], made.received_on.year
    for award, period in (("CSTDCS", year), ("CSTDCS", year - 1), ("BK-TINH", year - 1)):
        AwardRecord.objects.create(
            recipient_id=line.recipient_id, award=award, award_name=award, kind=Kind.MERIT, decision_number="1/QĐ", authority="Sở",
            decided_on=date(year, 1, 5), period=str(period), source="declared")
    for key in ("phong-trao", "dong-gop"):
        proof.rule(line, key, Verdict.NOT_MET, "Không thuộc trường hợp này", officer)
    found = card(line)
    assert found.finding.verdict is Verdict.NOT_MET and found.earliest == date(year + 1, 12, 31)


@pytest.mark.parametrize("n", [1, 30, 300])
def test_a_dossier_takes_ten_queries_however_long(n: int) -> None:
    lines = f.lines(fighters(n))
    for line in lines:
        line.dossier = lines[0].dossier
    proof.of(lines)
    with CaptureQueriesContext(connection) as caught:
        found = proof.of(lines)
        assert {len(one.finding.parts) for one in found.values()} == {2}
    assert len(found) == n and len(caught) == 10


def test_more_lines_than_go_into_a_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk, "CHUNK", 2)
    assert len(proof.of(f.lines(fighters(5)))) == 5


# ------------------------------------------------------------------ what a person rules


def test_a_ruling_stands_above_the_records_and_the_last_one_counts(officer: User) -> None:
    line, = f.lines(fighters())
    proof.rule(line, SCOPE, Verdict.NOT_MET, "Chưa thấy giấy xác nhận", officer)
    assert card(line).finding.verdict is Verdict.NOT_MET
    proof.rule(line, SCOPE, Verdict.MET, "  Giấy xác nhận số 15/SK ngày 02/3/2026 ", officer)
    found = card(line)
    assert found.finding.verdict is Verdict.MET and found.earliest == line.dossier.received_on
    assert [(one.verdict, one.reason, one.by) for one in found.rulings] == [
        ("dat", "Giấy xác nhận số 15/SK ngày 02/3/2026", officer), ("chua-dat", "Chưa thấy giấy xác nhận", officer)]
    assert f.states(line.dossier) == ["submitted"], "a finding informs; the step is the officer's"
    assert errands.at_desk(line.dossier, Duty.APPRAISE).owner == officer and Handover.objects.filter(holder=officer).count() == 1


def test_what_is_not_met_may_still_be_appraised(officer: User) -> None:
    line, = f.lines(fighters(titled=0))
    assert card(line).finding.verdict is Verdict.NOT_MET
    f.move([line], "appraise", officer)
    assert f.states(line.dossier) == ["appraised"]


@pytest.mark.parametrize(("said", "why"), [
    ({"reason": " \n "}, "Phải ghi rõ lý do"), ({"key": "bậy"}, "không có tiêu chuẩn đó"), ({"key": ""}, "không có tiêu chuẩn đó")])
def test_a_ruling_without_reason_or_criterion_is_refused(officer: User, said: dict[str, Any], why: str) -> None:
    line, = f.lines(fighters())
    with pytest.raises(Refused, match=why):
        proof.rule(**{"line": line, "key": SCOPE, "verdict": Verdict.MET, "reason": "x", "by": officer, **said})
    assert not Ruling.objects.exists() and errands.at_desk(line.dossier, Duty.APPRAISE).owner is None


@pytest.mark.parametrize("role", [f.INTAKE, f.CHIEF, f.SECRETARY, f.DRAFTER, f.SIGNER, f.MEMBER, f.ADMIN])
def test_only_who_appraises_rules(role: str) -> None:
    line, = f.lines(fighters())
    with pytest.raises(NotAllowed):
        proof.rule(line, SCOPE, Verdict.MET, "x", f.user(role))


def test_not_the_receiver_nor_past_the_holder_nor_after_the_appraisal(officer: User) -> None:
    both = f.user(f.INTAKE, f.APPRAISAL)
    line, = f.lines(f.dossier(by=both, awards=["CSTDT"]))
    with pytest.raises(Refused, match="Người tiếp nhận"):
        proof.rule(line, SCOPE, Verdict.MET, "x", both)
    proof.rule(line, SCOPE, Verdict.MET, "x", officer)
    with pytest.raises(Refused, match=f"Hồ sơ đang do {officer} giữ".replace("(", r"\(").replace(")", r"\)")):
        proof.rule(line, SCOPE, Verdict.NOT_MET, "x", f.user(f.APPRAISAL))
    f.move([line], "appraise", officer)
    with pytest.raises(Refused, match="dòng này ở “Chờ Hội đồng”"):
        proof.rule(line, SCOPE, Verdict.NOT_MET, "x", officer)
    assert Ruling.objects.count() == 1


@pytest.mark.parametrize("sql", ["UPDATE workflow_ruling SET verdict = 'chua-dat'", "DELETE FROM workflow_ruling"])
def test_a_ruling_is_written_once(officer: User, sql: str) -> None:
    line, = f.lines(fighters())
    proof.rule(line, SCOPE, Verdict.MET, "x", officer)
    with pytest.raises((IntegrityError, DatabaseError), match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Ruling.objects.get().verdict == Verdict.MET
