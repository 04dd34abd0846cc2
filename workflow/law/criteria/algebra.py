"""What an article asks of a recipient, as a small algebra, and what the records say to it on a day. Findings inform; they never refuse."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..evidence import Exhibit, History
from ..words import Verdict

Rulings = Mapping[str, Verdict]  # what a person found of a criterion, by its key; it stands above what the records say
NO_ONE: Rulings = {}
ALL, ANY = "all", "any"
PUBLIC = ("award", "hold")  # the sorts of records that everybody reads who may open a line


@dataclass(frozen=True)
class Found:
    """What the records say to one criterion."""

    verdict: Verdict
    proof: tuple[Exhibit, ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class Finding:
    """The result of a criterion, or of a group of them (`how`: all, any).

    `computed` is what it was before a person ruled; `doubt`: what of the rule itself nobody has checked against the official text.
    """

    key: str
    text: str
    article: str
    verdict: Verdict
    proof: tuple[Exhibit, ...] = ()
    missing: str = ""
    how: str = ""
    parts: tuple[Finding, ...] = ()
    computed: Verdict | None = None
    doubt: str = ""

    @property
    def leaves(self) -> Iterator[Finding]:
        """Every single criterion in it."""
        if not self.how:
            yield self
        for part in self.parts:
            yield from part.leaves

    @property
    def bare(self) -> Finding:
        """The same without the records of years, initiatives and posts, and without what is missing, for that tells of them too.

        Awards are published; of a hold a reader who may not know is told that alone.
        """
        proof = tuple(one for one in self.proof if one.sort in PUBLIC)
        return replace(self, proof=proof, missing="", parts=tuple(part.bare for part in self.parts))

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
    """One condition of an article, or several joined. `turns` gives the days on which time alone may change its verdict.

    `doubt` says what of the rule is not checked against the official text: it is shown as "chưa kiểm chứng" and changes no verdict.
    """

    text: str
    key: str = ""
    article: str = ""
    test: Callable[[History], Found] = lambda history: Found(Verdict.UNKNOWN, missing="Cần chuyên viên xác minh theo hồ sơ")
    turns: Callable[[History], Iterable[date]] = lambda history: ()
    how: str = ""
    parts: tuple[Criterion, ...] = ()
    doubt: str = ""

    def cited(self, article: str) -> Criterion:
        """The same, of that article or part of one."""
        return replace(self, article=article)

    def doubted(self, doubt: str) -> Criterion:
        """The same, of a rule whose text was not seen or is not certain: `doubt` says which point."""
        return replace(self, doubt=doubt)

    def find(self, history: History, rulings: Rulings = NO_ONE, article: str = "", doubt: str = "") -> Finding:
        """Hold it against the records. What states no article or doubt of its own has that of the criterion around it."""
        article, doubt = self.article or article, self.doubt or doubt
        if self.how:
            parts = tuple(part.find(history, rulings, article, doubt) for part in self.parts)
            verdict = (worst if self.how == ALL else best)(part.verdict for part in parts)
            return Finding("", self.text, article, verdict, how=self.how, parts=parts, doubt=doubt)
        found = self.test(history)
        ruled = rulings.get(self.key)
        return Finding(
            self.key, self.text, article, ruled or found.verdict, found.proof, found.missing,
            computed=found.verdict if ruled else None, doubt=doubt)

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


def all_of(*parts: Criterion, text: str = "Đủ các điều kiện sau") -> Criterion:
    """Every one of them."""
    return Criterion(text, how=ALL, parts=parts)


def any_of(*parts: Criterion, text: str = "Một trong các trường hợp sau") -> Criterion:
    """One of them is enough: the alternatives of an article."""
    return Criterion(text, how=ANY, parts=parts)


def verified(key: str, text: str) -> Criterion:
    """What only a person can judge from the papers, unless another desk has it on record."""

    def test(history: History) -> Found:
        if noted := history.noted.get(key):
            return Found(noted.verdict, noted.proof, noted.missing)
        return Found(Verdict.UNKNOWN, missing="Cần chuyên viên xác minh theo hồ sơ")

    return Criterion(text, key, test=test)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """All of several are as good as the worst of them."""
    return min(verdicts, key=lambda verdict: verdict.rank)


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """Any of several is as good as the best of them."""
    return max(verdicts, key=lambda verdict: verdict.rank)


def told(*notes: str) -> str:
    """What is missing, in one line."""
    return "; ".join(filter(None, notes))


def listed(years: Iterable[int]) -> str:
    """2023, 2024."""
    return ", ".join(map(str, years))
