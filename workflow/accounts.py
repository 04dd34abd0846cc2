"""Guards the door: nobody makes himself an account, and a lock counts the name that was really typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Accounts come from the administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False


def username(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """The name under which django-axes counts failures.

    Without this it looks for one key in both places, while allauth's form calls the name `login`, the administration's
    form and the credentials of both `username`: failures went to nobody, and the right password opened a locked door.
    """
    if credentials:
        return credentials.get("username")
    return request.POST.get("login") or request.POST.get("username")
