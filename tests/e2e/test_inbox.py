"""The inbox and the public look-up before a real browser."""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from workflow.engine import errands
from workflow.models import Dossier

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
UNITS = ["Sở Giáo dục và Đào tạo", "Ủy ban nhân dân xã Đồng Tâm", "Sở Y tế", "Công ty cổ phần Chè Minh Họa", "Sở Tài chính"]


def office() -> list[Dossier]:
    """Five dossiers of five units, due around today."""
    made = [
        factories.dossier(unit=factories.unit(name=f"{name} (minh họa)"), awards=["BK-TINH", "CSTDT"] * (place + 1))
        for place, name in enumerate(UNITS)
    ]
    for one, days in zip(made, (-4, 0, 3, 14, 30), strict=True):
        Dossier.objects.filter(pk=one.pk).update(due_on=timezone.localdate() + timedelta(days=days))
    return made


def test_an_officer_takes_work_and_gives_it_back(visitor: Callable[..., Visitor]) -> None:
    made = office()
    person = factories.user(factories.APPRAISAL, username="thamdinh")
    officer = visitor("thamdinh")
    page = officer.open("/", "viec-trong")
    expect(page.get_by_text("Bạn đã làm hết việc của mình")).to_be_visible()
    page.get_by_role("link", name="Xem 5 việc chưa phân công").click()
    officer.check("viec-chua-phan-cong")
    for one in made[:4]:
        page.get_by_label(f"hồ sơ {one.code}").check()
    officer.check("viec-da-chon")
    page.get_by_role("button", name="Nhận việc", exact=True).click()
    expect(page.get_by_text("Đã nhận 4 việc")).to_be_visible()
    officer.check()
    factories.move(factories.lines(made[3])[:2], "send_back", person, note="Thiếu báo cáo thành tích")
    officer.open("/", "viec")
    expect(page.get_by_text("Đồng hồ dừng")).to_be_visible()
    page.get_by_label(f"hồ sơ {made[2].code}").check()
    page.get_by_role("button", name="Trả lại hàng chờ").click()
    expect(page.get_by_text("Đã trả lại hàng chờ 1 việc")).to_be_visible()
    officer.check()


def test_the_filter_works_while_typing_and_needs_no_accents(visitor: Callable[..., Visitor]) -> None:
    made = office()
    factories.user(factories.APPRAISAL, username="thamdinh")
    officer = visitor("thamdinh")
    page = officer.open("/?muc=chua-giao")
    page.get_by_role("searchbox", name="Tìm hồ sơ", exact=True).fill("giao duc")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    expect(page.locator("#rows")).to_contain_text(made[0].code)
    expect(page).to_have_url(re.compile("q=giao"))
    officer.check()
    page.get_by_role("searchbox", name="Tìm hồ sơ", exact=True).fill("khong co")
    expect(page.get_by_text("Không có việc nào khớp")).to_be_visible()
    officer.check("viec-khong-khop")
    page.get_by_role("searchbox", name="Tìm hồ sơ", exact=True).fill("")
    expect(page.locator("#rows tbody tr")).to_have_count(5)
    page.get_by_label("Loại hình").select_option("Đột xuất")
    expect(page.get_by_text("Không có việc nào khớp")).to_be_visible()


def test_j_k_and_x_walk_and_tick_and_enter_opens(visitor: Callable[..., Visitor]) -> None:
    made = office()
    factories.user(factories.APPRAISAL, username="thamdinh")
    page = visitor("thamdinh").open("/?muc=chua-giao")
    bar = page.locator("#rows .bulk")
    expect(bar).to_be_hidden()
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    expect(bar).to_contain_text("1 việc đã chọn")
    expect(page.get_by_label(f"hồ sơ {made[1].code}")).to_be_checked()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(made[0].code))


def test_the_chief_sees_all_and_hands_over(visitor: Callable[..., Visitor]) -> None:
    made = office()
    officer = factories.user(factories.APPRAISAL, name="Trần Thị Thẩm (minh họa)")
    for one in made[:3]:
        errands.take(factories.errand(one, "appraise"), officer)
    factories.drafted()
    draft = factories.drafted()
    factories.decisions.submit(draft, draft.drafted_by)
    factories.user(factories.CHIEF, username="truongphong")
    chief = visitor("truongphong", size="phone")
    page = chief.open("/?muc=tat-ca", "viec-tat-ca")
    expect(page.get_by_text("Dự thảo chờ kiểm tra")).to_be_visible()
    for one in made[3:]:
        page.get_by_label(f"hồ sơ {one.code}").check()
    page.get_by_role("button", name="Giao cho…").click()
    chief.check("viec-giao")
    page.get_by_label("Giao cho").select_option(label="Trần Thị Thẩm (minh họa) – đang giữ 3 việc")
    page.get_by_role("button", name="Giao 2 việc").click()
    expect(page.get_by_text("Đã giao cho Trần Thị Thẩm (minh họa) 2 việc")).to_be_visible()
    chief.check()


def test_the_next_errand_opens_its_dossier(visitor: Callable[..., Visitor]) -> None:
    made = office()
    factories.user(factories.APPRAISAL, username="thamdinh")
    page = visitor("thamdinh").open("/")
    page.get_by_role("button", name="Nhận việc tiếp theo").click()
    expect(page).to_have_url(re.compile(f"/ho-so/{made[0].code}/"))
    expect(page.get_by_text("Đã nhận việc: Thẩm định")).to_be_visible()


def test_anybody_looks_a_dossier_up(visitor: Callable[..., Visitor]) -> None:
    made = factories.dossier(awards=["BK-TINH"] * 6)
    factories.move(factories.lines(made)[:2], "appraise")
    guest = visitor(size="phone")
    page = guest.open("/tra-cuu/", "tra-cuu-hoi")
    page.get_by_label("Mã hồ sơ").fill(made.code.lower())
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_text("Cơ quan thẩm định")).to_be_visible()
    guest.check("tra-cuu")
    factories.move(factories.lines(made)[2:3], "send_back", note="Thiếu báo cáo")
    guest.open(f"/tra-cuu/?ma={made.code}", "tra-cuu-bo-sung")
    guest.open("/tra-cuu/?ma=H99-000000-0000", "tra-cuu-khong-thay")
