"""The proof card: what it says, who sees its form, how a ruling is taken, and the sheet and the table that carry it on."""
from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.papers.reading import squeezed, stream
from workflow.engine.proving import proof
from workflow.engine.register import history
from workflow.law.words import Verdict
from workflow.models import Dossier, Ruling, User

pytestmark = pytest.mark.django_db
SCOPE = "sang-kien-tinh-1"


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fighters(n: int = 2) -> Dossier:
    """Proposals for CSTĐ cấp tỉnh; the first holds the three titles before."""
    made = f.dossier(awards=["CSTDT"] * n)
    history.declare_titles([f.lines(made)[0].recipient_id], made.received_on.year, "Sở Nội vụ (minh họa)", f.holder(f.INTAKE))
    return made


def post(client: Client, made: Dossier, no: int = 1, **said: str) -> Any:
    return client.post(f"/ho-so/{made.code}/dong/{no}/tieu-chuan/", {
        "criterion": SCOPE, "verdict": "dat", "reason": "Giấy xác nhận số 15/SK", **said})


def told(answer: Any) -> str:
    return " | ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.fixture
def officer() -> User:
    return f.user(f.APPRAISAL, name="Thẩm Định Viên (minh họa)")


def test_the_card_says_what_is_met_by_which_decision_and_what_is_missing(officer: User) -> None:
    made, client = fighters(), entered(officer)
    year = made.received_on.year
    first, second = (client.get(f"/ho-so/{made.code}/dong/{no}/").content.decode() for no in (1, 2))
    assert "1 đạt, 1 chưa rõ" in first and f"Quyết định số 101/QĐ-{year - 1} ngày 20/12/{year - 1} của Sở Nội vụ" in first
    assert "Luật 06/2022/QH15 Điều 22" in first and "Chưa xác định được ngày sớm nhất" in first
    assert "1 chưa rõ, 1 chưa đạt" in second and f"Không thấy quyết định cho năm {year - 3}, {year - 2}, {year - 1}" in second


def test_the_table_sums_up(officer: User) -> None:
    made = fighters()
    page = entered(officer).get(f"/ho-so/{made.code}/").content.decode()
    assert page.count("1 đạt, 1 chưa rõ") == 1 and page.count("1 chưa rõ, 1 chưa đạt") == 1


def test_a_ruling_is_taken_and_told(officer: User) -> None:
    made, client = fighters(), entered(officer)
    answer = post(client, made)
    assert answer["Location"] == f"/ho-so/{made.code}/dong/1/" and "Đã ghi kết luận “Đạt”" in told(answer)
    page = client.get(answer["Location"]).content.decode()
    assert "2 đạt" in page and "Giấy xác nhận số 15/SK" in page and "hệ thống đối chiếu: Chưa rõ" in page
    assert "Hệ thống ghi nhận 0/1" not in page, "the machine's doubt is settled"
    assert "Theo kết luận của Thẩm Định Viên (minh họa)" in page
    assert client.get(f"/ho-so/{made.code}/dong/1/tieu-chuan/")["Location"] == f"/ho-so/{made.code}/dong/1/"


@pytest.mark.parametrize(("said", "why"), [
    ({"reason": "  "}, "Ghi rõ lý do"), ({"verdict": ""}, "Chọn một kết luận"), ({"verdict": "x"}, "x"),
    ({"criterion": "bậy"}, "Chọn một tiêu chuẩn của dòng này"), ({"criterion": ""}, "Chọn một tiêu chuẩn")])
def test_what_is_wrong_is_told_at_its_field(officer: User, said: dict[str, str], why: str) -> None:
    made = fighters()
    answer = post(entered(officer), made, **said)
    assert answer.status_code == 422 and why in answer.content.decode() and not Ruling.objects.exists()
    assert list(answer.context["ruling"].errors) == list(said) and "<details" in answer.content.decode()


def test_who_may_not_appraise_reads_and_does_not_rule(officer: User) -> None:
    made = fighters()
    for role in (f.INTAKE, f.CHIEF, f.DRAFTER, f.SIGNER):
        client = entered(f.user(role))
        page = client.get(f"/ho-so/{made.code}/dong/1/").content.decode()
        assert "1 đạt, 1 chưa rõ" in page and 'name="verdict"' not in page, role
        assert post(client, made).status_code == 403
    second = entered(f.user(f.APPRAISAL))
    assert 'name="verdict"' in second.get(f"/ho-so/{made.code}/dong/1/").content.decode()
    post(entered(officer), made)
    assert 'name="verdict"' not in second.get(f"/ho-so/{made.code}/dong/1/").content.decode()
    answer = post(second, made)
    assert answer.status_code == 422 and f"Hồ sơ đang do {officer} giữ" in told(answer) and Ruling.objects.count() == 1


def test_an_award_without_criteria_for_the_recipient_has_only_the_general_ones(officer: User) -> None:
    made = fighters()
    recipient = f.lines(made)[0].recipient
    type(recipient).objects.filter(pk=recipient.pk).update(kind="household")
    client = entered(officer)
    page = client.get(f"/ho-so/{made.code}/dong/1/").content.decode()
    assert "không ghi tiêu chuẩn riêng" in page and "Điều kiện chung" in page and post(client, made).status_code == 422


def test_the_sheet_lists_findings_with_article_and_decision(officer: User) -> None:
    made = fighters()
    proof.rule(f.lines(made)[0], SCOPE, Verdict.MET, "Giấy xác nhận số 15/SK", officer)
    sheet = stream(entered(officer).get(f"/ho-so/{made.code}/phieu-tham-dinh.pdf").content)
    for words in (
        "Đạt (Luật 06/2022/QH15 Điều 22); kết luận của chuyên viên: Giấy xác nhận số 15/SK", "ngay trước khi đề nghị: Đạt (Luật",
        "ngay trước khi đề nghị: Chưa đạt (Luật", f"102/QĐ-{made.received_on.year - 2}", "Không thấy quyết định cho năm",
    ):
        assert squeezed(words) in sheet, words


def test_a_page_of_lines_takes_no_more_queries_for_more_lines(officer: User) -> None:
    client, counts = entered(officer), []
    for n in (1, 30):
        made = fighters(n)
        client.get(f"/ho-so/{made.code}/")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/ho-so/{made.code}/").status_code == 200
        counts.append(len(caught))
    assert len(set(counts)) == 1, counts
