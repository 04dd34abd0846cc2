"""`manage.py explain`: reasons first, the bare answer last; the same from the tables and from the files."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from workflow.models import AwardType, BaseSalary, Holiday, Office, RewardRate, Rule
from workflow.models.tables import calendar, fixture, rule, tariff

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = [
    ("clock 2026-11-20T09:00 25 --pause 2026-11-24..2026-11-27", "2026-12-31"),
    ("clock 2026-11-23T09:00 25", "2026-12-29"),
    ("clock 2026-11-20 2 --pause 2026-11-23..2026-11-23 --pause 2026-11-25..2026-11-25", "2026-11-27"),
    ("clock 2026-11-20T09:00 5 --pause 2026-11-24..", "paused"),
    ("reward BK-TINH collective 2026-07-01", "7590000"),
    ("reward bk-tinh person 2026-07-01", "3800000"),
    ("reward BK-TINH person 2026-06-30", "3510000"),
    ("reward CSTDT person 2026-07-01", "7590000"),
    ("reward TTLDXS collective 2026-07-01", "3800000"),
    ("reward HC-LD3 collective 2026-07-01", "22770000"),
    ("reward BK-TINH household 2025-01-15", "3510000"),
    ("vote 20 22 90", "pass"),
    ("vote 19 22 90", "fail"),
    ("award CSTDT --on 2025-09-01", "2024-01-01"),
    ("award BK-TINH --kind dot-xuat --on 2026-11-01", "2024-01-01"),
]
WRONG = [
    ("clock 2026-13-01 5", "không phải thời điểm"),
    ("clock 2026-11-20 ba", "Số ngày làm việc phải là số nguyên"),
    ("clock 2026-11-20 -1", "từ 0 đến 10.000"),
    ("clock 2026-11-20 5 --pause 2026-11-24", "không phải khoảng tạm dừng"),
    ("clock 2026-11-20 5 --pause 2026-11-24..hôm", "không phải ngày"),
    ("clock 2026-11-20 5 --pause 2026-11-24..2026-11-20", "trước khi bắt đầu"),
    ("reward XX person 2026-07-01", "mang mã “XX”"),
    ("reward HC-HN person 2026-07-01", "Không có mức tiền thưởng"),
    ("reward BK-TINH dog 2026-07-01", "Đối tượng “dog” không có"),
    ("reward BK-TINH person 2000-01-01", "vào ngày 01/01/2000"),
    ("vote 23 22 90", "từ 0 đến 22"),
    ("vote 20 22 900", "từ 1 đến 100"),
    ("vote 1 2 x", "Tỷ lệ phải là số nguyên"),
    ("award XX", "mang mã “XX”"),
    ("award CSTDT --on 2020-01-01", "Chưa có quy định về CSTDT"),
    ("award CSTDT --kind x", "Loại hình “x” không có"),
    ("award HUYHIEU", "Chưa có quy định về HUYHIEU"),
]


def explain(question: str) -> list[str]:
    out = StringIO()
    call_command("explain", *question.split(), stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def empty(db):
    """An office that was never furnished; every other test finds the tables filled from the files."""
    Holiday.objects.all().delete()
    for model in (RewardRate, Rule, BaseSalary, AwardType):
        model.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_the_reasons_come_first_and_the_bare_answer_last(question, answer):
    lines = explain(question)
    assert lines[-1] == answer and len(lines) > 2


@pytest.mark.django_db
def test_an_empty_database_answers_from_the_files_as_a_full_one_from_its_tables(request):
    """Both know every award, so one emptying of the tables serves all questions."""
    told = {question: explain(question) for question, _ in QUESTIONS}
    request.getfixturevalue("empty")
    assert not AwardType.objects.exists() and not Rule.objects.exists()
    assert told == {question: explain(question) for question, _ in QUESTIONS}


@pytest.mark.django_db
def test_the_office_s_own_rows_win():
    Holiday.objects.create(on=date(2026, 11, 23), kind="off", name="Nghỉ hoán đổi")
    assert explain("clock 2026-11-20 1")[-1] == "2026-11-25"
    RewardRate.objects.filter(award="BK-TINH", until=None).update(coefficient=Decimal("2"))
    assert explain("reward BK-TINH person 2026-07-01")[-1] == "5060000"
    Rule.objects.create(award_id="CSTDT", kind="cong-trang", since=date(2026, 1, 1), working_days=20, threshold=85, secret=True)
    assert "Thời hạn: 20 ngày làm việc." in explain("award CSTDT --on 2026-11-01")
    assert tariff().rate("BK-TINH", date(2026, 7, 1)).coefficient == 2


@pytest.mark.django_db
def test_an_office_may_not_work_swapped_saturdays():
    assert calendar().works(date(2026, 8, 22))
    Office.objects.update(works_swapped_saturdays=False)
    assert not calendar().works(date(2026, 8, 22))


@pytest.mark.django_db
@pytest.mark.parametrize(("question", "words"), WRONG)
def test_a_wrong_question_is_refused_in_words(question, words):
    with pytest.raises(CommandError, match=words):
        explain(question)


@pytest.mark.django_db
def test_an_award_is_explained():
    lines = explain("award CSTDT --on 2025-09-01")
    assert "Người có thẩm quyền quyết định: Chủ tịch Ủy ban nhân dân tỉnh." in lines
    assert "Hội đồng: bỏ phiếu kín, ít nhất 90 % tổng số thành viên, ít nhất 2/3 có mặt." in lines
    assert "  - Chứng nhận sáng kiến, đề tài và phạm vi ảnh hưởng" in lines
    assert "Căn cứ: Luật 06/2022/QH15 Điều 22." in lines
    assert "  Hội đồng đang bỏ phiếu → Kiểm phiếu" in lines
    sudden = explain("award BK-TINH --kind dot-xuat --on 2026-11-01")
    assert "Hội đồng: không qua Hội đồng." in sudden
    assert "Còn loại hình khác (--kind): cong-trang, chuyen-de, cong-hien, doi-ngoai." in sudden
    assert not any("Chờ Hội đồng" in line for line in sudden)


@pytest.mark.django_db
def test_an_award_without_a_dated_rule_says_so():
    Rule.objects.filter(award="CSTDT").delete()
    assert "Chưa có quy định về thời hạn và thành phần hồ sơ vào ngày 01/11/2026." in explain("award CSTDT --on 2026-11-01")
    assert rule("CSTDT", "cong-trang", date(2026, 11, 1)) is None


@pytest.mark.django_db
def test_a_year_without_holidays_is_pointed_out():
    assert any("chưa có lịch nghỉ năm 2028" in line for line in explain("clock 2027-12-20 25"))


def test_without_a_database_it_answers_from_the_files_and_fails_in_one_sentence():
    """The whole programme, as support runs it on a machine whose database is down."""
    down = {**os.environ, "DATABASE_URL": "postgres://nobody:x@127.0.0.1:9/none"}

    def ask(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", "explain", *words]
        return subprocess.run(command, cwd=ROOT, env=down, capture_output=True, text=True, timeout=60)

    good = ask("reward", "BK-TINH", "collective", "2026-07-01")
    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "7590000")
    bad = ask("award", "XX")
    assert bad.returncode == 1 and "mang mã “XX”" in bad.stderr and "Traceback" not in bad.stderr


def test_public_days_prints_the_file():
    out = StringIO()
    call_command("public_days", "2024", "2027", stdout=out)
    assert out.getvalue() == (ROOT / "fixtures" / "holidays.json").read_text()
    assert len(json.loads(out.getvalue())) == len(fixture("holidays"))
