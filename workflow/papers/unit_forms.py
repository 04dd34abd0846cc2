"""The forms units fill in: which one a paper has for an award, a reason and a recipient on a day. Words, kept as a file, not law."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from workflow.law.words import Kind, RecipientKind

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "paper_forms.json"
Part = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """One form. Empty `kinds`, `recipients`, `awards` mean any; `source` and `verified` say how far its wording can be trusted."""

    code: str
    variant: str
    name: str
    since: date
    until: date | None
    source: str
    verified: bool
    subject: str
    title: str = ""
    symbol: str = ""
    to: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=(), hash=False)
    signs: tuple[str, ...] = ()
    below: str = ""
    copies: tuple[str, ...] = ()
    kinds: frozenset[str] = field(default=frozenset())
    recipients: frozenset[str] = field(default=frozenset())
    awards: frozenset[str] = field(default=frozenset())
    of: str = "dossier"  # or "recipient": each nominee has a paper of his own
    private: bool = False  # written by a person, not by a body
    office: bool = False  # written by the office that appraises, not by the unit
    cover: bool = False  # goes before the papers that another body issues

    @property
    def personal(self) -> bool:
        """Does each nominee have one of his own?"""
        return self.of == "recipient"

    @property
    def role(self) -> str:
        """What the unit does with it, where that is not simply to fill it in and sign."""
        if self.office:
            return "Cơ quan thẩm định gửi đi hỏi; đơn vị không phải nộp"
        if self.cover:
            return "Tờ kèm bản sao, giấy tờ do cơ quan khác cấp"
        return "" if self.title else "Công văn của đơn vị"

    def fits(self, code: str, kind: Kind | str, recipient: RecipientKind | str, day: date) -> bool:
        """Is it for this paper, reason and recipient, and in use that day?"""
        return (
            self.code == code and self.since <= day and (self.until is None or day <= self.until)
            and (not self.kinds or kind in self.kinds) and (not self.recipients or recipient in self.recipients))


@cache
def every() -> tuple[Form, ...]:
    """All forms of the file, read once."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(read(row, content["pieces"]) for row in content["forms"])


def read(row: Mapping[str, Any], pieces: Mapping[str, list[Part]]) -> Form:
    """A row of the file, with the parts that several forms share put in."""
    parts = tuple(part for one in row["parts"] for part in (pieces[one["use"]] if "use" in one else (one,)))
    sets = {name: frozenset(row.get(name, ())) for name in ("kinds", "recipients", "awards")}
    lists = {name: tuple(row.get(name, ())) for name in ("to", "signs", "copies")}
    until = date.fromisoformat(row["until"]) if row["until"] else None
    return Form(**{**row, **sets, **lists, "parts": parts, "since": date.fromisoformat(row["since"]), "until": until})


def fitting(code: str, award: str, kind: Kind | str, recipient: RecipientKind | str, day: date) -> list[Form]:
    """The forms of a paper: those written for this very award, else those for any. One, if the file is in order."""
    found = [form for form in every() if form.fits(code, kind, recipient, day)]
    own = [form for form in found if award in form.awards]
    return own or [form for form in found if not form.awards]


def form_of(code: str, award: str, kind: Kind | str, recipient: RecipientKind | str, day: date) -> Form | None:
    """The form of a paper; None for a paper that the administrator has added and nobody has written a form for."""
    return next(iter(fitting(code, award, kind, recipient, day)), None)
