"""Dates are read day first; Django's own module for Vietnamese read 10/11/2026 as 11 October."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils.formats import date_format, get_format, number_format


@pytest.mark.parametrize("typed", ["10/11/2026", "10-11-2026", "10.11.2026", "10/11/26", "2026-11-10"])
@pytest.mark.parametrize("localize", [True, False])
def test_the_day_comes_first(typed: str, localize: bool) -> None:
    assert forms.DateField(localize=localize).clean(typed) == date(2026, 11, 10)


def test_the_last_day_of_the_year_is_a_day() -> None:
    assert forms.DateField().clean("31/12/2026") == date(2026, 12, 31)


def test_the_american_order_is_refused() -> None:
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean("12/31/2026")


def test_a_date_is_shown_as_it_is_typed() -> None:
    assert date_format(date(2026, 11, 10)) == "10/11/2026"
    assert forms.DateInput().format_value(date(2026, 11, 10)) == "10/11/2026"


def test_thousands_take_dots_only_when_asked() -> None:
    assert number_format(190_350_000, force_grouping=True) == "190.350.000"
    assert Template("{{ year }}").render(Context({"year": 2026})) == "2026"


def test_the_week_begins_on_monday() -> None:
    assert get_format("FIRST_DAY_OF_WEEK") == 1
