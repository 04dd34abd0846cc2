"""What is read of a recipient's records: everything that stands, nothing that was withdrawn, and never in more queries for more people."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from workflow.engine.errors import Refused
from workflow.engine.proving import histories, proof
from workflow.engine.sittings import packs
from workflow.law.bands import PostBand
from workflow.law.evidence import History
from workflow.law.words import HoldReason, Level, Scope, Sex, Verdict
from workflow.models import (
    AwardRecord,
    Hold,
    Initiative,
    InitiativeUse,
    Line,
    Performance,
    Post,
    Recipient,
    Round,
    Share,
)

pytestmark = pytest.mark.django_db
PAPER = {"decision_number": "5/QĐ", "decided_on": date(2025, 12, 1), "authority": "Sở Nội vụ"}


def written() -> dict[str, Any]:
    return {"by": f.holder(f.APPRAISAL), "at": timezone.now()}


def withdrawn() -> dict[str, Any]:
    return {**written(), "withdrawn_at": timezone.now(), "withdrawn_by": f.holder(f.APPRAISAL), "withdrawn_why": "ghi nhầm"}


def invention(*authors: int, year: int = 2025, state: str = "recognised", **other: Any) -> Initiative:
    made = Initiative.objects.create(
        name="Số hóa", key="so hoa", year=year, scope=str(Scope.PROVINCE), state=state, **{**PAPER, **written(), **other})
    made.authors.set(authors)
    return made


def furnished(people: Sequence[int]) -> None:
    """Something of every sort for each of them."""
    known = written()
    for person in people:
        AwardRecord.objects.create(
            recipient_id=person, award="CSTDCS", award_name="CSTĐ cơ sở", kind="cong-trang", decision_number="1", authority="Sở",
            decided_on=date(2024, 12, 1), period="2024", source="declared")
        Performance.objects.create(recipient_id=person, year=2025, level=str(Level.GOOD), **PAPER, **known)
        Share.objects.create(recipient_id=person, year=2025, what="hoan-thanh", percent="99.50", **known)
        Post.objects.create(recipient_id=person, name="Giám đốc", band=str(PostBand.DEPARTMENT_HEAD), since=date(2015, 1, 1), **known)
        Hold.objects.create(
            recipient_id=person, reason=str(HoldReason.INSPECTION), since=date(2025, 1, 1), review_on=date(2025, 6, 1),
            released_on=date(2025, 5, 1), **known)
        invention(person)


def person() -> int:
    return f.lines(f.dossier(awards=["CSTDT"]))[0].recipient_id


def past(pk: int, on: date | None = None, line: int | None = None) -> History:
    return histories.of([pk])[pk].history(on or timezone.localdate(), line)


def test_everything_that_stands_is_read() -> None:
    one = person()
    furnished([one])
    found = past(one)
    assert [record.award for record in found.records] == ["CSTDCS"] and found.performance == {2025: Level.GOOD}
    assert found.papers == {2025: "5/QĐ ngày 01/12/2025 của Sở Nội vụ"} and float(found.shares["hoan-thanh", 2025]) == 99.5
    assert [(one.scope, one.year, one.name, one.uses) for one in found.initiatives] == [(Scope.PROVINCE, 2025, "Số hóa", ())]
    assert [(post.band, post.name, post.until) for post in found.posts] == [("giam-doc-so", "Giám đốc", None)]
    assert [hold.released_on for hold in found.holds] == [date(2025, 5, 1)] and found.sex == str(Sex.FEMALE)


def test_what_was_withdrawn_or_is_not_recognised_is_not() -> None:
    one, gone = person(), withdrawn()
    Performance.objects.create(recipient_id=one, year=2025, level=str(Level.GOOD), **gone)
    Share.objects.create(recipient_id=one, year=2025, what="hoan-thanh", percent=99, **gone)
    Post.objects.create(recipient_id=one, name="Giám đốc", band="giam-doc-so", since=date(2015, 1, 1), **gone)
    invention(one, **gone)
    invention(one, state="submitted")
    invention(one, state="refused")
    found = past(one)
    assert (found.performance, found.shares, found.posts, found.initiatives) == ({}, {}, (), ())


def test_an_initiative_belongs_to_each_of_its_authors_and_to_nobody_else() -> None:
    first, second, third = person(), person(), person()
    invention(first, second)
    found = histories.of([first, third])
    assert len(found[first].initiatives) == 1 and not found[third].initiatives and len(past(second).initiatives) == 1


def test_a_use_elsewhere_is_seen_the_own_is_not() -> None:
    mine, = f.lines(f.dossier(awards=["CSTDT"]))
    other, = f.lines(f.dossier(awards=["BK-TINH"]))
    made = invention(mine.recipient_id, other.recipient_id)
    InitiativeUse.objects.create(initiative=made, line=mine, **written())
    assert past(mine.recipient_id, line=mine.pk).initiatives[0].uses == ()
    InitiativeUse.objects.create(initiative=made, line=other, **written())
    assert past(mine.recipient_id, line=mine.pk).initiatives[0].uses == (f"Bằng khen tỉnh (hồ sơ {other.dossier.code}, dòng 1)",)
    assert len(past(mine.recipient_id).initiatives[0].uses) == 2


def test_a_band_that_is_not_known_any_more_is_of_no_band() -> None:
    one = person()
    Post.objects.create(recipient_id=one, name="Ủy viên", band="bậy", since=date(2015, 1, 1), **written())
    assert past(one).posts[0].band == PostBand.OTHER


@pytest.mark.parametrize("n", [1, 30, 300])
def test_as_many_queries_for_one_as_for_three_hundred(n: int) -> None:
    made = f.dossier(awards=["CSTDT"] * n)
    lines = f.lines(made)
    for line in lines:
        line.dossier = made
    furnished([line.recipient_id for line in lines[:20]])
    with CaptureQueriesContext(connection) as caught:
        found = proof.of(lines)
        for one in found.values():
            assert one.finding.leaves and one.timeline is not None and one.chances
    assert len(found) == n and len(caught) == 10, [query["sql"][:80] for query in caught]


# ------------------------------------------------------------------ on the card


def card(line: Line) -> proof.Proof:
    return proof.of([Line.objects.select_related("dossier").get(pk=line.pk)])[line.pk]


def test_a_hold_laid_after_receipt_is_in_the_way_until_it_ends() -> None:
    line, = f.lines(f.dossier(awards=["CSTDT"], received_at=timezone.now() - timedelta(days=20)))
    today = timezone.localdate()
    hold = Hold.objects.create(
        recipient_id=line.recipient_id, reason=str(HoldReason.PRESS), since=today, review_on=today + timedelta(days=30), **written())
    found = card(line)
    assert found.common and found.common.verdict is Verdict.NOT_MET and (Verdict.NOT_MET, 2) in found.tally
    Hold.objects.filter(pk=hold.pk).update(released_on=today)
    found = card(line)
    assert found.common and found.common.verdict is Verdict.MET and (Verdict.NOT_MET, 1) in found.tally


def test_the_year_of_the_round_is_the_year_that_is_asked() -> None:
    made = f.dossier()
    line, year = f.lines(made)[0], made.received_on.year
    AwardRecord.objects.create(
        recipient_id=line.recipient_id, award="BK-TINH", award_name="BK", kind="cong-trang", decision_number="1", authority="Tỉnh",
        decided_on=made.received_on, period=str(year - 1), source="declared")
    once = {leaf.key: leaf.verdict for leaf in card(line).finding.leaves}
    assert once["chung-mot-lan"] is Verdict.MET
    asked = Round.objects.create(
        name="Đợt", kind="cong-trang", year=year - 1, opens_on=made.received_on, closes_on=made.received_on)
    type(made).objects.filter(pk=made.pk).update(round=asked)
    once = {leaf.key: leaf.verdict for leaf in card(line).finding.leaves}
    assert once["chung-mot-lan"] is Verdict.NOT_MET


def test_a_general_criterion_may_be_ruled_on() -> None:
    line, = f.lines(f.dossier(awards=["CSTDT"]))
    AwardRecord.objects.create(
        recipient_id=line.recipient_id, award="CSTDT", award_name="CSTĐT", kind="", decision_number="1", authority="Tỉnh",
        decided_on=line.dossier.received_on, source="declared")
    assert card(line).common.verdict is Verdict.UNKNOWN
    proof.rule(line, "chung-mot-lan", Verdict.MET, "Khác thành tích", f.user(f.APPRAISAL))
    found = card(line)
    assert found.common.verdict is Verdict.MET and [leaf.key for leaf in found.decisive][-1] == "chung-mot-lan"


# ------------------------------------------------------------------ the pack of a sitting


def test_a_pack_is_cut_into_parts_in_the_order_of_the_agenda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "PART", 2)
    sitting = f.sitting_on(f.appraised(f.dossier(awards=["BK-TINH", "CSTDT", "BK-TINH"])))
    assert packs.parts(sitting) == [(1, 1, 2), (2, 3, 3)]
    first, second = packs.pack(sitting, 1), packs.pack(sitting, 2)
    assert (first.first, first.last, second.first, second.last, second.parts) == (1, 2, 3, 3, 2)
    names = [row.name for part in (first, second) for row in part.agenda]
    assert names == [card.name for part in (first, second) for card in part.cards] and len(set(names)) == 3
    for part in (0, 3):
        with pytest.raises(Refused, match="không có phần"):
            packs.pack(sitting, part)


def test_the_pack_of_more_lines_asks_no_more() -> None:
    counts = []
    for n in (1, 30):
        sitting = f.sitting_on(f.appraised(f.dossier(awards=["BK-TINH"] * n)))
        with CaptureQueriesContext(connection) as caught:
            assert len(packs.pack(sitting, 1).cards) == n
        counts.append(len(caught))
    assert len(set(counts)) == 1, counts


def test_a_pack_says_that_somebody_is_on_hold_not_why() -> None:
    made = f.appraised(f.dossier(awards=["CSTDT"]))
    sitting = f.sitting_on(made)
    Hold.objects.create(
        recipient_id=Recipient.objects.get(lines__dossier=made).pk, reason=str(HoldReason.COMPLAINT), since=timezone.localdate(),
        review_on=timezone.localdate(), note="x", **written())
    text = repr(packs.pack(sitting, 1))
    assert "Đang tạm dừng xét khen thưởng" in text and "Có đơn thư" not in text


def test_another_proposal_of_the_year_for_an_award_of_the_state_is_a_doubt() -> None:
    unit, row = f.unit(), f.row("BK-TTG")
    first, second = (f.lines(f.dossier(unit=unit, rows=[one]))[0] for one in (row, {**row, "award": "CSTDTQ"}))
    assert first.recipient_id == second.recipient_id
    verdicts = {leaf.key: leaf for leaf in card(first).finding.leaves}
    assert verdicts["chung-cap-nha-nuoc"].verdict is Verdict.UNKNOWN and f"CSTDTQ (hồ sơ {second.dossier.code}, dòng 1)" in repr(
        verdicts["chung-cap-nha-nuoc"])
    f.move([second], "refuse", note="Không đủ")
    assert {leaf.key: leaf.verdict for leaf in card(first).finding.leaves}["chung-cap-nha-nuoc"] is Verdict.MET


@pytest.mark.parametrize("n", [1, 30])
def test_other_proposals_are_one_query_and_none_where_no_award_of_the_state_is_asked_for(n: int, django_assert_num_queries: Any) -> None:
    lines = [Line.objects.select_related("dossier").get(pk=line.pk) for line in f.lines(f.dossier(awards=["BK-TTG"] * n))]
    with django_assert_num_queries(1):
        assert histories.pending(lines) == {line.pk: () for line in lines}
    with django_assert_num_queries(0):
        assert histories.pending(f.lines([])) == {}
