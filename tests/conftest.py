"""Rules for every test: a furnished office, keys of its own, no test skipped in silence, one process for the browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import override_settings
from xdist.scheduler import LoadScopeScheduling

KEPT = "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname LIKE '%\\_kept'"


def pytest_configure(config: pytest.Config) -> None:
    """What Django and our own code warn of is an error; what packages say to each other is not ours to mend."""
    for line in (
        "error::RuntimeWarning:django", "error::django.utils.deprecation.RemovedInDjango60Warning",
        "error::django.core.paginator.UnorderedObjectListWarning",
        *(f"error::{kind}:{room}" for kind in ("DeprecationWarning", "ResourceWarning") for room in ("workflow", "processes", "forms")),
    ):
        config.addinivalue_line("filterwarnings", line)


class ByRoom(LoadScopeScheduling):
    """The browser's tests go to one worker; a file about papers or the law goes to one, for what it prints or reads once is kept there.

    Every other test goes to whichever worker is free. Marks of `xdist_group` would say it, but pytest-xdist 3.8 writes them where
    pytest 9.2 no longer looks (pytest-xdist #1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/e2e/"):
            return "browser"
        return nodeid.partition("::")[0] if nodeid.startswith(("tests/papers/", "tests/law/", "tests/processes/")) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByRoom:
    """Who runs what, when the tests run two at a time."""
    return ByRoom(config, log)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test proves nothing, so a run with one has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def refurnish(**signal: Any) -> None:
    """Enter the catalogue and the roles again: after a test with real commits Django empties every table."""
    from workflow.engine.office import furnish

    furnish()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_test_environment: None, django_db_blocker: Any) -> None:
    """Each worker's database is a copy of one that is migrated already."""
    from tests import blank

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = blank.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every test finds the office as `furnish_office` leaves it.

    Emptying tables is forbidden by triggers on the logs, so these are off here; test_log switches them on to see them work.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(KEPT)
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        refurnish()
    last = [config for config in apps.get_app_configs() if config.models_module][-1]  # by then permissions are there
    post_migrate.connect(refurnish, sender=last)
    yield
    post_migrate.disconnect(refurnish, sender=last)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What is kept for a minute is read anew by each test: run out in the middle of one, it would add to its statements."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def keys_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keys of urns made by tests vanish with the run."""
    with override_settings(URN_KEYS=tmp_path_factory.mktemp("urn_keys")):
        yield
