"""The terms on which a list is read: which awards exist, which may be asked for, what day it is."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from workflow.law.catalogue import AwardName
from workflow.law.names import fold
from workflow.law.words import RecipientKind

ABBREVIATIONS = {
    "cstd": "chien si thi dua", "hc": "huan chuong", "hcld": "huan chuong lao dong", "hcdl": "huan chuong doc lap", "bk": "bang khen",
    "gk": "giay khen", "knc": "ky niem chuong", "ubnd": "", "ttg": "thu tuong chinh phu", "ttcp": "thu tuong chinh phu", "cp": "chinh phu",
    "ld": "lao dong", "ldtt": "lao dong tien tien", "ldxs": "lao dong xuat sac", "tt": "tap the",
    "tdp": "to dan pho", "1": "nhat", "2": "nhi", "3": "ba", "i": "nhat", "ii": "nhi", "iii": "ba",
}
# Words that one clerk writes and the next leaves out.
FILLERS = re.compile(r"\b(danh hieu|de nghi|xet|tang|thuong|cua|chu tich|uy ban nhan dan|giam doc|cap|nam \d{4}|nam hoc [\d ]+)\b")


class Fault(ValueError):
    """What is wrong with one cell, said to the person who can correct it."""


@dataclass(frozen=True)
class Terms:
    """Awards by code; the award of a line that names none; the codes this unit may ask for (None: any); today."""

    awards: Mapping[str, AwardName]
    today: date
    default: str = ""
    allowed: frozenset[str] | None = None
    _keys: dict[str, set[str]] = field(default_factory=dict, repr=False, compare=False)
    _known: dict[str, str | Fault] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls, awards: Mapping[str, AwardName], today: date, default_award: str | None = None, allowed: Collection[str] | None = None
    ) -> Terms:
        """Terms with their index of names; ValueError when the default award does not exist."""
        if default_award and default_award not in awards:
            raise ValueError(f"Không có danh hiệu, hình thức nào mang mã “{default_award}”.")
        terms = cls(awards, today, default_award or "", None if allowed is None else frozenset(allowed))
        for award in awards.values():
            for spelling in _spellings(award):
                terms._keys.setdefault(_key(spelling), set()).add(award.code)
        return terms

    def code(self, text: str) -> str:
        """The code of the one award that a text names for sure; empty when there is none. Of headings, where no hint is asked for."""
        codes = self._keys.get(_key(text), ())
        return next(iter(codes)) if len(codes) == 1 else ""

    def award(self, text: str) -> str:
        """The code of the award that a text names; Fault with the nearest names when there is none."""
        if text not in self._known:
            try:
                self._known[text] = self._find(text)
            except Fault as fault:
                self._known[text] = fault
        found = self._known[text]
        if isinstance(found, Fault):
            raise Fault(*found.args)
        return found

    def check(self, code: str, kind: RecipientKind) -> None:
        """Fault when this unit may not ask for the award, or this kind of recipient may not receive it."""
        award = self.awards[code]
        if self.allowed is not None and code not in self.allowed:
            raise Fault(f"Đơn vị trình không được đề nghị “{award.name}” ({code})")
        if kind not in award.kinds:
            takers = ", ".join(k.label.lower() for k in RecipientKind if k in award.kinds)
            raise Fault(f"“{award.name}” không dành cho {kind.label.lower()}; chỉ dành cho {takers}")

    def _find(self, text: str) -> str:
        if code := self.code(text):
            return code
        if codes := self._keys.get(_key(text)):
            raise Fault(f"“{text[:80]}” có thể là {self._names(codes)}; hãy ghi rõ tên hoặc mã")
        parts = [part for part in re.split(r"[;\n+]|,| và ", text) if part.strip()]
        if len(parts) > 1 and all(_key(part) in self._keys for part in parts):
            raise Fault(f"Ô ghi {len(parts)} danh hiệu, hình thức; mỗi dòng chỉ đề nghị một, hãy tách thành {len(parts)} dòng")
        near = [code for key in get_close_matches(_key(text), self._keys, 3, 0.6) for code in sorted(self._keys[key])]
        hint = f"; có phải là {self._names(near)}?" if near else "; hãy ghi đúng tên hoặc mã trong danh mục"
        raise Fault(f"Không có danh hiệu, hình thức “{text[:80]}” trong danh mục{hint}")

    def _names(self, codes: Collection[str]) -> str:
        return " hoặc ".join(f"“{self.awards[code].name}” ({code})" for code in dict.fromkeys(codes))


def _spellings(award: AwardName) -> Iterator[str]:
    """Code, full name, short name, and each of the titles that one award joins by a comma."""
    yield from (award.code, award.code.replace("-", ""), award.name, award.short)
    yield from (part for part in award.name.split(",") if len(part.split()) > 2)


def _key(text: str) -> str:
    """One key for the ways people write an award: case, accents, sỹ/sĩ, abbreviations and filler words do not count."""
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())
    long = " ".join(ABBREVIATIONS.get(word, word) for word in plain.split())
    return re.sub(r"\s+", "", FILLERS.sub(" ", long))
