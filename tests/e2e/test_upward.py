"""A state award in the browser: listed for the people, sent up by the chairman's letter, answered by the Prime Minister."""
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as f
from workflow.models import Decision, PublicList

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_order_goes_up_and_comes_back(visitor: Callable[..., Visitor]) -> None:
    made = f.appraised(f.dossier(awards=["HC-LD3"] * 2, received_at=timezone.now() - timedelta(weeks=9)))
    for username, role in (("theodoi", f.ABOVE), ("duthao", f.DRAFTER), ("truongphong", f.CHIEF), ("chutich", f.SIGNER)):
        f.user(role, username=username)
    above = visitor("theodoi")
    page = above.open("/lay-y-kien/", "cho-cong-khai")
    page.get_by_label("Chọn tất cả").first.check()
    page.get_by_label("Ngày công khai").fill(f"{timezone.localdate() - timedelta(weeks=8):%d/%m/%Y}")
    page.get_by_label("Nơi công khai").fill("Cổng thông tin điện tử tỉnh")
    above.press("Công khai danh sách")
    above.open(f"/lay-y-kien/{PublicList.objects.get().pk}/", "danh-sach-lay-y-kien")
    page.get_by_label("Kết quả lấy ý kiến").fill("Không có ý kiến nào")
    above.press("Kết thúc, chuyển 2 dòng")
    f.passed(made)
    drafter = visitor("duthao")
    drafter.open("/quyet-dinh/moi/?van-ban=trinh", "lap-to-trinh")
    drafter.page.get_by_label("Chọn tất cả").first.check()
    drafter.press("Lập dự thảo")
    drafter.press("Chuyển kiểm tra")
    letter = Decision.objects.get()
    chief = visitor("truongphong")
    chief.open(f"/quyet-dinh/{letter.pk}/")
    chief.press("Đạt, chuyển trình ký")
    signer = visitor("chutich", size="phone")
    signer.open(f"/quyet-dinh/{letter.pk}/ky/", "ky-to-trinh")
    signer.press("Ký tờ trình")
    signer.check("to-trinh-da-ky")
    above.open("/cap-khac/", "cap-khac")
    page.get_by_label("Chọn tất cả").first.check()
    page.get_by_label("Số quyết định").fill("1234/QĐ-CTN")
    page.get_by_label("Ngày quyết định").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Cơ quan quyết định").fill("Chủ tịch nước")
    above.press("Ghi quyết định")
    above.check("cap-khac-da-ghi")
    assert f.states(made) == ["decided"] * 2


def test_an_officer_asks_another_authority(visitor: Callable[..., Visitor]) -> None:
    made = f.dossier()
    f.user(f.APPRAISAL, username="thamdinh")
    officer = visitor("thamdinh")
    page = officer.open(f"/ho-so/{made.code}/hiep-y/", "hiep-y")
    page.get_by_label("Cơ quan được hỏi").fill("Công an tỉnh")
    officer.press("Ghi việc hỏi")
    page.get_by_text("Ghi trả lời").first.click()
    page.get_by_label("Số văn bản trả lời").fill("15/CAT-PV05")
    officer.press("Ghi trả lời")
    officer.check("hiep-y-da-tra-loi")
    assert made.consultations.get().reply == "15/CAT-PV05"
