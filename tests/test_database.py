"""The private server starts, is found again, survives a kill, and takes deep folders and two starters at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from workflow import database
from workflow.database import server


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own for a server of its own, stopped at the end.

    Not among pytest's folders: another run closes those to everybody else, and the server is somebody else.
    """
    with tempfile.TemporaryDirectory(prefix="vinhdanh-") as folder:
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.setenv("VINHDANH_VAR", f"{folder}/var")
        yield Path(folder) / "var"
        database.stop()


def _ask(url: str, question: str) -> object:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _tell(url: str, order: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(order)


def test_the_named_database_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    assert database.url() == "postgresql://somewhere/else"


def test_the_private_server_serves_the_programme_and_nobody_else(home: Path) -> None:
    url = database.url()
    for extension in ("unaccent", "pg_trgm", "btree_gist"):
        _tell(url, f"CREATE EXTENSION {extension}")
    assert _ask(url, "SELECT unaccent(lower('ĐẶNG HỮU ƯỚC'))") == "dang huu uoc"
    assert _ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert _ask(url, "SHOW listen_addresses") == ""
    assert _ask(url, "SHOW fsync") == "on"
    assert (home / "postgres").stat().st_mode & 0o077 == 0
    assert database.url() == url
    assert database.stop() is True
    assert database.stop() is False


def test_what_is_committed_survives_kill_9(home: Path) -> None:
    url = database.url()
    _tell(url, "CREATE TABLE kept AS SELECT 7 AS number")
    with closing(psycopg2.connect(url)):  # a backend that is orphaned and still holds the shared memory
        os.kill(int((home / "postgres/postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        while server.answers():  # the kernel is still burying it
            time.sleep(0.01)
        assert _ask(database.url(), "SELECT number FROM kept") == 7


def test_a_pid_file_that_names_a_stranger_does_not_stop_the_start(home: Path) -> None:
    database.url()
    database.stop()
    # after a restart of the machine the number may belong to anybody: here to this test itself
    (home / "postgres/postmaster.pid").write_text(f"{os.getpid()}\n{home}/postgres\n1\n5432\n/x\n\n1 1\nready\n")
    assert _ask(database.url(), "SELECT 1") == 1


def test_a_deep_folder_gets_a_short_socket(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VINHDANH_VAR", str(home / ("thư-mục-rất-sâu-" * 5) / "var"))
    try:
        assert database.url().startswith("postgresql://vinhdanh@%2Ftmp%2Fvinhdanh-")
        assert _ask(database.url(), "SELECT 1") == 1
    finally:
        database.stop()


def test_starters_at_once_start_one_server(home: Path) -> None:
    starters = [
        subprocess.Popen([sys.executable, "-m", "workflow.database", "url"], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert {starter.communicate()[0].strip() for starter in starters} == {database.url()}
    assert [starter.returncode for starter in starters] == [0, 0, 0]
