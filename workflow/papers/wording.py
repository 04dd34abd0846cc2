"""The phrases official papers are put together from: moments, shares, Roman numbers, listings."""
from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from workflow.law.figures import long_date

VIETNAM = timezone(timedelta(hours=7), "+07")
# Words in the name of a body that are not torn apart at the end of a line.
UNITED = re.compile(r"\s*\b(thi đua - khen thưởng|phục vụ hành chính công)\b\s*", re.IGNORECASE)
HEAD_WIDTH = 24  # capitals in the left half of a head
ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def local(moment: datetime) -> datetime:
    """That moment on the office's clock; Vietnam has one zone and no summer time."""
    return moment.astimezone(VIETNAM)


def hour_words(moment: datetime) -> str:
    """08 giờ 30 phút."""
    here = local(moment)
    return f"{here.hour:02d} giờ {here.minute:02d} phút"


def moment_words(moment: datetime) -> str:
    """08 giờ 30 phút, ngày 05 tháng 11 năm 2026."""
    return f"{hour_words(moment)}, {long_date(local(moment).date())}"


def percent(part: int, whole: int) -> str:
    """81,81: two decimals for the eye, cut as on the screen; rounding up could show a threshold that was not met."""
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100},{hundredths % 100:02d}"


def roman(number: int) -> str:
    """IV: annexes are numbered so."""
    text = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def listed(parts: Sequence[str]) -> str:
    """tập thể, cá nhân và hộ gia đình."""
    return " và ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def head_lines(name: str) -> str:
    """The name of a body broken where its parts join, unless it is short or its lines were given."""
    if "\n" in name or len(name) <= HEAD_WIDTH:
        return name
    return UNITED.sub(r"\n\1\n", name).strip()


def bare(sentence: str) -> str:
    """Without its closing mark: the layout sets ';' after each legal basis and '.' after the last."""
    return sentence.strip().rstrip(".;")
