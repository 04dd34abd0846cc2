"""Time in posts: months of full service in a band, counted from the posts somebody held. Pure calendar arithmetic."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from .bands import PostBand
from .evidence import Post

LONGEST = 60 * 366  # days anybody is looked ahead


def counts_for(post: Post, band: PostBand) -> bool:
    """Time in that band or a higher one counts for the band. What has no height counts for itself alone."""
    held = PostBand(post.band)
    if held.rank is None or band.rank is None:
        return held is band
    return held.rank <= band.rank


def spans(posts: Iterable[Post], band: PostBand, on: date) -> list[tuple[date, date]]:
    """From which day to before which day the band or a higher one was held, up to that day and with it.

    Posts held at the same time are counted once, adjoining ones as one: a change of post breaks no service.
    """
    held = sorted(
        (post.since, min(post.until or on, on) + timedelta(days=1)) for post in posts if counts_for(post, band) and post.since <= on)
    merged: list[tuple[date, date]] = []
    for since, end in held:
        if merged and since <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((since, end))
    return merged


def months(posts: Iterable[Post], band: PostBand, on: date) -> int:
    """Full months of service in the band by that day. The days left over of several pieces are added up, thirty to a month."""
    pieces = [_between(since, end) for since, end in spans(posts, band, on)]
    rest = sum(days for _, days in pieces) // 30 if len(pieces) > 1 else 0
    return sum(full for full, _ in pieces) + rest


def _between(since: date, end: date) -> tuple[int, int]:
    """Whole months from one day to another, and the days left over."""
    full = (end.year - since.year) * 12 + end.month - since.month
    if end < later(since, full):
        full -= 1
    return full, (end - later(since, full)).days


def later(day: date, full: int) -> date:
    """So many months later; the last day of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + full, 12)
    first_after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_after - timedelta(days=1)).day))


def ripe_on(posts: Sequence[Post], band: PostBand, needed: int, on: date) -> date | None:
    """The first day from `on` with so many months, if the posts that are held now are held on; None when that day never comes."""
    ahead = range(LONGEST)
    step = bisect_left(ahead, True, key=lambda days: months(posts, band, on + timedelta(days=days)) >= needed)
    return on + timedelta(days=step) if step < LONGEST else None


def words(full: int) -> str:
    """9 năm 4 tháng."""
    years, rest = divmod(full, 12)
    return " ".join([f"{years} năm"] * bool(years or not rest) + [f"{rest} tháng"] * bool(rest))
