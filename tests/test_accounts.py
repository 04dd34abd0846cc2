"""Who gets in: a person with an account and the right password, five tries a person and address; nobody signs up."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from workflow.models import User

pytestmark = pytest.mark.django_db
NAME, PASSWORD = "tiepnhan", "một mật khẩu dài"


@pytest.fixture
def person() -> User:
    return User.objects.create_user(username=NAME, password=PASSWORD, full_name="Nguyễn Thị Minh (minh họa)")


def _try(client: Client, password: str, name: str = NAME) -> int:
    return client.post(reverse("account_login"), {"login": name, "password": password}).status_code


def test_the_right_password_opens(person: User, client: Client) -> None:
    assert _try(client, PASSWORD) == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_deactivated_person_stays_out(person: User, client: Client) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    _try(client, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_the_sixth_try_finds_the_door_locked_even_with_the_key(person: User, client: Client) -> None:
    tries = [_try(client, "sai") for _ in range(5)]
    assert tries == [200, 200, 200, 200, 429]
    answer = client.post(reverse("account_login"), {"login": NAME, "password": PASSWORD})
    assert answer.status_code == 429
    assert "Tài khoản tạm khóa" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_administration_has_the_same_lock(person: User, client: Client) -> None:
    door = reverse("admin:login")
    for _ in range(5):
        client.post(door, {"username": NAME, "password": "sai"})
    assert client.post(door, {"username": NAME, "password": PASSWORD}).status_code == 429
    assert _try(client, PASSWORD) == 429


def test_a_lock_is_for_one_person(person: User, client: Client) -> None:
    User.objects.create_user(username="thamdinh", password=PASSWORD, full_name="Trần Văn An (minh họa)")
    for _ in range(5):
        _try(client, "sai")
    assert _try(client, PASSWORD, "thamdinh") == 302


def test_behind_a_proxy_a_lock_is_for_one_address(person: User, client: Client, settings) -> None:
    settings.HTTPS = True
    for _ in range(5):
        client.post(reverse("account_login"), {"login": NAME, "password": "sai"}, headers={"X-Forwarded-For": "10.9.9.9, 10.0.0.6"})
    told = {"login": NAME, "password": PASSWORD}
    assert client.post(reverse("account_login"), told, headers={"X-Forwarded-For": "10.1.1.1, 10.0.0.6"}).status_code == 429
    assert client.post(reverse("account_login"), told, headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 302


def test_a_name_of_any_length_is_just_wrong(client: Client) -> None:
    for _ in range(2):
        assert client.post(reverse("admin:login"), {"username": "x" * 5000, "password": "sai"}).status_code == 200


def test_nobody_signs_up(client: Client) -> None:
    assert "<form" not in client.get(reverse("account_signup")).content.decode()
    client.post(reverse("account_signup"), {"username": "x", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()
