"""The counter's lists: flat queries, pages, search without accents, and a province of lines at once."""
from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.desks.counter import at_counter, ready, said, url
from workflow.engine.receiving import intake
from workflow.law.words import RecipientKind, UnitKind
from workflow.models import Dossier, Line

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("tab", ["nhap", "bo-sung", "tra", "nhan"])
def test_each_list_is_read_in_the_same_number_of_queries(tab: str) -> None:
    client, clerk = at_counter()
    counted = []
    for n in (1, 2, 27):  # 1, 3, 30 rows
        for _ in range(n):
            made = f.draft(clerk) if tab == "nhap" else f.dossier(clerk)
            if isinstance(made, Dossier) and tab != "nhan":
                f.move(made, "send_back" if tab == "bo-sung" else "refuse", note="vì sao")
        client.get(url("desk"), {"muc": tab})
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url("desk"), {"muc": tab})
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2] <= 16
    assert len(page.context["rows"]) == (30 if tab == "nhap" else 20)
    if tab != "nhap":
        rest = client.get(url("desk"), {"muc": tab, "sau": page.context["after"]})
        assert len(rest.context["rows"]) == 10 and not rest.context["after"]
        shown = {row.code for row in page.context["rows"]} | {row.code for row in rest.context["rows"]}
        assert len(shown) == 30


def test_the_lists_are_searched_without_accents() -> None:
    client, clerk = at_counter()
    made = f.dossier(clerk, unit=f.unit(name="Ủy ban nhân dân xã Phước Hòa"))
    f.dossier(clerk)
    assert [row.code for row in client.get(url("desk"), {"muc": "nhan", "q": "phuoc hoa"}).context["rows"]] == [made.code]
    f.draft(clerk, unit=made.unit)
    f.draft(clerk)
    assert len(client.get(url("desk"), {"muc": "nhap", "q": "phuoc hoa"}).context["rows"]) == 1
    assert "Không có hồ sơ nào khớp" in said(client.get(url("desk"), {"muc": "tra", "q": "zzz", "sau": "31-2_x"}))


def test_a_long_list_is_paged_and_found_by_name_or_number() -> None:
    client, clerk = at_counter()
    draft = ready(clerk, unit=f.unit(UnitKind.DEPARTMENT))
    intake.add_rows(draft, [f.row(kind=RecipientKind.PERSON, name=f"Lê Thị Hoà {n}", identity=f"038185{n:06d}") for n in range(45)], clerk)
    page = client.get(url("draft", draft.pk), {"trang": "3"}).context["rows"]
    assert (len(page.rows), page.rows[0].no, page.pages, page.after) == (5, 41, 3, 0)
    assert client.get(url("draft", draft.pk), {"trang": "99999999"}).context["rows"].page == 1
    found = client.get(url("draft", draft.pk), {"tim": "le thi hoa 44"}).context["rows"].rows
    assert [row.no for row in found] == [45]
    assert [row.no for row in client.get(url("draft", draft.pk), {"tim": "038185000007"}).context["rows"].rows] == [8]


def test_a_province_of_lines_is_received_in_seconds_and_a_flat_number_of_queries() -> None:
    client, clerk = at_counter()
    one, counted = f.row(kind=RecipientKind.PERSON), {}
    for n in (10, 6_798):
        rows = [{**one, "name": f"Số {i}", "identity": f"0381{n % 7}5{i:06d}"} for i in range(n)]
        draft = f.draft(clerk, rows=rows)
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(url("receive", draft.pk))
        counted[n] = len(queries), time.perf_counter() - begun
        assert answer.status_code == 302
    assert Line.objects.count() == 6_808
    assert counted[6_798][0] <= counted[10][0] + 20, counted  # chunks of bulk_create
    assert counted[6_798][1] < 15, counted


