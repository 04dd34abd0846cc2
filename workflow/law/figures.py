"""Numbers and dates as Vietnamese papers write them, in figures and in words."""
from __future__ import annotations

from datetime import date

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# After a ten from twenty upwards the last digit is spoken otherwise; after ten only five is.
AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
AFTER_TEN = {5: "lăm"}
BILLION = 10**9
# Above it the words for a thousand million repeat, and two numbers could be read alike.
LIMIT = BILLION * BILLION


def in_words(number: int) -> str:
    """190350000 → "một trăm chín mươi triệu ba trăm năm mươi nghìn"."""
    if abs(number) >= LIMIT:
        raise ValueError("Số quá lớn để viết bằng chữ.")
    if number < 0:
        return f"âm {in_words(-number)}"
    return " ".join(_words(number)) or DIGITS[0]


def _words(number: int) -> list[str]:
    billions, rest = divmod(number, BILLION)
    words = [*_words(billions), "tỷ"] if billions else []
    for group, unit in ((rest // 10**6, ["triệu"]), (rest // 1000 % 1000, ["nghìn"]), (rest % 1000, [])):
        if group:
            words += _group(group, full=bool(words)) + unit
    return words


def _group(number: int, full: bool) -> list[str]:
    """Three digits; `full` speaks the empty hundreds because something stands before them."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return words + (["linh"] if words and ones else []) + ([DIGITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    spoken = AFTER_TEN if tens == 1 else AFTER_TENS
    return words + ([spoken.get(ones, DIGITS[ones])] if ones else [])


def money_in_words(amount: int) -> str:
    """"Một trăm chín mươi triệu ba trăm năm mươi nghìn đồng"."""
    words = in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def money_text(amount: int) -> str:
    """190350000 → "190.350.000"."""
    return f"{amount:,}".replace(",", ".")


def number_text(number: int) -> str:
    """The number of a document: below 10 it has a leading zero (NĐ 30/2020, Phụ lục I)."""
    return f"{number:02d}"


def short_date(on: date) -> str:
    """05/01/2026."""
    return f"{on.day:02d}/{on.month:02d}/{on.year:04d}"


def long_date(on: date) -> str:
    """"ngày 05 tháng 01 năm 2026": days below 10 and the months 1 and 2 get a zero (NĐ 30/2020, Phụ lục I)."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"
