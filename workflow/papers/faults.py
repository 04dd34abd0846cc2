"""What can go wrong while a paper is printed, said in Vietnamese to the person who asked for it."""
from __future__ import annotations


class PrintFailed(Exception):
    """The paper was not printed; the message says why. Nothing was stored and the press is ready for the next one."""


class MissingValue(PrintFailed):
    """A template needs a fact that is absent, None or empty: an official paper never has a silent hole."""
