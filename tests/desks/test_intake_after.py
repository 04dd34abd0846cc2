"""After receipt: what the unit owes comes in or is withdrawn, and results go out."""
from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.desks.counter import at_counter, file, logged_in, said, url
from tests.papers.test_uploads import pdf
from workflow.engine import errands
from workflow.law.states import State
from workflow.law.words import Kind
from workflow.models import Act, Attachment, Dossier, Pause, Printed

pytestmark = pytest.mark.django_db
WHY = "Báo cáo thành tích chưa có xác nhận của cấp trình"


def owing(n: int = 3, **fields: object) -> Dossier:
    """A dossier of which all lines wait for the unit."""
    made = f.dossier(awards=["BK-TINH"] * n, papers=["to-trinh"], **fields)
    f.move(made, "send_back", note=WHY)
    return made


def test_the_page_lists_what_was_asked_and_why() -> None:
    client, _ = at_counter()
    made = owing()
    page = client.get(url("supplement", made.code))
    assert said(page).count(WHY) == 3 and "Đồng hồ dừng" in said(page)
    assert "không còn dòng nào chờ bổ sung" in said(client.get(url("supplement", f.dossier().code)))
    assert logged_in(f.holder(f.APPRAISAL)).get(url("supplement", made.code)).status_code == 403
    assert client.get(url("supplement", "H99-KHONG-CO")).status_code == 404


def test_the_request_is_printed_and_kept_while_it_asks_the_same() -> None:
    client, clerk = at_counter()
    made = owing(2)
    first = client.get(url("request_paper", made.code))
    assert first.content.startswith(b"%PDF-")
    assert client.get(url("request_paper", made.code)).content == first.content
    assert Printed.objects.filter(kind="supplement").count() == 1
    f.move(f.lines(made)[:1], "resubmit", clerk)
    assert client.get(url("request_paper", made.code)).content != first.content
    assert Printed.objects.filter(kind="supplement").count() == 2
    f.move(f.lines(made)[1:], "resubmit", clerk)
    answer = client.get(url("request_paper", made.code), follow=True)
    assert "không có dòng nào đang chờ bổ sung" in said(answer)


def test_papers_that_came_are_ticked_and_the_log_says_so() -> None:
    client, clerk = at_counter()
    made = owing()
    answer = client.post(url("tick", made.code), {"papers": ["to-trinh", "bao-cao", "bịa"]}, follow=True)
    assert "Đã ghi nhận giấy tờ" in said(answer)
    made.refresh_from_db()
    assert made.papers == ["to-trinh", "bao-cao"]
    act = Act.objects.get(step="tick_papers")
    assert act.by == clerk and act.note == f"{made.code}: nhận thêm Báo cáo thành tích"
    client.post(url("tick", made.code), {"papers": ["bao-cao"]})
    client.post(url("tick", made.code), {"papers": ["bao-cao"]})
    assert [act.note for act in Act.objects.filter(step="tick_papers")][1:] == [f"{made.code}: bỏ ghi nhận Tờ trình đề nghị khen thưởng"]
    f.move(made, "resubmit", clerk)
    late = client.post(url("tick", made.code), {"papers": []}, follow=True)
    assert "không còn chờ bổ sung" in said(late)
    made.refresh_from_db()
    assert made.papers == ["bao-cao"]


def every(client: Client, made: Dossier) -> str:
    """What “all” stands for on the page as it is now."""
    return re.findall(r'name="tat_ca" value="([^"]+)"', said(client.get(url("supplement", made.code))))[0]


def test_all_that_is_handed_in_is_what_the_counter_saw() -> None:
    client, _ = at_counter()
    made = owing()
    seen, (first, *rest) = every(client, made), f.lines(made)
    client.post(url("resubmit", made.code), {"dong": [first.pk]})
    assert "khi đó 3 dòng, nay 2 dòng" in said(client.post(url("resubmit", made.code), {"tat_ca": seen}, follow=True))
    assert f.states(made) == ["submitted", "returned", "returned"]
    page = said(client.post(url("withdraw", made.code), {"dong": [line.pk for line in rest]}))
    sent = re.findall(r'name="cac_dong" value="([^"]+)"', page)[0]
    client.post(url("withdraw", made.code), {"cac_dong": sent, "note": "Đơn vị xin rút"})
    assert f.states(made) == ["submitted", "withdrawn", "withdrawn"]


def test_a_supplement_in_other_hands_stays_there() -> None:
    client, _ = at_counter()
    made, colleague = owing(), f.user(f.INTAKE, name="Người Giữ (minh họa)")
    errands.take(errands.desks([made.pk])[made.pk, "intake"], colleague)
    assert "Hồ sơ đang do Người Giữ (minh họa) giữ" in said(client.post(url("tick", made.code), {"papers": ["bao-cao"]}, follow=True))
    sent = {"tat_ca": every(client, made)}
    assert "Hồ sơ đang do Người Giữ (minh họa) giữ" in said(client.post(url("resubmit", made.code), sent, follow=True))
    assert set(f.states(made)) == {"returned"}


def test_files_that_came_belong_to_the_dossier() -> None:
    client, _ = at_counter()
    made = owing()
    bad = client.post(url("supplement_files", made.code), {"paper": "bao-cao", "uploads": [file(b"MZ", "a.pdf")]})
    assert bad.status_code == 422 and "chương trình Windows" in said(bad) and not Attachment.objects.exists()
    client.post(url("supplement_files", made.code), {"paper": "bao-cao", "uploads": [file(pdf(), "a.pdf"), file(pdf(), "b.pdf")]})
    assert [(kept.name, kept.paper) for kept in made.attachments.all()] == [("a.pdf", "bao-cao"), ("b.pdf", "bao-cao")]
    appraiser = logged_in(f.holder(f.APPRAISAL))
    assert appraiser.get(url("file", made.attachments.all()[0].pk)).status_code == 200


def test_a_selection_goes_back_and_then_the_rest() -> None:
    client, _ = at_counter()
    made, foreign = owing(received_at=timezone.now() - timedelta(days=14)), owing()
    first, *_ = f.lines(made)
    assert "Chưa chọn dòng nào" in said(client.post(url("resubmit", made.code), {}, follow=True))
    sent = {"dong": [first.pk, f.lines(foreign)[0].pk, "x"]}
    answer = client.post(url("resubmit", made.code), sent, follow=True)
    assert "Đã nộp bổ sung 1 dòng" in said(answer) and "Thời hạn vẫn dừng" in said(answer)
    assert f.states(made) == ["submitted", "returned", "returned"] and set(f.states(foreign)) == {"returned"}
    Pause.objects.filter(dossier=made).update(since=timezone.now() - timedelta(days=7))
    before = made.due_on
    answer = client.post(url("resubmit", made.code), {"tat_ca": every(client, made)}, follow=True)
    made.refresh_from_db()
    assert made.due_on > before and f"Thời hạn chạy tiếp; hẹn trả ngày {made.due_on:%d/%m/%Y}" in said(answer)
    assert set(f.states(made)) == {"submitted"}


def test_withdrawing_asks_once_and_wants_a_reason() -> None:
    client, _ = at_counter()
    made = owing()
    picked = [line.pk for line in f.lines(made)[:2]]
    assert 'formmethod="get"' not in client.get(url("supplement", made.code)).content.decode()  # the token would stand in the address
    for ask in (client.get, client.post):
        page = ask(url("withdraw", made.code), {"dong": picked})
        assert page.status_code == 200 and "Rút 2 dòng đề nghị?" in said(page)
    bare = client.post(url("withdraw", made.code), {"dong": picked, "note": "  "})
    assert bare.status_code == 422 and "Phải ghi rõ lý do rút." in said(bare) and "withdrawn" not in f.states(made)
    done = client.post(url("withdraw", made.code), {"dong": picked, "note": "Đơn vị xin rút"}, follow=True)
    assert "Đã rút 2 dòng" in said(done)
    assert f.states(made) == ["withdrawn", "withdrawn", "returned"]
    late = client.post(url("withdraw", made.code), {"dong": picked, "note": "lần nữa"}, follow=True)
    assert "Chưa chọn dòng nào để rút" in said(late)
    client.post(url("withdraw", made.code), {"tat_ca": every(client, made), "note": "rút hết"})
    assert "Hồ sơ đã đóng" in said(client.get(url("dossier", made.code)))


def test_results_are_handed_back_and_the_dossier_closes() -> None:
    client, _ = at_counter()
    made = f.dossier(awards=["BK-TINH"] * 3, kind=Kind.SUDDEN)
    one, two, three = f.lines(made)
    f.move([one, two], "appraise")
    f.move([three], "refuse", note="Thành tích đã được khen thưởng")
    decision = f.signed(f.checked(f.drafted([one, two])))
    page = said(client.get(url("results", made.code)))
    assert page.count(f"Quyết định số {decision.full_number}") == 2 and "Thành tích đã được khen thưởng" in page
    bare = client.post(url("results", made.code), {"to": " "})
    assert bare.status_code == 422 and "Phải ghi tên người nhận kết quả." in said(bare)
    assert client.post(url("results", made.code), {"to": "123"}).status_code == 422
    done = client.post(url("results", made.code), {"to": "Lê Văn Liên"}, follow=True)
    assert "Đã trả kết quả 3 dòng" in said(done) and "Hồ sơ đã đóng." in said(done)
    assert f.states(made) == ["delivered", "delivered", "answered"]
    made.refresh_from_db()
    assert made.delivered_to == "Lê Văn Liên"
    again = client.post(url("results", made.code), {"to": "Lê Văn Liên"}, follow=True)
    assert "chưa có kết quả nào để trả" in said(again)


def test_the_notice_is_a_draft_before_the_hand_over_and_kept_after_it() -> None:
    client, _ = at_counter()
    made = f.dossier(awards=["BK-TINH"] * 2)
    f.move(f.lines(made)[:1], "refuse", note="Không đủ điều kiện")
    page, draft = said(client.get(url("results", made.code))), client.get(url("draft_notice", made.code))
    assert url("draft_notice", made.code) in page and draft.content.startswith(b"%PDF-") and url("notice", made.code) not in page
    assert "chưa trả kết quả nên chưa có thông báo" in said(client.get(url("notice", made.code), follow=True))
    client.post(url("results", made.code), {"to": "Lê Văn Liên"})
    first = client.get(url("notice", made.code))
    assert first.content.startswith(b"%PDF-") and client.get(url("notice", made.code)).content == first.content
    assert url("notice", made.code) in said(client.get(url("dossier", made.code)))
    assert url("notice", made.code) in said(client.get(url("results", made.code)))


def test_the_kept_notice_is_opened_by_the_counter_alone() -> None:
    client, _ = at_counter()
    made = f.dossier()
    f.move(made, "refuse", note="Không đủ điều kiện")
    f.delivered(made)
    client.get(url("notice", made.code))
    kept = Printed.objects.get(kind="notice")
    whole, one = reverse("registry:dossier", args=[made.code]), reverse("registry:printed", args=[made.code, kept.pk])
    assert one in said(client.get(whole)) and url("notice", made.code) in said(client.get(whole))
    assert client.get(one).content == bytes(kept.content)
    for role in (f.APPRAISAL, f.SIGNER, f.SECRETARY):
        other = logged_in(f.holder(role))
        shown = said(other.get(whole))
        assert "Thông báo kết quả" in shown, "that it went out …"
        assert one not in shown and url("notice", made.code) not in shown, "… but not what it says"
        assert other.get(one).status_code == 404 and other.get(url("notice", made.code)).status_code == 403
        assert other.get(url("draft_notice", made.code)).status_code == 403
    for right in ("intake", "deliver"):
        other = logged_in(f.user(rights=[right]))
        assert other.get(one).status_code == 200 and other.get(url("notice", made.code)).status_code == 200


def test_what_another_authority_decided_is_shown_by_its_own_decision() -> None:
    client, _ = at_counter()
    made = f.forwarded(f.appraised(awards=["BK-TTG"] * 2))
    given, denied = f.lines(made)
    outcome = f.granted([given])
    f.move([denied], "deny", f.holder(f.ABOVE), note="Chưa đủ thời gian")
    page = said(client.get(url("results", made.code)))
    assert f"Quyết định số {outcome.number}" in page and "Chưa đủ thời gian" in page
    assert f"Quyết định số {f.lines(made)[0].decision.full_number}" not in page, "our letter only asked for it"


def test_what_is_still_open_keeps_the_dossier_open() -> None:
    client, _ = at_counter()
    made = f.dossier(awards=["BK-TINH"] * 2)
    f.move(f.lines(made)[:1], "refuse", note="Không đủ điều kiện")
    done = client.post(url("results", made.code), {"to": "Lê Văn Liên"}, follow=True)
    assert "Còn 1 dòng đang xử lý." in said(done)
    assert logged_in(f.user(rights=["intake"])).get(url("results", made.code)).status_code == 403


def test_what_the_council_refused_says_so() -> None:
    client, _ = at_counter()
    made = f.appraised()
    sitting = f.sitting_on(made)
    f.vote(sitting, ())
    f.counted(sitting)
    assert f.states(made) == [str(State.REFUSED)]
    assert "Hội đồng không thông qua" in said(client.get(url("results", made.code)))


@pytest.mark.parametrize("name", ["supplement", "results", "dossier"])
def test_a_dossier_is_shown_in_the_same_number_of_queries(name: str) -> None:
    client, _ = at_counter()
    counted = []
    for n in (1, 3, 30):
        made = f.dossier(awards=["BK-TINH"] * n)
        f.move(made, "refuse" if name == "results" else "send_back", note=WHY)
        client.get(url(name, made.code))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(name, made.code))
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2] <= 22, counted


def test_many_lines_are_paged_and_all_of_them_go_back() -> None:
    client, _ = at_counter()
    made = owing(55)
    page = client.get(url("supplement", made.code))
    assert len(page.context["lines"]) == 50 and page.context["after"] == 2
    assert len(client.get(url("supplement", made.code), {"trang": "2"}).context["lines"]) == 5
    client.post(url("resubmit", made.code), {"tat_ca": every(client, made)})
    assert set(f.states(made)) == {"submitted"}
