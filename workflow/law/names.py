"""Vietnamese names and texts: one spelling for storing, keys for searching, matching and sorting, identity numbers."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .provinces import PROVINCES
from .words import Sex

# Letters of other languages that look like đ and come out of old fonts and foreign keyboards.
LOOKALIKES = str.maketrans("ÐƉðɖ", "ĐĐđđ")
DASHES = re.compile(r"\s*[-‐‑‒–—―−]\s*")
APOSTROPHES = str.maketrans("’‘ʼ´`ʹ", "''''''")
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng, in dictionary order
SHAPED = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
TONE_ON_SECOND = re.compile(rf"(?<!q)(?:(o)([ae])|(u)(y))([{TONES}])(?![a-z\u0300-\u036f])")
# Whole syllables such as sỹ, lý, kỹ, mỹ, tỷ, hy are also written with i.
LONE_Y = re.compile(r"(?<![a-z\u0300-\u036f])([hklmst])y(?![a-z])")
REMARK = re.compile(r"\([^)]*\)")


def nfc(text: str) -> str:
    """The spelling that is stored: composed letters, single ordinary spaces, no invisible characters, đ for ð."""
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc", "Cs"))
    return unicodedata.normalize("NFC", " ".join(text.translate(LOOKALIKES).split()))


def match_key(name: str) -> str:
    """Equal for two spellings of one name: hoà/hòa, sỹ/sĩ, – and -, case, apostrophes. Accents still count."""
    text = unicodedata.normalize("NFD", DASHES.sub("-", nfc(name).translate(APOSTROPHES)).casefold())
    text = TONE_ON_SECOND.sub(lambda m: f"{m[1] or m[3]}{m[5]}{m[2] or m[4]}", text)
    return unicodedata.normalize("NFC", LONE_Y.sub(r"\1i", text))


def fold(text: str) -> str:
    """The search key: like `match_key`, and without accents."""
    letters = unicodedata.normalize("NFD", match_key(text))
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("đ", "d")


def sort_key(full_name: str) -> str:
    """Sorts by given name (the last word), then by the rest, in the Vietnamese alphabet, byte by byte (collation "C").

    A letter is two characters, base and shape (a0 a1 a2 = a ă â), a word ends with its tone; so "an" < "anh" < "ăn" and
    ngang < huyền < hỏi < ngã < sắc < nặng. A remark in brackets is no part of a name; signs such as ' are skipped.
    """
    keys = _word_keys(full_name)
    return ",".join(keys[-1:] + keys[:-1])


def title_key(title: str) -> str:
    """Sorts as it is read, word by word, in the same alphabet: names of units, which have no given name."""
    return ",".join(_word_keys(title))


def _word_keys(text: str) -> list[str]:
    """The keys of the words, remarks left out."""
    words = match_key(REMARK.sub(" ", nfc(text))).replace("-", " ").split()
    return [key for key in map(_word_key, words) if key]


def _word_key(word: str) -> str:
    """Letters, then the tone after a blank, which is lower than any letter: tones decide only between equal letters."""
    parts = unicodedata.normalize("NFD", word)
    tone = next((TONES.index(c) + 1 for c in parts if c in TONES), 0)
    letters = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
    key = "".join(map(_letter_key, letters))
    return f"{key} {tone}" if key else ""


def _letter_key(letter: str) -> str:
    """Base and shape; a foreign accent is left out, a foreign script comes last, a sign has no key."""
    base = unicodedata.normalize("NFD", letter)[0]
    if letter in SHAPED:
        return SHAPED[letter]
    if base.isascii() and base.isalnum():
        return f"{base}0"
    return f"~{ord(letter):06x}" if letter.isalpha() else ""


@dataclass(frozen=True)
class Identity:
    """What a 12-digit identity number says of its holder."""

    number: str
    province: str
    sex: Sex
    birth_year: int


def identity(
    number: str, sex: Sex | None = None, birth_year: int | None = None, this_year: int | None = None
) -> Identity | str:
    """The facts in a citizen's identity number, or the reason in Vietnamese why it cannot be right.

    Three digits for the province of birth registration, one for century and sex, two for the year, six at random;
    there is no check digit. Given `sex`, `birth_year` or `this_year`, the number must agree with them.
    """
    digits = _digits(number)
    if fault := _shape_fault(digits):
        return fault
    code, mark = digits[:3], int(digits[3])
    if mark > 3:
        return f"Chữ số thứ tư của số định danh phải từ 0 đến 3 (thế kỷ và giới tính), không thể là {mark}."
    if code not in PROVINCES:
        return f"Mã nơi đăng ký khai sinh “{code}” trong số định danh không có trong danh mục."
    year = 1900 + mark // 2 * 100 + int(digits[4:6])
    facts = Identity(digits, PROVINCES[code], Sex.FEMALE if mark % 2 else Sex.MALE, year)
    if this_year is not None and facts.birth_year > this_year:
        return f"Số định danh cho năm sinh {facts.birth_year}, sau năm {this_year}."
    if birth_year is not None and facts.birth_year != birth_year:
        return f"Số định danh cho năm sinh {facts.birth_year}, khác năm sinh đã khai {birth_year}."
    if sex is not None and facts.sex is not sex:
        return f"Số định danh cho giới tính {facts.sex.label}, khác giới tính đã khai {sex.label}."
    return facts


def _shape_fault(digits: str) -> str:
    """What is wrong with the digits themselves; empty when nothing is."""
    if not re.fullmatch(r"[0-9]+", digits):
        return "Số định danh chỉ gồm chữ số."
    if len(digits) == 11:
        return f"Số định danh thiếu một chữ số; có thể đã mất số 0 ở đầu: 0{digits}?"
    if len(digits) == 9:
        return "Đây là số chứng minh nhân dân 9 chữ số; cần số định danh cá nhân 12 chữ số."
    return "" if len(digits) == 12 else f"Số định danh phải có 12 chữ số, đang có {len(digits)}."


def _digits(number: str) -> str:
    return re.sub(r"[\s.]", "", nfc(number))
