"""What a person saw of a list, in a few characters: how many rows and which. Who chose “all of it” chose that, and nothing later."""
from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from workflow.law.figures import money_text

from .errors import Stale

FIGURES: dict[str, Any] = {"n": Count("pk"), "once": Sum("pk"), "twice": Sum(F("pk") * F("pk"))}


@dataclass(frozen=True)
class Stamp:
    """The number of rows, the sum of their keys and of the squares of their keys: no row comes, goes or is exchanged unnoticed.

    `weight` is what else must not have changed: the money, where there is some.
    """

    count: int = 0
    once: int = 0
    twice: int = 0
    weight: int = 0

    def __add__(self, other: Stamp) -> Stamp:
        return Stamp(self.count + other.count, self.once + other.once, self.twice + other.twice, self.weight + other.weight)

    def __bool__(self) -> bool:
        return self.count > 0

    def __str__(self) -> str:
        return f"{self.count}-{sha256(f'{self.once} {self.twice} {self.weight}'.encode()).hexdigest()[:16]}"


def of(found: QuerySet[Any], weight: str = "") -> Stamp:
    """The stamp of what a query finds; `weight` names a column of numbers. One query, and no row is read."""
    figures = FIGURES | {"weight": Sum(weight)} if weight else FIGURES
    seen = found.order_by().aggregate(**figures)
    return Stamp(seen["n"], *(int(seen.get(name) or 0) for name in ("once", "twice", "weight")))


def of_keys(keys: Collection[int], weight: int = 0) -> Stamp:
    """The same of keys that were read already."""
    return Stamp(len(keys), sum(keys), sum(key * key for key in keys), weight)


def agree(shown: str, now: Stamp, what: str | Callable[[], str], unit: str = "dòng") -> None:
    """Refuse as Stale what is no longer as it was shown. `what` names the list, `unit` what its rows are called."""
    if str(now) == shown:
        return
    then = shown.partition("-")[0]
    was = f"khi đó {many(int(then), unit)}, " if then.isascii() and then.isdigit() and len(then) < 10 else ""
    moved = f"vẫn {many(now.count, unit)} nhưng không còn như trước" if then == str(now.count) else f"nay {many(now.count, unit)}"
    words = what if isinstance(what, str) else what()
    raise Stale(
        f"{words} đã thay đổi sau khi bạn mở trang: {was}{moved}. Chưa có gì được ghi. "
        "Số trên trang đã cập nhật; hãy xem lại rồi làm lần nữa.")


def many(n: int, unit: str) -> str:
    """`6.798 dòng`."""
    return f"{money_text(n)} {unit}"
