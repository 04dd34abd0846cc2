"""The register of awards before a real browser: a list comes in, a doubt is decided, two entries become one."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests import factories
from workflow.models import AwardRecord, Merge, Recipient
from workflow.papers import old_awards

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
ROW = ["Cá nhân", "Trần Thị Hòa", "05/09/1985", "Nữ", None, "Sở Y tế", "CSTDCS", "12/QĐ-SYT", "20/12/2015", "Giám đốc Sở Y tế",
       None, "2015"]


def test_the_keeper_of_records_imports_decides_and_merges(visitor: Callable[..., Visitor], tmp_path: Path) -> None:
    factories.user("Hồ sơ khen thưởng", username="hoso")
    one, other = (Recipient.objects.create(kind="person", name=name, birth_date=date(1985, 9, 5), birth_year=1985)
                  for name in ("Trần Thị Hoa", "Trần Thị Hóa"))
    book = Workbook()
    assert book.active is not None
    book.active.append(list(old_awards.TITLES.values()))
    book.active.append(ROW)
    book.active.append([*ROW[:8], "31/02/2015", *ROW[9:]])
    book.save(tmp_path / "cu.xlsx")

    keeper = visitor("hoso")
    keeper.page.emulate_media(reduced_motion="reduce")  # a colour on its way to another is no colour to judge
    page = keeper.open("/khen-thuong/nhap/", "lich-su-nhap")
    page.get_by_label("Danh sách Excel").set_input_files(tmp_path / "cu.xlsx")
    page = keeper.press("Kiểm tra danh sách")
    keeper.check("lich-su-dot-nhap")
    expect(page.get_by_text("Còn 1 dòng nghi trùng")).to_be_visible()
    expect(page.get_by_role("button", name="Nhận 1 dòng đúng")).to_be_disabled()
    page.get_by_role("link", name="Có lỗi").click()
    keeper.check("lich-su-dot-nhap-loi")
    page.get_by_role("link", name="Nghi trùng").click()
    page.get_by_label("Trần Thị Hoa, 05/09/1985").check()
    keeper.press("Ghi các lựa chọn của trang này")
    page = keeper.press("Nhận 1 dòng đúng")
    expect(page.get_by_text("Đã ghi 1 lần khen vào sổ")).to_be_visible()
    keeper.check("lich-su-da-nhan")

    page = keeper.open("/khen-thuong/?ten=tran+hoa", "lich-su-so")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Trần Thị Hoa").click()
    keeper.check("lich-su-lan-khen")
    keeper.open("/khen-thuong/ghi/", "lich-su-ghi")

    page = keeper.open("/khen-thuong/trung/", "lich-su-nghi-trung")
    page.locator("tbody a").first.click()
    keeper.check("lich-su-so-sanh")
    page.get_by_label("Lý do").fill("Đã đối chiếu căn cước")
    page = keeper.press("Là một: gộp lại")
    expect(page.get_by_text("Đã gộp; mọi kết quả nay thuộc")).to_be_visible()
    keeper.open("/khen-thuong/gop/", "lich-su-nhat-ky-gop")
    assert Merge.objects.get().kept == one and other.pk and AwardRecord.objects.get().recipient == one
