"""Movements, thematic dossiers, registered titles."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from tests import movements as m
from workflow.engine import registry
from workflow.engine.emulation import movements, registrations
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.receiving import intake
from workflow.law.words import Kind, Verdict
from workflow.models import Change, Dossier, Line, Movement, Registration

pytestmark = pytest.mark.django_db


def test_a_movement_is_launched_on_a_plan_with_criteria_only() -> None:
    for fields, why in (({"plan_number": ""}, "kế hoạch"), ({"criteria": " "}, "tiêu chí")):
        made = m.movement(launched=False, **fields)
        with pytest.raises(Refused, match=why):
            movements.step(made, "launch", m.officer())
        made.refresh_from_db()
        assert made.state == "du-kien"
    assert m.movement().state == "phat-dong"


def test_its_life_is_logged_with_reasons_and_old_values() -> None:
    by, made = m.officer(), m.movement()
    with pytest.raises(Refused, match="hội nghị"):
        movements.step(made, "review", by)
    with pytest.raises(Refused, match="lý do"):
        movements.step(made, "close", by)
    with pytest.raises(Refused, match="không bỏ được"):
        movements.write({"name": made.name, "level": "tinh", "since": made.since, "plan_number": ""}, by, made)
    today = timezone.localdate()
    renamed = {"name": "Tên mới", "level": "tinh", "since": made.since, "plan_number": "31/KH-UBND", "conference_on": today}
    movements.write(renamed, by, made)
    movements.step(made, "review", by)
    movements.step(made, "reopen", by, "Kéo dài thêm một năm")
    made.refresh_from_db()
    assert (made.name, made.key, made.state) == ("Tên mới", "ten moi", "phat-dong")
    steps = list(Change.objects.filter(what="movement", which=made.pk).order_by("pk").values_list("step", "before__state", "note"))
    assert [step for step, _, _ in steps] == [
        "Lập phong trào", "Phát động", "Sửa phong trào", "Ghi đã sơ kết, tổng kết", "Thực hiện tiếp"]
    assert steps[-1][1:] == ("tong-ket", "Kéo dài thêm một năm")
    with pytest.raises(NotAllowed):
        movements.step(made, "close", f.user(f.INTAKE), "x")


def test_the_log_cannot_be_changed() -> None:
    m.movement()
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.update(note="khác")


def test_the_database_itself_refuses_a_launched_movement_without_plan() -> None:
    made = m.movement()
    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.filter(pk=made.pk).update(plan_number="")


def test_a_thematic_dossier_names_a_movement_that_has_its_plan() -> None:
    planned, launched = m.movement(launched=False), m.movement()
    for pk, why in ((None, "phải ghi phong trào"), (10**9, "phải ghi phong trào"), (planned.pk, "chưa nhận hồ sơ")):
        draft = f.draft(kind=Kind.THEMATIC, movement_id=pk)
        with pytest.raises(Refused, match=why):
            intake.register(draft, draft.owner)
    assert not Dossier.objects.exists()
    assert movements.check(Kind.THEMATIC, launched.pk) == launched and movements.check(Kind.MERIT, launched.pk) is None
    assert list(movements.nameable()) == [launched]


def test_a_dossier_after_fifteen_days_before_the_conference_is_late() -> None:
    today = timezone.localdate()
    made = m.movement(conference_on=today + timedelta(days=10))
    dossier = f.dossier()
    Dossier.objects.filter(pk=dossier.pk).update(movement=made)
    dossier.refresh_from_db()
    assert made.closes_on == today - timedelta(days=5) and dossier.late_by == 5
    assert registry.page().rows[0].late_by == 5 and movements.listing()[0].left == -5


def test_movements_are_found_without_accents_and_by_state() -> None:
    made = m.movement(name="Cả nước chung sức")
    m.movement(launched=False, name="Dự kiến")
    assert [row.movement for row in movements.listing("chung SUC")] == [made]
    assert [row.movement for row in movements.listing(state="phat-dong")] == [made] and len(movements.listing(level="tinh")) == 2


# ------------------------------------------------------------------ registered titles

DAY = date(2026, 1, 20)


def enter(unit, rows, year=2026):
    return registrations.enter(unit, year, rows, m.officer(), registered_on=DAY, letter_number="12/ĐK-SYT")


def named(name="Nguyễn Thị Thử", award="CSTDT", kind="person", **more):
    return {"award": award, "kind": kind, "name": name, "count": None, **more}


def counted_row(n=12, award="CSTDT", kind="person"):
    return {"award": award, "kind": kind, "name": "", "count": n}


def test_a_list_is_entered_whole_or_not_at_all() -> None:
    unit = f.unit()
    bad = [named(), named(), named(award="BK-TINH"), named(kind="collective"), {**counted_row(), "name": "Ai đó"}, counted_row(0)]
    with pytest.raises(Refused) as refused:
        enter(unit, bad)
    assert sorted(refused.value.reasons) == [2, 3, 4, 5, 6] and not Registration.objects.exists()
    enter(unit, [named(), counted_row()])
    with pytest.raises(Refused, match="Đã đăng ký"):
        enter(unit, [counted_row(3)])
    assert Registration.objects.count() == 2


def test_what_is_withdrawn_stays_and_may_be_registered_anew() -> None:
    unit = f.unit()
    row, = enter(unit, [counted_row()])
    with pytest.raises(Refused, match="lý do"):
        registrations.withdraw(row, " ", m.officer())
    registrations.withdraw(row, "Gửi nhầm", m.officer())
    with pytest.raises(Stale):
        registrations.withdraw(row, "Gửi nhầm", m.officer())
    enter(unit, [counted_row(8)])
    assert registrations.totals(2026) == [{"name": row.award.name, "units": 1, "total": 8}]
    assert len(registrations.listing(2026)) == 2


def line_of(dossier: Dossier) -> Line:
    return Line.objects.select_related("dossier__round", "recipient", "rule__award").get(dossier=dossier)


def test_a_line_tells_whether_its_title_was_registered() -> None:
    unit, year = f.unit(), timezone.localdate().year
    one = f.row("CSTDT")
    line = line_of(f.dossier(unit=unit, rows=[one]))
    none = registrations.said_of(line)
    assert none and none.verdict is Verdict.UNKNOWN and "Không thấy" in none.words
    enter(unit, [counted_row(12)], year)
    assert "đăng ký 12" in registrations.said_of(line).words  # type: ignore[union-attr]
    enter(unit, [named(one["name"].upper())], year)
    found = registrations.said_of(line)
    assert found and found.verdict is Verdict.MET and "12/ĐK-SYT" in found.words
    assert registrations.said_of(line_of(f.dossier(unit=unit))) is None, "no title"
    assert f.states(line.dossier) == ["submitted"], "never a refusal"


def test_a_person_is_known_again_by_identity_whatever_the_name() -> None:
    unit, year = f.unit(), timezone.localdate().year
    one = f.row("CSTDT")
    line = line_of(f.dossier(unit=unit, rows=[one]))
    enter(unit, [named("Tên Khác", identity=one["identity"])], year)
    assert registrations.said_of(line).verdict is Verdict.MET  # type: ignore[union-attr]


def test_a_long_list_asks_no_more_than_a_short_one() -> None:
    def cost(n: int) -> int:
        unit, by = f.unit(), m.officer()
        by.get_all_permissions()
        with CaptureQueriesContext(connection) as queries:
            registrations.enter(unit, 2026, [named(f"Người {i}") for i in range(n)], by, registered_on=DAY)
        return len(queries)

    assert cost(1) == cost(30) == cost(300)
