"""Reads one cell: what people and spreadsheets make of names, dates, sexes and identity numbers, back into facts."""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from workflow.law.names import fold, identity, match_key, nfc
from workflow.law.words import Band, RecipientKind, Sex, Word

from .legacy import legacy_fault
from .terms import Fault

W = TypeVar("W", bound=Word)
Warn = Callable[[str], None]
LIMITS = {"name": 200, "position": 200, "workplace": 300, "citation": 1000, "note": 500}
YOUNGEST, OLDEST = 15, 110
FIRST_YEAR = 1945  # no decision of this state is older
SERIALS = range(3654, 60_000)  # day numbers of 1910 to 2064; anything shorter is a year
DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d+)")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+)?")
IN_WORDS = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
MONTH_YEAR = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*[/.\-]\s*(\d{4})", re.IGNORECASE)
ADDRESSES = re.compile(r"(đồng chí|đ/c|ông|bà)[\s.:]+(?=\S+\s+\S)", re.IGNORECASE)

KINDS = {"ca nhan": RecipientKind.PERSON, "tap the": RecipientKind.COLLECTIVE, "don vi": RecipientKind.COLLECTIVE,
         "ho gia dinh": RecipientKind.HOUSEHOLD, "ho": RecipientKind.HOUSEHOLD, "gia dinh": RecipientKind.HOUSEHOLD}
SEXES = {"nam": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "ong": Sex.MALE, "trai": Sex.MALE,
         "nu": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE, "ba": Sex.FEMALE, "gai": Sex.FEMALE}
BANDS = {
    **dict.fromkeys(("lanh dao tinh", "lanh dao cap tinh", "lanh dao bo tinh"), Band.PROVINCE_LEADER),
    **dict.fromkeys(("lanh dao so", "lanh dao cap so", "lanh dao vu so"), Band.DEPARTMENT_LEADER),
    **dict.fromkeys(("doanh nhan", "lanh dao doanh nghiep"), Band.BUSINESS_LEADER),
    **dict.fromkeys(("lanh dao khac", "lanh dao phong", "lanh dao", "pho phong tro len", "can bo lanh dao quan ly"), Band.OTHER_LEADER),
    **dict.fromkeys(("truc tiep", "nguoi truc tiep", "lao dong truc tiep", "nguoi lao dong truc tiep", "nguoi lao dong", "cong nhan",
                     "nong dan", "chien si", "cong chuc vien chuc khong giu chuc vu"), Band.DIRECT_WORKER),
}
# With accents, because the surname Tô is not the group “tổ”.
COLLECTIVE_WORDS = re.compile(
    r"(tập thể|cán bộ|nhân dân|phòng|ban|sở|trường|trung tâm|ủy ban|ubnd|hđnd|công an|chi cục|cục|hội|đảng bộ|đảng ủy|chi bộ"
    r"|công đoàn|đoàn thanh niên|công ti|công ty|xí nghiệp|nhà máy|hợp tác xã|bệnh viện|trạm|khoa|tổ|đội|xã|phường|thôn|bản"
    r"|ngân hàng|văn phòng|viện|báo|đài|kho bạc|bảo hiểm|bộ chỉ huy|thanh tra|mặt trận|quỹ|liên đoàn|hạt|đồn|trung đội|đại đội) .+")
HOUSEHOLD_WORDS = re.compile(r"(hộ|gia đình) (ông|bà|gia đình|nhà|anh|chị) .+")


def text(value: Any, field: str, warn: Warn, *, old_font: bool = False) -> str:
    """Text as it is stored: composed letters, single blanks. Fault when it was typed in an old font or is too long."""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    raw = str(value)
    if fault := legacy_fault(raw, old_font):
        raise Fault(fault)
    clean = raw if raw.isascii() and raw.isprintable() and "  " not in raw and raw == raw.strip() else nfc(raw)
    limit = LIMITS.get(field, 200)
    if len(clean) > limit:
        raise Fault(f"Dài {len(clean)} ký tự, quá giới hạn {limit} ký tự")
    return clean


def name(value: Any, kind: RecipientKind, warn: Warn, *, old_font: bool = False) -> str:
    """A recipient's name. Capitals stay as they are: they carry their accents."""
    clean = text(value, "name", warn, old_font=old_font)
    if clean.startswith(("=", "+", "-", "@")) or not any(map(str.isalpha, clean)):
        raise Fault(f"“{clean[:80]}” không phải là tên")
    if kind is not RecipientKind.PERSON:
        return clean
    lines = [line for line in str(value).splitlines() if len(line.split()) > 1]
    if len(lines) > 1:
        raise Fault(f"Ô ghi {len(lines)} dòng; mỗi người phải ở một dòng riêng của danh sách")
    if any(map(str.isdigit, clean)):
        raise Fault(f"Tên người có chữ số: “{clean}”")
    if re.search(r"[,;/|<>]", clean):
        warn(f"Tên người có dấu lạ: “{clean}”; kiểm tra xem chức vụ, đơn vị có bị ghi lẫn vào tên không")
    if spoken := ADDRESSES.match(clean):
        warn(f"Đã bỏ chữ “{spoken[1]}” trước tên")
        clean = clean[spoken.end():]
    return clean


def birth(value: Any, today: date, warn: Warn, *, year_only: bool = False) -> tuple[date | None, int]:
    """Birth date and year from a date, a day number or text; the date is None where only the year is given."""
    born, year = _read_birth(value, warn, year_only)
    if year > today.year or (born and born > today):
        raise Fault(f"Ngày sinh {born:%d/%m/%Y} ở sau hôm nay" if born else f"Năm sinh {year} ở sau năm nay")
    age = today.year - year - (born is not None and (today.month, today.day) < (born.month, born.day))
    if not YOUNGEST <= age <= OLDEST:
        warn(f"Người này {age} tuổi; kiểm tra lại ngày sinh")
    return born, year


def day(value: Any, today: date, warn: Warn) -> date:
    """The day of a paper; a year or month alone is no day."""
    try:
        found, _ = _read_birth(value, lambda text: None, True)
    except Fault as fault:
        raise Fault(str(fault).replace("ngày sinh", "ngày")) from None
    if found is None:
        raise Fault(f"“{str(value)[:40]}” thiếu ngày hoặc tháng; hãy ghi đủ ngày/tháng/năm")
    if found > today:
        raise Fault(f"Ngày {found:%d/%m/%Y} ở sau hôm nay")
    if found.year < FIRST_YEAR:
        raise Fault(f"Ngày {found:%d/%m/%Y} trước năm {FIRST_YEAR}; hãy kiểm tra lại năm")
    return found


def _read_birth(value: Any, warn: Warn, year_only: bool) -> tuple[date | None, int]:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value, value.year
    if isinstance(value, bool | time | timedelta):
        raise Fault(f"“{value}” không phải là ngày; hãy ghi ngày/tháng/năm, ví dụ 05/09/1985")
    if isinstance(value, int | float):
        return _birth_number(value, warn, year_only)
    return _birth_text(nfc(str(value)), warn, year_only)


def _birth_number(value: float, warn: Warn, year_only: bool) -> tuple[date | None, int]:
    whole = int(value)
    if 1900 <= whole <= 2100 and whole == value:
        return _only_year(whole, warn, year_only)
    if whole in SERIALS:
        born = date(1899, 12, 30) + timedelta(days=whole)
        warn(f"Ô chứa số {whole}, không phải ngày; đã hiểu là ngày {born:%d/%m/%Y} theo cách đếm ngày của Excel")
        return born, born.year
    digits = str(whole)
    if whole == value and len(digits) in (7, 8):
        born = _day(digits[-4:], digits[-6:-4], digits[:-6], digits)
        warn(f"Ô chứa số {digits}; đã hiểu là ngày {born:%d/%m/%Y}")
        return born, born.year
    raise Fault(f"Số {value:g} không phải là ngày sinh; hãy ghi ngày/tháng/năm, ví dụ 05/09/1985")


def _birth_text(shown: str, warn: Warn, year_only: bool) -> tuple[date | None, int]:
    if re.fullmatch(r"(19|20)\d\d", shown):
        return _only_year(int(shown), warn, year_only)
    if shown.isdigit() and shown.isascii() and len(shown) in (5, 7, 8):
        return _birth_number(int(shown), warn, year_only)
    if found := DAY_FIRST.fullmatch(shown) or IN_WORDS.fullmatch(shown):
        born = _day(found[3], found[2], found[1], shown)
        return born, born.year
    if found := YEAR_FIRST.fullmatch(shown):
        born = _day(found[1], found[2], found[3], shown)
        return born, born.year
    if found := MONTH_YEAR.fullmatch(shown):
        warn(f"“{shown}” thiếu ngày; chỉ lấy năm sinh {found[2]}")
        return None, int(found[2])
    raise Fault(f"Không đọc được ngày sinh “{shown[:40]}”; hãy ghi ngày/tháng/năm, ví dụ 05/09/1985")


def _only_year(year: int, warn: Warn, year_only: bool) -> tuple[None, int]:
    if not year_only:
        warn(f"Chỉ có năm sinh {year}; cần đủ ngày, tháng để phân biệt người trùng tên")
    return None, year


def _day(year: str, month: str, day: str, shown: str) -> date:
    if len(year) != 4:
        raise Fault(f"Năm trong “{shown}” phải viết đủ bốn chữ số")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        if int(month) > 12 >= int(day) and int(month) <= 31:
            hint = f"; không có tháng {int(month)} – có phải là {int(month):02}/{int(day):02}/{year}?"
        else:
            hint = ""
        raise Fault(f"Ngày “{shown}” không có thật{hint}") from None


def sex(value: Any, warn: Warn) -> Sex:
    """Nam or Nữ, however abbreviated."""
    found = SEXES.get(_plain(str(value)))
    if found is None:
        raise Fault(f"Giới tính “{str(value)[:30]}” không rõ; hãy ghi Nam hoặc Nữ")
    return found


def ticked(value: Any) -> bool:
    """Is this cell of a Nam | Nữ pair marked?"""
    if value is None or value is False or not str(value).strip(" -–"):
        return False
    if _plain(str(value)) in {"x", "v", "1", "true", "co", "nam", "nu", ""} or value is True:
        return True
    raise Fault(f"“{str(value)[:30]}” không phải là dấu x")


def number(value: Any, today: date, warn: Warn) -> tuple[str, Sex, int]:
    """A 12-digit identity number with the sex and birth year in it; zeros a spreadsheet dropped are put back, and told."""
    if isinstance(value, bool | datetime | date | time):
        raise Fault("Ô không chứa số định danh; hãy định dạng ô là Văn bản (Text) rồi gõ lại 12 chữ số")
    if isinstance(value, float) and not value.is_integer():
        raise Fault(f"Số định danh có phần lẻ ({value:g})")
    shown = str(int(value)) if isinstance(value, int | float) else nfc(str(value))
    if re.fullmatch(r"\d[.,]?\d*E\+?\d+", shown, re.IGNORECASE):
        raise Fault(f"Số định danh đã bị Excel rút gọn thành {shown}; hãy định dạng ô là Văn bản (Text) rồi gõ lại đủ 12 chữ số")
    digits = re.sub(r"[\s.\-']", "", shown)
    if not (digits.isascii() and digits.isdigit()):
        raise Fault(f"Số định danh chỉ gồm chữ số, không thể là “{shown[:40]}”")
    whole = digits.zfill(12) if len(digits) in (10, 11) else digits
    facts = identity(whole, this_year=today.year)
    if isinstance(facts, str):
        lost = f" (ô có {len(digits)} chữ số)" if whole != digits else ""
        raise Fault(facts.rstrip(".") + lost)
    if whole != digits:
        warn(f"Số định danh mất số 0 ở đầu ({digits}); đã hiểu là {whole}, hãy kiểm tra lại")
    return whole, facts.sex, facts.birth_year


def kind(value: Any, warn: Warn) -> RecipientKind | Band:
    """The kind of recipient; some lists write a band there, which only persons have."""
    key = _plain(str(value))
    found = _word(KINDS, RecipientKind, key) or _word(BANDS, Band, key)
    if found is None:
        raise Fault(f"Đối tượng “{str(value)[:40]}” không rõ; hãy ghi Cá nhân, Tập thể hoặc Hộ gia đình")
    return found


def band(value: Any, warn: Warn) -> Band:
    """The statistical band of a person."""
    found = _word(BANDS, Band, _plain(str(value)))
    if found is None:
        raise Fault(f"Nhóm đối tượng “{str(value)[:40]}” không rõ; hãy ghi một trong: {'; '.join(b.label for b in Band)}")
    return found


def kind_by_name(shown: str) -> RecipientKind | None:
    """What a name says of its bearer: “Hộ ông …” is a household, “Trung tâm Y tế …” a collective."""
    key = match_key(shown)
    if HOUSEHOLD_WORDS.fullmatch(key):
        return RecipientKind.HOUSEHOLD
    return RecipientKind.COLLECTIVE if COLLECTIVE_WORDS.fullmatch(key) else None


def _word(aliases: dict[str, W], words: type[W], key: str) -> W | None:
    return aliases.get(key) or next((word for word in words if key in (_plain(word.label), _plain(str(word)))), None)


@lru_cache(maxsize=4096)
def _plain(shown: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(shown)).split())
