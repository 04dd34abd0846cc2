"""Lists of past awards on their way into the register, and out of it again."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.register import honours, importing, merging, past
from workflow.law.words import Kind, RecipientKind
from workflow.models import AwardRecord, ImportBatch, Recipient, User
from workflow.papers.old_awards import Old, OldList, OldRow

pytestmark = pytest.mark.django_db


def keeper() -> User:
    return f.holder("Hồ sơ khen thưởng")


def old(name: str = "Trần Thị Hòa", **changes: Any) -> Old:
    return Old(**{
        "kind": RecipientKind.PERSON, "name": name, "birth_date": date(1985, 9, 5), "birth_year": 1985, "unit_name": "Sở Y tế",
        "award": "CSTDCS",
        "award_name": "Chiến sĩ thi đua cơ sở", "decision_number": "12/QĐ-SYT", "decided_on": date(2015, 12, 20),
        "authority": "Giám đốc Sở Y tế", "reason": Kind.MERIT, "period": "2015", **changes})


def listed(*rows: Old, faulty: int = 0) -> OldList:
    found = [OldRow(no, {"name": row.name}, row, {}, {}) for no, row in enumerate(rows, 2)]
    for row in found[:faulty]:
        row.errors["number"] = "Thiếu số quyết định"
    return OldList("Danh sách", found)


def staged(*rows: Old, faulty: int = 0, by: User | None = None) -> ImportBatch:
    return importing.stage(listed(*rows, faulty=faulty), "cu.xlsx", "0" * 64, by or keeper())


def verdicts(batch: ImportBatch) -> list[str]:
    return list(batch.rows.values_list("verdict", flat=True))


def test_a_list_becomes_records_of_new_people_and_known_ones() -> None:
    unit = f.unit(name="Sở Y tế")
    known = Recipient.objects.create(kind="person", name="Lê Văn Tám", birth_date=date(1970, 1, 2), birth_year=1970)
    batch = staged(
        old(), old(decision_number="14/QĐ-SYT", decided_on=date(2016, 12, 20)),
        old("LÊ VĂN TÁM", birth_date=date(1970, 1, 2), birth_year=1970))
    assert verdicts(batch) == ["new", "new", "same"] and not AwardRecord.objects.exists()
    assert importing.accept(batch, keeper()) == 3
    fresh = Recipient.objects.get(name="Trần Thị Hòa")
    assert fresh.awards.count() == 2 and fresh.unit == unit and known.awards.count() == 1
    record = known.awards.get()
    assert (record.source, record.batch, record.recorded_by) == ("imported", batch, keeper())
    assert (record.unit, record.unit_name) == (unit, "Sở Y tế")
    assert set(batch.rows.values_list("record", flat=True)) == set(AwardRecord.objects.values_list("pk", flat=True))


def test_the_same_list_again_enters_nothing() -> None:
    importing.accept(staged(old(), old("Nguyễn Văn Cả", birth_date=None)), keeper())
    again = staged(old(decision_number="012/qđ–syt"), old())
    assert verdicts(again) == ["known", "repeat"]
    assert again.rows.first().record == AwardRecord.objects.get(recipient__name="Trần Thị Hòa")
    with pytest.raises(Refused, match="Không có dòng nào mới"):
        importing.accept(again, keeper())
    assert AwardRecord.objects.count() == 2


def test_a_row_that_repeats_another_is_told() -> None:
    batch = staged(old(), old("TRẦN THỊ HOÀ"), old(period="2014"))
    assert verdicts(batch) == ["new", "repeat", "repeat"]
    assert importing.accept(batch, keeper()) == 1


def test_doubts_are_decided_by_a_person() -> None:
    known = Recipient.objects.create(kind="person", name="Trần Thị Hoa", birth_date=date(1985, 9, 5), birth_year=1985)
    other = Recipient.objects.create(kind="person", name="Ai Khác")
    batch = staged(old(), old(decision_number="14/QĐ-SYT"))
    assert verdicts(batch) == ["doubtful"] * 2
    with pytest.raises(Refused, match="nghi trùng chưa phân xử"):
        importing.accept(batch, keeper())
    first, second = batch.rows.all()
    with pytest.raises(Refused, match="không nằm trong"):
        importing.decide(batch, {first.pk: other.pk}, keeper())
    importing.decide(batch, {first.pk: known.pk}, keeper())
    assert importing.tally(batch)["undecided"] == 1
    importing.decide_rest(batch, True, keeper())
    importing.accept(batch, keeper())
    assert known.awards.count() == 1 and Recipient.objects.get(name="Trần Thị Hòa").awards.count() == 1 and second.pk


def test_a_choice_follows_a_merger_made_meanwhile() -> None:
    known = Recipient.objects.create(kind="person", name="Trần Thị Hòa", birth_date=date(1985, 9, 5))
    batch = staged(old())
    heir = Recipient.objects.create(kind="person", name="Trần Thị Hòa", birth_date=date(1985, 9, 5))
    merging.merge(heir.pk, known.pk, "trùng", keeper())
    importing.accept(batch, keeper())
    assert heir.awards.count() == 1


def test_two_numbers_are_two_persons() -> None:
    known = Recipient.objects.create(kind="person", name="Trần Thị Hòa", birth_date=date(1985, 9, 5))
    batch = staged(old(identity="038185000001"), old(identity="038185000002"))
    assert verdicts(batch) == ["same", "doubtful"]
    importing.decide_rest(batch, True, keeper())
    importing.accept(batch, keeper())
    known.refresh_from_db()
    assert known.identity == "038185000001" and Recipient.objects.filter(identity="038185000002").exists()


def test_faulty_rows_are_left_out_only_when_asked() -> None:
    batch = staged(old(), old("Lê Văn Tám"), faulty=1)
    with pytest.raises(Refused, match="1 dòng có lỗi"):
        importing.accept(batch, keeper())
    assert not AwardRecord.objects.exists() and not Recipient.objects.exists()
    assert importing.accept(batch, keeper(), partly=True) == 1


def test_a_list_taken_back_counts_no_more_but_stays_readable() -> None:
    batch = staged(old(), old("Lê Văn Tám"))
    importing.accept(batch, keeper())
    AwardRecord.objects.filter(recipient__name="Lê Văn Tám").update(status="revoked")
    with pytest.raises(Refused):
        importing.undo(batch, " ", keeper())
    assert importing.undo(batch, "Nhầm tệp", keeper()) == 1
    assert sorted(AwardRecord.objects.values_list("status", "cancelled_why")) == [("cancelled", "Nhầm tệp"), ("revoked", "")]
    with pytest.raises(Stale):
        importing.undo(batch, "lần nữa", keeper())
    assert verdicts(staged(old())) == ["same"], "what was taken back can be entered again"


def test_a_list_is_accepted_or_dropped_once() -> None:
    batch = staged(old())
    importing.drop(batch, keeper())
    for act in (importing.accept, importing.drop):
        with pytest.raises(Stale):
            act(batch, keeper())
    assert not AwardRecord.objects.exists()


def test_only_who_keeps_the_records_imports() -> None:
    stranger, batch = f.holder(f.APPRAISAL), staged(old())
    for act in (lambda: staged(old(), by=stranger), lambda: importing.accept(batch, stranger), lambda: importing.drop(batch, stranger),
                lambda: importing.undo(batch, "x", stranger), lambda: importing.decide(batch, {}, stranger),
                lambda: past.enter(old().to_json(), "declared", stranger)):
        with pytest.raises(NotAllowed):
            act()


def test_queries_do_not_grow_with_rows() -> None:
    asked = []
    for n in (1, 30, 300):
        rows = [old(f"Nguyễn Thị {chr(65 + i % 26)}{chr(65 + i // 26)}", decision_number=f"{n}-{i}/QĐ") for i in range(n)]
        by = User.objects.get(pk=keeper().pk)
        by.get_all_permissions()
        with CaptureQueriesContext(connection) as staging:
            batch = staged(*rows, by=by)
        importing.decide_rest(batch, True, by)
        with CaptureQueriesContext(connection) as accepting:
            importing.accept(batch, by)
        asked.append((len(staging), len(accepting)))
    assert max(asked) <= (12, 20), asked  # fewer where there is nobody to ask about
    assert all(accepting <= 20 for _, accepting in asked), asked


# ------------------------------------------------------------------ one at a time


def test_one_award_is_entered_with_its_scan() -> None:
    file = {"name": "qd.pdf", "mime": "application/pdf", "size": 5, "sha256": "0" * 64}
    record = past.enter(old().to_json(), "scanned", keeper(), files=[file])
    assert record.files.get().name == "qd.pdf" and record.recipient.name == "Trần Thị Hòa" and record.source == "scanned"
    with pytest.raises(Refused, match="đã có trong sổ"):
        past.enter(old("TRẦN THỊ HOÀ").to_json(), "declared", keeper())
    with pytest.raises(Refused, match="hãy chọn đúng người"):
        past.enter(old("Trần Thị Hoa", decision_number="9/QĐ").to_json(), "declared", keeper())
    mine = past.enter(old("Trần Thị Hoa", decision_number="9/QĐ").to_json(), "declared", keeper(), recipient=record.recipient_id)
    other = past.enter(old("Trần Thị Hoa", decision_number="9/QĐ").to_json(), "declared", keeper(), recipient=0)
    assert mine.recipient == record.recipient != other.recipient


def test_a_record_entered_by_mistake_is_taken_back_our_own_is_not() -> None:
    record = past.enter(old().to_json(), "declared", keeper())
    with pytest.raises(Refused):
        past.cancel(record, " ", keeper())
    past.cancel(record, "Nhầm người", keeper())
    with pytest.raises(Stale):
        past.cancel(record, "Nhầm người", keeper())
    f.decided()
    with pytest.raises(Refused, match="quyết định hủy bỏ"):
        past.cancel(AwardRecord.objects.get(source="own"), "x", keeper())


# ------------------------------------------------------------------ looking


def test_the_register_is_searched_without_accents() -> None:
    f.decided()
    importing.accept(staged(old(), old("Lê Văn Tám", identity="038070000001", birth_date=None, birth_year=1970, decision_number="5/QĐ-UBND",
                                       decided_on=date(2010, 2, 3), authority="Chủ tịch Ủy ban nhân dân huyện Minh Họa")), keeper())
    found = {
        "hoa": honours.Wanted(name="tran hoa"), "tám": honours.Wanted(number="05 / qd-ubnd", year=2010),
        "huyện": honours.Wanted(place="huyen minh"),
        "2015": honours.Wanted(year=2015, award="CSTDCS"), "own": honours.Wanted(source="own"),
    }
    assert [row.recipient.name for row in honours.page(found["hoa"]).rows] == ["Trần Thị Hòa"]
    assert [row.recipient.name for row in honours.page(found["tám"]).rows] == ["Lê Văn Tám"]
    assert [row.recipient.name for row in honours.page(found["huyện"]).rows] == ["Lê Văn Tám"]
    assert len(honours.page(found["2015"]).rows) == 1 and len(honours.page(found["own"]).rows) == 1
    own = honours.page(found["own"]).rows[0]
    assert own.unit_name and honours.page(honours.Wanted(place=own.unit_name)).rows == [own]
    assert honours.page(honours.Wanted(name="038070000001")).rows == []
    assert len(honours.page(honours.Wanted(name="038 070 000 001"), personal=True).rows) == 1


def test_the_register_comes_page_by_page() -> None:
    importing.accept(staged(*[old(decision_number=f"{i}/QĐ") for i in range(7)]), keeper())
    seen, after = [], None
    while True:
        with CaptureQueriesContext(connection) as queries:
            page = honours.page(honours.Wanted(after=after), 3)
        assert len(queries) == 1
        seen, after = seen + [row.pk for row in page.rows], page.after
        if not after:
            break
    assert len(seen) == 7 == len(set(seen)) == len(list(honours.every(honours.Wanted())))
    assert len(list(honours.every(honours.Wanted(), most=5))) == 5
