"""Short ways to what is on record beside awards; each function goes through the engine, as a desk would."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook

from tests import factories as f
from workflow.engine.proving import evidence, initiatives
from workflow.engine.proving.evidence import Source
from workflow.engine.proving.initiatives import Minutes
from workflow.engine.stopping import holds
from workflow.law.words import HoldReason, Level, RecipientKind, Scope
from workflow.models import Hold, Initiative, Performance, Recipient, Unit, User

KEEPER = "Hồ sơ khen thưởng"
PAPER = Source("15/QĐ-SYT", date(2026, 1, 15), "Giám đốc Sở Y tế")
HEAD = ("STT", "Số định danh", "Họ và tên", "Ngày sinh", "Đơn vị", "Năm", "Mức xếp loại", "Số QĐ", "Ngày QĐ")


def keeper() -> User:
    """Who holds the right `evidence`."""
    return f.holder(KEEPER)


def person(name: str = "", **fields: Any) -> Recipient:
    """Somebody known."""
    n = next(f.numbers)
    return Recipient.objects.create(kind=RecipientKind.PERSON, name=name or f"Trần Văn Biết {n}", **fields)


def collective(unit: Unit, name: str = "Phòng Nghiệp vụ thử") -> Recipient:
    """A collective of a unit."""
    return Recipient.objects.create(kind=RecipientKind.COLLECTIVE, name=name, unit=unit)


def graded(recipient: Recipient, year: int = 2025, level: Level = Level.EXCELLENT) -> Performance:
    """A result on record."""
    return evidence.record_performance(recipient, year, level, keeper(), PAPER)


def initiative(*authors: Recipient, name: str = "", scope: Scope = Scope.LOCAL, recognised: bool = True, **fields: Any) -> Initiative:
    """An initiative of these people; recognised by a paper, unless it shall wait for its council."""
    wanted = [one.pk for one in authors or (person(),)]
    return initiatives.enter(
        name or f"Rút ngắn thời gian xử lý {next(f.numbers)}", 2025, scope, wanted, keeper(), recognised=PAPER if recognised else None)


def minutes(**fields: Any) -> Minutes:
    """A sitting of ten members today."""
    today = timezone.localdate()
    return Minutes(**{"held_on": today, "authority": "Hội đồng sáng kiến tỉnh Minh Họa", "members": 10, "decision_number": "404/QĐ-HĐSK",
                      "decided_on": today, **fields})


def held(recipient: Recipient, by: User | None = None, **fields: Any) -> Hold:
    """The recipient is on hold for a month."""
    review_on = timezone.localdate() + timedelta(days=30)
    fields = {"reason": HoldReason.DISCIPLINE, "note": "Công văn 12/TTr-P1", "review_on": review_on, **fields}
    return holds.place(recipient, by=by or f.holder(f.APPRAISAL), **fields)


def workbook(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> BytesIO:
    """A list of results as a unit sends it; a row begins with the identity number."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["KẾT QUẢ XẾP LOẠI"])
    sheet.append(list(head))
    for no, row in enumerate(rows, 1):
        sheet.append([no, *row])
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out
