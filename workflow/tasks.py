"""Long work, done by the worker: papers whose lists are too long to wait for in the browser."""
from __future__ import annotations

from io import BytesIO
from typing import Any

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from workflow.engine.sittings import packs
from workflow.models import Decision, Sitting
from workflow.papers import press, prints, store

LONG = 200  # rows; a list of that length takes about a second


@task()
def print_draft(decision: int, which: str) -> str:
    """Print the proposal sheet or the draft of a decision; returns the SHA-256 under which the PDF lies in the file store."""
    found = Decision.objects.get(pk=decision)
    facts = prints.proposal(found) if which == "proposal" else prints.paper(found)
    return store.put(BytesIO(press.render(facts).pdf))


@task()
def print_pack(sitting: int, part: int) -> str:
    """Print a part of the pack of a sitting; returns the SHA-256 under which the PDF lies in the file store."""
    return store.put(BytesIO(press.render(packs.pack(Sitting.objects.get(pk=sitting), part)).pdf))


def ordered(decision: int, which: str) -> str:
    """The id of the print job of a draft."""
    return queued(print_draft, decision, which)


def queued(job: Any, *args: Any) -> str:
    """The id of a print job: one that still waits for the worker – impatient clicks print once – or a new one.

    A job that runs already is no good: it may have read the lines before somebody changed them.
    """
    jobs = DBTaskResult.objects.filter(task_path=job.module_path, status=TaskResultStatus.READY)
    waiting = jobs.filter(args_kwargs__args=list(args)).first()
    return str(waiting.id if waiting else job.enqueue(*args).id)
