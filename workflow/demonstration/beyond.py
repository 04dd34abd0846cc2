"""The demonstration's dossiers that other authorities decide: sent up to the Prime Minister and the President, or granted by a department.

They stand beside the year whose awards of the province are counted: none of their lines is decided by the chairman.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from workflow.engine import clerk
from workflow.engine.deciding import decisions, outcomes, publishing
from workflow.engine.receiving import consulting, delivery, intake
from workflow.engine.register import history
from workflow.engine.sittings import council
from workflow.engine.sittings.urn import Choice
from workflow.law.states import State
from workflow.law.words import Band, Instrument, Kind, UnitKind
from workflow.models import Dossier, Line, Unit

from . import cast as players
from .cast import Cast
from .moments import at, workday

YEAR = 2026
COMPLETE = date(YEAR, 11, 20)  # the stories below are told up to this day
MERIT, SIMPLE = ["to-trinh", "bao-cao", "bien-ban", "sang-kien"], ["to-trinh", "tom-tat"]
PORTAL = "Cổng thông tin điện tử tỉnh, Báo và Phát thanh, Truyền hình tỉnh Minh Họa"
S = State


@dataclass
class Sent:
    """One dossier as its unit sends it: which awards for how many, and why."""

    unit: Unit
    awards: dict[str, int]
    on: date
    kind: Kind = Kind.MERIT
    papers: Sequence[str] = field(default_factory=lambda: MERIT)


def play(cast: Cast, today: date) -> None:
    """Six dossiers, each left in another place; nothing when the demonstration ends before they could have got there."""
    if today < COMPLETE:
        return
    chance = Random(YEAR + 1)
    so, union = (next(unit for unit in cast.units if unit.kind == kind) for kind in (UnitKind.DEPARTMENT, UnitKind.UNION))
    firm = next(unit for unit in cast.units if unit.kind == UnitKind.ENTERPRISE)
    answered(receive(Sent(so, {"BK-TTG": 4}, workday(YEAR, 2, 12)), cast, chance), cast)
    reported(receive(Sent(so, {"LDTT": 6, "CSTDCS": 3}, workday(YEAR, 6, 8), papers=["to-trinh", "bien-ban"]), cast, chance), cast)
    waiting_for_the_letter(receive(Sent(union, {"CSTDTQ": 2}, workday(YEAR, 9, 9)), cast, chance), cast)
    before_the_chairman(receive(Sent(firm, {"COCP": 1}, workday(YEAR, 10, 5)), cast, chance), cast)
    before_the_people(receive(Sent(so, {"HC-LD3": 3}, workday(YEAR, 10, 20)), cast, chance), cast)
    being_asked(receive(Sent(so, {"HC-HN": 1}, workday(YEAR, 11, 5), Kind.FOREIGN, SIMPLE), cast, chance), cast)


# ------------------------------------------------------------------ the six stories


def answered(made: Dossier, cast: Cast) -> None:
    """Bằng khen of the Prime Minister: two given, one refused, one still waits."""
    titled(made, "BK-TTG", cast)
    appraise(made, cast, workday(YEAR, 2, 25))
    sit(made, cast, workday(YEAR, 3, 17))
    letter(made, cast, workday(YEAR, 3, 26), "Về việc đề nghị tặng Bằng khen của Thủ tướng Chính phủ", signed=True)
    first, second, third, _ = ids(made)
    with at(workday(YEAR, 6, 18), 10):
        outcomes.grant(
            [first, second], cast.theodoi, number="1187/QĐ-TTg", decided_on=date(YEAR, 6, 12), authority="Thủ tướng Chính phủ")
        outcomes.deny([third], cast.theodoi, "Chưa đủ thời gian 05 năm liên tục tính đến thời điểm đề nghị")
        delivery.hand_over(made, cast.tiepnhan, "Văn thư đơn vị")


def reported(made: Dossier, cast: Cast) -> None:
    """Titles of a department: checked here, its own decision recorded for one of the two."""
    appraise(made, cast, workday(YEAR, 6, 16))
    with at(workday(YEAR, 6, 24), 9):
        outcomes.grant(
            ids(made, "LDTT"), cast.theodoi, number=f"214/QĐ-{players.sign(made.unit).removeprefix('TTr-')}",
            decided_on=date(YEAR, 6, 22), authority=f"Giám đốc {made.unit_name}")


def waiting_for_the_letter(made: Dossier, cast: Cast) -> None:
    """Chiến sĩ thi đua toàn quốc: the council has voted in secret; the letter is not begun."""
    titled(made, "CSTDTQ", cast)
    appraise(made, cast, workday(YEAR, 9, 22))
    sit(made, cast, workday(YEAR, 10, 14))


def before_the_chairman(made: Dossier, cast: Cast) -> None:
    """Cờ thi đua của Chính phủ: the letter lies before the chairman."""
    appraise(made, cast, workday(YEAR, 10, 13))
    sit(made, cast, workday(YEAR, 10, 29))
    letter(made, cast, workday(YEAR, 11, 10), "Về việc đề nghị tặng Cờ thi đua của Chính phủ năm 2026", signed=False)


def before_the_people(made: Dossier, cast: Cast) -> None:
    """Huân chương Lao động hạng Ba: shown to the people, who still may speak."""
    appraise(made, cast, workday(YEAR, 11, 3))
    day = workday(YEAR, 11, 12)
    with at(day, 8):
        publishing.publish(ids(made), cast.theodoi, on=day, place=PORTAL)


def being_asked(made: Dossier, cast: Cast) -> None:
    """Huân chương Hữu nghị: foreign affairs has agreed, the police has not answered yet."""
    day = workday(YEAR, 11, 10)
    with at(day, 10):
        first = consulting.ask(made, cast.thamdinh, authority="Sở Ngoại vụ", asked_on=day, paper="hiep-y-ngoai-vu", letter="512/SNV-TĐKT")
        consulting.ask(made, cast.thamdinh, authority="Công an tỉnh", asked_on=day, paper="hiep-y-cong-an", letter="513/SNV-TĐKT")
    with at(workday(YEAR, 11, 18), 15):
        consulting.answer(first, cast.thamdinh, answer="dong-y", answered_on=workday(YEAR, 11, 17), reply="228/SNgV-HTQT")


# ------------------------------------------------------------------ the steps


def receive(sent: Sent, cast: Cast, chance: Random) -> Dossier:
    """The intake desk takes it in."""
    rows: list[dict[str, Any]] = []
    for award, n in sent.awards.items():
        for no in range(1, n + 1):
            row = {"kind": "collective", "award": award, "citation": players.deed(chance, sent.kind)} if award == "COCP" else \
                players.person(chance, award, Band.OTHER_LEADER, sent.kind)
            rows.append(players.placed(row, sent.unit, no, chance))
    with at(sent.on, 8, 20):
        draft = intake.begin(cast.tiepnhan)
        intake.save_header(draft, {
            "unit_id": sent.unit.pk, "letter_number": f"{700 + sent.on.month}/{players.sign(sent.unit)}",
            "letter_date": sent.on.isoformat(), "kind": str(sent.kind), "contact_name": "Văn thư đơn vị",
            "contact_phone": "02090000000", "copies": 1, "papers": list(sent.papers)}, cast.tiepnhan)
        intake.add_rows(draft, rows, cast.tiepnhan)
        return intake.register(draft, cast.tiepnhan)


def titled(made: Dossier, award: str, cast: Cast) -> None:
    """The yearly titles that the unit declares for those it proposes."""
    with at(made.received_on, 9):
        people = made.lines.filter(award=award).values_list("recipient", flat=True)
        history.declare_titles(people, YEAR, made.unit_name, cast.tiepnhan)


def ids(made: Dossier, award: str = "") -> list[int]:
    """Its lines, or those for one award."""
    found = Line.objects.filter(dossier=made, **({"award": award} if award else {}))
    return list(found.order_by("no").values_list("pk", flat=True))


def appraise(made: Dossier, cast: Cast, day: date) -> None:
    """All in order."""
    with at(day, 14):
        clerk.move(ids(made), "appraise", cast.thamdinh)


def sit(made: Dossier, cast: Cast, day: date) -> None:
    """The council meets about it, and all agree."""
    agenda = ids(made)
    with at(day, 8, 30):
        sitting = council.convene(
            agenda, cast.thuky, held_on=day, place="Phòng họp số 1, trụ sở Ủy ban nhân dân tỉnh",
            absent=[], counters=["Nông Văn Nghĩa", "Phan Thị Oanh", "Đỗ Minh Hạnh"])
        for member in cast.council:
            council.cast(sitting, member, dict.fromkeys(agenda, Choice.AYE))
        council.tally(sitting, cast.thuky)


def letter(made: Dossier, cast: Cast, day: date, subject: str, *, signed: bool) -> None:
    """The chairman's letter upward, as far as his desk or with his name under it."""
    with at(day, 9):
        drafted = decisions.draft(
            waiting(ids(made)), cast.duthao, subject=subject, achievement="đã có thành tích xuất sắc trong phong trào thi đua",
            proposal_number=f"{900 + day.month}/TTr-SNV", instrument=Instrument.PETITION)
        decisions.submit(drafted, cast.duthao)
        decisions.check(drafted, cast.truongphong, sound=True)
        if signed:
            decisions.sign(drafted, cast.chutich)


def waiting(lines: Iterable[int]) -> list[int]:
    """Those that the council has passed."""
    return list(Line.objects.filter(pk__in=list(lines), state=S.PASSED).order_by("pk").values_list("pk", flat=True))
