"""A form for every input: each step is taken at some address, by who may, with a button to press and room for a reason asked for."""
from __future__ import annotations

from datetime import date

import pytest

from tests.processes import reach
from tests.processes.reach import Way
from workflow.engine import clerk
from workflow.law import awards
from workflow.law.machine import Machine
from workflow.law.states import State
from workflow.law.words import Kind

MACHINES = sorted(awards.every(), key=lambda machine: (machine.code, machine.kind, machine.since))
every = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: f"{machine.code}-{machine.kind}-{machine.since}")


def missing(machine: type[Machine], ways: dict[str, list[Way]]) -> list[str]:
    """What lacks, in sentences."""
    found = []
    for state in State:
        for step in machine.steps_from(state) if state in machine.reachable() else ():
            about = f"{machine.code} ({machine.kind.label}), bước “{step.label}” khi dòng ở “{state.label}”"
            right = step.custom["right"].removeprefix("workflow.")
            here = [way for way in ways.get(step.slug, []) if not way.rights or right in way.rights]
            if not here:
                found.append(f"{about}: không có địa chỉ nào làm bước này bằng quyền “{right}”")
            elif not any(way.button for way in here):
                found.append(f"{about}: {', '.join(way.address for way in here)} không có nút bấm")
            elif "note" in clerk.asked(machine, step.slug) and not any(way.forms for way in here):
                found.append(f"{about}: phải ghi lý do nhưng {', '.join(way.address for way in here)} không có biểu mẫu để ghi")
    return found


@every
def test_every_step_has_an_address_and_a_button_to_press(machine: type[Machine]) -> None:
    assert missing(machine, reach.ways()) == []


def test_what_lacks_is_named() -> None:
    machine = awards.in_force("BK-TINH", Kind.MERIT, date(2026, 11, 18))
    ways = {step: found for step, found in reach.ways().items() if step != "tally"}
    assert missing(machine, ways) == [
        "BK-TINH (Công trạng), bước “Kiểm phiếu” khi dòng ở “Hội đồng đang bỏ phiếu”: "
        "không có địa chỉ nào làm bước này bằng quyền “convene”"]
    bare = {**reach.ways(), "tally": [Way("council:tally", frozenset({"convene"}), frozenset(), False)]}
    assert missing(machine, bare)[0].endswith("council:tally không có nút bấm")
    unseen = {**reach.ways(), "grant": [Way("elsewhere:grant", frozenset({"outcome"}), frozenset({"Answer"}), False)]}
    above = awards.in_force("BK-TTG", Kind.MERIT, date(2026, 11, 18))
    assert missing(above, unseen)[0].endswith("elsewhere:grant không có nút bấm"), "a form that no page shows is none"
    mute = {**reach.ways(), "withdraw": [Way("intake:withdraw", frozenset({"intake"}), frozenset(), True)]}
    assert "phải ghi lý do nhưng intake:withdraw không có biểu mẫu" in missing(machine, mute)[0]


def test_an_address_is_found_by_following_the_code() -> None:
    """The three ways a step is named: in the engine, in the view, in the form."""
    found = {step: {way.address for way in ways} for step, ways in reach.ways().items()}
    assert "decision:sign" in found["decide"] and "intake:withdraw" in found["withdraw"] and "appraisal:move" in found["refuse"]
    assert not any("show" in way.address for ways in reach.ways().values() for way in ways)
