"""Guards the door: nobody makes himself an account, and a lock counts the name that was really typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

LONGEST = 60  # characters of an account's name; what is longer names nobody, and django-axes cannot store just anything


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
    typed = (credentials or {}).get("username")
    return typed and typed[:LONGEST]


def address(request: HttpRequest) -> str:
    """Who asks. Behind our own proxy that is the last hop it wrote down; anything before it the caller may have made up.

    Without this all of a proxy's callers are one, and whoever mistypes a name five times locks its owner out.
    """
    told = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
