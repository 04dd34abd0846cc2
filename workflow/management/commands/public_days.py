"""Prints the public holidays and swapped working days of some years, as the rows of fixtures/holidays.json."""
from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from workflow.law.public_days import public_days


class Command(BaseCommand):
    """`public_days 2024 2027 > fixtures/holidays.json`"""

    help = "In lịch nghỉ lễ và ngày làm bù của các năm, dạng JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """First and last year."""
        parser.add_argument("first", type=int, metavar="TỪ_NĂM")
        parser.add_argument("last", type=int, metavar="ĐẾN_NĂM")

    def handle(self, *args: Any, first: int, last: int, **options: Any) -> None:
        """One row a line, so that a change of one day is a change of one line."""
        days = (day for year in range(first, last + 1) for day in public_days(year))
        rows = [json.dumps(day._asdict(), default=str, ensure_ascii=False) for day in days]
        self.stdout.write("[\n  " + ",\n  ".join(rows) + "\n]")
