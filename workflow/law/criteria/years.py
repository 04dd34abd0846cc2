"""Criteria about years: how they were judged, which initiatives were recognised in them, what share of a collective holds what."""
from __future__ import annotations

from collections.abc import Callable, Iterable

from ..evidence import History, Initiative, Judged
from ..words import Level, Scope, Verdict
from .algebra import Criterion, Found, best, listed, told, worst
from .titles import reach, restarted


def performance(level: Level, years: int, text: str, after: str = "") -> Criterion:
    """So many adjacent years judged at that level or higher, ending as titles do. A year nobody recorded is unknown.

    Years of or before a discipline do not count, nor, with `after`, those of the last achievement that award was given for.
    """

    def test(history: History) -> Found:
        reached, start = _reached(history, level, after), history.starts_after(after)
        window = max(history.windows(years), key=lambda window: worst(map(reached, window)).rank)
        lacking = [year for year in window if reached(year) is not Verdict.MET]
        return Found(
            worst(map(reached, window)), _results(history, window),
            told(f"Chưa có kết quả xếp loại đạt mức này cho năm {listed(lacking)}" if lacking else "",
                 restarted(history, {year for year in window if year <= start}, after)))

    return Criterion(text, f"{level}-{years}{f'-sau-{after}' if after else ''}", test=test)


def judged(level: Level, n: int, text: str, within_years: int = 0, after: str = "") -> Criterion:
    """`n` of the last `within_years` years judged at that level or higher; without a number, of all years after those of `after`."""

    def test(history: History) -> Found:
        reached, start = _reached(history, level, after), history.starts_after(after)

        def verdict(window: Iterable[int]) -> Verdict:
            found = sorted(map(reached, window), key=lambda verdict: -verdict.rank)
            return found[n - 1] if len(found) >= n else Verdict.NOT_MET

        window = max(history.windows(reach(history, within_years, after)), key=lambda window: verdict(window).rank)
        proof = tuple(one for one in _results(history, window) if reached(one.year) is Verdict.MET)
        if (found := verdict(window)) is Verdict.MET:
            return Found(found, proof)
        return Found(found, proof, told(
            f"Thấy {len(proof)}/{n} năm đạt mức này trong các năm {window[0]}–{window[-1]}",
            restarted(history, {year for year in window if year <= start}, after)))

    span = f"-trong-{within_years}" if within_years else ""
    return Criterion(text, f"{level}-{n}{span}{f'-sau-{after}' if after else ''}", test=test)


def _reached(history: History, level: Level, after: str) -> Callable[[int], Verdict]:
    """What the record of a year says to a level."""
    start = history.starts_after(after)

    def verdict(year: int) -> Verdict:
        if year <= start:
            return Verdict.NOT_MET
        if year not in history.performance:
            return Verdict.UNKNOWN
        return Verdict.MET if history.performance[year].rank >= level.rank else Verdict.NOT_MET

    return verdict


def _results(history: History, window: Iterable[int]) -> tuple[Judged, ...]:
    return tuple(found for year in window if (found := history.judged(year)))


def initiative(scope: Scope, text: str, times: int = 1, within_years: int = 0) -> Criterion:
    """So many initiatives with an effect of that scope or wider, with `within_years` of the last years only.

    What is not on record may still exist: unknown, not missed. One that served another proposal before is for the officer to judge:
    whether it may count again is what Công văn 1168/BNV-BTĐKT answers, whose text nobody here has seen.
    """

    def test(history: History) -> Found:
        window = {year for years in history.windows(within_years) for year in years}
        wide = [one for one in history.initiatives
                if one.scope.rank >= scope.rank and one.year <= history.on.year and (not within_years or one.year in window)]
        fresh, used = _parted(wide)
        if len(fresh) >= times:
            return Found(Verdict.MET, fresh)
        if len(wide) >= times:
            return Found(Verdict.UNKNOWN, (*fresh, *used), "Có sáng kiến đã dùng cho đề nghị khác; cần xác minh có được tính lại không")
        return Found(
            Verdict.UNKNOWN, (*fresh, *used),
            f"Hệ thống ghi nhận {len(wide)}/{times} sáng kiến, đề tài phạm vi {scope.label}; cần xác minh")

    return Criterion(text, f"sang-kien-{scope}-{times}{f'-trong-{within_years}' if within_years else ''}", test=test)


def _parted(found: Iterable[Initiative]) -> tuple[tuple[Initiative, ...], tuple[Initiative, ...]]:
    """Those no other proposal used, and those that served one."""
    ordered = sorted(found, key=lambda one: (one.year, one.name))
    return tuple(one for one in ordered if not one.uses), tuple(one for one in ordered if one.uses)


def share(what: str, percent: int, text: str) -> Criterion:
    """At least so many per cent of a collective's members are `what`, in the year before the proposal or that year itself.

    Unknown while nobody recorded the share.
    """

    def test(history: History) -> Found:
        known = {year: history.shares[what, year] for window in history.windows(1) for year in window if (what, year) in history.shares}
        if not known:
            return Found(Verdict.UNKNOWN, missing="Chưa có số liệu tỷ lệ của tập thể")
        found = best(Verdict.MET if there >= percent else Verdict.NOT_MET for there in known.values())
        ways = ", ".join(f"{float(there):g}% năm {year}".replace(".", ",") for year, there in sorted(known.items()))
        return Found(found, missing="" if found is Verdict.MET else f"Tỷ lệ ghi nhận {ways}, cần {percent}%")

    return Criterion(text, f"ty-le-{what}-{percent}", test=test)
