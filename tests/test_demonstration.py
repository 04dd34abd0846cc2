"""The invented units write letters as real ones do."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from forms.fields import LetterNumber
from tests import factories
from workflow.demonstration import beyond, cast, lineage, moments, movements, year
from workflow.engine import audit
from workflow.engine.bodies import reroute
from workflow.engine.emulation import clusters
from workflow.law.words import Kind
from workflow.models import AwardRecord, Decision, Dossier, Line, Movement, Registration, Round, Unit
from workflow.models.kinship import family

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


def test_the_units_of_the_demonstration_have_a_past_and_one_of_them_an_end() -> None:
    furnished = cast.assemble()
    made = factories.dossier(unit=next(unit for unit in furnished.units if unit.code == "XA-05"))
    today = timezone.localdate()
    lineage.play(furnished.hoso, today)
    first = Unit.objects.get(code="XA-01")
    assert len(family([first.pk])) >= 4 and AwardRecord.objects.filter(recipient__unit__in=family([first.pk])).count() == 3
    row, = reroute.waiting(today)
    assert row.heirs == [first] and row.dossiers[0].code == made.code


def test_the_year_has_rounds_movements_registrations_and_clusters_with_a_leader() -> None:
    movements.play(cast.assemble(), date(2026, 11, 22))
    assert Round.objects.filter(plan_year=2027).count() == 5 and Movement.objects.filter(state="phat-dong").count() == 2
    assert Registration.objects.exists() and len(set(clusters.standing([2025])[2025])) == 2 and not set(clusters.standing([2026])[2026])
    assert {row.scored for row in clusters.listing(2026)} >= {0, 7}


def test_other_authorities_have_something_to_decide_and_the_people_something_to_read() -> None:
    furnished = cast.assemble()
    beyond.play(furnished, date(2026, 11, 19))
    assert not Dossier.objects.exists(), "told only when the days are there"
    with moments.at(date(2026, 11, 20)):
        beyond.play(furnished, date(2026, 11, 20))
    assert Counter(Line.objects.values_list("award", "state")) == {
        ("BK-TTG", "delivered"): 2, ("BK-TTG", "answered"): 1, ("BK-TTG", "forwarded"): 1, ("LDTT", "decided"): 6,
        ("CSTDCS", "forwarded"): 3,
        ("CSTDTQ", "passed"): 2, ("COCP", "drafted"): 1, ("HC-LD3", "listed"): 3, ("HC-HN", "submitted"): 1}
    assert not Decision.objects.exclude(instrument="trinh").exists(), "what the province decides is counted elsewhere"
    assert Line.objects.get(award="HC-HN").lacks == "Ý kiến hiệp y của cơ quan công an", "foreign affairs has answered"
    assert not list(audit.faults())
