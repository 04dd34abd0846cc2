"""Criteria about awards on record: so many in a row, so many within some years, once, not again."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from ..evidence import History, Record
from ..figures import short_date
from ..words import Verdict
from .algebra import Criterion, Found, best, listed, told, worst


def consecutive(award: str, times: int, text: str, after: str = "") -> Criterion:
    """The award for `times` adjacent years, the last of them right before the year of the proposal, or that year itself.

    Years of or before a discipline do not count, nor, with `after`, those of the last achievement that award was given for.
    """

    def test(history: History) -> Found:
        given, spent = counted(history, award, after)
        # of the two windows the one with more of it; when they are equal, the one before the year of the proposal
        window = max(history.windows(times), key=lambda years: sorted(_serves(given, year).rank for year in years))
        gaps = [year for year in window if year not in given]
        unclear = [year for year in window if year in given and given[year].serves is Verdict.UNKNOWN]
        return Found(
            worst(_serves(given, year) for year in window), tuple(given[year] for year in window if year in given),
            told(f"Không thấy quyết định cho năm {listed(gaps)}" if gaps else "", unasked(unclear),
                 restarted(history, spent & set(window), after)))

    return Criterion(text, _key(award, f"lien-tuc-{times}", after), test=test)


def times(award: str, n: int, text: str, within_years: int = 0, after: str = "") -> Criterion:
    """The award for `n` of the last `within_years` years, adjacent or not; without a number, of all years after those of `after`."""

    def test(history: History) -> Found:
        given, spent = counted(history, award, after)

        def verdict(window: Iterable[int]) -> Verdict:
            found = sorted((_serves(given, year) for year in window), key=lambda verdict: -verdict.rank)
            return found[n - 1] if len(found) >= n else Verdict.NOT_MET

        window = max(
            history.windows(reach(history, within_years, after)),
            key=lambda years: (verdict(years).rank, sum(year in given for year in years)))
        proof = tuple(given[year] for year in window if year in given)
        if (found := verdict(window)) is Verdict.MET:
            return Found(found, tuple(record for record in proof if record.serves is Verdict.MET))
        return Found(found, proof, told(
            f"Thấy {len(proof)}/{n} lần trong các năm {window[0]}–{window[-1]}",
            unasked(record.year for record in proof if record.serves is Verdict.UNKNOWN),
            restarted(history, spent & set(window), after)))

    return Criterion(text, _key(award, f"{n}-lan{f'-trong-{within_years}' if within_years else ''}", after), test=test)


def reach(history: History, within_years: int, after: str) -> int:
    """How many of the last years are looked at: as many as are named, else all since those `after` was given for ("từ … năm trở lên")."""
    since = max((record.year for record in history.base(after)), default=history.on.year)
    return within_years or max(1, history.on.year - since)


def counted(history: History, award: str, after: str) -> tuple[dict[int, Record], set[int]]:
    """The best record of each year that counts, and the years with a record that do not count any more."""
    given = {record.year: record for record in sorted(history.base(award), key=lambda record: record.serves.rank)}
    start = history.starts_after(after)
    return {year: record for year, record in given.items() if year > start}, {year for year in given if year <= start}


def restarted(history: History, spent: set[int], after: str) -> str:
    """Why some years do not count; empty when none was left out."""
    if not spent:
        return ""
    hold, last = history.restart, history.starts_after()
    if hold and hold.released_on and last >= max(spent):
        return f"Năm {listed(sorted(spent))} không tính: thời gian tính lại từ ngày kết thúc kỷ luật {short_date(hold.released_on)}"
    return f"Năm {listed(sorted(spent))} không tính: đã thuộc thành tích của lần khen {after} trước"


def unasked(years: Iterable[int]) -> str:
    """Decisions whose loại hình nobody wrote down."""
    found = listed(years)
    return f"Chưa ghi loại hình khen thưởng năm {found}" if found else ""


def _serves(given: Mapping[int, Record], year: int) -> Verdict:
    return given[year].serves if year in given else Verdict.NOT_MET


def _key(award: str, what: str, after: str) -> str:
    return f"{award}-{what}{f'-sau-{after}' if after else ''}"


def holds(award: str, text: str, since_years: int = 0) -> Criterion:
    """The award was given, and so many years have passed since the period it was given for."""

    def test(history: History) -> Found:
        given = history.base(award)
        ripe = tuple(record for record in given if _after(record, since_years) <= history.on)
        if ripe:
            verdict = best(record.serves for record in ripe)
            return Found(verdict, ripe, "" if verdict is Verdict.MET else "Chưa ghi loại hình khen thưởng của quyết định")
        if given:
            first = min(_after(record, since_years) for record in given)
            return Found(Verdict.NOT_MET, given, f"Đủ {since_years} năm từ ngày {short_date(first)}")
        return Found(Verdict.NOT_MET, missing="Không thấy quyết định trong lịch sử khen thưởng")

    return Criterion(text, f"{award}-da-co-{since_years}", test=test, turns=_ripening(award, since_years))


def ever(award: str, text: str) -> Criterion:
    """The award was given, whatever for: where an article does not ask that it was for regular merit."""

    def test(history: History) -> Found:
        given = tuple(r for r in history.records if r.award == award and r.valid and r.decided_on <= history.on)
        if given:
            return Found(Verdict.MET, given)
        return Found(Verdict.NOT_MET, missing="Không thấy quyết định trong lịch sử khen thưởng")

    return Criterion(text, f"{award}-da-tung", test=test)


def none_same_since(award: str, years: int, text: str) -> Criterion:
    """No award of this code for an achievement of these last years: one achievement is rewarded once."""

    def test(history: History) -> Found:
        near = tuple(record for record in history.base(award) if _after(record, years) > history.on)
        if not near:
            return Found(Verdict.MET)
        free = f"Đủ {years} năm từ ngày {short_date(max(_after(record, years) for record in near))}"
        if any(record.serves is Verdict.MET for record in near):
            return Found(Verdict.NOT_MET, near, free)
        return Found(Verdict.UNKNOWN, near, f"{free}; chưa ghi loại hình khen thưởng của quyết định")

    return Criterion(text, f"{award}-khong-trong-{years}", test=test, turns=_ripening(award, years))


def _ripening(award: str, years: int) -> Callable[[History], Iterable[date]]:
    """The days on which a record of the award becomes that many years old."""
    return lambda history: [_after(record, years) for record in history.records if record.award == award]


def _after(record: Record, years: int) -> date:
    """That many years after the achievement; what began on 29/02 ends on 28/02."""
    day = record.counted_from
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
