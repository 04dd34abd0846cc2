"""What is paid of several titles of one recipient in one period: at one time only the highest; the rest is for the accountant.

Nghị định 152/2025/NĐ-CP Điều 49: titles of the same time and the same period – only the highest; of different periods – all;
titles and forms of commendation together – each. What becomes of a title of the same period that is decided at another time
does not follow from that, so it is never decided here: `DOUBT` puts it before a person.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .money import TITLE, Claim, highest_in_period
from .words import Kind, Word

BELOW = frozenset({"dn", "xa", "so"})  # who decides an award there pays it; what is decided above, the province pays from its fund
NO_AWARD = frozenset({Kind.REISSUE, Kind.REVOKE})  # what is done about an award brings no money


class Share(Word):
    """What of a title's money is paid."""

    FULL = "full", "Chi đủ"
    NOTHING = "nothing", "Không chi"
    DOUBT = "doubt", "Cần xem lại"


@dataclass(frozen=True)
class Held:
    """One title of a recipient in a period. `amount`: its money, None where nobody knows; `free`: not paid or settled by hand yet."""

    key: int
    award: str
    amount: int | None
    decided_on: date
    free: bool = True


def period_of(period: str, decided_on: date) -> str:
    """The period a title is counted in: the one its decision states, else the year of the decision."""
    return period or str(decided_on.year)


def shares(titles: Iterable[Held]) -> dict[int, tuple[Share, Held | None]]:
    """For every free title of one recipient and period its share, and the title that is to blame for less than all."""
    days: dict[date, list[Held]] = defaultdict(list)
    for title in sorted(titles, key=lambda title: (title.free, title.key)):  # of two alike, the one that is paid stays paid
        days[title.decided_on].append(title)
    kept = {day: _highest(those) for day, those in days.items()}
    found: dict[int, tuple[Share, Held | None]] = {}
    for day, those in days.items():
        for title in those:
            if title.free:
                found[title.key] = _share(title, those, kept, day)
    return found


def _highest(titles: Sequence[Held]) -> Held:
    """The highest of one day."""
    claims = [Claim(title.award, TITLE, "", title.amount or 0, title.key) for title in titles]
    best = highest_in_period(claims)[0].key
    return next(title for title in titles if title.key == best)


def _share(title: Held, same_day: Sequence[Held], kept: dict[date, Held], day: date) -> tuple[Share, Held | None]:
    unknown = next((other for other in same_day if other != title and None in (other.amount, title.amount)), None)
    if unknown:
        return Share.DOUBT, unknown
    if kept[day] != title:
        return Share.NOTHING, kept[day]
    settled = next((other for other in same_day if other != title and not other.free), None)
    before = [other for then, other in kept.items() if then < day or (then != day and not other.free)]
    blamed = settled or max(before, key=lambda other: other.amount or 0, default=None)
    return (Share.DOUBT, blamed) if blamed else (Share.FULL, None)


def forgone(titles: Iterable[tuple[int, str, Held]]) -> set[int]:
    """Of the titles of one decision, each with its recipient and period: the keys of those that bring no money beside a higher one."""
    pools: dict[tuple[int, str], list[Held]] = defaultdict(list)
    for recipient, period, title in titles:
        pools[recipient, period].append(title)
    return {key for pool in pools.values() if len(pool) > 1 for key, (share, _) in shares(pool).items() if share is Share.NOTHING}
