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

    Without this it looks in the credentials for the key of the login form, which allauth calls `login`; in the
    credentials it is `username`. Failures then went to nobody, and the right password opened a locked door.
    """
    return (credentials or {}).get("username")
