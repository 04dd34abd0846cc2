"""Reads printed papers back with poppler's tools, as any other reader would."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True)
class Word:
    """One word on a page, its box in millimetres from the top left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    page_width: float
    page_height: float


def run(tool: str, *arguments: str, pdf: bytes) -> str:
    """A poppler tool's output for a file given on its input."""
    return subprocess.run([tool, *arguments], input=pdf, capture_output=True, check=True).stdout.decode()


def layout(pdf: bytes) -> str:
    """The text as laid out."""
    return run("pdftotext", "-layout", "-", "-", pdf=pdf)


def pages(pdf: bytes) -> list[str]:
    """The text of each page as laid out."""
    return layout(pdf).split("\f")[:-1]


def stream(pdf: bytes) -> str:
    """The text cell by cell, without spaces, capitals and page numbers: wrapped values stand in it unbroken."""
    text = run("pdftotext", "-raw", "-", "-", pdf=pdf)
    return squeezed(re.sub(r"^\d+$|^DỰ THẢO$", "", text, flags=re.MULTILINE))


def squeezed(text: str) -> str:
    """Without white space and capitals."""
    return re.sub(r"\s+", "", text).casefold()


def words(pdf: bytes) -> list[Word]:
    """Every word with its place."""
    found = []
    text = run("pdftotext", "-bbox", "-", "-", pdf=pdf)
    for number, page in enumerate(text.split("<page ")[1:], start=1):
        width, height = (float(n) / MM for n in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for *box, word in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<', page):
            found.append(Word(number, word, *(float(edge) / MM for edge in box), width, height))
    return found


def golden(pdf: bytes) -> str:
    """The laid out text with spacing evened, for comparing with the text kept in golden/."""
    lines = (re.sub(r" {2,}", "  ", line.strip()) for line in layout(pdf).replace("\f", "\n----\n").splitlines())
    return "\n".join(line for line in lines if line) + "\n"
