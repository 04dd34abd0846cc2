"""Decisions: lines of many dossiers in one paper; three different people; a number without a gap; a paper that stays as it is."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as f
from workflow.engine import audit, clerk, errands
from workflow.engine.deciding import decisions
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.register import history
from workflow.law import awards
from workflow.law.words import Instrument, Kind, RecipientKind
from workflow.models import Act, AwardRecord, Decision, Printed, Register, User
from workflow.models.tables import tariff
from workflow.papers import press, prints

pytestmark = pytest.mark.django_db
WORDING = {"subject": "Tặng Bằng khen", "achievement": "Đã có thành tích", "proposal_number": ""}


@pytest.fixture
def today(monkeypatch):
    """The day on which the office works, which a test can set."""
    def set_to(day: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: timezone.make_aware(datetime.fromisoformat(f"{day}T10:00")))
    return set_to


def test_from_draft_to_signature_over_several_dossiers():
    one, two, three = f.passed(awards=["BK-TINH", "CSTDT"]), f.passed(awards=["COTINH"]), f.dossier(kind=Kind.SUDDEN)
    f.move(three, "appraise")
    decision = f.checked(f.drafted([one, two, three]))
    assert set(f.states(one, two, three)) == {"drafted"} and f.desks(one) == f.desks(two) == f.desks(three) == ["signature"]
    assert decision.number is None and str(decision) == f"Dự thảo {decision.pk}"
    decision = f.signed(decision)
    assert set(f.states(one, two, three)) == {"decided"} and f.desks(one) == f.desks(two) == f.desks(three) == ["deliver"]
    assert (decision.number, decision.full_number, decision.signed_by) == (1, "01/QĐ-UBND", f.holder(f.SIGNER))
    assert decision.process.status == "DONE" and not list(audit.faults())


def test_the_paper_is_frozen_as_it_was_signed():
    decision = f.signed()
    printed = Printed.objects.get(decision=decision)
    content = bytes(printed.content)
    assert printed.kind == "decision" and printed.pages >= 2 and content.startswith(b"%PDF")
    assert printed.sha256 == hashlib.sha256(content).hexdigest() == press.render(prints.decision(decision)).sha256
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Printed.objects.filter(pk=printed.pk).update(pages=1)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        printed.delete()


def test_every_recipient_gains_his_record_with_the_money_of_the_day(today):
    today("2026-08-03")
    rows = [f.row("BK-TINH"), f.row("BK-TINH", kind=RecipientKind.COLLECTIVE), f.row("BK-TINH", kind=RecipientKind.HOUSEHOLD),
            f.row("CSTDT"), f.row("COTINH"), f.row("TTLDXS")]
    made = f.decided(f.passed(f.appraised(f.dossier(rows=rows))))
    records = AwardRecord.objects.order_by("line__no")
    assert [record.money for record in records] == [3_800_000, 7_590_000, 3_800_000, 7_590_000, 20_240_000, 3_800_000]
    for record, line in zip(records, f.lines(made), strict=True):
        assert (record.recipient_id, record.line_id) == (line.recipient_id, line.pk)
        assert (record.award, record.citation) == (line.award, line.citation)
        assert (record.decision_number, record.decided_on, record.kind, record.source, record.status) == (
            "01/QĐ-UBND", date(2026, 8, 3), "cong-trang", "own", "valid")
        assert record.award_name and record.authority == "Chủ tịch Ủy ban nhân dân tỉnh Minh Họa"


def test_every_award_that_can_be_decided_has_its_money(today):
    """A missing rate would stop the signature of a whole decision."""
    ours = [machine for machine in awards.every() if machine.instrument is Instrument.AWARD and machine.code not in awards.GROUPS]
    assert len(ours) >= 11, "what others decide may enter without money"
    for machine in ours:
        assert tariff().rate(machine.code, date(2026, 8, 3)) and tariff().rate(machine.code, date(2024, 2, 1))


# ------------------------------------------------------------------ three pairs of eyes


def test_the_drafter_neither_checks_nor_signs():
    able = f.user(f.DRAFTER, f.CHIEF, f.SIGNER)
    decision = f.drafted(by=able)
    decisions.submit(decision, able)
    with pytest.raises(NotAllowed, match="không tự kiểm tra"):
        decisions.check(decision, able, sound=True)
    decisions.check(decision, f.holder(f.CHIEF), sound=True)
    with pytest.raises(NotAllowed, match="không được ký"):
        decisions.sign(decision, able)
    assert Register.objects.filter(book="QĐ-UBND").first() is None and not AwardRecord.objects.exists()


def test_the_checker_does_not_sign():
    able = f.user(f.CHIEF, f.SIGNER)
    decision = f.checked(by=able)
    with pytest.raises(NotAllowed, match="không được ký"):
        decisions.sign(decision, able)


@pytest.mark.parametrize("part", ["began", "gathered", "worded", "submitted", "submitted once"])
def test_everybody_with_a_hand_in_the_draft_counts_as_its_drafter(part):
    able, other, chief = f.user(f.DRAFTER, f.CHIEF, f.SIGNER), f.user(f.DRAFTER), f.holder(f.CHIEF)
    decision = f.drafted(by=able if part == "began" else other)
    if part == "gathered":
        decisions.gather(decision, f.ids(f.passed()), able)
    if part == "worded":
        decisions.word(decision, able, **WORDING)
    decisions.submit(decision, able if part.startswith("submitted") else other)
    if part == "submitted once":
        decisions.check(decision, chief, sound=False, remark="sai tên")
        decisions.submit(decision, other)
    stale = Decision.objects.get(pk=decision.pk)
    stale.drafted_by = other  # what a page shows may be old
    with pytest.raises(NotAllowed, match="không tự kiểm tra"):
        decisions.check(stale, able, sound=True)
    decisions.check(decision, chief, sound=True)
    with pytest.raises(NotAllowed, match="không được ký"):
        decisions.sign(stale, able)
    assert f.signed(decision).number == 1


def test_every_desk_needs_its_right():
    made = f.passed()
    decision, others = f.drafted(made), f.holder(f.APPRAISAL)
    for act in (
        lambda: decisions.submit(decision, others), lambda: decisions.word(decision, others, **WORDING),
        lambda: decisions.gather(decision, f.ids(f.passed()), others), lambda: decisions.drop(decision, f.ids(made), others),
    ):
        with pytest.raises(NotAllowed):
            act()
    decisions.submit(decision, f.holder(f.DRAFTER))
    with pytest.raises(NotAllowed):
        decisions.check(decision, others, sound=True)
    decisions.check(decision, f.holder(f.CHIEF), sound=True)
    for act in (lambda: decisions.sign(decision, others), lambda: decisions.decline(decision, others, "x")):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed):
        f.drafted(f.passed(), by=others)
    assert Decision.objects.count() == 1


def test_who_took_a_draft_and_lost_the_right_does_not_hand_it_in():
    decision, leaver = f.drafted(), f.user(f.DRAFTER)
    errands.take(decisions.task(decision), leaver)
    with pytest.raises(NotAllowed, match="người khác giữ"):
        decisions.submit(decision, f.holder(f.DRAFTER))
    leaver.groups.clear()
    with pytest.raises(NotAllowed):
        decisions.submit(decision, User.objects.get(pk=leaver.pk))


# ------------------------------------------------------------------ what was checked is what is signed


def test_nothing_in_or_out_after_the_draft_was_handed_in():
    one, two = f.passed(), f.passed()
    decision, by = f.drafted(one), f.holder(f.DRAFTER)

    def change():
        for act in (
            lambda: decisions.gather(decision, f.ids(two), by), lambda: decisions.drop(decision, f.ids(one), by),
            lambda: decisions.word(decision, by, **WORDING), lambda: decisions.submit(decision, by),
        ):
            with pytest.raises(Stale):
                act()

    decisions.submit(decision, by)
    change()
    decisions.check(decision, f.holder(f.CHIEF), sound=True)
    change()
    f.signed(decision)
    change()
    assert f.states(one, two) == ["decided", "passed"]


def test_a_draft_sent_back_is_open_again():
    one, two, by = f.passed(), f.passed(), f.holder(f.DRAFTER)
    decision = f.drafted(one)
    decisions.submit(decision, by)
    with pytest.raises(Refused, match="ghi rõ ý kiến"):
        decisions.check(decision, f.holder(f.CHIEF), sound=False)
    decisions.check(decision, f.holder(f.CHIEF), sound=False, remark="thiếu một dòng")
    decision.refresh_from_db()
    assert (decision.sound, decision.remark) == (False, "thiếu một dòng")
    decisions.gather(decision, f.ids(two), by)
    decisions.word(decision, by, **WORDING)
    decisions.submit(decision, by)
    decision.refresh_from_db()
    assert decision.remark == "" and decision.subject == "Tặng Bằng khen"
    decisions.check(decision, f.holder(f.CHIEF), sound=True)
    with pytest.raises(Refused, match="ghi rõ ý kiến"):
        decisions.decline(decision, f.holder(f.SIGNER), " ")
    decisions.decline(decision, f.holder(f.SIGNER), "chờ họp")
    assert decisions.task(decision).flow_task.name == "draft" and set(f.states(one, two)) == {"drafted"}
    assert f.signed(f.checked(decision)).number == 1


def test_an_empty_draft_goes_nowhere():
    made = f.passed()
    decision, by = f.drafted(made), f.holder(f.DRAFTER)
    decisions.drop(decision, f.ids(made), by, "sai tên")
    assert f.states(made) == ["passed"] and f.desks(made) == ["decide"] and f.lines(made)[0].decision is None
    with pytest.raises(Refused, match="chưa có dòng"):
        decisions.submit(decision, by)


def test_a_line_is_in_one_decision_only():
    made, other = f.passed(), f.drafted()
    decision = f.drafted(made)
    with pytest.raises(Refused):
        f.drafted(made)
    with pytest.raises(Refused):
        decisions.gather(other, f.ids(made), f.holder(f.DRAFTER))
    assert Decision.objects.count() == 2 and f.lines(made)[0].decision == decision


def test_nobody_decides_past_the_signature():
    made = f.passed()
    decision = f.checked(f.drafted(made))
    with pytest.raises(Refused):
        clerk.move(f.ids(made), "decide", f.holder(f.SIGNER), decision=decision)
    signed = f.signed()
    with pytest.raises(Refused, match="không thuộc quyết định"):
        clerk.move(f.ids(made), "decide", f.holder(f.SIGNER), decision=signed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(number=9)


# ------------------------------------------------------------------ numbers


@pytest.mark.parametrize(("room", "where"), [(decisions, "freeze"), (history, "enter")])
def test_a_signature_that_fails_gives_its_number_back(monkeypatch, room, where):
    made = f.passed(awards=["BK-TINH"] * 2)
    first, second = (f.checked(f.drafted([line])) for line in f.lines(made))
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(room, where, lambda *a, **k: 1 / 0)
        f.signed(first)
    first.refresh_from_db()
    assert first.number is None and f.states(made) == ["drafted"] * 2 and not Printed.objects.exists()
    assert not AwardRecord.objects.exists() and not Act.objects.filter(step="decide").exists()
    assert [f.signed(decision).number for decision in (second, first)] == [1, 2] and not list(audit.faults())


def test_a_paper_that_cannot_be_printed_is_not_signed(monkeypatch):
    def broken(*args):
        raise press.PrintFailed("Không in được")

    decision = f.checked()
    with monkeypatch.context() as patch, pytest.raises(press.PrintFailed):
        patch.setattr(press, "render", broken)
        f.signed(decision)
    assert not Register.objects.filter(book="QĐ-UBND").exists() and f.signed(decision).number == 1


def test_numbers_run_by_book_and_year(today):
    today("2026-12-30")
    made = f.passed(awards=["BK-TINH"] * 4)
    waiting = [f.drafted([line]) for line in f.lines(made)]
    Decision.objects.filter(pk=waiting[2].pk).update(symbol="QĐ-SNV")
    numbers = [f.signed(f.checked(decision)).full_number for decision in waiting[:3]]
    today("2027-01-04")
    last = f.signed(f.checked(waiting[3]))
    assert numbers == ["01/QĐ-UBND", "02/QĐ-UBND", "01/QĐ-SNV"] and (last.full_number, last.year) == ("01/QĐ-UBND", 2027)
    assert not audit.gaps()


def test_who_was_faster_changes_the_number_on_the_paper(monkeypatch):
    """The paper is printed before the book is locked; when the number has gone meanwhile, it is printed again."""
    first, second = f.checked(), f.checked()
    real, times = press.render, []

    def slow(paper):
        times.append(paper.number)
        if len(times) == 1:
            f.signed(first)
        return real(paper)

    monkeypatch.setattr(press, "render", slow)
    assert f.signed(second).number == 2 and times == [1, 1, 2]
    printed = Printed.objects.get(decision=second)
    assert printed.sha256 == real(prints.decision(second)).sha256


def test_a_number_is_given_in_a_transaction_only(transactional_db):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        Register.next("QĐ-UBND", "2026")


def test_a_draft_without_lines_is_nobodys():
    for by, refusal in ((f.user(), NotAllowed), (f.holder("Dự thảo"), Refused)):
        with pytest.raises(refusal):
            decisions.draft([], by, subject="Về việc", achievement="thành tích")
    assert not Decision.objects.exists()
