"""The letter that reminds units of a round whose last day draws near."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workflow.law.figures import long_date

from .common import Paper, Signature


@dataclass(frozen=True, kw_only=True)
class ReminderLetter(Paper):
    """Công văn đôn đốc: to one unit, or to many on a list."""

    template: ClassVar[str] = "reminder_letter.html"
    kind_name: ClassVar[str] = "Công văn đôn đốc gửi hồ sơ khen thưởng"

    symbol: str = "SNV-TĐKT"
    subject: str
    round: str
    closes_on: date
    said: str = ""
    as_of: date
    units: tuple[str, ...]
    contact: str
    signature: Signature

    @property
    def rows(self) -> int:
        return len(self.units)

    @property
    def last_day(self) -> str:
        """ngày 19 tháng 6 năm 2027."""
        return long_date(self.closes_on)

    @property
    def counted_on(self) -> str:
        """The day on which nothing had come yet."""
        return long_date(self.as_of)

    @property
    def asked(self) -> str:
        """What the units are to do, in time or already late."""
        return "gửi hồ sơ đúng hạn" if self.as_of <= self.closes_on else "gửi ngay hồ sơ"

    @property
    def alone(self) -> str:
        """The one unit it goes to; empty when they are many."""
        return self.units[0] if len(self.units) == 1 else ""
