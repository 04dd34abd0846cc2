"""A movement's life: launched on a plan with criteria, reviewed after its conference, stopped with a reason."""
from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from workflow.law import movements as law
from workflow.law.machine import Refusal
from workflow.law.movements import Stage

TODAY = date(2026, 11, 22)


def movement(**fields: Any) -> Any:
    return SimpleNamespace(**{
        "state": Stage.PLANNED, "plan_number": "12/KH-UBND", "criteria": "Tiêu chí", "since": date(2026, 1, 1), "conference_on": TODAY,
        **fields})


@pytest.mark.parametrize(("stage", "steps"), [
    (Stage.PLANNED, {"launch", "close"}), (Stage.LAUNCHED, {"review", "close"}), (Stage.REVIEWED, {"reopen"}), (Stage.CLOSED, {"reopen"})])
def test_only_the_steps_of_a_stage_may_follow_it(stage: Stage, steps: set[str]) -> None:
    assert set(law.steps_from(stage)) == steps
    for step in law.STEPS.keys() - steps:
        with pytest.raises(Refusal, match="Không thể"):
            law.step(movement(state=stage), step, TODAY, "lý do")


@pytest.mark.parametrize("lacking", [{"plan_number": " "}, {"criteria": ""}])
def test_no_movement_without_a_plan_and_criteria(lacking: dict[str, str]) -> None:
    assert law.step(movement(), "launch", TODAY) is Stage.LAUNCHED
    with pytest.raises(Refusal, match="Chưa ghi"):
        law.step(movement(**lacking), "launch", TODAY)
