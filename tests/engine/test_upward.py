"""What another authority decides: the people are asked, the chairman's letter goes up, the answer comes back line by line."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from workflow.engine import audit, clerk
from workflow.engine.deciding import decisions, docket, heaps, outcomes, publishing
from workflow.engine.deciding.heaps import Question
from workflow.engine.errors import NotAllowed, Refused
from workflow.law.states import State
from workflow.law.words import Instrument, Kind
from workflow.models import AwardRecord, Entry, Line, Outcome, Pause, Printed, PublicList
from workflow.papers import prints

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------ the letter


def test_a_letter_has_its_own_book_and_sends_its_lines_up():
    made = f.forwarded(awards=["BK-TTG"] * 2)
    letter = made.lines.first().decision
    assert (letter.instrument, letter.full_number) == (Instrument.PETITION, "01/TTr-UBND")
    assert f.states(made) == ["forwarded"] * 2 and f.desks(made) == ["outcome"]
    assert not AwardRecord.objects.exists() and Printed.objects.filter(decision=letter, kind="decision").count() == 1
    assert f.signed(f.checked(f.drafted(f.passed()))).full_number == "01/QĐ-UBND" and not list(audit.faults())


def test_a_paper_takes_only_lines_of_its_own_sort():
    here, above = f.passed(), f.passed(awards=["BK-TTG"])
    assert docket.waiting_for() == {Instrument.AWARD: 1, Instrument.PETITION: 1}
    assert [heap.award.code for heap in heaps.waiting(Question(State.PASSED, Instrument.PETITION))] == ["BK-TTG"]
    with pytest.raises(Refused, match="loại đúng: Tờ trình"):
        f.drafted([*f.lines(here), *f.lines(above)])
    draft = f.drafted(above)
    with pytest.raises(Refused, match="loại đúng: Quyết định khen thưởng"):
        decisions.gather(draft, f.ids(here), f.holder(f.DRAFTER))
    assert f.states(here, above) == ["passed", "drafted"]


def test_the_clock_stands_while_everything_lies_with_another_authority():
    made = f.forwarded()
    assert Pause.objects.filter(dossier=made, until=None).count() == 1
    f.granted(made)
    assert not Pause.objects.filter(dossier=made, until=None).exists()


def test_the_clock_goes_on_while_a_line_lies_here():
    made = f.dossier(awards=["BK-TTG"] * 2)
    first, _ = f.lines(made)
    f.move([first], "appraise")
    f.passed(made)
    f.signed(f.checked(f.drafted([first])))
    assert f.states(made) == ["forwarded", "submitted"] and not Pause.objects.filter(dossier=made).exists()


# ------------------------------------------------------------------ the answer


def test_an_award_from_above_enters_the_history_as_its_decision_says():
    made = f.forwarded(awards=["BK-TTG"] * 3)
    lines = f.lines(made)
    f.granted(lines[:2], number="1234/QĐ-TTg", decided_on=timezone.localdate())
    outcomes.deny([lines[2]], f.holder(f.ABOVE), "Chưa đủ 05 năm")
    assert f.states(made) == ["decided", "decided", "refused"] and f.desks(made) == ["deliver"]
    records = AwardRecord.objects.filter(line__dossier=made)
    assert {(r.decision_number, r.authority, r.award) for r in records} == {("1234/QĐ-TTg", "Thủ tướng Chính phủ", "BK-TTG")}
    assert records.count() == 2 and Line.objects.get(pk=lines[2].pk).reason == "Chưa đủ 05 năm"
    f.delivered(made)
    assert f.states(made) == ["delivered", "delivered", "answered"] and not list(audit.faults())


def test_one_decision_of_another_authority_may_come_for_many_dossiers_at_different_times():
    first, second = f.forwarded(), f.forwarded()
    one, two = (f.granted(made, number="77/QĐ-TTg") for made in (first, second))
    assert one == two and Outcome.objects.count() == 1


def test_a_supplement_for_the_centre_goes_back_to_the_centre():
    made = f.forwarded()
    outcomes.ask_back(f.ids(made), f.holder(f.ABOVE), "Thiếu xác nhận thuế")
    assert f.states(made) == ["returned"] and f.desks(made) == ["intake"]
    clerk.move(f.ids(made), "resubmit", f.holder(f.INTAKE))
    assert f.states(made) == ["forwarded"] and made.lines.get().decision is not None
    f.granted(made)
    assert f.states(made) == ["decided"] and not list(audit.faults())


@pytest.mark.parametrize(("change", "why"), [
    ({"number": " "}, "Phải ghi số quyết định"), ({"authority": ""}, "Phải ghi số quyết định và cơ quan"),
    ({"decided_on": date(2100, 1, 1)}, "ở sau hôm nay"), ({"decided_on": date(2020, 1, 1)}, "ở trước ngày ký tờ trình"),
])
def test_a_decision_that_cannot_be_is_refused_and_leaves_no_trace(change, why):
    made = f.forwarded()
    with pytest.raises(Refused, match=why):
        f.granted(made, **change)
    assert f.states(made) == ["forwarded"] and not Outcome.objects.exists() and not AwardRecord.objects.exists()


def test_nothing_is_recorded_without_the_right_without_lines_or_twice():
    made = f.forwarded()
    for step in (lambda: f.granted(made, f.holder(f.DRAFTER)), lambda: outcomes.deny(f.ids(made), f.holder(f.SIGNER), "x")):
        with pytest.raises(NotAllowed):
            step()
    with pytest.raises(Refused, match="Chưa chọn dòng nào"):
        f.granted([])
    f.granted(made)
    with pytest.raises(Refused):
        f.granted(made)
    assert Outcome.objects.count() == AwardRecord.objects.count() == 1


def test_no_line_is_decided_without_a_paper():
    made = f.appraised()
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(dossier=made).update(state="decided")


def test_what_a_unit_decides_itself_is_recorded_without_a_letter():
    made = f.appraised(awards=["LDTT"] * 2)
    assert f.states(made) == ["forwarded"] * 2
    f.granted(made, number="15/QĐ-SYT", authority="Giám đốc Sở Y tế")
    assert f.states(made) == ["decided"] * 2 and made.lines.filter(decision=None).count() == 2
    assert set(AwardRecord.objects.values_list("authority", "award")) == {("Giám đốc Sở Y tế", "LDTT")}
    f.delivered(made)
    assert not list(audit.faults())


# ------------------------------------------------------------------ the public list


def test_the_people_have_ten_working_days_and_holidays_do_not_count():
    assert publishing.last_day(date(2025, 8, 20), 10) == date(2025, 9, 4)  # 01 and 02/9 are holidays


def test_nobody_votes_before_the_list_is_over():
    with time_machine.travel("2026-06-01 09:00+07:00", tick=False) as clock:
        made = f.appraised(awards=["HC-LD3"] * 2)
        assert f.states(made) == ["unlisted"] * 2 and f.desks(made) == ["publish"]
        opened = f.listed(made)
        assert opened.ends_on == date(2026, 6, 12) and f.states(made) == ["listed"] * 2
        for day in ("2026-06-10", "2026-06-12"):
            clock.move_to(f"{day} 16:00+07:00")
            with pytest.raises(Refused, match="đến hết ngày 12/06/2026"):
                publishing.close(opened, f.holder(f.ABOVE), "Không có ý kiến")
            with pytest.raises(Refused):
                f.sitting_on(made)
        clock.move_to("2026-06-13 08:00+07:00")
        publishing.close(opened, f.holder(f.ABOVE), "Không có ý kiến")
        assert f.states(made) == ["appraised"] * 2
        opened.refresh_from_db()
        assert (opened.closed_on, opened.report) == (date(2026, 6, 13), "Không có ý kiến")


def test_who_is_complained_of_stays_back_and_the_rest_goes_on():
    made = f.appraised(awards=["HC-LD3"] * 3)
    opened = f.listed(made, weeks=8)
    held, *rest = f.ids(made)
    f.move([Line.objects.get(pk=held)], "hold", f.user(f.APPRAISAL), note="Có đơn thư")
    publishing.close(opened, f.holder(f.ABOVE), "Có 01 đơn")
    assert f.states(made) == ["held", "appraised", "appraised"]
    f.move([Line.objects.get(pk=held)], "release", f.user(f.APPRAISAL), note="Đơn không đúng")
    assert f.states(made)[0] == "listed"
    publishing.close(opened, f.holder(f.ABOVE), "Đã xác minh")
    assert f.states(made) == ["appraised"] * 3 and rest


def test_a_list_is_refused_whole_and_leaves_no_trace():
    made, other = f.appraised(awards=["HC-LD3"]), f.appraised()
    for lines, fields, why in [
            (f.ids(made), {"place": " "}, "nơi công khai"),
            (f.ids(made), {"on": timezone.localdate() + timedelta(days=1)}, "ở sau hôm nay"),
            ([], {}, "Chưa chọn dòng"), (f.ids(other), {}, "chưa ghi số ngày công khai")]:
        with pytest.raises(Refused, match=why):
            publishing.publish(lines, f.holder(f.ABOVE), **{"on": timezone.localdate(), "place": "Cổng thông tin", **fields})
    with pytest.raises(NotAllowed):
        f.listed(made, f.holder(f.APPRAISAL))
    opened = f.listed(made, weeks=8)
    with pytest.raises(Refused, match="kết quả lấy ý kiến"):
        publishing.close(opened, f.holder(f.ABOVE), " ")
    assert PublicList.objects.count() == 1 and f.states(made, other) == ["listed", "appraised"]


def test_the_letter_tells_that_the_people_were_asked():
    made = f.passed(awards=["HC-LD3"])
    paper = prints.paper(f.drafted(made))
    assert "Không có ý kiến" in paper.listed[0] and paper.draft and paper.councils
    notice = prints.public_list(PublicList.objects.get())
    assert notice.rows == 1 and "Cổng thông tin điện tử tỉnh" in notice.places


# ------------------------------------------------------------------ the shape


@pytest.mark.parametrize("step", ["grant", "publish"])
def test_a_step_costs_the_same_for_one_line_and_for_many(step):
    costs = []
    for n in (1, 1, 30, 300):  # the first fills the caches
        made = f.forwarded(awards=["BK-TTG"] * n) if step == "grant" else f.appraised(awards=["HC-LD3"] * n)
        with CaptureQueriesContext(connection) as seen:
            f.granted(made) if step == "grant" else f.listed(made)
        costs.append(len(seen))
    assert costs[1] == costs[2] == costs[3], costs


def test_every_move_is_in_the_log():
    made = f.decided(f.passed(awards=["HC-LD3"]))
    way = list(Entry.objects.filter(line__dossier=made).order_by("pk").values_list("target", flat=True))
    assert way == ["submitted", "unlisted", "listed", "appraised", "voting", "passed", "drafted", "forwarded", "decided"]
    assert made.kind == Kind.MERIT


def test_a_list_cannot_have_been_open_before_its_dossiers_came():
    made = f.appraised(awards=["HC-LD3"])
    before = timezone.localdate() - timedelta(days=30)
    with pytest.raises(Refused, match="trước ngày nhận hồ sơ"):
        publishing.publish(f.ids(made), f.holder(f.ABOVE), on=before, place="Cổng thông tin")
    assert f.states(made) == ["unlisted"] and not PublicList.objects.exists()


def test_what_the_people_said_at_first_stays_when_a_line_that_was_held_comes_later():
    made = f.appraised(awards=["HC-LD3"] * 2)
    opened, (first, second) = f.listed(made, weeks=8), f.lines(made)
    f.move([first], "hold", note="đơn thư")
    publishing.close(opened, f.holder(f.ABOVE), "Một ý kiến về người thứ nhất")
    f.move([first], "release", note="hết")
    publishing.close(opened, f.holder(f.ABOVE), "Đã làm rõ")
    said = PublicList.objects.get().report
    assert said.startswith("Một ý kiến về người thứ nhất\n") and said.endswith("Đã làm rõ")
    assert f.states(made) == ["appraised"] * 2 and second


@pytest.mark.parametrize(("awards", "authority", "why"), [
    (["BK-TTG"], "Chủ tịch nước", "do Thủ tướng Chính phủ quyết định"), (["HC-LD3"], "Thủ tướng Chính phủ", "do Chủ tịch nước quyết định"),
    (["BK-TTG", "HC-LD3"], "Chủ tịch nước", "nhiều cấp"), (["CSTDCS"], "Thủ tướng Chính phủ", "do đơn vị quyết định"),
])
def test_a_decision_is_that_of_the_authority_that_gives_the_award(awards, authority, why):
    made = f.forwarded(awards=awards)
    with pytest.raises(Refused, match=why):
        f.granted(made, authority=authority)
    assert not Outcome.objects.exists() and set(f.states(made)) == {"forwarded"}
