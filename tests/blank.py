"""A database with every table, migrated once for all workers and runs, then copied: migrating takes as long as a hundred tests."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

LOCK = 20261122  # held by the worker that looks for the template, or makes it
ROOT = Path(__file__).resolve().parents[1]


def name() -> str:
    """The template's name says what it was made from: our migrations to the letter, those of packages by name."""
    made_of = sha256(version("django").encode())
    for app, migration in sorted(MigrationLoader(None).disk_migrations):
        made_of.update(f"{app}.{migration}\n".encode())
    for path in sorted((ROOT / "workflow" / "migrations").glob("*.py")):
        made_of.update(path.read_bytes())
    return f"blank_{made_of.hexdigest()[:16]}"


def template() -> str:
    """The name of the template on the tests' server. The first who asks makes it; those made of something else go."""
    wanted = name()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'blank\_%%'")
        known = {row[0] for row in cursor.fetchall()}
        if wanted not in known:
            for old in known:
                cursor.execute(f'DROP DATABASE "{old}"')
            migrated("blank_unfinished")
            cursor.execute(f'ALTER DATABASE "blank_unfinished" RENAME TO "{wanted}"')
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return wanted


def migrated(database: str) -> None:
    """Make this database and migrate it from nothing, as Django makes a test database."""
    own, tests_own = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = database
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = own
        connection.settings_dict["TEST"]["NAME"] = tests_own
