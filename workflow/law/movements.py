"""Phong trào thi đua: where a movement can stand, and what each step of its life needs."""
from __future__ import annotations

from datetime import date
from typing import Protocol

from .machine import Refusal
from .words import Word


class Stage(Word):
    """Trạng thái of a movement."""

    PLANNED = "du-kien", "Đang lập kế hoạch"
    LAUNCHED = "phat-dong", "Đang thực hiện"
    REVIEWED = "tong-ket", "Đã sơ kết, tổng kết"
    CLOSED = "dung", "Dừng"


class MovementLike(Protocol):
    """What the law needs to know of a movement."""

    state: str
    plan_number: str
    criteria: str
    since: date
    conference_on: date | None


STEPS: dict[str, tuple[frozenset[Stage], Stage, str]] = {  # step: from, to, label
    "launch": (frozenset({Stage.PLANNED}), Stage.LAUNCHED, "Phát động"),
    "review": (frozenset({Stage.LAUNCHED}), Stage.REVIEWED, "Ghi đã sơ kết, tổng kết"),
    "reopen": (frozenset({Stage.REVIEWED, Stage.CLOSED}), Stage.LAUNCHED, "Thực hiện tiếp"),
    "close": (frozenset({Stage.PLANNED, Stage.LAUNCHED}), Stage.CLOSED, "Dừng phong trào"),
}


def steps_from(state: str) -> list[str]:
    """The steps that may follow."""
    return [step for step, (sources, _, _) in STEPS.items() if state in sources]


def step(movement: MovementLike, name: str, today: date, note: str = "") -> Stage:
    """Where the step leads; a Refusal says what is in the way.

    A movement is launched on an approved plan with criteria, because commendation at its review goes by them.
    """
    sources, target, label = STEPS[name]
    if movement.state not in sources:
        raise Refusal(f"Không thể “{label.lower()}” khi phong trào ở trạng thái “{Stage(movement.state).label}”")
    if name == "launch" and not movement.plan_number.strip():
        raise Refusal("Chưa ghi số kế hoạch; phải có kế hoạch trước khi triển khai phong trào")
    if name == "launch" and not movement.criteria.strip():
        raise Refusal("Chưa ghi tiêu chí; khen thưởng khi sơ kết, tổng kết phải theo tiêu chí đã xây dựng")
    if name == "review" and (movement.conference_on is None or movement.conference_on > today):
        raise Refusal("Chưa ghi ngày hội nghị sơ kết, tổng kết, hoặc hội nghị chưa diễn ra")
    if name in ("reopen", "close") and not note.strip():
        raise Refusal("Phải ghi rõ lý do")
    return target


def open_to_dossiers(movement: MovementLike) -> str:
    """Why no dossier may name the movement; empty when it may. Its plan must exist beforehand."""
    if movement.state not in (Stage.LAUNCHED, Stage.REVIEWED):
        return f"Phong trào đang ở trạng thái “{Stage(movement.state).label}”, chưa nhận hồ sơ khen thưởng chuyên đề"
    return "" if movement.plan_number.strip() else "Phong trào chưa có kế hoạch"
