"""Hiệp y: who was asked, until when, what was said; an answer can be the paper that was missing."""
from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from tests import factories as f
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.receiving import consulting
from workflow.models import Consultation, Rule

pytestmark = pytest.mark.django_db


def ask(made, **fields):
    return consulting.ask(made, f.holder(f.APPRAISAL), **{"authority": "Công an tỉnh", "asked_on": timezone.localdate(), **fields})


def answer(asked, **fields):
    consulting.answer(asked, f.holder(f.APPRAISAL), **{"answer": "dong-y", "answered_on": timezone.localdate(), **fields})


@time_machine.travel("2025-08-20 09:00+07:00", tick=False)
def test_ten_working_days_from_the_day_after_the_question():
    assert ask(f.dossier()).due_on == date(2025, 9, 5)


def test_an_answer_is_the_paper_that_the_rule_asks_for():
    made = f.dossier(papers=["to-trinh", "bao-cao", "bien-ban"])
    rule = made.lines.get().rule
    asked = {"code": "hiep-y-cong-an", "name": "Ý kiến của Công an", "required": True, "by": "agency"}
    Rule.objects.filter(pk=rule.pk).update(papers=[*rule.papers, asked])
    with pytest.raises(Refused, match="Ý kiến của Công an"):
        f.appraised(made)
    answer(ask(made, paper="hiep-y-cong-an"), reply="12/CAT")
    f.appraised(made)
    assert f.states(made) == ["appraised"]


def test_silence_is_no_paper_and_only_after_the_limit():
    made = f.dossier(papers=["to-trinh", "bao-cao", "bien-ban"])
    asked = ask(made, paper="hiep-y-cong-an", asked_on=date(2026, 1, 5))
    Consultation.objects.filter(pk=asked.pk).update(due_on=timezone.localdate())
    with pytest.raises(Refused, match="Chưa hết hạn"):
        answer(asked, answer="im-lang")
    Consultation.objects.filter(pk=asked.pk).update(due_on=date(2026, 1, 20))
    answer(asked, answer="im-lang")
    made.refresh_from_db()
    assert "hiep-y-cong-an" not in made.papers


@pytest.mark.parametrize(("fields", "why"), [
    ({"answered_on": date(2100, 1, 1)}, "đến hôm nay"), ({"answered_on": date(2000, 1, 1)}, "từ ngày hỏi"),
    ({"answer": "khong"}, "nội dung không đồng ý"),
])
def test_an_answer_that_cannot_be_is_refused(fields, why):
    asked = ask(f.dossier())
    with pytest.raises(Refused, match=why):
        answer(asked, **fields)
    assert Consultation.objects.get().answer == ""


def test_an_answer_is_written_once_and_a_question_waits_for_it():
    made = f.dossier()
    asked = ask(made)
    with pytest.raises(Refused, match="đang chờ trả lời"):
        ask(made)
    answer(asked)
    with pytest.raises(Stale):
        answer(asked, answer="khong", note="đổi ý")
    assert ask(made).pk != asked.pk


def test_only_who_appraises_asks():
    made = f.dossier()
    with pytest.raises(NotAllowed):
        consulting.ask(made, f.holder(f.INTAKE), authority="Công an tỉnh", asked_on=timezone.localdate())
    with pytest.raises(Refused, match="ở sau hôm nay"):
        ask(made, asked_on=date(2100, 1, 1))
    assert not Consultation.objects.exists()


def test_who_received_the_dossier_asks_nobody_and_answers_nothing() -> None:
    clerk = f.user(f.INTAKE, f.APPRAISAL)
    made = f.dossier(by=clerk)
    asked = ask(made)
    with pytest.raises(NotAllowed, match="Người tiếp nhận"):
        consulting.ask(made, clerk, authority="Sở Ngoại vụ", asked_on=timezone.localdate())
    with pytest.raises(NotAllowed, match="Người tiếp nhận"):
        consulting.answer(asked, clerk, answer="dong-y", answered_on=timezone.localdate())
    assert Consultation.objects.get().answer == ""


def test_a_dossier_in_other_hands_is_left_to_them() -> None:
    made = f.dossier(awards=["BK-TINH"] * 2)
    f.move([f.lines(made)[0]], "appraise", f.user(f.APPRAISAL, name="Người Giữ"))
    with pytest.raises(NotAllowed, match="Người Giữ"):
        ask(made)
    assert not Consultation.objects.exists()
