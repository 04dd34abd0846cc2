"""Who reads the records behind a finding: who works with records, who votes on the line, who has its decision in hand."""
from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import evidence as e
from tests import factories as f
from workflow.engine import errands
from workflow.engine.deciding import decisions
from workflow.engine.proving import proof, readers
from workflow.models import Line, User

pytestmark = pytest.mark.django_db


def opened(line: Line, *people: User) -> list[bool]:
    """What the rule says to each of them, with rights as they are now."""
    line.refresh_from_db()
    return [bool(readers.open_to([line], User.objects.get(pk=one.pk))) for one in people]


def test_who_votes_on_the_line_and_the_secretary_read_it_and_no_other_member() -> None:
    line, = f.lines(made := f.appraised(f.dossier(awards=["CSTDT"])))
    stranger, secretary = f.user(f.MEMBER), f.user(f.SECRETARY)
    assert opened(line, secretary, stranger) == [False, False], "on no agenda yet"
    seats = list(f.sitting_on(made).seats.select_related("member"))
    absent = f.user(f.MEMBER)
    assert opened(line, secretary, seats[0].member, seats[-1].member, absent) == [True, True, True, False]
    other, = f.lines(f.appraised(f.dossier(awards=["CSTDT"])))
    assert opened(other, secretary, seats[0].member) == [False, False], "the seat opens the lines of its own agenda"


def test_who_holds_the_decision_reads_it_while_he_holds_it() -> None:
    drafter, checker, signer = f.user(f.DRAFTER), f.user(rights=["check"]), f.user(f.SIGNER)
    made = f.passed()
    line = f.lines(made)[0]
    assert opened(line, drafter, checker, signer) == [False, False, False], "nobody drafts it yet"
    decision = f.drafted(made, by=drafter)
    assert opened(line, drafter, checker, signer) == [True, False, False]
    decisions.submit(decision, drafter)
    assert opened(line, drafter, checker, signer) == [False, True, False]
    decisions.check(decision, checker, sound=True)
    assert opened(line, drafter, checker, signer) == [False, False, True]
    decisions.sign(decision, signer)
    assert opened(line, drafter, checker, signer) == [False, False, False]
    assert opened(line, f.user(f.APPRAISAL), e.keeper()) == [True, True]


def test_an_errand_in_one_persons_hands_opens_nothing_to_who_merely_has_its_right() -> None:
    made, mine, other = f.passed(), f.user(f.DRAFTER), f.user(f.DRAFTER)
    decision = f.drafted(made, by=mine)
    assert opened(f.lines(made)[0], mine, other) == [True, True], "nobody has taken it"
    errands.take(decisions.task(decision), mine)
    assert opened(f.lines(made)[0], mine, other) == [True, False]


def test_what_is_told_keeps_the_findings_and_drops_the_records() -> None:
    line, = f.lines(f.dossier(awards=["CSTDT"]))
    e.graded(line.recipient, line.dossier.received_on.year - 1)
    e.initiative(line.recipient)
    all_of_it, bare = (proof.told([line], f.user(role))[line.pk] for role in (f.APPRAISAL, f.INTAKE))

    def sorts(found: proof.Proof) -> set[str]:
        return {mark.exhibit.sort for year in found.timeline for _, marks in year.columns for mark in marks} | {
            exhibit.sort for leaf in found.finding.leaves for exhibit in leaf.proof}

    assert sorts(all_of_it) >= {"performance", "initiative"} and sorts(bare) <= {"award", "hold"}
    assert [(leaf.key, leaf.verdict, leaf.article) for leaf in bare.finding.leaves] == [
        (leaf.key, leaf.verdict, leaf.article) for leaf in all_of_it.finding.leaves]
    assert bare.tally == all_of_it.tally and not any(leaf.missing for leaf in bare.finding.leaves)
    assert {one.award for one in bare.chances.met} == {one.award for one in all_of_it.chances.met}


@pytest.mark.parametrize("role", [f.INTAKE, f.SECRETARY, f.DRAFTER])
def test_many_lines_ask_no_more_than_one(role: str) -> None:
    counts = []
    for n in (1, 30):
        made = f.passed(f.appraised(f.dossier(awards=["BK-TINH"] * n)))
        f.drafted(made)
        lines, reader = f.lines(made), User.objects.get(pk=f.user(role).pk)
        reader.get_all_permissions()
        with CaptureQueriesContext(connection) as caught:
            readers.open_to(lines, reader)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 3
