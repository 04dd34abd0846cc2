"""Every award of the law, for every reason, goes its whole way: received, listed, passed, sent up or decided, paid, handed back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests import factories as f
from workflow.engine import audit
from workflow.engine.deciding import publishing
from workflow.law import awards
from workflow.law.states import State
from workflow.law.words import Case, Instrument, Kind, RecipientKind, UnitKind
from workflow.models import AwardRecord, AwardType, Decision, Dossier, Line, Outcome, PublicList

pytestmark = pytest.mark.django_db
NOBODY_PAYS = {"GK-DN", "HCH-TNXP", "HCH-CSVV1", "HCH-CSVV2", "HCH-CSVV3", "HCH-HN", "HCH-ANTQ", "HCH-QKQT", "HC-HN", "DHV-TAH"}
MORNING = datetime(2026, 3, 2, 2, 0)  # 09:00 here


@pytest.fixture
def walk(code: str, kind: Kind) -> Dossier:
    """A dossier of two lines, received one morning."""
    award = AwardType.objects.get(code=code)
    unit = f.unit(UnitKind(award.proposers[0]))
    taker = next(taker for taker in RecipientKind if taker in awards.in_force(code, kind, MORNING.date()).criteria)
    with time_machine.travel(MORNING):
        return f.dossier(rows=[f.row(code, kind=taker) for _ in range(2)], kind=kind, unit=unit, papers=[*f.PAPERS, *f.ANSWERS])


FILED = sorted({(machine.code, machine.kind) for machine in awards.every() if machine.code not in awards.GROUPS})


@pytest.mark.parametrize(("code", "kind"), FILED, ids=lambda one: str(one))
def test_an_award_goes_from_the_list_to_the_unit(walk: Dossier, code: str, kind: Kind) -> None:
    machine = awards.in_force(code, kind, walk.received_on)
    stamped(walk, code, kind)
    with time_machine.travel(MORNING + timedelta(days=1)):
        f.appraised(walk)
    if State.LISTED in machine.reachable():
        listed_and_heard(walk)
    with time_machine.travel(MORNING + timedelta(weeks=4)):
        f.passed(walk)
        f.forwarded(walk)
        assert f.states(walk) == ["decided" if machine.instrument is Instrument.AWARD else "forwarded"] * 2
        assert [letter.instrument for letter in Decision.objects.all()] == [machine.instrument] * (machine.instrument is not None)
    with time_machine.travel(MORNING + timedelta(weeks=12)):
        f.decided(walk)
        f.delivered(walk)
    assert f.states(walk) == ["delivered"] * 2 and f.desks(walk) == []
    assert Outcome.objects.count() == (machine.instrument is not Instrument.AWARD)
    recorded(walk, code, kind)


def listed_and_heard(made: Dossier) -> None:
    """Ten working days on the list, the first of them the day of publication; not a day less."""
    officer = f.holder(f.ABOVE)
    with time_machine.travel(MORNING + timedelta(days=2)):
        opened = publishing.publish(f.ids(made), officer, on=timezone.localdate(), place="Cổng thông tin điện tử tỉnh")
    assert (opened.published_on, opened.ends_on) == (date(2026, 3, 4), date(2026, 3, 17))
    with time_machine.travel(datetime(2026, 3, 17, 9)), pytest.raises(Exception, match="hết ngày 17/03/2026"):
        publishing.close(opened, officer, "Không có ý kiến")
    assert f.states(made) == ["listed"] * 2
    with time_machine.travel(datetime(2026, 3, 18, 2)):
        publishing.close(opened, officer, "Không có ý kiến")
    assert PublicList.objects.get().report == "Không có ý kiến"


def recorded(made: Dossier, code: str, kind: Kind) -> None:
    """Both histories gained their record, with money where anybody pays; and the book of what happened is whole."""
    records = list(AwardRecord.objects.filter(line__dossier=made))
    name = AwardType.objects.get(code=code).name
    assert [(record.award, record.award_name, record.kind) for record in records] == [(code, name, kind)] * 2
    assert all(bool(record.money) is (code not in NOBODY_PAYS) for record in records)
    assert not list(audit.faults())



def stamped(made: Dossier, code: str, kind: Kind) -> None:
    """The dossier says in which case it is simplified, if it is; its lines follow the rules of their award."""
    cases = awards.in_force(code, kind, made.received_on).cases
    assert made.case == ("" if not cases else Case.SUDDEN if kind is Kind.SUDDEN else Case.LONG)
    for line in Line.objects.filter(dossier=made).select_related("rule", "dossier"):
        assert (line.rule.award_id, line.rule.kind, line.since) == (code, kind, line.machine.since)
        assert (line.rule.listing_days is not None) is (State.LISTED in line.machine.reachable())
        assert (line.rule.threshold is not None) is line.machine.votes()
