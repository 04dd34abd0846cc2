"""`demo_year`: fill an empty database with the demonstration year of the invented province; does nothing when there are dossiers."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from workflow.demonstration import year
from workflow.engine.office import furnish
from workflow.models import Dossier


class Command(BaseCommand):
    help = "Tạo năm minh họa (tên người, đơn vị đều giả định) trong cơ sở dữ liệu chưa có hồ sơ."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--today` fixes the day on which the demonstration stands."""
        parser.add_argument("--today", type=date.fromisoformat, help="ngày kết thúc, mặc định hôm nay nhưng không quá 22/11/2026")

    def handle(self, *args: Any, today: date | None = None, **options: Any) -> None:
        """Play the year, unless somebody already works here."""
        if Dossier.objects.exists():
            self.stdout.write("Đã có hồ sơ trong cơ sở dữ liệu; không tạo năm minh họa.")
            return
        furnish()
        try:
            year.play(today or min(max(timezone.localdate(), date(2026, 11, 20)), date(2026, 11, 22)), self.stdout.write)
        except Exception as broken:
            raise CommandError(f"Không tạo được năm minh họa: {broken}") from broken
        self.stdout.write(self.style.SUCCESS("Đã tạo năm minh họa. Mật khẩu mọi tài khoản: vinhdanh"))
