"""Blank forms are printed once: each lies under the digest of its facts and its template, so that a change of either prints it anew."""
from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from dataclasses import asdict
from functools import cache
from pathlib import Path

from django.conf import settings

from . import press
from .facts import Paper
from .faults import PrintFailed

TEMPLATES = Path(__file__).resolve().parents[2] / "print_templates"
SECONDS = 20  # a blank form takes a second; nobody waits longer for one
TURNS = threading.BoundedSemaphore(2)  # printed at once in one process, which has eight threads for everybody


@cache
def look(template: str) -> str:
    """What a paper of that template looks like: a digest of the template, the pieces it is made of, and the styles."""
    pieces = [TEMPLATES / template, *sorted((TEMPLATES / "base").iterdir())]
    return hashlib.sha256(b"\0".join(piece.read_bytes() for piece in pieces)).hexdigest()


def place(paper: Paper) -> Path:
    """Where the printed paper lies, or would."""
    facts = json.dumps(asdict(paper.composed()), ensure_ascii=False, default=str, sort_keys=True)
    return Path(settings.FORMS_ROOT) / f"{hashlib.sha256(f'{look(paper.template)}{facts}'.encode()).hexdigest()}.pdf"


def kept(paper: Paper) -> bytes | None:
    """The paper, if it was printed before."""
    try:
        return place(paper).read_bytes()
    except FileNotFoundError:
        return None


def printed(paper: Paper) -> bytes:
    """The paper, printed now if it never was; PrintFailed while others are being printed here.

    Whoever asks, without a login, holds a thread of the server and the press on which decisions are printed. So few may at once.
    """
    if (found := kept(paper)) is not None:
        return found
    if not TURNS.acquire(blocking=False):
        raise PrintFailed("Bộ in đang bận in mẫu khác; hãy thử lại sau một phút.")
    try:
        made = press.render(paper, press.Limits(seconds=SECONDS, cpu_seconds=SECONDS)).pdf
    finally:
        TURNS.release()
    keep(made, place(paper))
    return made


def keep(content: bytes, at: Path) -> None:
    """Lay a print down. It appears whole or not at all; of two that were made at once the later one stays."""
    handle, name = tempfile.mkstemp(prefix="incoming-", dir=at.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        aside.replace(at)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
