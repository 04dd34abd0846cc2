"""The law of a letter from the people: which step may follow which, and by when. Luật 06/2022/QH15 Điều 94."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .clock import Calendar, last_of
from .machine import Refusal
from .words import Word

DAY = timedelta(days=1)


class Sort(Word):
    """Loại đơn: complaint by whom it concerns, denunciation by anybody, or a remark without either form."""

    COMPLAINT = "khieu-nai", "Khiếu nại"
    DENUNCIATION = "to-cao", "Tố cáo"
    REMARK = "phan-anh", "Phản ánh, kiến nghị"


class Stage(Word):
    """Where a letter stands; the last four are ends."""

    RECEIVED = "received", "Mới nhận"
    ACCEPTED = "accepted", "Đã thụ lý"
    VERIFYING = "verifying", "Đang xác minh"
    FOUNDED = "founded", "Kết luận: có căn cứ"
    UNFOUNDED = "unfounded", "Kết luận: không có căn cứ"
    REJECTED = "rejected", "Không thụ lý"
    WITHDRAWN = "withdrawn", "Người gửi rút đơn"

    @property
    def open(self) -> bool:
        """Somebody still has to act."""
        return self in (Stage.RECEIVED, Stage.ACCEPTED, Stage.VERIFYING)

    @property
    def blocks(self) -> bool:
        """Does it keep those it concerns from being commended meanwhile?"""
        return self in (Stage.ACCEPTED, Stage.VERIFYING)


@dataclass(frozen=True)
class Step:
    """One legal step. `reasoned`: it states why."""

    name: str
    label: str
    sources: frozenset[Stage]
    target: Stage
    reasoned: bool = True


STEPS = {step.name: step for step in (
    Step("accept", "Thụ lý", frozenset({Stage.RECEIVED}), Stage.ACCEPTED, reasoned=False),
    Step("reject", "Không thụ lý", frozenset({Stage.RECEIVED}), Stage.REJECTED),
    Step("verify", "Bắt đầu xác minh", frozenset({Stage.ACCEPTED}), Stage.VERIFYING, reasoned=False),
    Step("founded", "Kết luận có căn cứ", frozenset({Stage.VERIFYING}), Stage.FOUNDED),
    Step("unfounded", "Kết luận không có căn cứ", frozenset({Stage.VERIFYING}), Stage.UNFOUNDED),
    Step("withdraw", "Người gửi rút đơn", frozenset({Stage.RECEIVED, Stage.ACCEPTED, Stage.VERIFYING}), Stage.WITHDRAWN),
)}


def attempt(stage: Stage, name: str, note: str) -> Stage:
    """Where the step leads; a Refusal says why it may not be taken."""
    step = STEPS.get(name)
    if step is None or stage not in step.sources:
        raise Refusal(f"Không có bước này khi đơn ở “{stage.label}”")
    if step.reasoned and not note.strip():
        raise Refusal("Phải ghi rõ lý do hoặc nội dung kết luận")
    return step.target


def may(stage: Stage) -> list[Step]:
    """The steps that leave a stage."""
    return [step for step in STEPS.values() if stage in step.sources]


@dataclass(frozen=True)
class Term:
    """A time limit as its dated row says it. `extension`: by how much it may be prolonged once."""

    days: int
    working: bool
    extension: int = 0


def due(begun: date, term: Term, calendar: Calendar, extended: bool = False) -> date:
    """The last day: counted from the day after; a last calendar day on which nobody works moves to the next working day."""
    days = term.days + (term.extension if extended else 0)
    if term.working:
        return last_of(begun + DAY, days, calendar)
    last = begun + timedelta(days=days)
    while not calendar.works(last):
        last += DAY
    return last


def overdue(due_on: date | None, today: date, stage: Stage) -> bool:
    """Past its day and not at an end."""
    return stage.open and due_on is not None and today > due_on
