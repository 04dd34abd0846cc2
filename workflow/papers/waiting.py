"""Lists that were uploaded and not yet accepted wait here: outside the books, one person's and one draft's, for a day at most."""
from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

CHUNK = 1 << 16
A_DAY = 24 * 60 * 60
TOKEN = re.compile(r"[0-9a-f]{32}")


def folder() -> Path:
    """The private folder of waiting lists."""
    found = Path(settings.FILE_UPLOAD_TEMP_DIR) / "lists"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def keep(file: IO[bytes], draft: int, user: int) -> str:
    """Lay a list aside and return the random word it is asked for with. Lists that nobody came back for are thrown away."""
    sweep()
    token = secrets.token_hex(16)
    place = _place(token, draft, user)
    file.seek(0)
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            while piece := file.read(CHUNK):
                out.write(piece)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return token


def find(token: str, draft: int, user: int) -> Path | None:
    """The waiting list; None when it was accepted, dropped or swept, or is another's."""
    if not TOKEN.fullmatch(token):
        return None
    place = _place(token, draft, user)
    return place if place.is_file() else None


@dataclass
class Claim:
    """A list in the hands of who accepts it; once it is `kept`, nobody needs the file any more."""

    place: Path
    kept: bool = False


@contextmanager
def claimed(token: str, draft: int, user: int) -> Iterator[Claim | None]:
    """Take the list for accepting it. Of two who press the button at once, one gets it; unless it is kept, it waits again."""
    claim = _taken(find(token, draft, user))
    try:
        yield claim
    finally:
        if claim and claim.kept:
            claim.place.unlink()
        elif claim:
            claim.place.rename(claim.place.with_suffix(".xlsx"))


def _taken(place: Path | None) -> Claim | None:
    with suppress(FileNotFoundError):
        return Claim(place.rename(place.with_suffix(".taken"))) if place else None
    return None


def drop(token: str, draft: int, user: int) -> None:
    """Throw a waiting list away."""
    if place := find(token, draft, user):
        place.unlink(missing_ok=True)


def sweep() -> None:
    """Throw away what has waited longer than a day."""
    oldest = time.time() - A_DAY
    for place in folder().iterdir():
        with suppress(FileNotFoundError):
            if place.stat().st_mtime < oldest:
                place.unlink()


def _place(token: str, draft: int, user: int) -> Path:
    """Draft and person are part of the name, so that a guessed word opens nothing of somebody else's."""
    return folder() / f"{draft}-{user}-{token}.xlsx"
