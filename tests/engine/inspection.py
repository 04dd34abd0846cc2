"""What somebody sees who owns the database server: its pages with dead rows, its write-ahead log."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
from django.db import connection

from workflow.database import places


@contextmanager
def superuser() -> Iterator[Any]:
    """A cursor of the server's owner in the test database, with the inspecting extensions at hand."""
    name = connection.settings_dict["NAME"]
    where = connection.get_connection_params() if os.environ.get("DATABASE_URL") else {"dsn": places.address(places.OWNER, name)}
    where.pop("cursor_factory", None)
    with closing(psycopg2.connect(**where)) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
            yield cursor


def pages(cursor: Any, table: str) -> bytes:
    """Every byte of a table's file, free space and dead rows included."""
    cursor.execute("SELECT pg_relation_size(%s) / 8192", [table])
    found = b""
    for block in range(cursor.fetchone()[0]):
        cursor.execute("SELECT get_raw_page(%s, %s)", [table, block])
        found += bytes(cursor.fetchone()[0])
    return found


def versions(cursor: Any, table: str) -> int:
    """How many versions of rows still lie on the table's pages, living or dead."""
    cursor.execute("SELECT pg_relation_size(%s) / 8192", [table])
    found = 0
    for block in range(cursor.fetchone()[0]):
        cursor.execute("SELECT count(t_data) FROM heap_page_items(get_raw_page(%s, %s))", [table, block])
        found += cursor.fetchone()[0]
    return found


def position(cursor: Any) -> int:
    """Where the write-ahead log ends now."""
    cursor.execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")
    return int(cursor.fetchone()[0])


def journal(cursor: Any, start: int, end: int) -> bytes:
    """The bytes of the write-ahead log between two positions, as they lie in its files."""
    cursor.execute("SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size'")
    size, found = cursor.fetchone()[0], b""
    while start < end:
        length = min(size - start % size, end - start)
        cursor.execute(
            "SELECT pg_read_binary_file('pg_wal/' || pg_walfile_name('0/0'::pg_lsn + %s::numeric + 1), %s, %s)",
            [start, start % size, length])
        found += bytes(cursor.fetchone()[0])
        start += length
    return found
