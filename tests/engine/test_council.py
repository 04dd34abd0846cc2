"""A sitting: one paper a member for the whole agenda, counted against all members; everybody who voted is counted once."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from viewflow.workflow.models import Task

from tests import factories as f
from workflow.engine import audit, clerk, errands
from workflow.engine.errors import BrokenUrn, NotAllowed, Refused, Stale
from workflow.engine.flow import SittingFlow
from workflow.engine.sittings import chamber, council, urn
from workflow.engine.sittings.urn import Choice, Papers
from workflow.law.words import Kind
from workflow.models import Act, Count, Member, Rule, Sitting, Urn, User

pytestmark = pytest.mark.django_db


def agenda(*awards: str):
    return f.appraised(awards=awards or ("BK-TINH",))


def in_urn(sitting: Sitting) -> int:
    return len(urn._open(Urn.objects.get(sitting=sitting)).codes)


def results(sitting: Sitting) -> list[tuple]:
    return list(sitting.counts.order_by("line").values_list("ayes", "noes", "blanks", "invalid"))


def test_one_sitting_many_dossiers_each_line_by_its_own_threshold():
    one, two = agenda("BK-TINH", "CSTDT"), agenda("CSTDT")
    sitting = f.sitting_on([one, two])
    assert f.desks(one) == f.desks(two) == ["council"] and f.states(one, two) == ["voting"] * 3
    f.vote(sitting, times=8)  # 8 of 9 is 88,89 %: enough for 80 %, not for 90 %
    f.counted(sitting)
    assert f.states(one, two) == ["passed", "refused", "refused"] and (f.desks(one), f.desks(two)) == (["decide", "deliver"], ["deliver"])
    assert results(sitting) == [(8, 1, 0, 0)] * 3
    assert set(sitting.counts.values_list("members", "threshold")) == {(9, 80), (9, 90)}
    sitting.process.refresh_from_db()
    assert sitting.process.status == "DONE" and not list(audit.faults())


@pytest.mark.parametrize(("ayes", "award", "result"), [
    (16, "BK-TINH", "refused"), (17, "BK-TINH", "refused"), (18, "BK-TINH", "passed"), (19, "CSTDT", "refused"), (20, "CSTDT", "passed")])
def test_the_threshold_is_over_all_members_by_integers(ayes, award, result):
    """22 members: 80 % is 17,6 and 90 % is 19,8."""
    made = agenda(award)
    sitting = f.sitting_on(made, n=22)
    f.vote(sitting, times=ayes)
    f.counted(sitting)
    assert f.states(made) == [result]


def test_absent_members_stay_in_the_total():
    made, members = agenda(), f.council(9)
    sitting = f.sitting_on(made, absent=members[7:])
    assert len(f.vote(sitting)) == 7  # all who are there agree, and yet it is 77,8 %
    f.counted(sitting)
    assert f.states(made) == ["refused"] and results(sitting) == [(7, 0, 0, 0)]
    assert list(sitting.seats.order_by("pk").values_list("present", "cast")) == [(True, True)] * 7 + [(False, False)] * 2


def test_members_who_are_there_and_do_not_vote_stay_in_the_total():
    made = agenda()
    sitting = f.sitting_on(made)
    for seat in sitting.seats.order_by("pk")[:7]:
        council.cast(sitting, seat.member, f.paper(sitting))
    f.counted(sitting)
    assert f.states(made) == ["refused"] and sitting.seats.filter(present=True, cast=False).count() == 2


def test_no_opinion_is_neither_aye_nor_no():
    made = agenda("BK-TINH", "CSTDT")
    sitting = f.sitting_on(made, n=3)
    first, second, third = (seat.member for seat in sitting.seats.order_by("pk"))
    a, b = f.ids(made)
    council.cast(sitting, first, {a: Choice.AYE, b: Choice.BLANK})
    council.cast(sitting, second, {a: Choice.AYE, b: Choice.NO})
    council.cast(sitting, third, {a: Choice.BLANK, b: Choice.BLANK})
    f.counted(sitting)
    assert results(sitting) == [(2, 0, 1, 0), (0, 1, 2, 0)]


def test_the_council_is_that_of_the_day():
    f.council(5)
    today = timezone.localdate()
    Member.objects.filter(order=5).update(until=today - timedelta(days=1))
    sitting = f.sitting_on(agenda(), n=5)
    assert sitting.seats.count() == 4 and Count.objects.get().members == 4
    with pytest.raises(Refused, match="Chưa có danh sách ủy viên"):
        f.sitting_on(agenda(), held_on=date(2023, 12, 31))


def test_a_rule_without_a_threshold_cannot_be_voted_on():
    made = agenda("BK-TINH", "CSTDT")
    Rule.objects.filter(award="CSTDT").update(threshold=None)
    with pytest.raises(Refused) as refused:
        f.sitting_on(made)
    assert set(refused.value.reasons) == {f.ids(made)[1]} and f.states(made) == ["appraised"] * 2


def test_an_agenda_is_all_or_nothing():
    one, two = agenda(), f.dossier(kind=Kind.SUDDEN)
    f.move(two, "appraise")
    with pytest.raises(Refused):
        f.sitting_on([one, two])
    assert f.states(one, two) == ["appraised", "passed"] and f.desks(one) == ["convene"]
    assert not Count.objects.exists() and not Sitting.objects.exists() and not Urn.objects.exists()


@pytest.mark.parametrize("where", ["workflow.engine.sittings.urn.place", "workflow.models.Seat.objects.bulk_create"])
def test_a_sitting_that_cannot_be_set_up_leaves_no_trace(monkeypatch, where):
    made = agenda()
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(where, lambda *a: 1 / 0)
        f.sitting_on(made)
    assert f.states(made) == ["appraised"] and not Sitting.objects.exists() and not list(audit.faults())


def test_a_line_is_on_one_agenda_at_a_time():
    made = agenda()
    sitting = f.sitting_on(made)
    with pytest.raises(Refused):
        f.sitting_on(made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Count.objects.create(sitting=sitting, line_id=f.ids(made)[0], members=9, threshold=80)


# ------------------------------------------------------------------ casting


def test_a_paper_is_cast_once():
    sitting = f.sitting_on(agenda(), n=3)
    member = f.council(3)[0]
    assert council.ballot(sitting, member).owner == member
    code = council.cast(sitting, member, f.paper(sitting))
    assert len(code) == urn.CODE and set(code) <= set(urn.ALPHABET)
    with pytest.raises(Stale):
        council.cast(sitting, member, f.paper(sitting, ()))
    assert in_urn(sitting) == 1 and council.ballot(sitting, member) is None


def test_nobody_votes_without_a_seat():
    sitting = f.sitting_on(agenda(), n=3)
    with pytest.raises(NotAllowed, match="không có phiếu"):
        council.cast(sitting, f.user(f.MEMBER), f.paper(sitting))
    with pytest.raises(NotAllowed, match="không có quyền"):
        council.cast(sitting, f.holder(f.SECRETARY), f.paper(sitting))
    assert in_urn(sitting) == 0


def test_a_member_whose_account_is_closed_does_not_vote():
    sitting, member = f.sitting_on(agenda(), n=3), f.council(3)[1]
    User.objects.filter(pk=member.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        council.cast(sitting, User.objects.get(pk=member.pk), f.paper(sitting))


def test_a_paper_speaks_of_the_whole_agenda_and_nothing_else():
    made, other = agenda("BK-TINH", "CSTDT"), agenda()
    sitting, member = f.sitting_on(made, n=3), f.council(3)[0]
    whole = f.paper(sitting)
    for paper in ({}, dict([*whole.items()][:1]), whole | {f.ids(other)[0]: Choice.AYE}):
        with pytest.raises(KeyError):
            council.cast(sitting, member, paper)
    with pytest.raises(ValueError, match="only a written paper"):
        council.cast(sitting, member, dict.fromkeys(whole, Choice.INVALID))
    assert in_urn(sitting) == 0 and not sitting.seats.filter(cast=True).exists()


def test_who_is_marked_absent_casts_nothing_until_he_is_called_again():
    members = f.council(3)
    sitting = f.sitting_on(agenda(), n=3, absent=members[2:])
    assert council.ballot(sitting, members[2]) is None
    with pytest.raises(NotAllowed, match="ghi là vắng mặt"):
        council.cast(sitting, members[2], f.paper(sitting))
    council.cast(sitting, members[0], f.paper(sitting))
    council.mark(sitting, [members[2].pk], f.holder(f.SECRETARY))
    assert list(sitting.seats.order_by("pk").values_list("present", flat=True)) == [True, False, True]  # who voted was there
    council.cast(sitting, members[2], f.paper(sitting))
    assert in_urn(sitting) == 2
    with pytest.raises(NotAllowed):
        council.mark(sitting, [], members[0])


def test_the_log_says_who_called_the_roll_and_for_whom_papers_were_entered():
    members, secretary = f.council(3), f.holder(f.SECRETARY)
    sitting = f.sitting_on(agenda(), n=3)
    council.mark(sitting, [member.pk for member in members[:2]], secretary)
    council.mark(sitting, [member.pk for member in members[:2]], secretary)  # says nothing new
    council.record_written(sitting, [members[2].pk], [f.paper(sitting)], secretary)
    acts = Act.objects.filter(step__in=("roll_call", "record_written")).order_by("pk").values_list("step", "by", "note")
    head = f"Phiên họp ngày {sitting.held_on:%d/%m/%Y} (số {sitting.pk}): "
    assert list(acts) == [
        ("roll_call", secretary.pk, f"{head}vắng mặt: {members[2]}"),
        ("record_written", secretary.pk, f"{head}phiếu giấy của: {members[2]}")]


def test_only_the_secretary_convenes_and_never_for_nothing():
    f.council(3)
    for by, refusal in ((f.user(), NotAllowed), (f.holder(f.SECRETARY), Refused)):
        with pytest.raises(refusal):
            council.convene([], by, held_on=timezone.localdate(), place="Phòng họp A")
    assert not Sitting.objects.exists()


# ------------------------------------------------------------------ written papers


def test_written_papers_of_absent_members_count():
    made, members = agenda(), f.council(5)
    sitting = f.sitting_on(made, n=5, absent=members[3:])
    f.vote(sitting)
    written = [f.paper(sitting), f.paper(sitting, (), other=Choice.INVALID)]
    council.record_written(sitting, [member.pk for member in members[3:]], written, f.holder(f.SECRETARY))
    f.counted(sitting, despite="hai ủy viên đi công tác")  # a ballot in writing is no attendance
    assert results(sitting) == [(4, 0, 0, 1)] and f.states(made) == ["passed"]
    assert list(sitting.seats.order_by("pk").values_list("present", "cast")) == [(True, True)] * 3 + [(False, True)] * 2
    assert len(sitting.receipts) == 5
    code = sitting.receipts[0]
    assert chamber.counted_in(sitting, f" {code[:4].lower()} {code[4:8]}-{code[8:]} ") and not chamber.counted_in(sitting, "AAAA BBBB")


def test_written_papers_are_recorded_once_and_for_absent_members_only():
    members, by = f.council(4), f.holder(f.SECRETARY)
    sitting = f.sitting_on(agenda(), n=4, absent=members[2:])
    paper, away = f.paper(sitting), [member.pk for member in members[2:]]
    for who, papers in (([members[0].pk], [paper]), (away, [paper]), (away[:1], [paper, paper]), ([by.pk], [paper])):
        with pytest.raises(Refused, match="chưa ghi phiếu nào"):
            council.record_written(sitting, who, papers, by)
    with pytest.raises(NotAllowed):
        council.record_written(sitting, away, [paper, paper], members[0])
    with pytest.raises(KeyError):
        council.record_written(sitting, away, [paper, {}], by)
    assert in_urn(sitting) == 0 and not sitting.seats.filter(cast=True).exists()
    council.record_written(sitting, away[:1], [paper], by)
    with pytest.raises(Refused):
        council.record_written(sitting, away[:1], [paper], by)
    with pytest.raises(Stale):
        council.cast(sitting, members[2], paper)
    assert in_urn(sitting) == 1


# ------------------------------------------------------------------ the count


def test_every_receipt_is_counted_and_the_list_is_sorted():
    sitting = f.sitting_on(agenda(), n=9)
    codes = f.vote(sitting)
    f.counted(sitting)
    assert len(set(codes)) == 9 and sitting.receipts == sorted(codes) and sitting.counted_at


def test_only_the_secretary_counts_and_only_once():
    sitting = f.sitting_on(agenda(), n=3)
    with pytest.raises(NotAllowed):
        f.counted(sitting, f.council(3)[0])
    f.counted(sitting)
    for again in (
        lambda: f.counted(sitting), lambda: council.call_off(sitting, f.holder(f.SECRETARY), "x"),
        lambda: council.mark(sitting, [], f.holder(f.SECRETARY)), lambda: council.cast(sitting, f.council(3)[0], f.paper(sitting)),
        lambda: council.record_written(sitting, [], [], f.holder(f.SECRETARY)),
    ):
        with pytest.raises(Stale):
            again()


@pytest.mark.parametrize("where", ["enter", "blur"])
def test_a_count_that_breaks_moves_no_line_and_keeps_the_urn(monkeypatch, where):
    made = agenda("BK-TINH", "CSTDT")
    sitting = f.sitting_on(made, n=3)
    f.vote(sitting)
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(council, where, lambda *a: 1 / 0)
        f.counted(sitting)
    assert f.states(made) == ["voting"] * 2 and in_urn(sitting) == 3 and Sitting.objects.get().counted_at is None
    f.counted(sitting)
    assert f.states(made) == ["passed"] * 2


@pytest.mark.parametrize("spoil", ["paper lost", "seat forgotten", "content changed", "key lost", "key changed"])
def test_a_broken_urn_is_not_counted_but_can_be_called_off(spoil):
    made, by = agenda(), f.holder(f.SECRETARY)
    sitting = f.sitting_on(made, n=3)
    f.vote(sitting)
    if spoil == "paper lost":
        papers = urn._open(sitting.urn)
        Urn.objects.update(content=urn._fernet(sitting.urn.sitting).encrypt(Papers(3, papers.totals, papers.codes[:2]).pack()))
    elif spoil == "seat forgotten":
        sitting.seats.filter(member=f.council(3)[0]).update(cast=False)
    elif spoil == "content changed":
        Urn.objects.update(content=bytes(sitting.urn.content)[:-1] + b"A")
    elif spoil == "key lost":
        urn.destroy_key(sitting.pk)
    else:
        urn.key_file(sitting.pk).write_bytes(urn.Fernet.generate_key())
    with pytest.raises(BrokenUrn, match="bỏ phiếu lại"):
        f.counted(sitting)
    assert f.states(made) == ["voting"] and Sitting.objects.get().counted_at is None
    council.call_off(sitting, by, "hòm phiếu hỏng")
    assert f.states(made) == ["appraised"] and not Urn.objects.exists()
    again = f.sitting_on(made, n=3)
    f.vote(again)
    f.counted(again)
    assert f.states(made) == ["passed"] and results(sitting) == [(None,) * 4] and not list(audit.faults())


def test_a_sitting_called_off_gives_its_lines_back():
    made = agenda("BK-TINH", "CSTDT")
    sitting = f.sitting_on(made, n=3)
    council.cast(sitting, f.council(3)[0], f.paper(sitting))
    with pytest.raises(NotAllowed):
        council.call_off(sitting, f.holder(f.APPRAISAL), "không đủ người")
    council.call_off(sitting, f.holder(f.SECRETARY), "không đủ người")
    assert f.states(made) == ["appraised"] * 2 and f.desks(made) == ["convene"]
    assert not sitting.seats.filter(cast=True).exists() and not Urn.objects.exists()
    assert not Task.objects.filter(process=sitting.process, finished=None).exists()
    with pytest.raises(Stale):
        council.cast(sitting, f.council(3)[1], f.paper(sitting))


def test_a_sitting_whose_count_somebody_else_took_is_his():
    sitting, other = f.sitting_on(agenda(), n=3), f.user(f.SECRETARY)
    f.vote(sitting)
    counting = Task.objects.get(process=sitting.process_id, flow_task=SittingFlow.tally)
    errands.take(counting, other)
    with pytest.raises(NotAllowed, match="người khác giữ"):
        f.counted(sitting)
    f.counted(sitting, other)


def test_lines_do_not_leave_a_sitting_by_another_door():
    made = agenda()
    f.sitting_on(made)
    for step in ("hold", "refuse", "send_back", "withdraw", "release"):
        assert clerk.move(f.ids(made), step, f.holder(f.CHIEF), partly=True, note="x").refused


def test_sittings_do_not_share_an_urn():
    one, two = agenda(), agenda()
    first, second = f.sitting_on(one, n=3), f.sitting_on(two, n=3)
    f.vote(first)
    f.counted(first)
    assert f.states(one, two) == ["passed", "voting"] and in_urn(second) == 0


def test_any_vote_is_added_up_rightly():
    """Random papers, written ones among them, against a plain count."""
    dice = random.Random(7)
    made, members = agenda(*["BK-TINH"] * 5), f.council(9)
    sitting = f.sitting_on(made, absent=members[7:])
    papers = [{line: dice.choice([Choice.AYE, Choice.NO, Choice.BLANK]) for line in f.ids(made)} for _ in members]
    for member, paper in zip(members[:7], papers, strict=False):
        council.cast(sitting, member, paper)
    council.record_written(sitting, [member.pk for member in members[7:]], papers[7:], f.holder(f.SECRETARY))
    f.counted(sitting)
    for count in sitting.counts.all():
        said = [paper[count.line_id] for paper in papers]
        assert (count.ayes, count.noes, count.blanks, count.invalid) == (
            *(said.count(choice) for choice in (Choice.AYE, Choice.NO, Choice.BLANK)), 0)
        assert count.line.state == ("passed" if count.ayes * 100 >= 80 * 9 else "refused")
