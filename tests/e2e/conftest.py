"""A real browser before a real server: Debian's Chromium, both sizes of screen, every page checked as it is opened."""
from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests import factories

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread; the tests read the database too
SIZES = {"desktop": {"width": 1366, "height": 768}, "tablet": {"width": 820, "height": 1180}, "phone": {"width": 390, "height": 844}}
# The address bar nobody sees loads two pages of its own for each visitor: four fifths of what a visitor cost.
# Chromium hears only the last such list, so Playwright's own is said again.
WITHOUT = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,AvoidCorsURLLoaderRestartOnRedirect")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", f"--disable-features={WITHOUT}"]
SHOTS = os.environ.get("SCREENSHOTS")  # a folder; pictures of every screen are taken only when it is named
# preloading would itself break the policy; telling where every rule holds takes longer than finding where one does not
AXE = {"preload": False, "resultTypes": ["violations"]}
axe = Axe()


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

    def open(self, path: str, name: str = "") -> Page:
        """Go there and check what is shown."""
        self.page.goto(self.base + path if path.startswith("/") else path)
        self.check(name)
        return self.page

    def check(self, name: str = "") -> None:
        """No violation, no error, nothing wider than the screen; with a name and SCREENSHOTS, a picture."""
        self.page.wait_for_load_state("load")
        found = axe.run(self.page, options=AXE).response["violations"]
        told = [(fault["id"], [node["html"][:160] for node in fault["nodes"]][:3]) for fault in found]
        assert not told, f"{self.page.url} ({self.size}): {told}"
        assert not self.faults, f"{self.page.url}: {self.faults}"
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SIZES[self.size]["width"], f"{self.page.url} is {wide} px wide on a {self.size}"
        if SHOTS and name:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{SHOTS}/{name}-{self.size}.png", full_page=True)

    def login(self, username: str, password: str = factories.PASSWORD) -> Visitor:
        """Through the front door."""
        self.page.goto(f"{self.base}/tai-khoan/login/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url(re.compile(r"^(?!.*/login/).*$"))
        return self

    def press(self, name: str) -> Page:
        """Click a button or link by its words, and check the page that comes."""
        self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name)).first.click()
        self.check()
        return self.page


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Iterator[Callable[..., Visitor]]:
    """`visitor("thamdinh", size="phone")`: a person with a browser of his own, logged in if named."""
    contexts: list[BrowserContext] = []

    def come(username: str = "", size: str = "desktop") -> Visitor:
        context = browser.new_context(
            viewport=SIZES[size], locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", has_touch=size == "phone", is_mobile=size == "phone")  # type: ignore[arg-type]
        contexts.append(context)
        made = Visitor(context.new_page(), live_server.url, size)
        made.page.on("console", lambda said: made.faults.append(said.text)
                     if said.type == "error" and "status of 422" not in said.text else None)  # a form sent back is no fault
        made.page.on("pageerror", lambda error: made.faults.append(str(error)))
        return made.login(username) if username else made

    yield come
    for context in contexts:
        context.close()
