"""What every page needs, whichever desk shows it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Values for the frame around every page."""
    return {}
