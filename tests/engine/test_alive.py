"""Nothing is written of a recipient who was merged into another, and a merger waits for what is being written of him."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tests import evidence as e
from tests import factories as f
from workflow.engine.bodies import units
from workflow.engine.emulation import registrations
from workflow.engine.errors import Stale
from workflow.engine.proving import evidence, initiatives
from workflow.engine.receiving import intake
from workflow.engine.register import alive, merging
from workflow.engine.stopping import holds, petitions
from workflow.law.bands import PostBand
from workflow.law.petitions import Sort
from workflow.law.words import HoldReason, Level, RecipientKind, Scope
from workflow.models import (
    AwardRecord,
    Hold,
    Initiative,
    Line,
    Merge,
    Performance,
    Petition,
    Post,
    Recipient,
    Share,
)

pytestmark = pytest.mark.django_db
WRITTEN = (AwardRecord, Hold, Initiative, Line, Performance, Petition, Post, Share)


def merged(kept: Recipient, gone: Recipient) -> Recipient:
    """`gone` as a page still shows him that was opened before the merger."""
    merging.merge(kept.pk, gone.pk, "Một người nhập hai lần", e.keeper())
    return gone


def hold(one: Recipient) -> Any:
    return holds.place(one, HoldReason.DISCIPLINE, "CV 1", timezone.localdate() + timedelta(days=9), f.holder(f.APPRAISAL))


def letter(one: Recipient) -> Any:
    return petitions.receive(Sort.DENUNCIATION, timezone.localdate(), "nội dung", [one.pk], f.holder("Tiếp nhận đơn thư"))


@pytest.mark.parametrize("write", [
    hold, letter, lambda one: evidence.record_performance(one, 2025, Level.GOOD, e.keeper()),
    lambda one: evidence.record_post(one, "Giám đốc", PostBand.DEPARTMENT_HEAD, date(2020, 1, 1), None, e.keeper()),
    lambda one: initiatives.enter("Số hóa", 2025, Scope.LOCAL, [one.pk], e.keeper()),
])
def test_nothing_is_written_of_a_person_who_was_merged(write: Callable[[Recipient], Any]) -> None:
    gone = merged(e.person(), e.person())
    before = [model._default_manager.count() for model in WRITTEN]
    with pytest.raises(Stale, match="đã được gộp"):
        write(gone)
    assert [model._default_manager.count() for model in WRITTEN] == before


def test_nothing_is_written_of_a_collective_that_was_merged() -> None:
    unit = f.unit()
    gone = merged(e.collective(unit), e.collective(unit))
    with pytest.raises(Stale, match="đã được gộp"):
        evidence.record_share(gone, 2025, "nu", Decimal(40), e.keeper())


def test_a_line_is_not_received_for_one_who_was_merged_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, draft = merged(e.person(), e.person()), f.draft()
    monkeypatch.setattr("workflow.engine.register.entering.recipients", lambda rows, unit: [gone])
    with pytest.raises(Stale, match="đã được gộp"):
        intake.register(draft, f.holder(f.INTAKE))
    draft.refresh_from_db()
    assert not Line.objects.exists()


def test_whoever_was_merged_is_no_more_among_the_people_of_a_unit_nor_registered() -> None:
    unit = f.unit()
    kept, gone = e.person("Trần Văn Một", unit=unit), e.person("Trần Văn Một", unit=unit)
    merged(kept, gone)
    assert [one.pk for one in units.people([unit.pk]).rows] == [kept.pk]
    row = {"award": "CSTDCS", "kind": str(RecipientKind.PERSON), "name": "Trần Văn Một"}
    assert registrations.recipients([row], unit) == {1: kept.pk}


def test_one_query_locks_many(django_assert_num_queries: Any) -> None:
    people = [e.person().pk for _ in range(30)]
    with django_assert_num_queries(1):
        alive.hold(people)


@pytest.mark.django_db(transaction=True)
def test_a_signature_and_a_merger_at_once_leave_no_award_behind() -> None:
    for _ in range(3):
        made = f.passed()
        gone, kept = f.lines(made)[0].recipient, e.person(birth_date=None)
        decision = f.checked(f.drafted(made))
        f.at_once(lambda one=decision: f.signed(one), lambda k=kept, g=gone: merging.merge(k.pk, g.pk, "x", e.keeper()))
        assert Merge.objects.filter(gone=gone).exists()
        assert not AwardRecord.objects.filter(recipient=gone).exists() and not Line.objects.filter(recipient=gone).exists()


@pytest.mark.django_db(transaction=True)
def test_a_hold_and_a_merger_at_once_leave_no_hold_behind() -> None:
    for _ in range(3):
        kept, gone = e.person(), e.person()
        f.at_once(lambda g=gone: hold(g), lambda k=kept, g=gone: merging.merge(k.pk, g.pk, "x", e.keeper()))
        assert not Hold.objects.filter(recipient=gone).exists()
