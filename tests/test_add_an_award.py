"""What docs/add-an-award.md tells an author to do, done literally: its class, its rows, and a line of the new award to its end."""

from __future__ import annotations

import json
import re
from datetime import date
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests import factories as f
from tests.papers.reading import stream
from tests.processes.lives import life_of
from workflow.engine import audit, catalogue, office
from workflow.engine.proving import proof
from workflow.engine.receiving import paper_forms
from workflow.law import awards
from workflow.law.words import Kind, Verdict
from workflow.models import AwardRecord, AwardType, Line
from workflow.papers import press, prints, unit_forms

PAGE = (Path(__file__).resolve().parents[1] / "docs/add-an-award.md").read_text(encoding="utf-8")
CODE = "STT-TINH"


def block(language: str) -> str:
    """The one block of the page in that language."""
    found, = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.S | re.M)
    return found


def row(name: str) -> dict[str, Any]:
    """An example row, read as a fixture is."""
    found: dict[str, Any] = json.loads(block(f"json {name}"))
    return {key: date.fromisoformat(value) if key in ("since", "until") and value else value for key, value in found.items()}


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> type:
    """The class of the page as a module of processes, registered for this test only."""
    monkeypatch.setattr(awards, "AWARDS", {key: dict(versions) for key, versions in awards.AWARDS.items()})
    module = ModuleType("processes.young_creators")
    module.__package__ = "processes"
    exec(compile(block("python"), "docs/add-an-award.md", "exec"), module.__dict__)
    return awards.in_force(CODE, Kind.MERIT, date(2026, 6, 1))


@pytest.fixture
def furnished(db: None, added: type) -> type:
    """Its rows too, as `furnish_office` enters them."""
    for name, model, known_by in office.CATALOGUE:
        if name in ("awards", "rates", "rules"):
            assert office.add(model, [row(name)], known_by) == 1
    return added


def test_the_class_is_as_short_as_the_page_says(added: type) -> None:
    body = block("python").partition("@award")[2]
    assert 5 <= len(body.strip().splitlines()) <= 15 and added.__doc__


def test_any_life_of_it_is_lawful(added: type) -> None:
    run_state_machine_as_test(life_of(added), settings=settings(max_examples=30, stateful_step_count=40, deadline=None))


@time_machine.travel("2026-11-05T02:00Z", tick=False)
def test_a_line_goes_to_its_end(furnished: type) -> None:
    made = f.dossier(awards=[CODE, CODE])
    card = proof.of([Line.objects.select_related("dossier").get(dossier=made, no=1)])
    assert next(iter(card.values())).finding.verdict is Verdict.UNKNOWN
    f.delivered(f.decided(f.passed(f.appraised(made))))
    assert f.states(made) == ["delivered"] * 2 and f.desks(made) == []
    assert [record.money for record in AwardRecord.objects.filter(line__dossier=made)] == [2_530_000] * 2
    assert not list(audit.faults())


@pytest.mark.django_db
def test_the_catalogue_and_the_command_know_it(furnished: type) -> None:
    found = catalogue.of(CODE, date(2026, 6, 1))
    assert found is not None and [one.rule.threshold for one in found.rules] == [80] and found.versions[0].current
    assert found.rewards[0].amount == 2_340_000
    said = StringIO()
    call_command(*re.search(r"manage\.py (explain .*)", PAGE)[1].split(), stdout=said)  # type: ignore[index]
    assert "Giải thưởng Sáng tạo trẻ của tỉnh (STT-TINH)" in said.getvalue() and "ít nhất 80 %" in said.getvalue()


@pytest.mark.django_db
def test_each_of_its_papers_has_one_form_and_its_own_goes_first(furnished: type, monkeypatch: pytest.MonkeyPatch) -> None:
    own = unit_forms.read(json.loads(block("json form")), {})
    known = (*unit_forms.every(), own)
    monkeypatch.setattr(unit_forms, "every", lambda: known)
    for day in (date(2026, 1, 1), date(2026, 11, 5)):
        found = paper_forms.dossiers(AwardType.objects.get(code=CODE), day)[Kind.MERIT]
        assert [[choice.form.variant for choice in paper.choices] for paper in found.papers] == [
            ["to-trinh-hoi-dong"], ["bien-ban-sang-tao-tre"], ["sang-kien-pham-vi"]]
    assert unit_forms.form_of("bien-ban", "BK-TINH", Kind.MERIT, "person", date(2026, 6, 1)).awards == frozenset()  # type: ignore[union-attr]
    text = stream(press.render(prints.blank(own, AwardType.objects.get(code=CODE), date(2026, 6, 1))).pdf)
    assert "chấmgiảithưởngsángtạotrẻcủatỉnh" in text and "i.bangiámkhảo" in text


def test_it_is_gone_afterwards() -> None:
    assert not any(code == CODE for code, _ in awards.AWARDS)


@pytest.mark.parametrize("code", ["LDTT", "BK-TINH", "HC-LD3", "DHV-BMVNAH"])
def test_the_table_names_procedure_and_file(code: str) -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith(f"| {code} |"))
    for (known, kind), versions in awards.AWARDS.items():
        if known == code:
            machine, = versions.values()
            assert kind.label[1:] in line and f"`{machine.__module__.partition('.')[2]}.py`" in line
