"""Drop-down lists of a workbook to be filled in."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .workbook import put


def offer(
    book: Any, sheet: Any, choices: Mapping[str, Sequence[str]], columns: Sequence[str], first: int, last: int, **strict: Any,
) -> None:
    """Offer the words in the rows from `first` to `last`; unless `strict` says otherwise, others may be written without a question.

    The words stand on a hidden sheet, because a list written into the rule may have 255 characters at most.
    """
    hidden = book.create_sheet("Danh mục")
    hidden.sheet_state = "hidden"
    for column, (name, words) in enumerate(choices.items(), 1):
        letter, place = get_column_letter(column), get_column_letter(columns.index(name) + 1)
        for row, word in enumerate(words, 1):
            put(hidden.cell(row, column), word)
        rule = DataValidation("list", formula1=f"'Danh mục'!${letter}$1:${letter}${max(len(words), 1)}", allow_blank=True, **strict)
        rule.add(f"{place}{first}:{place}{last}")
        sheet.add_data_validation(rule)
