"""Stored files that no row names go after some days; what a row names, what was put lately and what is being written stays."""
from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import factories as f
from workflow import tasks
from workflow.engine import sweeping
from workflow.engine.receiving import intake
from workflow.models import ImportBatch
from workflow.papers import store

pytestmark = pytest.mark.django_db
LONG_AGO = (timezone.now() - timedelta(days=90)).timestamp()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=tmp_path, FILES_KEPT_DAYS=60):
        yield tmp_path


def put(content: bytes, old: bool = True) -> str:
    digest = store.put(BytesIO(content))
    if old:
        os.utime(store.place(digest), (LONG_AGO, LONG_AGO))
    return digest


def printed(days: int) -> tuple[DBTaskResult, str]:
    """A print job that finished so many days ago."""
    digest, at = put(f"in {days}".encode()), timezone.now() - timedelta(days=days)
    made = DBTaskResult.objects.create(
        task_path=tasks.print_pack.module_path, args_kwargs={"args": [1, 1], "kwargs": {}}, status="SUCCESSFUL", finished_at=at,
        return_value=digest, queue_name="default", backend_name="default", run_after=at, exception_class_path="", traceback="")
    return made, digest


def test_the_file_of_a_discarded_draft_goes_and_what_a_row_names_stays() -> None:
    clerk = f.holder(f.INTAKE)
    kept, gone = put(b"ban giu"), put(b"ban bo")
    for draft, digest in ((f.draft(by=clerk), kept), (thrown := f.draft(by=clerk), gone)):
        intake.attach(draft, clerk, "to-trinh", [{"name": "a.pdf", "mime": "application/pdf", "size": 7, "sha256": digest}])
    batch = put(b"danh sach cu")
    ImportBatch.objects.create(name="a.xlsx", sha256=batch, by=clerk, at=timezone.now())
    assert sweeping.sweep().files == []
    intake.discard(thrown, clerk)
    assert sweeping.sweep(dry=True).files == [gone] and store.place(gone).exists(), "a dry run touches nothing"
    done = sweeping.sweep()
    assert (done.files, done.size) == ([gone], 6)
    assert not store.place(gone).exists() and store.place(kept).exists() and store.place(batch).exists()


def test_what_was_put_lately_stays_though_no_row_names_it_yet() -> None:
    young = put(b"vua tai len", old=False)
    assert sweeping.sweep().files == [] and store.place(young).exists()
    assert sweeping.sweep(now=timezone.now() + timedelta(days=61)).files == [young]


def test_old_background_prints_go_with_their_jobs_and_lately_made_ones_stay() -> None:
    (old, gone), (_, kept) = printed(70), printed(3)
    waiting = DBTaskResult.objects.create(
        task_path=tasks.print_pack.module_path, args_kwargs={"args": [1, 1], "kwargs": {}}, status="READY", queue_name="default",
        backend_name="default", run_after=timezone.now(), exception_class_path="", traceback="")
    done = sweeping.sweep(dry=True)
    assert (done.files, done.jobs) == ([gone], 1) and DBTaskResult.objects.count() == 3
    assert sweeping.sweep().files == [gone] and store.place(kept).exists()
    assert not DBTaskResult.objects.filter(pk=old.pk).exists() and DBTaskResult.objects.filter(pk=waiting.pk).exists()


def test_the_page_of_a_swept_print_says_not_there_and_prints_anew() -> None:
    made = f.sitting_on(f.appraised())
    job, _ = printed(70)
    DBTaskResult.objects.filter(pk=job.pk).update(args_kwargs={"args": [made.pk, 1], "kwargs": {}})
    client = Client()
    client.force_login(f.holder(f.SECRETARY))
    address = f"/hoi-dong/{made.pk}/dang-in-1/{job.pk}/"
    assert client.get(address).status_code == 200
    sweeping.sweep()
    assert client.get(address).status_code == 404 and client.get(f"/hoi-dong/{made.pk}/tai-lieu-1.pdf").status_code == 200


def test_what_broke_off_goes_and_what_is_being_written_stays(folder: Path) -> None:
    broken, running = folder / "incoming-cu", folder / "incoming-moi"
    for path in (broken, running):
        path.write_bytes(b"nua chung")
    os.utime(broken, (LONG_AGO, LONG_AGO))
    (folder / "ghi-chu.txt").write_text("không phải tệp của kho")
    os.utime(folder / "ghi-chu.txt", (LONG_AGO, LONG_AGO))
    assert sweeping.sweep().files == ["incoming-cu"] and running.exists() and (folder / "ghi-chu.txt").exists()


def test_a_file_put_again_between_the_look_and_the_blow_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The very same bytes were thrown away long ago and are uploaded again just now: their row comes in a moment."""
    digest, blow = put(b"hai lan"), store.discard

    def meanwhile(path: Path, before: float) -> int:
        assert store.put(BytesIO(b"hai lan")) == digest
        return blow(path, before)

    monkeypatch.setattr(store, "discard", meanwhile)
    assert sweeping.sweep().files == [] and store.place(digest).read_bytes() == b"hai lan"


def test_putting_and_sweeping_at_the_same_time_never_loses_what_was_put() -> None:
    before, faults, over = (timezone.now() - timedelta(days=60)).timestamp(), [], threading.Event()

    def alone(job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as fault:
            faults.append(fault)

    def sweeps() -> None:
        while not over.is_set():
            for path in store.old(before):
                store.discard(path, before)

    thread = threading.Thread(target=alone, args=(sweeps,))
    thread.start()
    for n in range(150):
        digest = put(f"tep {n % 3}".encode())  # it lies there, old, while the broom goes round
        store.put(BytesIO(f"tep {n % 3}".encode()))
        assert store.place(digest).exists(), n
    over.set()
    thread.join(30)
    assert faults == [] and not thread.is_alive()


def test_many_files_ask_no_more_than_few() -> None:
    counts = []
    for n in (1, 30):
        for number in range(n):
            put(f"{n}-{number}".encode())
        with CaptureQueriesContext(connection) as caught:
            assert len(sweeping.sweep().files) == n
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_the_command_tells_and_touches_only_when_it_is_not_dry() -> None:
    digest, out = put(b"lenh"), StringIO()
    call_command("sweep_files", "--dry-run", stdout=out)
    assert digest in out.getvalue() and "Sẽ xóa 1 tệp" in out.getvalue() and store.place(digest).exists()
    call_command("sweep_files", stdout=out)
    assert "Đã xóa 1 tệp" in out.getvalue() and not store.place(digest).exists()
