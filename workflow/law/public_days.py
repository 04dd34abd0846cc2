"""Public holidays and swapped working days of a year, to seed the calendar that the office then keeps by hand."""
from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import holidays

OFF, WORKED = "off", "worked"
LABOUR_CODE = "Bộ luật Lao động 2019, Điều 112"
YEARLY = "Thông báo lịch nghỉ của năm"
BASIS = {"Ngày Văn hóa Việt Nam": "Nghị quyết 28/2026/QH16"}
TET = "Tết Nguyên đán"
# Days that the yearly notice moved and the package does not know: (off, worked in exchange, basis).
SWAPPED = [(date(2026, 1, 2), date(2026, 1, 10), "Công văn 12729/VPCP-KGVX năm 2025")]
# From here on no yearly notice has been seen: which days are taken around Tết and 02/9 is a guess.
ANNOUNCED_UNTIL = 2026
GUESSED = (TET, "Quốc khánh")
SWAP = re.compile(r"Ngày nghỉ \(thay cho ngày (\d\d)/(\d\d)/(\d{4})\)")


class PublicDay(NamedTuple):
    """One row of the calendar: a day off, or a weekend day that is worked."""

    on: date
    kind: str
    name: str
    basis: str
    verified: bool


def public_days(year: int) -> list[PublicDay]:
    """The days off and the worked weekend days of one year, in order."""
    named = holidays.country_holidays("VN", years=year, language="vi")
    days = [day for on, name in named.items() for day in _days(on, name)]
    for off, worked, basis in SWAPPED:
        if off.year == year:
            days += _swap(off, worked, basis)
    return sorted(days)


def _days(on: date, name: str) -> list[PublicDay]:
    if swap := SWAP.fullmatch(name):
        day, month, year = map(int, swap.groups())
        return _swap(on, date(year, month, day), f"{YEARLY} {on.year}")
    # The package names each day of Tết by its place in the lunar month, and not always the right one.
    name = TET if "Tết" in name and "Dương lịch" not in name else name
    guessed = on.year > ANNOUNCED_UNTIL and name in GUESSED and (on.month, on.day) != (9, 2)
    basis = f"Dự kiến; chờ thông báo lịch nghỉ năm {on.year}" if guessed else BASIS.get(name, LABOUR_CODE)
    return [PublicDay(on, OFF, name, basis, not guessed)]


def _swap(off: date, worked: date, basis: str) -> list[PublicDay]:
    return [
        PublicDay(off, OFF, f"Nghỉ hoán đổi, làm bù ngày {worked:%d/%m/%Y}", basis, True),
        PublicDay(worked, WORKED, f"Làm bù ngày nghỉ {off:%d/%m/%Y}", basis, True),
    ]
