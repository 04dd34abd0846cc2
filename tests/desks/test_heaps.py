"""Waiting lines on the screens: however many there are, a page stays small, and a whole heap is one choice."""
from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.desks.counter import logged_in, said
from workflow.engine.deciding import heaps
from workflow.law.words import Kind
from workflow.models import Decision, Dossier, PublicList, Sitting

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Về việc tặng Bằng khen", "achievement": "Đã có thành tích xuất sắc.", "proposal_number": "12/TTr-SNV"}
TODAY = f"{timezone.localdate():%d/%m/%Y}"
BEGIN, CONVENE = reverse("decision:begin"), reverse("council:convene")
LISTS, OUTCOMES = reverse("elsewhere:lists"), reverse("elsewhere:outcomes")


def waiting(n: int, **fields: Any) -> Dossier:
    """A dossier whose lines wait for a decision without a council."""
    return f.appraised(f.dossier(kind=Kind.SUDDEN, awards=["BK-TINH"] * n, **fields))


def boxes(page: str) -> list[str]:
    """The lines that can be ticked."""
    return re.findall(r'name="line" value="(\d+)"', page)


def choice(page: str, how: str = "ca") -> dict[str, str]:
    """The field that chooses the first heap whole, as the page offers it."""
    name, value = re.findall(rf'type="radio" name="([^"]+)" value="({how}\|[^"]*)"', page)[0]
    return {name: value}


@pytest.fixture
def drafter() -> Client:
    """Who drafts."""
    return logged_in(f.holder(f.DRAFTER))


def test_a_thousand_lines_are_a_small_page_and_one_choice(drafter: Client) -> None:
    made = waiting(1000)
    page = said(drafter.get(BEGIN))
    assert len(boxes(page)) == heaps.ROWS and "Chọn cả nhóm (1.000 dòng)" in page and len(page) < 150_000
    answer = drafter.post(BEGIN, {**WORDS, **choice(page)}, follow=True)
    assert "Đã lập dự thảo với 1.000 dòng." in said(answer)
    assert Decision.objects.get().lines.count() == 1000 and set(f.states(made)) == {"drafted"}


def test_what_came_after_the_page_is_not_taken_and_nothing_is_lost(drafter: Client) -> None:
    made = waiting(40)
    page = said(drafter.get(BEGIN))
    late = waiting(1)
    tick = f.ids(made)[0]
    answer = said(drafter.post(BEGIN, {**WORDS, "subject": "Về việc riêng", "line": [tick], **choice(page)}))
    assert "khi đó 40 dòng, nay 41 dòng. Chưa có gì được ghi" in answer and not Decision.objects.exists()
    assert "Về việc riêng" in answer and re.search(rf'name="line" value="{tick}" [^>]*checked', answer)
    assert re.search(r'value="ca\|41-[^"]*" data-how="ca" checked', answer), "the choice stays, of what is shown now"
    drafter.post(BEGIN, {**WORDS, **choice(answer)})
    assert f.states(made, late) == ["drafted"] * 41


def test_what_came_while_somebody_searches_and_reads_on_is_told_before_it_counts(drafter: Client) -> None:
    waiting(40, unit=f.unit(name="Sở Lạ"))
    first = said(drafter.get(BEGIN))
    same = said(drafter.post(BEGIN, {**choice(first), "loc": "1"}))
    waiting(1, unit=f.unit(name="Sở Lạ"))
    here = said(drafter.post(BEGIN, {**choice(same), "loc": "1"}))
    beside = said(drafter.post(BEGIN, {**choice(same), "loc": "1", "q": "khong ai"}))
    unworded = said(drafter.post(BEGIN, {**WORDS, **choice(same), "subject": ""}))
    for page in (here, beside, unworded):
        assert "Nhóm bạn đã chọn vừa thay đổi" in page and "khi đó 40 dòng, nay 41 dòng" in page
    again = said(drafter.post(BEGIN, {**choice(here), "loc": "1"}))
    assert "vừa thay đổi" not in same and "vừa thay đổi" not in again, "told once"


def test_a_chosen_heap_that_is_gone_is_told(drafter: Client) -> None:
    made = waiting(30)
    page = said(drafter.get(BEGIN))
    f.drafted(made)
    assert "khi đó 30 dòng, nay 0 dòng" in said(drafter.post(BEGIN, {**choice(page), "loc": "1"}))


def test_some_are_left_out_of_a_whole_heap(drafter: Client) -> None:
    made = waiting(40)
    page = said(drafter.get(BEGIN))
    drafter.post(BEGIN, {**WORDS, "line": f.ids(made)[:2], **choice(page, "tru")})
    assert f.states(made) == ["passed"] * 2 + ["drafted"] * 38


def test_reading_on_keeps_ticks_words_and_choices_without_a_script(drafter: Client) -> None:
    made, tick = waiting(250), None
    page = said(drafter.get(BEGIN))
    tick = boxes(page)[3]
    more = re.findall(r'name="mo" value="([^"]+)"', page)[-1]
    page = said(drafter.post(BEGIN, {**WORDS, "subject": "Về việc riêng", "line": [tick], "mo": more}))
    assert "Về việc riêng" in page and re.search(rf'name="line" value="{tick}" [^>]*checked', page)
    assert [int(pk) for pk in boxes(page)] == [int(tick), *f.ids(made)[100:200]] and not Decision.objects.exists()


def test_a_heap_chosen_under_a_search_stays_chosen_under_the_next(drafter: Client) -> None:
    one, two = waiting(30, unit=f.unit(name="Sở Lạ")), waiting(30, unit=f.unit(name="Sở Quen"))
    page = said(drafter.post(BEGIN, {"loc": "1", "q": "so la"}))
    assert "Chọn cả nhóm (30 dòng khớp “so la”)" in page
    page = said(drafter.post(BEGIN, {**choice(page), "loc": "1", "q": "so quen"}))
    kept = re.findall(r'type="checkbox" name="nhom" value="([^"]+)" data-lines="30" checked', page)
    assert len(kept) == 1 and "khớp “so la”" in page
    drafter.post(BEGIN, {**WORDS, "q": "so quen", "nhom": kept, "line": f.ids(two)[:1]})
    assert f.states(one, two) == ["drafted"] * 31 + ["passed"] * 29


def test_a_heap_of_one_kind_stays_chosen_while_another_kind_is_shown(drafter: Client) -> None:
    made = waiting(30)
    page = said(drafter.post(BEGIN, {**choice(said(drafter.get(BEGIN))), "loc": "1", "loai": str(Kind.THEMATIC)}))
    kept = re.findall(r'type="checkbox" name="nhom" value="([^"]+)" data-lines="30" checked', page)
    drafter.post(BEGIN, {**WORDS, "loai": str(Kind.THEMATIC), "nhom": kept})
    assert f.states(made) == ["drafted"] * 30


def test_what_is_left_out_stays_out_under_the_next_search_and_is_ticked_again_under_the_same(drafter: Client) -> None:
    made, other = waiting(30, unit=f.unit(name="Sở Lạ")), waiting(30, unit=f.unit(name="Sở Quen"))
    page = said(drafter.post(BEGIN, {"loc": "1", "q": "so la"}))
    out = f.ids(made)[:2]
    page = said(drafter.post(BEGIN, {**choice(page, "tru"), "line": out, "loc": "1", "q": ""}))
    kept = re.findall(r'type="checkbox" name="nhom" value="([^"]+)" data-lines="28" checked', page)
    assert len(kept) == 1 and "trừ 2 dòng" in page and not re.search(r'name="line" [^>]*checked', page)
    back = said(drafter.post(BEGIN, {"nhom": kept, "line": f.ids(other)[:1], "loc": "1", "q": "so la"}))
    assert 'data-how="tru" checked' in back and len(re.findall(r'name="line" [^>]*checked', back)) == 3
    both = said(drafter.post(BEGIN, {"nhom": kept, "line": [out[0], *f.ids(made)[5:7]], "loc": "1"}))
    assert '>29</span> dòng đã chọn' in both, "a line that lies in a chosen heap is not counted twice"
    drafter.post(BEGIN, {**WORDS, "nhom": kept, "line": f.ids(other)[:1]})
    assert f.states(made, other) == ["passed"] * 2 + ["drafted"] * 29 + ["passed"] * 29


def test_more_ticks_than_a_screen_holds_go_on_in_one_field(drafter: Client) -> None:
    made = waiting(150)
    page = said(drafter.post(BEGIN, {"line": f.ids(made)[:130], "loc": "1"}))
    kept = re.findall(r'name="giu" value="([\d,]+)"', page)
    assert len(kept[0].split(",")) == 30 and "30 dòng</strong> đã đánh dấu ở các trang trước" in page
    assert ">130</span> dòng đã chọn" in page
    out = said(drafter.post(BEGIN, {"line": f.ids(made)[:130], **choice(page, "tru"), "loc": "1"}))
    assert ">20</span> dòng đã chọn" in out, "what is left out counts so wherever its tick is kept"
    drafter.post(BEGIN, {**WORDS, "giu": kept, "line": f.ids(made)[:100]})
    assert f.states(made) == ["drafted"] * 130 + ["passed"] * 20


def test_lines_are_gathered_into_a_draft_by_the_heap(drafter: Client) -> None:
    decision, made = f.drafted(waiting(1)), waiting(40)
    address = reverse("decision:gather", args=[decision.pk])
    page = said(drafter.get(address))
    late = waiting(1)
    assert "nay 41 dòng" in said(drafter.post(address, choice(page)))
    drafter.post(address, choice(said(drafter.get(address))))
    assert f.states(made, late) == ["drafted"] * 41


def test_the_council_takes_a_heap() -> None:
    f.council(3)
    made, client = f.appraised(awards=["BK-TINH"] * 40), logged_in(f.holder(f.SECRETARY))
    page = said(client.get(CONVENE))
    fields = {"held_on": TODAY, "place": "Phòng họp số 1", "counters": "An", **choice(page)}
    assert "Đã lập phiên họp với 40 dòng" in said(client.post(CONVENE, fields, follow=True))
    assert Sitting.objects.get().counts.count() == 40 and set(f.states(made)) == {"voting"}


def test_a_public_list_takes_a_heap_and_shows_its_lines_by_the_page() -> None:
    made, client = f.appraised(awards=["HC-LD3"] * 120), logged_in(f.holder(f.ABOVE))
    page = said(client.get(LISTS))
    assert len(boxes(page)) == heaps.ROWS
    answer = said(client.post(LISTS, {**choice(page), "on": TODAY, "place": "", "loc": "1", "q": "không ai"}))
    assert "Không có dòng nào khớp" in answer and "120 dòng" in answer and not PublicList.objects.exists()
    client.post(LISTS, {**choice(page), "on": TODAY, "place": "Cổng thông tin điện tử tỉnh"})
    assert set(f.states(made)) == {"listed"}
    shown = said(client.get(reverse("elsewhere:list", args=[PublicList.objects.get().pk])))
    assert shown.count('<td><a class="fw-semibold"') == 100 and "Trang 1 trong 2" in shown


def test_another_authoritys_answer_is_given_to_a_heap() -> None:
    made, client = f.forwarded(awards=["BK-TTG"] * 40), logged_in(f.holder(f.ABOVE))
    page = said(client.get(OUTCOMES))
    answer = {"number": "1234/QĐ-TTg", "decided_on": TODAY, "authority": "Thủ tướng Chính phủ"}
    turned = said(client.post(OUTCOMES, {**answer, **choice(page), "loc": "1", "q": "khong ai"}))
    assert "1234/QĐ-TTg" in turned and "Nhóm" in turned and set(f.states(made)) == {"forwarded"}
    more = f.ids(made)[:1]
    client.post(reverse("elsewhere:turn_down"), {"note": "Thiếu", "ket-qua": "khong", "line": more})
    stale = client.post(reverse("elsewhere:grant"), {**answer, **choice(page)})
    assert stale.status_code == 422 and "khi đó 40 dòng, nay 39 dòng" in said(stale) and "1234/QĐ-TTg" in said(stale)
    client.post(reverse("elsewhere:grant"), {**answer, **choice(said(stale))})
    assert sorted(f.states(made)) == ["decided"] * 39 + ["refused"]


@pytest.mark.parametrize("sent", [
    {"nhom": "ca"}, {"nhom": "ca|1|x|"}, {"nhom": "xa|1|0:dot-xuat:BK-TINH||"}, {"giu": "a,,0"}, {"mo": "x@y"}])
def test_what_names_no_heap_chooses_nothing(drafter: Client, sent: dict[str, str]) -> None:
    made = waiting(1)
    assert drafter.post(BEGIN, {**WORDS, **sent}).status_code == 200
    assert f.states(made) == ["passed"] and not Decision.objects.exists()


@pytest.mark.parametrize("n", [1, 3, 30])
def test_the_screens_cost_the_same_for_any_number_of_lines(n: int) -> None:
    f.council(3)
    above, secretary, drafter = (logged_in(f.holder(role)) for role in (f.ABOVE, f.SECRETARY, f.DRAFTER))
    waiting(n)
    f.forwarded(awards=["BK-TTG"] * n)
    f.appraised(awards=["BK-TINH"] * n)
    f.appraised(awards=["HC-LD3"] * n)
    costs = []
    for client, address in ((drafter, BEGIN), (secretary, CONVENE), (above, LISTS), (above, OUTCOMES)):
        client.get(address)  # what is read once a minute
        with CaptureQueriesContext(connection) as asked:
            assert len(boxes(said(client.get(address)))) == n
        costs.append(len(asked))
    assert costs == COSTS, costs


COSTS = [14, 13, 14, 14]  # session, person, rights, menu; then the heaps and what else the page tells: the last, what is on hold above
