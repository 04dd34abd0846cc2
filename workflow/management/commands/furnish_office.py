"""`furnish_office`: enter the catalogue, rules, calendar, legal texts and roles that a new office starts with."""
from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from workflow.engine import shipped
from workflow.engine.office import furnish


class Command(BaseCommand):
    """`furnish_office`, `furnish_office --adopt roles`"""

    help = "Nạp danh mục, quy định, lịch nghỉ, văn bản và vai trò ban đầu; chỉ thêm dòng còn thiếu, và nêu chỗ khác với bản phát hành."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which tables to take over from what is shipped."""
        parser.add_argument(
            "--adopt", nargs="+", choices=shipped.NAMES, default=[], metavar="BẢNG",
            help=f"ghi nội dung của bản phát hành lên các dòng đã sửa của bảng này: {', '.join(shipped.NAMES)}")

    def handle(self, *args: Any, adopt: list[str], verbosity: int, **options: Any) -> None:
        """Add what is missing and say how much it was, take over what was asked for, and tell what still differs."""
        for name, count in furnish().items():
            if verbosity:
                self.stdout.write(f"{name}: thêm {count}")
        for one in shipped.adopt(adopt) if adopt else ():
            self.stdout.write(f"đã nhận bản phát hành – {one.words}")
        left = shipped.differences()
        for one in left if verbosity else ():
            self.stdout.write(f"khác với bản phát hành – {one.words}")
        if left:
            counts = Counter(one.table for one in left)
            self.stdout.write(
                f"Khác với bản phát hành: {', '.join(f'{name} {n} chỗ' for name, n in counts.items())}. Không có gì bị ghi đè. "
                f"Xem chi tiết: manage.py furnish_office; nhận bản phát hành: manage.py furnish_office --adopt {next(iter(counts))}")
