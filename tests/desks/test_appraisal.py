"""The appraisal desk: steps on one line, some, all; reasons at their field; what the law or another officer forbids is told."""
from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from workflow.engine import errands, standing
from workflow.law.states import Duty
from workflow.models import Dossier, Line, Printed, User

pytestmark = pytest.mark.django_db


def entered(user: User) -> Client:
    """A browser with this person logged in."""
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, made: Dossier, step: str, lines: Any = (), query: str = "", **said: Any) -> Any:
    """Press a step's button under the table, with these lines ticked."""
    tally = standing.of(made).tally
    return client.post(f"/ho-so/{made.code}/tham-dinh/{query}", {
        "step": step, "scope": "chon", "mode": "tron", "note": "", "dong": [getattr(line, "pk", line) for line in lines],
        "seen": f"{tally.get('submitted', 0)}/{tally.get('held', 0)}", **said})


def told(answer: Any) -> str:
    """Every message the person was shown with this answer."""
    return " | ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.fixture
def officer() -> User:
    """Who appraises."""
    return f.user(f.APPRAISAL, name="Thẩm Định Viên (minh họa)")


def three() -> Dossier:
    """A dossier of three lines."""
    return f.dossier(awards=("BK-TINH", "BK-TINH", "CSTDT"))


# ------------------------------------------------------------------ steps


def test_who_drafts_may_still_refuse_a_passed_line_by_the_button_that_is_shown() -> None:
    made = f.passed()
    drafter = entered(f.holder(f.DRAFTER))
    address = f"/ho-so/{made.code}/dong/1/"
    assert f'action="{address}tham-dinh/"' in drafter.get(address).content.decode()
    answer = drafter.post(f"{address}tham-dinh/", {"step": "refuse", "note": "Có kết luận kỷ luật sau phiên họp"})
    assert answer.status_code == 302 and f.states(made)[0] == "refused"
    assert drafter.post(f"{address}tham-dinh/", {"step": "release", "note": "thử"}).status_code == 422, "other steps are not his"


def test_ticked_lines_move_and_the_others_stay(officer: User) -> None:
    made = three()
    answer = post(entered(officer), made, "appraise", f.lines(made)[:2], query="?trang_thai=submitted&trang=1")
    assert answer["Location"] == f"/ho-so/{made.code}/?trang_thai=submitted"
    assert told(answer) == "Đã ghi “Đạt”: 2 dòng sang “Chờ Hội đồng”."
    assert f.states(made) == ["appraised", "appraised", "submitted"]


@pytest.mark.parametrize(("step", "place"), [("send_back", "returned"), ("hold", "held"), ("refuse", "refused")])
def test_a_step_against_somebodys_wish_needs_its_reason(officer: User, step: str, place: str) -> None:
    made, client = three(), entered(officer)
    first = f.lines(made)[0]
    answer = post(client, made, step, [first], note="  \n ")
    page = answer.content.decode()
    assert answer.status_code == 422 and f.states(made) == ["submitted"] * 3
    assert "Phải ghi rõ lý do" in answer.context["form"].errors["note"][0] and "Phải ghi rõ lý do" in page
    assert [row["ticked"] for row in answer.context["rows"]] == [True, False, False], "the ticks stay"
    assert post(client, made, step, [first], note="Thiếu bản chính\nquyết định").status_code == 302
    first.refresh_from_db()
    assert (first.state, first.reason) == (place, "Thiếu bản chính\nquyết định")


def test_what_was_held_goes_on(officer: User) -> None:
    made, client = three(), entered(officer)
    post(client, made, "hold", f.lines(made)[:1], note="Có đơn khiếu nại")
    page = client.get(f"/ho-so/{made.code}/").content.decode()
    assert 'value="release"' in page and "Tiếp tục xử lý" in page
    assert post(client, made, "release", scope="tat-ca", note="Đã có kết luận: đơn sai").status_code == 302
    assert f.states(made) == ["submitted"] * 3


def test_all_lines_that_wait_also_those_on_other_pages(officer: User) -> None:
    made = f.dossier(rows=[f.row() for _ in range(standing.LINES + 5)])
    answer = post(entered(officer), made, "appraise", scope="tat-ca", query="?trang=2")
    assert f"{standing.LINES + 5} dòng sang" in told(answer)
    assert set(f.states(made)) == {"appraised"}


def test_all_means_as_many_as_were_shown(officer: User) -> None:
    made = three()
    answer = post(entered(officer), made, "appraise", scope="tat-ca", seen="2/0")
    assert answer.status_code == 422 and f.states(made) == ["submitted"] * 3
    assert "vừa thay đổi" in answer.content.decode() and 'name="seen" value="3/0"' in answer.content.decode()


def test_nothing_ticked_is_told(officer: User) -> None:
    made = three()
    answer = post(entered(officer), made, "appraise")
    assert answer.status_code == 422 and "Chưa đánh dấu dòng nào" in answer.content.decode()


def test_lines_of_another_dossier_are_not_touched(officer: User) -> None:
    made, other = three(), three()
    post(entered(officer), made, "appraise", [*f.lines(made)[:1], *f.lines(other)])
    assert f.states(made) == ["appraised", "submitted", "submitted"] and f.states(other) == ["submitted"] * 3


# ------------------------------------------------------------------ all or none, or those that can


def test_all_or_none(officer: User) -> None:
    made = three()
    f.move(f.lines(made)[:1], "hold", officer, note="Có đơn")
    answer = post(entered(officer), made, "appraise", f.lines(made))
    assert answer.status_code == 422 and "chưa có gì thay đổi" in told(answer)
    assert f.states(made) == ["held", "submitted", "submitted"]
    assert [row["ticked"] for row in answer.context["rows"]] == [True, True, True]


def test_those_that_can_move_and_the_reasons_of_the_rest_are_listed(officer: User) -> None:
    made = three()
    f.move(f.lines(made)[:1], "hold", officer, note="Có đơn")
    answer = post(entered(officer), made, "appraise", f.lines(made), mode="phan")
    assert f.states(made) == ["held", "appraised", "appraised"]
    assert "2 dòng sang" in told(answer) and "1 dòng giữ nguyên" in told(answer)
    assert "Không có bước này khi dòng ở “Tạm dừng” – 1 dòng (số 1)" in told(answer).replace("<li>", "")


def test_a_long_list_of_refusals_is_capped(officer: User) -> None:
    made = f.dossier(rows=[f.row() for _ in range(40)], papers=[])
    answer = post(entered(officer), made, "appraise", scope="tat-ca", mode="phan")
    assert "Không dòng nào đủ điều kiện" in told(answer) and "40 dòng (số 1, 2, 3" in told(answer) and len(told(answer)) < 900
    assert set(f.states(made)) == {"submitted"}
    page = entered(officer).get(f"/ho-so/{made.code}/").content.decode()
    assert page.count("Thiếu giấy tờ") == 40


# ------------------------------------------------------------------ who may


def test_a_second_officer_is_told(officer: User) -> None:
    made, second = three(), f.user(f.APPRAISAL)
    client = entered(second)
    assert 'value="appraise"' in client.get(f"/ho-so/{made.code}/").content.decode()
    post(entered(officer), made, "appraise", f.lines(made)[:1])
    answer = post(client, made, "appraise", f.lines(made)[1:])
    assert f"Hồ sơ đang do {officer} giữ" in told(answer) and f.states(made) == ["appraised", "submitted", "submitted"]
    page = client.get(f"/ho-so/{made.code}/").content.decode()
    assert f"{officer} đang giữ việc thẩm định" in page and 'value="appraise"' not in page and 'value="hold"' in page


def test_the_same_button_pressed_twice(officer: User) -> None:
    made, client = three(), entered(officer)
    lines = f.lines(made)
    post(client, made, "appraise", lines)
    answer = post(client, made, "appraise", lines)
    assert "chưa có gì thay đổi" in told(answer) and Line.objects.filter(state="appraised").count() == 3


def test_who_received_does_not_appraise() -> None:
    both = f.user(f.INTAKE, f.APPRAISAL)
    made, client = f.dossier(by=both), entered(both)
    page = client.get(f"/ho-so/{made.code}/").content.decode()
    assert "Bạn đã tiếp nhận hồ sơ này nên không được thẩm định nó" in page
    assert 'name="step"' not in page and "Nhận việc" not in page
    answer = post(client, made, "appraise", f.lines(made))
    assert "Người tiếp nhận hồ sơ không được thẩm định" in told(answer) and f.states(made) == ["submitted"]


def test_a_chief_holds_but_does_not_appraise() -> None:
    made, client = three(), entered(f.user(f.CHIEF))
    assert [one["step"] for one in client.get(f"/ho-so/{made.code}/").context["buttons"]] == ["hold"]
    answer = post(client, made, "appraise", f.lines(made))
    assert "không có quyền" in told(answer) and f.states(made) == ["submitted"] * 3


def test_who_drafts_takes_no_step_of_the_appraiser() -> None:
    made = three()
    assert post(entered(f.holder(f.DRAFTER)), made, "appraise", f.lines(made)).status_code == 422
    assert f.states(made) == ["submitted"] * 3


@pytest.mark.parametrize("role", [f.INTAKE, f.MEMBER])
def test_others_are_turned_away(role: str) -> None:
    made = three()
    assert post(entered(f.user(role)), made, "appraise", f.lines(made)).status_code == 403
    assert f.states(made) == ["submitted"] * 3


# ------------------------------------------------------------------ take and put back


def test_take_and_put_back(officer: User) -> None:
    made, client, second = three(), entered(officer), entered(f.user(f.APPRAISAL))
    assert "Bạn đã nhận việc “Thẩm định”" in told(client.post(f"/ho-so/{made.code}/viec/appraise/nhan/"))
    assert errands.at_desk(made, Duty.APPRAISE).owner == officer
    assert "vừa có người nhận" in told(second.post(f"/ho-so/{made.code}/viec/appraise/nhan/"))
    assert "Chỉ người đang giữ việc" in told(second.post(f"/ho-so/{made.code}/viec/appraise/tra/"))
    assert "Trả về hàng chờ" in client.get(f"/ho-so/{made.code}/").content.decode()
    assert "về hàng chờ chung" in told(client.post(f"/ho-so/{made.code}/viec/appraise/tra/"))
    assert errands.at_desk(made, Duty.APPRAISE).owner is None
    assert "đã xong trước đó" in told(client.post(f"/ho-so/{made.code}/viec/decide/nhan/"))


# ------------------------------------------------------------------ what is asked of the unit


def test_the_request_for_a_supplement_is_printed_by_who_asks_and_kept(officer: User) -> None:
    made, client = three(), entered(officer)
    here, paper = f"/ho-so/{made.code}/", f"/ho-so/{made.code}/phieu-bo-sung.pdf"
    assert paper not in client.get(here).content.decode()
    assert "không có dòng nào đang chờ bổ sung" in told(client.get(paper))
    post(client, made, "send_back", f.lines(made)[:1], note="Thiếu báo cáo thành tích")
    assert paper in client.get(here).content.decode()
    first = client.get(paper)
    assert first.content.startswith(b"%PDF-") and client.get(paper).content == first.content
    kept = Printed.objects.get(kind="supplement", dossier=made)
    assert kept.by == officer and bytes(kept.content) == first.content
    assert entered(f.holder(f.INTAKE)).get(paper).content == first.content, "the counter hands out the same paper"
    assert entered(f.user(f.DRAFTER)).get(paper).status_code == 403


# ------------------------------------------------------------------ one line


def test_one_line_on_its_own_page(officer: User) -> None:
    made, client = three(), entered(officer)
    here = f"/ho-so/{made.code}/dong/2/"
    answer = client.post(f"{here}tham-dinh/", {"step": "refuse", "note": ""})
    assert answer.status_code == 422 and "Phải ghi rõ lý do" in answer.content.decode()
    answer = client.post(f"{here}tham-dinh/", {"step": "appraise", "note": ""})
    assert answer["Location"] == here and f.states(made) == ["submitted", "appraised", "submitted"]
    after = client.get(here)
    assert [one["step"] for one in after.context["buttons"]] == ["hold"], "the law lets a line be held before the council"
    assert after.context["next_waiting"] == 3
    answer = client.post(f"{here}tham-dinh/", {"step": "appraise", "note": ""})
    assert "chưa có gì thay đổi" in told(answer)
    assert client.get(f"{here}tham-dinh/")["Location"] == here


def test_missing_papers_are_named_before_anybody_tries(officer: User) -> None:
    made = f.dossier(papers=[])
    page = entered(officer).get(f"/ho-so/{made.code}/dong/1/").content.decode()
    assert "Hồ sơ còn thiếu" in page and f.lines(made)[0].lacks in page


# ------------------------------------------------------------------ speed


def test_a_step_takes_no_more_queries_for_more_lines(officer: User) -> None:
    client, counts = entered(officer), []
    for n in (1, 30, 300):
        made = f.dossier(rows=[f.row() for _ in range(n)])
        client.get("/ho-so/")
        with CaptureQueriesContext(connection) as caught:
            assert post(client, made, "appraise", scope="tat-ca").status_code == 302
        counts.append(len(caught))
    assert len(set(counts)) == 1, counts
