"""The private server's life: is it there, made once, configured and started, cleared away after a kill."""
from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

from .owner import let_pass, own, run, runner
from .places import NAME, OWNER, SOCKET, DatabaseError, address, binary, data, log_file, sockets, var

STARTS = 5  # after a kill -9 orphaned backends may hold the shared memory for a few seconds

# Durability stays at its safe default. No statement may ever reach the log: it could hold a ballot or a person.
CONFIGURATION = """\
# written by workflow/database at every start
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = {buffers}MB
effective_cache_size = {cache}MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_statement = none
log_min_duration_statement = -1
log_min_error_statement = panic
log_min_messages = fatal
log_parameter_max_length_on_error = 0
"""


def answers() -> bool:
    """True when the server says it is ready and its socket takes connections."""
    if postmaster()[-1:] != ["ready"]:
        return False
    with closing(socket.socket(socket.AF_UNIX)) as probe:
        return probe.connect_ex(str(sockets() / SOCKET)) == 0


def postmaster() -> list[str]:
    """Lines of postmaster.pid: process id first, status last; empty when there is none."""
    try:
        return [line.strip() for line in (data() / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []
    except PermissionError as error:
        raise DatabaseError(
            f"{data()} belongs to another user (did root start it?). Give the folder var/ to the user who runs"
            " the programme, set VINHDANH_VAR to a folder of your own, or set DATABASE_URL."
        ) from error


@contextmanager
def only_one() -> Iterator[None]:
    """One starter at a time on this machine; the kernel frees the lock when the process dies."""
    var().mkdir(parents=True, exist_ok=True)
    with open(var() / "postgres.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# ------------------------------------------------------------------ making and starting it


def initialise() -> None:
    """Make the cluster beside its place and move it there whole, so that a killed initdb leaves no half."""
    if (data() / "PG_VERSION").exists():
        return
    half = data().with_suffix(".new")
    if half.exists():
        subprocess.run(["rm", "-rf", str(half)], check=True)
    own(half)
    let_pass(half)
    let_pass(Path(binary("initdb")))
    # builtin C.UTF-8: the same order and case rules on every machine; Vietnamese order is a stored sort key
    locale = ("--locale-provider=builtin", "--locale=C.UTF-8", "--encoding=UTF8")
    run("initdb", "-D", str(half), "-U", OWNER, "--auth=peer", *locale)
    half.rename(data())


def configure() -> None:
    """Write the three configuration files; they are ours, not the administrator's."""
    own(sockets())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    texts = {
        "postgresql.conf": CONFIGURATION.format(
            sockets=sockets(), buffers=max(64, min(1024, memory // 8)), cache=max(128, memory // 2)
        ),
        "pg_hba.conf": "local all all peer map=everyone\n",
        "pg_ident.conf": "".join(
            f"everyone \"{name}\" {role}\n" for name in {runner().pw_name, "root"} for role in (NAME, OWNER)
        ),
    }
    for name, text in texts.items():
        (data() / name).write_text(text)


def launch() -> None:
    """Start the server, clearing what a killed one left behind."""
    for attempt in range(STARTS):
        clear_leftovers()
        try:
            run("pg_ctl", "-D", str(data()), "-l", str(log_file()), "-w", "-t", "300", "start")
            return
        except DatabaseError:
            if attempt == STARTS - 1:
                raise
            time.sleep(2)


def clear_leftovers() -> None:
    """Remove a pid file whose process is gone or is now somebody else; stop a server that lost its socket."""
    lines = postmaster()
    if not lines:
        return
    try:
        alive = Path(f"/proc/{lines[0]}/cwd").readlink() == data()
    except OSError:
        alive = False
    if alive:
        run("pg_ctl", "-D", str(data()), "-m", "fast", "-w", "stop")
    for leftover in (data() / "postmaster.pid", sockets() / SOCKET, sockets() / f"{SOCKET}.lock"):
        leftover.unlink(missing_ok=True)


def ensure_database() -> None:
    """Create the role and the database once; the role is no superuser, so that neither is the programme."""
    with closing(psycopg2.connect(address(OWNER, "postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
