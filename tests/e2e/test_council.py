"""The council in the browser: a sitting, ballots on the phone and on the desktop, the count."""
from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests import factories as f

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sitting_from_the_roll_call_to_the_count(visitor: Callable[..., Visitor]) -> None:
    made = f.appraised(awards=("BK-TINH", "BK-TINH", "TTLDXS"))
    members = f.council(3)
    f.user(f.SECRETARY, username="thuky")
    secretary = visitor("thuky")
    secretary.open("/hoi-dong/moi/", "lap-phien-hop")
    for box in secretary.page.get_by_label(re.compile("Chọn tất cả")).all():
        box.check()
    secretary.page.get_by_label("Tổ kiểm phiếu").fill("Nguyễn Văn An\nTrần Thị Bình")
    secretary.press("Lập phiên họp")
    secretary.check("phien-hop")
    member = visitor(members[0].username, size="phone")
    member.open("/bo-phieu/", "cac-phieu")
    member.press("Bỏ phiếu")
    member.page.goto(member.page.url)
    member.open("/bo-phieu/")
    member.page.get_by_role("main").get_by_role("link", name="Bỏ phiếu").click()
    member.check("bo-phieu")
    member.page.get_by_text("Không đồng ý", exact=False).first.click()
    member.page.get_by_role("button", name="Đồng ý các dòng còn lại").click()
    assert member.page.locator("[data-chosen]").inner_text() == "3"
    member.press("Xem lại")
    member.check("xem-lai")
    member.press("Gửi phiếu")
    member.check("bien-nhan")
    assert re.fullmatch(r"\w{12}", member.page.locator("#code").inner_text())
    secretary.open("/hoi-dong/", "hoi-dong")
    secretary.page.get_by_role("main").get_by_role("link", name=re.compile("Ngày")).click()
    secretary.press("Kết thúc bỏ phiếu và kiểm phiếu")
    secretary.check("kiem-phieu")
    secretary.press("Kiểm phiếu")
    secretary.check("da-kiem-phieu")
    assert f.states(made) == ["refused"] * 3, "one of three is not enough"


def test_a_ballot_is_cast_without_javascript(browser: Browser, live_server: object) -> None:
    sitting = f.sitting_on(f.appraised(awards=("BK-TINH", "BK-TINH")), 3)
    member = f.council(3)[0]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page, base = context.new_page(), live_server.url  # type: ignore[attr-defined]
    page.goto(f"{base}/tai-khoan/login/")
    page.get_by_label("Tên đăng nhập").fill(member.username)
    page.get_by_label("Mật khẩu").fill(f.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(f"{base}/bo-phieu/{sitting.pk}/")
    for fieldset in page.locator("fieldset.ballot").all():
        fieldset.locator("label").first.click()
    page.get_by_role("button", name="Xem lại").click()
    page.get_by_role("button", name="Gửi phiếu").click()
    assert page.locator("#code").inner_text()
    assert sitting.seats.get(member=member).cast
    context.close()
