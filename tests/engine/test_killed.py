"""The programme is killed, and the database's connection is cut, in the middle of every big step: nothing is half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from viewflow.workflow.models import Process, Task

from tests import factories as f
from workflow.engine import audit
from workflow.engine.deciding import decisions
from workflow.engine.receiving import intake
from workflow.engine.sittings import council
from workflow.models import (
    Act,
    AwardRecord,
    Count,
    Decision,
    Dossier,
    Draft,
    Entry,
    Handover,
    Line,
    Printed,
    Recipient,
    Register,
    Seat,
    Sitting,
    Urn,
    User,
)

pytestmark = pytest.mark.django_db(transaction=True)
LINES = 300
EVERYTHING = (
    Act, AwardRecord, Count, Decision, Dossier, Draft, Entry, Handover, Line, Printed, Process, Recipient, Register, Seat, Sitting,
    Task, Urn,
)


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.URN_KEYS = tmp_path


def database() -> str:
    """The tests' own database, as an address."""
    at = {key: quote(str(connection.settings_dict[key] or ""), safe="") for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def everything() -> dict[str, list]:
    """All that is stored."""
    return {model.__name__: [{name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
                             for row in model.objects.order_by("pk").values()] for model in EVERYTHING}


def halfway(step: str, pk: int, by: User) -> tuple[subprocess.Popen, int]:
    """A process that stands in the middle of the step, and the server's process that serves it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.engine.dying", step, str(pk), str(by.pk)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "DATABASE_URL": database(), "URN_KEYS": str(settings.URN_KEYS)})
    line = child.stdout.readline()
    assert line, child.communicate()[1]
    return child, int(line)


def gone(backend: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [backend])
        return cursor.fetchone()[0] == 0


def dies(step: str, pk: int, by: User, how: Callable[[subprocess.Popen, int], None]) -> None:
    """The step is cut short; afterwards everything is as it was before."""
    before = everything()
    child, backend = halfway(step, pk, by)
    assert everything() == before  # it has written everything, and nobody sees any of it
    how(child, backend)
    child.communicate(timeout=30)
    assert child.returncode != 0
    until = time.monotonic() + 30
    while not gone(backend):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert everything() == before and not list(audit.faults())


def kill(child: subprocess.Popen, backend: int) -> None:
    """kill -9 of the programme."""
    os.kill(child.pid, signal.SIGKILL)


def cut(child: subprocess.Popen, backend: int) -> None:
    """The server ends the connection; the programme finds out when it wants to go on, or is ended by an impatient person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
    while not gone(backend):
        time.sleep(0.01)
    child.terminate()


def walk(step: str, pk: int, by: User, again: Callable[[], object]) -> None:
    """The step is killed, cut, and then done."""
    dies(step, pk, by, kill)
    dies(step, pk, by, cut)
    again()
    assert not list(audit.faults())


def test_registering():
    draft = f.draft(awards=["BK-TINH"] * LINES)
    walk("register", draft.pk, draft.owner, lambda: intake.register(draft, draft.owner))
    made = Dossier.objects.get()
    assert made.code.endswith("-0001") and f.states(made) == ["submitted"] * LINES and f.desks(made) == ["appraise"]


def test_appraising():
    made, by = f.dossier(awards=["BK-TINH"] * LINES), f.holder(f.APPRAISAL)
    walk("appraise", made.pk, by, lambda: f.move(made, "appraise", by))
    assert f.states(made) == ["appraised"] * LINES and f.desks(made) == ["convene"]


def test_convening():
    made, by = f.appraised(awards=["BK-TINH"] * LINES), f.holder(f.SECRETARY)
    f.council(9)
    walk("convene", made.pk, by, lambda: f.sitting_on(made, by=by))
    assert f.states(made) == ["voting"] * LINES and Sitting.objects.get().seats.count() == 9


def test_counting():
    made, by = f.appraised(awards=["BK-TINH"] * LINES), f.holder(f.SECRETARY)
    sitting = f.sitting_on(made)
    codes = f.vote(sitting)
    walk("tally", sitting.pk, by, lambda: council.tally(sitting, by))
    sitting.refresh_from_db()
    assert f.states(made) == ["passed"] * LINES and sitting.receipts == sorted(codes)
    assert not list(audit.left_behind())


def test_signing_and_handing_over():
    made, by = f.passed(awards=["BK-TINH"] * LINES), f.holder(f.SIGNER)
    decision = f.checked(f.drafted(made))
    walk("sign", decision.pk, by, lambda: decisions.sign(decision, by))
    assert Decision.objects.get().number == 1 and AwardRecord.objects.count() == LINES
    clerk = f.holder(f.INTAKE)
    walk("deliver", made.pk, clerk, lambda: f.delivered(made, clerk))
    assert f.states(made) == ["delivered"] * LINES
