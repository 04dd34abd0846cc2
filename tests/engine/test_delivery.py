"""Handing back: what is ready goes to the unit, and when nothing is open any more the dossier closes."""

from __future__ import annotations

import pytest

from tests import factories as f
from workflow.engine import audit
from workflow.engine.errors import NotAllowed, Refused
from workflow.engine.receiving import delivery

pytestmark = pytest.mark.django_db
TO = "Lê Văn Liên (minh họa)"


def test_results_come_in_parts_and_the_last_closes_the_dossier():
    made = f.appraised(f.dossier(awards=["BK-TINH"] * 3))
    a, b, _ = f.lines(made)
    sitting = f.sitting_on(made, n=3)
    f.vote(sitting, [a, b])
    f.counted(sitting)
    f.signed(f.checked(f.drafted([a])))
    delivery.hand_over(made, f.holder(f.INTAKE), f"  {TO} ")
    made.refresh_from_db()
    assert f.states(made) == ["delivered", "passed", "answered"] and f.desks(made) == ["decide"]
    assert made.delivered_to == TO and made.delivered_at
    with pytest.raises(Refused, match="chưa có kết quả"):
        delivery.hand_over(made, f.holder(f.INTAKE), TO)
    f.signed(f.checked(f.drafted([b])))
    f.delivered(made)
    made.process.refresh_from_db()
    assert f.states(made) == ["delivered", "delivered", "answered"] and f.desks(made) == [] and made.process.status == "DONE"
    assert not list(audit.faults())


def test_who_came_for_it_is_written_down():
    made = f.decided()
    with pytest.raises(Refused, match="tên người nhận"):
        delivery.hand_over(made, f.holder(f.INTAKE), " ")
    assert f.states(made) == ["decided"]


def test_only_the_desk_hands_over():
    made = f.decided()
    with pytest.raises(NotAllowed):
        delivery.hand_over(made, f.holder(f.SIGNER), TO)
    made.refresh_from_db()
    assert f.states(made) == ["decided"] and made.delivered_at is None


def test_that_the_council_failed_a_line_stays_readable():
    made = f.appraised(awards=["BK-TINH"] * 2)
    sitting = f.sitting_on(made, n=3)
    f.vote(sitting, f.lines(made)[:1])
    f.counted(sitting)
    f.delivered(made)
    assert [line.reason[:24] for line in f.lines(made)] == ["", "Hội đồng không thông qua"] and f.states(made) == ["passed", "answered"]


def test_why_a_line_was_refused_stays_readable():
    made = f.dossier()
    f.move(made, "refuse", note="Chưa đủ hai năm")
    f.delivered(made)
    line, = f.lines(made)
    assert (line.state, line.reason) == ("answered", "Chưa đủ hai năm")
