"""A unit's list of results: what is certain is recorded, what is doubtful waits for a person, nothing is entered twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import evidence as e
from tests import factories as f
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.proving import evidence, gradings
from workflow.engine.proving.placing import Place, placed, seal
from workflow.law.words import Level
from workflow.models import Performance, Recipient, Unit
from workflow.papers import gradings as reading
from workflow.papers.contents import BadFile

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
MARK = ("036180000123", "Nguyễn Thị Chắc", "17/05/1980", "", 2025, "HTXSNV", "15/QĐ-SYT", "15/01/2026")


def rows(*given: tuple[Any, ...]) -> list[reading.Grading]:
    return reading.read(e.workbook(*given), TODAY)


def changed(**cells: Any) -> tuple[Any, ...]:
    names = ("identity", "name", "birth", "unit", "year", "level", "number", "on")
    return tuple(cells.get(name, value) for name, value in zip(names, MARK, strict=True))


def accept(found: list[reading.Grading], choices: dict[int, str] | None = None, unit: Unit | None = None, **more: Any) -> gradings.Accepted:
    return gradings.accept(found, unit, choices or {}, more.get("seen") or seal(placed(found, unit)), more.get("by") or e.keeper())


def place(*given: tuple[Any, ...], unit: Unit | None = None) -> list[str]:
    return [str(one.place) for one in placed(rows(*given), unit)]


# ------------------------------------------------------------------ reading


def test_a_row_is_read_into_facts() -> None:
    row, = rows(MARK)
    assert (row.identity, row.name, row.birth_date, row.year, row.level) == (
        "036180000123", "Nguyễn Thị Chắc", date(1980, 5, 17), 2025, Level.EXCELLENT)
    assert (row.decision_number, row.decided_on, row.faults) == ("15/QĐ-SYT", date(2026, 1, 15), ())


@pytest.mark.parametrize(("typed", "level"), [
    ("Hoàn thành xuất sắc nhiệm vụ", Level.EXCELLENT), ("httnv", Level.GOOD), ("Hoàn thành nhiệm vụ", Level.DONE),
    ("KHÔNG HOÀN THÀNH NHIỆM VỤ", Level.FAILED)])
def test_levels_are_known_however_they_are_written(typed: str, level: Level) -> None:
    assert rows(changed(level=typed))[0].level is level


@pytest.mark.parametrize("fault", [
    {"level": "Giỏi"}, {"year": 2027}, {"year": ""}, {"name": ""}, {"on": "31/02/2026"}, {"identity": "12345"}, {"level": "=A1"},
    {"birth": "17/17/1980"}])
def test_a_faulty_cell_is_told_and_its_row_is_not_taken(fault: dict[str, Any]) -> None:
    found = rows(changed(**fault), changed(identity="036180000124", name="Nguyễn Thị Đúng"))
    assert found[0].faults and not found[1].faults
    assert accept(found).recorded == 1


def test_one_person_twice_in_a_year_is_told_at_the_second_row() -> None:
    found = rows(MARK, MARK, changed(year=2024))
    assert [bool(row.faults) for row in found] == [False, True, False] and "dòng 3" in found[1].faults[0]
    assert accept(found).recorded == 2 and Recipient.objects.count() == 1


@pytest.mark.parametrize("head", [("STT", "Họ tên"), ()])
def test_a_workbook_without_the_columns_is_not_taken(head: tuple[str, ...]) -> None:
    with pytest.raises(BadFile, match="Không tìm thấy dòng tiêu đề"):
        reading.read(e.workbook(MARK, head=head), TODAY)


# ------------------------------------------------------------------ placing


def test_a_person_is_known_by_number_else_by_name_and_birth_date() -> None:
    known = e.person("Nguyễn Thị Chắc", identity="036180000123")
    assert place(MARK) == [Place.SURE] and place(changed(name="Nguyễn Thị Khác")) == [Place.DOUBT]
    Recipient.objects.filter(pk=known.pk).update(identity="", birth_date=date(1980, 5, 17))
    assert place(changed(identity="")) == [Place.SURE]
    assert place(MARK) == [Place.DOUBT], "the number is new: the same person, or another of that name and day"
    unit = f.unit()
    Recipient.objects.filter(pk=known.pk).update(unit=f.unit())
    assert place(changed(identity=""), unit=unit) == [Place.DOUBT] and place(changed(identity="", unit=unit.name)) == [Place.DOUBT]


def test_who_is_not_known_is_new_only_when_he_can_be_known_again() -> None:
    assert place(MARK, changed(identity=""), changed(identity="", birth="")) == [Place.NEW, Place.NEW, Place.DOUBT]
    e.person("Nguyễn Thị Chắc", birth_year=1980)
    assert place(changed(identity="", birth=""), changed(identity="", birth=1980), changed(identity="", birth=1981)) == [Place.DOUBT] * 3


def test_a_collective_is_known_by_its_name_and_unit() -> None:
    unit = f.unit()
    e.collective(unit, "Trung tâm Y tế thử")
    row = changed(identity="", birth="", name="Trung tâm Y tế thử")
    assert place(row) == [Place.DOUBT] and place(row, unit=unit) == [Place.SURE]
    assert place(changed(identity="", birth="", name="Trung tâm Y tế khác"), unit=unit) == [Place.NEW]


def test_what_is_on_record_is_not_entered_twice_and_a_difference_is_a_doubt() -> None:
    known = e.person("Nguyễn Thị Chắc", identity="036180000123")
    e.graded(known)
    assert place(MARK, changed(level="HTTNV", year=2025)) == [Place.KNOWN, Place.FAULT]
    found = rows(changed(level="HTTNV"))
    assert accept(found).skipped == 1
    done = accept(found, {found[0].sheet_row: str(known.pk)})
    assert (done.recorded, done.replaced) == (1, 1)
    assert [(one.level, bool(one.withdrawn_at)) for one in known.performances.order_by("pk")] == [("htxsnv", True), ("httnv", False)]


# ------------------------------------------------------------------ accepting


def test_doubtful_rows_are_left_out_unless_a_person_decides() -> None:
    twins = [e.person("Nguyễn Thị Chắc", birth_year=1980) for _ in range(2)]
    found = rows(changed(identity="", birth=""), changed(identity="", birth="", year=2024))
    assert accept(found).skipped == 2 and not Performance.objects.exists()
    first, second = (row.sheet_row for row in found)
    done = accept(found, {first: str(twins[1].pk), second: "moi"})
    assert (done.recorded, done.entered) == (2, 1)
    assert twins[1].performances.get().year == 2025 and Recipient.objects.count() == 3


def test_a_choice_that_was_not_offered_is_refused_whole() -> None:
    e.person("Nguyễn Thị Chắc", birth_year=1980)
    stranger = e.person()
    found = rows(changed(identity="", birth=""), changed(identity="036180000777", name="Lê Thị Mới"))
    with pytest.raises(Refused):
        accept(found, {found[0].sheet_row: str(stranger.pk)})
    assert not Performance.objects.exists() and Recipient.objects.count() == 2


def test_two_rows_are_not_given_to_one_person_and_year() -> None:
    known = e.person("Nguyễn Thị Chắc", birth_year=1980)
    found = rows(changed(identity="", birth=""), changed(identity="", birth=""))
    choices = {row.sheet_row: str(known.pk) for row in found}
    with pytest.raises(Refused):
        accept(found, choices)
    e.graded(known)
    with pytest.raises(Refused):
        accept(found[:1], choices)
    assert Performance.objects.count() == 1


def test_what_changed_since_the_preview_is_told_and_nothing_is_stored() -> None:
    found = rows(MARK)
    seen = seal(placed(found, None))
    e.person("Nguyễn Thị Chắc", identity="036180000123")
    with pytest.raises(Stale):
        accept(found, seen=seen)
    with pytest.raises(NotAllowed):
        accept(found, by=f.holder(f.APPRAISAL))
    assert not Performance.objects.exists()


def test_too_many_excellent_ones_are_told_after_the_list_is_taken() -> None:
    unit = f.unit()
    found = rows(*(changed(identity=f"{36180000300 + n:012d}", name=f"Nguyễn Thị {name}") for n, name in enumerate("ABC")))
    done = accept(found, unit=unit)
    assert done.recorded == 3 and [(one.unit, one.excellent) for one in done.excesses] == [(unit, 3)]
    assert evidence.excesses([2024]) == []


@pytest.mark.parametrize("n", [1, 30, 300])
def test_a_list_asks_as_often_for_one_row_as_for_three_hundred(n: int) -> None:
    found = rows(*(changed(identity=f"{36180000000 + no:012d}", name="Nguyễn Thị Nhiều") for no in range(n)))
    by = e.keeper()
    by.get_all_permissions()
    with CaptureQueriesContext(connection) as queries:
        done = gradings.accept(found, None, {}, seal(placed(found, None)), by)
    assert done.recorded == n == Performance.objects.count()
    assert len(queries) <= 22, [query["sql"][:90] for query in queries]
