"""The desk for those outside: public lists, other authorities' decisions, hiệp y."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.desks.counter import logged_in, said
from workflow.law.words import Instrument
from workflow.models import AwardRecord, Consultation, Decision, PublicList

pytestmark = pytest.mark.django_db
TODAY = f"{timezone.localdate():%d/%m/%Y}"
GRANT = {"number": "1234/QĐ-TTg", "decided_on": TODAY, "authority": "Thủ tướng Chính phủ"}


def url(name: str, *args: Any) -> str:
    """An address of the desk."""
    return reverse(f"elsewhere:{name}", args=args)


@pytest.fixture
def above() -> Client:
    """Who follows what goes up."""
    return logged_in(f.holder(f.ABOVE))


def test_strangers_stay_outside() -> None:
    made = f.dossier()
    for role in (f.INTAKE, f.DRAFTER, f.SIGNER):
        client = logged_in(f.holder(role))
        assert [client.get(url(name)).status_code for name in ("lists", "outcomes")] == [403, 403]
        assert client.get(url("consulting", made.code)).status_code == 403
    assert Client().get(url("outcomes")).status_code == 302


def test_a_list_is_opened_shown_printed_and_closed(above: Client) -> None:
    made = f.appraised(f.dossier(awards=["HC-LD3"] * 2, received_at=timezone.now() - timedelta(weeks=9)))
    assert all(line.name in said(above.get(url("lists"))) for line in f.lines(made))
    day = timezone.localdate() - timedelta(weeks=8)
    above.post(url("lists"), {"line": f.ids(made), "on": f"{day:%d/%m/%Y}", "place": "Cổng thông tin điện tử tỉnh"})
    opened = PublicList.objects.get()
    assert f.states(made) == ["listed"] * 2 and "Kết thúc, chuyển 2 dòng" in said(above.get(url("list", opened.pk)))
    assert above.get(url("printed", opened.pk)).content.startswith(b"%PDF")
    assert "Phải" not in said(above.post(url("list", opened.pk), {"report": "Không có ý kiến nào"}, follow=True))
    assert f.states(made) == ["appraised"] * 2
    assert "Không có ý kiến nào" in said(above.get(url("lists")))


def test_a_list_that_is_not_over_offers_no_end(above: Client) -> None:
    opened = f.listed(f.appraised(awards=["HC-LD3"]))
    assert "Kết thúc được từ ngày" in said(above.get(url("list", opened.pk)))
    assert "còn lấy ý kiến đến hết ngày" in said(above.post(url("list", opened.pk), {"report": "Không có"}))


def test_a_letter_is_drafted_from_its_own_tab_and_signed() -> None:
    here, made = f.passed(), f.passed(awards=["BK-TTG"])
    drafter, chief, signer = (logged_in(f.holder(role)) for role in (f.DRAFTER, f.CHIEF, f.SIGNER))
    begin = reverse("decision:begin")
    first, second = said(drafter.get(begin)), said(drafter.get(f"{begin}?van-ban=trinh"))
    assert "?van-ban=trinh" in first and f.lines(made)[0].name not in first
    assert f.lines(made)[0].name in second and f.lines(here)[0].name not in second
    words = {"subject": "Về việc đề nghị tặng Bằng khen", "achievement": "Đã có thành tích"}
    drafter.post(f"{begin}?van-ban=trinh", {**words, "line": f.ids(made)})
    letter = Decision.objects.get()
    assert letter.instrument == Instrument.PETITION and letter.symbol == "TTr-UBND"
    assert drafter.get(reverse("decision:draft", args=[letter.pk])).content.startswith(b"%PDF")
    drafter.post(reverse("decision:submit", args=[letter.pk]))
    chief.post(reverse("decision:check", args=[letter.pk]), {"ket-qua": "dat"})
    assert "chờ cấp trên quyết định" in said(signer.get(reverse("decision:sign", args=[letter.pk])))
    answer = said(signer.post(reverse("decision:sign", args=[letter.pk]), follow=True))
    assert "Tờ trình số 01/TTr-UBND" in answer and f.states(here, made) == ["passed", "forwarded"]


def test_an_answer_is_recorded_line_by_line(above: Client) -> None:
    made = f.forwarded(awards=["BK-TTG"] * 3)
    given, refused, asked = f.ids(made)
    assert "Tờ trình 01/TTr-UBND" in said(above.get(url("outcomes")))
    above.post(url("grant"), {**GRANT, "line": [given]})
    above.post(url("turn_down"), {"note": "Chưa đủ thời gian", "ket-qua": "khong", "line": [refused]})
    above.post(url("turn_down"), {"note": "Thiếu xác nhận", "ket-qua": "bo-sung", "line": [asked]})
    assert f.states(made) == ["decided", "refused", "returned"]
    assert AwardRecord.objects.get(line=given).authority == "Thủ tướng Chính phủ"


def test_a_hold_on_what_lies_above_is_shown_and_an_outcome_through_it_asks_why(above: Client) -> None:
    line = f.lines(f.forwarded())[0]
    assert "Ghi dù đang tạm dừng" not in above.get(url("outcomes")).content.decode()
    chief = Client()
    chief.force_login(f.user(f.CHIEF))
    place = reverse("holds:place", args=[line.recipient_id])
    assert "đang ở cấp khác, cơ quan này không dừng được" in chief.get(place).content.decode()
    today = timezone.localdate()
    told = chief.post(place, {
        "reason": "don-thu", "note": "Đơn số 5", "since": f"{today:%d/%m/%Y}",
        "review_on": f"{today + timedelta(days=9):%d/%m/%Y}"}, follow=True)
    assert "1 dòng đang ở cấp khác: hãy thông báo" in said(told)
    hold = line.recipient.holds.get()
    shown = above.get(url("outcomes")).content.decode()
    assert "hãy thông báo ngay bằng văn bản" in shown and f'name="hold" value="{hold.pk}"' in shown and "Ghi dù đang tạm dừng" in shown
    refused = above.post(url("grant"), {**GRANT, "line": [line.pk], "hold": [hold.pk]})
    assert refused.status_code == 422 and "Đối tượng đang tạm dừng" in said(refused)
    unseen = above.post(url("grant"), {**GRANT, "line": [line.pk], "despite": "Đã có quyết định"})
    assert unseen.status_code == 422, "typed on a page that did not show the hold"
    assert above.post(url("grant"), {**GRANT, "line": [line.pk], "hold": [hold.pk], "despite": "Đã có quyết định"}).status_code == 302
    line.refresh_from_db()
    assert line.state == "decided"


def test_what_is_wrong_is_told_and_the_ticks_stay(above: Client) -> None:
    made = f.forwarded()
    for name, fields, why in [
            ("grant", {**GRANT, "number": ""}, "Cần nhập mục này"), ("grant", {**GRANT, "decided_on": "01/01/2100"}, "ở sau hôm nay"),
            ("turn_down", {"note": " "}, "Cần nhập mục này"), ("grant", {**GRANT, "decided_on": "01/01/2020"}, "ở trước ngày ký tờ trình")]:
        answer = above.post(url(name), {**fields, "line": f.ids(made)})
        assert answer.status_code == 422 and why in said(answer) and "checked" in said(answer), (name, fields)
    assert "Chưa chọn dòng nào" in said(above.post(url("grant"), GRANT))
    assert f.states(made) == ["forwarded"] and not AwardRecord.objects.exists()


def test_a_question_and_its_answer() -> None:
    made, officer = f.dossier(), logged_in(f.holder(f.APPRAISAL))
    officer.post(url("consulting", made.code), {"authority": "Công an tỉnh", "letter": "12/SNV", "asked_on": TODAY})
    asked = Consultation.objects.get()
    assert "Chờ trả lời" in said(officer.get(url("consulting", made.code)))
    assert "Công an tỉnh" in said(officer.get(reverse("registry:dossier", args=[made.code])))
    wrong = officer.post(url("reply", made.code, asked.pk), {"answer": "dong-y", "answered_on": "x"})
    assert wrong.status_code == 422 and not Consultation.objects.get().answer
    officer.post(url("reply", made.code, asked.pk), {"answer": "dong-y", "answered_on": TODAY, "reply": "5/CAT"})
    assert "Đồng ý" in said(officer.get(url("consulting", made.code)))


def test_the_pages_ask_the_same_number_of_questions_for_any_number_of_lines(above: Client) -> None:
    costs = []
    for n in (1, 3, 30):
        f.appraised(awards=["HC-LD3"] * n)
        opened = f.listed(f.appraised(awards=["HC-LD3"] * n), weeks=8)
        f.forwarded(awards=["BK-TTG"] * n)
        cost = []
        for address in (url("lists"), url("list", opened.pk), url("outcomes")):
            with CaptureQueriesContext(connection) as seen:
                assert above.get(address).status_code == 200
            cost.append(len(seen))
        costs.append(cost)
    assert costs[1] == costs[2], costs
