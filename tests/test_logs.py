"""The log says what failed and where, never the row that failed."""

from __future__ import annotations

import logging
import sys

import psycopg2
import pytest

from workflow.logs import Formatter


def _logged(error: Exception) -> str:
    try:
        raise error
    except Exception:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Lỗi", None, sys.exc_info())
    return Formatter("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    "said",
    [
        "null value in column\nDETAIL:  Failing row contains (7, Nguyễn Thị Bí Mật).\n",
        'syntax error at or near "aye"\nLINE 1: INSERT INTO seat VALUES (7, Bí Mật)\n                    ^\n',
        "đã tồn tại\nCONTEXT:  COPY x, line 1: (Bí Mật)\nDETAIL:  Key (name)=(Bí Mật) already exists.\n",
    ],
)
def test_the_values_of_a_row_stay_out(said: str) -> None:
    text = _logged(psycopg2.IntegrityError(said))
    assert "Bí Mật" not in text
    assert said.splitlines()[0] in text
    assert "test_logs.py" in text


def test_an_ordinary_error_is_kept_whole() -> None:
    assert "ValueError: thiếu số tờ trình" in _logged(ValueError("thiếu số tờ trình"))
