"""What a person saw of a list, in a few characters: how many rows and which. Who chose “all of it” chose that, and nothing later."""
from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import BigIntegerField, Count, Func, QuerySet, Sum

from workflow.law.figures import money_text

from .errors import Stale


class Mixed(Func):
    """Sixty bits of the digest of a row's key – with its weight –, as `mixed` makes them of keys that were read."""

    template = "('x' || left(encode(sha256(concat_ws(' ', %(expressions)s)::bytea), 'hex'), 15))::bit(60)::bigint"
    output_field = BigIntegerField()


FIGURES: dict[str, Any] = {"n": Count("pk"), "mix": Sum(Mixed("pk"))}


@dataclass(frozen=True)
class Stamp:
    """The number of rows and the sum of their digests: no row comes, goes or is exchanged unnoticed.

    A sum of the keys would not do, not even with one of their squares: 1, 5 and 6 add up to what 2, 3 and 7 do.
    """

    count: int = 0
    mix: int = 0

    def __add__(self, other: Stamp) -> Stamp:
        return Stamp(self.count + other.count, self.mix + other.mix)

    def __bool__(self) -> bool:
        return self.count > 0

    def __str__(self) -> str:
        return f"{self.count}-{sha256(str(self.mix).encode()).hexdigest()[:16]}"


def of(found: QuerySet[Any], weight: str = "") -> Stamp:
    """The stamp of what a query finds; `weight` names a column that must not have changed either: the money. One query; no row is read."""
    figures = FIGURES | {"mix": Sum(Mixed("pk", weight))} if weight else FIGURES
    seen = found.order_by().aggregate(**figures)
    return Stamp(seen["n"], int(seen["mix"] or 0))


def of_keys(keys: Collection[int]) -> Stamp:
    """The same of keys that were read already."""
    return Stamp(len(keys), sum(mixed(str(key)) for key in keys))


def of_weights(weights: Mapping[int, int]) -> Stamp:
    """The same of keys with their weights."""
    return Stamp(len(weights), sum(mixed(f"{key} {weight}") for key, weight in weights.items()))


def mixed(text: str) -> int:
    """What `Mixed` makes of it in the database."""
    return int(sha256(text.encode()).hexdigest()[:15], 16)


def agree(shown: str, now: Stamp, what: str | Callable[[], str], unit: str = "dòng") -> None:
    """Refuse as Stale what is no longer as it was shown. `what` names the list, `unit` what its rows are called."""
    if str(now) == shown:
        return
    words = what if isinstance(what, str) else what()
    raise Stale(
        f"{words} đã thay đổi sau khi bạn mở trang: {difference(shown, now, unit)}. Chưa có gì được ghi. "
        "Số trên trang đã cập nhật; hãy xem lại rồi làm lần nữa.")


def difference(shown: str, now: Stamp, unit: str = "dòng") -> str:
    """How many there were and how many there are: `khi đó 40 dòng, nay 41 dòng`."""
    then = shown.partition("-")[0]
    was = f"khi đó {many(int(then), unit)}, " if then.isascii() and then.isdigit() and len(then) < 10 else ""
    return was + (f"vẫn {many(now.count, unit)} nhưng không còn như trước" if then == str(now.count) else f"nay {many(now.count, unit)}")


def many(n: int, unit: str) -> str:
    """`6.798 dòng`."""
    return f"{money_text(n)} {unit}"
