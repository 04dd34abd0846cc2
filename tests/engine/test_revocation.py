"""Awards are revoked and certificates issued again: by whom, from what, and what follows."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from processes.upward import UpwardSimplified
from tests import cases as c
from tests import factories as f
from workflow.engine import audit
from workflow.engine.deciding import aftermath, decisions, docket, heaps, outcomes, revocation
from workflow.engine.deciding.heaps import Question
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.proving import proof
from workflow.engine.receiving import claims
from workflow.law import awards
from workflow.law.grounds import ReissueGround, RevokeGround
from workflow.law.states import State
from workflow.law.words import Instrument, Kind
from workflow.models import AwardRecord, Claim, Dossier, Line, Printed, Recovered, Register, Reissued, Review

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------ intake


def test_a_request_becomes_a_dossier_with_a_line_for_each_award() -> None:
    held = [c.record(), c.record("CSTDT")]
    made = c.claim(records=held, why="  Kết luận thanh tra ")
    lines = f.lines(made)
    assert {line.about for line in lines} == set(held) and {line.award for line in lines} == {"BK-TINH", "CSTDT"}
    assert {line.since for line in lines} == {date(2025, 7, 1)} and {line.rule.award_id for line in lines} == {None}
    assert made.working_days == 5 and f.desks(made) == ["appraise"] and made.claim.why == "Kết luận thanh tra"
    assert {line.machine.instrument for line in lines} == {Instrument.REVOKE} and not list(audit.faults())


@pytest.mark.parametrize(("kind", "changes", "why"), [
    (Kind.REVOKE, {"ground": ReissueGround.LOST}, "chọn căn cứ"), (Kind.REISSUE, {"ground": RevokeGround.FRAUD}, "chọn căn cứ"),
    (Kind.REVOKE, {"why": " \n"}, "nội dung"),
    (Kind.REVOKE, {"conclusion": ""}, "kết luận"), (Kind.REVOKE, {"concluded_on": None}, "kết luận"),
    (Kind.REVOKE, {"concluded_on": date(2100, 1, 1)}, "sau ngày nhận"), (Kind.REISSUE, {"letter_date": date(2100, 1, 1)}, "sau ngày nhận"),
    (Kind.MERIT, {}, "chọn căn cứ")])
def test_a_request_that_lacks_something_leaves_nothing(kind: Kind, changes: dict[str, Any], why: str) -> None:
    one = c.record()
    with pytest.raises(Refused, match=why):
        claims.receive(kind, [one.pk], c.asked(kind if kind in c.PAPERS else Kind.REVOKE, **changes), f.holder(f.INTAKE))
    assert not Dossier.objects.exists() and not Claim.objects.exists() and not Register.objects.exists()


def test_not_what_is_revoked_nor_what_is_asked_about_already_nor_nothing() -> None:
    one = c.record()
    with pytest.raises(Refused, match="Chưa chọn"):
        claims.receive(Kind.REVOKE, [], c.asked(), f.holder(f.INTAKE))
    c.claim(records=[one])
    with pytest.raises(Refused, match="đang có hồ sơ hủy bỏ, thu hồi khác"):
        c.claim(records=[one])
    c.claim(Kind.REISSUE, records=[one])
    with pytest.raises(Refused, match="đã hủy"):
        c.claim(records=[c.record(status="revoked")])


@pytest.mark.parametrize("role", [f.APPRAISAL, f.DRAFTER, f.SIGNER, c.PETITIONS, c.RECORDS, f.ADMIN])
def test_only_the_counter_receives(role: str) -> None:
    with pytest.raises(NotAllowed):
        c.claim(by=f.user(role))


def test_a_late_proposing_level_is_told_and_not_refused() -> None:
    today = timezone.localdate()
    on_time, late = (claims.of(c.claim(concluded_on=today - timedelta(days))) for days in (7, 12))
    assert on_time and late and (on_time.late, late.late) == (0, 5)
    assert claims.of(c.claim(Kind.REISSUE)).late == 0 and claims.of(f.dossier()) is None  # type: ignore[union-attr]


def test_an_ordinary_list_cannot_be_filed_as_a_revocation() -> None:
    with pytest.raises(Refused, match="không được đề nghị"):
        f.dossier(kind=Kind.REVOKE)


@pytest.mark.parametrize(("code", "decider"), [("HC-LD1", "upward"), ("LDTT", "below")])
def test_what_others_decide_needs_their_procedure(code: str, decider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    others = {key: dict(versions) for key, versions in awards.AWARDS.items() if key[0] != code}
    monkeypatch.setattr(awards, "AWARDS", others)
    with pytest.raises(Refused, match="do cấp khác quyết định"):
        c.claim(records=[c.record(code)])


# ------------------------------------------------------------------ the signature


def test_a_revoked_award_stays_in_history_and_proves_nothing() -> None:
    person = c.record().recipient
    titles = [c.record("CSTDCS", person, decided_on=date(year, 12, 20), period=str(year)) for year in (2023, 2024, 2025)]
    proposed = f.dossier(awards=["CSTDT"])
    line = proposed.lines.get()
    Line.objects.filter(pk=line.pk).update(recipient=person)
    line.refresh_from_db()
    own = c.record("CSTDT", person, decided_on=date(2026, 1, 5))
    made = c.claim(records=[own])
    numbers = dict(Register.objects.exclude(book="hồ sơ").values_list("book", "last"))
    decision = c.signed(made)
    own.refresh_from_db()
    assert (own.status, own.revoked_on, own.revoked_by_decision) == ("revoked", decision.signed_on, decision.full_number)
    assert AwardRecord.objects.filter(recipient=person).count() == 5, "nothing is added, nothing goes"
    assert f.states(made) == ["decided"] and Printed.objects.get(decision=decision).pages >= 2 and not list(audit.faults())
    assert numbers.get("QĐ-UBND", 0) + 1 == Register.objects.get(book="QĐ-UBND").last
    assert not proof.of([own.line] if own.line else []) and titles
    f.delivered(made)
    assert f.states(made) == ["delivered"]


def test_two_requests_cannot_both_revoke(monkeypatch: pytest.MonkeyPatch) -> None:
    one = c.record()
    made = c.claim(records=[one])
    decision = f.checked(c.drafted(made))
    AwardRecord.objects.filter(pk=one.pk).update(status="cancelled")
    with pytest.raises(Refused, match="đã bị hủy hoặc rút"):
        f.signed(decision)
    decision.refresh_from_db()
    assert decision.number is None and f.states(made) == ["drafted"] and not Printed.objects.filter(decision=decision).exists()


def test_a_revocation_goes_into_no_decision_of_another_sort() -> None:
    made = c.claim()
    f.move(made, "appraise")
    with pytest.raises(Refused, match="Quyết định hủy bỏ"):
        f.drafted(made, instrument=Instrument.AWARD)
    assert docket.waiting_for() == {Instrument.REVOKE: 1}
    assert [heap.award.code for heap in heaps.waiting(Question(State.PASSED, Instrument.REVOKE))] == ["BK-TINH"]


def test_a_certificate_is_issued_again_and_the_award_is_what_it_was() -> None:
    one = c.record()
    made = c.claim(Kind.REISSUE, records=[one], ground=ReissueGround.DAMAGED)
    decision = c.signed(made, Instrument.REISSUE)
    again = Reissued.objects.get()
    assert (again.record, again.decision_number, again.on, again.why) == (one, decision.full_number, decision.signed_on, "doi-hu-hong")
    one.refresh_from_db()
    assert one.status == "valid" and AwardRecord.objects.count() == 1
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM workflow_reissued")


@pytest.fixture
def upward(monkeypatch: pytest.MonkeyPatch) -> None:
    """The centre decides on BK-TTG, by the chairman's letter."""
    table = {key: dict(versions) for key, versions in awards.AWARDS.items()}
    monkeypatch.setattr(awards, "AWARDS", table)
    if not awards.AWARDS.get(("BK-TTG", Kind.MERIT)):
        awards.award("BK-TTG", since=date(2024, 1, 1))(type("OfPrimeMinister", (UpwardSimplified,), {}))


def test_a_state_award_is_revoked_when_the_centre_has_decided(upward: None) -> None:
    one = c.record("BK-TTG", authority="Thủ tướng Chính phủ")
    made = c.claim(records=[one])
    c.signed(made, Instrument.PETITION)
    one.refresh_from_db()
    assert f.states(made) == ["forwarded"] and one.status == "valid", "the letter alone revokes nothing"
    outcomes.grant(
        f.ids(made), f.user(rights=["outcome"]), number="88/QĐ-TTg", decided_on=timezone.localdate(), authority="Thủ tướng Chính phủ")
    one.refresh_from_db()
    assert f.states(made) == ["decided"] and (one.status, one.revoked_by_decision) == ("revoked", "88/QĐ-TTg")
    assert AwardRecord.objects.count() == 1


def test_one_letter_asks_for_one_thing(upward: None) -> None:
    revoked, again = c.claim(records=[c.record("BK-TTG")]), c.claim(Kind.REISSUE, records=[c.record("BK-TTG")])
    for made in (revoked, again):
        f.move(made, "appraise")
    with pytest.raises(Refused, match="hãy lập văn bản riêng"):
        f.drafted([revoked, again], instrument=Instrument.PETITION)
    assert f.states(revoked, again) == ["passed"] * 2 and not Line.objects.exclude(decision=None).exists()


@pytest.mark.parametrize("n", [1, 30])
def test_taking_effect_is_flat(n: int) -> None:
    made = c.claim(records=[c.record() for _ in range(n)])
    ids, by = f.ids(made), f.holder(f.SIGNER)
    with CaptureQueriesContext(connection) as caught:
        aftermath.take_effect(ids, number="1/QĐ", on=timezone.localdate(), authority="x", by=by)
    assert len(caught) <= 10 and AwardRecord.objects.filter(status="revoked").count() == n


# ------------------------------------------------------------------ what rests on it, what is to come back


def revoked_titles() -> tuple[AwardRecord, AwardRecord]:
    """A CSTĐCS that is revoked, and the later CSTĐ cấp tỉnh that rests on it; beside them awards that do not."""
    title = c.record("CSTDCS", decided_on=date(2023, 12, 20), status="revoked", revoked_on=date(2026, 5, 4), revoked_by_decision="9/QĐ-SYT")
    later = c.record("CSTDT", title.recipient, decided_on=date(2026, 1, 5))
    c.record("TTLDXS", title.recipient, decided_on=date(2026, 1, 5))
    c.record("CSTDT", title.recipient, decided_on=date(2022, 1, 5))
    c.record("CSTDT", decided_on=date(2026, 1, 5))
    return title, later


def test_later_awards_that_rest_on_a_revoked_one_are_listed_until_looked_at() -> None:
    title, later = revoked_titles()
    assert [(one.revoked, one.record, one.line) for one in revocation.to_review()] == [(title, later, None)]
    by = f.user(c.RECORDS)
    with pytest.raises(Refused, match="Phải ghi kết quả"):
        revocation.reviewed(title, later, " ", by)
    with pytest.raises(Refused, match="không dựa trên"):
        revocation.reviewed(title, c.record("TTLDXS"), "x", by)
    revocation.reviewed(title, later, "Vẫn đủ 03 lần liên tục theo các quyết định khác", by)
    assert revocation.to_review() == [] and Review.objects.get().record == later
    with pytest.raises(Stale):
        revocation.reviewed(title, later, "lần nữa", by)


def test_lines_under_way_are_listed_too() -> None:
    title, _ = revoked_titles()
    line = f.dossier(awards=["CSTDT"]).lines.get()
    Line.objects.filter(pk=line.pk).update(recipient=title.recipient)
    assert [one.line for one in revocation.to_review() if one.line] == [line]


def test_objects_are_taken_back_once() -> None:
    title, _ = revoked_titles()
    by, today = f.user(c.RECORDS), timezone.localdate()
    assert list(revocation.to_recover()) == [title]
    for wrong, on in ((" ", today), ("Bằng", today + timedelta(1)), ("Bằng", date(2026, 5, 3))):
        with pytest.raises(Refused):
            revocation.recovered([title.pk], on, wrong, by)
    revocation.recovered([title.pk], today, "Đã thu bằng chứng nhận", by)
    assert not revocation.to_recover() and Recovered.objects.get().note == "Đã thu bằng chứng nhận"
    with pytest.raises(Stale):
        revocation.recovered([title.pk], today, "lần nữa", by)
    with pytest.raises((IntegrityError, DatabaseError), match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workflow_recovered SET note = 'x'")


@pytest.mark.parametrize("role", [f.INTAKE, f.APPRAISAL, f.SIGNER, f.ADMIN, c.PETITIONS])
def test_only_who_keeps_the_records_closes_what_is_left(role: str) -> None:
    title, later = revoked_titles()
    with pytest.raises(NotAllowed):
        revocation.reviewed(title, later, "x", f.user(role))
    with pytest.raises(NotAllowed):
        revocation.recovered([title.pk], timezone.localdate(), "x", f.user(role))


@pytest.mark.parametrize("n", [1, 30])
def test_the_list_is_flat(n: int) -> None:
    for _ in range(n):
        revoked_titles()
    with CaptureQueriesContext(connection) as caught:
        assert len(revocation.to_review()) == n
    assert len(caught) == 4


def test_a_signature_refused_by_the_fund_revokes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise Refused({0: "quỹ đã khóa"})

    monkeypatch.setattr(revocation, "after_revocation", fail)
    made = c.claim()
    decision = f.checked(c.drafted(made))
    with pytest.raises(Refused, match="quỹ đã khóa"):
        decisions.sign(decision, f.holder(f.SIGNER))
    assert AwardRecord.objects.get().status == "valid" and f.states(made) == ["drafted"]
