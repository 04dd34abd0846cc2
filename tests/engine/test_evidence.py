"""What is on record beside awards is entered by who may, withdrawn and never changed; initiatives count once their council agreed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import evidence as e
from tests import factories as f
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.proving import evidence, initiatives, uses
from workflow.engine.proving.evidence import Source
from workflow.law.bands import PostBand
from workflow.law.words import Level, Scope
from workflow.models import (
    ExcellenceCap,
    Initiative,
    InitiativeRule,
    InitiativeSitting,
    InitiativeUse,
    Performance,
    Post,
    Recognition,
    Share,
)

pytestmark = pytest.mark.django_db


def why(refused: pytest.ExceptionInfo[Refused]) -> str:
    return "; ".join(refused.value.reasons.values())


# ------------------------------------------------------------------ performance, posts, shares


def test_a_result_is_entered_with_its_paper_and_withdrawn_with_a_reason() -> None:
    row = e.graded(e.person())
    assert (row.level, row.decision_number, row.authority) == ("htxsnv", "15/QĐ-SYT", "Giám đốc Sở Y tế")
    evidence.withdraw(row, "Ghi nhầm người", e.keeper())
    row.refresh_from_db()
    assert row.withdrawn_at and row.withdrawn_by == e.keeper() and row.withdrawn_why == "Ghi nhầm người"
    with pytest.raises(Stale):
        evidence.withdraw(row, "lần nữa", e.keeper())


def test_one_result_a_year_counts_and_another_may_follow_its_withdrawal() -> None:
    row = e.graded(e.person())
    with pytest.raises(Refused) as refused:
        e.graded(row.recipient, level=Level.GOOD)
    assert "Đã có kết quả xếp loại năm 2025" in why(refused)
    evidence.withdraw(row, "Sai mức", e.keeper())
    assert e.graded(row.recipient, level=Level.GOOD).level == "httnv"


@pytest.mark.parametrize("year", [1944, 2027])
def test_a_year_that_cannot_be_is_refused_and_leaves_no_trace(year: int) -> None:
    with pytest.raises(Refused):
        e.graded(e.person(), timezone.localdate().year + 1 if year > 2000 else year)
    assert not Performance.objects.exists()


def test_nobody_enters_without_the_right() -> None:
    someone, other = e.person(), f.holder(f.APPRAISAL)
    for act in (
        lambda: evidence.record_performance(someone, 2025, Level.GOOD, other),
        lambda: evidence.record_post(someone, "Giám đốc", PostBand.DEPARTMENT_HEAD, date(2020, 1, 1), None, other),
        lambda: evidence.record_share(someone, 2025, "hoan-thanh", Decimal(100), other),
        lambda: initiatives.enter("x", 2025, Scope.LOCAL, [someone.pk], other),
        lambda: initiatives.recognise({}, e.minutes(), other),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not (Performance.objects.exists() or Post.objects.exists() or Share.objects.exists() or Initiative.objects.exists())


def test_posts_may_overlap_but_not_end_before_they_begin() -> None:
    someone = e.person()
    for band in (PostBand.DEPARTMENT_HEAD, PostBand.PROVINCE_STANDING):
        evidence.record_post(someone, "Chức vụ thử", band, date(2015, 1, 1), date(2020, 1, 1), e.keeper(), e.PAPER)
    assert someone.posts.count() == 2
    for since, until in ((date(2020, 1, 2), date(2020, 1, 1)), (timezone.localdate() + timedelta(days=1), None)):
        with pytest.raises(Refused):
            evidence.record_post(someone, "Chức vụ thử", PostBand.OTHER, since, until, e.keeper())
    with pytest.raises(Refused):
        evidence.record_post(e.collective(f.unit()), "Giám đốc", PostBand.OTHER, date(2020, 1, 1), None, e.keeper())


def test_a_share_is_of_a_collective_and_a_percentage() -> None:
    group = e.collective(f.unit())
    evidence.record_share(group, 2025, "hoan-thanh", Decimal("99.5"), e.keeper())
    for recipient, what, percent in (
        (group, "hoan-thanh", "98"), (group, "khac", "98"), (group, "nu", "100.01"), (e.person(), "nu", "70"),
    ):
        with pytest.raises(Refused):
            evidence.record_share(recipient, 2025, what, Decimal(percent), e.keeper())
    assert Share.objects.count() == 1


def test_a_paper_from_tomorrow_is_refused() -> None:
    with pytest.raises(Refused):
        evidence.record_performance(
            e.person(), 2025, Level.GOOD, e.keeper(), Source("1/QĐ", timezone.localdate() + timedelta(days=1)))


@pytest.mark.parametrize("change", [
    lambda row: Performance.objects.filter(pk=row.pk).update(level="httnv"), lambda row: row.delete(),
    lambda row: Initiative.objects.filter(authors=row.recipient).update(name="khác"),
    lambda row: Initiative.objects.filter(authors=row.recipient).delete(),
])
def test_the_database_itself_refuses_to_change_or_delete_evidence(change) -> None:
    row = e.graded(e.person())
    e.initiative(row.recipient)
    with pytest.raises(IntegrityError, match="is evidence"), transaction.atomic():
        change(row)


def test_whose_it_is_may_be_put_right_when_two_records_of_one_person_are_joined() -> None:
    row, other = e.graded(e.person()), e.person()
    evidence.withdraw(row, "Sai", e.keeper())
    assert Performance.objects.filter(pk=row.pk).update(recipient=other) == 1


# ------------------------------------------------------------------ the share of excellent ones


@pytest.mark.parametrize(("excellent", "good", "over"), [(1, 5, False), (2, 9, True), (2, 10, False), (1, 0, True), (0, 3, False)])
def test_more_excellent_ones_than_the_cap_is_a_warning_in_integers(excellent: int, good: int, over: bool) -> None:
    unit = f.unit()
    for level, n in ((Level.EXCELLENT, excellent), (Level.GOOD, good)):
        for _ in range(n):
            e.graded(e.person(unit=unit), level=level)
    found = evidence.excesses([2025], [unit.pk])
    assert [(one.unit, one.excellent, one.good) for one in found] == [(unit, excellent, good)] * over
    assert all("chưa kiểm chứng" in one.words and "20%" in one.words for one in found)


def test_without_a_dated_row_nothing_is_said_of_the_share() -> None:
    e.graded(e.person(unit=f.unit()))
    ExcellenceCap.objects.update(until=date(2024, 12, 31))
    assert evidence.excesses([2025]) == []


# ------------------------------------------------------------------ initiatives


@pytest.mark.parametrize(("ayes", "members", "state"), [(7, 10, "recognised"), (6, 10, "refused"), (14, 20, "recognised"),
                                                       (13, 19, "refused"), (14, 19, "recognised")])
def test_a_council_recognises_by_seventy_per_cent_of_all_its_members(ayes: int, members: int, state: str) -> None:
    one = e.initiative(recognised=False)
    sitting = initiatives.recognise({one.pk: ayes}, e.minutes(members=members), e.keeper())
    one.refresh_from_db()
    assert (one.state, one.ayes, one.members, one.threshold, one.decision_number) == (state, ayes, members, 70, "404/QĐ-HĐSK")
    assert [(result.ayes, result.passed) for result in sitting.results.all()] == [(ayes, state == "recognised")]


def test_a_sitting_is_written_whole_or_not_at_all() -> None:
    one, two = e.initiative(recognised=False), e.initiative(recognised=False)
    today = timezone.localdate()
    for ayes, minutes in (
        ({one.pk: 8, two.pk: 11}, e.minutes()), ({}, e.minutes()), ({one.pk: 8, e.initiative().pk: 8}, e.minutes()),
        ({one.pk: 8, two.pk + 999: 8}, e.minutes()), ({one.pk: 8}, e.minutes(held_on=today + timedelta(days=1))),
        ({one.pk: 8}, e.minutes(decided_on=today - timedelta(days=1))), ({one.pk: 8}, e.minutes(decision_number=" ")),
        ({one.pk: 0}, e.minutes(members=0)),
    ):
        with pytest.raises(Refused):
            initiatives.recognise(ayes, minutes, e.keeper())
    assert not InitiativeSitting.objects.exists() and not Recognition.objects.exists()
    assert set(Initiative.objects.filter(pk__in=[one.pk, two.pk]).values_list("state", flat=True)) == {"submitted"}


def test_no_threshold_is_ever_guessed() -> None:
    one = e.initiative(recognised=False)
    InitiativeRule.objects.update(until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        initiatives.recognise({one.pk: 10}, e.minutes(), e.keeper())
    assert "Chưa có quy định xét sáng kiến" in why(refused)


def test_a_wider_scope_is_a_further_recognition_and_a_failed_one_takes_nothing_away() -> None:
    one = e.initiative(scope=Scope.LOCAL)
    with pytest.raises(Refused):
        initiatives.ask_wider(one, Scope.LOCAL, e.keeper())
    initiatives.ask_wider(one, Scope.PROVINCE, e.keeper())
    with pytest.raises(Stale):
        initiatives.ask_wider(one, Scope.NATION, e.keeper())
    initiatives.recognise({one.pk: 6}, e.minutes(), e.keeper())
    one.refresh_from_db()
    assert (one.state, one.scope, one.wider, one.decision_number) == ("recognised", "co-so", "", "15/QĐ-SYT")
    initiatives.ask_wider(one, Scope.PROVINCE, e.keeper())
    initiatives.recognise({one.pk: 7}, e.minutes(decision_number="405/QĐ-HĐSK"), e.keeper())
    one.refresh_from_db()
    assert (one.state, one.scope, one.wider, one.decision_number) == ("recognised", "tinh", "", "405/QĐ-HĐSK")
    assert list(one.recognitions.order_by("pk").values_list("scope", "passed")) == [("tinh", False), ("tinh", True)]


def test_a_refused_one_may_come_back() -> None:
    one = e.initiative(recognised=False)
    with pytest.raises(Stale):
        initiatives.resubmit(one, e.keeper())
    initiatives.recognise({one.pk: 1}, e.minutes(), e.keeper())
    initiatives.resubmit(one, e.keeper())
    initiatives.recognise({one.pk: 9}, e.minutes(), e.keeper())
    one.refresh_from_db()
    assert one.state == "recognised" and one.recognitions.count() == 2


def test_an_initiative_has_authors_and_is_entered_once() -> None:
    first, second = e.person(), e.person()
    one = e.initiative(first, second, name="Số hóa hồ sơ")
    assert set(one.authors.all()) == {first, second}
    with pytest.raises(Refused):
        e.initiative(second, name="SỐ HOÁ  hồ sơ")
    with pytest.raises(Refused):
        initiatives.enter("Không tác giả", 2025, Scope.LOCAL, [], e.keeper())
    with pytest.raises(Refused):
        initiatives.enter("Thiếu giấy", 2025, Scope.LOCAL, [first.pk], e.keeper(), recognised=Source("1/QĐ"))
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize("n", [1, 30, 300])
def test_a_sitting_asks_as_often_for_one_initiative_as_for_three_hundred(n: int) -> None:
    made = [e.initiative(recognised=False).pk for _ in range(n)]
    by = e.keeper()
    by.get_all_permissions()
    with CaptureQueriesContext(connection) as queries:
        initiatives.recognise(dict.fromkeys(made, 8), e.minutes(), by)
    assert len(queries) <= 9, [query["sql"][:80] for query in queries]


@pytest.mark.parametrize(("today", "close"), [
    (date(2026, 8, 30), date(2026, 8, 30)), (date(2026, 8, 31), date(2026, 11, 30)), (date(2026, 12, 1), date(2027, 8, 30))])
def test_the_session_that_runs_ends_on_its_day(today: date, close: date) -> None:
    assert InitiativeRule.objects.get().next_close(today) == close


# ------------------------------------------------------------------ uses


def test_a_second_use_is_seen_and_not_refused() -> None:
    made = [f.dossier(rows=[f.row("BK-TINH", identity="036180000001", name="Nguyễn Thị Dùng")]) for _ in range(2)]
    first, second = f.lines(made)
    assert first.recipient_id == second.recipient_id
    one = e.initiative(first.recipient)
    officer = f.holder(f.APPRAISAL)
    uses.use(one, first, officer)
    assert not uses.offers(first)[0].doubtful
    uses.use(one, second, officer)
    offer, = uses.offers(second)
    assert offer.doubtful and [use.line_id for use in offer.elsewhere] == [first.pk]
    with pytest.raises(Stale):
        uses.use(one, second, officer)
    uses.take_back(offer.here, "Ghi nhầm dòng", officer)
    assert not uses.offers(first)[0].doubtful
    assert InitiativeUse.objects.get(pk=offer.here.pk).withdrawn_why == "Ghi nhầm dòng"
    uses.use(one, second, officer)


def test_only_a_recognised_initiative_of_the_nominee_serves_and_only_while_he_is_appraised() -> None:
    line, = f.lines(f.dossier())
    officer = f.holder(f.APPRAISAL)
    mine, waiting, other = e.initiative(line.recipient), e.initiative(line.recipient, recognised=False), e.initiative()
    for one, by in ((waiting, officer), (other, officer)):
        with pytest.raises(Refused):
            uses.use(one, line, by)
    with pytest.raises(NotAllowed):
        uses.use(mine, line, f.holder(f.INTAKE))
    both = f.user(f.INTAKE, f.APPRAISAL)
    with pytest.raises(Refused):
        own, = f.lines(f.dossier(by=both))
        uses.use(e.initiative(own.recipient), own, both)
    uses.use(mine, line, officer)
    with pytest.raises(Refused):
        evidence.withdraw(mine, "Sai", e.keeper())
    f.move([line], "appraise")
    with pytest.raises(Refused):
        uses.take_back(InitiativeUse.objects.get(), "muộn", officer)
