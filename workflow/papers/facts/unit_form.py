"""Mẫu giấy tờ of a dossier: headings, lines to write on, tables; blank, or with what the office knows already written in."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .common import Facts, Paper

UNVERIFIED = "Mẫu tham khảo, chưa kiểm chứng"


@dataclass(frozen=True, kw_only=True)
class FormColumn(Facts):
    """A column of a table; `width` in millimetres, 0 takes the rest."""

    title: str
    width: int = 0


@dataclass(frozen=True, kw_only=True)
class FormRow(Facts):
    """A row of a table; a blank cell is to be written in."""

    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FormPart(Facts):
    """One part of a form: a heading, a paragraph, a hint, a label with room behind it, or a table. One of them is filled."""

    heading: str = ""
    text: str = ""
    hint: str = ""
    label: str = ""
    value: str = ""
    room: tuple[int, ...] = ()  # further dotted lines, one number each
    columns: tuple[FormColumn, ...] = ()
    rows: tuple[FormRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FormSign(Facts):
    """Who signs, and how."""

    title: str
    how: str = "(Ký, ghi rõ họ tên)"
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitForm(Paper):
    """A form of the paper `title`. A letter (công văn) has none over its text but says its subject under the number."""

    template: ClassVar[str] = "unit_form.html"
    kind_name: ClassVar[str] = "Mẫu giấy tờ"

    title: str = ""  # none: a letter
    subject: str
    addressees: tuple[str, ...] = ()
    parts: tuple[FormPart, ...]
    signs: tuple[FormSign, ...]
    below: tuple[FormSign, ...] = ()
    source: str
    verified: bool = False

    @property
    def rows(self) -> int:
        """All rows of its tables."""
        return sum(len(part.rows) for part in self.parts)

    @property
    def dated(self) -> str:
        """The day is written by hand, in whatever year that is; a paper that knows its day says it."""
        return super().dated if self.day else "ngày … tháng … năm ……"

    @property
    def numbered(self) -> str:
        """Its symbol as the unit writes it."""
        return self.symbol

    @property
    def foot(self) -> str:
        """What the foot of each page says while nobody compared the form with the official text."""
        return "" if self.verified else f"{UNVERIFIED}. {self.source}"
