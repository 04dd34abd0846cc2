"""Destroys the keys of urns that were counted. The count does so itself; this is for when the programme was killed just then."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from workflow.engine.sittings import council


class Command(BaseCommand):
    """Run by bin/run at every start; safe at any time."""

    help = "Hủy khóa của các hòm phiếu đã kiểm mà còn sót lại do chương trình bị ngắt giữa chừng."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep."""
        council.sweep_keys()
