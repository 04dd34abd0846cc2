"""Too few in the room: an unverified rule asks why votes are counted, a verified one refuses. A refusal leaves the sitting as it was."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from workflow.engine import audit, shipped
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.sittings import council, quorum
from workflow.law.words import Kind
from workflow.models import Act, Line, Rule, Sitting, Urn
from workflow.papers import prints

pytestmark = pytest.mark.django_db
WHY = "mưa lũ chia cắt đường"


def sitting(away: int, n: int = 9, awards: tuple[str, ...] = ("BK-TINH",)) -> Sitting:
    """A sitting of n with so many away; all who are there have voted."""
    members = f.council(n)
    made = f.sitting_on(f.appraised(awards=awards), n=n, absent=members[n - away:])
    f.vote(made)
    return made


def untouched(made: Sitting) -> bool:
    """Nothing of a count is there, and it can still be taken."""
    made.refresh_from_db()
    return (
        made.counted_at is None and (made.quorum, made.quorum_why) == ("", "") and Urn.objects.filter(sitting=made).exists()
        and not made.counts.exclude(ayes=None).exists() and not Act.objects.filter(step__in=("tally", "below_quorum")).exists()
        and set(Line.objects.filter(counts__sitting=made).values_list("state", flat=True)) == {"voting"} and not list(audit.faults()))


def verify(**fields: object) -> None:
    """An administrator has checked the rules."""
    Rule.objects.filter(kind=str(Kind.MERIT)).update(verified=True, **fields)


def test_enough_members_ask_for_no_reason_and_none_is_kept() -> None:
    made = f.counted(sitting(3), despite="không cần")
    assert (made.quorum, made.quorum_why) == ("2/3", "") and not Act.objects.filter(step="below_quorum").exists()


@pytest.mark.parametrize("why", ["", "   ", "\n"])
def test_below_the_quorum_of_an_unverified_rule_a_reason_is_asked_for(why: str) -> None:
    made = sitting(4)
    with pytest.raises(Refused, match=r"có mặt 5/9 ủy viên, chưa đạt 2/3 \(tối thiểu 6\).*phải ghi lý do"):
        council.tally(made, f.holder(f.SECRETARY), why)
    assert untouched(made)


def test_with_a_reason_it_is_counted_and_the_reason_is_logged_and_printed() -> None:
    made = f.counted(sitting(4), despite=f"  {WHY} ")
    act = Act.objects.get(step="below_quorum")
    assert act.by == f.holder(f.SECRETARY)
    assert act.note == f"{made} (số {made.pk}): có mặt 5/9 ủy viên, chưa đạt 2/3 (tối thiểu 6); lý do kiểm phiếu: {WHY}"
    assert (made.quorum, made.quorum_why) == ("2/3", WHY) and made.counts.get().ayes == 5
    paper = prints.minutes(made)
    assert (paper.quorum, paper.quorum_why, paper.needed, paper.present) == ("2/3", WHY, 6, 5)
    assert not list(audit.faults())


def test_a_verified_rule_refuses_whatever_is_said_until_enough_are_there() -> None:
    made = sitting(4)
    verify()
    with pytest.raises(Refused, match=r"Có mặt 5/9 .*tối thiểu 6.*đã kiểm chứng nên chưa kiểm phiếu được"):
        council.tally(made, f.holder(f.SECRETARY), WHY)
    assert untouched(made)
    late = made.seats.filter(present=False).order_by("pk").first()
    council.mark(made, [*made.seats.filter(present=True).values_list("member", flat=True), late.member_id], f.holder(f.SECRETARY))
    f.counted(made)
    assert made.quorum == "2/3" and made.counted_at


def test_a_sitting_that_may_not_be_counted_can_be_called_off() -> None:
    made = sitting(4)
    verify()
    council.call_off(made, f.holder(f.SECRETARY), "không đủ ủy viên")
    assert set(Line.objects.filter(counts__sitting=made).values_list("state", flat=True)) == {"appraised"}


def test_a_ballot_in_writing_is_no_attendance() -> None:
    members = f.council(9)
    made = f.sitting_on(f.appraised(), absent=members[5:])
    council.record_written(made, [one.pk for one in members[5:]], [f.paper(made)] * 4, f.holder(f.SECRETARY))
    found = quorum.attendance(made)
    assert (found.present, found.members, found.written, found.needed, found.reached) == (5, 9, 4, 6, False)


def test_the_strictest_line_of_the_agenda_rules_the_sitting() -> None:
    Rule.objects.filter(award="CSTDT").update(quorum="3/4")
    made = sitting(3, awards=("BK-TINH", "CSTDT"))  # 6 of 9: two thirds, not three quarters
    assert (quorum.attendance(made).quorum, quorum.attendance(made).needed) == ("3/4", 7)
    with pytest.raises(Refused, match="chưa đạt 3/4"):
        f.counted(made)
    Rule.objects.filter(award="BK-TINH").update(verified=True)  # a verified one that is kept refuses nothing
    f.counted(made, despite=WHY)
    assert (made.quorum, made.quorum_why) == ("3/4", WHY)


def test_of_several_rules_a_verified_one_that_is_not_kept_refuses_though_a_stricter_is_only_doubtful() -> None:
    Rule.objects.filter(award="CSTDT").update(quorum="3/4")
    made = sitting(5, awards=("BK-TINH", "CSTDT"))
    Rule.objects.filter(award="BK-TINH").update(verified=True)
    found = quorum.attendance(made)
    assert (found.quorum, found.binding, found.refuses, found.verified) == ("3/4", "2/3", True, False)
    with pytest.raises(Refused, match="chưa đạt 2/3"):
        f.counted(made, despite=WHY)
    assert untouched(made)


def test_where_no_quorum_is_known_none_is_guessed() -> None:
    verify(quorum="")
    made = f.counted(sitting(8))
    assert (made.quorum, made.quorum_why) == ("", "") and prints.minutes(made).quorum == ""


def test_only_the_secretary_counts_and_a_stranger_learns_nothing() -> None:
    made = sitting(4)
    with pytest.raises(NotAllowed):
        council.tally(made, f.holder(f.INTAKE), WHY)
    assert untouched(made)


@pytest.mark.django_db(transaction=True)
def test_of_two_counts_at_once_one_counts_and_one_reason_is_kept() -> None:
    made = sitting(4)
    results = f.at_once(*[lambda why=why: council.tally(Sitting.objects.get(), f.holder(f.SECRETARY), why) for why in ("mưa", "bão")])
    assert sorted(type(result).__name__ for result in results) == ["NoneType", Stale.__name__]
    made.refresh_from_db()
    assert made.quorum_why == ("bão" if results[0] else "mưa") and Act.objects.filter(step="below_quorum").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_roll_call_during_the_count_is_before_it_or_after_it() -> None:
    made, by = sitting(3), f.holder(f.SECRETARY)
    fewer = list(made.seats.filter(cast=True).values_list("member", flat=True))[:5]
    results = f.at_once(lambda: council.tally(made, by), lambda: council.mark(made, fewer, by))
    assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, Stale)]
    made.refresh_from_db()
    assert made.counted_at and made.seats.filter(present=True).count() == 6, "who has voted was there"


def test_the_roll_is_read_in_two_queries_however_long_the_agenda() -> None:
    for n in (1, 3, 30):
        made = f.sitting_on(f.appraised(awards=["BK-TINH"] * n))
        with CaptureQueriesContext(connection) as queries:
            assert quorum.attendance(made).needed == 6
        assert len(queries) == 2


@pytest.mark.parametrize("wrong", ["2", "0/3", "2/3 ", "hai/ba"])
def test_the_database_keeps_no_quorum_that_is_none(wrong: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Rule.objects.filter(award="BK-TINH").update(quorum=wrong)


def test_an_administrator_is_told_what_a_quorum_is() -> None:
    rule = Rule.objects.filter(award="BK-TINH").first()
    rule.quorum = "3/2"
    with pytest.raises(ValidationError, match="phân số không quá 1"):
        rule.full_clean()


def test_every_rule_with_a_vote_is_shipped_with_a_quorum_that_nobody_has_verified() -> None:
    assert not Rule.objects.exclude(threshold=None).exclude(quorum="2/3", verified=False).exists()
    assert not Rule.objects.filter(threshold=None).exclude(quorum="").exists()


def test_an_older_office_gets_it_only_when_it_asks_and_never_under_its_dossiers() -> None:
    line, = f.lines(f.dossier())
    Rule.objects.update(quorum="")
    call_command("furnish_office", verbosity=0)
    assert not Rule.objects.exclude(quorum="").exists(), "nothing unasked"
    assert {(one.column, one.here, one.shipped) for one in shipped.differences()} == {("quorum", "(trống)", "2/3")}
    call_command("furnish_office", "--adopt", "rules", verbosity=0)
    assert [one.row for one in shipped.differences()] == [f"BK-TINH, {line.dossier.kind}, {line.rule.since}"]
    assert Rule.objects.get(pk=line.rule_id).quorum == "" and Rule.objects.filter(quorum="2/3").count() > 80


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forward_with_rows() -> None:
    made = f.counted(sitting(4), despite=WHY)
    before, rules = ("workflow", "0016_urn_names"), Rule.objects.count()
    try:
        MigrationExecutor(connection).migrate([before])
        with connection.cursor() as cursor:
            cursor.execute("SELECT held_on FROM workflow_sitting")
            assert cursor.fetchall() == [(made.held_on,)]
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes("workflow"))
    made.refresh_from_db()
    assert (made.quorum, made.quorum_why) == ("", "") and Rule.objects.filter(quorum="").count() == rules
    call_command("furnish_office", "--adopt", "rules", verbosity=0)
