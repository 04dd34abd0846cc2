"""The desk of rounds, movements, registrations and clusters."""
from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from tests import factories as f
from tests import movements as m
from tests.desks.counter import logged_in
from workflow.desks.movements.registrations import names
from workflow.engine.emulation import cards
from workflow.law.words import Kind
from workflow.models import Cluster, ClusterMember, Draft, Movement, Registration, Reminder, Round
from workflow.papers import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return logged_in(m.officer())


def text(answer: Any) -> str:
    return answer.content.decode()


def test_only_who_holds_the_right_enters() -> None:
    made, movement, (cluster, members) = m.round(), m.movement(), m.cluster()
    pages = ["/dot-xet/", f"/dot-xet/{made.pk}/", "/phong-trao/", f"/phong-trao/{movement.pk}/", "/dang-ky-thi-dua/", "/cum-khoi/",
             f"/cum-khoi/{cluster.pk}/2026/", f"/cum-khoi/phieu/{members[0].pk}/"]
    mine, others = logged_in(m.officer()), logged_in(f.holder(f.INTAKE))
    for page in pages:
        assert mine.get(page).status_code == 200 and others.get(page).status_code == 403, page
        assert Client().get(page).status_code == 302


def test_a_year_is_laid_out_from_the_template_once(client: Client) -> None:
    answer = client.post("/dot-xet/lap-lich/", {"nam": "2027"}, follow=True)
    assert "Đã lập 5 đợt xét của năm 2027" in text(answer) and "trước ngày 20/06/2027" in text(answer)
    assert "lịch mẫu chưa kiểm chứng" in text(answer)
    assert "không thêm đợt nào" in text(client.post("/dot-xet/lap-lich/", {"nam": "2027"}, follow=True))
    assert "Chưa lập được lịch" in text(client.post("/dot-xet/lap-lich/", {"nam": "xx"}, follow=True))


def typed(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {"name": "Đợt riêng", "kind": "cong-trang", "year": today.year, "opens_on": f"{today:%d/%m/%Y}", "deadline": "ngay",
            "closes_on": f"{today + timedelta(days=30):%d/%m/%Y}", "expects": ["so"], "remind_days": "5, 15", **changes}


def test_a_round_is_added_and_its_day_moved_with_a_reason(client: Client) -> None:
    answer = client.post("/dot-xet/moi/", typed(), follow=True)
    made = Round.objects.get()
    assert "Đã lưu đợt xét" in text(answer) and made.remind_days == [15, 5] and made.expects == ["so"]
    later = f"{made.closes_on + timedelta(days=9):%d/%m/%Y}"
    assert "phải ghi rõ lý do" in text(client.post(f"/dot-xet/{made.pk}/sua/", typed(closes_on=later)))
    answer = client.post(f"/dot-xet/{made.pk}/sua/", typed(closes_on=later, note="Công văn 88"), follow=True)
    assert "Công văn 88" in text(answer) and later in text(answer)


@pytest.mark.parametrize("changes", [
    {"closes_on": ""}, {"deadline": "hoi-nghi"}, {"remind_days": "x"}, {"closes_on": "01/01/2020"}, {"name": ""}, {"kind": "la"}])
def test_a_faulty_round_is_shown_again(client: Client, changes: dict[str, Any]) -> None:
    answer = client.post("/dot-xet/moi/", typed(**changes))
    assert answer.status_code == 422 and not Round.objects.exists()


def test_units_are_reminded_and_the_letter_is_printed(client: Client) -> None:
    unit, other, made = f.unit(name="Sở Y tế thử"), f.unit(name="Sở Công Thương thử"), m.round()
    page = text(client.get(f"/dot-xet/{made.pk}/"))
    assert "Sở Y tế thử" in page and "Chưa nhắc" in page
    answer = client.post(f"/dot-xet/{made.pk}/nhac/", {"don_vi": [unit.pk], "way": "phone"}, follow=True)
    assert "Đã ghi đã gọi điện nhắc 1 đơn vị" in text(answer) and Reminder.objects.get().unit == unit
    assert "Chưa có thư điện tử của" in text(client.post(f"/dot-xet/{made.pk}/nhac/", {"don_vi": [other.pk], "way": "email"}, follow=True))
    paper = client.get(f"/dot-xet/{made.pk}/cong-van.pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")


def test_a_late_dossier_is_marked_on_its_pages_and_in_lists() -> None:
    made = m.round(-3)
    dossier = f.dossier(round_id=made.pk)
    reader = logged_in(f.user(f.APPRAISAL, f.INTAKE))
    assert "Nộp muộn 3 ngày" in text(reader.get(f"/ho-so/{dossier.code}/"))
    assert "Muộn 3 ngày" in text(reader.get("/ho-so/"))
    assert "Nộp muộn 3 ngày" in text(reader.get(f"/tiep-nhan/ho-so/{dossier.code}/"))
    assert "Muộn 3 ngày" in text(reader.get("/tiep-nhan/?muc=nhan"))


# ------------------------------------------------------------------ movements


def test_a_movement_is_written_launched_and_closed(client: Client) -> None:
    said = {"name": "Thi đua thử", "level": "tinh", "since": "01/02/2026", "days_before": "15"}
    client.post("/phong-trao/moi/", said)
    made = Movement.objects.get()
    step = f"/phong-trao/{made.pk}/buoc/"
    assert "Chưa ghi số kế hoạch" in text(client.post(step, {"buoc": "launch"}, follow=True))
    client.post(f"/phong-trao/{made.pk}/sua/", {**said, "plan_number": "30/KH-UBND", "criteria": "Có mô hình",
                                                          "conference_on": "18/12/2027"})
    page = text(client.post(step, {"buoc": "launch"}, follow=True))
    assert "Đang thực hiện" in page and "03/12/2027" in page and "30/KH-UBND" in page
    assert "Phải ghi rõ lý do" in text(client.post(step, {"buoc": "close"}, follow=True))
    assert "Dừng" in text(client.post(step, {"buoc": "close", "ly_do": "Nhập vào phong trào khác"}, follow=True))
    assert "Không có bước này" in text(client.post(step, {"buoc": "xoa"}, follow=True))
    assert client.post("/phong-trao/moi/", {**said, "until": "01/01/2025"}).status_code == 422
    assert "Thi đua thử" in text(client.get("/phong-trao/?q=thi+dua")) and "Không có phong trào" in text(client.get("/phong-trao/?q=zzz"))


def test_the_intake_form_asks_for_the_movement_of_a_thematic_dossier_only() -> None:
    clerk = f.holder(f.INTAKE)
    browser, movement = logged_in(clerk), m.movement(conference_on=timezone.localdate() - timedelta(days=1))
    draft = f.draft(clerk, kind=Kind.MERIT)
    url = f"/tiep-nhan/nhap/{draft.pk}/"
    assert 'name="movement"' not in text(browser.get(url))
    head = {"unit": f.unit().pk, "kind": "chuyen-de", "letter_number": "1/TTr-X", "letter_date": "05/01/2026", "contact_name": "Lê Thử"}
    browser.post(url + "thong-tin/", head)
    page = text(browser.get(url))
    assert 'name="movement"' in page and movement.name in page
    assert "Thiếu phong trào" in text(browser.get(url + "tiep-nhan/"))
    browser.post(url + "thong-tin/", {**head, "movement": movement.pk})
    page = text(browser.get(url))
    assert "Thiếu phong trào" not in text(browser.get(url + "tiep-nhan/")) and "Nộp sau hạn của phong trào" in page
    browser.post(url + "thong-tin/", {**head, "kind": "cong-trang", "movement": movement.pk})
    assert Draft.objects.get().header["movement_id"] is None


# ------------------------------------------------------------------ registrations


def book(*rows: Any) -> SimpleUploadedFile:
    made, out = Workbook(), BytesIO()
    sheet = made.active
    assert sheet is not None
    sheet.append(["Danh hiệu", "Đối tượng", "Họ và tên / tên tập thể", "Số định danh (nếu có)", "Hoặc số lượng"])
    for row in rows:
        sheet.append(row)
    made.save(out)
    return SimpleUploadedFile("dang-ky.xlsx", out.getvalue())


def test_titles_are_registered_by_hand_and_from_excel_and_withdrawn(client: Client) -> None:
    unit = f.unit()
    head = {"unit": unit.pk, "year": 2026, "registered_on": "20/01/2026", "letter_number": "12/ĐK-SYT"}
    client.post("/dang-ky-thi-dua/moi/", {**head, "award": "CSTDT", "kind": "person", "count": "12"})
    assert Registration.objects.get().count == 12
    for more in ({"count": "12"}, {"count": "1", "name": "Ai"}, {}, {"name": "Ai", "identity": "12"}):
        assert client.post("/dang-ky-thi-dua/moi/", {**head, "award": "CSTDT", "kind": "person", **more}).status_code == 422
    bad = client.post("/dang-ky-thi-dua/tep/", {**head, "file": book(
        ["Tập thể lao động xuất sắc", None, "Phòng Tổ chức", None, None], ["Bằng khen", None, "Ai", None, None],
        ["CSTDT", "Cá nhân", None, None, 3.5], ["CSTDT", "Cá nhân", "=1+1", None, None])})
    assert bad.status_code == 422 and "Dòng 3" in text(bad) and "Dòng 4" in text(bad) and "Dòng 5" in text(bad)
    again = client.post("/dang-ky-thi-dua/tep/", {**head, "file": book(["CSTDT", "Cá nhân", None, None, 3])})
    assert "Dòng 2: Đã đăng ký" in text(again) and Registration.objects.count() == 1
    client.post("/dang-ky-thi-dua/tep/", {**head, "file": book(
        ["Tập thể lao động xuất sắc", None, "Phòng Tổ chức", None, None], ["CSTDT", "Cá nhân", "Nguyễn Văn Thử", None, None])})
    assert Registration.objects.count() == 3
    row = Registration.objects.get(name="Phòng Tổ chức")
    client.post(f"/dang-ky-thi-dua/{row.pk}/rut/", {"note": "Gửi nhầm"})
    page = text(client.get("/dang-ky-thi-dua/?nam=2026"))
    assert "Gửi nhầm" in page and "Nguyễn Văn Thử" in page and "13" in page
    assert client.post("/dang-ky-thi-dua/tep/", {**head, "file": SimpleUploadedFile("x.xlsx", b"not a book")}).status_code == 422


def test_the_empty_list_reads_back_as_a_list(client: Client) -> None:
    sent = client.get("/dang-ky-thi-dua/mau.xlsx").content
    made = load_workbook(BytesIO(sent))
    made.worksheets[0].append(["Chiến sĩ thi đua cấp tỉnh", "Cá nhân", "Trần Thị Thử", None, None])
    out = BytesIO()
    made.save(out)
    found = registered.read(out, names(), date(2026, 1, 1))
    assert [row["name"] for row in found.rows] == ["Trần Thị Thử"] and not found.faults


def test_the_line_page_tells_whether_the_title_was_registered() -> None:
    dossier = f.dossier(awards=["CSTDT", "BK-TINH"])
    reader = logged_in(f.user(f.APPRAISAL))
    assert "Không thấy đơn vị đăng ký" in text(reader.get(f"/ho-so/{dossier.code}/dong/1/"))
    assert "Đăng ký thi đua đầu năm" not in text(reader.get(f"/ho-so/{dossier.code}/dong/2/"))


# ------------------------------------------------------------------ clusters


def test_a_cluster_from_its_founding_to_the_announced_leader(client: Client) -> None:
    units = [f.unit(name=f"Sở Thử {no}") for no in "ABC"]
    client.post("/cum-khoi/moi/", {"code": "K1", "name": "Khối thử", "since": "01/01/2020"})
    home = f"/cum-khoi/{Cluster.objects.get().pk}/2026/"
    roles = dict(zip((f"u{unit.pk}" for unit in units), ("truong", "pho", "thanh-vien"), strict=True))
    assert client.post(home + "thanh-vien/", {**roles, f"u{units[2].pk}": "truong"}).status_code == 422
    client.post(home + "thanh-vien/", roles)
    assert client.post(home + "bang-diem/", {"rows": "Kinh tế"}).status_code == 422
    client.post(home + "bang-diem/", {"rows": "Kinh tế | 60\nPhong trào | 40,5\n- Vi phạm | 10"})
    members = list(ClusterMember.objects.order_by("pk"))
    criteria = [one.pk for one in members[0].cluster.criteria.order_by("no")]
    for member, first in zip(members, ("50", "55,5", "40"), strict=True):
        card = f"/cum-khoi/phieu/{member.pk}/"
        points = dict(zip((f"d{pk}" for pk in criteria), (first, "40", "0"), strict=True))
        assert client.post(card, {**points, f"d{criteria[0]}": "61"}).status_code == 422
        client.post(card, points)
        client.post(card, {**points, "checker": (members[1] if member == members[0] else members[0]).pk})
        answer = client.post(card, points, follow=True)
        assert "Có kết quả" in text(answer)
    page = text(client.get(home))
    assert "95,5" in page and "Công bố kết quả" in page
    paper = {"number": "25/QĐ-HĐTĐKT", "decided_on": "05/01/2026", "authority": "Thường trực Hội đồng"}
    assert client.post(home + "cong-bo/", {**paper, "chosen": [members[0].pk]}).status_code == 422
    page = text(client.post(home + "cong-bo/", {**paper, "chosen": [members[1].pk]}, follow=True))
    assert "Dẫn đầu" in page and "25/QĐ-HĐTĐKT" in page
    sheet = load_workbook(BytesIO(client.get(home + "xep-hang.xlsx").content)).worksheets[0]
    assert [cell.value for cell in sheet[4]][:2] == [1, "Sở Thử B"] and sheet["F4"].value == 95.5
    page = text(client.post(home + "huy/", {"note": "Tính sai"}, follow=True))
    assert "Tính sai" in page
    back = client.post(f"/cum-khoi/phieu/{members[0].pk}/tra-lai/", {"ly_do": "Sửa điểm"}, follow=True)
    assert "Đã trả lại một bước" in text(back) and "Sửa điểm" in text(back)


def test_a_new_year_starts_from_the_members_and_table_of_the_last(client: Client) -> None:
    cluster, members = m.cluster()
    page = text(client.get(f"/cum-khoi/{cluster.pk}/2027/thanh-vien/"))
    assert "Đã điền theo năm 2026" in page and 'value="truong" selected' in page
    assert "Kinh tế | 60" in text(client.get(f"/cum-khoi/{cluster.pk}/2027/bang-diem/"))
    assert client.get(f"/cum-khoi/{cluster.pk}/1900/").status_code == 404 and len(members) == 3


def test_the_log_of_a_card_tells_old_and_new_points(client: Client) -> None:
    _, (leader, _, member) = m.cluster()
    cards.score(member, "self_score", m.points(member, 55), m.officer())
    cards.score(member, "cross_check", m.points(member, 50), m.officer(), leader, "Chỉ tiêu 3 chưa đạt")
    page = text(client.get(f"/cum-khoi/phieu/{member.pk}/"))
    assert "Kinh tế: 55 → 50" in page and "Chỉ tiêu 3 chưa đạt" in page and f"theo {leader.unit}" in page


def test_an_odd_year_in_the_address_is_this_year(client: Client) -> None:
    for year in ("020260", "9" * 5000, "²⁰²⁶", "1999"):
        answer = client.get("/cum-khoi/", {"nam": year})
        assert answer.status_code == 200 and answer.context["year"] == timezone.localdate().year
