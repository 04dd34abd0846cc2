"""What may be received and decided of a unit that is no more: nothing for the body itself, all for one that was only renamed."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests import factories as f
from tests.lineage import K, changed, commune, merged
from workflow.engine.deciding import decisions
from workflow.engine.errors import Refused
from workflow.engine.receiving import intake
from workflow.law.words import LineageKind, RecipientKind
from workflow.models import AwardRecord, Dossier, Unit

pytestmark = pytest.mark.django_db
EVE = date(2026, 6, 30)
LATER = datetime(2026, 8, 3, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))



@time_machine.travel(LATER)
def test_nothing_is_received_from_a_unit_that_is_no_more() -> None:
    old = commune("xã Nà Mòn")
    new = merged(old)
    draft = f.draft(unit=old)
    with pytest.raises(Refused, match=f"{new.name}.*chọn đơn vị kế thừa"):
        intake.register(draft, f.holder(f.INTAKE))
    assert not Dossier.objects.exists() and draft.owner.drafts.count() == 1
    assert f.dossier(unit=new).unit == new


def test_nothing_is_received_from_a_unit_before_it_begins() -> None:
    with time_machine.travel(datetime(2026, 6, 30, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))):
        new = merged(commune("xã Nà Mòn"))
        with pytest.raises(Refused, match="chỉ có hiệu lực từ"):
            f.dossier(unit=new)


@time_machine.travel(LATER)
def test_the_dissolved_unit_itself_is_no_nominee_of_its_successor() -> None:
    old = commune("xã Nà Mòn")
    new = merged(old)
    rows = [f.row("BK-TINH"), f.row("BK-TINH", kind=RecipientKind.COLLECTIVE, name=old.name.upper())]
    with pytest.raises(Refused) as refused:
        f.dossier(unit=new, rows=rows)
    assert list(refused.value.reasons) == [2] and "không còn" in refused.value.reasons[2]
    commune("xã Nà Mòn")  # a living unit of that name
    assert f.dossier(unit=new, rows=rows).lines.count() == 2


def collective(unit: Unit, **cells: Any) -> Dossier:
    """A dossier with one collective of the unit, passed by the council."""
    rows = [f.row("BK-TINH", kind=RecipientKind.COLLECTIVE, **cells)]
    return f.passed(f.appraised(f.dossier(unit=unit, rows=rows, received_at=datetime(2026, 6, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))))


@pytest.mark.parametrize(("kind", "refused"), [(K.MERGED, True), (K.ABOLISHED, True), (K.RENAMED, False), (K.MOVED, False)])
@time_machine.travel(LATER)
def test_no_award_to_a_dissolved_unit_but_to_a_renamed_one(kind: LineageKind, refused: bool) -> None:
    old = commune("xã Nà Mòn")
    made = collective(old)
    changed(kind, old, into=() if kind is K.ABOLISHED else "Ủy ban nhân dân phường Nà Mòn")
    if refused:
        with pytest.raises(Refused, match="không trao danh hiệu"):
            f.drafted(made)
        assert f.states(made) == ["passed"]
    else:
        assert f.drafted(made).lines.count() == 1


@time_machine.travel(LATER)
def test_a_unit_dissolved_between_draft_and_signature_stops_the_signature() -> None:
    old = commune("xã Nà Mòn")
    made = collective(old)
    decision = f.checked(f.drafted(made))
    changed(K.ABOLISHED, old)
    with pytest.raises(Refused, match="không còn"):
        f.signed(decision)
    decision.refresh_from_db()
    assert decision.number is None and f.states(made) == ["drafted"] and not AwardRecord.objects.filter(line__dossier=made).exists()
    with pytest.raises(Refused):
        decisions.gather(f.drafted(collective(commune("xã Khác"))), f.ids(collective_of(old)), f.holder(f.DRAFTER))


def collective_of(unit: Unit) -> Dossier:
    Unit.objects.filter(pk=unit.pk).update(valid_to=None)
    made = collective(unit)
    Unit.objects.filter(pk=unit.pk).update(valid_to=EVE)
    return made
