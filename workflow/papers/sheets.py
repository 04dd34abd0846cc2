"""Stages a unit's list: reads a workbook, checks every cell, stores nothing. The room's front door for lists."""
from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import islice

from workflow.law.catalogue import AwardName

from .contents import BadFile
from .headers import LOOKED_AT, Header, find
from .listing import WHOLE, Notes, Row, Staged
from .marking import marked_copy
from .reading import check_row
from .roll import Roll, missing
from .template import template
from .terms import Terms
from .workbook import Cell, Sheet, Source, opened

__all__ = ["AwardName", "BadFile", "Row", "Staged", "Terms", "check_row", "marked_copy", "peek", "stage", "template"]


def stage(
    source: Source, *, awards: Mapping[str, AwardName], today: date,
    default_award: str | None = None, allowed: Collection[str] | None = None,
) -> Staged:
    """Read and check the first list in a workbook; BadFile when there is none to read.

    `default_award` is for lines that name none; `allowed` are the codes the unit may ask for (None: any).
    """
    terms = Terms.of(awards, today, default_award, allowed)
    with opened(source) as sheets:
        sheet, header, others = _choose(sheets)
        notes = Notes()
        if others:
            notes.warn(WHOLE, f"Chỉ đọc trang tính “{sheet.title}”; không đọc: {', '.join(f'“{title}”' for title in others)}")
        if "name" not in header.columns:
            notes.error(header.cell(), missing("name", sheet, header))
            return Staged(sheet.title, header.letters, errors=notes.errors, warnings=notes.warnings)
        return Roll(sheet, header, terms, notes).staged()


def peek(source: Source) -> None:
    """BadFile for what `stage` would refuse before its rows; seconds sooner on a long list."""
    with opened(source) as sheets:
        _choose(sheets)


def _choose(sheets: list[Sheet]) -> tuple[Sheet, Header, list[str]]:
    """The first sheet with a full header, else the first with any; and the other sheets that also have one."""
    heads = [(sheet, list(_head(sheet))) for sheet in sheets]
    found = [(sheet, header) for sheet, rows in heads if (header := find(rows, sheet.merges))]
    if not found:
        if not any(rows for _, rows in heads):
            raise BadFile("Sổ Excel không có nội dung", "Hãy kiểm tra lại tệp rồi tải lên lần nữa")
        names = ", ".join(f"“{sheet.title}”" for sheet in sheets)
        raise BadFile(
            f"Không tìm thấy dòng tiêu đề trong {LOOKED_AT} dòng đầu của trang tính {names}; "
            "cần có ít nhất cột “Họ và tên” hoặc “Tên tập thể”",
            "Hãy dùng danh sách mẫu hoặc thêm dòng tiêu đề rồi tải lên lần nữa")
    sheet, header = max(found, key=lambda pair: "name" in pair[1].columns)
    return sheet, header, [other.title for other, head in found if other is not sheet and "name" in head.columns]


def _head(sheet: Sheet) -> Iterator[tuple[int, dict[int, Cell]]]:
    return (row for row in islice(sheet.rows(), LOOKED_AT) if row[0] <= LOOKED_AT)
