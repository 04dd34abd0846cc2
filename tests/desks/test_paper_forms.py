"""Thành phần hồ sơ và mẫu giấy tờ: what everybody may see and take along, and what only the owner of a draft may print."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.desks.counter import at_counter, logged_in, url
from tests.papers.reading import layout, squeezed, stream
from workflow.desks.portal import papers, views
from workflow.engine.receiving import intake, paper_forms
from workflow.law import awards
from workflow.law.words import Kind
from workflow.models import AwardRecord, AwardType, Recipient, Rule
from workflow.papers.faults import PrintFailed

pytestmark = pytest.mark.django_db
PAGE = "/mau-giay-to/"


@pytest.fixture(autouse=True)
def own_forms(settings: Any, tmp_path: Any) -> None:
    """No form printed by another test, no request counted there."""
    settings.FORMS_ROOT = tmp_path
    cache.clear()


def seen(award: str = "", kind: str = "") -> Any:
    """The page, as somebody without a login gets it."""
    return Client().get(PAGE, {"hinh_thuc": award, "loai_hinh": kind})


def form_url(award: str, kind: str, variant: str) -> str:
    return reverse("papers:blank", args=[award, kind, variant])


# ------------------------------------------------------------------ the page


def test_the_page_asks_and_answers_without_a_login() -> None:
    assert seen().context["dossier"] is None
    page = seen("BK-TINH", "chuyen-de")
    assert page.context["dossier"].rule.working_days == 25
    assert [paper.code for paper in page.context["dossier"].papers] == ["to-trinh", "bao-cao", "bien-ban"]
    body = page.content.decode()
    assert form_url("BK-TINH", "chuyen-de", "bao-cao-chuyen-de-ca-nhan") in body
    assert "25 ngày làm việc" in body and "Chưa kiểm chứng" in body


def test_without_a_reason_the_first_one_is_shown_and_the_others_are_offered() -> None:
    page = seen("BK-TINH")
    assert page.context["dossier"].kind is Kind.MERIT
    assert page.context["kinds"] == [Kind.MERIT, Kind.SUDDEN, Kind.THEMATIC, Kind.CAREER, Kind.FOREIGN, Kind.REISSUE, Kind.REVOKE]


@pytest.mark.parametrize(("award", "kind", "words"), [
    ("BK-TINH", "nien-han", "không xét theo loại hình đã chọn"), ("HUYHIEU", "", ""), ("KHONG-CO", "", ""), ("BK-TINH", "lạ", "25 ngày")])
def test_a_question_without_an_answer_is_told_so(award: str, kind: str, words: str) -> None:
    page = seen(award, kind)
    assert page.status_code == 200 and words in page.content.decode()


def test_who_answers_is_said_beside_a_paper_that_the_unit_does_not_hand_in() -> None:
    body = seen("BK-TINH", "doi-ngoai").content.decode()
    assert body.count("Đơn vị không nộp") == 2 and "Cơ quan thẩm định gửi đi hỏi" in body


def test_only_whom_the_law_lets_be_proposed_has_a_form() -> None:
    report = next(paper for paper in seen("CSTDT", "cong-trang").context["dossier"].papers if paper.code == "bao-cao")
    assert [choice.form.variant for choice in report.choices] == ["bao-cao-ca-nhan"] and not report.choices[0].who


@pytest.mark.parametrize("award", ["BK-TINH", "HC-LD3", "GT-HCM"])
def test_the_page_is_read_in_the_same_few_queries(award: str) -> None:
    kind = AwardType.objects.get(code=award)
    with CaptureQueriesContext(connection) as queries:
        paper_forms.dossiers(kind, date(2026, 11, 18))
    assert len(queries) == 3


def test_every_paper_of_every_award_can_be_taken_along() -> None:
    for award in AwardType.objects.all():
        for kind, dossier in paper_forms.dossiers(award, date(2026, 11, 18)).items():
            for paper in dossier.papers:
                assert paper.choices, f"{award.code}, {kind.label}: giấy tờ “{paper.name}” chưa có mẫu"


def test_every_award_that_can_be_asked_for_today_is_answered() -> None:
    day = date(2026, 11, 18)
    asked = {code for code, kind in awards.AWARDS if code not in awards.GROUPS and paper_forms.governing(code, kind, day, ())}
    found = {award.code for award in AwardType.objects.all() if any(kind.gives for kind in paper_forms.dossiers(award, day))}
    assert found == asked


# ------------------------------------------------------------------ a blank form


def test_a_blank_form_names_its_award_and_nobody() -> None:
    f.passed()
    answer = Client().get(form_url("BK-TINH", "cong-trang", "bao-cao-ca-nhan"))
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "public, max-age=3600"
    text = stream(answer.content)
    assert squeezed("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh") in text and "mẫuthamkhảo,chưakiểmchứng" in text
    assert not [person.name for person in Recipient.objects.all() if squeezed(person.name) in text]


@pytest.mark.parametrize("address", [
    ("BK-TINH", "cong-trang", "bao-cao-anh-hung-ca-nhan"), ("BK-TINH", "nien-han", "tom-tat-nien-han"), ("BK-TINH", "x", "bao-cao-ca-nhan"),
    ("KHONG-CO", "cong-trang", "bao-cao-ca-nhan"), ("CSTDT", "cong-trang", "bao-cao-tap-the")])
def test_a_form_that_the_award_does_not_ask_for_is_not_printed(address: tuple[str, str, str], tmp_path: Any) -> None:
    assert Client().get(form_url(*address)).status_code == 404 and not list(tmp_path.iterdir())


def test_whoever_wants_many_new_forms_waits_while_printed_ones_are_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views.time, "time", lambda: 1_800_000_000.0)
    monkeypatch.setattr(views, "A_MINUTE", 1)
    first, second = form_url("BK-TINH", "cong-trang", "bien-ban-binh-xet"), form_url("CSTDT", "cong-trang", "bien-ban-binh-xet")
    assert Client().get(first).status_code == 200
    refused = Client().get(second)
    assert refused.status_code == 429 and refused["Retry-After"] == "60" and "tải mẫu quá nhanh" in refused.content.decode()
    assert Client().get(first).status_code == 200
    assert Client().get(second, REMOTE_ADDR="10.0.0.2").status_code == 200


def test_a_press_that_is_busy_is_told_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    def busy(paper: Any) -> bytes:
        raise PrintFailed("Bộ in đang bận")

    monkeypatch.setattr(papers.blanks, "printed", busy)
    answer = Client().get(form_url("BK-TINH", "cong-trang", "bien-ban-binh-xet"))
    assert answer.status_code == 503 and "Hãy đợi một phút" in answer.content.decode() and not list(tmp_path.iterdir())


def test_a_paper_that_the_administrator_added_has_no_form_yet() -> None:
    rule = Rule.on(date.today()).get(award="BK-TINH", kind="cong-trang")
    rule.papers = [*rule.papers, {"code": "giay-moi", "name": "Giấy mới", "required": False}]
    rule.save()
    assert "Chưa có mẫu" in seen("BK-TINH", "cong-trang").content.decode()


def test_the_catalogue_and_the_front_doors_lead_there() -> None:
    officer = logged_in(f.user(f.APPRAISAL))
    assert form_url("BK-TINH", "cong-trang", "to-trinh-hoi-dong") in officer.get("/danh-muc/BK-TINH/").content.decode()
    for door in ("/tra-cuu/", "/tai-khoan/login/"):
        assert f'href="{PAGE}"' in Client().get(door).content.decode()
    assert f'href="{PAGE}"' in officer.get("/ho-so/").content.decode()


# ------------------------------------------------------------------ filled from a draft


def test_the_draft_offers_the_forms_of_its_own_awards_and_recipients() -> None:
    client, clerk = at_counter()
    made = f.draft(clerk, rows=[f.row("CSTDT"), f.row("TTLDXS", kind="collective")])
    body = client.get(url("draft", made.pk)).content.decode()
    assert form_url("CSTDT", "cong-trang", "bao-cao-ca-nhan") in body and form_url("TTLDXS", "cong-trang", "bao-cao-tap-the") in body
    assert "bao-cao-ho-gia-dinh" not in body and url("forms", made.pk) in body


def test_a_draft_without_a_list_offers_blank_forms_only() -> None:
    client, clerk = at_counter()
    made = f.draft(clerk)
    intake.remove_rows(made, range(len(made.rows)), clerk)
    body = client.get(url("draft", made.pk)).content.decode()
    assert "Tải mẫu (PDF)" in body and url("forms", made.pk) not in body


def test_the_letter_is_filled_with_unit_number_and_list() -> None:
    client, clerk = at_counter()
    made = f.draft(clerk, rows=[f.row(name="Trần Thị Hòa"), f.row(name="Lê Văn Bảy")])
    answer = client.get(url("form", made.pk, "to-trinh-hoi-dong"))
    text = stream(answer.content)
    for known in (made.header["letter_number"], "Trần Thị Hòa", "Lê Văn Bảy", "2 cá nhân"):
        assert squeezed(known) in text
    assert answer["Cache-Control"] == "private, no-store"


def test_a_report_lists_the_valid_awards_of_that_person_and_of_nobody_else() -> None:
    client, clerk = at_counter()
    row = f.row(identity="038185004512", name="Trần Thị Hòa", birth_date="1985-09-05")
    person = Recipient.objects.create(kind="person", name="Trần Thị Hòa", identity="038185004512", birth_date=date(1985, 9, 5))
    other = Recipient.objects.create(kind="person", name="Trần Thị Hòa", birth_date=date(1985, 9, 6))
    for who, number, status in ((person, "11/QĐ-UBND", "valid"), (person, "12/QĐ-UBND", "revoked"), (other, "13/QĐ-UBND", "valid")):
        AwardRecord.objects.create(
            recipient=who, award="BK-TINH", award_name="Bằng khen", decision_number=number, decided_on=date(2023, 1, 5), authority="CT",
            source="own", status=status)
    made = f.draft(clerk, rows=[row])
    text = layout(client.get(url("form_of", made.pk, "bao-cao-ca-nhan", 1)).content)
    assert "11/QĐ-UBND" in text and "12/QĐ-UBND" not in text and "13/QĐ-UBND" not in text and "TRẦN THỊ HÒA" in text


def test_nobody_prints_from_the_draft_of_another() -> None:
    _, owner = at_counter()
    made = f.draft(owner)
    stranger = logged_in(f.user(f.INTAKE))
    for address in (url("forms", made.pk), url("form", made.pk, "to-trinh-hoi-dong"), url("form_of", made.pk, "bao-cao-ca-nhan", 1)):
        assert stranger.get(address).status_code == 302 and stranger.get(address)["Location"] == url("desk")
        assert logged_in(f.user(f.APPRAISAL)).get(address).status_code == 403
        assert Client().get(address)["Location"].startswith("/tai-khoan/login/")


@pytest.mark.parametrize(("variant", "no"), [("bao-cao-tap-the", 1), ("bao-cao-ca-nhan", 99), ("to-trinh-huy-bo", 1), ("khong-co", 1)])
def test_a_form_that_the_draft_does_not_need_is_not_printed(variant: str, no: int) -> None:
    client, clerk = at_counter()
    assert client.get(url("form_of", f.draft(clerk).pk, variant, no)).status_code == 404


def test_the_page_of_filled_forms_is_flat_however_long_the_list() -> None:
    client, clerk = at_counter()
    counted = []
    for n in (1, 3, 30):
        made = f.draft(clerk, rows=[f.row() for _ in range(n)])
        client.get(url("forms", made.pk))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url("forms", made.pk))
        counted.append(len(queries))
        assert len(page.context["nominees"]) == min(n, 20)
    assert counted[0] == counted[1] == counted[2]
