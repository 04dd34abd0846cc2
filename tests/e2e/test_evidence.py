"""Evidence and holds before a real browser."""
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import evidence as e
from tests import factories as f

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_keeper_takes_a_list_decides_a_doubt_and_enters_an_initiative(
    visitor: Callable[..., Visitor], tmp_path: Path,
) -> None:
    f.user(e.KEEPER, username="hoso")
    e.person("Nguyễn Thị Trùng", birth_year=1980, unit=f.unit(name="Sở Y tế (minh họa)"))
    place = tmp_path / "xep-loai.xlsx"
    place.write_bytes(e.workbook(
        ("036180000123", "Nguyễn Thị Chắc", "17/05/1980", "", 2025, "HTTNV", "15/QĐ-SYT", "15/01/2026"),
        ("", "Nguyễn Thị Trùng", "", "", 2025, "HTXSNV", "", ""), ("", "Nguyễn Thị Lỗi", "", "", 2025, "Giỏi", "", "")).read())
    keeper = visitor("hoso")
    page = keeper.open("/xep-loai/", "xep-loai")
    page.get_by_label("Danh sách Excel").set_input_files(place)
    keeper.press("Xem trước danh sách")
    keeper.check("xep-loai-xem-truoc")
    page.get_by_label("Ghi dòng 4 cho ai").select_option(index=1)
    keeper.press("Nhận danh sách")
    expect(page.get_by_text("Đã ghi 2 kết quả")).to_be_visible()
    keeper.check("xep-loai-da-nhan")
    page = keeper.open("/sang-kien/moi/")
    page.get_by_label("Tên sáng kiến, đề tài").fill("Số hóa sổ theo dõi sức khỏe")
    page.get_by_label("Phạm vi ảnh hưởng đề nghị").select_option(label="Cơ sở")
    page.get_by_label("Tìm tác giả").fill("trung")
    page.get_by_label("Tìm tác giả").press("Enter")
    page.get_by_label("Nguyễn Thị Trùng").check()
    keeper.check("sang-kien-moi")
    page.get_by_role("button", name="Ghi sáng kiến").click()
    expect(page.get_by_text("Chờ xét: cơ sở")).to_be_visible()
    keeper.check("sang-kien")
    page = keeper.open("/sang-kien/phien-hop/")
    page.get_by_label("Hội đồng, cơ quan công nhận").fill("Hội đồng sáng kiến tỉnh Minh Họa")
    page.get_by_label("Tổng số thành viên").fill("11")
    page.get_by_label("Số quyết định").fill("46/QĐ-HĐSK")
    page.get_by_label("Xét Số hóa").check()
    page.get_by_label("Số phiếu đồng ý cho").fill("8")
    keeper.check("sang-kien-phien-hop")
    keeper.press("Ghi kết quả")
    expect(page.get_by_text("1 được công nhận")).to_be_visible()
    keeper.check("sang-kien-danh-sach")


def test_an_officer_puts_a_person_on_hold_and_the_line_waits(visitor: Callable[..., Visitor]) -> None:
    f.user(f.APPRAISAL, username="thamdinh")
    made = f.dossier()
    line, = f.lines(made)
    e.initiative(line.recipient, name="Ươm giống chè")
    officer = visitor("thamdinh")
    page = officer.open(f"/ho-so/{made.code}/dong/1/")
    officer.press("Dùng cho dòng này")
    expect(page.get_by_text("Đã ghi dòng 1 dùng sáng kiến")).to_be_visible()
    officer.check("dong-sang-kien")
    page = officer.open(f"/doi-tuong/{line.recipient_id}/", "doi-tuong")
    officer.press("Tạm dừng đối tượng")
    page.get_by_label("Lý do tạm dừng").select_option(label="Đang thanh tra, kiểm tra, kiểm toán")
    page.get_by_label("Căn cứ, nội dung").fill("Công văn 12/TTT-NV1")
    page.get_by_label(made.code).uncheck()
    page.get_by_label("Ngày xem lại").fill(f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}")
    officer.check("tam-dung-dat")
    page.get_by_role("button", name="Tạm dừng", exact=True).click()
    expect(page.get_by_text("Đang tạm dừng", exact=True)).to_be_visible()
    officer.check("doi-tuong-tam-dung")
    page = officer.open(f"/ho-so/{made.code}/dong/1/", "dong-tam-dung")
    page.get_by_role("button", name="Đạt", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Đối tượng đang tạm dừng từ")
    page = officer.open("/tam-dung/", "tam-dung")
    officer.press("Kết thúc tạm dừng")
    page.get_by_label("Căn cứ kết thúc").fill("Kết luận 15/KL-TTT")
    officer.check("tam-dung-ket-thuc")
    page.get_by_role("button", name="Kết thúc tạm dừng").click()
    expect(page.get_by_text("Không có đối tượng nào đang tạm dừng")).to_be_visible()
