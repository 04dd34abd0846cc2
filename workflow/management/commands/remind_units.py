"""`remind_units`: the night job that reminds units of rounds whose last day draws near."""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from workflow.engine.emulation import reminders


class Command(BaseCommand):
    """Once a night; running it twice reminds nobody twice."""

    help = "Nhắc đơn vị chưa gửi hồ sơ khi đến mốc nhắc của đợt xét; gửi thư điện tử, hoặc ghi công văn cần in."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind, and say how many."""
        done = reminders.nightly(timezone.localdate())
        self.stdout.write(f"Đã nhắc {done['email']} đơn vị qua thư điện tử, {done['letter']} đơn vị cần công văn.")
