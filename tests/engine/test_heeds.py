"""What a person must look at beside the criteria: who is preferred among equals, and the cap of excellent results of a unit."""
from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import evidence as e
from tests import factories as f
from workflow.engine.proving import evidence, heeds, proof
from workflow.law import awards
from workflow.law.cautions import EXCELLENCE, PREFERENCE, cautions, preferred
from workflow.law.evidence import History
from workflow.law.words import Kind, Level, RecipientKind, Sex, Verdict
from workflow.models import Dossier, Line, Recipient

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def machine(award: str, kind: Kind = Kind.MERIT) -> type:
    return awards.in_force(award, kind, DAY, ())


def told(line: Line, role: str = f.APPRAISAL) -> dict[str, heeds.Heed]:
    line.refresh_from_db()
    return {one.caution.key: one for one in heeds.of(line, proof.told([line], f.user(role))[line.pk])}


def excellent(n: int = 5) -> tuple[Dossier, Line]:
    """A proposal that rests on years of excellence; n colleagues of the unit were judged excellent with the recipient."""
    made = f.dossier(awards=["BK-TINH"])
    line, = f.lines(made)
    last = made.received_on.year - 1
    Recipient.objects.filter(pk=line.recipient_id).update(unit=made.unit)
    for year in (last - 1, last):
        e.graded(line.recipient, year)
        for _ in range(n):
            e.graded(e.person(unit=made.unit), year)
    return made, line


def test_every_award_has_the_preference_and_only_those_on_excellent_years_of_persons_the_cap() -> None:
    assert cautions(machine("BK-TINH")) == [PREFERENCE, EXCELLENCE]
    assert cautions(machine("COTINH")) == [PREFERENCE], "the cap counts persons"
    assert cautions(machine("BK-TINH", Kind.REVOKE)) == [], "nobody is given anything"


@pytest.mark.parametrize(("kind", "facts", "verdict"), [
    (RecipientKind.PERSON, {"sex": str(Sex.FEMALE)}, Verdict.MET), (RecipientKind.PERSON, {"sex": "nam"}, Verdict.NOT_MET),
    (RecipientKind.PERSON, {}, Verdict.UNKNOWN), (RecipientKind.COLLECTIVE, {}, Verdict.UNKNOWN),
    (RecipientKind.COLLECTIVE, {"shares": {("nu", 2025): 70}}, Verdict.MET),
    (RecipientKind.COLLECTIVE, {"shares": {("nu", 2024): 90, ("nu", 2025): Decimal("69.9")}}, Verdict.NOT_MET),
    (RecipientKind.COLLECTIVE, {"shares": {("hoan-thanh", 2025): 100}}, Verdict.UNKNOWN),
    (RecipientKind.HOUSEHOLD, {"sex": str(Sex.FEMALE)}, Verdict.NOT_MET),
])
def test_who_is_preferred_among_equals(kind: RecipientKind, facts: dict, verdict: Verdict) -> None:
    assert preferred(History(DAY, **facts), kind) is verdict


def test_a_unit_over_its_cap_is_an_alarm_on_the_lines_that_rest_on_that_year_and_changes_no_verdict() -> None:
    made, line = excellent()
    before = proof.of([line])[line.pk].finding.verdict
    heed = told(line)["ty-le-xuat-sac"]
    assert heed.alarm and "vượt 20%" in heed.said and str(made.received_on.year - 1) in heed.said
    assert proof.of([line])[line.pk].finding.verdict is before
    colleagues = [e.person(unit=made.unit) for _ in range(40)]
    for year in (made.received_on.year - 2, made.received_on.year - 1):
        for one in colleagues:
            e.graded(one, year, Level.GOOD)
    heed = told(line)["ty-le-xuat-sac"]
    assert not heed.alarm and "không vượt tỷ lệ" in heed.said


def test_what_is_on_record_is_told_to_who_may_read_the_records_and_the_caution_to_everybody() -> None:
    _, line = excellent()
    assert all(one.said for one in told(line).values())
    assert {key: one.said for key, one in told(line, f.INTAKE).items()} == {"uu-tien-nu": "", "ty-le-xuat-sac": ""}


def test_the_line_and_the_catalogue_say_why_a_person_must_look() -> None:
    made, _ = excellent()
    client = Client()
    client.force_login(f.user(f.APPRAISAL))
    page, entry = (client.get(path).content.decode() for path in (f"/ho-so/{made.code}/dong/1/", "/danh-muc/BK-TINH/"))
    for words in ("Điều phải có người xem", PREFERENCE.text, PREFERENCE.why, EXCELLENCE.text, EXCELLENCE.why):
        assert words in page and words in entry, words
    assert "Vượt tỷ lệ" in page and "Vượt tỷ lệ" not in entry


def test_the_share_of_women_of_a_collective_is_read() -> None:
    line, = f.lines(f.dossier(rows=[f.row("COTINH", kind=RecipientKind.COLLECTIVE, name="Phòng Thử")]))
    assert "chưa ghi" in told(line)["uu-tien-nu"].said
    evidence.record_share(line.recipient, 2025, "nu", Decimal(75), e.keeper(), e.PAPER)
    assert "thuộc diện ưu tiên" in told(line)["uu-tien-nu"].said


def test_many_colleagues_ask_no_more_than_few() -> None:
    counts = []
    for n in (1, 30):
        _, line = excellent(n)
        line.recipient  # noqa: B018 -- read before
        found = proof.of([line])[line.pk]
        with CaptureQueriesContext(connection) as caught:
            heeds.of(line, found)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 4
