"""A ballot leaves no trace: not in rows, their order or times, not in dead rows, not in the write-ahead log, not in a key."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from viewflow.workflow.models import Task

from tests import factories as f
from tests.engine import inspection
from workflow.engine import audit
from workflow.engine.flow import SittingFlow
from workflow.engine.sittings import council, urn
from workflow.models import Act, Entry, Handover, Seat, Sitting, Urn, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sitting() -> Sitting:
    """Nine members, three lines, nobody has voted yet."""
    return f.sitting_on(f.appraised(awards=["BK-TINH"] * 3))


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.URN_KEYS = tmp_path


def voters(sitting: Sitting) -> list[User]:
    """All members in an order that is nobody's."""
    members = [seat.member for seat in sitting.seats.order_by("pk")]
    random.Random(5).shuffle(members)
    return members


def ballot(sitting: Sitting, place: int) -> dict:
    """The papers differ, and no two lines have the same result."""
    lines = sorted(sitting.counts.values_list("line", flat=True))
    return f.paper(sitting, [line for i, line in enumerate(lines) if (place + i) % (i + 2)])


def hold(sitting: Sitting) -> list[bytes]:
    """Everybody votes; the contents of the urn after each paper, as whoever watches the table sees them."""
    seen = []
    for place, member in enumerate(voters(sitting)):
        council.cast(sitting, member, ballot(sitting, place))
        seen.append(bytes(Urn.objects.get(sitting=sitting).content))
    return seen


def running_totals(sitting: Sitting) -> set[bytes]:
    """Every line's totals after each paper from the third on, as the urn packs them."""
    totals, found = {line: [0, 0, 0] for line in sitting.counts.values_list("line", flat=True)}, set()
    for place in range(9):
        for line, choice in ballot(sitting, place).items():
            totals[line][0 if choice == urn.Choice.AYE else 1] += 1
        found |= {urn.ROW.pack(line, *counts) for line, counts in totals.items() if all(counts[:2])}
    assert len(found) > 9
    return found


def places(table: str, where: str, value: int) -> list[tuple[int, str]]:
    """Rows in the order in which they lie on their pages: id, and the transaction that wrote them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, xmin::text FROM {table} WHERE {where} ORDER BY ctid", [value])
        return cursor.fetchall()


def swept(sitting: Sitting, clean: Callable[[], bool]) -> None:
    """The count has swept. PostgreSQL keeps dead rows that somebody's snapshot may still see, its own autovacuum's among
    them, for as long as that lasts; sealed without a key they tell nothing, and the next sweep takes them.
    """
    until = time.monotonic() + 20
    while not clean():
        assert time.monotonic() < until, "the sweep leaves rows behind"
        time.sleep(0.1)
        council.sweep(sitting.pk)


def test_the_urn_is_of_one_length_and_says_nothing(sitting):
    seen = [bytes(Urn.objects.get(sitting=sitting).content), *hold(sitting)]
    assert len({len(content) for content in seen}) == 1 and len(set(seen)) == 10
    assert not any(row in content for content in seen for row in running_totals(sitting))


def test_after_the_count_no_row_tells_ballots_apart(sitting):
    hold(sitting)
    f.counted(sitting)
    ballots = Task.objects.filter(process=sitting.process_id, flow_task=SittingFlow.vote).order_by("pk")
    assert len({(task.started, task.assigned, task.finished, task.status, str(task.data)) for task in ballots}) == 1
    assert not Handover.objects.filter(task__in=ballots).exists() and not Urn.objects.exists()
    count = Task.objects.get(process=sitting.process_id, flow_task=SittingFlow.count)
    links = Task.previous.through.objects.filter(from_task=count).order_by("pk")
    assert list(links.values_list("to_task", flat=True)) == [task.pk for task in ballots]
    members = {seat.member_id for seat in sitting.seats.all()}
    assert not members & set(Act.objects.values_list("by", flat=True)) and Entry.objects.filter(act__step="tally").count() == 3


@pytest.mark.parametrize("ending", ["counted", "called off"])
def test_afterwards_no_row_carries_a_voters_transaction_or_his_turn(sitting, ending):
    hold(sitting)
    seats = "workflow_seat", "sitting_id = %s", sitting.pk
    tasks = "viewflow_task", "flow_task LIKE '%%SittingFlow.vote' AND process_id = %s", sitting.process_id
    before = places(*seats)
    assert len({xmin for _, xmin in before}) == 9 and before != sorted(before)  # or this test would prove nothing
    with connection.cursor() as cursor:  # the planner is free to go through a table as its rows lie there
        cursor.execute("SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off")
    if ending == "counted":
        f.counted(sitting)
    else:
        council.call_off(sitting, f.holder(f.SECRETARY), "họp lại")
    for rows in (places(*seats), places(*tasks), places("workflow_count", "sitting_id = %s", sitting.pk)):
        assert len(rows) in (3, 9) and rows == sorted(rows)
        assert len({xmin for _, xmin in rows}) == 1
    with connection.cursor() as cursor:
        cursor.execute("RESET ALL")


def test_dead_rows_are_sealed_before_the_count_and_gone_after_it(sitting):
    seen = hold(sitting)
    with inspection.superuser() as cursor:
        assert inspection.versions(cursor, "workflow_urn") > 1  # earlier urns are still there: this is where one would look
        page = inspection.pages(cursor, "workflow_urn")
        assert sum(content in page for content in seen) > 1
        assert not any(row in page for row in running_totals(sitting))
        f.counted(sitting)
        swept(sitting, lambda: inspection.versions(cursor, "workflow_urn") == 0)
        assert not inspection.pages(cursor, "workflow_urn").strip(b"\0")


def test_they_are_gone_even_while_another_sitting_votes(sitting):
    other = f.sitting_on(f.appraised())
    council.cast(other, voters(other)[0], f.paper(other))
    seen = hold(sitting)
    f.counted(sitting)
    with inspection.superuser() as cursor:
        swept(sitting, lambda: not any(content in inspection.pages(cursor, "workflow_urn") for content in seen))
        assert bytes(other.urn.content) in inspection.pages(cursor, "workflow_urn")


def test_the_write_ahead_log_has_ciphertext_only(sitting):
    with inspection.superuser() as cursor:
        start = inspection.position(cursor)
        seen = hold(sitting)
        f.counted(sitting)
        log = inspection.journal(cursor, start, inspection.position(cursor))
    # every version of the urn goes through it, without what it has in common with the one before, some cut by a page's head
    assert sum(content[30:-15] in log for content in seen) > 4
    assert not any(row in log for row in running_totals(sitting))


# ------------------------------------------------------------------ the key


def test_the_key_is_destroyed_with_the_count(sitting):
    path = urn.key_file(sitting.pk)
    key, seen = path.read_bytes(), hold(sitting)
    assert path.stat().st_mode & 0o077 == 0 and Fernet(key).decrypt(seen[-1])  # who copied the key in time reads it
    f.counted(sitting)
    assert not list(Path(settings.URN_KEYS).iterdir())
    with pytest.raises(InvalidToken):
        Fernet(Fernet.generate_key()).decrypt(seen[-1])


def test_it_stays_until_the_count_is_safe(sitting):
    hold(sitting)
    with transaction.atomic():
        f.counted(sitting)
        assert urn.key_file(sitting.pk).exists()
        transaction.set_rollback(True)
    assert urn.key_file(sitting.pk).exists()
    f.counted(sitting)
    assert not list(Path(settings.URN_KEYS).iterdir())


def test_a_key_left_behind_by_a_kill_is_reported_and_goes_with_the_next_count(sitting):
    killed, waiting = f.sitting_on(f.appraised()), f.sitting_on(f.appraised())
    key = urn.key_file(killed.pk)
    saved = key.read_bytes()
    f.counted(killed)
    key.write_bytes(saved)  # as if the programme had died between the commit and the sweep
    Path(settings.URN_KEYS, "999999.key").write_bytes(saved)  # a sitting that is being convened: nobody sees it yet
    assert [fault.where for fault in audit.left_behind()] == [f"phiên họp {killed.pk}"]
    f.counted(sitting)
    assert urn.keys() == [waiting.pk] and not list(audit.left_behind())
    assert Path(settings.URN_KEYS, "999999.key").exists()


def test_a_key_left_behind_goes_when_the_programme_starts_again(sitting):
    open_one = f.sitting_on(f.appraised())
    key = urn.key_file(sitting.pk)
    saved = key.read_bytes()
    f.counted(sitting)
    key.write_bytes(saved)
    call_command("sweep_keys")
    assert urn.keys() == [open_one.pk]


def test_the_sweep_does_not_wait_for_those_who_vote(sitting):
    """Somebody's ballot holds the table: the key goes all the same, and nobody is kept waiting for long."""
    other = f.sitting_on(f.appraised())
    hold(sitting)

    def vote_slowly(done):
        with transaction.atomic():
            Urn.objects.select_for_update().get(sitting=other)
            done.wait(20)

    def count(done):
        try:
            f.counted(sitting)
        finally:
            done.set()

    done = threading.Event()
    assert f.at_once(lambda: vote_slowly(done), lambda: count(done)) == [None, None]
    assert urn.keys() == [other.pk] and Seat.objects.filter(sitting=sitting, cast=True).count() == 9


def test_an_urn_that_is_not_counted_is_not_swept(sitting):
    hold(sitting)
    with pytest.raises(urn.BrokenUrn):
        council.sweep(sitting.pk)
    assert urn.keys() == [sitting.pk]


# ------------------------------------------------------------------ two databases, one folder


def test_the_key_of_another_database_is_neither_read_nor_destroyed(sitting):
    """Its sitting has the same id; the random word in the name tells them apart."""
    foreign = Path(settings.URN_KEYS, f"{sitting.pk}-{'ab' * 16}.key")
    plain = Path(settings.URN_KEYS, f"{sitting.pk}.key")
    for path in (foreign, plain):
        path.write_bytes(Fernet.generate_key())
    assert urn.keys() == [sitting.pk] and urn.key_file(sitting.pk) not in (foreign, plain)
    f.vote(sitting)
    f.counted(sitting)
    call_command("sweep_keys")
    assert foreign.exists() and plain.exists() and not urn.key_file(sitting.pk).exists() and urn.keys() == []


def test_a_vote_that_ran_before_keys_had_names_goes_on(sitting):
    named = urn.key_file(sitting.pk)
    Sitting.objects.filter(pk=sitting.pk).update(urn_name="")
    named.rename(urn.key_file(sitting.pk))
    assert urn.key_file(sitting.pk).name == f"{sitting.pk}.key" and urn.keys() == [sitting.pk]
    f.vote(sitting)
    f.counted(sitting)
    assert not list(Path(settings.URN_KEYS).iterdir())


def test_on_the_way_back_a_running_vote_keeps_its_key_and_no_other_key_is_overwritten(sitting):
    migration = import_module("workflow.migrations.0016_urn_names")
    named, plain = urn.key_file(sitting.pk), Path(settings.URN_KEYS, f"{sitting.pk}.key")
    content = named.read_bytes()
    plain.write_bytes(b"of another database")
    with pytest.raises(RuntimeError, match="another urn"):
        migration.unnamed(apps, None)
    assert named.exists() and plain.read_bytes() == b"of another database"
    plain.unlink()
    migration.unnamed(apps, None)
    assert plain.read_bytes() == content and not named.exists()


@pytest.mark.parametrize("which", [0, 1])
def test_on_the_way_back_no_key_is_renamed_when_one_cannot_be(sitting, which):
    """Its database would still look for the old name, and the vote would be lost."""
    both = [sitting.pk, f.sitting_on(f.appraised(f.dossier(awards=["CSTDT"]))).pk]
    Path(settings.URN_KEYS, f"{both[which]}.key").write_bytes(b"of another database")
    with pytest.raises(RuntimeError, match=f"sitting {both[which]} first"):
        import_module("workflow.migrations.0016_urn_names").unnamed(apps, None)
    assert urn.keys() == both
