"""A real browser before a real server: Debian's Chromium, every page checked on both screens as it is opened."""
from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests import factories
from workflow.models import User

from .looking import BOTH, SIZES, look

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread; the tests read the database too
# The address bar nobody sees loads two pages of its own for each visitor: four fifths of what a visitor cost.
# Chromium hears only the last such list, so Playwright's own is said again.
WITHOUT = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,AvoidCorsURLLoaderRestartOnRedirect")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", f"--disable-features={WITHOUT}"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only a browser walks through does not count as covered: each desk has closer tests, and measuring slows every page."""
    for item in items:
        if item.nodeid.startswith("tests/e2e/"):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, without the calls home."""
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "headless": True, "args": FLAGS}


@dataclass
class Visitor:
    """Somebody at the screen. Every page opened must be silent in the console and free of axe violations."""

    page: Page
    base: str
    size: str
    faults: list[str] = field(default_factory=list)
    others: Sequence[str] = BOTH  # the screens a page is looked at on, besides his own

    def open(self, path: str, name: str = "") -> Page:
        """Go there and check what is shown."""
        self.page.goto(self.base + path if path.startswith("/") else path)
        self.check(name)
        return self.page

    def check(self, name: str = "") -> None:
        """No error, and on both screens no violation and nothing too wide; with a name and SCREENSHOTS, a picture of each."""
        self.page.wait_for_load_state("load")
        look(self.page, self.size, name, self.others)
        assert not self.faults, f"{self.page.url}: {self.faults}"

    def login(self, username: str, password: str = factories.PASSWORD) -> Visitor:
        """Through the front door."""
        self.page.goto(f"{self.base}/tai-khoan/login/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url(re.compile(r"^(?!.*/login/).*$"))
        return self

    def known(self, username: str) -> Visitor:
        """Logged in already: the cookie of a session, without the walk through the front door."""
        client = Client()
        client.force_login(User.objects.get(username=username))
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.base}])
        return self

    def press(self, name: str) -> Page:
        """Click a button or link by its words, and check the page that comes."""
        self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name)).first.click()
        self.check()
        return self.page


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Iterator[Callable[..., Visitor]]:
    """`visitor("thamdinh", size="phone")`: a person with a browser of his own, logged in if named.

    Nothing moves there: a colour on its way to another is no colour to judge.
    """
    contexts: list[BrowserContext] = []

    def come(username: str = "", size: str = "desktop") -> Visitor:
        context = browser.new_context(
            viewport=SIZES[size], locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce",
            has_touch=size == "phone", is_mobile=size == "phone")
        contexts.append(context)
        made = Visitor(context.new_page(), live_server.url, size)
        made.page.on("console", lambda said: made.faults.append(said.text)
                     if said.type == "error" and "status of 422" not in said.text else None)  # a form sent back is no fault
        made.page.on("pageerror", lambda error: made.faults.append(str(error)))
        return made.known(username) if username else made

    yield come
    for context in contexts:
        context.close()
