"""The dossier's clock stands while the unit owes a supplement, and the promised day moves by as many working days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as f
from workflow.engine import clockwork
from workflow.models import Dossier, Pause

pytestmark = pytest.mark.django_db


def at(day: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(day))


@pytest.fixture
def clock(monkeypatch):
    """The office's wall clock, which a test can set."""
    def set_to(day: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at(day))
    return set_to


def test_the_promised_day_moves_by_the_days_the_unit_took(clock):
    clock("2026-03-02T09:00")
    made = f.dossier(received_at=at("2026-03-02T09:00"))
    assert (made.working_days, made.due_on) == (25, date(2026, 4, 6))
    clock("2026-03-09T10:00")  # Monday
    f.move(made, "send_back", note="thiếu biên bản")
    pause, = made.pauses.all()
    assert (pause.since, pause.until) == (at("2026-03-09T10:00"), None)
    made.refresh_from_db()
    assert made.due_on == date(2026, 4, 6) and clockwork.ledger(made).due is None
    clock("2026-03-13T16:00")  # Friday: five working days stood still
    f.move(made, "resubmit", f.holder(f.INTAKE))
    made.refresh_from_db()
    assert made.due_on == date(2026, 4, 13) == clockwork.ledger(made).due
    assert made.pauses.get().until == at("2026-03-13T16:00")


def test_a_pause_lasts_as_long_as_one_line_is_with_the_unit(clock):
    clock("2026-03-02T09:00")
    made = f.dossier(awards=["BK-TINH"] * 3, received_at=at("2026-03-02T09:00"))
    a, b, _ = f.lines(made)
    f.move([a], "send_back", note="thiếu")
    clock("2026-03-03T09:00")
    f.move([b], "send_back", note="thiếu")
    assert made.pauses.count() == 1
    clock("2026-03-04T09:00")
    f.move([a], "resubmit", f.holder(f.INTAKE))
    assert made.pauses.get().until is None
    clock("2026-03-05T09:00")
    f.move([b], "withdraw", f.holder(f.INTAKE), note="rút")
    assert made.pauses.get().until == at("2026-03-05T09:00")
    clock("2026-03-06T09:00")
    f.move([a], "send_back", note="vẫn thiếu")
    clock("2026-03-09T09:00")
    f.move([a], "resubmit", f.holder(f.INTAKE))
    assert made.pauses.count() == 2 and not made.pauses.filter(until=None).exists()


def test_other_steps_leave_the_clock_alone(clock):
    clock("2026-03-02T09:00")
    made = f.dossier(received_at=at("2026-03-02T09:00"))
    f.move(made, "hold", f.holder(f.CHIEF), note="đơn thư")
    clock("2026-03-20T09:00")
    f.move(made, "release", f.holder(f.CHIEF), note="xong")
    assert not made.pauses.exists() and Dossier.objects.get().due_on == date(2026, 4, 6)


def test_all_dossiers_of_one_step_pause_together(clock):
    clock("2026-03-02T09:00")
    many = [f.dossier(received_at=at("2026-03-02T09:00")) for _ in range(3)]
    f.move(many, "send_back", note="thiếu")
    clock("2026-03-03T09:00")
    f.move(many[:2], "resubmit", f.holder(f.INTAKE))
    assert [made.pauses.get().until for made in many] == [at("2026-03-03T09:00")] * 2 + [None]
    assert list(Dossier.objects.order_by("pk").values_list("due_on", flat=True)) == [
        date(2026, 4, 7), date(2026, 4, 7), date(2026, 4, 6)]  # the day of receipt does not count anyway


def test_the_days_of_a_pause_are_those_of_vietnam():
    assert clockwork.day(at("2026-03-02T23:30")) == date(2026, 3, 2)
    assert clockwork.day(at("2026-03-03T00:30")) == date(2026, 3, 3)  # still the second in UTC


def test_the_database_keeps_one_open_pause():
    made = f.dossier()
    f.move(made, "send_back", note="thiếu")
    with pytest.raises(IntegrityError, match="one_open_pause"), transaction.atomic():
        Pause.objects.create(dossier=made, since=timezone.now() + timedelta(hours=1))
