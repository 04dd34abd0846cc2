"""Versions behind a switch: in force only when it is on; the more favourable one may be adopted; what would change is known before."""
from __future__ import annotations

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from workflow.engine import audit, versions
from workflow.engine.errors import NotAllowed, Refused
from workflow.engine.proving import proof
from workflow.engine.receiving import intake, simplified
from workflow.law import awards
from workflow.law.eligible import chances
from workflow.law.evidence import History
from workflow.law.words import Case, Kind, RecipientKind, UnitKind, Verdict
from workflow.models import Adoption, AwardType, Dossier, Line, Switch

pytestmark = pytest.mark.django_db
CODE, OLD, NEW = "luat-2026", date(2024, 1, 1), date(2026, 10, 1)
BEFORE = timezone.make_aware(datetime(2026, 9, 30, 9))
AFTER = timezone.make_aware(datetime(2026, 10, 1, 9))


@pytest.fixture(autouse=True)
def milder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The new version of XATB asks nothing but a share, which the old one leaves to a person."""
    from workflow.law.criteria import Criterion, Found

    monkeypatch.setattr(awards, "AWARDS", {key: dict(kept) for key, kept in awards.AWARDS.items()})
    met = Criterion("Đạt", "dat", test=lambda history: Found(Verdict.MET))
    new = awards.named("XATB", Kind.MERIT, NEW)
    awards.AWARDS["XATB", Kind.MERIT][NEW] = type("Milder", (new,), {"criteria": {RecipientKind.COLLECTIVE: met}})


@pytest.fixture
def on() -> None:
    Switch.objects.filter(code=CODE).update(on=True, reason="Đã có văn bản")


def communes(n: int = 1, at: datetime = BEFORE) -> Dossier:
    """A dossier of communes received then."""
    return f.dossier(rows=[f.row("XATB") for _ in range(n)], unit=f.unit(UnitKind.COMMUNE), received_at=at)


def test_a_version_waits_for_its_switch_and_for_its_day() -> None:
    assert communes(at=AFTER).lines.get().since == OLD
    Switch.objects.filter(code=CODE).update(on=True, reason="x")
    assert communes(at=AFTER).lines.get().since == NEW and communes(at=BEFORE).lines.get().since == OLD


def test_the_switch_is_off_and_stays_off_without_a_reason() -> None:
    switch = Switch.objects.get(code=CODE)
    assert not switch.on and not switch.verified
    with pytest.raises(IntegrityError), transaction.atomic():
        Switch.objects.update(on=True, reason="")


def test_nothing_is_offered_while_the_switch_is_off() -> None:
    line = f.lines(communes())[0]
    assert versions.choices(line) == []
    with pytest.raises(Refused, match="không áp dụng được"):
        versions.adopt(line, NEW, f.holder(f.APPRAISAL), "có lợi hơn")


def test_both_verdicts_are_shown_and_the_officer_takes_one(on: None) -> None:
    line = f.lines(communes())[0]
    assert [(one.since, one.verdict, one.stamped) for one in versions.choices(line)] == [
        (OLD, Verdict.UNKNOWN, True), (NEW, Verdict.MET, False)]
    versions.adopt(line, NEW, f.holder(f.APPRAISAL), "  Quy định mới có lợi hơn ")
    line.refresh_from_db()
    made = Adoption.objects.get()
    assert line.since == NEW and (made.former, made.since, made.reason) == (OLD, NEW, "Quy định mới có lợi hơn")
    assert proof.of([line])[line.pk].finding.verdict is Verdict.MET and not list(audit.faults())
    versions.adopt(line, OLD, f.holder(f.APPRAISAL), "Chọn nhầm")
    line.refresh_from_db()
    assert line.since == OLD and Adoption.objects.count() == 2
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workflow_adoption SET reason = 'x'")


@pytest.mark.parametrize(("since", "reason", "why"), [
    (NEW, " \n", "có lợi hơn"), (OLD, "x", "không áp dụng được"), (date(2030, 1, 1), "x", "không áp dụng được")])
def test_a_choice_without_reason_or_version_is_refused(on: None, since: date, reason: str, why: str) -> None:
    line = f.lines(communes())[0]
    with pytest.raises(Refused, match=why):
        versions.adopt(line, since, f.holder(f.APPRAISAL), reason)
    assert not Adoption.objects.exists() and Line.objects.get().since == OLD


def test_only_while_it_is_appraised_and_only_by_who_may(on: None) -> None:
    line = f.lines(communes())[0]
    for role in (f.INTAKE, f.CHIEF, f.ADMIN, f.SIGNER):
        with pytest.raises(NotAllowed):
            versions.adopt(line, NEW, f.user(role), "x")
    both = f.user(f.INTAKE, f.APPRAISAL)
    own = f.dossier(by=both, rows=[f.row("XATB")], unit=f.unit(UnitKind.COMMUNE), received_at=BEFORE).lines.get()
    with pytest.raises(NotAllowed, match="tiếp nhận"):
        versions.adopt(own, NEW, both, "x")
    f.move([line], "appraise")
    line.refresh_from_db()
    assert versions.choices(line) == []
    with pytest.raises(Refused, match="Chờ Hội đồng"):
        versions.adopt(line, NEW, f.holder(f.APPRAISAL), "x")


def test_a_colleague_who_holds_the_dossier_is_not_passed_over(on: None) -> None:
    line = f.lines(communes(2))[0]
    versions.adopt(line, NEW, f.holder(f.APPRAISAL), "có lợi hơn")
    other = Line.objects.get(dossier=line.dossier, no=2)
    with pytest.raises(NotAllowed, match="đang do"):
        versions.adopt(other, NEW, f.user(f.APPRAISAL), "có lợi hơn")


def test_the_command_lists_what_would_change_and_changes_nothing() -> None:
    made, out = communes(2), StringIO()
    withdrawn = communes()
    f.move(withdrawn, "send_back", note="thiếu")
    f.move(withdrawn, "withdraw", f.holder(f.INTAKE), note="rút")
    call_command("verdict_changes", CODE, "--award", "xatb", stdout=out)
    assert out.getvalue().splitlines() == [
        f"{made.code} dòng 1 XATB: Chưa rõ → Đạt", f"{made.code} dòng 2 XATB: Chưa rõ → Đạt", "Có 2 dòng đổi kết quả."]
    assert set(Line.objects.values_list("since", flat=True)) == {OLD}
    for wrong in (["khong-co"], [CODE, "--award", "COTINH"]):
        with pytest.raises(CommandError):
            call_command("verdict_changes", *wrong, stdout=out)


@pytest.mark.parametrize("n", [1, 30, 300])
def test_looking_ahead_is_flat(n: int) -> None:
    communes(n)
    versions.changes(CODE, "XATB")
    with CaptureQueriesContext(connection) as caught:
        assert len(versions.changes(CODE, "XATB")) == n
    assert len(caught) <= 25
    counts.add(len(caught))
    assert len(counts) == 1


counts: set[int] = set()


def test_the_counter_and_the_chances_read_the_version_that_is_switched_on(on: None, monkeypatch: pytest.MonkeyPatch) -> None:
    known = awards.AWARDS["XATB", Kind.MERIT][NEW]
    changed = {"cases": frozenset({Case.DISCOVERED}), "criteria": {RecipientKind.PERSON: known.criteria[RecipientKind.COLLECTIVE]}}
    monkeypatch.setitem(awards.AWARDS["XATB", Kind.MERIT], NEW, type("Other", (known,), changed))
    award = AwardType.objects.get(code="XATB")
    assert intake.takers([award], Kind.MERIT, OLD) == {"XATB": ["collective"]}
    assert intake.takers([award], Kind.MERIT, NEW) == {"XATB": []}, "the new version has no criteria for the collectives of the catalogue"
    assert not simplified.cases(Kind.MERIT, OLD, ["XATB"]) and simplified.cases(Kind.MERIT, NEW, ["XATB"]) == {Case.DISCOVERED}
    known_on = [[one.award for one in chances(History(day), RecipientKind.PERSON, {CODE}).met] for day in (OLD, NEW)]
    assert known_on == [[], ["XATB"]] and not chances(History(NEW), RecipientKind.PERSON).met


def test_a_card_tells_what_one_qualifies_for_under_the_version_that_is_switched_on(on: None) -> None:
    card = proof.of([f.lines(communes())[0]]).popitem()[1]
    assert card.switches == {CODE}
