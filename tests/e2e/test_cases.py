"""A revocation and a letter in the browser, from the counter to what is left to do."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from tests import cases as c
from tests import factories as f
from workflow.models import AwardRecord, Decision, Dossier, Petition

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_award_is_revoked_and_what_rests_on_it_looked_at(visitor: Callable[..., Visitor]) -> None:
    base = c.record("CSTDT", decided_on=date(2024, 1, 5))
    AwardRecord.objects.filter(pk=base.pk).update(period="2023")
    c.record("CSTDTQ", base.recipient, decided_on=date(2026, 1, 5))
    for username, role in (("tiepnhan", f.INTAKE), ("thamdinh", f.APPRAISAL), ("duthao", f.DRAFTER), ("hoso", c.RECORDS)):
        f.user(role, username=username)
    counter = visitor("tiepnhan")
    counter.open(f"/doi-tuong/{base.recipient_id}/", "doi-tuong")
    counter.press("Đề nghị hủy bỏ")
    page = counter.page
    page.get_by_label("Chiến sĩ thi đua cấp tỉnh").check()
    page.get_by_label("Điểm a").check()
    page.get_by_label("Nội dung").fill("Kê khai sáng kiến của người khác")
    page.get_by_label("Kết luận của cơ quan có thẩm quyền").first.fill("Kết luận số 12/KL-TTr của Thanh tra tỉnh")
    page.get_by_label("Ngày kết luận").fill("02/01/2026")
    page.get_by_label("Số văn bản đề nghị").fill("45/TTr-SYT")
    page.get_by_label("Người nộp, liên hệ").fill("Lê Văn Liên")
    for paper in ("Tờ trình đề nghị", "Báo cáo tóm tắt", "Kết luận của cơ quan có thẩm quyền hoặc"):
        page.get_by_label(paper).check()
    counter.check("de-nghi-huy-bo")
    page.locator(".stickybar").get_by_role("button", name="Tiếp nhận").click()
    counter.check("ho-so-huy-bo")
    made = Dossier.objects.get()
    expect(page.get_by_text(made.code).first).to_be_visible()
    officer = visitor("thamdinh")
    officer.open(f"/ho-so/{made.code}/dong/1/", "dong-huy-bo")
    officer.press("Đạt")
    drafter = visitor("duthao")
    drafter.open("/quyet-dinh/moi/?van-ban=huy-bo")
    drafter.page.get_by_label("Chọn tất cả").first.check()
    drafter.press("Lập dự thảo")
    drafter.check("du-thao-huy-bo")
    f.signed(f.checked(Decision.objects.get()))
    keeper = visitor("hoso")
    keeper.open("/can-xem-lai/", "can-xem-lai")
    expect(keeper.page.get_by_text("đã hủy").first).to_be_visible()
    keeper.page.get_by_label("Chọn").first.check()
    keeper.page.get_by_label("Hiện vật, ghi chú").fill("Đã thu giấy chứng nhận")
    keeper.press("Ghi thu hồi hiện vật")
    expect(keeper.page.get_by_text("Không có hiện vật nào chờ thu hồi")).to_be_visible()
    base.refresh_from_db()
    assert base.status == "revoked"


def test_a_letter_is_received_and_found_without_ground(visitor: Callable[..., Visitor]) -> None:
    line = f.dossier().lines.get()
    f.user(c.PETITIONS, username="donthu")
    officer = visitor("donthu")
    officer.open("/don-thu/", "don-thu")
    officer.press("Nhận đơn")
    page = officer.page
    page.get_by_label("Tìm theo tên").fill(line.name)
    officer.press("Tìm")
    page.get_by_label(f"Chọn {line.name}").check()
    page.get_by_label("Tố cáo").check()
    page.get_by_label("Nội dung đơn").fill("Kê khai thành tích không đúng")
    page.get_by_label("Họ tên người gửi").fill("Người Gửi Kín")
    officer.check("nhan-don")
    page.locator(".stickybar").get_by_role("button", name="Nhận đơn").click()
    officer.check("don-moi")
    expect(page.get_by_text("Người Gửi Kín")).to_have_count(0)
    officer.press("Thụ lý")
    officer.press("Bắt đầu xác minh")
    officer.check("don-xac-minh")
    officer.press("Mở xem người gửi")
    expect(page.get_by_text("Người Gửi Kín")).to_be_visible()
    assert f.states(line.dossier) == ["held"]
    page.get_by_label("Lý do, nội dung kết luận").fill("Đã xác minh, kê khai đúng")
    officer.press("Kết luận không có căn cứ")
    officer.check("don-ket-luan")
    assert Petition.objects.get().stage == "unfounded" and f.states(line.dossier) == ["submitted"]


def test_the_administrator_looks_ahead_at_a_switch(visitor: Callable[..., Visitor]) -> None:
    f.user(f.ADMIN, username="quantri", is_staff=True)
    admin = visitor("quantri")
    admin.open("/phien-ban/", "phien-ban")
    admin.press("Xem dòng đổi kết quả")
    admin.check("phien-ban-doi-ket-qua")
