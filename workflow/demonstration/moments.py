"""The days of the demonstration: the engine is made to believe it is another day."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine

from workflow.models.tables import calendar


@contextmanager
def at(day: date, hour: int = 9, minute: int = 0) -> Iterator[None]:
    """Let the engine believe it is that day."""
    moment = datetime.combine(day, time(hour, minute), ZoneInfo("Asia/Ho_Chi_Minh"))
    with time_machine.travel(moment, tick=True):
        yield


def workday(year: int, month: int, day: int) -> date:
    """That day, or the first working day after it."""
    on, days = date(year, month, day), calendar()
    while not days.works(on):
        on += timedelta(days=1)
    return on
