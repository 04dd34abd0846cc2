"""The evidence desk and the holds: who may open what, what the pages say, and that a doubt is decided by a person."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import evidence as e
from tests import factories as f
from tests.desks.counter import logged_in
from workflow.engine.proving import uses
from workflow.engine.receiving import intake
from workflow.law.words import HoldReason, Scope
from workflow.models import Hold, Initiative, InitiativeUse, Performance, Post, Share

pytestmark = pytest.mark.django_db
TOMORROW = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"


def text(answer: Any) -> str:
    """The words of a page, blanks joined."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def at(role: str) -> Client:
    return logged_in(f.holder(role))


# ------------------------------------------------------------------ who may


def test_each_page_opens_to_its_rights_alone() -> None:
    one, someone = e.initiative(), e.person()
    hold = e.held(e.person())
    doors = {
        "/xep-loai/": {e.KEEPER}, "/sang-kien/moi/": {e.KEEPER}, "/sang-kien/phien-hop/": {e.KEEPER},
        "/xep-loai/danh-sach-mau.xlsx": {e.KEEPER},
        f"/doi-tuong/{someone.pk}/ghi/chuc-vu/": {e.KEEPER}, f"/ghi-nhan/sang-kien/{one.pk}/rut/": {e.KEEPER},
        "/sang-kien/": {e.KEEPER, f.APPRAISAL, f.CHIEF}, f"/sang-kien/{one.pk}/": {e.KEEPER, f.APPRAISAL, f.CHIEF},
        "/tam-dung/": {f.APPRAISAL, f.CHIEF}, f"/doi-tuong/{someone.pk}/tam-dung/": {f.APPRAISAL, f.CHIEF},
        f"/tam-dung/{hold.pk}/ket-thuc/": {f.APPRAISAL, f.CHIEF},
    }
    for role in (e.KEEPER, f.APPRAISAL, f.CHIEF, f.INTAKE, f.SECRETARY, f.MEMBER, f.ADMIN):
        client = at(role)
        assert {path for path in doors if client.get(path).status_code == 200} == {path for path, may in doors.items() if role in may}, role


def test_what_is_on_record_and_why_somebody_is_on_hold_is_for_who_needs_it() -> None:
    someone = e.person(identity="036180000444")
    e.graded(someone)
    e.held(someone, reason=HoldReason.COMPLAINT, note="Đơn của công dân")
    path = f"/doi-tuong/{someone.pk}/"
    seen = {role: text(at(role).get(path)) for role in (e.KEEPER, f.APPRAISAL, f.INTAKE, f.SECRETARY)}
    assert {role for role, page in seen.items() if "15/QĐ-SYT" in page} == {e.KEEPER, f.APPRAISAL}
    assert {role for role, page in seen.items() if "Đơn của công dân" in page} == {f.APPRAISAL}
    assert {role for role, page in seen.items() if "036180000444" in page} == {e.KEEPER, f.APPRAISAL, f.INTAKE}
    assert at(e.KEEPER).get("/tim/?q=036180000444").content.decode().count(path) == 1


# ------------------------------------------------------------------ entering


def test_facts_are_entered_on_the_recipients_page_and_withdrawn() -> None:
    someone, group, client = e.person(unit=f.unit()), e.collective(f.unit()), at(e.KEEPER)
    result = {"year": "2025", "level": "htxsnv", "decision_number": "9/QĐ"}
    answer = client.post(f"/doi-tuong/{someone.pk}/ghi/xep-loai/", result, follow=True)
    assert "Hoàn thành xuất sắc nhiệm vụ" in text(answer) and "vượt 20%" in text(answer), "the share is a warning, not a refusal"
    client.post(f"/doi-tuong/{someone.pk}/ghi/chuc-vu/", {"name": "Giám đốc sở", "band": "giam-doc-so", "since": "01/03/2015"})
    client.post(f"/doi-tuong/{group.pk}/ghi/ty-le/", {"year": "2025", "what": "hoan-thanh", "percent": "99,5"})
    assert str(Share.objects.get().percent) == "99.50" and Post.objects.get().band == "giam-doc-so"
    row = Performance.objects.get()
    assert client.post(f"/ghi-nhan/xep-loai/{row.pk}/rut/", {"why": ""}).status_code == 422
    answer = client.post(f"/ghi-nhan/xep-loai/{row.pk}/rut/", {"why": "Ghi nhầm người"}, follow=True)
    assert "Đã rút" in text(answer) and "Ghi nhầm người" in text(answer)


@pytest.mark.parametrize(("what", "sent"), [
    ("xep-loai", {"year": "2025", "level": ""}), ("xep-loai", {"year": "1900", "level": "httnv"}),
    ("xep-loai", {"year": "2025", "level": "httnv", "decided_on": TOMORROW}), ("chuc-vu", {"name": "x", "band": "khac", "since": TOMORROW}),
    ("chuc-vu", {"name": "x", "band": "khac", "since": "02/01/2020", "until": "01/01/2020"}),
    ("ty-le", {"year": "2025", "what": "nu", "percent": "70"})])
def test_what_cannot_be_is_told_and_not_stored(what: str, sent: dict[str, str]) -> None:
    answer = at(e.KEEPER).post(f"/doi-tuong/{e.person().pk}/ghi/{what}/", sent)
    assert answer.status_code == 422
    assert not (Performance.objects.exists() or Post.objects.exists() or Share.objects.exists())


def test_addresses_of_nothing_are_not_found() -> None:
    client, someone = at(e.KEEPER), e.person()
    for path in (f"/doi-tuong/{someone.pk}/ghi/khac/", "/doi-tuong/9999/ghi/chuc-vu/", "/ghi-nhan/khac/1/rut/", "/ghi-nhan/chuc-vu/1/rut/",
                 "/sang-kien/999/", "/tam-dung/999/ket-thuc/"):
        assert client.get(path).status_code in (403, 404), path


# ------------------------------------------------------------------ lists


def sent(client: Client, *rows: tuple[Any, ...], **fields: Any) -> Any:
    """Upload a list; the preview."""
    file = SimpleUploadedFile("xep-loai.xlsx", e.workbook(*rows).read())
    return client.post("/xep-loai/danh-sach/", {"file": file, **fields}, follow=True)


def test_a_list_is_previewed_decided_and_taken() -> None:
    twin = e.person("Nguyễn Thị Trùng", birth_year=1980)
    client = at(e.KEEPER)
    page = sent(
        client, ("036180000123", "Nguyễn Thị Chắc", "17/05/1980", "", 2025, "HTTNV", "15/QĐ", ""),
        ("", "Nguyễn Thị Trùng", "", "", 2025, "HTTNV", "", ""), ("", "Nguyễn Thị Lỗi", "", "", 2025, "Giỏi", "", ""), authority="Sở Y tế")
    words = text(page)
    assert "1 dòng cần bạn quyết định" in words and "Mức “Giỏi” không rõ" in words and "chưa ghi gì" in words
    assert not Performance.objects.exists()
    path = page.redirect_chain[-1][0]
    seal = re.search(r'name="dau" value="(\w+)"', page.content.decode())
    assert seal
    answer = client.post(path, {"dau": seal[1], "dong-4": str(twin.pk)}, follow=True)
    assert "Đã ghi 2 kết quả, 1 đối tượng mới, bỏ qua 1 dòng" in text(answer)
    assert set(Performance.objects.values_list("recipient__name", "authority")) == {
        ("Nguyễn Thị Chắc", "Sở Y tế"), ("Nguyễn Thị Trùng", "Sở Y tế")}
    assert "đã được nhận, đã bỏ hoặc đã quá một ngày" in text(client.post(path, {"dau": seal[1]}, follow=True))


def test_a_list_that_changed_under_the_reader_waits_on() -> None:
    client = at(e.KEEPER)
    page = sent(client, ("036180000123", "Nguyễn Thị Chắc", "17/05/1980", "", 2025, "HTTNV", "", ""))
    answer = client.post(page.redirect_chain[-1][0], {"dau": "khac"}, follow=True)
    assert "Dữ liệu vừa thay đổi" in text(answer) and "Xem trước" in text(answer) and not Performance.objects.exists()
    abandoned = client.post(page.redirect_chain[-1][0].partition("?")[0] + "bo/", follow=True)
    assert "không dòng nào được ghi" in text(abandoned)


def test_nobody_opens_anothers_waiting_list_and_no_other_file_is_read() -> None:
    page = sent(at(e.KEEPER), ("", "Nguyễn Thị Chắc", "", "", 2025, "HTTNV", "", ""))
    other = logged_in(f.user(e.KEEPER))
    assert "đã được nhận, đã bỏ" in text(other.get(page.redirect_chain[-1][0], follow=True))
    answer = other.post("/xep-loai/danh-sach/", {"file": SimpleUploadedFile("x.xlsx", b"%PDF-1.7")})
    assert answer.status_code == 422 and "không phải là sổ Excel" in text(answer)


def test_the_empty_list_reads_back() -> None:
    answer = at(e.KEEPER).get("/xep-loai/danh-sach-mau.xlsx")
    back = at(e.KEEPER).post("/xep-loai/danh-sach/", {"file": SimpleUploadedFile("mau.xlsx", answer.content)})
    assert back.status_code == 422 and "Dưới dòng tiêu đề không có dòng nào" in text(back)


# ------------------------------------------------------------------ initiatives


def test_an_initiative_is_entered_with_authors_who_are_looked_up_by_name() -> None:
    first, second = e.person("Lê Thị Ánh"), e.person("Lê Thị Ảnh")
    client = at(e.KEEPER)
    filled = {"name": "Số hóa hồ sơ", "year": "2026", "scope": "co-so", "tac_gia": [first.pk]}
    page = client.post("/sang-kien/moi/", {**filled, "buoc": "tim", "tim_tac_gia": "le thi anh"})
    assert second.name in text(page) and "Số hóa hồ sơ" in page.content.decode() and not Initiative.objects.exists()
    assert client.post("/sang-kien/moi/", {**filled, "buoc": "ghi", "decision_number": "1/QĐ"}).status_code == 422
    answer = client.post("/sang-kien/moi/", {**filled, "buoc": "ghi", "tac_gia": [first.pk, second.pk]}, follow=True)
    assert "Chờ xét: cơ sở" in text(answer) and first.name in text(answer) and second.name in text(answer)


def test_a_sitting_is_entered_for_the_ticked_initiatives() -> None:
    yes, no, later = (e.initiative(recognised=False, name=name) for name in ("Đạt phiếu", "Thiếu phiếu", "Chưa xét"))
    client, today = at(e.KEEPER), f"{timezone.localdate():%d/%m/%Y}"
    head = {"held_on": today, "authority": "Hội đồng sáng kiến", "members": "10", "decision_number": "404/QĐ-HĐSK", "decided_on": today}
    typed = f"phieu-{yes.pk}"
    for ticks in ({"chon": []}, {"chon": [yes.pk]}, {"chon": [yes.pk], typed: "11"}, {"chon": [yes.pk], typed: "ba"}):
        assert client.post("/sang-kien/phien-hop/", {**head, **ticks}).status_code == 422
    answer = client.post("/sang-kien/phien-hop/", {
        **head, "chon": [yes.pk, no.pk], f"phieu-{yes.pk}": "7", f"phieu-{no.pk}": "6", f"phieu-{later.pk}": "10"}, follow=True)
    assert "1 được công nhận, 1 không được công nhận" in text(answer)
    assert list(Initiative.objects.order_by("pk").values_list("state", flat=True)) == ["recognised", "refused", "submitted"]
    assert "7/10 (70%)" in text(client.get(f"/sang-kien/{yes.pk}/"))
    assert "Đề nghị nâng lên tỉnh" in text(client.post(f"/sang-kien/{yes.pk}/nang-pham-vi/", {"scope": "tinh"}, follow=True))
    assert "đưa ra xét lại" in text(client.post(f"/sang-kien/{no.pk}/xet-lai/", follow=True))
    assert "3 chờ xét" in text(client.get("/sang-kien/"))


def test_an_initiative_is_found_by_name_author_scope_and_state() -> None:
    author = e.person("Bàn Văn Ước")
    e.initiative(author, name="Ươm giống chè", scope=Scope.PROVINCE)
    e.initiative(name="Số hóa hồ sơ", recognised=False)
    client = at(e.KEEPER)
    for query in ("q=uom+che", "q=ban+van+uoc", "pham_vi=tinh", "tinh_trang=recognised"):
        page = text(client.get(f"/sang-kien/?{query}"))
        assert "Ươm giống chè" in page and "Số hóa hồ sơ" not in page, query
    assert "Không có sáng kiến nào khớp" in text(client.get("/sang-kien/?nam=2020"))


def test_the_officer_uses_an_initiative_for_a_line_and_a_second_use_is_a_doubt() -> None:
    made = [f.dossier(rows=[f.row("BK-TINH", identity="036180000001", name="Nguyễn Thị Dùng")]) for _ in range(2)]
    first, second = f.lines(made)
    one, client = e.initiative(first.recipient, name="Ươm giống chè"), at(f.APPRAISAL)
    paths = [f"/ho-so/{line.dossier.code}/dong/1/" for line in (first, second)]
    client.post(f"{paths[0]}sang-kien/{one.pk}/")
    assert "Dùng lần thứ" not in text(client.get(paths[0]))
    page = text(client.post(f"{paths[1]}sang-kien/{one.pk}/", follow=True))
    assert "Dùng lần thứ 2" in page and made[0].code in page and "chưa kiểm chứng" in page
    use = uses.offers(second)[0].here
    assert use and "Phải ghi rõ lý do bỏ" in text(client.post(f"{paths[1]}sang-kien/{use.pk}/bo/", {"why": ""}, follow=True))
    client.post(f"{paths[1]}sang-kien/{use.pk}/bo/", {"why": "Đã dùng năm trước"})
    assert InitiativeUse.objects.filter(withdrawn_at=None).count() == 1
    assert at(f.INTAKE).post(f"{paths[1]}sang-kien/{one.pk}/").status_code == 403
    assert "Sáng kiến, đề tài của đối tượng" not in text(at(f.SECRETARY).get(paths[0]))


# ------------------------------------------------------------------ holds


def test_a_hold_is_placed_with_its_lines_shown_everywhere_and_released() -> None:
    line, = f.lines(made := f.dossier())
    client, soon = at(f.CHIEF), f"{timezone.localdate() + timedelta(days=20):%d/%m/%Y}"
    path, today = f"/doi-tuong/{line.recipient_id}/tam-dung/", f"{timezone.localdate():%d/%m/%Y}"
    assert made.code in text(client.get(path))
    filled = {"reason": "don-thu", "note": "Công văn 12", "since": today, "review_on": soon}
    for wrong in ({"note": ""}, {"review_on": today}, {"lines": [line.pk + 99]}):
        assert client.post(path, {**filled, **wrong}).status_code == 422
    assert not Hold.objects.exists()
    page = text(client.post(path, {**filled, "lines": [line.pk]}, follow=True))
    assert "cùng 1 dòng đề nghị" in page and "Công văn 12" in page
    assert "Đối tượng đang tạm dừng" in text(at(f.APPRAISAL).get(f"/ho-so/{made.code}/"))
    seen = {role: text(at(role).get(f"/ho-so/{made.code}/dong/1/")) for role in (f.APPRAISAL, f.DRAFTER)}
    assert all("Đối tượng đang tạm dừng từ" in page and "Công văn 12" not in page for page in seen.values())
    hold = Hold.objects.get()
    assert client.post(f"/tam-dung/{hold.pk}/ket-thuc/", {"on": today, "note": ""}).status_code == 422
    page = text(client.post(f"/tam-dung/{hold.pk}/ket-thuc/", {"on": today, "note": "Đơn không có cơ sở"}, follow=True))
    assert "vẫn chờ bấm “Tiếp tục xử lý”" in page and "Không có đối tượng nào đang tạm dừng" in page
    assert "Đơn không có cơ sở" in text(client.get("/tam-dung/?muc=da-ket-thuc"))
    line.refresh_from_db()
    assert line.state == "held"


def test_the_reviewer_is_told_of_holds_that_are_due(time_machine) -> None:
    hold = e.held(e.person())
    assert "đến ngày xem lại" not in text(at(f.APPRAISAL).get("/"))
    time_machine.move_to(timezone.now() + timedelta(days=31))
    page = text(at(f.APPRAISAL).get("/"))
    assert "1 Đối tượng tạm dừng đến ngày xem lại" in page
    page = text(at(f.CHIEF).get("/tam-dung/"))
    assert "Quá ngày xem lại" in page and f"{hold.review_on:%d/%m/%Y}" in page
    assert "đến ngày xem lại" not in text(at(f.DRAFTER).get("/"))


def test_the_counter_learns_that_somebody_is_on_hold_but_not_why() -> None:
    unit = f.unit()
    row = f.row()
    line, = f.lines(f.dossier(unit=unit, rows=[row]))
    e.held(line.recipient, note="Đơn của công dân", reason=HoldReason.COMPLAINT)
    person = f.holder(f.INTAKE)
    draft = f.draft(person, unit=unit, rows=[row])
    page = text(logged_in(person).get(f"/tiep-nhan/nhap/{draft.pk}/"))
    assert f"{row['name']}: đối tượng đang tạm dừng từ" in page and "Đơn của công dân" not in page and "đơn thư" not in page.lower()
    assert intake.register(draft, person).lines.count() == 1


# ------------------------------------------------------------------ how often the database is asked


@pytest.mark.parametrize("path", ["/xep-loai/", "/sang-kien/", "/sang-kien/phien-hop/", "/tam-dung/", "/doi-tuong/{pk}/"])
def test_a_list_asks_no_more_for_thirty_rows_than_for_one(path: str) -> None:
    role = f.CHIEF if path == "/tam-dung/" else e.KEEPER
    client, someone, found = at(role), e.person(), list[int]()
    for many in (1, 3, 30):
        for no in range(many):
            e.graded(e.person())
            e.initiative(someone, e.person(), recognised=bool(no % 2))
            e.held(e.person())
        client.get(path.format(pk=someone.pk))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path.format(pk=someone.pk)).status_code == 200
        found.append(len(caught))
    assert max(found) - min(found) <= 0, found
