"""Letters from the people: limits, holds on whom they name, ends, and nobody learns who sent them."""
from __future__ import annotations

import io
import logging
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests import cases as c
from tests import factories as f
from workflow.engine import audit
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.stopping import petitions, senders
from workflow.law.petitions import Sort, Stage
from workflow.law.words import HoldReason
from workflow.models import Act, Entry, Hold, Line, Petition, PetitionAct, Recipient, Register, Sender

pytestmark = pytest.mark.django_db
NAME, PHONE = "Người Tố Giác Bí Mật", "0987 654 321"


def nominee(award: str = "BK-TINH") -> Line:
    """A line under way."""
    return f.dossier(awards=[award]).lines.select_related("recipient").get()


def test_a_letter_gets_its_number_and_its_limit() -> None:
    made = c.petition(received_on=date(2026, 11, 20))
    assert made.code == "001/2026/ĐT" and made.accept_by == date(2026, 12, 2), "seven working days; 24/11 is a day off"
    assert c.petition(Sort.COMPLAINT, received_on=date(2026, 11, 20)).accept_by == date(2026, 11, 30)
    assert [act.step for act in made.acts.all()] == ["receive"] and not Hold.objects.exists()


@pytest.mark.parametrize(("fields", "why"), [
    ({"received_on": date(2100, 1, 1)}, "sau hôm nay"), ({"sort": Sort.COMPLAINT, "sender": " "}, "phải có họ tên"),
    ({"sender": "", "contact": PHONE}, "phải ghi họ tên")])
def test_a_letter_that_is_not_in_order_leaves_nothing(fields: dict, why: str) -> None:
    with pytest.raises(Refused, match=why):
        c.petition(**fields)
    assert not Petition.objects.exists() and not Sender.objects.exists() and not Register.objects.filter(book="đơn thư").exists()


def test_a_denunciation_without_name_has_no_envelope() -> None:
    made = c.petition(sender="", contact="")
    assert not senders.sealed(made) and senders.open_for(made, f.holder(c.PETITIONS)) is None


def test_accepting_stops_the_lines_of_whom_it_names() -> None:
    line, other = nominee(), nominee()
    passed = f.passed(f.appraised(f.dossier(awards=["CSTDT"]))).lines.get()
    Line.objects.filter(pk=passed.pk).update(recipient=line.recipient)
    made = c.petition(people=[line.recipient])
    petitions.accept(made, f.holder(c.PETITIONS))
    made.refresh_from_db()
    assert made.stage == Stage.ACCEPTED and made.resolve_by == petitions.deadline(Sort.DENUNCIATION, "giai-quyet", timezone.localdate())
    hold = Hold.objects.get()
    assert (hold.recipient, hold.reason, hold.note) == (line.recipient, HoldReason.COMPLAINT, f"Đơn số {made.code} đang được xác minh")
    assert sorted(Line.objects.values_list("pk", "state")) == sorted([(line.pk, "held"), (other.pk, "submitted"), (passed.pk, "held")])
    assert not list(audit.faults()) and f.desks(line.dossier) == ["review"]


@pytest.mark.parametrize("end", ["unfounded", "withdraw"])
def test_without_ground_everything_goes_on(end: str) -> None:
    line = nominee()
    made, by = c.verifying(people=[line.recipient]), f.holder(c.PETITIONS)
    if end == "withdraw":
        petitions.withdraw(made, by, "Người gửi rút đơn")
    else:
        petitions.conclude(made, by, founded=False, conclusion="Không có căn cứ")
    made.refresh_from_db()
    assert made.closed_on == timezone.localdate() and made.result and f.states(line.dossier) == ["submitted"]
    assert Hold.objects.get().released_on == timezone.localdate() and not list(audit.faults())


def test_with_ground_the_hold_stays() -> None:
    line = nominee()
    made = c.verifying(people=[line.recipient])
    petitions.conclude(made, f.holder(c.PETITIONS), founded=True, conclusion="Kê khai không đúng")
    made.refresh_from_db()
    assert made.stage == Stage.FOUNDED and Hold.objects.get().released_on is None and f.states(line.dossier) == ["held"]


def test_a_second_letter_keeps_the_line_where_it_is() -> None:
    line, by = nominee(), f.holder(c.PETITIONS)
    first, second = (c.verifying(people=[line.recipient]) for _ in range(2))
    petitions.conclude(first, by, founded=False, conclusion="Không có căn cứ")
    assert f.states(line.dossier) == ["held"]
    petitions.conclude(second, by, founded=False, conclusion="Không có căn cứ")
    assert f.states(line.dossier) == ["submitted"]


def test_a_line_somebody_held_for_another_reason_stays() -> None:
    line = nominee()
    f.move([line], "hold", f.user(f.APPRAISAL), note="Đang xem xét kỷ luật")
    made = c.verifying(people=[line.recipient])
    petitions.conclude(made, f.holder(c.PETITIONS), founded=False, conclusion="Không có căn cứ")
    assert f.states(line.dossier) == ["held"]


def test_time_is_prolonged_once_with_a_reason() -> None:
    made, by = c.verifying(), f.holder(c.PETITIONS)
    before = made.resolve_by
    with pytest.raises(Refused, match="lý do gia hạn"):
        petitions.extend(made, by, " ")
    petitions.extend(made, by, "Vụ việc phức tạp")
    made.refresh_from_db()
    assert made.extended and before and made.resolve_by and timedelta(28) <= made.resolve_by - before <= timedelta(35)
    with pytest.raises(Refused, match="một lần"):
        petitions.extend(made, by, "lần nữa")


def test_steps_out_of_turn_without_reason_or_from_a_stale_page_change_nothing() -> None:
    made, by = c.petition(), f.holder(c.PETITIONS)
    with pytest.raises(Refused, match="Không có bước này"):
        petitions.conclude(made, by, founded=True, conclusion="x")
    with pytest.raises(Refused, match="lý do"):
        petitions.reject(made, by, " ")
    seen = Petition.objects.get(pk=made.pk)
    petitions.reject(made, by, "Không thuộc thẩm quyền")
    with pytest.raises(Stale):
        petitions.accept(seen, by)
    assert not Hold.objects.exists() and [act.step for act in made.acts.all()] == ["reject", "receive"]


@pytest.mark.parametrize("role", [f.INTAKE, f.APPRAISAL, f.CHIEF, f.SECRETARY, f.DRAFTER, f.SIGNER, f.ADMIN, c.RECORDS])
def test_only_who_handles_letters_touches_them(role: str) -> None:
    made, by = c.petition(), f.user(role)
    for act in (lambda: petitions.accept(made, by), lambda: petitions.reject(made, by, "x"), lambda: senders.open_for(made, by),
                lambda: c.petition(by=by), lambda: petitions.withdraw(made, by, "x"), lambda: petitions.extend(made, by, "x")):
        with pytest.raises(NotAllowed):
            act()
    assert PetitionAct.objects.count() == 1 and Petition.objects.count() == 1


@pytest.mark.parametrize("table", ["petitionact", "sender"])
def test_log_and_envelope_are_written_once(table: str) -> None:
    c.petition()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM workflow_{table}")


# ------------------------------------------------------------------ who sent it


def everything() -> str:
    """The whole database as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for name, in cursor.fetchall()]
        told = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            told += [row for row, in cursor.fetchall()]
    return "\n".join(told)


def test_the_database_does_not_tell_who_sent_a_letter() -> None:
    made = c.verifying()
    assert senders.open_for(made, f.holder(c.PETITIONS)) == (NAME, PHONE)
    told = everything()
    assert made.code in told and NAME not in told and PHONE not in told and NAME.encode().hex() not in told
    assert made.acts.first().step == "open"


def test_an_envelope_tells_nothing_by_its_length() -> None:
    c.petition(sender="An", contact="")
    c.petition(sender="Nguyễn Thị Hoàng Thiên Kim", contact="Số 12, đường Nguyễn Trãi")
    short, long = (len(bytes(one.sealed)) for one in Sender.objects.order_by("pk"))
    assert short == long


def test_a_former_key_still_opens(settings: object) -> None:
    made = c.petition()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "khóa mới" * 10  # type: ignore[attr-defined]
    assert senders.open_for(made, f.holder(c.PETITIONS)) == (NAME, PHONE)


def test_no_page_log_or_error_tells_who_sent_a_letter(caplog: pytest.LogCaptureFixture) -> None:
    line = nominee()
    with caplog.at_level(logging.DEBUG):
        made = c.verifying(people=[line.recipient])
    petitions.conclude(made, f.holder(c.PETITIONS), founded=True, conclusion="Kê khai không đúng")
    senders.open_for(made, f.holder(c.PETITIONS))
    root = f.user(f.INTAKE, f.APPRAISAL, f.CHIEF, f.SECRETARY, f.DRAFTER, f.SIGNER, c.RECORDS, f.ADMIN, is_staff=True)
    client = Client()
    client.force_login(root)
    person = Recipient.objects.get(pk=line.recipient_id)
    code = line.dossier.code
    for path in (f"/ho-so/{code}/", f"/ho-so/{code}/dong/1/", f"/doi-tuong/{person.pk}/", "/tim/?q=Bi+Mat", "/tim/?q=To+Giac",
                 "/", "/ho-so/", "/quan-tri/", "/can-xem-lai/", f"/tra-cuu/?ma={code}"):
        answer = client.get(path, follow=True)
        assert NAME not in answer.content.decode() and PHONE not in answer.content.decode(), path
    for path in ("/don-thu/", f"/don-thu/{made.pk}/", "/don-thu/moi/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/don-thu/{made.pk}/nguoi-gui/").status_code == 403
    assert client.get("/quan-tri/workflow/sender/").status_code == 404 and client.get("/quan-tri/workflow/petition/").status_code == 404
    assert NAME not in caplog.text and PHONE not in caplog.text
    notes = [*Act.objects.values_list("note", flat=True), *PetitionAct.objects.values_list("note", flat=True)]
    assert not any(NAME in note or PHONE in note for note in notes) and Entry.objects.exists()
    out = io.StringIO()
    call_command("dumpdata", "workflow.sender", "workflow.petitionact", stdout=out)
    assert NAME not in out.getvalue() and PHONE not in out.getvalue()
