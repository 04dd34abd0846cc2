"""`sweep_files`: the night job that deletes stored files no row names."""
from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from workflow.engine import sweeping


class Command(BaseCommand):
    """Run by bin/run at every start and, better, once a night; safe at any time. `sweep_files --dry-run` only tells."""

    help = "Xóa tệp trong kho mà không dòng nào còn nêu tên (bản nháp đã bỏ, bản in nền cũ) sau số ngày ở FILES_KEPT_DAYS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Look without touching."""
        parser.add_argument("--dry-run", action="store_true", help="chỉ liệt kê, không xóa gì")

    def handle(self, *args: Any, dry_run: bool, verbosity: int, **options: Any) -> None:
        """Sweep, and say how much went."""
        done = sweeping.sweep(dry=dry_run)
        for name in done.files if dry_run or verbosity > 1 else ():
            self.stdout.write(name)
        if verbosity:
            self.stdout.write(
                f"{'Sẽ xóa' if dry_run else 'Đã xóa'} {len(done.files)} tệp ({done.size / 1e6:.1f} MB) không còn dòng nào nêu tên, "
                f"{done.jobs} lượt in nền quá {settings.FILES_KEPT_DAYS} ngày.")
