"""Running dossiers of dissolved units: all of a batch or none, only to a successor, with the receipt's name kept, written once."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.lineage import DAY, K, changed, commune, keeper, merged
from workflow.engine import registry
from workflow.engine.bodies import lineage, reroute
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.law.words import RecipientKind
from workflow.models import Act, Dossier, Reroute, Unit
from workflow.papers import prints

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
JUNE = datetime(2026, 6, 1, 9, tzinfo=ZONE)
TODAY = date(2026, 8, 3)
NOTE = "Chuyển theo biên bản bàn giao (minh họa)"


@pytest.fixture(autouse=True)
def august() -> Iterator[None]:
    """After the merger of 1 July."""
    with time_machine.travel(datetime(2026, 8, 3, 9, tzinfo=ZONE)):
        yield


def running(unit: Unit, n: int = 1) -> list[Dossier]:
    """Open dossiers the unit sent before it ended."""
    return [f.dossier(unit=unit, received_at=JUNE) for _ in range(n)]


def test_a_dossier_waits_with_what_became_of_its_unit_and_who_may_take_it() -> None:
    old, other = commune("xã Nà Mòn"), commune("xã Khuổi Sao")
    made, = running(old)
    assert reroute.waiting(TODAY) == []
    new = merged(old, other)
    row, = reroute.waiting(TODAY)
    assert (row.unit, row.heirs, [one.code for one in row.dossiers], row.dossiers[0].open) == (old, [new], [made.code], 1)
    assert row.fate == f"sáp nhập, hợp nhất vào {new.name} từ 01/07/2026 theo Nghị quyết 45/NQ-HĐND ngày 15/6/2026 (minh họa)"
    assert reroute.waiting(date(2026, 6, 30)) == []


def test_a_reviewed_batch_moves_and_is_written_down() -> None:
    old = commune("xã Nà Mòn")
    made = running(old, 3)
    new = merged(old)
    rows = reroute.reroute({one.pk: (old.pk, new.pk) for one in made}, keeper(), NOTE)
    for one in made:
        one.refresh_from_db()
        assert one.unit == new and one.unit_name == old.name, "the receipt stays as it was printed"
        assert one.search.endswith(new.key) and old.key in one.search
    act = Act.objects.get(step="reroute")
    assert (act.by, act.note, len(rows), {row.act for row in rows}) == (keeper(), NOTE, 3, {act})
    assert {row.recipients for row in Reroute.objects.all()} == {1} and reroute.waiting(TODAY) == []
    assert {one.lines.get().recipient.unit for one in made} == {new}
    assert len(registry.page(registry.Wanted(search="hop nhat")).rows) == len(registry.page(registry.Wanted(search="na mon")).rows) == 3
    assert len(reroute.log()) == 3
    with pytest.raises(Refused, match="Đã chuyển 3 hồ sơ"):
        lineage.withdraw(old, DAY, keeper(), "nhầm")


def test_the_body_that_is_no_more_stays_behind() -> None:
    old = commune("xã Nà Mòn")
    rows = [
        f.row("BK-TINH", kind=RecipientKind.COLLECTIVE, name=old.name),
        f.row("BK-TINH", kind=RecipientKind.COLLECTIVE, name="Trường Tiểu học Nà Mòn"), f.row("BK-TINH")]
    made = f.passed(f.appraised(f.dossier(unit=old, rows=rows, received_at=JUNE)))
    new = merged(old)
    row, = reroute.reroute({made.pk: (old.pk, new.pk)}, keeper(), NOTE)
    assert row.recipients == 2
    assert [line.recipient.unit for line in made.lines.select_related("recipient__unit").order_by("no")] == [old, new, new]
    own, school, person = f.lines(made)
    with pytest.raises(Refused) as refused:
        f.drafted([own, school, person])
    assert list(refused.value.reasons) == [own.pk]
    decision = f.drafted([school, person])
    assert decision.lines.count() == 2


def test_the_decision_prints_the_name_valid_on_its_day() -> None:
    old = commune("xã Nà Mòn")
    made = f.passed(f.appraised(f.dossier(unit=old, rows=[f.row("BK-TINH", position="", workplace="")], received_at=JUNE)))
    paper = prints.decision(f.drafted(made), signed_on=date(2026, 6, 30))
    assert paper.annexes[0].rows[0].place == old.name
    new = merged(old)
    reroute.reroute({made.pk: (old.pk, new.pk)}, keeper(), NOTE)
    decision = made.lines.get().decision
    assert decision and prints.decision(decision).annexes[0].rows[0].place == f"{new.name} (trước là {old.name})"


def refused_without_trace(moves: dict[int, tuple[int, int]], why: str, note: str = NOTE, error: type[Exception] = Refused) -> None:
    before = list(Dossier.objects.order_by("pk").values_list("unit", "search")), Act.objects.count()
    with pytest.raises(error, match=why):
        reroute.reroute(moves, keeper(), note)
    assert (list(Dossier.objects.order_by("pk").values_list("unit", "search")), Act.objects.count()) == before
    assert not Reroute.objects.exists()


def test_one_wrong_dossier_stops_the_batch() -> None:
    old, living = commune("xã Nà Mòn"), commune("xã Sống")
    one, two = running(old, 2)
    new = merged(old)
    good = {one.pk: (old.pk, new.pk)}
    refused_without_trace({}, "Chưa chọn")
    refused_without_trace(good, "căn cứ", note=" ")
    refused_without_trace({**good, two.pk: (old.pk, living.pk)}, "không phải đơn vị kế thừa")
    refused_without_trace({**good, two.pk: (old.pk, old.pk)}, "không có hiệu lực hôm nay")
    refused_without_trace({**good, two.pk: (living.pk, new.pk)}, "đã được chuyển", error=Stale)
    refused_without_trace({**good, running(living)[0].pk: (living.pk, new.pk)}, "đã được chuyển", error=Stale)
    with pytest.raises(NotAllowed):
        reroute.reroute(good, f.holder(f.INTAKE), NOTE)


def test_the_dossier_of_an_abolished_unit_goes_where_the_person_says() -> None:
    old, living = commune("xã Nà Mòn"), commune("xã Sống")
    made, = running(old)
    changed(K.ABOLISHED, old)
    assert reroute.waiting(TODAY)[0].heirs == []
    reroute.reroute({made.pk: (old.pk, living.pk)}, keeper(), NOTE)
    made.refresh_from_db()
    assert made.unit == living


def test_a_split_unit_offers_every_successor() -> None:
    old = commune("xã Nà Mòn")
    one, two = running(old, 2)
    left, right = changed(K.SPLIT, old, into=["Ủy ban nhân dân xã Hữu", "Ủy ban nhân dân xã Tả"])
    assert reroute.waiting(TODAY)[0].heirs == [left, right]
    reroute.reroute({one.pk: (old.pk, left.pk), two.pk: (old.pk, right.pk)}, keeper(), NOTE)
    assert dict(Dossier.objects.values_list("pk", "unit")) == {one.pk: left.pk, two.pk: right.pk}


@pytest.mark.parametrize("n", [1, 30, 100])
def test_a_batch_takes_as_many_statements_as_one_dossier(n: int) -> None:
    old, by = commune("xã Nà Mòn"), keeper()
    made = running(old, n)
    new = merged(old)
    with CaptureQueriesContext(connection) as asked:
        reroute.waiting(TODAY)
    assert len(asked) <= 7
    with CaptureQueriesContext(connection) as asked:
        reroute.reroute({one.pk: (old.pk, new.pk) for one in made}, by, NOTE)
    assert len(asked) <= 18


def test_what_was_moved_is_written_once() -> None:
    old = commune("xã Nà Mòn")
    made, = running(old)
    reroute.reroute({made.pk: (old.pk, merged(old).pk)}, keeper(), NOTE)
    for change in (lambda: Reroute.objects.update(recipients=9), lambda: Reroute.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_move_a_dossier_once() -> None:
    old = commune("xã Nà Mòn")
    made, = running(old)
    new, by = merged(old), keeper()
    told = f.at_once(*[lambda: reroute.reroute({made.pk: (old.pk, new.pk)}, by, NOTE)] * 2)
    assert sorted(type(one).__name__ for one in told) == ["Stale", "list"] and Reroute.objects.count() == 1
