"""The accountant's way in a real browser: money comes in, payments are ticked and paid, a slip is put right."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories, fund

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_accountant_pays_a_decision(visitor: Callable[..., Visitor]) -> None:
    made = fund.decided(["BK-TINH"] * 3)
    name = fund.payments(made)[0].recipient.name
    factories.user(fund.ACCOUNTANT, username="ketoan")
    accountant = visitor("ketoan")
    page = accountant.open("/quy/thu/", "quy-thu")
    page.get_by_label("Số tiền (đồng)").fill("100.000.000")
    page.get_by_label("Nguồn thu").fill("Ngân sách tỉnh cấp")
    page.get_by_label("Số chứng từ").fill("PT-01")
    page.get_by_role("button", name="Ghi thu").click()
    expect(page.get_by_role("status").filter(has_text="Đã ghi thu 100.000.000 đồng")).to_be_visible()
    accountant.open("/quy/", "quy")
    page.get_by_role("link", name="/QĐ-UBND").click()
    page.get_by_label(f"Chọn {name}").check()
    accountant.check("quy-cho-chi")
    page.get_by_label("Số chứng từ chi").fill("PC-01")
    page.get_by_role("button", name="Ghi đã chi").click()
    expect(page.get_by_role("status").filter(has_text="Đã ghi chi 1 khoản, 3.800.000 đồng")).to_be_visible()
    page.get_by_role("link", name="Đã chi").click()
    expect(page.get_by_text(name)).to_be_visible()
    accountant.check("quy-da-chi")
    page.get_by_label(f"Chọn {name}").check()
    page.get_by_label("Lý do").fill("Ghi nhầm")
    page.get_by_role("button", name="Ghi bút toán đảo").click()
    expect(page.get_by_role("status").filter(has_text="bút toán đảo cho 1 khoản")).to_be_visible()
    accountant.open("/quy/", "quy-sau")
    expect(page.get_by_text("Tồn quỹ")).to_be_visible()
    expect(page.locator(".figure").first).to_have_text("100.000.000")


def test_the_page_stays_workable_after_a_list_is_printed_or_saved(visitor: Callable[..., Visitor]) -> None:
    name = fund.payments(fund.decided(["BK-TINH"] * 2))[0].recipient.name
    factories.user(fund.ACCOUNTANT, username="ketoan")
    accountant = visitor("ketoan")
    page = accountant.open("/quy/chi/?trang_thai=due")
    page.get_by_label(f"Chọn {name}").check()
    with page.expect_download() as kept:
        page.get_by_role("button", name="Excel").click()
    assert kept.value.suggested_filename.endswith(".xlsx")
    expect(page.get_by_role("button", name="Ghi đã chi")).to_be_enabled()
    with page.context.expect_page():
        page.get_by_role("button", name="In khoản đã chọn").click()
    expect(page.get_by_role("button", name="Ghi đã chi")).to_be_enabled()
