"""Two entries for one person become one, and two again."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.register import matching, merging
from workflow.law.words import Kind
from workflow.models import Apart, AwardRecord, Hold, Initiative, Merge, Performance, Post, Recipient, Share, User

pytestmark = pytest.mark.django_db


def keeper() -> User:
    return f.holder("Hồ sơ khen thưởng")


def person(name: str = "Trần Thị Hòa", **fields: Any) -> Recipient:
    return Recipient.objects.create(kind="person", name=name, **{"birth_date": date(1985, 9, 5), "birth_year": 1985, **fields})


def award(recipient: Recipient, **fields: Any) -> AwardRecord:
    n = next(f.numbers)
    return AwardRecord.objects.create(recipient=recipient, **{
        "award": "BK-TINH", "award_name": "Bằng khen", "kind": Kind.MERIT, "decision_number": f"{n}/QĐ-UBND",
        "decided_on": date(2020, 1, 5),
        "authority": "Chủ tịch Ủy ban nhân dân tỉnh", "source": "declared", **fields})


def evidence(recipient: Recipient, year: int = 2024) -> None:
    said = {"by": keeper(), "at": timezone.now()}
    Performance.objects.create(recipient=recipient, year=year, level="htnv", **said)
    Post.objects.create(recipient=recipient, name="Trưởng phòng", band="x", since=date(2010, 1, 1), **said)
    Hold.objects.create(recipient=recipient, reason="ky-luat", note="x", since=date(2020, 1, 1), review_on=date(2020, 2, 1), **said)


def initiative(*authors: Recipient) -> Initiative:
    made = Initiative.objects.create(name="Sáng kiến", year=2024, scope="co-so", by=keeper(), at=timezone.now())
    made.authors.set(authors)
    return made


def belongings() -> dict[str, list[Any]]:
    """Who owns what, in the whole database."""
    found = {f"{model._meta.db_table}.{column}": sorted(model._default_manager.values_list(
        *([field.attname for field in model._meta.concrete_fields if field.is_relation] if model._meta.auto_created else ["pk", column])))
        for model, column in merging.ties()}
    return {**found, "recipients": list(Recipient.objects.order_by("pk").values_list())}


def test_what_one_had_is_the_others_and_can_be_given_back_exactly() -> None:
    line = f.lines(f.dossier())[0]
    gone, kept, third = line.recipient, person(birth_date=None, birth_year=None), person("Lê Văn Tám")
    award(gone), award(kept), evidence(gone), evidence(kept, 2023)
    Share.objects.create(recipient=gone, year=2024, what="x", percent=80, by=keeper(), at=timezone.now())
    both, alone = initiative(gone, kept, third), initiative(gone)
    before = belongings()
    number = gone.identity

    made = merging.merge(kept.pk, gone.pk, "Đối chiếu hồ sơ gốc", keeper())
    kept.refresh_from_db(), gone.refresh_from_db(), line.refresh_from_db()
    assert gone.merged_into == kept and line.recipient == kept and (kept.identity, gone.identity) == (number, "")
    assert kept.birth_date == date(1980, 5, 17) and kept.awards.count() == 2 and kept.performances.count() == 2
    assert list(both.authors.order_by("pk")) == sorted([kept, third], key=lambda one: one.pk) and list(alone.authors.all()) == [kept]
    for model, column in merging.ties():
        assert not model._default_manager.filter(**{column: gone.pk}).exists(), model
    assert (made.kept, made.gone, made.by) == (kept, gone, keeper())

    merging.undo(made, "Hai người khác nhau", keeper())
    assert belongings() == before
    assert Apart.objects.count() == 1, "who was parted again is not proposed again"


def test_what_came_after_the_merger_stays_with_the_kept_one() -> None:
    kept, gone = person(), person()
    award(gone)
    made = merging.merge(kept.pk, gone.pk, "trùng", keeper())
    later = award(kept)
    merging.undo(made, "nhầm", keeper())
    later.refresh_from_db()
    assert later.recipient == kept and gone.awards.count() == 1


@pytest.mark.parametrize("why", ["reason", "self", "kind", "identity", "year", "share", "twice", "nobody"])
def test_a_refusal_leaves_no_trace(why: str) -> None:
    kept, gone = person(), person()
    said, reason, second = {"by": keeper(), "at": timezone.now()}, "trùng", gone.pk
    if why == "reason":
        reason = "  "
    elif why == "self":
        second = kept.pk
    elif why == "kind":
        second = Recipient.objects.create(kind="collective", name="Trần Thị Hòa").pk
    elif why == "identity":
        Recipient.objects.filter(pk=kept.pk).update(identity="038185000001")
        Recipient.objects.filter(pk=gone.pk).update(identity="038185000002")
    elif why == "year":
        for one in (kept, gone):
            Performance.objects.create(recipient=one, year=2024, level="htxsnv", **said)
    elif why == "share":
        for one in (kept, gone):
            Share.objects.create(recipient=one, year=2024, what="x", percent=70, **said)
    elif why == "twice":
        merging.merge(person("Ai đó").pk, gone.pk, "trùng", keeper())
    else:
        second = 0
    award(gone)
    before, merges = belongings(), Merge.objects.count()
    with pytest.raises((Refused, Stale)):
        merging.merge(kept.pk, second, reason, keeper())
    assert belongings() == before and Merge.objects.count() == merges


def test_withdrawn_performances_of_one_year_are_no_hindrance() -> None:
    kept, gone = person(), person()
    for one, at in ((kept, None), (gone, timezone.now())):
        Performance.objects.create(recipient=one, year=2024, level="htxsnv", by=keeper(), at=timezone.now(), withdrawn_at=at)
    merging.merge(kept.pk, gone.pk, "trùng", keeper())
    assert kept.performances.count() == 2


def test_only_who_keeps_the_records_merges_and_parts() -> None:
    kept, gone = person(), person()
    with pytest.raises(NotAllowed):
        merging.merge(kept.pk, gone.pk, "trùng", f.holder(f.APPRAISAL))
    with pytest.raises(NotAllowed):
        merging.keep_apart(kept.pk, gone.pk, f.holder(f.APPRAISAL))
    made = merging.merge(kept.pk, gone.pk, "trùng", keeper())
    with pytest.raises(NotAllowed):
        merging.undo(made, "nhầm", f.holder(f.APPRAISAL))


def test_mergers_are_undone_in_the_reverse_order_and_once() -> None:
    a, b, c = person(), person(), person()
    first, second = merging.merge(b.pk, a.pk, "trùng", keeper()), merging.merge(c.pk, b.pk, "trùng", keeper())
    with pytest.raises(Refused, match="tách lần gộp sau trước"):
        merging.undo(first, "nhầm", keeper())
    merging.undo(second, "nhầm", keeper())
    merging.undo(first, "nhầm", keeper())
    with pytest.raises(Refused, match="đã được tách lại"):
        merging.undo(first, "nhầm", keeper())


@pytest.mark.parametrize("change", [{"reason": "khác"}, {"kept": F("gone")}, {"moved": {}}])
def test_the_log_of_mergers_cannot_be_rewritten(change: dict[str, Any]) -> None:
    made = merging.merge(person().pk, person().pk, "trùng", keeper())
    Merge.objects.filter(pk=made.pk).update(reason="trùng")  # the same again changes nothing
    if change == {"moved": {}}:
        change = {"moved": {"workflow_line.recipient_id": [1]}}
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM workflow_merge")


def test_who_was_kept_apart_is_not_proposed_again() -> None:
    one, other = person(), person("Trần Thị Hoa")
    assert [match.recipient for match in matching.suspects(one)] == [other.pk]
    assert [pair[:2] for pair in matching.pairs()[0]] == [(one.pk, other.pk)]
    merging.keep_apart(other.pk, one.pk, keeper())
    merging.keep_apart(one.pk, other.pk, keeper())
    assert not matching.suspects(one) and not matching.suspects(other) and not matching.pairs()[0]


def test_who_was_merged_is_found_no_more() -> None:
    unit = f.unit()
    kept, gone = person(unit=unit), person(unit=unit)
    merging.merge(kept.pk, gone.pk, "trùng", keeper())
    assert not matching.suspects(kept) and not matching.suspects(gone) and not matching.pairs()[0]
    row = f.row(identity="", name="Trần Thị Hoà", birth_date="1985-09-05")
    assert f.lines(f.dossier(rows=[row]))[0].recipient == kept


def test_pairs_come_page_by_page() -> None:
    people = [person() for _ in range(4)]
    seen, after = [], (0, 0)
    while after:
        page, after = matching.pairs(after, 2)
        seen += [pair[:2] for pair in page]
    assert len(seen) == 6 == len(set(seen)) and {pk for pair in seen for pk in pair} == {one.pk for one in people}


def test_intake_gives_a_known_person_his_number() -> None:
    old = person()
    row = f.row(identity="038185000009", name="Trần Thị Hòa", birth_date="1985-09-05", birth_year=1985)
    assert f.lines(f.dossier(rows=[row]))[0].recipient == old
    old.refresh_from_db()
    assert old.identity == "038185000009"
    other = {**row, "identity": "038185000010"}
    assert f.lines(f.dossier(rows=[other]))[0].recipient != old


def test_a_merger_costs_as_much_for_many_awards_as_for_one() -> None:
    asked = []
    for n in (1, 30, 300):
        kept, gone = person(f"Người {n}"), person(f"Người {n}")
        AwardRecord.objects.bulk_create(AwardRecord(
            recipient=gone, award="BK-TINH", award_name="x", decision_number=str(i), decided_on=date(2020, 1, 1), authority="x",
            source="declared")
            for i in range(n))
        by = User.objects.get(pk=keeper().pk)
        by.get_all_permissions()
        with CaptureQueriesContext(connection) as queries:
            merging.merge(kept.pk, gone.pk, "trùng", by)
        asked.append(len(queries))
    assert len(set(asked)) == 1, asked
