"""Plays the year: every month units send dossiers, desks work, the council sits, the chairman signs; the last weeks stay open."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from workflow.engine import clerk, errands
from workflow.engine.deciding import decisions
from workflow.engine.receiving import delivery, intake
from workflow.engine.register import history
from workflow.engine.sittings import council
from workflow.engine.sittings.urn import Choice
from workflow.law.states import State
from workflow.law.words import Case, Kind
from workflow.models import Dossier, Line, Round, Sitting, Unit

from . import beyond, cases, counter, evidence, lineage, money, movements, past
from . import cast as players
from .cast import Cast
from .moments import at, workday

YEAR = 2026
FIRST, LAST = 1, 11
PAPERS = {Kind.MERIT: ["to-trinh", "bao-cao", "bien-ban"], Kind.SUDDEN: ["to-trinh", "tom-tat"]}
ACHIEVEMENT = {
    Kind.MERIT: "đã có thành tích xuất sắc trong thực hiện nhiệm vụ và phong trào thi đua",
    Kind.SUDDEN: "đã có thành tích đột xuất, tiêu biểu"}
SUBJECT = {
    Kind.MERIT: "Về việc tặng danh hiệu thi đua và hình thức khen thưởng công trạng của tỉnh Minh Họa",
    Kind.SUDDEN: "Về việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Minh Họa cho thành tích đột xuất"}
S = State


@dataclass
class Batch:
    """What one unit sends one day."""

    unit: Unit
    kind: Kind
    on: date
    rows: list[dict[str, Any]]


def play(today: date, tell: Callable[[str], object] = print) -> None:
    """The whole year up to `today`, the same at every run."""
    chance, cast = Random(YEAR), players.assemble()
    for month, name in ((3, "Đợt 1"), (7, "Đợt 2"), (11, "Đợt 3")):
        Round.objects.get_or_create(name=f"{name} năm {YEAR} – khen thưởng công trạng", defaults={
            "kind": Kind.MERIT, "year": YEAR, "opens_on": date(YEAR, max(1, month - 3), 1), "closes_on": date(YEAR, month, 15)})
    batches = list(deal(chance, cast))
    for month in range(FIRST, LAST + 1):
        tell(f"Tháng {month}/{YEAR}")
        received = [receive(batch, cast, no) for no, batch in enumerate(batches) if batch.on.month == month and batch.on <= today]
        if month < LAST:
            work(month, received, cast, chance)
        else:
            leave_open(received, cast, chance)
    with at(workday(YEAR, LAST, 20), 14):
        cases.play(cast, timezone.localdate())
    past.give(cast)
    beyond.play(cast, today)
    with at(today, 7):
        lineage.play(cast.hoso, today)
    money.account(cast.ketoan, today)
    with at(today, 10):
        evidence.record(cast, chance)
    movements.play(cast, today)
    counter.play(cast, today)


def deal(chance: Random, cast: Cast) -> Iterator[Batch]:
    """The year's nominees in batches: merit in every month, sudden ones a few at a time."""
    piles: dict[Kind, list[dict[str, Any]]] = {kind: [] for kind in Kind}
    for kind, row in players.nominees(chance):
        piles[kind].append(row)
    for kind, sizes in ((Kind.MERIT, (6, 18)), (Kind.SUDDEN, (1, 4))):
        while piles[kind]:
            month, unit = chance.choices(range(FIRST, LAST + 1), [2, 3, 6, 4, 3, 4, 6, 3, 3, 4, 7])[0], chance.choice(cast.units)
            size = min(len(piles[kind]), chance.randint(*sizes))
            rows = [players.placed(piles[kind].pop(), unit, no, chance) for no in range(1, size + 1)]
            yield Batch(unit, kind, workday(YEAR, month, chance.randint(2, 9 if month < LAST else 17)), rows)


def receive(batch: Batch, cast: Cast, no: int) -> Dossier:
    """The intake desk takes the batch in."""
    unit, serial = batch.unit, no + 1
    with at(batch.on, 8 + no % 8, no * 7 % 60):
        draft = intake.begin(cast.tiepnhan)
        intake.save_header(draft, {
            "unit_id": unit.pk, "letter_number": f"{serial}/{players.sign(unit)}",
            "letter_date": (batch.on - timedelta(days=2)).isoformat(),
            "kind": str(batch.kind), "case": str(Case.SUDDEN) if batch.kind is Kind.SUDDEN else "",
            "contact_name": "Văn thư đơn vị", "contact_phone": "02090000000", "copies": 1,
            "papers": PAPERS[batch.kind] + ["sang-kien"] * any(row["award"] == "CSTDT" for row in batch.rows),
            "round_id": round_of(batch),
        }, cast.tiepnhan)
        intake.add_rows(draft, batch.rows, cast.tiepnhan)
        dossier = intake.register(draft, cast.tiepnhan)
        history.declare_titles([line.recipient_id for line in dossier.lines.filter(award="CSTDT")], YEAR, dossier.unit_name, cast.tiepnhan)
        return dossier


def round_of(batch: Batch) -> int | None:
    """The round it is sent for; a few come some days late."""
    open_then = Round.objects.filter(closes_on__gte=batch.on - timedelta(days=3)).order_by("closes_on")
    return open_then.values_list("pk", flat=True).first() if batch.kind is Kind.MERIT else None


def lines(dossiers: Sequence[Dossier], *states: State) -> list[int]:
    """The lines of these dossiers that stand so."""
    return list(Line.objects.filter(dossier__in=dossiers, state__in=states).order_by("pk").values_list("pk", flat=True))


def appraise(dossier: Dossier, cast: Cast, chance: Random) -> None:
    """One officer goes through a dossier: a few lines are returned or refused, the rest pass."""
    officer = cast.thamdinh if dossier.pk % 2 else cast.thamdinh2
    task = errands.desks([dossier.pk])[dossier.pk, "appraise"]
    errands.take(task, officer)
    todo = lines([dossier], S.SUBMITTED)
    if len(todo) > 8 and chance.random() < 0.25:
        clerk.move(todo[:1], "send_back", officer, note="Báo cáo thành tích chưa có xác nhận của cấp trình")
        clerk.move(todo[:1], "resubmit", cast.tiepnhan)
    if len(todo) > 5 and chance.random() < 0.3:
        clerk.move(todo[-1:], "refuse", officer, note="Chưa đủ số năm hoàn thành tốt nhiệm vụ liên tục theo quy định")
    clerk.move(lines([dossier], S.SUBMITTED), "appraise", officer)


def work(month: int, received: Sequence[Dossier], cast: Cast, chance: Random) -> None:
    """A whole month, from appraisal to hand-over."""
    with at(workday(YEAR, month, 14), 10):
        for dossier in received:
            appraise(dossier, cast, chance)
    with at(workday(YEAR, month, 20), 8, 30):
        sit(lines(received, S.APPRAISED), cast, chance)
    with at(workday(YEAR, month, 24), 14):
        for kind in Kind:
            if ready := lines([d for d in received if d.kind == kind], S.PASSED):
                decide(ready, kind, month, cast)
    with at(workday(YEAR, month, 27), 15):
        for dossier in received:
            delivery.hand_over(dossier, cast.tiepnhan, "Văn thư đơn vị")


def sit(agenda: Sequence[int], cast: Cast, chance: Random, count: bool = True) -> Sitting | None:
    """A sitting of the council; one member is away now and then and sends a written paper."""
    if not agenda:
        return None
    away = [cast.council[-1]] if chance.random() < 0.5 else []
    sitting = council.convene(
        agenda, cast.thuky, held_on=timezone.localdate(), place="Phòng họp số 1, trụ sở Ủy ban nhân dân tỉnh",
        absent=[user.pk for user in away], counters=["Nông Văn Nghĩa", "Phan Thị Oanh", "Đỗ Minh Hạnh"])
    doubtful = {line for line in agenda if chance.random() < 0.02}
    present = [user for user in cast.council if user not in away]
    for user in present if count else present[:5]:
        council.cast(sitting, user, paper(agenda, doubtful, chance))
    if count:
        council.record_written(sitting, [user.pk for user in away], [paper(agenda, doubtful, chance) for _ in away], cast.thuky)
        council.tally(sitting, cast.thuky)
    return sitting


def paper(agenda: Sequence[int], doubtful: set[int], chance: Random) -> dict[int, Choice]:
    """One member's paper: yes, save to the doubtful."""
    return {line: chance.choice([Choice.NO, Choice.BLANK, Choice.AYE]) if line in doubtful else Choice.AYE for line in agenda}


def decide(ready: Sequence[int], kind: Kind, month: int, cast: Cast, until: str = "sign") -> None:
    """One decision over many dossiers, as far as the step named."""
    decision = decisions.draft(
        ready, cast.duthao, subject=SUBJECT[kind], achievement=ACHIEVEMENT[kind],
        proposal_number=f"{month * 10 + list(Kind).index(kind)}/TTr-SNV")
    if until == "draft":
        return
    decisions.submit(decision, cast.duthao)
    if until == "check":
        return
    decisions.check(decision, cast.truongphong, sound=True)
    if until == "sign":
        decisions.sign(decision, cast.chutich)


def leave_open(received: Sequence[Dossier], cast: Cast, chance: Random) -> None:
    """The running month: something in every state."""
    merit = [dossier for dossier in received if dossier.kind == Kind.MERIT]
    sudden = [dossier for dossier in received if dossier.kind == Kind.SUDDEN]
    share = max(1, len(merit) // 6)
    counted, drafted, voting, waiting, fresh = (merit[i * share:(i + 1) * share if i < 4 else None] for i in range(5))
    with at(workday(YEAR, LAST, 18), 10):
        for dossier in (*counted, *drafted, *voting, *waiting, *sudden):
            appraise(dossier, cast, chance)
    with at(workday(YEAR, LAST, 19), 9):
        sit(lines([*counted, *drafted], S.APPRAISED), cast, chance)
        sit(lines(voting, S.APPRAISED), cast, chance, count=False)
    with at(workday(YEAR, LAST, 20), 9):
        decide(lines(drafted[:1], S.PASSED), Kind.MERIT, LAST, cast, until="draft")
        decide(lines(drafted[1:2], S.PASSED), Kind.MERIT, LAST, cast, until="check")
        decide(lines(counted[:1], S.PASSED), Kind.MERIT, LAST, cast, until="signature")
        decide(lines(sudden[:2], S.PASSED), Kind.SUDDEN, LAST, cast)
        unfinished(fresh, cast)


def unfinished(dossiers: Sequence[Dossier], cast: Cast) -> None:
    """Dossiers on the officers' desks: some taken, some lines returned, held, withdrawn."""
    for no, dossier in enumerate(dossiers):
        officer = cast.thamdinh if no % 3 == 0 else cast.thamdinh2
        if no % 3 == 2:
            continue
        errands.take(errands.desks([dossier.pk])[dossier.pk, "appraise"], officer)
        first, second, third, *_ = lines([dossier], S.SUBMITTED)
        clerk.move([first], "appraise", officer)
        if no % 3 == 0:
            clerk.move([second], "send_back", officer, note="Thiếu bản xác nhận thành tích của Ủy ban nhân dân xã nơi cư trú")
            clerk.move([third], "hold", officer, note="Đang có đơn thư cần xác minh")
            if no % 2:
                clerk.move([second], "withdraw", cast.tiepnhan, note="Đơn vị rút đề nghị theo công văn")
