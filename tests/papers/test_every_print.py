"""A print for every paper: each template has a sample, and every paper that a step of a machine makes can be printed somewhere."""
from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from tests.papers import samples
from tests.processes import reach
from workflow.law import awards
from workflow.law.states import Duty, State
from workflow.law.words import Instrument
from workflow.models import Printed
from workflow.papers import facts, prints
from workflow.papers.prints import SIGNED, after

TEMPLATES = Path(__file__).resolve().parents[2] / "print_templates"
SAMPLED = {type(paper) for paper in samples.every_paper().values()}
OF_DUTY = {  # what a desk hands on, besides the step itself; the outcome of another authority is that authority's paper
    Duty.INTAKE: ("receipt", "supplement"), Duty.APPRAISE: ("appraisal", "proof_card"), Duty.PUBLISH: ("public_list",),
    Duty.CONVENE: ("meeting_pack",), Duty.COUNCIL: ("minutes",), Duty.DECIDE: ("proposal",), Duty.SIGNATURE: ("paper",),
    Duty.REVIEW: (), Duty.OUTCOME: (), Duty.DELIVER: ("notice", "confirmation"),
}


def made_by(function: Any) -> type[facts.Paper]:
    """The sort of facts a mapping returns."""
    found: type[facts.Paper] = get_type_hints(inspect.unwrap(function))["return"]
    return found


def printed_somewhere() -> set[str]:
    """The mappings that some address comes to call to which a page leads."""
    found = set()
    for address, view in reach.addresses():
        functions, _ = reach.behind(view) if reach.linked(address) else (set(), set())
        found |= {name for function in functions for name in reach.named(function, prints)}
    return found


def test_every_template_has_a_sample() -> None:
    named = {template.name for template in TEMPLATES.glob("*.html")}
    assert {paper.template for paper in SAMPLED} == named


@pytest.mark.parametrize("instrument", list(Instrument))
def test_what_the_chairman_signs_has_a_template_and_a_sample(instrument: Instrument) -> None:
    assert any(machine.instrument is instrument for machine in awards.every()), "no machine asks for it"
    kind = made_by(SIGNED[instrument])
    assert (TEMPLATES / kind.template).exists() and kind in SAMPLED
    assert made_by(after.letter) in SAMPLED and made_by(after.proposal) in SAMPLED


@pytest.mark.parametrize("kind", [kind for kind, _ in Printed.KINDS])
def test_every_paper_that_is_kept_can_be_printed(kind: str) -> None:
    made = SIGNED[Instrument.AWARD] if kind == "decision" else getattr(prints, kind)
    assert made_by(made) is facts.Paper or made_by(made) in SAMPLED


@pytest.mark.parametrize("machine", list(awards.every()), ids=lambda machine: f"{machine.code}-{machine.kind}-{machine.since}")
def test_every_duty_of_an_award_hands_on_its_paper(machine: Any) -> None:
    for duty in {state.duty for state in State if state in machine.reachable() and state.duty}:
        lacking = [name for name in OF_DUTY[duty] if name not in PRINTED]
        assert not lacking, f"{machine.code} ({machine.kind.label}), việc “{duty.label}”: không có trang nào in {', '.join(lacking)}"


PRINTED = printed_somewhere()
