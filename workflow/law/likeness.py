"""Says how alike two recipients are, and what follows: the same, doubtful – a person decides – or different.

An identity number decides alone. Without one, points are added, 100 at most:

* name, 60: letter for letter, tone marks, y/i, Đ/đ and the way letters are composed not counting; 55 where one of the two was typed
  without any accents; 42 where only the accents differ (Hoa, Hòa: two names, or a slip); 36 where one or two letters differ;
* birth of a person, 30: the same day; 18 the same year where one has no day; 14 day and month swapped; 10 where one is not known;
  5 another day of that year; another year takes 30 away. Another sex takes 20 away;
* unit, 10 for a person, who may move; 40 for a collective or household, whose name says nothing without its unit. 7 and 15 where one
  name begins the other (Sở Y tế, Sở Y tế tỉnh Minh Họa), 5 and 15 where one is not known.

From SAME on nobody need be asked: name and birth day agree, or name, birth year and unit. From DOUBTFUL on a person looks: two of the
three agree and nothing speaks against it. Below, the two are different.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from .names import fold, match_key
from .words import RecipientKind, Sex, Word

SAME, DOUBTFUL = 85, 70
NEAR = 85  # per cent of letters in common, from which a slip is thought of
NUMBER = re.compile(r"[0-9]+")
ABBREVIATIONS = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho", "tx": "thi xa", "kcn": "khu cong nghiep"}


class Alike(Word):
    """What is made of a likeness."""

    SAME = "same", "Là một"
    DOUBTFUL = "doubtful", "Nghi trùng"
    DIFFERENT = "different", "Khác nhau"


@dataclass(frozen=True, slots=True)
class Traits:
    """What a recipient is known by. `unit` is its name; empty when it is not known."""

    kind: RecipientKind
    name: str
    birth_date: date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    identity: str = ""
    unit: str = ""

    @property
    def year(self) -> int | None:
        """The birth year, said or in the birth date."""
        return self.birth_date.year if self.birth_date else self.birth_year


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two are, in points, and why, for the person who decides."""

    score: int
    verdict: Alike
    why: str


def likeness(one: Traits, other: Traits) -> Likeness:
    """How alike the two are. Symmetric."""
    if one.kind != other.kind:
        return Likeness(0, Alike.DIFFERENT, "khác loại đối tượng")
    if one.identity and other.identity:
        if one.identity == other.identity:
            return Likeness(100, Alike.SAME, "cùng số định danh")
        return Likeness(0, Alike.DIFFERENT, "khác số định danh")
    points, why = name_points(one.name, other.name)
    if not points:
        return Likeness(0, Alike.DIFFERENT, why)
    parts = [(points, why), *(person_points(one, other) if one.kind is RecipientKind.PERSON else [unit_points(one.unit, other.unit, 40)])]
    score = min(100, max(0, sum(points for points, _ in parts)))
    verdict = Alike.SAME if score >= SAME else Alike.DOUBTFUL if score >= DOUBTFUL else Alike.DIFFERENT
    return Likeness(score, verdict, ", ".join(why for _, why in parts if why))


def person_points(one: Traits, other: Traits) -> list[tuple[int, str]]:
    """Birth, sex, unit."""
    sexes = [(-20, "khác giới tính")] if one.sex and other.sex and one.sex != other.sex else []
    return [birth_points(one, other), *sexes, unit_points(one.unit, other.unit, 10)]


@lru_cache(maxsize=65_536)
def _keys(name: str) -> tuple[str, str]:
    """The name with and without accents, in one spelling."""
    return match_key(name), fold(name)


def name_points(one: str, other: str) -> tuple[int, str]:
    """Points for the names; none when they are different names."""
    (key, plain), (other_key, other_plain) = _keys(one), _keys(other)
    if key == other_key:
        return 60, "cùng tên"
    if plain == other_plain:
        return (55, "cùng tên, một bên viết không dấu") if plain in (key, other_key) else (42, "tên chỉ khác dấu")
    if NUMBER.findall(plain) != NUMBER.findall(other_plain):
        return 0, "khác tên"
    return (36, "tên gần giống") if fuzz.ratio(plain, other_plain) >= NEAR else (0, "khác tên")


def birth_points(one: Traits, other: Traits) -> tuple[int, str]:
    """Points for the births of two persons."""
    if one.year is None or other.year is None:
        return 10, "thiếu ngày sinh để so"
    if one.year != other.year:
        return -30, "khác năm sinh"
    if one.birth_date is None or other.birth_date is None:
        return 18, "cùng năm sinh"
    if one.birth_date == other.birth_date:
        return 30, "cùng ngày sinh"
    swapped = (one.birth_date.day, one.birth_date.month) == (other.birth_date.month, other.birth_date.day)
    return (14, "ngày và tháng sinh đảo nhau") if swapped else (5, "khác ngày sinh trong năm")


def unit_points(one: str, other: str, full: int) -> tuple[int, str]:
    """Points for the units, of `full`. Names of units share so many words that only equal ones count, or one that begins the other."""
    if not one or not other:
        return (5, "") if full == 10 else (15, "thiếu đơn vị để so")
    short, long = sorted((_unit_key(one), _unit_key(other)), key=len)
    if short == long:
        return full, "cùng đơn vị"
    if long.startswith(f"{short} ") and len(short.split()) > 1:
        return (7 if full == 10 else 15), "đơn vị gần giống"
    return 0, "khác đơn vị"


@lru_cache(maxsize=65_536)
def _unit_key(name: str) -> str:
    """A unit's name as it is compared: without accents, commas and the usual abbreviations."""
    words = re.sub(r"[^a-z0-9]+", " ", _keys(name)[1]).split()
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)
