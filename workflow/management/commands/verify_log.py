"""`verify_log`: read the whole log and every book, and say what is not as it must be. For a nightly run and for inspectors."""
from __future__ import annotations

import sys
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand

from workflow.engine import audit


class Command(BaseCommand):
    help = "Đối chiếu nhật ký, sổ việc, sổ số, bản in và quỹ; in từng sai lệch và thoát với mã 1 nếu có."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a fault; the exit status is for cron."""
        found = 0
        for found, fault in enumerate(chain(audit.faults(), audit.left_behind()), 1):  # noqa: B007 -- counted
            self.stdout.write(f"{fault.what}: {fault.where}")
        if found:
            self.stderr.write(f"Có {found} sai lệch.")
            sys.exit(1)
        self.stdout.write("Sổ sách khớp: nhật ký, sổ việc, sổ số, bản in và quỹ đều đúng.")
