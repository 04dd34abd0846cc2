"""What anybody with the code of a dossier may know: where it is, whose turn it is, until when. No person, no unit, no award."""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from workflow.law import awards, clock
from workflow.law.names import DASHES, nfc
from workflow.law.states import CLOSED, Duty, State
from workflow.law.words import Kind
from workflow.models import Dossier, Line, Pause

from .inbox import office_days

LONGEST = 40  # characters of a code
TURN = {
    Duty.INTAKE: "Đơn vị trình: nộp bổ sung tại Bộ phận Một cửa", Duty.APPRAISE: "Cơ quan thẩm định", Duty.REVIEW: "Cơ quan thẩm định",
    Duty.PUBLISH: "Công khai lấy ý kiến Nhân dân", Duty.OUTCOME: "Cấp có thẩm quyền khác xem xét, quyết định",
    Duty.CONVENE: "Hội đồng Thi đua – Khen thưởng", Duty.COUNCIL: "Hội đồng Thi đua – Khen thưởng",
    Duty.DECIDE: "Cơ quan thẩm định: dự thảo quyết định", Duty.SIGNATURE: "Lãnh đạo có thẩm quyền: ký quyết định",
    Duty.DELIVER: "Bộ phận Một cửa: mời đơn vị đến nhận kết quả",
}
STEPS = [  # name, what lies there, whether lines that were turned down come by
    ("Thẩm định", (Duty.APPRAISE, Duty.INTAKE, Duty.REVIEW), True),
    ("Lấy ý kiến Nhân dân", (Duty.PUBLISH,), False),
    ("Hội đồng", (Duty.CONVENE, Duty.COUNCIL), False),
    ("Quyết định", (Duty.DECIDE, Duty.SIGNATURE), False),
    ("Cấp có thẩm quyền quyết định", (Duty.OUTCOME,), False),
    ("Trả kết quả", (Duty.DELIVER,), True),
]
AWARDED, REFUSED, GONE = {State.DECIDED, State.DELIVERED}, {State.REFUSED, State.ANSWERED}, {State.WITHDRAWN}


@dataclass(frozen=True)
class Step:
    """A part of the way: `look` is done, now or empty."""

    name: str
    look: str
    note: str = ""


@dataclass(frozen=True)
class Whereabouts:
    """The dossier as the public sees it."""

    code: str
    received_on: date
    due_on: date
    left: int
    paused: bool
    closed: bool
    delivered_on: date | None
    total: int
    steps: list[Step]
    turns: list[tuple[str, int]]
    outcomes: list[tuple[str, int]]


def spellings(typed: str) -> list[str]:
    """How a code may be written: in any case, with any dash, with blanks in it or in place of its dashes."""
    words = DASHES.sub("-", nfc(typed[:4 * LONGEST])).split()
    return sorted({spelling for glue in ("", "-") for spelling in (glue.join(words), glue.join(words).upper())})


def find(typed: str) -> Whereabouts | None:
    """The dossier of that code, if there is one. Two queries, by the index of the codes."""
    paused = Exists(Pause.objects.filter(dossier=OuterRef("pk"), until=None))
    dossier = Dossier.objects.filter(code__in=spellings(typed)).annotate(paused=paused).first()
    if dossier is None:
        return None
    states, ahead = Counter[State](), set[State]()
    rows = Line.objects.filter(dossier=dossier).order_by().values_list("state", "award", "since").annotate(n=Count("pk"))
    for state, award, since, n in rows:
        states[State(state)] += n
        ahead |= awards.named(award, Kind(dossier.kind), since).reachable()
    closed = CLOSED.issuperset(states)
    return Whereabouts(
        code=dossier.code, received_on=dossier.received_on, due_on=dossier.due_on,
        left=clock.remaining(dossier.due_on, timezone.localdate(), office_days()), paused=dossier.paused, closed=closed,
        delivered_on=timezone.localdate(dossier.delivered_at) if dossier.delivered_at else None, total=sum(states.values()),
        steps=steps(dossier, states, ahead), turns=turns(states), outcomes=outcomes(states))


def steps(dossier: Dossier, states: Mapping[State, int], ahead: Collection[State]) -> list[Step]:
    """The way of the dossier. A step is done when no line lies at it or before it; it shows if a line can come there at all."""
    possible = {state.duty for state in ahead}
    lying = Counter({duty: sum(n for state, n in states.items() if state.duty is duty) for duty in Duty})
    decisive, found, before = not (REFUSED | GONE).issuperset(states), list[Step](), 0
    for name, duties, always in STEPS:
        here = sum(lying[duty] for duty in duties)
        before += here
        if always or (decisive and not possible.isdisjoint(duties)):
            found.append(Step(name, "now" if here else "" if before else "done", f"{here} đề nghị" if here else ""))
    return [Step("Tiếp nhận", "done", f"{dossier.received_on:%d/%m/%Y}"), *found]


def turns(states: Mapping[State, int]) -> list[tuple[str, int]]:
    """Whose turn it is, with the number of lines that wait there, in the order of the way."""
    waiting: Counter[str] = Counter()
    for state in State:
        if state.duty and state in states:
            waiting[TURN[state.duty]] += states[state]
    return list(waiting.items())


def outcomes(states: Mapping[State, int]) -> list[tuple[str, int]]:
    """How many lines ended how; what is still on its way says no more than that."""
    ended = AWARDED | REFUSED | GONE
    groups = [
        ("Đang xử lý", set(State) - ended - {State.RETURNED}), ("Chờ đơn vị bổ sung", {State.RETURNED}),
        ("Đã có quyết định khen thưởng", AWARDED), ("Không đủ điều kiện", REFUSED), ("Đơn vị đã rút", GONE),
    ]
    counted = [(name, sum(states.get(state, 0) for state in group)) for name, group in groups]
    return [(name, n) for name, n in counted if n]
