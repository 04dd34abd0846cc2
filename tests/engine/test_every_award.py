"""Every award that can be filed goes its whole way through the office: received, passed, decided, paid, handed back."""

from __future__ import annotations

import pytest

from tests import factories as f
from workflow.engine import audit
from workflow.law import awards
from workflow.law.words import UnitKind
from workflow.models import AwardRecord, AwardType

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "kind"), sorted(awards.AWARDS), ids=lambda one: str(one))
def test_an_award_goes_from_the_list_to_the_unit(code, kind):
    award = AwardType.objects.get(code=code)
    assert award.decides == "tinh", "only what the chairman decides has a procedure that ends with our own decision"
    made = f.dossier(awards=[code] * 2, kind=kind, unit=f.unit(UnitKind(award.proposers[0])))
    f.delivered(f.decided(f.passed(f.appraised(made))))
    assert f.states(made) == ["delivered"] * 2 and f.desks(made) == []
    records = AwardRecord.objects.filter(line__dossier=made)
    assert [(record.award, record.award_name) for record in records] == [(code, award.name)] * 2
    assert all(record.money for record in records) and not list(audit.faults())


def test_what_is_filed_elsewhere_has_no_procedure_here():
    below = set(AwardType.objects.filter(proposers=[]).values_list("code", flat=True))
    assert below >= {"LDTT", "CSTDCS", "TTLDTT", "GK-SO", "GK-XA", "GK-DN", "THONVH", "GDVH"}
    assert not below & {code for code, _ in awards.AWARDS}
