"""Opens a workbook that strangers sent, safely, and gives its cells row by row without holding the sheet in memory."""
from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import IO, Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.cell import Cell as WritableCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import WorkSheetParser

from .contents import LABELS, BadFile, guard, kind_of, size_of

Source = str | PathLike[str] | IO[bytes]
MAX_COLUMNS = 100
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

# openpyxl says on stderr which decorations it does not read; nobody there can act on it.
warnings.filterwarnings("ignore", module="openpyxl")


class Cell(NamedTuple):
    """One cell that holds something. `type` is openpyxl's: n, s, d, b, e, f (formula)."""

    value: Any
    type: str
    old_font: bool = False


@dataclass(frozen=True)
class Sheet:
    """A visible worksheet: its title and the merged ranges by their top left cell (row, column) -> (last row, last column)."""

    title: str
    merges: dict[tuple[int, int], tuple[int, int]]
    reader: Any
    old_fonts: frozenset[int]

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Each row that has content: its number and its cells by column number.

        The parser below `iter_rows` is used because `iter_rows` drops rows out of order, fills gaps of a million rows and
        believes the size that the file claims.
        """
        book = self.reader.parent
        with self.reader._get_source() as stream:
            parser = WorkSheetParser(
                stream, self.reader._shared_strings, epoch=book.epoch,
                date_formats=book._date_formats, timedelta_formats=book._timedelta_formats)
            try:
                for number, found in parser.parse():
                    if cells := self._cells(found):
                        yield number, cells
            except BadFile:
                raise
            except Exception as error:  # whatever a malformed part makes the parser raise
                raise broken() from error

    def _cells(self, found: list[dict[str, Any]]) -> dict[int, Cell]:
        return {
            cell["column"]: Cell(cell["value"], cell["data_type"], cell["style_id"] in self.old_fonts)
            for cell in found
            if cell["value"] is not None and cell["column"] <= MAX_COLUMNS
        }


def broken() -> BadFile:
    """The refusal of a workbook whose parts do not make sense."""
    return BadFile("Sổ Excel bị hỏng hoặc không đúng chuẩn .xlsx", "Hãy mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi tải lên")


@contextmanager
def opened(source: Source) -> Iterator[list[Sheet]]:
    """The visible sheets of a workbook, after every check; raises BadFile. A file object stays open, at its beginning."""
    with stream_of(source) as file:
        merges = refuse_unsafe(file)
        book = _load(file)
        try:
            fonts = _old_fonts(book)
            sheets = [
                Sheet(sheet.title, _anchors(merges.get(sheet._worksheet_path.lstrip("/"), set())), sheet, fonts)
                for sheet in book.worksheets if sheet.sheet_state == "visible"
            ]
            if not sheets:
                raise BadFile("Sổ Excel không có trang tính nào hiển thị", "Hãy kiểm tra lại tệp, bỏ ẩn trang tính rồi tải lên")
            yield sheets
        finally:
            book.close()
            file.seek(0)


@contextmanager
def stream_of(source: Source) -> Iterator[IO[bytes]]:
    """The source as a seekable binary file; a path is opened and closed, a file object is only lent."""
    if isinstance(source, str | PathLike):
        path = Path(source)
        if not path.is_file():
            raise BadFile(f"Không tìm thấy tệp “{path.name}”", "Hãy kiểm tra lại đường dẫn")
        with path.open("rb") as file:
            yield file
    else:
        yield source


def refuse_unsafe(file: IO[bytes]) -> dict[str, set[tuple[str, int, str, int]]]:
    """Raise BadFile unless the file is a plain .xlsx of sane size; returns the merged ranges by sheet part."""
    size_of(file)
    kind = kind_of(file)
    if kind == "locked":
        raise BadFile("Tệp được bảo vệ bằng mật khẩu nên không đọc được", "Hãy bỏ mật khẩu mở tệp (Tệp › Thông tin) rồi tải lên lần nữa")
    if kind == "xlsm":
        raise BadFile(
            "Sổ Excel có chứa macro (.xlsm hoặc VBA)", "Vì lý do an toàn, hãy lưu lại thành “Excel Workbook (.xlsx)” không có macro")
    if kind != "xlsx":
        raise BadFile(
            f"Tệp không phải là sổ Excel .xlsx (nội dung là {LABELS[kind]})", "Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi tải lên")
    return guard(file).merges


def _load(file: IO[bytes]) -> Any:
    try:
        return load_workbook(file, read_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises KeyError, TypeError, ParseError … for malformed parts
        raise broken() from error


def _old_fonts(book: Any) -> frozenset[int]:
    """Styles whose font is of the TCVN3 (.VnTime …) or VNI family: their letters are not what their codes say."""
    old = {place for place, font in enumerate(book._fonts) if str(font.name or "").lower().startswith((".vn", "vni"))}
    return frozenset(place for place, style in enumerate(book._cell_styles) if style.fontId in old)


def _anchors(found: set[tuple[str, int, str, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (top, column_index_from_string(left)): (bottom, column_index_from_string(right))
        for left, top, right, bottom in found
    }


def put(cell: WritableCell, text: str) -> None:
    """Write text that no spreadsheet will ever take for a formula, whatever it begins with."""
    cell.value = text
    if text.startswith(FORMULA_SIGNS):
        cell.data_type = "s"
        cell.quotePrefix = True
