"""What a browser and an administrator rely on: the policy, the cookies, the secrets' places."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from workflow import database
from workflow.wsgi import application


@pytest.mark.django_db
def test_the_policy_is_enforced_on_every_answer(client: Client) -> None:
    answer = client.get("/suc-khoe")
    assert answer.content == b"ok"
    policy = set(answer["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "connect-src 'self'",
        "img-src 'self' data:", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    }  # fmt: skip
    assert answer["X-Frame-Options"] == "DENY"


def test_the_keys_of_the_urns_are_for_the_programme_alone() -> None:
    assert settings.URN_KEYS.stat().st_mode & 0o777 == 0o700


def _fresh(tmp_path: Path, question: str, **environment: str) -> str:
    """Load the settings in a new process, as a server does, and ask them something."""
    said = subprocess.run(
        [sys.executable, "-c", f"from workflow import settings; print({question})"],
        env={**os.environ, "DATABASE_URL": database.url(), "VINHDANH_VAR": str(tmp_path / "var"), **environment},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return said.stdout.strip()


def test_the_secret_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first = _fresh(tmp_path, "settings.SECRET_KEY")
    assert len(first) >= 50
    assert _fresh(tmp_path, "settings.SECRET_KEY") == first
    assert (tmp_path / "var/secret_key").stat().st_mode & 0o777 == 0o600
    assert _fresh(tmp_path, "settings.SECRET_KEY", SECRET_KEY="của tỉnh") == "của tỉnh"


def test_cookies_leave_by_https_where_there_is_https(tmp_path: Path) -> None:
    question = "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT"
    assert _fresh(tmp_path, question, VINHDANH_HTTPS="1") == "True True True"
    assert _fresh(tmp_path, question) == "False False False"


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """A real request first closes a worn connection, here the one that holds the test's transaction."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.django_db
def test_the_server_finds_the_application(kept_connection: None) -> None:
    answers: list[str] = []
    environ = {"HTTP_HOST": "localhost"}
    setup_testing_defaults(environ)
    body = application({**environ, "PATH_INFO": "/suc-khoe"}, lambda status, headers: answers.append(status))
    assert (answers, b"".join(body)) == (["200 OK"], b"ok")
