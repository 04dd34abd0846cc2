"""Blank forms are printed once: each lies under the digest of its facts and its template, so that a change of either prints it anew."""
from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict
from functools import cache
from pathlib import Path

from django.conf import settings

from . import press
from .facts import Paper

TEMPLATES = Path(__file__).resolve().parents[2] / "print_templates"
SECONDS = 20  # a blank form takes a second; nobody waits longer for one


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
    """The paper, printed now if it never was. It appears whole or not at all; of two that print it at once the later one stays."""
    if (found := kept(paper)) is not None:
        return found
    made = press.render(paper, press.Limits(seconds=SECONDS, cpu_seconds=SECONDS)).pdf
    handle, aside = tempfile.mkstemp(prefix="incoming-", dir=settings.FORMS_ROOT)
    with os.fdopen(handle, "wb") as out:
        out.write(made)
    Path(aside).replace(place(paper))
    return made
