"""Looks at a page at every size of screen: nothing wider than the screen, nothing axe objects to, nothing out of reach.

A journey is walked once, with the screen of whoever walks it; every page on the way is looked at on both screens. Looking is dear,
so a page that stands as it was already looked at is not looked at again.
"""
from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1366, "height": 768}, "tablet": {"width": 820, "height": 1180}, "phone": {"width": 390, "height": 844}}
BOTH = ("desktop", "phone")
SHOTS = os.environ.get("SCREENSHOTS")  # a folder; pictures of every screen are taken only when it is named

# what was already looked at: digests of what stood on the page, with the size
seen: set[tuple[str, str]] = set()
TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")  # of CSRF: new on every page, and nothing to see

STATE = """() => [
    document.documentElement.outerHTML, location.hash,
    ...[...document.querySelectorAll("input, select, textarea")].map((field) => field.checked + field.value),
    [...document.querySelectorAll("*")].indexOf(document.activeElement)].join()"""
# preloading would itself break the policy; telling where every rule holds takes longer than finding where one does not
AXE = """() => axe.run({preload: false, resultTypes: ["violations"]}).then((found) => found.violations)"""
# what can be worked with: each by its words, or by its name and value
REACHED = """() => [...document.querySelectorAll("main button, main input, main select, main textarea")]
    .filter((piece) => piece.type !== "hidden" && piece.checkVisibility())
    .map((piece) => (piece.getAttribute("aria-label") || (piece.matches("button") ? piece : piece.labels[0])?.textContent
        || `${piece.name}=${piece.value}`).trim().replace(/\\s+/g, " "))"""


def look(page: Page, own: str, name: str = "", others: Sequence[str] = BOTH) -> None:
    """At the walker's own size and at the others; with a name and SCREENSHOTS, a picture of each."""
    state = hashlib.sha256(TOKEN.sub("", page.evaluate(STATE)).encode()).hexdigest()
    picture = bool(SHOTS and name)
    reached: dict[str, set[str]] = {}
    for size in dict.fromkeys((own, *others)):
        if (state, size) in seen and not picture:
            continue
        resize(page, size)
        reached[size] = set(page.evaluate(REACHED))
        judge(page, size)
        if picture:
            Path(str(SHOTS)).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/{name}-{size}.png", full_page=True)
        seen.add((state, size))
    if reached:
        resize(page, "tablet")
        fits(page, "tablet")
        resize(page, own)
    if own in reached:
        for size, there in reached.items():
            assert reached[own] <= there, f"{page.url}: on a {size} one cannot reach {sorted(reached[own] - there)}"


def resize(page: Page, size: str) -> None:
    """Another screen, the same page."""
    if page.viewport_size != SIZES[size]:
        page.set_viewport_size(SIZES[size])


def judge(page: Page, size: str) -> None:
    """No violation, and nothing wider than the screen."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(AXE)
    told = [(fault["id"], [node["html"][:160] for node in fault["nodes"]][:3]) for fault in found]
    assert not told, f"{page.url} ({size}): {told}"
    fits(page, size)


def fits(page: Page, size: str) -> None:
    """Nothing is wider than the screen."""
    screen, wide = page.evaluate("[window.innerWidth, document.documentElement.scrollWidth]")
    assert wide <= SIZES[size]["width"], f"{page.url} is {wide} px wide on a {size}"
    assert screen == SIZES[size]["width"], f"the screen is {screen} px wide, not a {size}"
