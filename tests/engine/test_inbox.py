"""The read side: each person sees what he may do, soonest due first, a page at a time."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from tests import factories as f
from workflow.engine import errands, inbox
from workflow.engine.deciding import decisions
from workflow.engine.inbox import Wanted
from workflow.engine.sittings import council
from workflow.law.states import Duty
from workflow.law.words import Kind

pytestmark = pytest.mark.django_db


def received(day: str, **fields):
    return f.dossier(received_at=timezone.make_aware(datetime.fromisoformat(f"{day}T09:00")), **fields)


def codes(tasks, user, **wanted) -> list[str]:
    return [row.code for row in inbox.page(tasks, user, Wanted(**wanted), size=50).rows]


def test_a_queue_holds_what_one_may_take():
    appraiser, both, signer = f.user(f.APPRAISAL), f.user(f.INTAKE, f.APPRAISAL), f.holder(f.SIGNER)
    own, other = f.dossier(by=both), f.dossier()
    assert codes(inbox.queue(appraiser), appraiser) == [own.code, other.code]
    assert codes(inbox.queue(both), both) == [other.code]  # who received it does not appraise it
    assert codes(inbox.queue(signer), signer) == []
    errands.take(f.errand(other, "appraise"), appraiser)
    assert codes(inbox.queue(appraiser), appraiser) == [own.code] and codes(inbox.mine(appraiser), appraiser) == [other.code]
    f.move(other, "appraise", appraiser)
    assert codes(inbox.mine(appraiser), appraiser) == []


def test_a_row_tells_what_lies_there():
    made, user = f.dossier(awards=["BK-TINH"] * 3), f.user(f.APPRAISAL)
    f.move(f.lines(made)[:1], "send_back", user, note="thiếu")
    row, = inbox.page(inbox.mine(user), user).rows
    assert (row.code, row.unit, row.letter, row.kind) == (made.code, made.unit_name, made.letter_number, "cong-trang")
    assert (row.duty, row.lines, row.total, row.paused, row.owner, row.mine) == (Duty.APPRAISE, 2, 3, True, str(user), True)
    assert (row.received_on, row.due_on) == (made.received_on, made.due_on)


def test_only_who_assigns_work_sees_everything():
    chief, appraiser, made = f.holder(f.CHIEF), f.user(f.APPRAISAL), f.dossier()
    errands.take(f.errand(made, "appraise"), appraiser)
    assert codes(inbox.everyone(chief), chief) == [made.code] and codes(inbox.everyone(appraiser), appraiser) == []
    assert codes(inbox.at(Duty.APPRAISE), chief) == [made.code] and codes(inbox.at(Duty.INTAKE), chief) == []


def test_who_assigns_work_minds_the_days_of_everything():
    chief, appraiser = f.holder(f.CHIEF), f.user(f.APPRAISAL)
    late, free = received("2026-03-02"), received("2026-03-03")
    errands.take(f.errand(late, "appraise"), appraiser)
    assert [inbox.counts(user)["overdue"] for user in (chief, appraiser)] == [2, 1]
    assert codes(inbox.watched(chief), chief, due="overdue") == [late.code, free.code]
    assert codes(inbox.watched(appraiser), appraiser, due="overdue") == [late.code]


def test_soonest_due_first_page_by_page():
    user = f.user(f.APPRAISAL)
    days = ["2026-03-05", "2026-03-02", "2026-03-03", "2026-03-02", "2026-03-04"]
    made = sorted([received(day) for day in days], key=lambda one: (one.due_on, one.pk))
    found, after = [], None
    for _ in range(3):
        page = inbox.page(inbox.queue(user), user, Wanted(after=after), size=2)
        found += [row.code for row in page.rows]
        after = page.after
    assert found == [one.code for one in made] and after is None


def test_filters():
    user, today = f.user(f.APPRAISAL), timezone.localdate()
    late, sudden = received("2026-03-02", letter_number="77/TTr-ĐHSP"), f.dossier(kind=Kind.SUDDEN)
    now = f.dossier(unit=f.unit(name="Sở Y tế (minh họa)"))
    type(now).objects.filter(pk=now.pk).update(due_on=today)
    queue = inbox.queue(user)
    assert codes(queue, user, due="overdue") == [late.code] and codes(queue, user, due="today") == [now.code]
    assert codes(queue, user, kind="dot-xuat") == [sudden.code]
    assert codes(queue, user, search="so y te") == codes(queue, user, search="Y TẾ sở") == [now.code]
    assert codes(queue, user, search="dhsp") == codes(queue, user, search=late.code.lower()) == [late.code]
    assert codes(queue, user, search="không có") == [] and len(codes(queue, user, duty="appraise")) == 3
    assert codes(queue, user, duty="intake") == []


def test_papers_are_shown_to_those_who_are_due():
    members, secretary = f.council(3), f.holder(f.SECRETARY)
    sitting = f.sitting_on(f.appraised(), n=3, absent=members[2:])
    assert [inbox.counts(member)["ballots"] for member in members] == [1, 1, 0]
    f.vote(sitting)
    council.record_written(sitting, [members[2].pk], [f.paper(sitting)], secretary)
    assert [inbox.counts(member)["ballots"] for member in members] == [0, 0, 0] and inbox.counts(secretary)["tallies"] == 1
    f.counted(sitting)
    decision = f.drafted(list(sitting.counts.get().line.dossier.lines.all()))
    drafter, chief, signer = (f.holder(role) for role in (f.DRAFTER, f.CHIEF, f.SIGNER))
    assert inbox.counts(drafter)["drafts"] == 1
    decisions.submit(decision, drafter)
    assert inbox.counts(drafter)["drafts"] == 0 and inbox.counts(chief)["checks"] == 1
    decisions.check(decision, chief, sound=True)
    assert inbox.counts(signer)["signatures"] == 1
    f.signed(decision)
    assert inbox.counts(signer)["signatures"] == 0 and "ballots" in inbox.counts(signer)


def test_the_next_errand_is_the_most_urgent_one():
    user = f.user(f.INTAKE, f.APPRAISAL)
    later, sooner = received("2026-03-05"), received("2026-03-02")
    received("2026-03-01", by=user)
    assert inbox.take_next(user) == f.errand(sooner, "appraise") and f.errand(sooner, "appraise").owner == user
    assert inbox.take_next(user) == f.errand(later, "appraise")
    assert inbox.take_next(user) is None


def test_who_may_be_given_several_errands():
    appraiser, both = f.user(f.APPRAISAL, name="An"), f.user(f.APPRAISAL, f.INTAKE, name="Bình")
    f.user(f.APPRAISAL, is_active=False), f.user(f.SIGNER)
    one, two = f.dossier(by=both), f.dossier()
    errands.take(f.errand(two, "appraise"), both)
    tasks = inbox.at(Duty.APPRAISE)
    assert [(user, user.held) for user in inbox.able(tasks.filter(process__dossier=two))] == [(appraiser, 0), (both, 1)]
    assert list(inbox.able(tasks)) == [appraiser]
    assert inbox.chosen([f.errand(one, "appraise").pk, 10**9]) == [f.errand(one, "appraise")]
