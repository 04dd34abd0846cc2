"""The counter receives a dossier: drafts, the letter, files, and the moment of receipt with its papers."""
from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from tests import factories as f
from tests.desks.counter import at_counter, file, letter, logged_in, person, ready, said, url
from tests.papers.test_uploads import pdf
from workflow.engine.receiving import intake
from workflow.law.words import Kind
from workflow.models import Attachment, Dossier, Draft, Printed, Round

pytestmark = pytest.mark.django_db


def test_only_the_counter_comes_in() -> None:
    stranger = logged_in(f.holder(f.APPRAISAL))
    assert stranger.get(url("desk")).status_code == 403
    assert stranger.post(url("begin")).status_code == 403
    assert not Draft.objects.exists()


def test_a_new_dossier_begins_as_an_empty_draft() -> None:
    client, clerk = at_counter()
    answer = client.post(url("begin"), follow=True)
    draft = Draft.objects.get(owner=clerk)
    assert answer.redirect_chain[-1][0] == url("draft", draft.pk)
    saved = client.post(url("header", draft.pk), letter(f.unit()), follow=True)
    assert "Đã lưu hồ sơ nháp." in said(saved)
    assert client.get(url("begin")).status_code == 405


def test_a_draft_is_its_owners_alone() -> None:
    client, clerk = at_counter()
    draft = f.draft(clerk)
    other = logged_in(f.user(f.INTAKE))
    answer = other.get(url("draft", draft.pk), follow=True)
    assert "đã được tiếp nhận hoặc đã bỏ" in said(answer)
    assert draft.header["contact_name"] not in said(answer)
    other.post(url("discard", draft.pk))
    assert client.get(url("draft", draft.pk)).status_code == 200


def test_the_letter_is_kept_as_far_as_it_is_understood() -> None:
    client, clerk = at_counter()
    draft, unit = intake.begin(clerk), f.unit()
    answer = client.post(url("header", draft.pk), letter(unit, letter_date="31/02/2026", contact_phone="không có"))
    assert answer.status_code == 422
    assert 'value="31/02/2026"' in said(answer), "what was typed stays"
    assert "id_letter_date_error" in said(answer) and "id_contact_phone_error" in said(answer)
    draft.refresh_from_db()
    assert draft.header["unit_id"] == unit.pk and draft.header["letter_number"] == "215/TTr-SYT"
    assert not draft.header.get("letter_date")


def test_ten_november_is_not_eleven_october() -> None:
    client, clerk = at_counter()
    draft = intake.begin(clerk)
    client.post(url("header", draft.pk), letter(f.unit(), letter_date="10/11/2025"))
    draft.refresh_from_db()
    assert draft.header["letter_date"] == "2025-11-10"


def test_what_cannot_be_true_of_a_letter() -> None:
    client, clerk = at_counter()
    tomorrow = timezone.localtime() + timedelta(days=1)
    round_ = Round.objects.create(
        name="Đợt đột xuất", kind=Kind.SUDDEN, year=2026, opens_on=timezone.localdate(), closes_on=timezone.localdate())
    draft = intake.begin(clerk)
    answer = client.post(url("header", draft.pk), letter(f.unit(), letter_date=f"{tomorrow:%d/%m/%Y}", round=round_.pk))
    assert "Ngày tờ trình ở sau hôm nay" in said(answer)
    assert "Đợt này dành cho loại hình đột xuất" in said(answer)
    answer = client.post(url("header", draft.pk), letter(f.unit(), received_at=f"{tomorrow:%d/%m/%Y %H:%M}"))
    assert "Thời điểm nhận ở sau bây giờ" in said(answer)
    answer = client.post(url("header", draft.pk), letter(f.unit(), received_at="11/01/2026 08:00"))
    assert "ở trước ngày tờ trình (12/01/2026)" in said(answer)


def test_htmx_saves_quietly() -> None:
    client, clerk = at_counter()
    draft = intake.begin(clerk)
    answer = client.post(url("header", draft.pk), letter(f.unit(), letter_date="hôm qua"), headers={"HX-Request": "true"})
    assert answer.status_code == 200 and isinstance(answer.wsgi_request.htmx, HtmxDetails)
    assert "Đã lưu nháp lúc" in said(answer) and 'href="#id_letter_date"' in said(answer)
    draft.refresh_from_db()
    assert draft.header["contact_name"] == "Trịnh Văn Bảy"


def test_units_are_found_without_accents() -> None:
    client, _ = at_counter()
    health, other = f.unit(name="Sở Y tế Minh Họa"), f.unit(name="Sở Giáo dục")
    closed = f.unit(name="Sở Y tế cũ")
    closed.valid_to = timezone.localdate() - timedelta(days=1)
    closed.save()
    answer = client.get(url("units"), {"tim_don_vi": "so y te", "unit": other.pk})
    assert f'value="{health.pk}" selected' in said(answer), "one found is chosen"
    assert closed.name not in said(answer)
    assert "Không có đơn vị nào khớp" in said(client.get(url("units"), {"tim_don_vi": "zzz", "unit": "x"}))


def test_the_papers_follow_the_kind_and_the_awards() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    assert "Chứng nhận sáng kiến" in said(client.get(url("draft", draft.pk))), "all papers while no award is named"
    client.post(url("add", draft.pk), person())
    assert "Chứng nhận sáng kiến" not in said(client.get(url("draft", draft.pk)))
    sudden = ready(clerk, kind=Kind.SUDDEN)
    client.post(url("add", sudden.pk), person())
    page = said(client.get(url("draft", sudden.pk)))
    assert "Báo cáo tóm tắt" in page and "Biên bản bình xét" not in page
    client.post(url("header", sudden.pk), letter(f.unit(), kind="dot-xuat", papers=["to-trinh", "ban-khai", "bịa"]))
    sudden.refresh_from_db()
    assert sudden.header["papers"] == ["to-trinh"]


def test_receiving_asks_for_what_is_missing_where_it_stands() -> None:
    client, clerk = at_counter()
    draft = intake.begin(clerk)
    answer = client.get(url("receive", draft.pk))
    assert answer.status_code == 422
    for anchor in ("#id_unit", "#id_letter_number", "#id_letter_date", "#id_kind", "#id_contact_name", "#danh-sach"):
        assert f'href="{anchor}"' in said(answer)
    assert client.post(url("receive", draft.pk)).status_code == 422
    assert not Dossier.objects.exists()


def test_a_dossier_is_received_with_its_code_and_due_day() -> None:
    client, clerk = at_counter()
    unit, draft = f.unit(), intake.begin(clerk)
    client.post(url("add", draft.pk), person())
    moved = client.post(url("header", draft.pk), letter(unit, then="receive"))
    assert moved.url == url("receive", draft.pk), "F9 saves and goes on"
    client.post(url("attach", draft.pk), {"paper": "to-trinh", "uploads": [file(pdf(), "Tờ trình.pdf")]})
    summary = said(client.get(url("receive", draft.pk)))
    assert "25 ngày làm việc" in summary and "Thiếu giấy tờ: Biên bản bình xét" in summary
    answer = client.post(url("receive", draft.pk), follow=True)
    made = Dossier.objects.get()
    assert f"Đã tiếp nhận hồ sơ {made.code}" in said(answer) and f"{made.due_on:%d/%m/%Y}" in said(answer)
    assert (made.unit, made.received_by, made.papers) == (unit, clerk, ["to-trinh", "bao-cao"])
    assert made.lines.get().recipient.identity == "038185004512"
    assert made.attachments.get().name == "Tờ trình.pdf"
    assert not Draft.objects.exists()


def test_who_receives_reads_the_case_and_the_round_once_more() -> None:
    client, clerk = at_counter()
    round_ = Round.objects.create(
        name="Đợt 1 thử", kind=Kind.SUDDEN, year=2026, opens_on=timezone.localdate(), closes_on=timezone.localdate() + timedelta(9))
    summary = said(client.get(url("receive", f.draft(clerk, kind=Kind.SUDDEN, case="phat-hien", round_id=round_.pk).pk)))
    assert "Người đứng đầu phát hiện, lựa chọn" in summary and "Đợt 1 thử" in summary


def test_a_late_dossier_is_marked_not_refused() -> None:
    client, clerk = at_counter()
    today = timezone.localdate()
    round_ = Round.objects.create(
        name="Tổng kết", kind=Kind.MERIT, year=2026, opens_on=today - timedelta(90), closes_on=today - timedelta(1))
    draft = f.draft(clerk, round_id=round_.pk)
    assert "Nộp sau hạn của Tổng kết" in said(client.get(url("receive", draft.pk)))
    assert "Nộp muộn" in said(client.post(url("receive", draft.pk), follow=True))


def test_an_award_the_unit_may_not_propose_is_told_by_its_row() -> None:
    client, clerk = at_counter()
    draft = f.draft(clerk, awards=["BK-TINH", "GK-XA"])
    answer = client.post(url("receive", draft.pk))
    assert answer.status_code == 422 and "Dòng 2:" in said(answer)
    assert not Dossier.objects.exists()


def test_the_second_of_two_who_receive_is_told() -> None:
    client, clerk = at_counter()
    draft = f.draft(clerk)
    client.post(url("receive", draft.pk))
    again = client.post(url("receive", draft.pk), follow=True)
    assert "đã được tiếp nhận hoặc đã bỏ" in said(again)
    assert Dossier.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_make_one_dossier() -> None:
    clerk = f.holder(f.INTAKE)
    draft, answers = f.draft(clerk), list[Any]()
    start = threading.Barrier(2)

    def press() -> None:
        browser = logged_in(clerk)
        start.wait()
        answers.append(browser.post(url("receive", draft.pk), follow=True))
        connections.close_all()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert Dossier.objects.count() == 1
    assert sorted("đã được tiếp nhận hoặc đã bỏ" in said(answer) for answer in answers) == [False, True]


def test_a_discarded_draft_asks_first_and_leaves_nothing() -> None:
    client, clerk = at_counter()
    draft = f.draft(clerk)
    client.post(url("attach", draft.pk), {"paper": "", "uploads": [file(pdf(), "a.pdf")]})
    assert "1 dòng và 1 tệp sẽ mất" in said(client.get(url("discard", draft.pk)))
    assert Draft.objects.exists()
    assert "Đã bỏ hồ sơ nháp" in said(client.post(url("discard", draft.pk), follow=True))
    assert not Draft.objects.exists() and not Attachment.objects.exists()


def test_the_receipt_is_frozen_at_its_first_print() -> None:
    client, clerk = at_counter()
    made = f.dossier(clerk)
    first = client.get(url("receipt", made.code))
    assert first["Content-Type"] == "application/pdf" and first.content.startswith(b"%PDF-")
    Dossier.objects.filter(pk=made.pk).update(contact_name="Người Khác", due_on=made.due_on + timedelta(9))
    assert client.get(url("receipt", made.code)).content == first.content
    assert Printed.objects.get().kind == "receipt"
    assert logged_in(f.holder(f.APPRAISAL)).get(url("receipt", made.code)).status_code == 403


# ------------------------------------------------------------------ the case of the simplified procedure


def test_the_case_is_asked_for_where_there_are_several() -> None:
    client, clerk = at_counter()
    page = said(client.get(url("draft", ready(clerk, kind=Kind.SUDDEN).pk)))
    assert "Trường hợp thủ tục đơn giản" in page and "Người đứng đầu phát hiện, lựa chọn" in page
    for kind in (Kind.MERIT, Kind.CAREER, Kind.RESISTANCE):
        assert "Trường hợp thủ tục đơn giản" not in said(client.get(url("draft", ready(clerk, kind=kind).pk)))


def test_without_its_case_a_sudden_dossier_is_not_received() -> None:
    client, clerk = at_counter()
    draft = f.draft(clerk, kind=Kind.SUDDEN, case="")
    answer = client.post(url("receive", draft.pk))
    assert answer.status_code == 422 and "Chưa chọn trường hợp thủ tục đơn giản" in said(answer) and not Dossier.objects.exists()
    client.post(url("header", draft.pk), letter(f.unit(), kind="dot-xuat", case="phat-hien", papers=["to-trinh", "tom-tat"]))
    client.post(url("receive", draft.pk))
    made = Dossier.objects.get()
    assert made.case == "phat-hien"
    reader = logged_in(f.user(f.APPRAISAL))
    assert "Người đứng đầu phát hiện, lựa chọn" in said(reader.get(f"/ho-so/{made.code}/"))


def test_a_secret_is_not_even_kept_in_a_draft() -> None:
    client, clerk = at_counter()
    draft = ready(clerk, kind=Kind.SUDDEN)
    answer = client.post(url("header", draft.pk), letter(f.unit(), kind="dot-xuat", case="bi-mat"))
    assert answer.status_code == 422 and "Hồ sơ mật không nhập vào hệ thống" in said(answer)
    draft.refresh_from_db()
    assert "bi-mat" not in str(draft.header)


def test_a_case_said_of_another_kind_is_forgotten() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    client.post(url("header", draft.pk), letter(f.unit(), case="cap-bach"))
    draft.refresh_from_db()
    assert draft.header["case"] == ""


def test_what_other_authorities_answer_is_not_asked_of_the_unit() -> None:
    client, clerk = at_counter()
    page = said(client.get(url("draft", ready(clerk, kind=Kind.FOREIGN).pk)))
    assert "Báo cáo tóm tắt" in page and "hiệp y" not in page
