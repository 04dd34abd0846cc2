"""The administrator gives roles, on the record, and does not climb above himself."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests import factories as f
from workflow.models import RewardRate, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(f.user(f.ADMIN, is_staff=True))
    return client


def test_the_history_says_which_roles_were_given(office: Client) -> None:
    person = f.user(f.INTAKE)
    groups = [group.pk for group in Group.objects.filter(name__in=[f.INTAKE, f.SIGNER])]
    told = {"username": person.username, "full_name": person.full_name, "is_active": "on", "groups": groups}
    assert office.post(reverse("admin:workflow_user_change", args=[person.pk]), told).status_code == 302
    assert person.has_perm("workflow.intake") and User.objects.get(pk=person.pk).has_perm("workflow.sign")
    said = LogEntry.objects.get().get_change_message()
    assert f"{f.SIGNER}, {f.INTAKE}; đang hoạt động" in said


def test_who_may_do_everything_is_out_of_the_administrators_reach(office: Client) -> None:
    above = User.objects.create_superuser("goc", "Người dựng hệ thống", "một mật khẩu dài")
    new = {"password1": "mật khẩu khác 2026", "password2": "mật khẩu khác 2026", "usable_password": "true"}
    assert office.post(reverse("admin:auth_user_password_change", args=[above.pk]), new).status_code == 403
    office.post(reverse("admin:workflow_user_change", args=[above.pk]), {"username": "goc", "full_name": "Khác"})
    above.refresh_from_db()
    assert above.check_password("một mật khẩu dài") and above.full_name == "Người dựng hệ thống"


def test_the_administrator_unlocks_a_door_on_the_record(office: Client) -> None:
    person, visitor = f.user(f.INTAKE), Client()
    for password in ["sai"] * 5:
        visitor.post(reverse("account_login"), {"login": person.username, "password": password})
    told = {"login": person.username, "password": f.PASSWORD}
    assert visitor.post(reverse("account_login"), told).status_code == 429
    asked = {"action": "unlock", "_selected_action": [person.pk]}
    assert "Đã mở khóa đăng nhập" in office.post(reverse("admin:workflow_user_changelist"), asked, follow=True).content.decode()
    assert visitor.post(reverse("account_login"), told).status_code == 302
    assert LogEntry.objects.get(object_id=str(person.pk)).get_change_message() == "Mở khóa đăng nhập"


def test_figures_are_shown_as_decrees_write_them(office: Client) -> None:
    shown = office.get(reverse("admin:workflow_rewardrate_changelist") + "?all=").content.decode()
    assert ">1,5<" in shown and ",000" not in shown and ",500" not in shown
    assert "2.530.000" in office.get(reverse("admin:workflow_basesalary_changelist")).content.decode()
    rate = RewardRate.objects.filter(coefficient=270).first() or RewardRate.objects.filter(coefficient=1).first()
    assert f'value="{rate.coefficient:.0f}"' in office.get(reverse("admin:workflow_rewardrate_change", args=[rate.pk])).content.decode()


def test_a_hint_stands_at_the_field_it_is_for(office: Client) -> None:
    hint = "Như ghi ở chỗ ký trên văn bản."
    assert hint in office.get(reverse("admin:workflow_user_change", args=[f.user(f.INTAKE).pk])).content.decode()
    assert hint not in office.get(reverse("admin:workflow_switch_add")).content.decode(), "the name of a law is not a person's post"
