"""How often the database is asked does not grow with lines, nor with dossiers, nor with rows of a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from workflow.engine import clerk, errands, inbox
from workflow.engine.deciding import decisions
from workflow.engine.receiving import delivery, intake
from workflow.engine.sittings import council
from workflow.models import User

pytestmark = pytest.mark.django_db


def counted(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def fresh(user: User) -> User:
    """As a request finds him, his rights already asked for."""
    user = User.objects.get(pk=user.pk)
    user.get_all_permissions()
    return user


def journey(dossiers: int, n: int) -> dict[str, int]:
    """The queries of every step of a whole life."""
    people = {role: fresh(f.holder(role)) for role in (f.INTAKE, f.APPRAISAL, f.SECRETARY, f.DRAFTER, f.CHIEF, f.SIGNER)}
    clerk_, appraiser, secretary, drafter, chief, signer = people.values()
    seen, made = {}, []
    for _ in range(dossiers):
        draft = f.draft(clerk_, ["BK-TINH"] * n)
        seen["register"] = counted(lambda draft=draft: made.append(intake.register(draft, clerk_)))
    ids = f.ids(made)
    seen["send back"] = counted(lambda: clerk.move(ids, "send_back", appraiser, note="thiếu"))
    seen["resubmit"] = counted(lambda: clerk.move(ids, "resubmit", clerk_))
    seen["appraise"] = counted(lambda: clerk.move(ids, "appraise", appraiser))
    members, sittings = [fresh(member) for member in f.council(5)], []
    seen["convene"] = counted(lambda: sittings.append(council.convene(ids, secretary, held_on=timezone.localdate(), place="x")))
    sitting = sittings[0]
    paper = f.paper(sitting)
    seen["ballot"] = counted(lambda: council.cast(sitting, members[0], paper))
    for member in members[1:]:
        council.cast(sitting, member, paper)
    seen["tally"] = counted(lambda: council.tally(sitting, secretary))
    drafts = []
    seen["draft"] = counted(lambda: drafts.append(decisions.draft(ids, drafter, subject="x", achievement="y")))
    decision = drafts[0]
    decisions.submit(decision, drafter)
    decisions.check(decision, chief, sound=True)
    seen["sign"] = counted(lambda: decisions.sign(decision, signer))
    seen["deliver"] = counted(lambda: delivery.hand_over(made[0], clerk_, "người nhận"))
    assert f.states(made[0]) == ["delivered"] * n
    return seen


def test_every_step_asks_as_often_for_one_line_as_for_three_hundred():
    journey(1, 1)  # content types are looked up, books opened
    one, *others = [journey(*shape) for shape in ((1, 1), (1, 30), (1, 300), (30, 1))]
    # a supplement's new day is written once a dossier that moved
    assert others == [one, one, one]
    assert one["ballot"] < 20 and one["appraise"] <= 20, one


@pytest.fixture
def desk():
    """An appraiser's queue and inbox, with one row in each."""
    inbox.office_days()
    return fresh(f.user(f.APPRAISAL))


@pytest.mark.parametrize("n", [1, 3, 30])
def test_a_list_is_one_query(desk, n, django_assert_num_queries):
    made = [f.dossier(awards=["BK-TINH"] * 2) for _ in range(2 * n)]
    for one in made[:n]:
        errands.take(f.errand(one, "appraise"), desk)
    for tasks in (inbox.mine(desk), inbox.queue(desk)):
        with django_assert_num_queries(1):
            page = inbox.page(tasks, desk, size=50)
            assert [(row.lines, row.total, bool(row.code), row.paused) for row in page.rows] == [(2, 2, True, False)] * n


@pytest.mark.parametrize("n", [1, 30])
def test_the_counts_are_as_many_queries_for_one_row_as_for_thirty(n, django_assert_num_queries):
    user = fresh(f.user(f.APPRAISAL, f.SECRETARY, f.DRAFTER))
    for _ in range(n):
        f.dossier()
    with django_assert_num_queries(6):  # in hand, in the queue, ballots, counts to take, drafts to write, holds due for review
        assert inbox.counts(user) == {
            "mine": 0, "overdue": 0, "today": 0, "queue": n, "ballots": 0, "tallies": 0, "drafts": 0, "holds": 0}
