"""Several people at the same moment: threads and real commits. One wins, the other is told, nothing is half done."""

from __future__ import annotations

import threading
import time
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.utils import timezone
from viewflow.workflow.models import Process, Task

from tests import factories as f
from workflow.engine import audit, clerk, errands, inbox
from workflow.engine.deciding import decisions
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.receiving import intake
from workflow.engine.sittings import council, urn
from workflow.models import AwardRecord, Decision, Dossier, Draft, Entry, Line, Printed, Recipient, Register, Sitting
from workflow.papers import press, prints

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def sound_books():
    """Whatever happened, the books agree afterwards."""
    yield
    assert list(audit.faults()) == [] and list(audit.left_behind()) == []


def kinds(results: list) -> list[type]:
    """What came of each job, exceptions by their class."""
    return sorted((type(result) for result in results), key=lambda kind: kind.__name__)


def blocked() -> int:
    """How many wait for a lock in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # within a transaction the list of sessions stands still
        cursor.execute("SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) "
                       "WHERE NOT granted AND datname = current_database()")
        return cursor.fetchone()[0]


def test_two_officers_move_overlapping_lines():
    an, binh = f.user(f.APPRAISAL), f.user(f.APPRAISAL)
    for _ in range(3):
        many = [f.dossier(awards=["BK-TINH"] * 4) for _ in range(6)]
        ids = f.ids(many)
        ours, theirs = ids[:16], ids[8:]
        one, two = f.at_once(
            lambda ours=ours: clerk.move(ours, "appraise", an, partly=True),
            lambda theirs=theirs: clerk.move(list(reversed(theirs)), "send_back", binh, partly=True, note="thiếu"))
        assert not set(one.moved) & set(two.moved)
        assert set(one.moved) | set(one.refused) == set(ours) and set(two.moved) | set(two.refused) == set(theirs)
        assert Entry.objects.filter(line__in=ids).exclude(source="").count() == len(one.moved) + len(two.moved)


def test_two_officers_all_or_nothing():
    an, binh, made = f.user(f.APPRAISAL), f.user(f.APPRAISAL), f.dossier(awards=["BK-TINH"] * 10)
    ids = f.ids(made)
    results = f.at_once(lambda: clerk.move(ids[:7], "appraise", an), lambda: clerk.move(ids[3:], "appraise", binh))
    assert kinds(results) == [clerk.Outcome, Refused] and f.states(made).count("appraised") == 7


def test_dossiers_are_locked_in_id_order():
    """Whoever waits for the first dossier holds none of the later ones: so no two can wait for each other."""
    first, *later = [f.dossier() for _ in range(3)]
    ids, by = f.ids([*reversed(later), first]), f.holder(f.APPRAISAL)
    with transaction.atomic():
        errands.lock([first])
        waiting = threading.Thread(target=f.at_once, args=[lambda: clerk.move(ids, "appraise", by)])
        waiting.start()
        while not blocked():
            time.sleep(0.01)
        for made in later:
            Process.objects.select_for_update(nowait=True).get(pk=made.process_id)
    waiting.join(30)
    assert f.states(first, *later) == ["appraised"] * 3


def test_what_is_read_is_read_after_the_lock():
    """The second officer waits, then sees what the first has done, not what there was when he asked."""
    made, an, binh = f.dossier(), f.user(f.APPRAISAL), f.user(f.APPRAISAL)
    found = []
    with transaction.atomic():
        clerk.move(f.ids(made), "appraise", an)
        waiting = threading.Thread(target=lambda: found.extend(
            f.at_once(lambda: clerk.move(f.ids(made), "send_back", binh, partly=True, note="thiếu"))))
        waiting.start()
        while not blocked():
            time.sleep(0.01)
    waiting.join(30)
    assert found[0].refused == {f.ids(made)[0]: "Không có bước này khi dòng ở “Chờ Hội đồng”"}


def test_everything_at_once_on_the_same_dossiers():
    """A count, a signature, a supplement and an appraisal, all over the same six dossiers: nobody waits for ever."""
    many = [f.appraised(f.dossier(awards=["BK-TINH"] * 4)) for _ in range(6)]
    a, b, c, d = (list(Line.objects.filter(dossier__in=many, no=no).order_by("-dossier" if no % 2 else "dossier")) for no in range(1, 5))
    sitting = f.sitting_on(a + b, n=3)
    f.vote(sitting)
    f.counted(sitting)
    decision, second = f.checked(f.drafted(a)), f.sitting_on(c, n=3)
    f.vote(second)
    signer, secretary, drafter, chief = (f.holder(role) for role in (f.SIGNER, f.SECRETARY, f.DRAFTER, f.CHIEF))
    results = f.at_once(
        lambda: decisions.sign(decision, signer), lambda: council.tally(second, secretary),
        lambda: f.drafted(b, drafter), lambda: f.move(list(reversed(d)), "hold", chief, note="đơn thư"))
    assert not [result for result in results if isinstance(result, Exception)]
    assert [f.states(made) for made in many] == [["decided", "drafted", "passed", "held"]] * 6


def test_a_count_while_an_officer_works_on_the_same_dossier():
    made = f.dossier(awards=["BK-TINH"] * 6)
    a, b, *rest = f.lines(made)
    f.move([a, b], "appraise")
    sitting = f.sitting_on([a, b])
    f.vote(sitting)
    results = f.at_once(lambda: council.tally(sitting, f.holder(f.SECRETARY)), lambda: f.move(rest, "appraise"))
    assert not any(isinstance(result, Exception) for result in results), results
    assert f.states(made) == ["passed"] * 2 + ["appraised"] * 4 and f.desks(made) == ["convene", "decide"]


# ------------------------------------------------------------------ ballots


def test_nine_members_cast_twice_at_once():
    sitting = f.sitting_on(f.appraised(awards=["BK-TINH", "CSTDT", "BK-TINH"]))
    paper, members = f.paper(sitting), f.council(9)
    results = f.at_once(*[lambda who=who: council.cast(sitting, who, paper) for who in members for _ in (1, 2)])
    codes = [result for result in results if isinstance(result, str)]
    assert len(codes) == len(set(codes)) == 9 and kinds(results) == [Stale] * 9 + [str] * 9
    f.counted(sitting)
    assert set(sitting.counts.values_list("ayes", flat=True)) == {9} and sitting.receipts == sorted(codes)


def test_a_vote_at_the_moment_of_the_count_is_counted_or_refused():
    for _ in range(3):
        sitting = f.sitting_on(f.appraised(), n=5)
        members, paper = f.council(5), f.paper(sitting)
        results = f.at_once(
            lambda sitting=sitting: council.tally(sitting, f.holder(f.SECRETARY)),
            *[lambda who=who, sitting=sitting, paper=paper: council.cast(sitting, who, paper) for who in members])
        codes = [result for result in results if isinstance(result, str)]
        sitting.refresh_from_db()
        assert sitting.receipts == sorted(codes) and sitting.counts.get().ayes == len(codes)
        assert set(kinds(results)) <= {type(None), Stale, str}


def test_two_counts_at_once():
    sitting = f.sitting_on(f.appraised(), n=3)
    f.vote(sitting)
    results = f.at_once(*[lambda: council.tally(Sitting.objects.get(), f.holder(f.SECRETARY))] * 2)
    assert kinds(results) == [type(None), Stale]


def test_one_agenda_for_two_secretaries():
    made, secretaries = f.appraised(awards=["BK-TINH"] * 3), [f.user(f.SECRETARY) for _ in range(2)]
    f.council(3)
    results = f.at_once(*[lambda who=who: f.sitting_on(made, n=3, by=who) for who in secretaries])
    assert kinds(results) == [Refused, Sitting] and Sitting.objects.count() == 1
    assert urn.keys().count(Sitting.objects.get().pk) == 1


# ------------------------------------------------------------------ errands


def test_two_take_the_same_errand():
    made, an, binh = f.dossier(), f.user(f.APPRAISAL), f.user(f.APPRAISAL)
    pk = f.errand(made, "appraise").pk
    results = f.at_once(*[lambda who=who: errands.take(Task.objects.get(pk=pk), who) for who in (an, binh)])
    assert kinds(results) == [type(None), Stale] and f.errand(made, "appraise").handovers.count() == 1


def test_who_is_beaten_to_the_next_errand_gets_the_one_after_it():
    many, people = [f.dossier() for _ in range(5)], [f.user(f.APPRAISAL) for _ in range(4)]
    results = f.at_once(*[lambda who=who: inbox.take_next(who) for who in people])
    assert {task.pk for task in results} == {f.errand(made, "appraise").pk for made in many[:4]}


def test_two_hand_over_the_same_errand():
    made, chief, heirs = f.dossier(), f.holder(f.CHIEF), [f.user(f.APPRAISAL) for _ in range(2)]
    pk = f.errand(made, "appraise").pk
    f.at_once(*[lambda to=to: errands.hand_over(Task.objects.get(pk=pk), to, chief) for to in heirs])
    task = f.errand(made, "appraise")
    assert task.handovers.count() == 2 and task.handovers.latest("pk").holder == task.owner


# ------------------------------------------------------------------ the intake desk


def test_a_draft_received_twice_at_once():
    draft = f.draft()
    results = f.at_once(*[lambda: intake.register(Draft.objects.get(pk=draft.pk), draft.owner)] * 3)
    assert kinds(results).count(Dossier) == 1 and Dossier.objects.count() == 1
    assert all(isinstance(result, Dossier | Stale | Draft.DoesNotExist) for result in results)


def test_eight_registrations_number_without_a_gap():
    clerks = [f.user(f.INTAKE) for _ in range(8)]
    drafts = [f.draft(by) for by in clerks]
    broken = drafts[3]
    broken.rows.append(f.row("GK-XA"))
    broken.save()
    results = f.at_once(*[lambda draft=draft: intake.register(draft, draft.owner) for draft in drafts])
    codes = sorted(result.code for result in results if isinstance(result, Dossier))
    assert kinds(results) == [Dossier] * 7 + [Refused] and [int(code[-4:]) for code in codes] == list(range(1, 8))


def test_two_lists_with_the_same_new_people_in_another_order():
    """Received for different days, so that not even the book of codes keeps the two apart; a third makes both stop halfway."""
    people = [f.row(identity=f"0361800000{i:02d}") for i in range(9)]
    drafts = [
        f.draft(f.user(f.INTAKE), rows=rows, received_at=timezone.make_aware(datetime(2026, 3, day, 9)).isoformat())
        for day, rows in ((2, people), (3, people[::-1]))]
    results = []
    jobs = [lambda draft=draft: intake.register(draft, draft.owner) for draft in drafts]
    both = threading.Thread(target=lambda: results.extend(f.at_once(*jobs)))
    with transaction.atomic():
        Recipient.objects.create(kind="person", name="Người ở giữa", identity=people[4]["identity"])
        both.start()
        while blocked() < 2:
            time.sleep(0.01)
        transaction.set_rollback(True)
    both.join(30)
    assert kinds(results) == [Dossier, Dossier], results
    one, two = ({line.recipient_id for line in f.lines(made)} for made in results)
    assert one == two and len(one) == Recipient.objects.count() == 9


# ------------------------------------------------------------------ signatures


def test_eight_signers_of_whom_one_fails_number_without_a_gap(monkeypatch):
    made, signers = f.passed(awards=["BK-TINH"] * 8), [f.user(f.SIGNER) for _ in range(8)]
    waiting = [f.checked(f.drafted([line])) for line in f.lines(made)]
    unlucky, real = waiting[3].pk, decisions.freeze

    def freeze(decision, printed, by):
        if decision.pk == unlucky:
            raise ZeroDivisionError
        return real(decision, printed, by)

    with monkeypatch.context() as patch:
        patch.setattr(decisions, "freeze", freeze)
        jobs = zip(waiting, signers, strict=True)
        results = f.at_once(*[lambda pair=pair: decisions.sign(Decision.objects.get(pk=pair[0].pk), pair[1]) for pair in jobs])
    assert kinds(results) == [Decision] * 7 + [ZeroDivisionError]
    assert sorted(result.number for result in results if isinstance(result, Decision)) == list(range(1, 8))
    assert f.signed(waiting[3]).number == 8 and Register.objects.get(book="QĐ-UBND").last == 8
    for decision in Decision.objects.all():  # each paper bears the number its decision got
        assert Printed.objects.get(decision=decision).sha256 == press.render(prints.decision(decision)).sha256


def test_one_decision_signed_three_times_at_once():
    decision, signers = f.checked(), [f.user(f.SIGNER) for _ in range(3)]
    results = f.at_once(*[lambda who=who: decisions.sign(Decision.objects.get(), who) for who in signers])
    assert kinds(results) == [Decision, Stale, Stale] or kinds(results).count(Decision) == 1
    assert all(isinstance(result, Decision | Stale | NotAllowed) for result in results)
    assert Register.objects.get(book="QĐ-UBND").last == 1 and Printed.objects.filter(decision=decision).count() == 1
    assert AwardRecord.objects.count() == 1


def test_a_line_gathered_twice_at_once():
    made, drafters = f.passed(), [f.user(f.DRAFTER) for _ in range(2)]
    results = f.at_once(*[lambda who=who: f.drafted(made, who) for who in drafters])
    assert kinds(results) == [Decision, Refused] and Decision.objects.count() == 1


def test_the_signature_waits_for_a_change_of_the_draft_and_signs_what_there_is():
    """While the signer's paper is being printed, the draft is sent back, changed and checked again."""
    decision, one = f.checked(), f.passed()
    real, signer = press.render, f.holder(f.SIGNER)
    done = []

    def slow(paper):
        if not done:
            done.append(True)
            decisions.decline(decision, f.user(f.SIGNER), "thiếu một dòng")
            decisions.gather(decision, f.ids(one), f.holder(f.DRAFTER))
            f.checked(decision)
        return real(paper)

    press.render = slow
    try:
        decisions.sign(decision, signer)
    finally:
        press.render = real
    decision.refresh_from_db()
    assert decision.lines.count() == AwardRecord.objects.count() == 2
    assert Printed.objects.get().sha256 == real(prints.decision(decision)).sha256
