"""Furnishing an office adds what is missing and leaves what the administrator changed."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from tests import factories as f
from workflow.engine.office import furnish
from workflow.law import awards
from workflow.models import AwardType, Holiday, Line, Rule

pytestmark = pytest.mark.django_db


def test_it_adds_nothing_twice():
    assert set(furnish().values()) == {0}


def test_what_was_changed_stays_and_what_is_missing_comes_back():
    AwardType.objects.filter(code="BK-TINH").update(name="Bằng khen của tỉnh")
    Group.objects.get(name=f.APPRAISAL).permissions.set(Permission.objects.filter(codename="sign"))
    Holiday.objects.filter(on__year=2026).delete()
    Group.objects.get(name=f.SIGNER).delete()
    out = StringIO()
    call_command("furnish_office", stdout=out)
    assert AwardType.objects.get(code="BK-TINH").name == "Bằng khen của tỉnh"
    assert f.user(f.APPRAISAL).has_perm("workflow.sign") and not f.user(f.APPRAISAL).has_perm("workflow.appraise")
    assert f.user(f.SIGNER).has_perm("workflow.sign")
    assert Holiday.objects.filter(on__year=2026).exists() and "holidays: thêm 0" not in out.getvalue()


def test_every_duty_has_a_role_and_the_administrator_has_none_of_them():
    duties = {right for right, _ in Line._meta.permissions}
    held = {role: set(f.user(role).get_all_permissions()) for role in Group.objects.values_list("name", flat=True)}
    admin = held.pop(f.ADMIN)
    assert {f"workflow.{duty}" for duty in duties} == set().union(*held.values())
    assert "workflow.change_rule" in admin and "workflow.delete_user" not in admin
    assert not admin & {f"workflow.{duty}" for duty in duties}


def test_every_award_with_a_procedure_has_its_rule_and_its_kinds():
    for machine in awards.every():
        if machine.switch:  # its rows come when somebody has compared the text
            continue
        every = machine.code in awards.GROUPS
        rules = Rule.objects.filter(award=None if every else machine.code, kind=machine.kind)
        assert rules.filter(since=machine.since).exists() and (every or AwardType.objects.get(code=machine.code).kinds)
        assert all((rule.threshold is not None) is machine.votes() for rule in rules)


def test_the_administrators_of_an_older_office_gain_the_tables_that_came_later_and_keep_what_was_changed():
    group = Group.objects.get(name=f.ADMIN)
    before = set(group.permissions.values_list("codename", flat=True))
    group.permissions.remove(*Permission.objects.filter(content_type__model__in=("switch", "timelimit")))
    group.permissions.remove(Permission.objects.get(codename="delete_holiday"))
    assert furnish()["roles"] == 1
    assert set(group.permissions.values_list("codename", flat=True)) == before - {"delete_holiday"}
    assert furnish()["roles"] == 0
