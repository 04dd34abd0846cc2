"""`furnish_office`: enter the catalogue, rules, calendar, legal texts and roles that a new office starts with."""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from workflow.engine.office import furnish


class Command(BaseCommand):
    help = "Nạp danh mục, quy định, lịch nghỉ, văn bản và vai trò ban đầu; chỉ thêm dòng còn thiếu."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add what is missing and say how much it was."""
        for name, count in furnish().items():
            self.stdout.write(f"{name}: thêm {count}")
