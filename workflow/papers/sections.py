"""Tells the rows of a list that are no recipients: headings of groups, totals, signatures, numbers of columns."""
from __future__ import annotations

import re
from dataclasses import replace

from workflow.law.names import fold, match_key
from workflow.law.words import RecipientKind

from .headers import Header, Merges
from .listing import Setting
from .terms import Terms
from .workbook import Cell

COUNT = r"(?: \d+(?: nguoi| tap the| ca nhan| ho| ho gia dinh| don vi)?)?"
KIND_HEADING = re.compile(
    rf"(?:danh sach |doi voi |doi tuong |phan |cac )?(tap the|ca nhan|ho gia dinh){COUNT}(?: (?:de nghi|duoc|xet) (.*))?")
KINDS = {"tap the": RecipientKind.COLLECTIVE, "ca nhan": RecipientKind.PERSON, "ho gia dinh": RecipientKind.HOUSEHOLD}
ORDINAL = re.compile(r"^\s*([IVXLC]+|[A-Z]|\d+(\.\d+)*)\s*[.)/–\-:]+\s*")
GROUP_NUMBER = re.compile(r"\(?([IVXLC]+|[A-Z]|[a-z])[.)]?")
COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?")
ARABIC = re.compile(r"\d+([.,]0)?\.?")
# With accents, and narrow: Tống is a surname, “Tổng công ty …” and “Cộng đồng dân cư …” are collectives.
TOTAL = re.compile(r"(tổng cộng|tổng số)\b.*|(tổng|cộng)\s*([:(\d].*)?")
SIGNED = re.compile(
    r"(\((đã )?ký|ký( tên| và |,)|người lập|thủ trưởng|nơi nhận|t/?m\.|t/m |k/?t\.|t/?l\.|tuq\.|xác nhận của"
    r"|đại diện (đơn vị|cơ quan|lãnh đạo)|lập biểu|danh sách (này|gồm|có|trên)|ấn định danh sách"
    r"|.*\bngày\b[ .…\d]*\btháng\b[ .…\d]*\bnăm\b).*")
TITLE = re.compile(r"(giám đốc|phó giám đốc|chủ tịch|phó chủ tịch|hiệu trưởng|trưởng phòng|phó trưởng|chi cục trưởng|cục trưởng).*")
GROUP = "Hiểu đây là tiêu đề của một nhóm, không phải đối tượng được đề nghị"


class Sections:
    """Walks down a list and remembers under which heading it is, and whether the signatures have begun."""

    def __init__(self, header: Header, merges: Merges, terms: Terms) -> None:
        self.header, self.merges, self.terms = header, merges, terms
        self.setting = Setting(header.name_kind, "", header.year_only)
        self.ended = self.begun = False

    def is_recipient(self, number: int, cells: dict[int, Cell]) -> bool | str:
        """True for a row to be read, False for one to be passed over; a text when a person should be told about it."""
        columns = self.header.columns
        counted = str(cells[columns["number"]].value).strip() if columns.get("number") in cells else ""
        content = {column: str(cell.value) for column, cell in cells.items() if column != columns.get("number")}
        known = {column for column in content if column in columns.values()}
        if self._is_heading(counted, content) or self._is_footer(counted, content) or self._is_header_again(content):
            return False
        if not content and not self.ended and len(counted) > 3 and not ARABIC.fullmatch(counted):
            return GROUP
        if not known or (not self.begun and self._is_numbering(content)):
            # a number alone is a prepared empty row; text outside every known column belongs to nobody
            return False if not content or known else self._stray(content)
        if self.ended and not (ARABIC.fullmatch(counted) or (len(known) > 2 and columns["name"] in known)):
            return False
        if self._is_group(number, counted, content):
            return GROUP
        self.begun = True
        return True

    def _stray(self, content: dict[int, str]) -> bool | str:
        return False if self.ended or not self.begun else "Nội dung ở ngoài các cột của danh sách; sẽ không đọc"

    def _is_header_again(self, content: dict[int, str]) -> bool:
        """The header, repeated on each printed page."""
        titles = {fold(title) for title in self.header.titles.values()}
        return len(content) > 1 and all(fold(text) in titles for text in content.values())

    def _is_heading(self, counted: str, content: dict[int, str]) -> bool:
        """“I. TẬP THỂ (05)”, “II. Lao động tiên tiến”: it holds for the rows below. Changes the setting."""
        texts = list(content.values()) or [counted]
        if len(texts) != 1 or ARABIC.fullmatch(texts[0].strip()):
            return False
        bare = re.sub(r"[():.]+", " ", ORDINAL.sub("", texts[0]))
        found = KIND_HEADING.fullmatch(" ".join(fold(bare).split()))
        if found:
            self.setting = replace(self.setting, kind=KINDS[found[1]])
            bare = found[2] or ""
        code = self.terms.code(bare) if bare and not self._in_award_column(content) else ""
        if code:
            self.setting = replace(self.setting, award=code)
        return bool(found or code)

    def _in_award_column(self, content: dict[int, str]) -> bool:
        return self.header.columns.get("award") in content

    def _is_group(self, number: int, counted: str, content: dict[int, str]) -> bool:
        """“II | Sở Y tế”: a Roman number or letter, or one cell merged across the table, and nothing else."""
        if len(content) != 1:
            return False
        column = next(iter(content))
        across = self.merges.get((number, column), (0, column))[1] - column > 1
        return across or bool(counted and GROUP_NUMBER.fullmatch(counted))

    def _is_numbering(self, content: dict[int, str]) -> bool:
        """The row “(1) (2) (3) …” under the header."""
        return len(content) > 1 and all(COLUMN_NUMBER.fullmatch(text.strip()) for text in content.values())

    def _is_footer(self, counted: str, content: dict[int, str]) -> bool:
        """Totals are passed over; at signatures the list ends."""
        columns = self.header.columns
        first = [counted, *content.values()] if counted and not ARABIC.fullmatch(counted) else list(content.values())
        if ARABIC.fullmatch(counted) or not first or any(columns.get(name) in content for name in ("identity", "birth")):
            return False
        keys = [match_key(text) for text in first]
        if TOTAL.fullmatch(keys[0]) and len(content) < 4:
            return True
        signs = [bool(SIGNED.fullmatch(key) or (TITLE.fullmatch(key) and text.isupper())) for key, text in zip(keys, first, strict=True)]
        named = content.get(columns["name"], "")
        if any(signs) and len(content) < 4 and (not named or signs[first.index(named)]):
            self.ended = True
        return self.ended and any(signs)
