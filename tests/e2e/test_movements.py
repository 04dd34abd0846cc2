"""Rounds, movements and clusters before a real browser."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories as f
from tests import movements as m

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_officer_lays_out_a_year_and_reminds_a_unit(visitor: Callable[..., Visitor]) -> None:
    f.user(m.ROLE, username="phongtrao")
    f.unit(name="Sở Y tế thử")
    officer = visitor("phongtrao")
    page = officer.open("/dot-xet/", "dot-xet-trong")
    page.get_by_label("Lập lịch năm").fill("2027")
    officer.press("Lập từ mẫu")
    expect(page.get_by_text("Đã lập 5 đợt xét")).to_be_visible()
    officer.press("Thành tích công tác năm 2027")
    page.get_by_role("checkbox", name="Chọn Sở Y tế thử").check()
    page.get_by_label("Cách nhắc").select_option("phone")
    page.get_by_role("button", name="Ghi và gửi lời nhắc").click()
    expect(page.get_by_text("Đã ghi đã gọi điện nhắc 1 đơn vị")).to_be_visible()
    officer.check("dot-xet")
    officer.open("/dot-xet/moi/", "dot-xet-moi")


def test_a_card_goes_from_self_score_to_the_announced_leader(visitor: Callable[..., Visitor]) -> None:
    f.user(m.ROLE, username="phongtrao")
    cluster, members = m.cluster([f.unit(name=f"Sở Thử {letter}") for letter in "ABC"])
    m.scored(members[:2], [50, 45])
    officer = visitor("phongtrao")
    page = officer.open(f"/cum-khoi/{cluster.pk}/2026/", "cum-khoi")
    officer.press("Sở Thử C")
    for points, button in (("55,5", "Ghi điểm tự chấm"), ("54", "Ghi điểm chấm chéo"), ("54", "Ghi kết quả")):
        page.get_by_label("Kinh tế").fill(points)
        if button == "Ghi điểm tự chấm":
            page.get_by_label("Phong trào (").fill("40")
        elif button == "Ghi điểm chấm chéo":
            page.get_by_label("Lý do điều chỉnh").fill("Chỉ tiêu 3 chưa đạt")
        page.get_by_role("button", name=button).click()
        expect(page.locator(".message-success")).to_be_visible()
        officer.check("phieu-diem")
    expect(page.get_by_text("Kinh tế: 55,5 → 54")).to_be_visible()
    officer.open(f"/cum-khoi/{cluster.pk}/2026/")
    officer.press("Công bố kết quả")
    page.get_by_label("Số văn bản").fill("25/QĐ-HĐTĐKT")
    page.get_by_label("Ngày văn bản").fill("05/01/2026")
    page.get_by_role("button", name="Công bố kết quả").click()
    expect(page.get_by_text("Dẫn đầu", exact=True)).to_be_visible()
    officer.check("cum-khoi-ket-qua")


def test_the_other_pages_are_in_order(visitor: Callable[..., Visitor]) -> None:
    f.user(m.ROLE, username="phongtrao")
    made, (cluster, _) = m.movement(), m.cluster()
    officer = visitor("phongtrao")
    for path, name in (
            ("/phong-trao/", "phong-trao"), (f"/phong-trao/{made.pk}/", "phong-trao-mot"), ("/phong-trao/moi/", "phong-trao-moi"),
            ("/dang-ky-thi-dua/", "dang-ky"), ("/dang-ky-thi-dua/moi/", "dang-ky-moi"), ("/dang-ky-thi-dua/tep/", "dang-ky-tep"),
            ("/cum-khoi/", "cac-cum-khoi"), (f"/cum-khoi/{cluster.pk}/2026/thanh-vien/", "thanh-vien"),
            (f"/cum-khoi/{cluster.pk}/2026/bang-diem/", "bang-diem")):
        officer.open(path, name)


def test_the_intake_form_shows_the_movement_when_the_kind_is_chosen(visitor: Callable[..., Visitor]) -> None:
    clerk = f.user(f.INTAKE, username="tiepnhan")
    m.movement(name="Phong trào thử")
    draft = f.draft(clerk)
    page = visitor("tiepnhan").open(f"/tiep-nhan/nhap/{draft.pk}/")
    expect(page.get_by_label("Phong trào", exact=False).locator("option")).to_have_count(0)
    page.get_by_role("radio", name="Phong trào, chuyên đề").check()
    page.get_by_role("combobox", name="Phong trào").select_option(label="Phong trào thử")
    expect(page.get_by_role("combobox", name="Phong trào")).to_have_value(str(m.Movement.objects.get().pk))
