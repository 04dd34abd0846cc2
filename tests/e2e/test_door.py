"""The front door."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_log_in_and_out(visitor: Callable[..., Visitor]) -> None:
    factories.user(factories.INTAKE, username="tiepnhan")
    guest = visitor(size="phone")
    guest.open("/tai-khoan/login/", "dang-nhap")
    guest.login("tiepnhan")
    guest.open("/tai-khoan/password/change/", "doi-mat-khau")
    guest.page.locator("details.account summary").click()
    guest.page.get_by_role("button", name="Đăng xuất").click()
    guest.check()


def test_a_wrong_password_is_told_in_vietnamese(visitor: Callable[..., Visitor]) -> None:
    factories.user(factories.INTAKE, username="tiepnhan")
    guest = visitor()
    guest.page.goto(f"{guest.base}/tai-khoan/login/")
    guest.page.get_by_label("Tên đăng nhập").fill("tiepnhan")
    guest.page.get_by_label("Mật khẩu").fill("sai")
    guest.page.get_by_role("button", name="Đăng nhập").click()
    guest.check()
    assert "không đúng" in guest.page.inner_text("main")
