"""The docs speak of everything there is: every award with rules, duty, right, setting and command has its line."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission

from workflow.law import awards
from workflow.law.states import Duty

ROOT = Path(__file__).resolve().parents[1]
ADMIN = (ROOT / "docs/quan-tri.md").read_text(encoding="utf-8")
AWARDS = (ROOT / "docs/add-an-award.md").read_text(encoding="utf-8")
COMMANDS = sorted(path.stem for path in (ROOT / "workflow/management/commands").glob("[a-z]*.py"))
CODE = "".join(
    path.read_text(encoding="utf-8") for path in [ROOT / "workflow/settings.py", *sorted((ROOT / "workflow/database").glob("*.py"))])
SETTINGS = sorted(set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"|environ\.get\("([A-Z_]+)"', CODE)))


@pytest.mark.parametrize("code", sorted({code for code, _ in awards.AWARDS} - awards.GROUPS) or ["none registered"])
def test_every_award_with_rules_is_listed(code: str) -> None:
    assert f"| {code} |" in AWARDS


@pytest.mark.parametrize("duty", list(Duty))
def test_every_duty_is_explained_to_the_administrator(duty: Duty) -> None:
    assert f"| `{duty}` | {duty.label}" in ADMIN


@pytest.mark.django_db
def test_every_right_is_explained_to_the_administrator() -> None:
    rights = Permission.objects.filter(content_type__app_label="workflow", content_type__model="line").exclude(codename__contains="_line")
    missing = [right.codename for right in rights if f"| `{right.codename}` |" not in ADMIN]
    assert rights.count() >= 10 and not missing


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained_to_the_administrator(command: str) -> None:
    assert f"`manage.py {command}`" in ADMIN


@pytest.mark.parametrize("setting", sorted({one or other for one, other in SETTINGS} - {"PATH", "PYTEST_XDIST_WORKER"}))
def test_every_setting_is_explained_to_the_administrator(setting: str) -> None:
    assert f"| `{setting}` |" in ADMIN


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
