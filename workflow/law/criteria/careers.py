"""Criteria about time: full years in a band of posts (quá trình cống hiến), full years in the armed forces (niên hạn)."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..bands import PostBand
from ..evidence import History
from ..service import counts_for, months, ripe_on, words
from ..words import Sex, Verdict
from .algebra import Criterion, Found


def service(band: PostBand, years: int, text: str, women_third: bool = True) -> Criterion:
    """So many full years in that band or a higher one. Women leaders need a third less (`women_third`)."""

    def needed(history: History) -> int:
        third = women_third and band.rank is not None and history.sex == Sex.FEMALE
        return years * 8 if third else years * 12

    def test(history: History) -> Found:
        held = tuple(post for post in history.posts if post.since <= history.on and counts_for(post, band))
        if not history.posts:
            return Found(Verdict.UNKNOWN, missing="Chưa ghi quá trình công tác, chức vụ đã giữ")
        full, goal = months(history.posts, band, history.on), needed(history)
        if full < goal:
            return Found(Verdict.NOT_MET, held, f"Ghi nhận {words(full)}, cần đủ {words(goal)}")
        if history.restart:
            return Found(Verdict.UNKNOWN, (*held, history.restart), "Có thời gian bị kỷ luật; cần xác minh cách tính thời gian")
        return Found(Verdict.MET, held)

    def turns(history: History) -> Iterable[date]:
        ripe = ripe_on(history.posts, band, needed(history), history.on)
        return [ripe] if ripe else []

    return Criterion(text, f"{band}-{years}-nam", test=test, turns=turns)


def years_in_force(years: int, text: str) -> Criterion:
    """So many full years in the armed forces (niên hạn): the same for everybody."""
    return service(PostBand.ARMED_FORCES, years, text, women_third=False)
