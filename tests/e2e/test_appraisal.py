"""An appraiser's morning in a real browser: finds a dossier, asks for a supplement, passes the rest."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories as f
from workflow.engine.register import history
from workflow.models import Dossier

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def made(lines: int = 6) -> Dossier:
    """A dossier with lines of two awards, proposed by a unit with a long name."""
    unit = f.unit(name="Sở Nông nghiệp và Môi trường tỉnh Minh Họa (minh họa)")
    names = ["Hà Thị Vân", "Triệu Văn Sơn", "Nông Thị Bích Ngọc", "Đặng Quốc Huy", "Lường Văn Thái", "Hoàng Thị Mỷ"]
    rows = [
        f.row("CSTDT" if n % 3 == 2 else "BK-TINH", kind="person", name=f"{names[n % 6]} (minh họa)", position="Phó Trưởng phòng",
              workplace="Chi cục Kiểm lâm") for n in range(lines)]
    return f.dossier(unit=unit, rows=rows)


def test_an_appraiser_works_through_a_dossier(visitor: Callable[..., Visitor]) -> None:
    f.user(f.APPRAISAL, username="thamdinh", name="Trần Thị Thẩm (minh họa)")
    dossier = made()
    f.move(f.lines(f.appraised(f.dossier()))[:1], "hold", f.user(f.APPRAISAL), note="Chờ kết luận thanh tra")
    officer = visitor("thamdinh")
    page = officer.open("/ho-so/", "ho-so-danh-sach")
    page.get_by_role("link", name=dossier.code).click()
    officer.check("ho-so")
    officer.press("Nhận việc")

    page.get_by_label("Đánh dấu dòng 2:").check()
    page.get_by_role("button", name="Yêu cầu bổ sung").click()
    officer.check("ho-so-thieu-ly-do")
    assert page.get_by_label("Đánh dấu dòng 2:").is_checked()
    page.get_by_label("Lý do, nội dung yêu cầu").fill("Bổ sung xác nhận sáng kiến có hiệu quả và phạm vi ảnh hưởng trong tỉnh")
    page.get_by_role("button", name="Yêu cầu bổ sung").click()
    officer.check()
    assert "1 dòng sang “Chờ bổ sung”" in page.inner_text("main")

    page.get_by_role("link", name="Nông Thị Bích Ngọc").click()
    officer.check("dong")
    officer.press("Đạt")
    assert f.states(dossier)[:3] == ["submitted", "returned", "appraised"]

    officer.open(f"/ho-so/{dossier.code}/")
    page.get_by_label("Tất cả 4 dòng đang chờ thẩm định").check()
    officer.press("Đạt")
    officer.check("ho-so-sau")
    assert f.states(dossier) == ["appraised", "returned", *["appraised"] * 4]


def test_what_was_decided_is_read_and_found(visitor: Callable[..., Visitor]) -> None:
    f.user(f.APPRAISAL, username="thamdinh")
    dossier = f.delivered(f.decided(f.passed(f.appraised(made(3)))))
    officer = visitor("thamdinh")
    officer.open(f"/ho-so/{dossier.code}/", "ho-so-xong")
    officer.page.get_by_text("Cách tính thời hạn").click()
    officer.check("ho-so-thoi-han")
    officer.open("/tim/?q=trieu+son", "tim")
    officer.press("Triệu Văn Sơn (minh họa)")
    officer.check("doi-tuong")
    assert "Quyết định của tỉnh" in officer.page.inner_text("main")


def test_an_officer_reads_the_proof_card_and_rules(visitor: Callable[..., Visitor]) -> None:
    f.user(f.APPRAISAL, username="thamdinh", name="Trần Thị Thẩm (minh họa)")
    dossier = made(3)
    fighter = f.lines(dossier)[2]
    history.declare_titles([fighter.recipient_id], dossier.received_on.year, "Sở Nông nghiệp và Môi trường", f.holder(f.INTAKE))
    officer = visitor("thamdinh")
    officer.open(f"/ho-so/{dossier.code}/", "ho-so-tieu-chuan")
    officer.open(f"/ho-so/{dossier.code}/dong/1/", "dong-bang-khen")
    page = officer.open(f"/ho-so/{dossier.code}/dong/3/", "dong-tieu-chuan")
    assert "1 đạt, 1 chưa rõ" in page.inner_text("main")
    page.get_by_text("Xác nhận hoặc thay kết quả một tiêu chuẩn").click()
    officer.press("Ghi kết luận")
    officer.check("dong-ket-luan-thieu")
    page.locator("#id_criterion").select_option(index=2)
    page.locator("#id_verdict").select_option("dat")
    page.get_by_label("Lý do và chứng cứ").fill("Giấy xác nhận phạm vi ảnh hưởng số 15/SK-SKHCN ngày 02/3/2026")
    officer.press("Ghi kết luận")
    officer.check("dong-da-ket-luan")
    assert "2 đạt" in page.inner_text("main") and "hệ thống đối chiếu: Chưa rõ" in page.inner_text("main")


def test_enter_on_a_tick_moves_nothing(visitor: Callable[..., Visitor]) -> None:
    f.user(f.APPRAISAL, username="thamdinh")
    dossier = made(2)
    page = visitor("thamdinh").open(f"/ho-so/{dossier.code}/")
    page.get_by_label("Đánh dấu dòng 1:").check()
    page.get_by_label("Đánh dấu dòng 1:").press("Enter")
    page.get_by_text("Bấm một nút để chọn bước").first.wait_for()
    assert f.states(dossier) == ["submitted"] * 2 and page.get_by_label("Đánh dấu dòng 1:").is_checked()


def test_the_list_narrows_while_one_types(visitor: Callable[..., Visitor]) -> None:
    f.user(f.SIGNER, username="chutich")
    wanted, other = made(1), f.dossier()
    officer = visitor("chutich")
    page = officer.open("/ho-so/")
    page.get_by_label("Tìm", exact=True).press_sequentially("nong nghiep")
    page.get_by_role("link", name=other.code).wait_for(state="detached")
    assert page.get_by_role("link", name=wanted.code).is_visible() and "q=nong" in page.url
    page.get_by_label("Tình trạng").select_option("Đã đóng")
    page.get_by_text("Không có hồ sơ nào khớp").wait_for()
    officer.check()
