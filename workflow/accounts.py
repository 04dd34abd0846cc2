"""Closes the door that django-allauth leaves open: nobody makes himself an account, the administrator does."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Accounts come from the administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False
