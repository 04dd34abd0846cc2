"""Writes the log without what must not be in it: the values of rows and statements that errors carry."""

from __future__ import annotations

import logging
import re

# PostgreSQL's complaints quote the failing row (a person, a ballot) after these words
VALUES = re.compile(r"^(DETAIL|CONTEXT|QUERY|STATEMENT|LINE \d+):.*(\n(?![\w.]*:|Traceback|\S*Error).*)?", re.MULTILINE)


class Formatter(logging.Formatter):
    """The usual line, with the parts of a database error that quote data cut out."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text, traceback included."""
        return VALUES.sub(r"\1: (không ghi)", super().format(record))
