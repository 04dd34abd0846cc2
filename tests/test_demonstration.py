"""The invented units write letters as real ones do."""

from __future__ import annotations

import pytest

from forms.fields import LetterNumber
from workflow.demonstration import cast, year
from workflow.law.words import Kind

pytestmark = pytest.mark.django_db


def test_every_unit_has_a_sign_that_the_intake_form_takes() -> None:
    units = cast.assemble().units
    signs = {unit.name: cast.sign(unit) for unit in units}
    assert signs["Sở Y tế tỉnh Minh Họa"] == "TTr-SYT" and signs["Hội Nông dân tỉnh Minh Họa"] == "TTr-HND"
    assert signs["Ủy ban nhân dân xã Minh Tâm, tỉnh Minh Họa"] == "TTr-UBND"
    own = [sign for sign in signs.values() if sign != "TTr-UBND"]
    assert len(own) == len(set(own)) and len(signs) == len(units)
    assert all(LetterNumber().clean(f"131/{sign}") == f"131/{sign}" for sign in signs.values())


def test_a_decision_says_what_it_is_for() -> None:
    assert set(year.SUBJECT) == set(year.ACHIEVEMENT) == {Kind.MERIT, Kind.SUDDEN}
