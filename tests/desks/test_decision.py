"""The decision desk: three people, one paper."""
from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.desks.counter import logged_in
from workflow import tasks
from workflow.engine.deciding import docket
from workflow.law.words import Kind
from workflow.models import Decision, Printed
from workflow.papers import prints

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Về việc tặng Bằng khen", "achievement": "Đã có thành tích xuất sắc.", "proposal_number": "12/TTr-SNV"}


def url(name: str, *args: Any) -> str:
    """An address of the desk."""
    return reverse(f"decision:{name}", args=args)


def page(answer: Any) -> str:
    """What the page says."""
    return str(answer.content.decode())


def test_strangers_stay_outside() -> None:
    for role in (f.INTAKE, f.APPRAISAL, f.MEMBER):
        assert logged_in(f.holder(role)).get(url("list")).status_code == 403
    assert Client().get(url("list")).status_code == 302


def test_lines_of_many_dossiers_become_one_signed_paper() -> None:
    one, two = f.passed(awards=("BK-TINH", "BK-TINH")), f.passed()
    drafter, chief, signer = (logged_in(f.holder(role)) for role in (f.DRAFTER, f.CHIEF, f.SIGNER))
    assert all(line.name in page(drafter.get(url("begin"))) for line in f.lines([one, two]))
    drafter.post(url("begin"), {**WORDS, "line": f.ids([one, two])})
    decision = Decision.objects.get()
    assert decision.achievement == "đã có thành tích xuất sắc", "it stands in the middle of a sentence"
    drafter.post(url("submit", decision.pk))
    chief.post(url("check", decision.pk), {"ket-qua": "dat"})
    assert f"01/{decision.symbol}" in page(signer.get(url("sign", decision.pk)))
    answer = signer.post(url("sign", decision.pk), follow=True)
    printed = Printed.objects.get(decision=decision)
    assert printed.sha256 in page(answer) and f.states(one, two) == ["decided"] * 3
    paper = signer.get(url("issued", decision.pk)).content
    assert paper.startswith(b"%PDF") and hashlib.sha256(paper).hexdigest() == printed.sha256


def test_what_is_missing_is_told_and_nothing_is_written() -> None:
    made, client = f.passed(), logged_in(f.holder(f.DRAFTER))
    assert "Chưa chọn dòng nào" in page(client.post(url("begin"), WORDS))
    answer = client.post(url("begin"), {**WORDS, "subject": "", "line": f.ids(made)})
    assert "id_subject" in page(answer) and not Decision.objects.exists()
    assert f'value="{f.ids(made)[0]}"' in page(answer) and "checked" in page(answer), "the tick stays"
    assert client.post(url("begin"), {**WORDS, "line": ["x", "0"]}).status_code == 200
    assert f.states(made) == ["passed"]


def test_a_search_keeps_what_is_ticked_and_typed() -> None:
    one, two = f.passed(), f.passed(f.appraised(f.dossier(unit=f.unit(name="Sở Lạ"))))
    decision, client = f.drafted(f.passed()), logged_in(f.holder(f.DRAFTER))
    asked = {**WORDS, "subject": "Về việc khác", "line": f.ids(one), "loc": "1", "q": "so la"}
    for address in (url("begin"), url("gather", decision.pk)):
        answer = page(client.post(address, asked))
        assert all(f'value="{pk}"' in answer for pk in f.ids([one, two]))
    assert "Về việc khác" in page(client.post(url("begin"), asked)) and f.states(one, two) == ["passed"] * 2
    assert f'name="line" value="{f.ids(one)[0]}"' not in page(client.post(url("begin"), {"loc": "1", "q": "so la"}))


def test_the_drafter_cannot_check_nor_sign_and_the_checker_cannot_sign() -> None:
    both = f.user(f.DRAFTER, f.CHIEF, f.SIGNER)
    decision = f.drafted(by=both)
    client = logged_in(both)
    client.post(url("submit", decision.pk))
    assert "không tự kiểm tra" in page(client.post(url("check", decision.pk), {"ket-qua": "dat"}, follow=True))
    assert docket.step(decision) == "check" and "Chờ bạn" not in page(client.get(url("list")))
    assert "Chờ bạn" in page(logged_in(f.user(f.CHIEF)).get(url("list")))
    checker = f.user(f.CHIEF, f.SIGNER)
    logged_in(checker).post(url("check", decision.pk), {"ket-qua": "dat"})
    for person in (both, checker):
        answer = logged_in(person).post(url("sign", decision.pk), follow=True)
        assert "không được ký" in page(answer)
    decision.refresh_from_db()
    assert decision.number is None and docket.step(decision) == "sign"


@pytest.mark.parametrize("role,act,back", [(f.CHIEF, "check", {"ket-qua": "tra-lai"}), (f.SIGNER, "decline", {})])
def test_a_draft_goes_back_only_with_a_remark(role: str, act: str, back: dict[str, str]) -> None:
    decision = f.drafted()
    logged_in(decision.drafted_by).post(url("submit", decision.pk))
    if role == f.SIGNER:
        logged_in(f.holder(f.CHIEF)).post(url("check", decision.pk), {"ket-qua": "dat"})
    client = logged_in(f.holder(role))
    answer = client.post(url(act, decision.pk), {**back, "remark": " "})
    assert answer.status_code == 422 and "id_remark" in page(answer)
    client.post(url(act, decision.pk), {**back, "remark": "Sai tên đơn vị"})
    assert docket.step(decision) == "draft"
    assert "Sai tên đơn vị" in page(logged_in(decision.drafted_by).get(url("show", decision.pk)))


def test_a_draft_takes_and_loses_lines_until_it_is_handed_in() -> None:
    decision, more = f.drafted(f.passed(awards=("BK-TINH", "BK-TINH"))), f.passed()
    client = logged_in(decision.drafted_by)
    client.post(url("gather", decision.pk), {"line": f.ids(more)})
    assert decision.lines.count() == 3
    client.post(url("drop", decision.pk), {"line": f.ids(more)})
    assert decision.lines.count() == 2 and f.states(more) == ["passed"]
    client.post(url("submit", decision.pk))
    assert "đã chuyển kiểm tra" in page(client.post(url("gather", decision.pk), {"line": f.ids(more)}, follow=True)).lower()
    client.post(url("word", decision.pk), {**WORDS, "subject": "Khác"})
    decision.refresh_from_db()
    assert decision.lines.count() == 2 and decision.subject != "Khác"


def test_the_proposal_and_the_draft_are_printed() -> None:
    decision = f.drafted()
    client = logged_in(decision.drafted_by)
    for name in ("proposal", "draft"):
        answer = client.get(url(name, decision.pk))
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert prints.proposal(decision).numbered == decision.proposal_number, "the sheet carries its number once it is known"
    decision.proposal_number = ""
    assert prints.proposal(decision).numbered.startswith("…/")


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_printed_by_the_worker() -> None:
    made = f.passed(f.appraised(f.dossier(kind=Kind.SUDDEN, awards=["BK-TINH"] * (tasks.LONG + 1))))
    decision = f.drafted(made)
    client = logged_in(decision.drafted_by)
    answer = client.get(url("draft", decision.pk))
    assert answer.status_code == 302
    assert client.get(url("draft", decision.pk)).url == answer.url, "an impatient click prints nothing twice"
    assert client.get(url("proposal", decision.pk)).url != answer.url
    waiting = client.get(answer.url)
    assert waiting["Refresh"] == "2" and "Đang in danh sách 201 dòng" in page(waiting)
    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)
    assert client.get(answer.url).content.startswith(b"%PDF")
    other = f.drafted()
    assert client.get(answer.url.replace(f"/{decision.pk}/", f"/{other.pk}/")).status_code == 404, "a job shows its own decision only"


def test_signed_decisions_are_found_by_number_and_year() -> None:
    decision = f.signed()
    client = logged_in(f.holder(f.SIGNER))
    for question in ({"q": decision.full_number}, {"q": str(decision.number)}, {"q": "bằng khen"}, {"nam": str(decision.year)}):
        assert decision.full_number in page(client.get(url("list"), question)), question
    assert decision.full_number not in page(client.get(url("list"), {"q": "9999"}))
    assert client.get(url("list"), {"nam": "không"}).status_code == 200


@pytest.mark.parametrize("n", [1, 3, 30])
def test_the_lists_cost_the_same_for_any_number_of_rows(n: int) -> None:
    person, client = f.holder(f.DRAFTER), logged_in(f.holder(f.DRAFTER))
    client.get(url("list"))  # what is read once a minute
    made = f.passed(f.appraised(f.dossier(kind=Kind.SUDDEN, awards=["BK-TINH"] * n * 2)))
    for line in f.lines(made)[:n]:
        f.drafted([line], by=person)
    costs = []
    for address in (url("list"), url("begin"), url("show", Decision.objects.first().pk)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        costs.append(len(asked))
    assert costs == COSTS, costs


COSTS = [12, 14, 22]  # session, person, rights, menu; then the page itself


def test_the_sheet_counts_as_eligible_what_appraisal_passed_and_the_council_did_not() -> None:
    made = f.dossier(awards=["BK-TINH"] * 4)
    good, failed, unsound, _waiting = f.lines(made)
    f.move([good, failed], "appraise")
    f.move([unsound], "refuse", note="chưa đủ thời gian")
    sitting = f.sitting_on([good, failed], n=3)
    f.vote(sitting, [good])
    f.counted(sitting)
    sheet = prints.proposal(f.drafted([good]))
    assert (sheet.proposed, sheet.eligible) == (4, 2)
    assert [(council.passed, council.failed) for council in sheet.councils] == [(1, 1)]
