"""The one-stop desk's and the appraiser's papers: receipt (Mẫu 01), request to supplement (Mẫu 02), appraisal sheet."""
from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

import segno

from workflow.law.figures import long_date, number_text

from .. import wording
from .common import AwardCount, Facts, Paper, Signature, counted


@dataclass(frozen=True, kw_only=True)
class Piece(Facts):
    """One thành phần hồ sơ handed in, with its number of originals, copies and electronic files."""

    name: str
    originals: int = 0
    copies: int = 0
    electronic: int = 0


@dataclass(frozen=True, kw_only=True)
class Receipt(Paper):
    """Mẫu 01 – Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Thông tư 03/2025/TT-VPCP)."""

    template: ClassVar[str] = "receipt.html"
    kind_name: ClassVar[str] = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"

    symbol: str = "TNHS"
    dossier_code: str
    lookup_url: str
    desk: str
    applicant: str
    address: str = ""
    phone: str = ""
    email: str = ""
    submitted_by: str = ""
    procedure: str
    letter_number: str
    letter_day: date
    counts: tuple[AwardCount, ...]
    pieces: tuple[Piece, ...]
    sets: int = 1
    working_days: int
    received_at: datetime
    due_at: datetime
    return_way: str
    book: str = ""
    entry: str = ""
    clerk: str

    @property
    def rows(self) -> int:
        return len(self.pieces) + len(self.counts)

    @property
    def total(self) -> AwardCount:
        """The sum row of the counts."""
        return counted(self.counts)

    @property
    def letter(self) -> str:
        """The proposal letter, as papers cite one."""
        return f"số {self.letter_number} {long_date(self.letter_day)}"

    @property
    def received(self) -> str:
        """When the dossier came in, in words."""
        return wording.moment_words(self.received_at)

    @property
    def due(self) -> str:
        """When the result is due, in words."""
        return wording.moment_words(self.due_at)

    @property
    def set_count(self) -> str:
        """01 (bộ)."""
        return number_text(self.sets)

    @property
    def qr(self) -> str:
        """The public look-up page as SVG; its title is the text alternative that PDF/UA asks for."""
        svg = segno.make_qr(self.lookup_url, error="m").svg_inline(border=0, omitsize=True)
        title = html.escape(f"Mã QR tra cứu hồ sơ {self.dossier_code}")
        return svg.replace("<path", f"<title>{title}</title><path", 1)


@dataclass(frozen=True, kw_only=True)
class Requirement(Facts):
    """One thing to supplement: for whom (a line, or the whole dossier), what, why, and by which rule."""

    about: str
    content: str
    reason: str
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class SupplementRequest(Paper):
    """Mẫu 02 – Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: all defects at once, each with its reason."""

    template: ClassVar[str] = "supplement_request.html"
    kind_name: ClassVar[str] = "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"

    symbol: str = "BSHS"
    dossier_code: str
    applicant: str
    address: str = ""
    phone: str = ""
    email: str = ""
    procedure: str
    desk: str
    requirements: tuple[Requirement, ...]
    supply_by: date | None = None
    contact: str
    officer: str

    @property
    def rows(self) -> int:
        return len(self.requirements)

    @property
    def until(self) -> str:
        """The last day to supplement, in words; empty when none was set."""
        return long_date(self.supply_by) if self.supply_by else ""


@dataclass(frozen=True, kw_only=True)
class Checked(Facts):
    """One criterion as the appraiser found it: result in words, the article, and the record it rests on."""

    criterion: str
    result: str
    article: str = ""
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class AppraisedLine(Facts):
    """One line with its verdict; `unverified` are legal points the programme could not confirm."""

    name: str
    detail: str = ""
    award: str
    verdict: str
    reason: str = ""
    findings: tuple[Checked, ...] = ()
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VerdictCount(Facts):
    """How many lines got one verdict."""

    verdict: str
    count: int


@dataclass(frozen=True, kw_only=True)
class AppraisalSheet(Paper):
    """Phiếu thẩm định: internal, one per dossier, each line with verdict, reason and open legal points."""

    template: ClassVar[str] = "appraisal_sheet.html"
    kind_name: ClassVar[str] = "Phiếu thẩm định"

    symbol: str = "PTĐ-SNV"
    subject: str
    dossier_code: str
    applicant: str
    letter_number: str
    letter_day: date
    kind: str
    received_on: date
    due_on: date
    rules: str
    lines: tuple[AppraisedLine, ...]
    verdicts: tuple[VerdictCount, ...]
    officer: Signature
    head_of_office: Signature

    @property
    def rows(self) -> int:
        return len(self.lines) + sum(len(line.findings) + len(line.unverified) for line in self.lines)

    @property
    def letter(self) -> str:
        """The proposal letter, as papers cite one."""
        return f"số {self.letter_number} {long_date(self.letter_day)}"

    @property
    def received(self) -> str:
        """The day the dossier came in."""
        return long_date(self.received_on)

    @property
    def due(self) -> str:
        """The day the result is due."""
        return long_date(self.due_on)

    @property
    def size(self) -> int:
        """How many lines were appraised."""
        return len(self.lines)
