"""The public look-up: what it tells, what it never tells, and how often."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, override_settings

from tests import factories
from workflow.desks.portal import views
from workflow.engine import lookup
from workflow.models import Dossier

pytestmark = pytest.mark.django_db


def ask(code: str, **extra: Any) -> str:
    answer = Client().get("/tra-cuu/", {"ma": code}, **extra)
    assert answer.status_code == 200
    return answer.content.decode()


def looks(made: Dossier) -> dict[str, str]:
    """How each step of the way looks."""
    found = lookup.find(made.code)
    assert found
    return {step.name: step.look for step in found.steps}


def test_the_question_alone() -> None:
    body = Client().get("/tra-cuu/").content.decode()
    assert '<meta name="robots" content="noindex">' in body
    assert "role=\"alert\"" not in body


def test_a_code_tells_the_place_and_the_days_and_nobody() -> None:
    made = factories.dossier(awards=("BK-TINH", "CSTDT"))
    body = ask(made.code)
    assert f"{made.received_on:%d/%m/%Y}" in body
    assert f"{made.due_on:%d/%m/%Y}" in body
    assert "Cơ quan thẩm định" in body
    assert "Kết quả của 2 đề nghị" in body
    hidden = [made.unit_name, made.contact_name, made.contact_phone, made.letter_number, made.received_by.full_name, "Bằng khen"]
    hidden += [line.name for line in factories.lines(made)]
    assert [word for word in hidden if word in body] == []


@pytest.mark.parametrize("write", [str.lower, lambda c: f"  {c} ", lambda c: c.replace("-", " - "), lambda c: c.replace("-", "–"),
                                   lambda c: c.replace("-", " "), lambda c: " ".join(c)])
def test_a_code_may_be_written_in_many_ways(write: Any) -> None:
    made = factories.dossier()
    found = lookup.find(write(made.code))
    assert found and found.code == made.code


@pytest.mark.parametrize("code", ["H99-000000-9999", "'; --", "<b>x</b>", "ắ" * 200])
def test_an_unknown_code_is_told(code: str) -> None:
    body = ask(code)
    assert "Không có hồ sơ nào mang mã" in body
    assert "<b>x" not in body


def test_the_way_of_a_dossier() -> None:
    made = factories.dossier()
    assert looks(made) == {"Tiếp nhận": "done", "Thẩm định": "now", "Hội đồng": "", "Quyết định": "", "Trả kết quả": ""}
    factories.appraised(made)
    assert looks(made) == {"Tiếp nhận": "done", "Thẩm định": "done", "Hội đồng": "now", "Quyết định": "", "Trả kết quả": ""}
    factories.decided(factories.passed(made))
    assert looks(made) == {"Tiếp nhận": "done", "Thẩm định": "done", "Hội đồng": "done", "Quyết định": "done", "Trả kết quả": "now"}
    factories.delivered(made)
    assert set(looks(made).values()) == {"done"}
    body = ask(made.code)
    assert "Đã xong" in body
    assert "Ngày trả kết quả" in body


def test_the_simplified_procedure_has_no_council() -> None:
    assert "Hội đồng" not in looks(factories.dossier(kind=factories.Kind.SUDDEN))


def test_lines_that_were_turned_down_meet_neither_council_nor_decision() -> None:
    made = factories.dossier()
    factories.move(made, "refuse", note="Thiếu thành tích")
    assert looks(made) == {"Tiếp nhận": "done", "Thẩm định": "done", "Trả kết quả": "now"}
    body = ask(made.code)
    assert "Không đủ điều kiện" in body
    assert "Thiếu thành tích" not in body


def test_lines_on_several_desks_are_counted_at_each() -> None:
    made = factories.dossier(awards=("BK-TINH", "CSTDT", "BK-TINH"))
    factories.move(factories.lines(made)[:1], "appraise")
    found = lookup.find(made.code)
    assert found and found.turns == [("Cơ quan thẩm định", 2), ("Hội đồng Thi đua – Khen thưởng", 1)]
    assert found.outcomes == [("Đang xử lý", 3)]


def test_while_the_unit_owes_a_supplement_the_clock_stands() -> None:
    made = factories.dossier()
    factories.move(made, "send_back", note="Thiếu báo cáo của ông A")
    body = ask(made.code)
    assert "Đồng hồ dừng" in body
    assert "Đơn vị trình: nộp bổ sung" in body
    assert "Thiếu báo cáo" not in body


@pytest.mark.parametrize("lines", [1, 3, 30])
def test_two_queries_whatever_the_list(lines: int, django_assert_num_queries: Any) -> None:
    made = factories.dossier(awards=["BK-TINH"] * lines)
    lookup.find(made.code)  # the calendar is read once a minute
    with django_assert_num_queries(2):
        lookup.find(made.code)


def test_thirty_look_ups_a_minute_from_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views.time, "time", lambda: 1_800_000_000.0)  # the minute does not end in between
    for _ in range(views.A_MINUTE):
        ask("x")
    answer = Client().get("/tra-cuu/", {"ma": "x"})
    assert answer.status_code == 429
    assert "Bạn tra cứu quá nhanh" in answer.content.decode()
    ask("x", REMOTE_ADDR="10.0.0.2")
    assert Client().get("/tra-cuu/").status_code == 200


def test_behind_the_proxy_the_last_hop_counts(rf: Any) -> None:
    request = rf.get("/", headers={"x-forwarded-for": "1.1.1.1, 10.0.0.7"}, REMOTE_ADDR="127.0.0.1")
    assert views.address(request) == "127.0.0.1"
    with override_settings(HTTPS=True):
        assert views.address(request) == "10.0.0.7"
        assert views.address(rf.get("/", REMOTE_ADDR="10.0.0.8")) == "10.0.0.8"
