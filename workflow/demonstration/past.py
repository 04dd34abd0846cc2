"""Gives the demonstration a past: one list of old awards in the register, one that waits for a person to decide its doubts."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

from workflow.engine.register import importing
from workflow.law.words import Kind, RecipientKind, Sex
from workflow.models import AwardType, Recipient
from workflow.papers import old_sheets, store
from workflow.papers.old_awards import OUTSIDE, Old, OldList, OldRow

from .cast import Cast

KNOWN, WAITING, TWICE = 48, 9, 3
GIVEN = [  # award, number's sign, authority as it was named then
    ("CSTDCS", "QĐ-UBND", "Chủ tịch Ủy ban nhân dân huyện Minh Sơn (nay đã giải thể)"),
    ("BK-TINH", "QĐ-UBND", "Chủ tịch Ủy ban nhân dân tỉnh Minh Họa"), (OUTSIDE, "QĐ-LĐ", "Liên đoàn Lao động tỉnh Minh Họa"),
]
SLIPS = str.maketrans("áàảãạíìỉĩịúùủũụ", "aaaaaiiiiiuuuuu")


def give(cast: Cast) -> None:
    """Both lists, through the engine."""
    rows = list(awards())
    slips = [row for row in rows if row.name.translate(SLIPS) != row.name][:TWICE]  # entered as somebody new: doubles to merge
    rows[:-WAITING] = [replace(row, name=row.name.translate(SLIPS)) if row in slips else row for row in rows[:-WAITING]]
    first = importing.stage(listed(rows[:-WAITING]), "khen-thuong-2019-2024.xlsx", kept(), cast.hoso)
    importing.decide_rest(first, True, cast.hoso)
    importing.accept(first, cast.hoso)
    waiting = listed([*rows[-WAITING:], *rows[:2]])
    for row in waiting.rows[:4]:  # typed once without a tone mark: doubtful
        row.read = replace(row.read, name=row.read.name.translate(SLIPS))
        row.shown["name"] = row.read.name
    waiting.rows[4].errors["decided"] = "Ngày “31/02/2021” không có thật"
    waiting.rows[4].shown["decided"] = "31/02/2021"
    waiting.rows[5].errors["number"] = "Thiếu số quyết định"
    importing.stage(waiting, "khen-thuong-bo-sung.xlsx", kept(), cast.hoso)


def awards() -> Iterator[Old]:
    """Past awards of people who are proposed this year."""
    names = AwardType.names()
    people = Recipient.objects.filter(kind="person").select_related("unit").order_by("pk")[:KNOWN + WAITING]
    for no, person in enumerate(people):
        award, sign, authority = GIVEN[no % len(GIVEN)]
        year = 2019 + no % 6
        yield Old(
            RecipientKind.PERSON, person.name, person.birth_date, person.birth_year, Sex(person.sex), "",
            person.unit.name if person.unit else "", award, names.get(award, "Lao động giỏi"), f"{100 + no}/{sign}", date(year, 12, 15),
            authority, Kind.MERIT, str(year),
            "Hoàn thành xuất sắc nhiệm vụ", f"Sổ lưu {year}, tờ {no + 1}")


def listed(rows: list[Old]) -> OldList:
    """The rows as if they had been read from a workbook."""
    return OldList("Danh sách", [OldRow(no, shown(row), row, {}, {}) for no, row in enumerate(rows, 2)])


def shown(row: Old) -> dict[str, str]:
    """The cells of a row."""
    return {
        "name": row.name, "birth": f"{row.birth_date:%d/%m/%Y}" if row.birth_date else "", "unit": row.unit_name, "award": row.award_name,
        "number": row.decision_number, "decided": f"{row.decided_on:%d/%m/%Y}", "authority": row.authority, "period": row.period}


def kept() -> str:
    """The workbook behind the list, as the file store knows it."""
    return store.put(BytesIO(old_sheets.table("Danh sách", ["Tệp minh họa"], [])))
