"""The desks of awards that were given and of versions of the law: what they show, to whom, and what they write."""
from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import cases as c
from tests import factories as f
from workflow.law.words import Kind, UnitKind
from workflow.models import Adoption, AwardRecord, Decision, Dossier, Recovered, Review, Switch, User

pytestmark = pytest.mark.django_db


def entered(user: User) -> Client:
    """Logged in."""
    client = Client()
    client.force_login(user)
    return client


def letter(records: list[AwardRecord], kind: Kind = Kind.REVOKE, **changes: object) -> dict[str, object]:
    """What the clerk types."""
    today = timezone.localdate()
    terms = {"ground": "diem-a", "conclusion": "Kết luận số 12/KL-TTr", "concluded_on": f"{today - timedelta(2):%d/%m/%Y}"}
    return {
        "about": [record.pk for record in records], "unit": f.unit().pk, "letter_number": "45/TTr-SYT", "letter_date": f"{today:%d/%m/%Y}",
        "contact_name": "Lê Văn Liên", "why": "Kê khai sai", "papers": c.PAPERS[kind],
        **(terms if kind is Kind.REVOKE else {"ground": "lai-mat"}), **changes}


@pytest.mark.parametrize(("path", "kind"), [("huy-bo", Kind.REVOKE), ("cap-lai", Kind.REISSUE)])
def test_the_counter_receives_a_request_from_the_recipients_page(path: str, kind: Kind) -> None:
    one = c.record()
    client = entered(f.user(f.INTAKE))
    assert f"/de-nghi/{path}/?doi-tuong={one.recipient_id}" in client.get(f"/doi-tuong/{one.recipient_id}/").content.decode()
    address = f"/de-nghi/{path}/?doi-tuong={one.recipient_id}"
    assert one.decision_number in client.get(address).content.decode()
    answer = client.post(address, letter([one], kind))
    made = Dossier.objects.get()
    assert answer.headers["Location"] == f"/tiep-nhan/ho-so/{made.code}/" and made.kind == kind and made.papers == c.PAPERS[kind]
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get(f"/tiep-nhan/ho-so/{made.code}/giay-tiep-nhan.pdf").headers["Content-Type"] == "application/pdf"


def test_a_whole_decision_is_found_by_its_number() -> None:
    pair = [c.record() for _ in range(2)]
    AwardRecord.objects.update(decision_number="20/QĐ-UBND")
    client = entered(f.user(f.INTAKE))
    page = client.get("/de-nghi/huy-bo/?so=20/qđ-ubnd").content.decode()
    assert all(one.recipient.name in page for one in pair)
    client.post("/de-nghi/huy-bo/?so=20/QĐ-UBND", letter(pair))
    assert Dossier.objects.get().lines.count() == 2


def test_a_decision_of_hundreds_of_awards_is_a_short_page_and_asked_about_whole() -> None:
    made = [c.record() for _ in range(130)]
    AwardRecord.objects.update(decision_number="20/QĐ-UBND")
    client, address = entered(f.user(f.INTAKE)), "/de-nghi/huy-bo/?so=20/QĐ-UBND"
    page = client.get(address).content.decode()
    assert page.count('name="about"') == 100 and "Chọn tất cả (130 khen thưởng)" in page
    stamp = re.findall(r'name="stamp" value="([^"]+)"', page)[0]
    late = c.record()
    AwardRecord.objects.update(decision_number="20/QĐ-UBND")
    answer = client.post(address, letter([], how="ca", stamp=stamp))
    assert "khi đó 130 khen thưởng, nay 131 khen thưởng" in answer.content.decode() and not Dossier.objects.exists()
    stamp = re.findall(r'name="stamp" value="([^"]+)"', answer.content.decode())[0]
    client.post(address, letter([late, made[0]], how="tru", stamp=stamp))
    assert Dossier.objects.get().lines.count() == 129


def test_a_name_is_searched_among_the_awards_and_ticks_and_words_stay() -> None:
    made = [c.record() for _ in range(120)]
    AwardRecord.objects.update(decision_number="20/QĐ-UBND")
    client, address = entered(f.user(f.INTAKE)), "/de-nghi/huy-bo/?so=20/QĐ-UBND"
    sought = made[-1].recipient.name
    page = client.post(address, letter(made[:2], why="Vì lẽ khác", q=sought, loc="1")).content.decode()
    assert page.count('name="about"') == 3 and page.count("checked") >= 2 and "Vì lẽ khác" in page and not Dossier.objects.exists()
    stamp = re.findall(r'name="stamp" value="([^"]+)"', page)[0]
    fields = letter(made[:2], how="ca", stamp=stamp, q="một tên khác")
    assert client.post(address, fields | {"da-tim": sought}).status_code == 302
    assert Dossier.objects.get().lines.count() == 3


def test_what_is_missing_is_said_and_nothing_is_received() -> None:
    one = c.record()
    client = entered(f.user(f.INTAKE))
    answer = client.post(f"/de-nghi/huy-bo/?doi-tuong={one.recipient_id}", letter([], ground="lai-mat", conclusion=""))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Chọn ít nhất một khen thưởng" in page and not Dossier.objects.exists()
    other = client.post(f"/de-nghi/huy-bo/?doi-tuong={one.recipient_id}", letter([c.record()]))
    assert other.status_code == 422 and not Dossier.objects.exists(), "an award that is not on the page"
    assert "Tìm theo số quyết định" in client.get("/de-nghi/cap-lai/").content.decode()


def test_a_dossier_shows_its_ground_and_how_late_the_unit_was() -> None:
    made = c.claim(concluded_on=timezone.localdate() - timedelta(12))
    client = entered(f.user(f.APPRAISAL))
    for path in (f"/ho-so/{made.code}/", f"/ho-so/{made.code}/dong/1/"):
        page = client.get(path).content.decode()
        assert "Điểm a: gian dối" in page and "Đơn vị trình chậm 5 ngày" in page and "chưa kiểm chứng" in page
    assert client.get(f"/ho-so/{made.code}/phieu-tham-dinh.pdf").status_code == 200
    assert client.get(f"/tra-cuu/?ma={made.code}").status_code == 200


def test_the_drafter_finds_the_lines_and_the_decision_lists_what_rests_on_them() -> None:
    title = c.record("CSTDCS", decided_on=date(2023, 12, 20))
    later = c.record("CSTDT", title.recipient, decided_on=date(2026, 1, 5))
    one = c.record("CSTDT", decided_on=date(2025, 1, 5))
    made = c.claim(records=[one])
    f.move(made, "appraise")
    client = entered(f.user(f.DRAFTER))
    page = client.get("/quyet-dinh/moi/?van-ban=huy-bo").content.decode()
    assert one.recipient.name in page and "Lý do" in page and "Về việc hủy bỏ" in page
    client.post("/quyet-dinh/moi/?van-ban=huy-bo", {
        "line": f.ids(made), "subject": "Về việc hủy bỏ", "achievement": "Kê khai sai", "proposal_number": "12/TTr-SNV"})
    decision = Decision.objects.get()
    assert client.get(f"/quyet-dinh/{decision.pk}/").status_code == 200
    assert client.get(f"/quyet-dinh/{decision.pk}/du-thao.pdf").headers["Content-Type"] == "application/pdf"
    assert client.get(f"/quyet-dinh/{decision.pk}/to-trinh.pdf").headers["Content-Type"] == "application/pdf"
    AwardRecord.objects.filter(pk=one.pk).update(award="CSTDCS", recipient=title.recipient, decided_on=date(2024, 12, 20))
    assert later.decision_number in client.get(f"/quyet-dinh/{decision.pk}/").content.decode()


def test_what_is_left_is_looked_at_and_taken_back() -> None:
    title = c.record("CSTDCS", decided_on=date(2023, 12, 20), status="revoked", revoked_on=date(2026, 5, 4), revoked_by_decision="9/QĐ")
    later = c.record("CSTDT", title.recipient, decided_on=date(2026, 1, 5))
    client = entered(f.user(c.RECORDS))
    page = client.get("/can-xem-lai/").content.decode()
    assert later.decision_number in page and title.recipient.name in page
    address = f"/can-xem-lai/{title.pk}/{later.pk}/"
    assert client.get(address).status_code == 200 and client.post(address, {"finding": " "}).status_code == 422
    assert client.post(address, {"finding": "Vẫn đủ tiêu chuẩn"}).status_code == 302 and Review.objects.get().finding == "Vẫn đủ tiêu chuẩn"
    assert client.post("/can-xem-lai/thu-hoi/", {"record": [title.pk], "on": "", "note": ""}).status_code == 422
    client.post("/can-xem-lai/thu-hoi/", {"record": [title.pk], "on": f"{timezone.localdate():%d/%m/%Y}", "note": "Bằng"})
    assert Recovered.objects.get().record == title
    page = client.get("/can-xem-lai/").content.decode()
    assert "Không có khen thưởng nào cần xem lại" in page and "Không có hiện vật nào" in page
    assert client.get("/can-xem-lai/thu-hoi/").status_code == 302


@pytest.mark.parametrize(("path", "allowed"), [
    ("/de-nghi/huy-bo/", {f.INTAKE}), ("/de-nghi/cap-lai/", {f.INTAKE}), ("/can-xem-lai/", {c.RECORDS, f.DRAFTER, f.APPRAISAL}),
    ("/can-xem-lai/thu-hoi/", {c.RECORDS}), ("/phien-ban/", {f.ADMIN}), ("/phien-ban/luat-2026/", {f.ADMIN}), ("/don-thu/", {c.PETITIONS})])
def test_each_desk_lets_in_its_own(path: str, allowed: set[str]) -> None:
    for role in (f.INTAKE, f.APPRAISAL, f.CHIEF, f.SECRETARY, f.MEMBER, f.DRAFTER, f.SIGNER, f.ADMIN, c.RECORDS, c.PETITIONS):
        assert (entered(f.user(role)).get(path).status_code == 403) is (role not in allowed), role


# ------------------------------------------------------------------ versions


def commune() -> Dossier:
    """One commune, received the day before."""
    at = timezone.make_aware(datetime(2026, 9, 30, 9))
    return f.dossier(rows=[f.row("XATB")], unit=f.unit(UnitKind.COMMUNE), received_at=at)


def test_the_officer_takes_the_more_favourable_version() -> None:
    made = commune()
    client, address = entered(f.user(f.APPRAISAL)), f"/ho-so/{made.code}/dong/1/"
    assert "có lợi hơn" not in client.get(address).content.decode()
    Switch.objects.update(on=True, reason="Đã có văn bản")
    page = client.get(address).content.decode()
    assert "Chọn quy định có lợi hơn" in page and "01/10/2026" in page and "Đang áp dụng" in page
    assert client.post(f"{address}phien-ban/", {"since": "2026-10-01", "reason": ""}).status_code == 422 and not Adoption.objects.exists()
    again = client.post(f"{address}phien-ban/", {"reason": "Lý do đã gõ"}).content.decode()
    assert "Lý do đã gõ" in again and "Chọn một quy định." in again, "what was typed is not lost, and the fault stands at its field"
    client.post(f"{address}phien-ban/", {"since": "2026-10-01", "reason": "Có lợi hơn"})
    assert made.lines.get().since == date(2026, 10, 1) and "Quy định đã chọn" in client.get(address).content.decode()
    assert client.get(f"{address}phien-ban/").status_code == 302


def test_the_administrator_looks_ahead_without_names() -> None:
    made = commune()
    client = entered(f.user(f.ADMIN, is_staff=True))
    assert "Đang tắt" in client.get("/phien-ban/").content.decode()
    page = client.get("/phien-ban/luat-2026/").content.decode()
    assert made.lines.get().name not in page and client.get("/phien-ban/khong-co/").status_code == 404


def test_an_unverified_switch_is_turned_on_for_a_reason_only() -> None:
    client, switch = entered(admin := f.user(f.ADMIN, is_staff=True)), Switch.objects.get()
    address = f"/quan-tri/workflow/switch/{switch.pk}/change/"
    said = {"title": switch.title, "since": "01/10/2026", "source": switch.source, "on": "on", "reason": " "}
    assert "ghi rõ lý do" in client.post(address, said).content.decode() and not Switch.objects.get().on
    assert client.post(address, {**said, "reason": "Đã nhận văn bản"}).status_code == 302
    switch.refresh_from_db()
    assert switch.on and switch.turned_on_by == admin and switch.turned_on_at
    assert client.post(address, {**said, "on": ""}).status_code == 302 and not Switch.objects.get().on
    assert client.get(f"/quan-tri/workflow/switch/{switch.pk}/delete/").status_code == 403


@pytest.mark.parametrize("n", [1, 30])
def test_the_list_of_what_is_left_is_flat(n: int) -> None:
    for _ in range(n):
        title = c.record("CSTDCS", decided_on=date(2023, 12, 20), status="revoked", revoked_on=date(2026, 5, 4), revoked_by_decision="9/QĐ")
        c.record("CSTDT", title.recipient, decided_on=date(2026, 1, 5))
    client = entered(f.user(c.RECORDS))
    client.get("/can-xem-lai/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/can-xem-lai/")
    sizes.add(len(caught))
    assert len(sizes) == 1 and len(caught) < 25


sizes: set[int] = set()
