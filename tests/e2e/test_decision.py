"""The decision desk in the browser: drafted, checked and signed by three people, the chairman with a phone."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories as f
from workflow.law.words import Kind
from workflow.models import Decision

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_people_bring_a_decision_to_its_number(visitor: Callable[..., Visitor]) -> None:
    made = f.passed(awards=("BK-TINH", "BK-TINH", "TTLDXS"))
    for username, role in (("duthao", f.DRAFTER), ("truongphong", f.CHIEF), ("chutich", f.SIGNER)):
        f.user(role, username=username)
    drafter = visitor("duthao")
    drafter.open("/quyet-dinh/moi/", "lap-du-thao")
    for box in drafter.page.get_by_label("Chọn tất cả").all():
        box.check()
    drafter.press("Lập dự thảo")
    drafter.check("du-thao")
    drafter.press("Chuyển kiểm tra")
    number = Decision.objects.get().pk
    chief = visitor("truongphong")
    chief.open(f"/quyet-dinh/{number}/", "kiem-tra-du-thao")
    chief.press("Đạt, chuyển trình ký")
    signer = visitor("chutich", size="phone")
    signer.open("/quyet-dinh/", "quyet-dinh")
    signer.open(f"/quyet-dinh/{number}/", "trinh-ky")
    signer.press("Ký, cấp số")
    signer.check("ky")
    signer.press("Ký quyết định")
    signer.check("da-ky")
    assert "Quyết định số 01/QĐ-UBND" in signer.page.inner_text("h1")
    assert f.states(made) == ["decided"] * 3


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_heap_of_many_pages_is_taken_whole_but_for_one(visitor: Callable[..., Visitor], size: str) -> None:
    made = f.appraised(f.dossier(kind=Kind.SUDDEN, awards=["BK-TINH"] * 130))
    f.user(f.DRAFTER, username="duthao")
    drafter = visitor("duthao", size=size)
    page = drafter.open("/quyet-dinh/moi/", "nhom-nhieu-dong")
    page.get_by_label("Chọn cả nhóm (130 dòng)").check()
    assert page.inner_text("[data-ticked]") == "130"
    page.get_by_label("Cả nhóm, trừ các dòng đánh dấu").check()
    page.locator("td.check input").nth(3).check()
    drafter.press("Xem tiếp")
    drafter.check("nhom-xem-tiep")
    assert page.inner_text("[data-ticked]") == "129", "what was left out is still left out"
    drafter.press("Lập dự thảo")
    drafter.check()
    assert Decision.objects.get().lines.count() == 129 and f.states(made).count("passed") == 1
