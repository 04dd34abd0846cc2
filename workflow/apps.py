"""The engine, its records and its desks: one Django app."""
from __future__ import annotations

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = "Vinh Danh"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the system checks and the flows (their node paths are in rows and must resolve)."""
        from .engine import checks, flow  # noqa: F401 -- models must be loaded first
