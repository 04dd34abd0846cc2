"""Receiving a dossier: all of it or nothing; codes without gaps; every recipient known again."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests import factories as f
from workflow.engine import audit
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.receiving import intake
from workflow.engine.register import matching
from workflow.law.words import Kind, RecipientKind, UnitKind
from workflow.models import Act, Attachment, Dossier, Draft, Entry, Line, Recipient, Register
from workflow.models.tables import calendar

pytestmark = pytest.mark.django_db


def moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def nothing_received() -> bool:
    return not any(model.objects.exists() for model in (Dossier, Line, Recipient, Entry, Act, Register))


def test_a_draft_becomes_a_dossier():
    by, unit = f.holder(f.INTAKE), f.unit()
    draft = f.draft(by, ["BK-TINH", "COTINH"], unit=unit, received_at=moment("2026-03-02T16:30").isoformat(), copies=2)
    intake.attach(draft, by, "bao-cao", [{"name": "bao-cao.pdf", "mime": "application/pdf", "size": 7, "sha256": "0" * 64}])
    made = intake.register(draft, by)
    assert (made.code, made.unit, made.unit_name, made.received_by, made.copies) == ("H99-260302-0001", unit, unit.name, by, 2)
    assert made.received_on == date(2026, 3, 2) and made.due_on == date(2026, 4, 6) and made.working_days == 25
    assert made.code.lower() in made.search and "ttr-tdkt" in made.search
    assert [(line.no, line.award, line.recipient.kind) for line in f.lines(made)] == [
        (1, "BK-TINH", "person"), (2, "COTINH", "collective")]
    assert Attachment.objects.get().dossier == made and not Draft.objects.exists()
    assert f.states(made) == ["submitted"] * 2 and f.desks(made) == ["appraise"] and not list(audit.faults())


def test_what_is_received_after_hours_counts_from_the_next_working_day():
    friday, saturday = (f.dossier(received_at=moment(f"2026-03-{day}T20:00")) for day in ("06", "07"))
    assert friday.due_on == saturday.due_on and calendar().works(friday.due_on)


def test_the_longest_time_among_the_awards_is_promised():
    assert f.dossier(kind=Kind.SUDDEN).working_days == 5
    assert f.dossier(awards=["BK-TINH", "CSTDT"]).working_days == 25


@pytest.mark.parametrize("missing", ["unit_id", "letter_number", "letter_date", "kind", "contact_name"])
def test_what_is_missing_in_the_header_is_said(missing):
    draft = f.draft()
    draft.header.pop(missing)
    draft.save()
    with pytest.raises(Refused, match="Phần thông tin chung còn thiếu"):
        intake.register(draft, draft.owner)
    assert nothing_received() and Draft.objects.exists()


def test_a_list_without_rows_is_no_dossier():
    by = f.holder(f.INTAKE)
    draft = intake.begin(by)
    intake.save_header(draft, f.header(f.unit()), by)
    with pytest.raises(Refused, match="chưa có dòng"):
        intake.register(draft, by)
    assert nothing_received()


def test_awards_the_unit_may_not_propose_are_named_by_row():
    commune = f.unit(UnitKind.COMMUNE)
    rows = [f.row("BK-TINH"), f.row("XATB"), f.row("COTINH", kind=RecipientKind.PERSON), f.row("GK-XA"), f.row("BK-TINH")]
    draft = f.draft(rows=rows, unit=f.unit(UnitKind.DEPARTMENT))
    with pytest.raises(Refused) as refused:
        intake.register(draft, draft.owner)
    assert set(refused.value.reasons) == {2, 3, 4}
    assert "không được đề nghị XATB theo loại hình công trạng" in refused.value.reasons[2]
    assert "không dành cho đối tượng này" in refused.value.reasons[3]
    assert nothing_received()
    allowed = {award.code for award in intake.allowed_awards(commune, Kind.MERIT, date(2026, 3, 2))}
    assert "BK-TINH" in allowed and "GK-SO" not in allowed
    sudden = {award.code for award in intake.allowed_awards(commune, Kind.SUDDEN, date(2026, 3, 2))}
    assert sudden == {"BK-TINH", "BK-TTG", "GK-XA", "HC-DC", "HC-LD1", "HC-LD2", "HC-LD3"}
    assert not intake.allowed_awards(commune, Kind.MERIT, date(2023, 12, 31))


@pytest.mark.parametrize("where", ["workflow.engine.clerk.stamp", "workflow.engine.clerk.record", "workflow.engine.errands.settle"])
def test_a_registration_that_breaks_leaves_the_draft_and_gives_its_code_back(monkeypatch, where):
    draft = f.draft(received_at=moment("2026-03-02T09:00").isoformat())
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(where, lambda *a: 1 / 0)
        intake.register(draft, draft.owner)
    assert nothing_received() and Draft.objects.get() == draft
    assert intake.register(draft, draft.owner).code == "H99-260302-0001"


def test_a_draft_is_received_once():
    draft = f.draft()
    intake.register(Draft.objects.get(), draft.owner)
    with pytest.raises(Stale, match="đã được tiếp nhận"):
        intake.register(draft, draft.owner)
    assert Dossier.objects.count() == 1


def test_codes_have_no_gaps_and_restart_daily():
    days = ["2026-03-02T08:00", "2026-03-02T17:00", "2026-03-03T00:10", "2026-03-02T09:00", "2026-03-03T09:00"]
    codes = [f.dossier(received_at=moment(day)).code for day in days]
    assert codes == ["H99-260302-0001", "H99-260302-0002", "H99-260303-0001", "H99-260302-0003", "H99-260303-0002"]


def test_a_draft_belongs_to_its_owner():
    draft, other = f.draft(), f.user(f.INTAKE)
    for act in (
        lambda: intake.register(draft, other), lambda: intake.discard(draft, other), lambda: intake.add_rows(draft, [f.row()], other),
        lambda: intake.save_header(draft, {}, other), lambda: intake.remove_rows(draft, [0], other),
    ):
        with pytest.raises(NotAllowed, match="người khác soạn"):
            act()
    for act in (lambda: intake.begin(f.holder(f.SIGNER)), lambda: intake.register(draft, f.holder(f.SIGNER))):
        with pytest.raises(NotAllowed, match="không có quyền"):
            act()
    assert nothing_received() and len(Draft.objects.get().rows) == 1


def test_rows_of_a_draft_are_added_changed_and_removed():
    by, draft = f.holder(f.INTAKE), f.draft(awards=["BK-TINH"] * 3)
    names = [row["name"] for row in draft.rows]
    intake.replace_row(draft, 1, f.row(name="Đỗ Thị Mới"), by)
    intake.remove_rows(draft, [0, 2], by)
    assert intake.add_rows(draft, [f.row(name="Lê Văn Thêm")], by) == 2
    assert [row["name"] for row in Draft.objects.get().rows] == ["Đỗ Thị Mới", "Lê Văn Thêm"] and "Đỗ Thị Mới" not in names


def test_files_are_detached_and_thrown_away_with_the_draft():
    by, draft = f.holder(f.INTAKE), f.draft()
    files = intake.attach(
        draft, by, "", [{"name": f"{i}.pdf", "mime": "application/pdf", "size": 1, "sha256": "0" * 64} for i in (1, 2)])
    intake.detach(draft, files[0].pk, by)
    assert list(Attachment.objects.all()) == files[1:]
    intake.discard(draft, by)
    assert not Attachment.objects.exists() and not Draft.objects.exists()


# ------------------------------------------------------------------ who is known again


def received(*rows: dict, unit=None) -> list[Recipient]:
    return [line.recipient for line in f.lines(f.dossier(rows=rows, unit=unit))]


def test_a_person_is_known_by_identity_number_whatever_the_name():
    first, = received(f.row(identity="036180000001", name="Nguyễn Thị Hoa"))
    again, = received(f.row(identity="036180000001", name="NGUYỄN THỊ HOÀ", birth_date="1981-01-01"))
    assert again == first and again.name == "Nguyễn Thị Hoa"


def test_without_number_a_person_is_known_by_name_and_birth_date():
    first, = received(f.row(identity="", name="Trần Văn Đức", birth_date="1979-02-03"))
    same, later, other = received(
        f.row(identity="", name="TRẦN VĂN ĐỨC", birth_date="1979-02-03"), f.row(identity="", name="Trần Văn Đức", birth_date="1980-02-03"),
        f.row(identity="", name="Trần Văn Đực", birth_date="1979-02-03", award="CSTDT"))
    assert same == first and later != first
    assert other != first  # a slip, or a twin: the line shows it, and a person decides
    assert [match.recipient for match in matching.suspects(other)] == [first.pk]


def test_nobody_is_sure_about_a_name_alone():
    rows = [f.row(identity="", name="Lê Thị Na", birth_date=None, birth_year=1980)] * 2
    a, b = received(*rows)
    c, d = received(*rows)
    assert len({a, b, c, d}) == 4


def test_a_collective_is_known_within_its_unit():
    health, schools = f.unit(), f.unit()
    first, = received(f.row(kind=RecipientKind.COLLECTIVE, name="Phòng Tổ chức"), unit=health)
    same, household = received(
        f.row(kind=RecipientKind.COLLECTIVE, name="PHÒNG TỔ CHỨC"), f.row(kind=RecipientKind.HOUSEHOLD, name="Phòng Tổ chức"), unit=health)
    elsewhere, = received(f.row(kind=RecipientKind.COLLECTIVE, name="Phòng Tổ chức"), unit=schools)
    assert same == first and len({first, household, elsewhere}) == 3


def test_one_person_twice_in_a_list_is_one_recipient():
    a, b = received(f.row("BK-TINH", identity="036180000002"), f.row("CSTDT", identity="036180000002"))
    c, d = received(f.row("BK-TINH", identity="", name="Ngô Văn Út"), f.row("CSTDT", identity="", name="Ngô Văn Út"))
    assert a == b and c == d != a


def test_each_line_keeps_the_name_as_the_unit_wrote_it():
    f.dossier(rows=[f.row(identity="036180000003", name="Phạm Thị Mai")])
    made = f.dossier(rows=[f.row(identity="036180000003", name="Phạm Thị Mai Hương")])
    assert f.lines(made)[0].name == "Phạm Thị Mai Hương" and f.lines(made)[0].recipient.name == "Phạm Thị Mai"
