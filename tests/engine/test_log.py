"""The log is written once, each entry chained to the one before; whatever is changed behind our back is found."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from viewflow.workflow.models import Process

from tests import factories as f
from workflow.engine import audit
from workflow.engine.flow import DossierFlow
from workflow.engine.sittings import urn
from workflow.models import Act, Entry, Line, Register, Sitting

pytestmark = pytest.mark.django_db
LOGS = {
    "workflow_act": "note = 'x'", "workflow_entry": "target = 'passed'", "workflow_printed": "pages = 9",
    "workflow_handover": "holder_id = NULL",
}
RESULTS = {"workflow_count": "ayes = 0", "workflow_decision": "subject = 'khác'", "workflow_sitting": "receipts = '{}'"}


def tell(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def forge(sql: str, *values: object) -> None:
    """Change a log as its owner can who switches the triggers off."""
    tell("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked would hinder the next order
    for table in (*LOGS, *RESULTS):
        tell(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    tell(sql, *values)
    for table in (*LOGS, *RESULTS):
        tell(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def made():
    """A dossier with some history."""
    return f.passed(awards=["BK-TINH"] * 2)


@pytest.fixture
def decided(made):
    """The same, with a signed decision."""
    return f.decided(made)


def kinds() -> set[str]:
    return {fault.what for fault in audit.faults()}


# ------------------------------------------------------------------ it cannot be changed


@pytest.mark.parametrize("table", LOGS)
@pytest.mark.parametrize("order", ["UPDATE {table} SET {change}", "UPDATE {table} SET {change} WHERE false", "DELETE FROM {table}"])
def test_a_log_is_neither_changed_nor_shortened(table, order):
    with pytest.raises(IntegrityError, match=f"{table} is a log: it is written once"), transaction.atomic():
        tell(order.format(table=table, change=LOGS[table]))


@pytest.mark.parametrize("table", LOGS)
def test_a_log_is_not_emptied(table):
    tell(f"ALTER TABLE {table} ENABLE TRIGGER {table.removeprefix('workflow_')}_kept")  # the tests switch it off
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        tell(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", RESULTS)
@pytest.mark.parametrize("order", ["UPDATE {table} SET {change}", "DELETE FROM {table}"])
def test_what_was_counted_or_signed_is_final(decided, table, order):
    with pytest.raises(IntegrityError, match=rf"{table} \d+ is final: it is written once"), transaction.atomic():
        tell(order.format(table=table, change=RESULTS[table]))


def test_an_award_may_be_revoked_but_not_forgotten(decided):
    tell("UPDATE workflow_awardrecord SET status = 'revoked'")
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        tell("DELETE FROM workflow_awardrecord")


def test_an_entry_begins_where_the_line_stood(made):
    line, act = f.lines(made)[0], Act.objects.latest("pk")
    for source in ("", "submitted", "voting"):
        with pytest.raises(IntegrityError, match="but the line stood at passed"), transaction.atomic():
            Entry.objects.create(act=act, line=line, source=source, target="held")
    Entry.objects.create(act=act, line=line, source="passed", target="held")


def test_digests_are_made_by_the_database_and_differ(made):
    line = f.lines(made)[0]
    Entry.objects.create(act=Act.objects.latest("pk"), line=line, source="passed", target="held", digest="f" * 64)
    digests = Entry.objects.values_list("digest", flat=True)
    assert all(len(digest) == 64 for digest in digests) and len(set(digests)) == len(digests) and "f" * 64 not in digests
    assert not audit.broken_chain()


# ------------------------------------------------------------------ what is forged is found


@pytest.mark.parametrize("forgery", [
    "UPDATE workflow_entry SET target = 'refused' WHERE id = %s", "UPDATE workflow_entry SET source = 'held' WHERE id = %s",
    "UPDATE workflow_entry SET digest = repeat('0', 64) WHERE id = %s",
    "UPDATE workflow_act SET note = 'đã xóa' WHERE id = (SELECT act_id FROM workflow_entry WHERE id = %s)",
    "UPDATE workflow_act SET at = at - interval '1 day' WHERE id = (SELECT act_id FROM workflow_entry WHERE id = %s)",
    "UPDATE workflow_act SET by_id = (SELECT max(id) FROM workflow_user) WHERE id = (SELECT act_id FROM workflow_entry WHERE id = %s)",
    "UPDATE workflow_act SET step = 'bay' WHERE id = (SELECT act_id FROM workflow_entry WHERE id = %s)",
    "DELETE FROM workflow_entry WHERE id = %s",
])
@pytest.mark.parametrize("place", [0, 2])
def test_a_forged_history_breaks_the_chain(made, forgery, place):
    f.user()
    assert not audit.broken_chain()
    target = list(Entry.objects.filter(line=f.lines(made)[0]).order_by("pk"))[place]
    forge(forgery, target.pk)
    assert audit.broken_chain() and "Dòng nhật ký không khớp chuỗi băm" in kinds()


def test_a_cleverly_forged_entry_breaks_those_after_it(made):
    """With its digest made anew, the entry is sound in itself, but the next one is not."""
    first, second, *_ = Entry.objects.filter(line=f.lines(made)[0]).order_by("pk")
    forge("UPDATE workflow_act SET note = 'khác' WHERE id = %s", first.act_id)
    forge("""UPDATE workflow_entry e SET digest = workflow_entry_digest('', a.step, a.by_id, a.at, a.note, e.line_id, e.source, e.target)
             FROM workflow_act a WHERE a.id = e.act_id AND e.act_id = %s""", first.act_id)
    broken = {entry for entry, _ in audit.broken_chain()}
    assert second.pk in broken and first.pk not in broken


def test_an_entry_cut_out_of_the_middle_leaves_a_hole_however_clever_the_digests(made):
    first, second, third, last = Entry.objects.filter(line=f.lines(made)[0]).order_by("pk")
    forge("DELETE FROM workflow_entry WHERE id = %s", second.pk)
    for before, entry in ((first, third), (third, last)):
        forge("""UPDATE workflow_entry e SET digest = workflow_entry_digest(
                     (SELECT digest FROM workflow_entry WHERE id = %s), a.step, a.by_id, a.at, a.note, e.line_id, e.source, e.target)
                 FROM workflow_act a WHERE a.id = e.act_id AND e.id = %s""", before.pk, entry.pk)
    assert audit.broken_chain() == [(third.pk, third.line_id)]


def test_the_last_entry_taken_away_leaves_a_line_unexplained(made):
    forge("DELETE FROM workflow_entry WHERE id = %s", Entry.objects.filter(line=f.lines(made)[0]).latest("pk").pk)
    assert list(audit.unexplained()) == f.lines(made)[:1] and kinds() == {"Trạng thái không đúng với nhật ký"}


LONG_AGO = "2026-01-01T00:00Z"
SPOILS = {
    "a state written past the clerk": (
        lambda made: Line.objects.filter(pk=f.ids(made)[0]).update(state="answered"), {"Trạng thái không đúng với nhật ký"}),
    "a line whose desk is not open": (
        lambda made: Line.objects.filter(pk=f.ids(made)[0]).update(state="appraised"),
        {"Trạng thái không đúng với nhật ký", "Sổ việc không đúng với các dòng"}),
    "a way back forged": (
        lambda made: Line.objects.filter(pk=f.ids(made)[0]).update(came_from="held"), {"Trạng thái không đúng với nhật ký"}),
    "a line without any history": (
        lambda made: forge("DELETE FROM workflow_entry WHERE line_id = %s", f.ids(made)[0]), {"Trạng thái không đúng với nhật ký"}),
    "a task closed past the book": (
        lambda made: made.process.task_set.filter(flow_task=DossierFlow.decide).update(finished=LONG_AGO),
        {"Sổ việc không đúng với các dòng"}),
    "a process ended too early": (
        lambda made: made.process.task_set.update(finished=LONG_AGO) and Process.objects.filter(dossier=made).update(status="DONE"),
        {"Sổ việc không đúng với các dòng"}),
}
SPOILED_DECISIONS = {
    "a number changed": (lambda made: forge("UPDATE workflow_decision SET number = 7"), {"Số quyết định bị hở"}),
    "a number burnt": (lambda made: Register.objects.filter(book="QĐ-UBND").update(last=2), {"Số quyết định bị hở"}),
    "a book lost": (lambda made: Register.objects.filter(book="QĐ-UBND").delete(), {"Số quyết định bị hở"}),
    "a frozen paper changed": (
        lambda made: forge("UPDATE workflow_printed SET content = content || 'x'::bytea"), {"Bản in không còn như khi ban hành"}),
}


@pytest.mark.parametrize("spoil", [*SPOILS, *SPOILED_DECISIONS])
def test_each_kind_of_spoiling_is_found(request, spoil):
    made = request.getfixturevalue("made" if spoil in SPOILS else "decided")
    assert not list(audit.faults())
    act, found = {**SPOILS, **SPOILED_DECISIONS}[spoil]
    act(made)
    assert kinds() == found


# ------------------------------------------------------------------ manage.py verify_log


def verify() -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_log", stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_verify_log_says_that_the_books_agree(settings, tmp_path):
    settings.URN_KEYS = tmp_path
    assert verify() == (0, "Sổ sách khớp: nhật ký, sổ việc, sổ số, bản in và quỹ đều đúng.\n", "")
    f.delivered()
    for path in tmp_path.iterdir():
        path.unlink()  # nothing is committed here, so nothing was swept
    assert verify()[0] == 0


def test_verify_log_names_every_fault_and_fails(decided):
    made = decided
    Line.objects.filter(pk=f.ids(made)[0]).update(state="delivered")
    forge("UPDATE workflow_printed SET content = 'x'::bytea")
    code, out, err = verify()
    assert code == 1 and f"Trạng thái không đúng với nhật ký: dòng {f.ids(made)[0]} của hồ sơ {made.code}" in out
    assert "Bản in không còn như khi ban hành: bản in" in out and err.startswith("Có ") and "Sổ sách khớp" not in out


def test_verify_log_speaks_of_a_key_left_behind(settings, tmp_path):
    settings.URN_KEYS = tmp_path
    f.passed()
    sitting = Sitting.objects.get()
    assert urn.key_file(sitting.pk).exists() and urn.keys() == [sitting.pk]
    assert verify() == (
        1, f"Khóa hòm phiếu chưa được hủy sau khi kiểm phiếu: phiên họp {sitting.pk}\n", "Có 1 sai lệch.\n")
