"""The main job, end to end: a unit's list becomes a signed decision, by eight people at eight browsers.

The staff sit at desks; the members of the council, the chairman who signs and whoever looks the dossier up hold phones.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import factories as f
from tests.desks.counter import OURS, excel
from tests.papers.lists import cells
from workflow.engine import audit
from workflow.models import AwardRecord, Decision, Dossier, Printed, Sitting

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
STAFF = [
    ("tiepnhan", f.INTAKE), ("thamdinh", f.APPRAISAL), ("thuky", f.SECRETARY), ("duthao", f.DRAFTER), ("truongphong", f.CHIEF),
    ("chutich", f.SIGNER)]
Come = Callable[..., Visitor]


@pytest.fixture
def office() -> list[str]:
    """The staff, a council of three, a unit; returns the members' user names."""
    for username, role in STAFF:
        f.user(role, username=username)
    f.unit(name="Sở Y tế tỉnh Minh Họa")
    return [member.username for member in f.council(3)]


def test_a_list_becomes_a_signed_decision(visitor: Come, office: list[str], tmp_path: Path) -> None:
    counter = visitor().login("tiepnhan")
    dossier = received(counter, tmp_path)
    officer = visitor().login("thamdinh")
    returned(officer, dossier)
    supplemented(counter, dossier)
    appraised(officer, dossier)
    voted(visitor, office, dossier)
    signed(visitor)
    handed_over(counter, dossier)
    looked_up(visitor(size="phone"), dossier)
    assert list(audit.faults()) == []


def received(counter: Visitor, folder: Path) -> Dossier:
    """Point 1: letter, a faulty list abandoned, a good list accepted, one nominee typed, receipt printed."""
    page = counter.open("/tiep-nhan/", "tiep-nhan")
    counter.press("Hồ sơ mới")
    page.locator("#id_unit").select_option(label="Sở Y tế tỉnh Minh Họa")
    page.get_by_label("Công trạng").check()
    page.get_by_label("Số tờ trình").fill("215/TTr-SYT")
    page.get_by_label("Ngày tờ trình").fill("20/11/2026")
    page.get_by_label("Người nộp, liên hệ").fill("Trịnh Văn Bảy (minh họa)")
    counter.press("Lưu nháp")
    for box in page.locator("input[name=papers]").all():
        box.check()
    counter.press("Lưu nháp")
    listed(counter, folder / "loi.xlsx", excel(cells(name="Lò Thị Ư", identity="12", **OURS)))
    assert "chưa nhận được dòng nào" in page.inner_text("main")
    counter.check("xem-truoc-loi")
    counter.press("Bỏ danh sách này")
    good = [cells(name=name, identity=f"03818500451{n}", **OURS) for n, name in enumerate(["Trần Thị Hòa", "Đặng Thị Ước"])]
    listed(counter, folder / "tot.xlsx", excel(*good))
    counter.check("xem-truoc")
    counter.press("Nhận toàn bộ danh sách")
    page.get_by_text("Nhập tay một dòng").click()
    page.locator("#dong-kind").select_option(label="Tập thể")
    page.locator("#dong-name").fill("Khoa Hồi sức tích cực")
    page.locator("#dong-award").select_option(value="TTLDXS")
    counter.press("Thêm dòng")
    counter.check("ho-so-nhap")
    page.locator(".stickybar").get_by_role("button", name="Tiếp nhận").click()
    counter.check("xac-nhan-tiep-nhan")
    counter.press("Tiếp nhận hồ sơ")
    counter.check("da-tiep-nhan")
    dossier = Dossier.objects.get()
    assert dossier.code in page.inner_text("main") and dossier.lines.count() == 3
    assert pdf(counter, f"/tiep-nhan/ho-so/{dossier.code}/giay-tiep-nhan.pdf")
    return dossier


def listed(counter: Visitor, path: Path, content: bytes) -> None:
    """Drop an Excel list on the draft."""
    path.write_bytes(content)
    counter.page.locator("#danh-sach input[type=file]").set_input_files(path)
    counter.press("Đọc và xem trước")


def pdf(visitor: Visitor, path: str) -> bool:
    """Whether that address gives this person a PDF."""
    return bool(visitor.page.request.get(visitor.base + path).body().startswith(b"%PDF"))


def returned(officer: Visitor, dossier: Dossier) -> None:
    """Point 2: found among the unassigned, taken, one line returned; the clock stops."""
    page = officer.open("/", "viec-trong")
    officer.press("Chưa phân công")
    officer.check("viec")
    page.get_by_role("link", name=dossier.code).click()
    officer.check("ho-so")
    officer.press("Nhận việc")
    page.get_by_label("Đánh dấu dòng 1:").check()
    page.get_by_label("Lý do, nội dung yêu cầu").fill("Thiếu xác nhận của cấp trình")
    officer.press("Yêu cầu bổ sung")
    assert "Đồng hồ dừng" in page.inner_text("main")


def supplemented(counter: Visitor, dossier: Dossier) -> None:
    """The counter hands in what was missing."""
    counter.open(f"/tiep-nhan/ho-so/{dossier.code}/bo-sung/", "bo-sung")
    assert "Thiếu xác nhận của cấp trình" in counter.page.inner_text("main")
    assert pdf(counter, f"/tiep-nhan/ho-so/{dossier.code}/bo-sung/phieu.pdf")
    counter.page.get_by_role("button", name=re.compile("Nộp lại tất cả")).click()
    counter.check()


def appraised(officer: Visitor, dossier: Dossier) -> None:
    """The line is back with the same officer, who passes all of them."""
    officer.open("/")
    assert dossier.code in officer.page.inner_text("main"), "back with who had it"
    page = officer.open(f"/ho-so/{dossier.code}/")
    page.get_by_label(re.compile("^Tất cả 3 dòng")).check()
    officer.press("Đạt")
    assert f.states(dossier) == ["appraised"] * 3, page.inner_text("main")[:1500]
    assert pdf(officer, f"/ho-so/{dossier.code}/phieu-tham-dinh.pdf")


def voted(visitor: Come, members: list[str], dossier: Dossier) -> None:
    """Point 3: two members vote, the third sends paper; counted over all three."""
    secretary = visitor().login("thuky")
    page = secretary.open("/hoi-dong/moi/", "lap-phien-hop")
    for box in page.get_by_label(re.compile("Chọn tất cả")).all():
        box.check()
    page.get_by_label("Tổ kiểm phiếu").fill("Nguyễn Văn An\nTrần Thị Bình\nLê Văn Cường")
    page.locator("input[name=present]").last.uncheck()
    secretary.press("Lập phiên họp")
    for username in members[:2]:
        ballot(visitor(size="phone").login(username))
    sitting = Sitting.objects.get().pk
    page = secretary.open(f"/hoi-dong/{sitting}/", "phien-hop")
    secretary.press("Nhập phiếu giấy")
    page.locator("input[name=member]").check()
    secretary.press("Nhập các phiếu")
    for choice in page.locator("select").all():
        choice.select_option(label="Đồng ý")
    secretary.check("phieu-giay")
    page.get_by_role("button", name=re.compile("vào hòm")).click()
    secretary.check()
    secretary.press("Kết thúc bỏ phiếu và kiểm phiếu")
    secretary.press("Kiểm phiếu")
    secretary.check("da-kiem-phieu")
    assert f.states(dossier) == ["passed"] * 3 and pdf(secretary, f"/hoi-dong/{sitting}/bien-ban.pdf")


def ballot(member: Visitor) -> None:
    """One member, one paper for the whole agenda."""
    page = member.open("/bo-phieu/", "cac-phieu")
    page.get_by_role("main").get_by_role("link", name="Bỏ phiếu").click()
    member.check("bo-phieu")
    page.get_by_role("button", name="Đồng ý các dòng còn lại").click()
    member.press("Xem lại")
    member.check("xem-lai")
    member.press("Gửi phiếu")
    member.check("bien-nhan")


def signed(visitor: Come) -> None:
    """Point 4: drafted, checked by another, signed by a third; number, frozen paper, history."""
    drafter = visitor().login("duthao")
    page = drafter.open("/quyet-dinh/moi/", "lap-du-thao")
    for box in page.get_by_label(re.compile("Chọn tất cả")).all():
        box.check()
    drafter.press("Lập dự thảo")
    decision = Decision.objects.get().pk
    assert pdf(drafter, f"/quyet-dinh/{decision}/to-trinh.pdf") and pdf(drafter, f"/quyet-dinh/{decision}/du-thao.pdf")
    drafter.press("Chuyển kiểm tra")
    chief = visitor().login("truongphong")
    chief.open(f"/quyet-dinh/{decision}/", "kiem-tra-du-thao")
    chief.press("Đạt, chuyển trình ký")
    signer = visitor(size="phone").login("chutich")
    signer.open(f"/quyet-dinh/{decision}/", "trinh-ky")
    signer.press("Ký, cấp số")
    signer.press("Ký quyết định")
    signer.check("da-ky")
    assert "01/QĐ-UBND" in signer.page.inner_text("h1") and Printed.objects.get(kind="decision").sha256 in signer.page.inner_text("main")
    assert AwardRecord.objects.filter(source="own").count() == 3


def handed_over(counter: Visitor, dossier: Dossier) -> None:
    """The counter hands the results over, and the dossier closes."""
    page = counter.open(f"/tiep-nhan/ho-so/{dossier.code}/tra-ket-qua/", "tra-ket-qua")
    page.get_by_label("Người nhận").first.fill("Trịnh Văn Bảy (minh họa)")
    page.get_by_role("button", name=re.compile("Trả 3 kết quả")).click()
    counter.check()
    dossier.refresh_from_db()
    assert f.states(dossier) == ["delivered"] * 3 and dossier.process.status == "DONE"


def looked_up(guest: Visitor, dossier: Dossier) -> None:
    """Point 5: anyone with the code, without login and without a name."""
    page = guest.open(f"/tra-cuu/?ma={dossier.code.lower()}", "tra-cuu")
    words: Any = page.inner_text("main")
    assert dossier.code in words and not any(line.name in words for line in f.lines(dossier))
