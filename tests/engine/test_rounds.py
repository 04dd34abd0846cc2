"""Rounds: the year's calendar, who has sent, reminders, late dossiers that are told and never refused."""
from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from tests import movements as m
from workflow.engine import registry
from workflow.engine.emulation import reminders, rounds
from workflow.engine.errors import NotAllowed, Refused
from workflow.engine.receiving import counter
from workflow.law.words import UnitKind
from workflow.models import Change, PlannedRound, Reminder, Round, UnitContact

pytestmark = pytest.mark.django_db


def test_the_plan_of_a_province_makes_the_rounds_of_2027() -> None:
    made = {one.planned.code: one for one in rounds.lay_out(2027, m.officer())}
    assert {code: one.closes_on for code, one in made.items()} == {
        "dot-1": date(2027, 3, 31), "thuong-binh": date(2027, 6, 19), "cong-hien": date(2027, 7, 9), "nam-hoc": date(2027, 7, 9),
        "cuoi-nam": date(2027, 11, 14)}
    assert made["thuong-binh"].words == "trước ngày 20/06/2027" and made["dot-1"].year == 2026
    assert made["nam-hoc"].name == "Đại đoàn kết dân tộc, thành tích năm học 2026–2027" and made["cong-hien"].kind == "cong-hien"
    assert not PlannedRound.objects.filter(verified=True).exists(), "nobody has checked an example of 2012"
    assert rounds.lay_out(2027, m.officer()) == [] and Round.objects.filter(plan_year=2027).count() == 5


def test_a_row_that_ended_makes_no_round_and_a_year_without_rows_is_refused() -> None:
    PlannedRound.objects.filter(code="dot-1").update(until=date(2026, 12, 31))
    assert len(rounds.lay_out(2027, m.officer())) == 4
    for year in (2020, 1999):
        with pytest.raises(Refused):
            rounds.lay_out(year, m.officer())


def test_a_conference_gives_its_last_day() -> None:
    today = timezone.localdate()
    made = m.round(deadline="hoi-nghi", kind="chuyen-de", conference_on=today + timedelta(days=40), days_before=15, closes_on=None)
    assert made.closes_on == today + timedelta(days=25) and made.words.endswith("15 ngày")
    with pytest.raises(Refused, match="ngày hội nghị"):
        m.round(deadline="hoi-nghi", conference_on=None, days_before=15)
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        m.round(closes_on=today - timedelta(days=90))


def test_a_new_last_day_wants_its_reason_and_keeps_the_old_one() -> None:
    made = m.round(10)
    fields = {name: getattr(made, name) for name in rounds.FIELDS} | {"closes_on": made.closes_on + timedelta(days=5)}
    with pytest.raises(Refused, match="lý do"):
        rounds.write(fields, m.officer(), made)
    rounds.write(fields, m.officer(), made, "Công văn 88/SNV gia hạn")
    change = Change.objects.filter(what="round", which=made.pk).order_by("-pk").first()
    assert change and change.before["closes_on"] == made.closes_on.isoformat() and change.note == "Công văn 88/SNV gia hạn"


def test_who_has_not_the_right_does_nothing() -> None:
    other, made = f.user(f.INTAKE), m.round()
    for act in (lambda: rounds.lay_out(2027, other), lambda: reminders.remind(made, [1], "letter", other)):
        with pytest.raises(NotAllowed):
            act()
    assert not Round.objects.filter(plan_year=2027).exists() and not Reminder.objects.exists()


def test_units_that_sent_and_that_did_not_are_counted_by_the_kinds_that_should() -> None:
    sent, silent, other = f.unit(), f.unit(), f.unit(UnitKind.COMMUNE)
    made = m.round(expects=["so"])
    late = f.dossier(unit=sent, round_id=made.pk)
    f.dossier(unit=sent, round_id=made.pk)
    row, = rounds.overview([made], timezone.localdate())
    assert (row.sent, row.missing, row.late, row.left) == (1, 1, 0, 10)
    found = {one.unit.pk: one for one in rounds.senders(made)}
    assert found[sent.pk].dossiers == 2 and found[silent.pk].sent_on is None and other.pk not in found
    assert [one.unit.pk for one in rounds.senders(made)] == [silent.pk, sent.pk] and late.late_by == 0


def test_a_late_dossier_is_received_and_told_everywhere() -> None:
    made = m.round(-3)
    dossier = f.dossier(round_id=made.pk)
    assert dossier.late_by == 3 and f.states(dossier) == ["submitted"]
    assert registry.page().rows[0].late_by == 3 and counter.received().rows[0].late_by == 3
    assert rounds.overview([made], timezone.localdate())[0].late == 1
    assert rounds.senders(made)[-1].late_by == 3
    assert f.dossier().late_by == 0


def test_the_list_of_rounds_asks_as_often_for_many_as_for_one() -> None:
    def counted(made: list[Round]) -> int:
        with CaptureQueriesContext(connection) as queries:
            rounds.overview(made, timezone.localdate())
        return len(queries)

    made = [m.round() for _ in range(30)]
    f.dossier(round_id=made[0].pk)
    assert counted(made[:1]) == counted(made[:3]) == counted(made) == 3


# ------------------------------------------------------------------ reminders


def test_a_reminder_is_logged_and_sent_once_it_is_stored(django_capture_on_commit_callbacks) -> None:
    unit, made = f.unit(name="Sở Y tế thử"), m.round()
    UnitContact.objects.create(unit=unit, email="vanthu@syt.example.vn")
    with django_capture_on_commit_callbacks(execute=True):
        reminders.remind(made, [unit.pk], "email", m.officer())
    sent, = mail.outbox
    assert sent.to == ["vanthu@syt.example.vn"] and "Sở Y tế thử" in sent.body and f"{made.closes_on:%d/%m/%Y}" in sent.body
    row = Reminder.objects.get()
    assert row.sent_at and row.by == m.officer() and row.address == "vanthu@syt.example.vn" and row.text == sent.body


def test_what_cannot_be_reminded_is_refused_whole() -> None:
    unit, sender, made = f.unit(), f.unit(), m.round()
    f.dossier(unit=sender, round_id=made.pk)
    for units, way, why in (([unit.pk], "email", "thư điện tử"), ([unit.pk, sender.pk], "letter", "đã gửi"), ([], "letter", "Chưa chọn")):
        with pytest.raises(Refused, match=why):
            reminders.remind(made, units, way, m.officer())
    with override_settings(EMAIL_BACKEND=reminders.DUMMY), pytest.raises(Refused, match="chưa được cấu hình"):
        reminders.remind(made, [unit.pk], "email", m.officer())
    assert not Reminder.objects.exists()
    reminders.remind(made, [unit.pk], "letter", m.officer())
    assert Reminder.objects.get().sent_at


def test_the_address_of_the_last_dossier_serves_where_there_is_no_contact() -> None:
    unit = f.unit()
    f.dossier(unit=unit, contact_email="cu@dv.example.vn")
    assert rounds.addresses([unit.pk]) == {unit.pk: "cu@dv.example.vn"}
    UnitContact.objects.create(unit=unit, email="moi@dv.example.vn")
    assert rounds.addresses([unit.pk]) == {unit.pk: "moi@dv.example.vn"}


def test_the_night_job_reminds_each_unit_once_for_each_mark(django_capture_on_commit_callbacks) -> None:
    known, unknown, sender, made = f.unit(), f.unit(), f.unit(), m.round(10, expects=["so"])
    UnitContact.objects.create(unit=known, email="a@dv.example.vn")
    f.dossier(unit=sender, round_id=made.pk)
    out = StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remind_units", stdout=out)
    assert "1 đơn vị qua thư điện tử, 1 đơn vị cần công văn" in out.getvalue() and len(mail.outbox) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert reminders.nightly(timezone.localdate()) == {"email": 0, "letter": 0}
        assert reminders.nightly(timezone.localdate() + timedelta(days=6)) == {"email": 1, "letter": 1}
    assert sorted(Reminder.objects.values_list("mark", "way")) == [(5, "email"), (5, "letter"), (15, "email"), (15, "letter")]
    assert unknown.reminders.filter(sent_at=None).count() == 2 and len(mail.outbox) == 2 and Reminder.objects.filter(by=None).count() == 4


def test_what_did_not_leave_keeps_its_fault_and_is_tried_again(django_capture_on_commit_callbacks, monkeypatch) -> None:
    unit = f.unit()
    m.round(10, expects=["so"])
    UnitContact.objects.create(unit=unit, email="a@dv.example.vn")

    def broken(self) -> int:
        raise ConnectionRefusedError("no server")

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr("django.core.mail.EmailMessage.send", broken)
        reminders.nightly(timezone.localdate())
    assert "Không gửi được" in Reminder.objects.get().fault and not mail.outbox
    reminders.nightly(timezone.localdate())
    assert len(mail.outbox) == 1 and Reminder.objects.get().sent_at and Reminder.objects.get().fault == ""


def test_a_message_that_cannot_be_made_keeps_its_fault_and_the_others_leave(django_capture_on_commit_callbacks) -> None:
    bad, good = f.unit(), f.unit()
    made = m.round(10, expects=["so"])
    Round.objects.filter(pk=made.pk).update(name="Đợt xét\r\nBcc: ai-do@example.vn")
    UnitContact.objects.create(unit=bad, email="a@dv.example.vn\nb@dv.example.vn")
    UnitContact.objects.create(unit=good, email="c@dv.example.vn")
    with django_capture_on_commit_callbacks(execute=True):
        reminders.nightly(timezone.localdate())
    sent, = mail.outbox
    assert sent.to == ["c@dv.example.vn"] and sent.subject == "Nhắc gửi hồ sơ: Đợt xét Bcc: ai-do@example.vn" and not sent.bcc
    assert bad.reminders.get().fault and bad.reminders.get().sent_at is None and good.reminders.get().sent_at


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_calendar_and_remind_each_unit_once() -> None:
    by, made = m.officer(), m.round(10, expects=["so"])
    units = [f.unit() for _ in range(3)]
    UnitContact.objects.create(unit=units[0], email="a@dv.example.vn")
    made_by = f.at_once(lambda: rounds.lay_out(2027, by), lambda: rounds.lay_out(2027, by))
    assert sorted(map(len, made_by)) == [0, 5] and Round.objects.filter(plan_year=2027).count() == 5
    today = timezone.localdate()
    f.at_once(lambda: reminders.nightly(today), lambda: reminders.nightly(today))
    assert made.reminders.count() == 3 and len(mail.outbox) == 1
