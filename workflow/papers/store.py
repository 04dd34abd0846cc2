"""Keeps uploaded bytes under their own SHA-256: the same file twice is one file, and a name from outside names nothing here.

What nobody needs any more is found by its age (`old`) and thrown away (`discard`); who says that nobody needs it is engine.sweeping.
"""
from __future__ import annotations

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

CHUNK = 1 << 16
DIGEST = re.compile(r"[0-9a-f]{64}")


def place(sha256: str) -> Path:
    """Where the bytes of that digest lie; ValueError for anything that is no digest."""
    if not DIGEST.fullmatch(sha256):
        raise ValueError("not a SHA-256 digest")
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def put(file: IO[bytes]) -> str:
    """Store a file from its beginning and return its digest. It appears whole or not at all: written aside, then renamed."""
    root = Path(settings.MEDIA_ROOT)
    digest = hashlib.sha256()
    file.seek(0)
    handle, aside = tempfile.mkstemp(prefix="incoming-", dir=root)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as out:
            while piece := file.read(CHUNK):
                digest.update(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        kept = place(digest.hexdigest())
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        with _guarded(fcntl.LOCK_SH):  # not between the look and the blow of `discard`
            Path(aside).replace(kept)  # young again, if it was there: what was just put is never swept
        _sync(kept.parent)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    finally:
        file.seek(0)
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    """Make the rename survive a power cut before a row in the database speaks of the file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open(sha256: str) -> IO[bytes]:
    """The stored bytes, for reading; FileNotFoundError when they are not there."""
    return place(sha256).open("rb")


@contextmanager
def _guarded(how: int) -> Iterator[None]:
    """Hold the store: many may put at once, while nobody discards."""
    handle = os.open(settings.MEDIA_ROOT, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def old(before: float) -> Iterator[Path]:
    """The files last put before that moment, and what writing that broke off left behind then."""
    for pattern in ("[0-9a-f][0-9a-f]/*", "incoming-*"):
        for path in Path(settings.MEDIA_ROOT).glob(pattern):
            if _age(path) < before and (pattern == "incoming-*" or DIGEST.fullmatch(path.name)):
                yield path


def discard(path: Path, before: float) -> int:
    """Delete a file unless it was put again since; how many bytes went."""
    with _guarded(fcntl.LOCK_EX):
        if _age(path) >= before:
            return 0
        size = path.stat().st_size
        path.unlink()
    return size


def _age(path: Path) -> float:
    """When it was last written; for ever young if it is gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
