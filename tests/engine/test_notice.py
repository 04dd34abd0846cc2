"""Thông báo kết quả: each line once, in the words the unit may read, kept as it was first handed out."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from tests.papers.reading import layout
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.receiving import delivery, issue
from workflow.law.words import Kind
from workflow.models import Dossier, Office, Printed
from workflow.papers import prints
from workflow.papers.press import render

pytestmark = pytest.mark.django_db
WHY, BACK = "Thành tích đã được khen thưởng", "Cá nhân xin rút"


def mixed() -> Dossier:
    """Two given, one refused, one withdrawn, one still with the appraiser, one on hold."""
    made = f.dossier(awards=["BK-TINH"] * 6, kind=Kind.SUDDEN)
    one, two, three, four, _, six = f.lines(made)
    f.move([one, two], "appraise")
    f.signed(f.checked(f.drafted([one, two])))
    f.move([three], "refuse", note=WHY)
    f.move([four], "send_back", note="Thiếu báo cáo")
    f.move([four], "withdraw", f.holder(f.INTAKE), note=BACK)
    f.move([six], "hold", f.holder(f.CHIEF), note="Có đơn thư tố cáo")
    return made


def told(made: Dossier, *, draft: bool = False) -> tuple[list[int], ...]:
    """The numbers of the lines by what became of them."""
    paper = prints.notice(made, draft=draft)
    return [line.no for one in paper.given for line in one.lines], [one.no for one in paper.refused], [one.no for one in paper.withdrawn]


def test_the_draft_speaks_of_what_lies_ready_and_the_notice_of_what_was_handed_over() -> None:
    made = mixed()
    assert told(made, draft=True) == ([1, 2], [3], [4]) and prints.notice(made, draft=True).draft
    f.delivered(made)
    paper = prints.notice(made)
    assert told(made) == ([1, 2], [3], [4]) and not paper.draft and paper.delivered_to == "Lê Văn Liên (minh họa)"
    assert (paper.total.asked, paper.total.given, paper.total.refused, paper.total.withdrawn, paper.total.open) == (6, 2, 1, 1, 2)
    assert paper.day == timezone.localdate(made.delivered_at) and paper.signature.name == Office.objects.get().director


def test_it_names_decision_judge_day_and_reason() -> None:
    made = f.delivered(mixed())
    paper, decision = prints.notice(made), f.lines(made)[0].decision
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert paper.given[0].decision.startswith(f"Quyết định số {decision.full_number} ngày ")
    assert paper.given[0].authority == "Chủ tịch Ủy ban nhân dân tỉnh Minh Họa" and Office.objects.get().desk in paper.given[0].keeping
    assert [(one.by, one.on, one.reason) for one in paper.refused] == [("Sở Nội vụ", today, WHY)]
    assert [(one.by, one.on, one.reason) for one in paper.withdrawn] == [("", today, BACK)]


def test_of_a_hold_and_of_letters_nothing_is_told() -> None:
    made = f.delivered(mixed())
    text = layout(render(prints.notice(made)).pdf) + layout(render(prints.notice(made, draft=True)).pdf)
    assert "đơn thư" not in text and "Tạm dừng" not in text and "tố cáo" not in text and "2 đề nghị đang được giải quyết" in text
    assert made.contact_phone not in text


def test_what_the_council_refused_says_so() -> None:
    made = f.appraised(awards=["BK-TINH"] * 2)
    sitting = f.sitting_on(made, n=3)
    f.vote(sitting, f.lines(made)[:1])
    f.counted(sitting)
    refused, = prints.notice(f.delivered(made)).refused
    assert refused.by == Office.objects.get().council and refused.reason.startswith("Hội đồng không thông qua") and refused.no == 2


def test_what_another_authority_decided_is_told_by_its_own_decision_and_not_by_our_letter() -> None:
    made = f.forwarded(f.appraised(awards=["BK-TTG"] * 3))
    given, denied, _ = f.lines(made)
    outcome = f.granted([given])
    f.move([denied], "deny", f.holder(f.ABOVE), note="Chưa đủ thời gian")
    paper = prints.notice(f.delivered(made))
    one, = paper.given
    assert one.decision.startswith(f"Quyết định số {outcome.number} ") and one.authority == "Thủ tướng Chính phủ"
    assert "khi cấp có thẩm quyền chuyển về" in one.keeping and "TTr" not in one.decision
    assert [(line.by, line.reason) for line in paper.refused] == [("Thủ tướng Chính phủ", "Chưa đủ thời gian")]


def test_what_a_unit_decided_itself_stays_with_it() -> None:
    made = f.decided(f.appraised(awards=["LDTT"]))
    one, = prints.notice(f.delivered(made)).given
    assert "do cơ quan ra quyết định giữ và trao" in one.keeping


def test_it_is_kept_as_first_printed_until_more_is_handed_back() -> None:
    made, by = f.delivered(mixed()), f.holder(f.INTAKE)
    first = issue.notice(made, by)
    Office.objects.update(director="Người Khác")
    assert issue.notice(made, by).pk == first.pk and Printed.objects.filter(kind="notice").count() == 1
    f.move(f.lines(made)[4:5], "refuse", note="Chưa đủ thời gian công tác")
    assert issue.notice(made, by).pk == first.pk, "what lies ready is not handed back yet"
    second = issue.notice(f.delivered(made), by)
    assert second.pk != first.pk and bytes(Printed.objects.get(pk=first.pk).content) == bytes(first.content)
    text = layout(bytes(second.content))
    assert "Chưa đủ thời gian công tác" in text and WHY in text, "each notice tells of the whole dossier"


def test_before_anything_is_handed_over_there_is_only_a_draft_and_it_is_kept_nowhere() -> None:
    made, by = mixed(), f.holder(f.INTAKE)
    with pytest.raises(Refused, match="chưa có thông báo"):
        issue.notice(made, by)
    text = layout(issue.draft_notice(made, by))
    assert "DỰ THẢO" in text and "Người nhận kết quả" not in text and not Printed.objects.filter(kind="notice").exists()


@pytest.mark.parametrize("role", [f.APPRAISAL, f.SIGNER, f.SECRETARY, f.ADMIN])
def test_only_the_counter_prints_it(role: str) -> None:
    made = f.delivered(mixed())
    for print_it in (issue.notice, issue.draft_notice):
        with pytest.raises(NotAllowed):
            print_it(made, f.holder(role))
    assert not Printed.objects.filter(kind="notice").exists()


def test_a_hand_over_during_the_print_keeps_no_notice_of_two_moments() -> None:
    made = f.delivered(mixed())
    stale = Dossier.objects.get(pk=made.pk)
    f.move(f.lines(made)[4:5], "refuse", note="Chưa đủ thời gian")
    delivery.hand_over(made, f.holder(f.INTAKE), "Người Khác")
    with pytest.raises(Stale, match="chưa in thông báo nào"):
        issue.notice(stale, f.holder(f.INTAKE))
    assert not Printed.objects.filter(kind="notice").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_printers_one_keeps() -> None:
    made, by = f.delivered(mixed()), f.holder(f.INTAKE)
    results = f.at_once(*[lambda: issue.notice(Dossier.objects.get(pk=made.pk), by).pk] * 2)
    assert results[0] == results[1] == Printed.objects.get(kind="notice").pk


def test_three_hundred_lines_print_and_the_reads_stay_flat() -> None:
    counted = []
    for n in (1, 30, 300):
        made = f.decided(f.appraised(f.dossier(awards=["BK-TINH"] * n, kind=Kind.SUDDEN)))
        f.delivered(made)
        with CaptureQueriesContext(connection) as queries:
            paper = prints.notice(made)
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2] <= 6, counted
    since = time.perf_counter()
    printed = render(paper)
    assert paper.rows == 301 and printed.pages > 10 and time.perf_counter() - since < 30
    text = layout(printed.pdf)
    assert all(line.name in text for line in (f.lines(made)[0], f.lines(made)[150], f.lines(made)[299]))
