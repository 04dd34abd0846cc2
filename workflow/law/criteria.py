"""What an article asks of a recipient, as a small algebra, and what the records say to it on a day. Findings inform; they never refuse."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from .evidence import History, Record
from .figures import short_date
from .words import Level, Scope, Verdict

Rulings = Mapping[str, Verdict]  # what a person found of a criterion, by its key; it stands above what the records say
NO_ONE: Rulings = {}
ALL, ANY = "all", "any"


@dataclass(frozen=True)
class Found:
    """What the records say to one criterion."""

    verdict: Verdict
    proof: tuple[Record, ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class Finding:
    """The result of a criterion, or of a group of them (`how`: all, any). `computed` is what it was before a person ruled."""

    key: str
    text: str
    article: str
    verdict: Verdict
    proof: tuple[Record, ...] = ()
    missing: str = ""
    how: str = ""
    parts: tuple[Finding, ...] = ()
    computed: Verdict | None = None

    @property
    def leaves(self) -> Iterator[Finding]:
        """Every single criterion in it."""
        if not self.how:
            yield self
        for part in self.parts:
            yield from part.leaves

    @property
    def decisive(self) -> Iterator[Finding]:
        """The single criteria that the result rests on: of alternatives, those of the best one."""
        if not self.how:
            yield self
        elif self.how == ANY:
            yield from max(self.parts, key=lambda part: part.verdict.rank).decisive
        else:
            for part in self.parts:
                yield from part.decisive


@dataclass(frozen=True)
class Criterion:
    """One condition of an article, or several joined. `turns` gives the days on which time alone may change its verdict."""

    text: str
    key: str = ""
    article: str = ""
    test: Callable[[History], Found] = lambda history: Found(Verdict.UNKNOWN, missing="Cần chuyên viên xác minh theo hồ sơ")
    turns: Callable[[History], Iterable[date]] = lambda history: ()
    how: str = ""
    parts: tuple[Criterion, ...] = ()

    def cited(self, article: str) -> Criterion:
        """The same, of that article or part of one."""
        return replace(self, article=article)

    def find(self, history: History, rulings: Rulings = NO_ONE, article: str = "") -> Finding:
        """Hold it against the records. What states no article of its own is of the article around it."""
        article = self.article or article
        if self.how:
            parts = tuple(part.find(history, rulings, article) for part in self.parts)
            verdict = (min if self.how == ALL else max)((part.verdict for part in parts), key=lambda verdict: verdict.rank)
            return Finding("", self.text, article, verdict, how=self.how, parts=parts)
        found = self.test(history)
        ruled = rulings.get(self.key)
        return Finding(
            self.key, self.text, article, ruled or found.verdict, found.proof, found.missing,
            computed=found.verdict if ruled else None)

    @property
    def leaves(self) -> Iterator[Criterion]:
        """Every single criterion in it."""
        if not self.how:
            yield self
        for part in self.parts:
            yield from part.leaves


def qualifies_from(criterion: Criterion, history: History, rulings: Rulings = NO_ONE) -> date | None:
    """The earliest day from `history.on` on which all is met if nothing else changes; None when that cannot be said."""
    days = {history.on, *(record.decided_on for record in history.records)}
    for leaf in criterion.leaves:
        days.update(leaf.turns(history))
    for day in sorted(day for day in days if day >= history.on):
        if criterion.find(replace(history, on=day), rulings).verdict is Verdict.MET:
            return day
    return None


# ------------------------------------------------------------------ joining


def all_of(*parts: Criterion, text: str = "Đủ các điều kiện sau") -> Criterion:
    """Every one of them."""
    return Criterion(text, how=ALL, parts=parts)


def any_of(*parts: Criterion, text: str = "Một trong các trường hợp sau") -> Criterion:
    """One of them is enough: the alternatives of an article."""
    return Criterion(text, how=ANY, parts=parts)


# ------------------------------------------------------------------ awards


def consecutive(award: str, times: int, text: str) -> Criterion:
    """The award for `times` adjacent years, the last of them right before the year of the proposal, or that year itself."""

    def test(history: History) -> Found:
        given = {record.year: record for record in sorted(history.base(award), key=lambda record: record.serves.rank)}
        # of the two windows the one with more of it; when they are equal, the one before the year of the proposal
        window = max(history.windows(times), key=lambda years: sorted(_serves(given, year).rank for year in years))
        verdict = min((_serves(given, year) for year in window), key=lambda verdict: verdict.rank)
        gaps = ", ".join(str(year) for year in window if year not in given)
        unclear = ", ".join(str(year) for year in window if year in given and given[year].serves is Verdict.UNKNOWN)
        missing = [f"Không thấy quyết định cho năm {gaps}"] * bool(gaps) + [f"Chưa ghi loại hình khen thưởng năm {unclear}"] * bool(unclear)
        return Found(verdict, tuple(given[year] for year in window if year in given), "; ".join(missing))

    return Criterion(text, f"{award}-lien-tuc-{times}", test=test)


def _serves(given: Mapping[int, Record], year: int) -> Verdict:
    return given[year].serves if year in given else Verdict.NOT_MET


def holds(award: str, text: str, since_years: int = 0) -> Criterion:
    """The award was given, and so many years have passed since the period it was given for."""

    def test(history: History) -> Found:
        given = history.base(award)
        ripe = tuple(record for record in given if _after(record, since_years) <= history.on)
        if ripe:
            verdict = max((record.serves for record in ripe), key=lambda verdict: verdict.rank)
            return Found(verdict, ripe, "" if verdict is Verdict.MET else "Chưa ghi loại hình khen thưởng của quyết định")
        if given:
            first = min(_after(record, since_years) for record in given)
            return Found(Verdict.NOT_MET, given, f"Đủ {since_years} năm từ ngày {short_date(first)}")
        return Found(Verdict.NOT_MET, missing="Không thấy quyết định trong lịch sử khen thưởng")

    return Criterion(text, f"{award}-da-co-{since_years}", test=test, turns=_ripening(award, since_years))


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


# ------------------------------------------------------------------ what no award record tells


def performance(level: Level, years: int, text: str) -> Criterion:
    """So many adjacent years judged at that level or higher, ending as titles do. A year nobody recorded is unknown."""

    def test(history: History) -> Found:
        def judged(year: int) -> Verdict:
            if year not in history.performance:
                return Verdict.UNKNOWN
            return Verdict.MET if history.performance[year].rank >= level.rank else Verdict.NOT_MET

        def worst(window: Iterable[int]) -> Verdict:
            return min(map(judged, window), key=lambda verdict: verdict.rank)

        window = max(history.windows(years), key=lambda window: worst(window).rank)
        lacking = ", ".join(str(year) for year in window if judged(year) is not Verdict.MET)
        return Found(worst(window), missing=f"Chưa có kết quả xếp loại đạt mức này cho năm {lacking}" if lacking else "")

    return Criterion(text, f"{level}-{years}", test=test)


def initiative(scope: Scope, text: str, times: int = 1) -> Criterion:
    """So many initiatives with an effect of that scope or wider. What is not on record may still exist: unknown, not missed."""

    def test(history: History) -> Found:
        count = sum(one.scope.rank >= scope.rank for one in history.initiatives)
        if count >= times:
            return Found(Verdict.MET)
        return Found(Verdict.UNKNOWN, missing=f"Hệ thống ghi nhận {count}/{times} sáng kiến, đề tài phạm vi {scope.label}; cần xác minh")

    return Criterion(text, f"sang-kien-{scope}-{times}", test=test)


def share(what: str, percent: int, text: str) -> Criterion:
    """At least so many per cent of a collective's members are `what`; unknown while nobody recorded the share."""

    def test(history: History) -> Found:
        if what not in history.shares:
            return Found(Verdict.UNKNOWN, missing="Chưa có số liệu tỷ lệ của tập thể")
        there = history.shares[what]
        return Found(Verdict.MET) if there >= percent else Found(Verdict.NOT_MET, missing=f"Tỷ lệ ghi nhận {there}%, cần {percent}%")

    return Criterion(text, f"ty-le-{what}-{percent}", test=test)


def verified(key: str, text: str) -> Criterion:
    """What only a person can judge from the papers."""
    return Criterion(text, key)
