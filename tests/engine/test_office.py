"""Furnishing an office adds what is missing and leaves what the administrator changed."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from tests import factories as f
from workflow.engine import shipped
from workflow.engine.office import furnish
from workflow.law import awards
from workflow.models import AwardType, Holiday, Line, Office, Rule, Switch

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


# ------------------------------------------------------------------ what differs from what is shipped


def said(*args: str, **options: object) -> str:
    out = StringIO()
    call_command("furnish_office", *args, stdout=out, **options)
    return out.getvalue()


def test_a_new_office_differs_in_nothing():
    assert shipped.differences() == [] and "Khác với" not in said()


def test_what_an_older_office_has_otherwise_is_told_and_left_as_it_is():
    AwardType.objects.filter(code="BK-TINH").update(proposers=["so"], verified=True)
    rule = Rule.objects.filter(award="BK-TINH").first()
    Rule.objects.filter(pk=rule.pk).update(papers=[], working_days=99)
    Group.objects.get(name=f.APPRAISAL).permissions.set(Permission.objects.filter(codename="sign"))
    Office.objects.update(province="Tỉnh khác", department="Sở khác")
    Switch.objects.update(on=True, verified=True)
    told = {(one.table, one.row.split(",")[0], one.column) for one in shipped.differences()}
    assert told == {("awards", "BK-TINH", "proposers"), ("rules", "BK-TINH", "papers"), ("rules", "BK-TINH", "working_days"),
                    ("roles", f.APPRAISAL, "quyền")}, "nothing of what an office says of itself, ticks or switches on"
    shown = said()
    assert "working_days ở đây là 99, bản phát hành là" in shown and "quyền ở đây là sign, bản phát hành là appraise, review" in shown
    assert "Khác với bản phát hành: awards 1 chỗ, rules 2 chỗ, roles 1 chỗ. Không có gì bị ghi đè." in shown
    assert "--adopt awards" in shown and len(said(verbosity=0).splitlines()) == 1
    rule.refresh_from_db()
    assert rule.working_days == 99 and len(shipped.differences()) == 4


def test_one_table_is_taken_over_when_asked_for_and_no_other():
    AwardType.objects.filter(code="BK-TINH").update(proposers=["so"])
    group = Group.objects.get(name=f.APPRAISAL)
    foreign = Permission.objects.exclude(content_type__app_label="workflow").first()
    group.permissions.set([foreign, *Permission.objects.filter(codename="sign")])
    own = Group.objects.create(name="Vai trò riêng của tỉnh")
    told = said("--adopt", "roles")
    assert "đã nhận bản phát hành – roles, Thẩm định" in told and "khác với bản phát hành – awards, BK-TINH" in told
    assert set(group.permissions.values_list("codename", flat=True)) == {"appraise", "review", foreign.codename}
    assert not own.permissions.exists() and AwardType.objects.get(code="BK-TINH").proposers == ["so"]
    said("--adopt", "awards")
    assert shipped.differences() == [] and AwardType.objects.get(code="BK-TINH").proposers != ["so"]


def test_what_is_taken_over_is_no_more_verified_than_it_was_shipped():
    """The tick stood for the words that were there; where nothing is overwritten it stays."""
    changed, same = AwardType.objects.filter(verified=False).order_by("code")[:2]
    AwardType.objects.filter(pk__in=(changed.pk, same.pk)).update(verified=True)
    AwardType.objects.filter(pk=changed.pk).update(proposers=["so"])
    said("--adopt", "awards")
    assert [AwardType.objects.get(pk=one.pk).verified for one in (changed, same)] == [False, True]


def test_a_rule_that_governs_dossiers_is_never_overwritten():
    line, = f.lines(f.dossier())
    free = Rule.objects.exclude(pk=line.rule_id).first()
    Rule.objects.filter(pk__in=(line.rule_id, free.pk)).update(working_days=99)
    assert {one.used for one in shipped.differences()} == {True, False}
    told = said("--adopt", "rules")
    assert dict(Rule.objects.filter(working_days=99).values_list("pk", "working_days")) == {line.rule_id: 99}
    assert "dòng đã dùng cho hồ sơ, không ghi đè" in told


def test_a_table_nobody_ships_is_refused():
    with pytest.raises(CommandError):
        said("--adopt", "office")
