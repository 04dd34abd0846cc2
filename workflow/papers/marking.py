"""Gives a unit its own list back with every faulty cell coloured and explained."""
from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from .listing import Staged
from .workbook import Source, broken, put, refuse_unsafe, stream_of

FAULTY = PatternFill("solid", fgColor="F8C9C4")
DOUBTFUL = PatternFill("solid", fgColor="FFF0B3")
SUMMARY = "Lỗi cần sửa"
AUTHOR = "Vinh Danh"


def marked_copy(source: Source, staged: Staged) -> bytes:
    """The workbook with errors in red and doubts in yellow, each with its message as a comment, and a sheet that lists them.

    Nothing else is changed: formulas and other sheets stay as they were sent.
    """
    with stream_of(source) as file:
        refuse_unsafe(file)
        try:
            book = load_workbook(file, keep_links=False)
            sheet = book[staged.sheet]
        except Exception as error:  # see workbook.opened
            raise broken() from error
    for notes, fill, label in ((staged.warnings, DOUBTFUL, "Lưu ý"), (staged.errors, FAULTY, "Lỗi")):
        for place, text in notes.items():
            if re.fullmatch(r"[A-Z]+\d+", place):
                _mark(sheet, place, f"{label}: {text}", fill)
    _list(book, staged)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _mark(sheet: Any, place: str, text: str, fill: PatternFill) -> None:
    """Merged cells are marked at their top left corner: the others have neither colour nor comment."""
    cell = sheet[place]
    if isinstance(cell, MergedCell):
        cell = next(sheet.cell(found.min_row, found.min_col) for found in sheet.merged_cells.ranges if place in found)
        text = f"{place}: {text}"
    said = f"{cell.comment.text}\n{text}" if cell.comment else text
    cell.comment = Comment(said, AUTHOR, width=360, height=60 + 18 * (len(said) // 45))
    cell.fill = fill


def _list(book: Any, staged: Staged) -> None:
    """All messages in one place, for people who print."""
    while SUMMARY in book.sheetnames:
        del book[SUMMARY]
    sheet = book.create_sheet(SUMMARY)
    for number, title in enumerate(("Ô", "Mức", "Nội dung trong ô", "Giải thích"), 1):
        sheet.cell(1, number, title)
    rows = [(place, "Lỗi", text) for place, text in staged.errors.items()]
    rows += [(place, "Lưu ý", text) for place, text in staged.warnings.items()]
    for line, (place, level, text) in enumerate(rows, 2):
        for number, shown in enumerate((place, level, staged.found.get(place, ""), text), 1):
            put(sheet.cell(line, number), shown)
    for letter, width in {"A": 8, "B": 10, "C": 36, "D": 110}.items():
        sheet.column_dimensions[letter].width = width
