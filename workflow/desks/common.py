"""What every desk needs: who may enter, how a refusal is told, how a paper or a table is handed out."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.html import format_html, format_html_join

from workflow.engine.errors import BrokenUrn, NotAllowed, OutOfStep, Refused, Stale
from workflow.models import Line, User
from workflow.papers.faults import MissingValue, PrintFailed

View = Callable[..., HttpResponseBase]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 8  # reasons told in full; the rest is counted


class Request(HttpRequest):
    """A request that `holding` let through: its user is a person."""

    user: User
    htmx: bool


def holding(*rights: str) -> Callable[[View], View]:
    """Let in who is logged in and holds one of these rights (`intake`, `appraise` …). The clerk asks again at every step."""

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.user.has_perm(f"workflow.{right}") for right in rights):
                raise PermissionDenied("Tài khoản của bạn không có việc ở trang này.")
            return view(request, *args, **kwargs)

        return guarded

    return guard


def handing(rows: Any, *rights: str, key: str = "pk") -> Callable[[View], View]:
    """Let in who holds one of these rights, and hand the view that of the rows which its address names by `key`."""

    def wrap(view: View) -> View:
        @holding(*rights)
        @wraps(view)
        def found(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, get_object_or_404(rows, **{key: kwargs.pop(key)}), *args, **kwargs)

        return found

    return wrap


@dataclass
class Attempt:
    """Whether the body of `telling` went through."""

    done: bool = True


@contextmanager
def telling(request: HttpRequest, done: str = "") -> Iterator[Attempt]:
    """Run a step of the engine and tell how it went: `done` once it is, else what was refused and that nothing changed.

    Words that need what the step returns cannot be said beforehand: such a view asks the attempt, and says them itself.
    """
    attempt = Attempt()
    try:
        yield attempt
        if done:
            messages.success(request, done)
    except Refused as refused:
        attempt.done = False
        messages.error(request, reasons(refused))
    except (NotAllowed, Stale, BrokenUrn) as refused:
        attempt.done = False
        messages.error(request, str(refused))
    except OutOfStep:
        attempt.done = False
        messages.error(request, "Trạng thái hồ sơ vừa thay đổi ở nơi khác; chưa có gì được ghi. Hãy tải lại trang rồi làm lại.")
    except (MissingValue, PrintFailed) as unprinted:
        attempt.done = False
        messages.error(request, f"Không in được giấy tờ, chưa có gì thay đổi. {unprinted}")


def reasons(refused: Refused) -> str:
    """The refusals line by line, as HTML; the first few in full."""
    named = dict(Line.objects.filter(pk__in=list(refused.reasons)[:SHOWN]).values_list("pk", "name"))
    items = [(f"{named[pk]}: " if pk in named else f"Dòng {pk}: " if pk else "", why) for pk, why in list(refused.reasons.items())[:SHOWN]]
    listed = format_html_join("", "<li>{}{}</li>", items)
    rest = len(refused.reasons) - len(items)
    return format_html(
        "Không làm được, chưa có gì thay đổi:<ul>{}</ul>{}", listed, f"… và {rest} dòng khác." if rest > 0 else "")


def id_of(text: str) -> int | None:
    """The id that an address or a browser names; None where it is no id of ours."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def ids(typed: Iterable[str]) -> list[int]:
    """The ids among what a browser sent, each once, in order."""
    return sorted({pk for pk in map(id_of, typed) if pk is not None})


def pdf(content: bytes, name: str) -> HttpResponse:
    """A paper, shown in the browser's own viewer."""
    response = HttpResponse(bytes(content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def workbook(content: bytes, name: str) -> HttpResponse:
    """An Excel file as a download."""
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
