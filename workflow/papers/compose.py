"""A paper's facts into HTML: one template engine that refuses every absent value and every letter the fonts lack."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.template import Context, Engine
from fontTools.ttLib import TTFont

from .facts import Paper
from .faults import MissingValue, PrintFailed

TEMPLATES = Path(__file__).resolve().parents[2] / "print_templates"
FONTS = TEMPLATES / "fonts"


class Refusal(str):
    """Django's text for an unknown variable; being filled with the variable's name it refuses instead of printing."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> NoReturn:
        raise MissingValue(f"Không có giá trị “{variable}”")


class StrictContext(Context):
    """A context in which even {% if %} and {% for %} may not ask for an unknown name."""

    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError as unknown:
            raise MissingValue(f"Không có giá trị “{key}”") from unknown


@cache
def engine() -> Engine:
    """The engine of the papers: their folder only, autoescape, templates compiled once."""
    if not settings.configured:  # the worker has no project settings, and needs none
        settings.configure(USE_I18N=False, USE_TZ=False)
    return Engine(dirs=[str(TEMPLATES)], autoescape=True, string_if_invalid=Refusal("refused"))


@cache
def printable() -> frozenset[str]:
    """Every letter that all four styles have, and white space."""
    covered = [set(TTFont(path).getBestCmap()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset(map(chr, set.intersection(*covered))) | {"\n", "\t", "\r"}


def compose(paper: Paper) -> str:
    """The paper as one HTML page. Raises MissingValue naming the value and the template."""
    try:
        html = engine().get_template(paper.template).render(StrictContext({"paper": paper}, use_l10n=False))
    except MissingValue as missing:
        raise MissingValue(f"{missing} khi in mẫu {paper.template}.") from None
    if strange := sorted(set(html) - printable()):
        codes = ", ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in strange)
        raise PrintFailed(f"Phông chữ của mẫu in không có ký tự {codes}; hãy sửa lại nội dung.")
    return html
