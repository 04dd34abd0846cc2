"""The catalogue before a real browser."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories

from .conftest import Visitor
from .looking import resize

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_officer_looks_an_award_up(visitor: Callable[..., Visitor]) -> None:
    factories.user(factories.APPRAISAL, username="thamdinh")
    officer = visitor("thamdinh")
    page = officer.open("/danh-muc/", "danh-muc")
    page.get_by_label("Tìm danh hiệu, hình thức").fill("bang khen tinh")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    officer.check()
    page.get_by_role("link", name="Bằng khen của Chủ tịch").click()
    expect(page.get_by_role("heading", name="Thủ tục: công trạng")).to_be_visible()
    officer.check("danh-muc-bang-khen")
    drawing = page.get_by_role("img", name="Sơ đồ các bước").first
    expect(drawing).to_contain_text("Hội đồng đang")
    for size in ("phone", "desktop"):
        resize(page, size)
        shown, room = drawing.bounding_box(), page.get_by_role("region", name="Sơ đồ các bước").first.bounding_box()
        assert shown and room and (shown["width"] <= room["width"]) is (size == "desktop"), "fitted on a desktop, scrolled on a phone"
    page.get_by_text("Các bước bằng chữ").first.click()
    expect(page.get_by_text("Kiểm phiếu → Chờ quyết định hoặc Không đủ điều kiện").first).to_be_visible()
    officer.check("danh-muc-cac-buoc")
    officer.open("/danh-muc/LDTT/", "danh-muc-khong-nop")
