"""What else happens round a ballot: a long agenda, a line forgotten, papers on paper, a receipt looked up."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories as f

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
LINES = 300


def test_a_ballot_of_three_hundred_lines_on_a_phone(visitor: Callable[..., Visitor]) -> None:
    """Nothing is chosen for the member; what he forgot is named; his noes survive the click that agrees to the rest."""
    sitting = f.sitting_on(f.appraised(awards=["BK-TINH"] * (LINES - 1) + ["TTLDXS"]), 3)
    member = visitor(f.council(3)[0].username, size="phone")
    member.others = ()  # a short ballot is looked at on both screens in test_council; of this length, on the phone alone
    page = member.open(f"/bo-phieu/{sitting.pk}/", "bo-phieu-dai")
    assert page.locator("fieldset.ballot").count() == LINES and page.locator("fieldset.ballot input:checked").count() == 0
    for label in page.locator("fieldset.ballot").nth(150).locator(".three label").all():
        box = label.bounding_box()
        assert box and box["height"] >= 48 and box["x"] + box["width"] <= page.viewport_size["width"]  # type: ignore[index]
    page.locator("fieldset.ballot").nth(150).get_by_text("Không đồng ý").click()
    assert page.locator("[data-left]").inner_text() == str(LINES - 1)
    page.get_by_role("button", name="Xem lại").last.click()
    member.faults.clear()  # Chromium reports the 422, which is meant
    member.check("con-thieu")
    assert f"Còn {LINES - 1} dòng chưa chọn" in page.inner_text("main")
    page.get_by_role("button", name="Đồng ý các dòng còn lại").click()
    assert page.locator("[data-chosen]").inner_text() == str(LINES)
    member.press("Xem lại")
    assert [figure.inner_text() for figure in page.locator(".cards .figure").all()] == [str(LINES - 1), "1", "0"]
    member.press("Gửi phiếu")
    assert "dong-y" not in page.url and sitting.seats.filter(cast=True).count() == 1


def test_written_papers_and_a_receipt_looked_up(visitor: Callable[..., Visitor]) -> None:
    """Two envelopes arrive: who sent one, then papers without names. After the count a member finds his own paper."""
    members = f.council(4)
    sitting = f.sitting_on(f.appraised(awards=("BK-TINH", "TTLDXS")), 4, absent=members[2:])
    receipt, _ = f.vote(sitting)
    f.user(f.SECRETARY, username="thuky")
    secretary = visitor("thuky")
    page = secretary.open(f"/hoi-dong/{sitting.pk}/phieu-giay/", "phieu-giay-ai")
    for box in page.get_by_label(str(members[2])).all() + page.get_by_label(str(members[3])).all():
        box.check()
    secretary.press("Nhập các phiếu")
    secretary.check("phieu-giay")
    assert not any(str(member) in page.inner_text("main") for member in members), "a paper has no name"
    page.get_by_label("Ý kiến chung của phiếu này").nth(0).select_option("Đồng ý")
    page.get_by_label("Ý kiến chung của phiếu này").nth(1).select_option("Không hợp lệ")
    secretary.press("Bỏ 2 phiếu vào hòm")
    secretary.press("Kết thúc bỏ phiếu và kiểm phiếu")
    secretary.check("chua-du-uy-vien")
    secretary.press("Kiểm phiếu")
    secretary.check("thieu-ly-do")
    assert not sitting.counts.exclude(ayes=None).exists(), "two of four are there: below two thirds it asks why"
    page.get_by_label("Lý do kiểm phiếu khi chưa đủ ủy viên").fill("hai ủy viên đi công tác, đã gửi phiếu giấy")
    page.get_by_role("button", name="Kiểm phiếu").click()  # the fault at the top is a link that bears these words too
    secretary.check("da-kiem")
    assert list(sitting.counts.values_list("ayes", "invalid")) == [(3, 1)] * 2
    member = visitor(members[0].username, size="phone")
    shown = member.open(f"/bo-phieu/{sitting.pk}/kiem-tra/", "kiem-tra")
    shown.get_by_label("Mã biên nhận").fill(receipt)
    member.press("Kiểm tra")
    member.check("da-dem")
    assert "đã được đếm" in shown.inner_text("main")
