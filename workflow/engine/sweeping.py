"""Throws away stored files that no row names: of discarded drafts, of papers printed in the background and long handed out.

A row that names a file is written in the act that puts the file, so what was put lately is left alone whatever the rows say. The days
(settings.FILES_KEPT_DAYS) must be more than the oldest backup of the database one would go back to: its rows still name these files.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from workflow.papers import store

AT_ONCE = 1000  # names in one statement


@dataclass
class Swept:
    """What went, or would go: the names of the files, their bytes, and how many finished print jobs."""

    files: list[str] = field(default_factory=list)
    size: int = 0
    jobs: int = 0


def sweep(dry: bool = False, now: datetime | None = None) -> Swept:
    """Delete what nobody names and nobody put for so many days; `dry`: only say what that would be."""
    cutoff = (now or timezone.now()) - timedelta(days=settings.FILES_KEPT_DAYS)
    done = Swept(jobs=forget(cutoff, dry))
    before = cutoff.timestamp()
    for path in needless(before, cutoff):
        size = path.stat().st_size if dry else store.discard(path, before)
        if size or dry:
            done.files.append(path.name)
            done.size += size
    return done


def forget(cutoff: datetime, dry: bool) -> int:
    """The finished print jobs of before that moment: their pages say "not there" from now on, and are printed again when asked for."""
    jobs = DBTaskResult.objects.finished().filter(finished_at__lt=cutoff)
    return jobs.count() if dry else int(jobs.delete()[0])


def needless(before: float, cutoff: datetime) -> Iterator[Path]:
    """The old files that no row names. A few queries for every 1,000 files."""
    for paths in chunks(store.old(before)):
        kept = named([path.name for path in paths], cutoff)
        yield from (path for path in paths if path.name not in kept)


def named(digests: Sequence[str], cutoff: datetime) -> set[str]:
    """Those of these files that a row names, in whatever table has a column `sha256`, and those that a print job has just made."""
    found: set[str] = set()
    for model in apps.get_app_config("workflow").get_models():
        if any(one.name == "sha256" for one in model._meta.fields):
            rows: Any = model._default_manager.order_by()
            found |= set(rows.filter(sha256__in=digests).values_list("sha256", flat=True))
    made = DBTaskResult.objects.exclude(finished_at__lt=cutoff).filter(return_value__in=digests)
    return found | {str(digest) for digest in made.values_list("return_value", flat=True)}


def chunks(paths: Iterator[Path]) -> Iterator[tuple[Path, ...]]:
    """Slices of what one statement can ask about."""
    while some := tuple(islice(paths, AT_ONCE)):
        yield some
