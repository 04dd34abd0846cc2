"""A long paper is printed by the worker: the page that waits for it, then the PDF."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from workflow.papers import store

from .common import Request, pdf


def awaited(request: Request, task: Any, job: str, asked: Sequence[Any], name: str, page: str, context: Mapping[str, Any]) -> HttpResponse:
    """What that job printed, if it is of what was asked; until then a page that asks again every two seconds."""
    try:
        result = task.get_result(job)
    except TaskResultDoesNotExist as unknown:
        raise Http404 from unknown
    if list(result.args) != list(asked):
        raise Http404
    if result.status == TaskResultStatus.SUCCESSFUL:
        with store.open(str(result.return_value)) as file:
            return pdf(file.read(), name)
    failed = result.status == TaskResultStatus.FAILED
    answer = render(request, page, {**context, "failed": failed})
    if not failed:
        answer["Refresh"] = "2"
    return answer
