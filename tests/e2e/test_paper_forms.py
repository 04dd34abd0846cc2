"""Thành phần hồ sơ và mẫu giấy tờ before a real browser: a citizen looks and takes a form along, the clerk prints one filled in."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_citizen_finds_the_papers_and_takes_a_form_along(visitor: Callable[..., Visitor], size: str) -> None:
    guest = visitor(size=size)
    page = guest.open("/tra-cuu/")
    guest.press("Thành phần hồ sơ và mẫu giấy tờ")
    page.get_by_label("Danh hiệu, hình thức khen thưởng").select_option("HC-HN")
    guest.press("Xem giấy tờ")
    expect(page.get_by_role("heading", name="Thành phần hồ sơ: đối ngoại")).to_be_visible()
    guest.check("mau-giay-to")
    page.get_by_label("Danh hiệu, hình thức khen thưởng").select_option("BK-TINH")
    guest.press("Xem giấy tờ")
    guest.press("Phong trào, chuyên đề")
    link = page.get_by_role("link", name="Báo cáo thành tích của cá nhân theo phong trào")
    answer = page.request.get(guest.base + str(link.get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf" and answer.body().startswith(b"%PDF")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_clerk_prints_what_the_draft_knows(visitor: Callable[..., Visitor], size: str) -> None:
    clerk = factories.user(factories.INTAKE, username="tiepnhan")
    made = factories.draft(clerk)
    counter = visitor("tiepnhan", size=size)
    page = counter.open(f"/tiep-nhan/nhap/{made.pk}/")
    counter.press("In mẫu điền sẵn")
    expect(page.get_by_role("heading", name="Của từng đối tượng")).to_be_visible()
    counter.check("mau-dien-san")
    link = page.get_by_role("link", name="Tờ trình sau khi Hội đồng đơn vị họp")
    assert page.request.get(counter.base + str(link.get_attribute("href"))).body().startswith(b"%PDF")
