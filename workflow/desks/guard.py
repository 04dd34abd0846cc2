"""Stands before every page: refuses addresses that no honest link holds, and keeps pages of who is logged in out of caches."""
from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

Next = Callable[[HttpRequest], HttpResponseBase]


def guard(following: Next) -> Next:
    """The middleware.

    A NUL can stand in no column of the database, so an address with one finds nothing and only fails deeper inside. Pages
    hold names and identity numbers: after the log-out nobody finds them with the back button of a shared computer. Answers
    to forms stay with the browser until it leaves them, or going back would ask to send the form again.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("Địa chỉ có ký tự không hợp lệ.")
        response = following(request)
        if response.status_code == 405 and request.method == "GET":  # a form's address opened by hand, or after logging in again
            response = HttpResponseNotAllowed([response["Allow"]], render_to_string("405.html", request=request))
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, **{"no_store": True} if request.method == "GET" else {})
        return response

    return answer
