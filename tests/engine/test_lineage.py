"""What became of units: recorded whole or not at all, taken back without a trace lost, found under the new name."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.lineage import BASIS, DAY, K, changed, commune, fresh, keeper, links, merged
from workflow.engine import registry
from workflow.engine.bodies import lineage
from workflow.engine.bodies.lineage import Change
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.law.words import RecipientKind, UnitKind
from workflow.models import Act, AwardRecord, Lineage, Recipient, Unit
from workflow.models.kinship import family, names_on

pytestmark = pytest.mark.django_db
EVE = date(2026, 6, 30)
LATER = datetime(2026, 8, 3, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def trace() -> tuple[int, int, int, list[Any]]:
    """Everything a change writes."""
    return Unit.objects.count(), Lineage.objects.count(), Act.objects.count(), list(Unit.objects.order_by("pk").values_list("valid_to"))


def test_a_merger_ends_the_old_units_and_begins_the_new_one() -> None:
    one, two = commune("xã Nà Mòn"), commune("xã Khuổi Sao")
    new = merged(one, two)
    assert (one.valid_to, two.valid_to, new.valid_from, new.valid_to) == (EVE, EVE, DAY, None)
    assert {former for former, _, _ in links()} == {one.name, two.name}
    row = Lineage.objects.first()
    assert row and (row.by, row.basis, row.kind) == (keeper(), BASIS, "sap-nhap")
    assert Act.objects.get(step="lineage").note.startswith("Sáp nhập, hợp nhất từ 01/07/2026: ")


def test_a_unit_may_take_another_in_or_give_a_part_away() -> None:
    one, two = commune("xã Nà Mòn"), commune("xã Khuổi Sao")
    assert merged(one, into=two) == two and Unit.objects.get(pk=two.pk).valid_to is None
    lineage.record(Change(K.SPLIT, [two.pk], date(2026, 9, 1), BASIS, [two.pk], [fresh("Ủy ban nhân dân phường Mới")]), keeper())
    assert Unit.objects.get(pk=two.pk).valid_to is None and ("Ủy ban nhân dân phường Mới" in {later for _, later, _ in links()})


def test_the_abolished_have_no_later_unit() -> None:
    one = commune("xã Nà Mòn")
    changed(K.ABOLISHED, one)
    assert one.valid_to == EVE and links() == {(one.name, None, "giai-the")}


@pytest.mark.parametrize(("change", "why"), [
    ({"basis": " "}, "căn cứ"), ({"on": date(2020, 1, 1)}, "mới có hiệu lực"), ({"kind": K.SPLIT}, "Chia, tách cần"),
    ({"kind": K.ABOLISHED}, "Giải thể cần"),
])
def test_a_change_that_cannot_be_leaves_no_trace(change: dict[str, Any], why: str) -> None:
    one = commune("xã Nà Mòn")
    said = {"kind": K.MERGED, "formers": [one.pk], "on": DAY, "basis": BASIS, "fresh": [fresh("Mới")], **change}
    by, before = keeper(), trace()
    with pytest.raises(Refused, match=why):
        lineage.record(Change(**said), by)
    assert trace() == before


def test_two_units_never_have_one_code() -> None:
    one, new = commune("xã Nà Mòn"), fresh("Mới")
    taken = lineage.Fresh(one.code, "Mới", "xa")
    for both in ([new, new], [new, taken]):
        with pytest.raises(Refused, match="Mã đơn vị đã có"):
            lineage.record(Change(K.SPLIT, [one.pk], DAY, BASIS, fresh=both), keeper())


def test_only_who_keeps_the_lineage_writes_it() -> None:
    one = commune("xã Nà Mòn")
    for role in (f.INTAKE, f.APPRAISAL, f.ADMIN):
        with pytest.raises(NotAllowed):
            changed(K.ABOLISHED, one, by=f.holder(role))
        with pytest.raises(NotAllowed):
            lineage.withdraw(one, DAY, f.holder(role), "nhầm")


def test_what_was_recorded_wrongly_is_withdrawn_and_kept() -> None:
    one = commune("xã Nà Mòn")
    merged(one)
    with pytest.raises(Refused, match="lý do"):
        lineage.withdraw(one, DAY, keeper(), " ")
    assert lineage.withdraw(one, DAY, keeper(), "Ghi nhầm đơn vị") == 1
    one.refresh_from_db()
    row = Lineage.objects.get()
    assert one.valid_to is None and (row.withdrawn_by, row.withdrawn_why) == (keeper(), "Ghi nhầm đơn vị") and not links()
    with pytest.raises(Stale):
        lineage.withdraw(one, DAY, keeper(), "lần nữa")
    changed(K.ABOLISHED, one)


def test_the_database_knows_no_loop_and_no_half_abolition() -> None:
    one, two = commune("xã Nà Mòn"), commune("xã Khuổi Sao")
    for later, kind in ((one, K.MERGED), (None, K.MERGED), (two, K.ABOLISHED)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Lineage.objects.create(former=one, later=later, kind=kind, on=DAY, basis=BASIS)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_end_a_unit_once() -> None:
    one, by = commune("xã Nà Mòn"), keeper()
    told = f.at_once(*[
        lambda name=name: lineage.record(Change(K.MERGED, [one.pk], DAY, BASIS, fresh=[fresh(name)]), by) for name in ("Mới", "Mới khác")])
    assert sorted(type(result).__name__ for result in told) == ["Refused", "list"] and Lineage.objects.count() == 1
    assert Unit.objects.count() == 2, "the other new unit has not begun"


@pytest.mark.parametrize("n", [1, 30, 150])
def test_a_change_of_many_units_takes_as_many_queries_as_of_one(n: int) -> None:
    units, by = [commune(f"xã Số {no}") for no in range(n)], keeper()
    with CaptureQueriesContext(connection) as asked:
        lineage.record(Change(K.MERGED, [unit.pk for unit in units], DAY, BASIS, fresh=[fresh("Mới")]), by)
    assert len(asked) <= 16


def test_the_family_is_one_query_over_generations(django_assert_num_queries: Any) -> None:
    one, two, three = commune("xã Nà Mòn"), commune("xã Khuổi Sao"), commune("xã Pác Lùng")
    middle = merged(one, two, into="Ủy ban nhân dân xã Giữa")
    last = merged(middle, three, into="Ủy ban nhân dân xã Cuối", on=date(2026, 10, 1))
    with django_assert_num_queries(1):
        assert family([last.pk]) == {one.pk, two.pk, three.pk, middle.pk, last.pk}
    assert family([last.pk], same_body=True) == {last.pk} and family([]) == set()


def test_a_renamed_unit_has_the_name_of_the_day_on_its_papers(django_assert_num_queries: Any) -> None:
    old = f.unit(name="Sở Lao động tỉnh Minh Họa")
    new, = changed(K.RENAMED, old, into="Sở Việc làm tỉnh Minh Họa")
    with django_assert_num_queries(3):
        assert names_on([old.pk, new.pk], DAY) == {old.pk: new.name, new.pk: new.name}
    assert names_on([new.pk], EVE) == {new.pk: old.name}


# ------------------------------------------------------------------ finding what the old one received


def given(unit: Unit, name: str) -> Recipient:
    one = Recipient(kind=RecipientKind.COLLECTIVE, unit=unit)
    one.rename(name)
    one.save()
    AwardRecord.objects.create(
        recipient=one, award="BK-TINH", award_name="Bằng khen", decision_number="12/QĐ-UBND", decided_on=date(2024, 5, 1),
        authority="Chủ tịch Ủy ban nhân dân tỉnh", source="declared")
    return one


def test_searching_the_new_unit_finds_what_the_old_one_received() -> None:
    old, other = commune("xã Nà Mòn"), commune("xã Khuổi Sao")
    one, _ = given(old, "Trường Tiểu học Nà Mòn"), given(other, "Trạm Y tế Khuổi Sao")
    new = merged(old, into="Ủy ban nhân dân xã Đồng Tâm")
    found, = registry.inherited("dong tam")
    assert (found, getattr(found, "awarded", 0)) == (one, 1)
    assert registry.inherited("na mon") == [] and registry.inherited("khuổi") == [] and registry.inherited("") == []
    made = f.dossier(unit=other)
    merged(other, into=new)
    assert [row.code for row in registry.page(registry.Wanted(unit=new.pk)).rows] == [made.code]


@pytest.mark.parametrize("n", [1, 30, 300])
def test_what_is_inherited_takes_three_queries_however_much_it_is(n: int, django_assert_num_queries: Any) -> None:
    old = commune("xã Nà Mòn")
    for no in range(min(n, 30)):
        given(old, f"Tổ {no}")
    merged(old, *[commune(f"xã Số {no}") for no in range(n // 10)], into="Ủy ban nhân dân xã Đồng Tâm")
    with django_assert_num_queries(3):
        registry.inherited("Đồng Tâm")


def test_a_collective_of_a_renamed_unit_is_known_again_but_not_one_of_a_merged() -> None:
    old = f.unit(UnitKind.DEPARTMENT, "Sở Lao động tỉnh Minh Họa")
    rows = [f.row("BK-TINH", kind=RecipientKind.COLLECTIVE, name="Văn phòng")]
    first = f.dossier(unit=old, rows=rows).lines.get().recipient
    with time_machine.travel(LATER):
        new, = changed(K.RENAMED, old, into="Sở Việc làm tỉnh Minh Họa")
        assert f.dossier(unit=new, rows=rows).lines.get().recipient == first
        Unit.objects.filter(pk=new.pk).update(valid_from=date(2020, 1, 1))
        big = merged(new, f.unit(), into="Sở Chung tỉnh Minh Họa", on=date(2026, 8, 1))
        assert f.dossier(unit=big, rows=rows).lines.get().recipient != first
