"""Giấy xác nhận: what the office confirms of somebody's awards from its register."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .common import Facts, Paper, Signature


@dataclass(frozen=True, kw_only=True)
class ConfirmedAward(Facts):
    """One award on record."""

    award: str
    number: str
    day: str
    authority: str
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class Confirmation(Paper):
    """Giấy xác nhận đã được khen thưởng: who, and which awards are on record and valid. Its number is written by hand."""

    template: ClassVar[str] = "award_confirmation.html"
    kind_name: ClassVar[str] = "Giấy xác nhận"

    symbol: str = "GXN-SNV"
    subject: str = "Về kết quả khen thưởng đã ghi trong sổ"
    sender: str
    name: str
    birth: str = ""
    unit: str = ""
    awards: tuple[ConfirmedAward, ...]
    signature: Signature

    @property
    def rows(self) -> int:
        """One for each award."""
        return len(self.awards)
