"""What an article asks of a recipient, as a small algebra, and what the records say to it on a day. Findings inform; they never refuse.

`algebra` joins and rules; `titles` asks for awards; `years` for performance, initiatives, shares; `careers` for time in posts;
`bars` for what stands in the way. Awards import everything from here.
"""
from __future__ import annotations

from .algebra import ALL, ANY, NO_ONE, Criterion, Finding, Found, Rulings, all_of, any_of, qualifies_from, verified
from .bars import STATE_LEVEL, no_open_hold, none_state_level_in_year, one_achievement_once, state_level
from .careers import service, years_in_force
from .titles import consecutive, ever, holds, none_same_since, times
from .years import initiative, judged, performance, share

__all__ = [
    "ALL", "ANY", "NO_ONE", "STATE_LEVEL", "Criterion", "Finding", "Found", "Rulings", "all_of", "any_of", "consecutive", "ever", "holds",
    "initiative", "judged", "no_open_hold", "none_same_since", "none_state_level_in_year", "one_achievement_once", "performance",
    "qualifies_from", "service", "share", "state_level", "times", "verified", "years_in_force",
]
