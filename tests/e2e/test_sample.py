"""The sheet of samples: every piece passes axe on three screens, answers to its keys, and serves without script."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests import factories

from .conftest import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.e2e.sample_urls")]
Come = Callable[..., Visitor]


@pytest.fixture
def clerk() -> str:
    """Somebody with a menu."""
    factories.user(factories.INTAKE, username="tiepnhan")
    return "tiepnhan"


def test_every_piece(visitor: Come, clerk: str) -> None:
    page = visitor(clerk, size="tablet")
    page.open("/mau/", "mau")
    page.page.locator("#rows td.check input").first.check()
    page.page.get_by_role("button", name="Lưu").click()
    page.check("mau-loi")
    expect(page.page.locator(".summary")).to_be_focused()


def test_an_error_leads_to_its_field(visitor: Come, clerk: str) -> None:
    page = visitor(clerk).open("/mau/")
    page.get_by_label("Ngày tờ trình").fill("31/02/2026")
    page.get_by_role("button", name="Lưu").click()
    page.locator(".summary a", has_text="Ngày tờ trình").click()
    field = page.get_by_label("Ngày tờ trình")
    expect(field).to_be_focused()
    expect(field).to_have_value("31/02/2026")
    expect(field).to_have_accessible_description("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/11/2026.")


def test_keys(visitor: Come, clerk: str) -> None:
    page = visitor(clerk).open("/mau/")
    for key in "jjx":
        page.keyboard.press(key)
    expect(page.locator("[data-ticked]")).to_have_text("1")
    expect(page.locator("tr.cur a")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#row-2")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_label("Tìm hồ sơ, đơn vị, người")).to_be_focused()
    page.keyboard.press("j")  # a letter in a field is a letter
    expect(page.get_by_label("Tìm hồ sơ, đơn vị, người")).to_have_value("j")
    page.keyboard.press("F9")
    expect(page.locator(".summary")).to_be_visible()


def test_the_menu_of_a_phone_opens_and_closes(visitor: Come, clerk: str) -> None:
    guest = visitor(clerk, size="phone")
    page = guest.open("/mau/")
    page.locator(".drawer summary").click()
    expect(page.get_by_role("navigation", name="Trình đơn thu gọn").get_by_role("link", name="Tiếp nhận")).to_be_visible()
    guest.check("trinh-don")
    page.keyboard.press("Escape")
    expect(page.locator(".drawer nav")).to_be_hidden()


def test_without_script_one_still_gets_everywhere(browser: Browser, live_server: Any, clerk: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    guest = Visitor(context.new_page(), live_server.url, "desktop").login(clerk)
    guest.page.goto(f"{guest.base}/mau/")
    expect(guest.page.get_by_role("button", name="Nhận việc")).to_be_visible()
    guest.page.locator("details.account summary").click()
    guest.page.get_by_role("button", name="Đăng xuất").click()
    expect(guest.page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    context.close()


def test_the_page_is_light(visitor: Come, clerk: str) -> None:
    guest = visitor(clerk)
    page = guest.page
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if answer.status == 200 else None)
    page.goto(f"{guest.base}/mau/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < 500_000  # before compression; Bootstrap's CSS alone is 232 KB
