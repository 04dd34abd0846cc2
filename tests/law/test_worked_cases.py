"""Worked cases of the law: what somebody holds, what is asked, and what must be found – on the day it turns, and on the day before.

What no class of award asks yet is written here as its article has it; the case then holds for the class as well.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from workflow.law import awards
from workflow.law.bands import PostBand
from workflow.law.criteria import (
    Criterion,
    all_of,
    any_of,
    consecutive,
    ever,
    holds,
    initiative,
    judged,
    performance,
    qualifies_from,
    service,
    times,
    verified,
    years_in_force,
)
from workflow.law.evidence import History, Hold, Initiative, Post, Record
from workflow.law.general import general
from workflow.law.words import HoldReason, Kind, Level, RecipientKind, Scope, Sex, Verdict

MET, UNKNOWN, NOT_MET = Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET
GOOD, EXCELLENT = Level.GOOD, Level.EXCELLENT
PERSON, COLLECTIVE = RecipientKind.PERSON, RecipientKind.COLLECTIVE
ON = date(2026, 11, 5)


def award(code: str, who: RecipientKind = PERSON, kind: Kind = Kind.MERIT) -> Criterion:
    """What the class of the award asks."""
    return awards.in_force(code, kind, ON).criteria[who]


def titles(code: str, *years: int, **other: Any) -> tuple[Record, ...]:
    """Yearly awards, each decided at the end of its year."""
    return tuple(Record(code, **{"decided_on": date(y, 12, 20), "period": str(y), "decision": f"{y}", **other}) for y in years)


def judgements(first: int, last: int, level: Level = GOOD, **other: Level) -> dict[int, Level]:
    """Every year of a span at one level; `y2025=…` says otherwise of one."""
    return {**dict.fromkeys(range(first, last + 1), level), **{int(year[1:]): one for year, one in other.items()}}


def discipline(since: date, until: date | None = None) -> Hold:
    return Hold(HoldReason.DISCIPLINE, since, released_on=until)


# what classes of awards will ask. Luật 06/2022/QH15
CSTDTQ = all_of(  # Điều 21
    consecutive("CSTDT", 2, "02 lần liên tục CSTĐ cấp tỉnh"), initiative(Scope.NATION, "Sáng kiến phạm vi toàn quốc"))
BK_TTG = all_of(  # Điều 73 khoản 1 điểm b
    holds("BK-TINH", "Đã có bằng khen cấp tỉnh"), performance(GOOD, 5, "05 năm liên tục HTTNV"),
    times("CSTDCS", 3, "Trong đó 03 lần CSTĐCS", within_years=5))
HC_LD3 = all_of(holds("BK-TTG", "Đã có BK TTg"), performance(GOOD, 5, "05 năm liên tục", after="BK-TTG"))  # Điều 44
HC_LD2 = all_of(  # Điều 43
    holds("HC-LD3", "Đã có HCLĐ Ba"), performance(GOOD, 5, "05 năm liên tục HTTNV", after="HC-LD3"),
    judged(EXCELLENT, 2, "02 năm HTXSNV", within_years=5, after="HC-LD3"),
    times("CSTDT", 1, "01 lần CSTĐ cấp tỉnh", within_years=5, after="HC-LD3"))
HC_LD1 = all_of(holds("HC-LD2", "Đã có HCLĐ Nhì"), performance(GOOD, 5, "05 năm liên tục", after="HC-LD2"))  # Điều 42
SECRETARY, HEAD = PostBand.PROVINCE_SECRETARY, PostBand.DEPARTMENT_HEAD
HEAD_15 = service(HEAD, 15, "Giám đốc sở từ đủ 15 năm")  # quá trình cống hiến, HCLĐ Nhất
STANDING_10 = service(PostBand.PROVINCE_STANDING, 10, "Ủy viên Ban Thường vụ từ đủ 10 năm")
FORCE_25 = years_in_force(25, "25 năm trong lực lượng vũ trang")  # Huy chương Quân kỳ quyết thắng


@dataclass(frozen=True)
class Case:
    """`say` names it; `of` is what is on record."""

    say: str
    asks: Criterion
    found: Verdict
    on: date = ON
    of: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        return self.asks.find(History(self.on, **self.of)).verdict


def case(say: str, asks: Criterion, found: Verdict, *records: Record, on: date = ON, **of: Any) -> Any:
    return pytest.param(Case(say, asks, found, on, {"records": records, **of}), id=say)


THREE = titles("CSTDCS", 2023, 2024, 2025)
PROVINCE = (Initiative(2025, Scope.PROVINCE, "A"),)
NATION = (Initiative(2025, Scope.NATION, "A"),)
TTG = (*titles("BK-TINH", 2019), *titles("CSTDCS", 2021, 2023, 2025))
LD2 = (*titles("HC-LD3", 2020), *titles("CSTDT", 2023))
LD2_YEARS = judgements(2021, 2025, y2022=EXCELLENT, y2024=EXCELLENT)
DIRECTOR = Post(str(HEAD), date(2011, 11, 6), name="Giám đốc sở")
SOLDIER = Post(str(PostBand.ARMED_FORCES), date(2001, 11, 6), date(2026, 11, 5))

CASES = [
    # ---- Điều 22: CSTĐ cấp tỉnh
    case("three years and a provincial initiative", award("CSTDT"), MET, *THREE, initiatives=PROVINCE),
    case("an initiative of local scope only", award("CSTDT"), UNKNOWN, *THREE, initiatives=(Initiative(2025, Scope.LOCAL),)),
    case("an initiative of national scope serves too", award("CSTDT"), MET, *THREE, initiatives=NATION),
    case("a year is missing in the middle", award("CSTDT"), NOT_MET, *titles("CSTDCS", 2022, 2023, 2025), initiatives=PROVINCE),
    case("three years, one before too early", award("CSTDT"), NOT_MET, *titles("CSTDCS", 2022, 2023, 2024), initiatives=PROVINCE),
    case("the last day of the year after the third title", award("CSTDT"), MET, *THREE, on=date(2026, 12, 31), initiatives=PROVINCE),
    case("the day after it", award("CSTDT"), NOT_MET, *THREE, on=date(2027, 1, 1), initiatives=PROVINCE),
    case("the third title is a sudden one", award("CSTDT"), NOT_MET, *THREE[:2], *titles("CSTDCS", 2025, kind="dot-xuat"),
         initiatives=PROVINCE),
    case("the third title was revoked", award("CSTDT"), NOT_MET, *THREE[:2], *titles("CSTDCS", 2025, valid=False), initiatives=PROVINCE),
    case("the initiative served another proposal", award("CSTDT"), UNKNOWN, *THREE,
         initiatives=(Initiative(2025, Scope.PROVINCE, "A", uses=("BK-TINH",)),)),
    case("one used, one fresh", award("CSTDT"), MET, *THREE,
         initiatives=(Initiative(2024, Scope.PROVINCE, "A", uses=("BK-TINH",)), Initiative(2025, Scope.PROVINCE, "B"))),
    case("a discipline ended in the first of the years", award("CSTDT"), NOT_MET, *THREE, initiatives=PROVINCE,
         holds=(discipline(date(2022, 5, 1), date(2023, 2, 1)),)),
    case("a discipline ended on the last day before them", award("CSTDT"), MET, *THREE, initiatives=PROVINCE,
         holds=(discipline(date(2022, 5, 1), date(2022, 12, 31)),)),
    case("an inspection that is over restarts nothing", award("CSTDT"), MET, *THREE, initiatives=PROVINCE,
         holds=(Hold(HoldReason.INSPECTION, date(2024, 5, 1), released_on=date(2024, 9, 1)),)),
    # ---- Điều 27: tập thể lao động xuất sắc
    case("nobody recorded anything of a collective", award("TTLDXS", COLLECTIVE), UNKNOWN),
    case("99 per cent did their task", award("TTLDXS", COLLECTIVE), NOT_MET, shares={("hoan-thanh", 2025): 99}),
    case("70 per cent hold LĐTT; the rest is for a person", award("TTLDXS", COLLECTIVE), UNKNOWN, performance={2025: EXCELLENT},
         shares={("hoan-thanh", 2025): 100, ("lao-dong-tien-tien", 2025): 70}),
    case("69,9 per cent hold LĐTT", award("TTLDXS", COLLECTIVE), NOT_MET, performance={2025: EXCELLENT},
         shares={("hoan-thanh", 2025): 100, ("lao-dong-tien-tien", 2025): 69.9}),
    case("the collective did well, not excellently", award("TTLDXS", COLLECTIVE), NOT_MET, performance={2025: GOOD, 2026: GOOD}),
    # ---- Điều 26, 74 điểm b
    case("a flag is for a person to judge", award("COTINH", COLLECTIVE), UNKNOWN),
    case("a sudden achievement is for a person to judge", award("BK-TINH", PERSON, Kind.SUDDEN), UNKNOWN),
    # ---- Điều 74 khoản 1 điểm d: bằng khen của tỉnh
    case("two titles in a row", award("BK-TINH"), MET, *titles("CSTDCS", 2024, 2025)),
    case("two titles with a year between them", award("BK-TINH"), UNKNOWN, *titles("CSTDCS", 2023, 2025)),
    case("two excellent years and two initiatives", award("BK-TINH"), MET, performance=judgements(2024, 2025, EXCELLENT),
         initiatives=(Initiative(2024, Scope.LOCAL, "A"), Initiative(2025, Scope.LOCAL, "B"))),
    case("two excellent years and one initiative", award("BK-TINH"), UNKNOWN, performance=judgements(2024, 2025, EXCELLENT),
         initiatives=(Initiative(2025, Scope.LOCAL, "A"),)),
    case("two titles, but a certificate for the year before last", award("BK-TINH"), UNKNOWN, *titles("CSTDCS", 2024, 2025),
         *titles("BK-TINH", 2025)),
    case("a thematic certificate is in nobody's way", award("BK-TINH"), MET, *titles("CSTDCS", 2024, 2025),
         *titles("BK-TINH", 2025, kind="chuyen-de")),
    # ---- Điều 21: CSTĐ toàn quốc
    case("two provincial titles in a row and a national initiative", CSTDTQ, MET, *titles("CSTDT", 2024, 2025), initiatives=NATION),
    case("a provincial initiative is not enough, but another may exist", CSTDTQ, UNKNOWN, *titles("CSTDT", 2024, 2025),
         initiatives=PROVINCE),
    case("provincial titles with three years between", CSTDTQ, NOT_MET, *titles("CSTDT", 2022, 2025), initiatives=NATION),
    # ---- Điều 73 khoản 1 điểm b: bằng khen của Thủ tướng
    case("five good years with three titles, not adjacent", BK_TTG, MET, *TTG, performance=judgements(2021, 2025)),
    case("the oldest title falls out of the five years", BK_TTG, NOT_MET, *titles("BK-TINH", 2019), *titles("CSTDCS", 2020, 2023, 2025),
         performance=judgements(2020, 2025)),
    case("two titles only", BK_TTG, NOT_MET, *titles("BK-TINH", 2019), *titles("CSTDCS", 2023, 2025), performance=judgements(2021, 2025)),
    case("a third title whose kind nobody wrote down", BK_TTG, UNKNOWN, *titles("BK-TINH", 2019), *titles("CSTDCS", 2023, 2025),
         *titles("CSTDCS", 2021, kind=""), performance=judgements(2021, 2025)),
    case("one of the five years is not recorded", BK_TTG, UNKNOWN, *TTG, performance=judgements(2022, 2025)),
    case("without the provincial certificate", BK_TTG, NOT_MET, *TTG[1:], performance=judgements(2021, 2025)),
    case("a sudden provincial certificate is no base", BK_TTG, NOT_MET, *titles("BK-TINH", 2019, kind="dot-xuat"), *TTG[1:],
         performance=judgements(2021, 2025)),
    case("a discipline within the five years", BK_TTG, NOT_MET, *TTG, performance=judgements(2021, 2025),
         holds=(discipline(date(2021, 1, 4), date(2021, 6, 30)),)),
    # ---- Điều 42–44: huân chương Lao động
    case("five years after the certificate of the Prime Minister", HC_LD3, MET, *titles("BK-TTG", 2020),
         performance=judgements(2021, 2025)),
    case("its achievement ends a year later: the year of the proposal must still be judged", HC_LD3, UNKNOWN,
         *titles("BK-TTG", 2020, period="2017–2021"), performance=judgements(2017, 2025)),
    case("its achievement ends two years later", HC_LD3, NOT_MET, *titles("BK-TTG", 2020, period="2017–2022"),
         performance=judgements(2017, 2025)),
    case("a second certificate starts the time anew", HC_LD3, NOT_MET, *titles("BK-TTG", 2015, 2023), performance=judgements(2014, 2025)),
    case("a certificate for a movement is no base", HC_LD3, NOT_MET, *titles("BK-TTG", 2020, kind="chuyen-de"),
         performance=judgements(2021, 2025)),
    case("HCLĐ Nhì: all of it", HC_LD2, MET, *LD2, performance=LD2_YEARS),
    case("HCLĐ Nhì: one excellent year, this one not judged yet", HC_LD2, UNKNOWN, *LD2,
         performance=judgements(2021, 2025, y2022=EXCELLENT)),
    case("HCLĐ Nhì: one excellent year only", HC_LD2, NOT_MET, *LD2, performance=judgements(2021, 2026, y2022=EXCELLENT)),
    case("HCLĐ Nhì: the title lies before HCLĐ Ba", HC_LD2, NOT_MET, *titles("HC-LD3", 2020), *titles("CSTDT", 2020),
         performance=LD2_YEARS),
    case("HCLĐ Nhì: HCLĐ Ba for long service is no base for merit", HC_LD2, NOT_MET, *titles("HC-LD3", 2020, kind="cong-hien"),
         *titles("CSTDT", 2023), performance=LD2_YEARS),
    case("HCLĐ Nhất: three years after HCLĐ Nhì", HC_LD1, NOT_MET, *titles("HC-LD2", 2022), performance=judgements(2020, 2025)),
    case("HCLĐ Nhất: five years, the last one judged in December", HC_LD1, MET, *titles("HC-LD2", 2021), on=date(2026, 12, 30),
         performance=judgements(2020, 2026)),
    case("an award whatever it was given for", ever("HC-LD3", "Đã có HCLĐ Ba"), MET, *titles("HC-LD3", 2020, kind="cong-hien")),
    case("a revoked award was never given", ever("HC-LD3", "Đã có HCLĐ Ba"), NOT_MET, *titles("HC-LD3", 2020, valid=False)),
    # ---- quá trình cống hiến
    case("a director on the last day of fifteen years", HEAD_15, MET, posts=(DIRECTOR,)),
    case("the day before", HEAD_15, NOT_MET, on=date(2026, 11, 4), posts=(DIRECTOR,)),
    case("a woman after ten years", HEAD_15, MET, on=date(2021, 11, 5), posts=(DIRECTOR,), sex=str(Sex.FEMALE)),
    case("a woman the day before", HEAD_15, NOT_MET, on=date(2021, 11, 4), posts=(DIRECTOR,), sex=str(Sex.FEMALE)),
    case("no post is on record", HEAD_15, UNKNOWN),
    case("time as secretary counts for the lower band", HEAD_15, MET, posts=(
        Post(str(SECRETARY), date(2021, 11, 6)), Post(str(HEAD), date(2011, 11, 6), date(2021, 11, 5)))),
    case("time in the lower post does not count for the higher", STANDING_10, NOT_MET, posts=(DIRECTOR,)),
    case("two posts at once count once", HEAD_15, NOT_MET, posts=(
        Post(str(HEAD), date(2018, 1, 1)), Post(str(PostBand.PROVINCE_STANDING), date(2018, 1, 1)))),
    case("a secretary of an abolished district, then a director", HEAD_15, MET, posts=(
        Post(str(HEAD), date(2008, 7, 1), date(2015, 6, 30), "Bí thư Huyện ủy (cũ)"),
        Post(str(HEAD), date(2016, 7, 1), date(2024, 6, 30)))),
    case("the same with a month less", HEAD_15, NOT_MET, posts=(
        Post(str(HEAD), date(2008, 7, 1), date(2015, 5, 31)), Post(str(HEAD), date(2016, 7, 1), date(2024, 6, 30)))),
    case("a discipline in those years is for a person to judge", HEAD_15, UNKNOWN, posts=(DIRECTOR,),
         holds=(discipline(date(2015, 1, 1), date(2015, 7, 1)),)),
    # ---- niên hạn
    case("twenty-five years in the force", FORCE_25, MET, posts=(SOLDIER,)),
    case("a day less", FORCE_25, NOT_MET, on=date(2026, 11, 4), posts=(SOLDIER,)),
    case("women serve as long", FORCE_25, NOT_MET, on=date(2026, 11, 4), posts=(SOLDIER,), sex=str(Sex.FEMALE)),
    case("a leader's post is no service in the force", FORCE_25, NOT_MET, posts=(Post(str(HEAD), date(1990, 1, 1)),)),
]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    assert case.verdict is case.found


# ------------------------------------------------------------------ what every award asks

BK, HC = general("BK-TINH", Kind.MERIT), general("HC-LD2", Kind.MERIT)
SUDDEN, CAREER = general("BK-TINH", Kind.SUDDEN), general("HC-LD2", Kind.CAREER)
OPEN = Hold(HoldReason.COMPLAINT, date(2026, 11, 20), review_on=date(2026, 12, 20))

GENERAL = [
    case("nothing is in the way", BK, MET),
    case("a complaint is being cleared up", BK, NOT_MET, on=date(2026, 11, 20), holds=(OPEN,)),
    case("the day before it came", BK, MET, on=date(2026, 11, 19), holds=(OPEN,)),
    case("it came after the dossier was received", BK, NOT_MET, today=date(2026, 11, 25), holds=(OPEN,)),
    case("it is cleared up on the day itself", BK, MET, today=date(2026, 11, 25),
         holds=(Hold(HoldReason.COMPLAINT, date(2026, 11, 20), released_on=date(2026, 11, 25)),)),
    case("the same award for the same year", BK, NOT_MET, *titles("BK-TINH", 2026), on=date(2026, 12, 28)),
    case("the same award for the year before", BK, MET, *titles("BK-TINH", 2025)),
    case("the same award for the year that is asked", BK, NOT_MET, *titles("BK-TINH", 2025), on=date(2026, 2, 1), asked=2025),
    case("another form for the same year", BK, UNKNOWN, *titles("GK-SO", 2026), on=date(2026, 12, 28)),
    case("a title beside a form", BK, MET, *titles("CSTDCS", 2026), on=date(2026, 12, 28)),
    case("a sudden one beside one for merit", BK, MET, *titles("BK-TINH", 2026, kind="dot-xuat"), on=date(2026, 12, 28)),
    case("a second sudden act may be another one", SUDDEN, UNKNOWN, *titles("BK-TINH", 2026, kind="dot-xuat"), on=date(2026, 12, 28)),
    case("a second state-level award in a year", HC, NOT_MET, *titles("CSTDTQ", 2025, decided_on=date(2026, 3, 1))),
    case("in the next year it may be", HC, MET, *titles("CSTDTQ", 2025, decided_on=date(2025, 12, 31))),
    case("a state-level award for long service stands apart", HC, MET,
         *titles("HC-LD3", 2025, decided_on=date(2026, 3, 1), kind="cong-hien")),
    case("asked for by long service it stands apart too", CAREER, MET, *titles("CSTDTQ", 2025, decided_on=date(2026, 3, 1))),
    case("the certificate of the Prime Minister is state-level", HC, NOT_MET, *titles("BK-TTG", 2025, decided_on=date(2026, 3, 1))),
    case("a provincial certificate is not", HC, MET, *titles("BK-TINH", 2025, decided_on=date(2026, 3, 1))),
    case("a revoked one is in nobody's way", HC, MET, *titles("CSTDTQ", 2025, decided_on=date(2026, 3, 1), valid=False)),
    case("one of unknown kind is for a person to judge", HC, UNKNOWN, *titles("BK-TTG", 2025, decided_on=date(2026, 3, 1), kind="")),
]


@pytest.mark.parametrize("case", GENERAL)
def test_general_case(case: Case) -> None:
    assert case.verdict is case.found


def test_a_reissue_is_no_award() -> None:
    assert general("BK-TINH", Kind.REISSUE) is None and general("BK-TINH", Kind.REVOKE) is None


# ------------------------------------------------------------------ from when, in doubt


@pytest.mark.parametrize(("criterion", "of", "day"), [
    (HEAD_15, {"posts": (DIRECTOR,), "on": date(2020, 1, 1)}, date(2026, 11, 5)),
    (HEAD_15, {"posts": (DIRECTOR,), "on": date(2020, 1, 1), "sex": "nu"}, date(2021, 11, 5)),
    (FORCE_25, {"posts": (SOLDIER,), "on": date(2020, 1, 1)}, date(2026, 11, 5)),
    (HEAD_15, {"posts": (Post(str(HEAD), date(2011, 1, 1), date(2015, 1, 1)),)}, None),
    (BK, {"holds": (Hold(HoldReason.PRESS, date(2026, 1, 1)),)}, None),
])
def test_the_earliest_day(criterion: Criterion, of: dict[str, Any], day: date | None) -> None:
    assert qualifies_from(criterion, History(**{"on": ON, **of})) == day


def test_years_that_do_not_count_are_told_with_the_reason() -> None:
    hold = discipline(date(2022, 5, 1), date(2023, 2, 1))
    missing = next(award("CSTDT").find(History(ON, THREE, holds=(hold,))).leaves).missing
    assert "Năm 2023 không tính: thời gian tính lại từ ngày kết thúc kỷ luật 01/02/2023" in missing
    spent = HC_LD2.find(History(ON, (*titles("HC-LD3", 2022), *titles("CSTDT", 2022)), performance=judgements(2021, 2025)))
    assert "đã thuộc thành tích của lần khen HC-LD3 trước" in list(spent.leaves)[-1].missing


def test_what_is_not_verified_is_said_and_changes_nothing() -> None:
    rule = any_of(verified("a", "a"), THREE_TIMES.cited("Điều 25").doubted("số năm")).doubted("cả khoản")
    finding = rule.find(History(ON, THREE))
    assert [leaf.doubt for leaf in finding.leaves] == ["cả khoản", "số năm"] and finding.verdict is MET


THREE_TIMES = consecutive("CSTDCS", 3, "03 lần")


