"""`verdict_changes`: before a switch is turned on, list every running line whose verdict would be another."""
from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow.engine import versions
from workflow.models import Switch


class Command(BaseCommand):
    help = "Liệt kê các dòng đang xử lý sẽ đổi kết quả đối chiếu nếu bật một công tắc phiên bản luật; không thay đổi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The switch, and perhaps one award."""
        parser.add_argument("switch", help="mã công tắc, ví dụ luat-2026")
        parser.add_argument("--award", default="", help="chỉ một danh hiệu, hình thức, ví dụ CSTDCS")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a changed line: dossier, number, award, old and new verdict. No names."""
        code, award = options["switch"], options["award"].upper()
        if not Switch.objects.filter(code=code).exists():
            known = ", ".join(Switch.objects.values_list("code", flat=True)) or "chưa có công tắc nào"
            raise CommandError(f"Không có công tắc “{code}”. Các công tắc: {known}.")
        if not versions.guarded(code, award):
            raise CommandError(f"Không có phiên bản nào sau công tắc “{code}”{f' cho {award}' if award else ''}.")
        found = versions.changes(code, award)
        for one in found:
            line = one.line
            self.stdout.write(f"{line.dossier.code} dòng {line.no} {line.award}: {one.old.label} → {one.new.label}")
        self.stdout.write(f"Có {len(found)} dòng đổi kết quả." if found else "Không có dòng nào đổi kết quả.")
