"""Runs a unit's list through the staging of the intake desk and says what is wrong with it; stores nothing."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from workflow.law.catalogue import load
from workflow.law.words import UnitKind
from workflow.papers.sheets import Staged, stage


class Command(BaseCommand):
    """Works without a database: the award names are those of the fixture."""

    help = "Kiểm tra một danh sách đề nghị khen thưởng (.xlsx), không lưu gì. Mã thoát 1 khi có lỗi."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The list, the award of lines that name none, who proposes, and the form of the answer."""
        parser.add_argument("file", type=Path, help="tệp .xlsx")
        parser.add_argument("--award", help="mã danh hiệu, hình thức cho dòng không ghi, ví dụ BK-TINH")
        parser.add_argument("--proposer", choices=[str(kind) for kind in UnitKind], help="loại đơn vị trình")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON theo ô")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the result; leave with 1 when the list cannot be accepted."""
        try:
            staged = self._stage(**{name: options[name] for name in ("file", "award", "proposer")})
        except ValueError as error:  # BadFile, or an award that does not exist
            staged = Staged("", {}, errors={"*": str(error)})
        if options["json"]:
            answer = {"rows": staged.total, "errors": staged.errors, "warnings": staged.warnings}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self._tell(staged)
        if not staged.ok:
            sys.exit(1)

    def _stage(self, file: Path, award: str | None, proposer: str | None) -> Staged:
        place = settings.BASE_DIR / "fixtures" / "awards.json"
        awards = load(place)
        allowed = None
        if proposer:
            rows = json.loads(place.read_text(encoding="utf-8"))
            allowed = {row["code"] for row in rows if proposer in row["proposers"]}
        return stage(file, awards=awards, default_award=award, allowed=allowed, today=timezone.localdate())

    def _tell(self, staged: Staged) -> None:
        for title, notes in (("Lỗi", staged.errors), ("Lưu ý", staged.warnings)):
            for cell, text in notes.items():
                self.stdout.write(f"{title} {'cả tệp' if cell == '*' else 'ô ' + cell}: {text}")
        verdict = "Có thể nhập." if staged.ok else "Chưa thể nhập."
        self.stdout.write(f"{staged.total} dòng, {len(staged.errors)} ô lỗi, {len(staged.warnings)} ô cần lưu ý. {verdict}")
