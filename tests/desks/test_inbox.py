"""The inbox: who sees what, in how many queries, and what happens to ticked errands."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from tests import factories
from workflow.engine import errands, inbox
from workflow.models import Dossier, Handover, User

pytestmark = pytest.mark.django_db


def at_desk(person: User) -> Client:
    """A browser in which the person is logged in."""
    client = Client()
    client.force_login(person)
    return client


def officer() -> User:
    return factories.user(factories.APPRAISAL)


def chief() -> User:
    return factories.user(factories.CHIEF)


def page(client: Client, tab: str = "cua-toi", **asked: Any) -> str:
    answer = client.get("/", {"muc": tab, **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def codes(client: Client, tab: str = "cua-toi", **asked: Any) -> list[str]:
    """The dossiers of a tab, in the order shown."""
    answer = client.get("/", {"muc": tab, **asked})
    return [row.code for row in answer.context["rows"]]


def due(made: Dossier, day: date) -> Dossier:
    """The same dossier, promised for another day."""
    Dossier.objects.filter(pk=made.pk).update(due_on=day)
    return made


def post(client: Client, act: str, *made: Dossier, desk: str = "appraise", **more: Any) -> str:
    """Tick these dossiers' errands and press a button; the page that comes."""
    ticked = {"task": [factories.errand(one, desk).pk for one in made]}
    return client.post(f"/viec/{act}/", {**ticked, **more}, follow=True).content.decode()


def holder(made: Dossier, desk: str = "appraise") -> User | None:
    return factories.errand(made, desk).owner


# ------------------------------------------------------------------ who sees what


def test_a_guest_is_asked_to_log_in(client: Client) -> None:
    assert client.get("/").headers["Location"].startswith("/tai-khoan/login/")


def test_the_long_address_leads_to_the_same_list() -> None:
    assert at_desk(officer()).get("/viec/?muc=chua-giao").headers["Location"] == "/?muc=chua-giao"


def test_the_queue_holds_what_one_may_take_and_ones_own_tab_what_one_took() -> None:
    made, person = factories.dossier(), officer()
    client = at_desk(person)
    assert (codes(client), codes(client, "chua-giao")) == ([], [made.code])
    errands.take(factories.errand(made, "appraise"), person)
    assert (codes(client), codes(client, "chua-giao")) == ([made.code], [])


def test_who_received_a_dossier_does_not_find_its_appraisal_in_his_queue() -> None:
    both = factories.user(factories.INTAKE, factories.APPRAISAL)
    factories.dossier(by=both)
    assert codes(at_desk(both), "chua-giao") == []


def test_soonest_due_first_and_the_tabs_of_the_late() -> None:
    person, today = officer(), timezone.localdate()
    late, now, later = (due(factories.dossier(), today + timedelta(days=days)) for days in (-3, 0, 30))
    for made in (later, now, late):
        errands.take(factories.errand(made, "appraise"), person)
    client = at_desk(person)
    assert codes(client) == [late.code, now.code, later.code]
    assert codes(client, "qua-han") == [late.code]
    assert codes(client, "hom-nay") == [now.code]
    tabs = {tab["code"]: (tab["shown"], tab["look"]) for tab in client.get("/").context["tabs"]}
    assert tabs == {"cua-toi": ("3", ""), "qua-han": ("1", "bad"), "hom-nay": ("1", "warn"), "chua-giao": ("0", "")}


def test_only_who_assigns_sees_what_lies_with_others() -> None:
    made, person = factories.dossier(), officer()
    errands.take(factories.errand(made, "appraise"), person)
    assert codes(at_desk(chief()), "tat-ca") == [made.code]
    assert person.full_name in page(at_desk(chief()), "tat-ca")
    answer = at_desk(officer()).get("/", {"muc": "tat-ca"})
    assert (answer.context["tab"], answer.context["rows"]) == ("cua-toi", [])


def test_who_assigns_finds_everything_that_nobody_holds() -> None:
    free, taken, person = factories.dossier(), factories.dossier(), officer()
    errands.take(factories.errand(taken, "appraise"), person)
    client = at_desk(chief())
    assert codes(client, "chua-giao") == [free.code]
    assert {tab["code"]: tab["shown"] for tab in client.get("/").context["tabs"]} == {
        "cua-toi": "0", "qua-han": "0", "hom-nay": "0", "chua-giao": "1", "tat-ca": "2"}
    assert "Bạn không có quyền nhận việc này" in post(client, "nhan", free)


def test_a_signer_has_papers_and_no_errands() -> None:
    client = at_desk(factories.user(factories.SIGNER))
    assert "Không có phiếu hay dự thảo nào" in page(client)
    factories.checked()
    body = page(client)
    assert "Quyết định chờ ký" in body
    assert 'class="tabs"' not in body
    assert client.post("/viec/nhan/").status_code == 403


def test_a_member_and_the_secretary_find_ballots_and_counts() -> None:
    sitting = factories.sitting_on(factories.appraised(), 3)
    member = sitting.seats.first().member
    assert "Phiếu chờ bạn bỏ" in page(at_desk(member))
    factories.vote(sitting)
    assert at_desk(member).get("/").headers.get("Location") == "/bo-phieu/"
    assert "Phiên họp chờ kiểm phiếu" in page(at_desk(factories.holder(factories.SECRETARY)))


def test_an_empty_inbox_says_what_is_free() -> None:
    factories.dossier()
    assert "Xem 1 việc chưa phân công" in page(at_desk(officer()))


# ------------------------------------------------------------------ filters and pages


def test_search_needs_no_accents_and_filters_narrow() -> None:
    unit = factories.unit(name="Sở Giáo dục và Đào tạo (minh họa)")
    school, other = factories.dossier(unit=unit), factories.dossier()
    client = at_desk(officer())
    assert codes(client, "chua-giao", q="giao duc dao tao") == [school.code]
    assert codes(client, "chua-giao", q=other.letter_number) == [other.code]
    assert codes(client, "chua-giao", loai="dot-xuat") == []
    assert len(codes(client, "chua-giao", loai="cong-trang")) == 2
    assert "Không có việc nào khớp" in page(client, "chua-giao", q="khong co")


def test_who_assigns_filters_by_desk_and_due_day() -> None:
    fresh, done = factories.dossier(), factories.appraised()
    due(fresh, timezone.localdate() - timedelta(days=9))
    client = at_desk(chief())
    assert codes(client, "tat-ca", viec="convene") == [done.code]
    assert codes(client, "tat-ca", han="overdue") == [fresh.code]


@pytest.mark.parametrize("asked", [{"sau": "x"}, {"sau": "2026-02-31_1"}, {"sau": "2026-02-01_"}, {"viec": "nix"}, {"muc": "nix"}])
def test_an_address_somebody_made_up_shows_the_list(asked: dict[str, str]) -> None:
    made = factories.dossier()
    assert codes(at_desk(officer()), **{"tab": "chua-giao", **asked} if "muc" not in asked else {"tab": "nix"}) == (
        [] if "muc" in asked else [made.code])


def test_page_after_page_shows_every_errand_once() -> None:
    made = [factories.dossier() for _ in range(inbox.PAGE + 2)]
    client = at_desk(officer())
    first = client.get("/", {"muc": "chua-giao"})
    assert len(first.context["rows"]) == inbox.PAGE
    rest = codes(client, "chua-giao", sau=first.context["after"])
    assert sorted([row.code for row in first.context["rows"]] + rest) == sorted(one.code for one in made)
    last = client.get("/", {"muc": "chua-giao", "sau": first.context["after"]})
    assert last.context["after"] is None
    assert "Về đầu danh sách" in last.content.decode()


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_number_of_queries_does_not_grow(rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        factories.dossier()
    person = officer()
    client = at_desk(person)
    page(client)  # the calendar and the office are read once a minute
    assert person.has_perm("workflow.appraise")  # rights are read once a request
    with django_assert_num_queries(1):
        assert len(inbox.page(inbox.queue(person), person).rows) == min(rows, inbox.PAGE)
    with django_assert_num_queries(10):
        assert len(codes(client, "chua-giao")) == min(rows, inbox.PAGE)
    boss = at_desk(chief())
    with django_assert_num_queries(14):  # and counts of all, of the free, of what is late, of drafts to check
        assert len(codes(boss, "tat-ca")) == min(rows, inbox.PAGE)


# ------------------------------------------------------------------ ticked errands


def test_take_and_put_back() -> None:
    made, person = [factories.dossier(), factories.dossier()], officer()
    client = at_desk(person)
    assert "Đã nhận 2 việc" in post(client, "nhan", *made)
    assert [holder(one) for one in made] == [person, person]
    assert "Đã trả lại hàng chờ 1 việc" in post(client, "tra-lai", made[0])
    assert [holder(one) for one in made] == [None, person]
    assert Handover.objects.filter(by=person).count() == 3


def test_each_errand_that_fails_is_told_and_the_others_go() -> None:
    both, quick = factories.user(factories.INTAKE, factories.APPRAISAL), officer()
    own, taken, free = factories.dossier(by=both), factories.dossier(), factories.dossier()
    errands.take(factories.errand(taken, "appraise"), quick)
    body = post(at_desk(both), "nhan", own, taken, free)
    assert "Đã nhận 1 việc" in body
    assert "2 việc không chuyển được" in body
    assert f"{own.code}: {escape(both.full_name)} đã tiếp nhận hồ sơ này" in body
    assert f"{taken.code}: Việc này vừa có người nhận" in body
    assert (holder(own), holder(taken), holder(free)) == (None, quick, both)


def test_nobody_puts_back_what_another_holds() -> None:
    made, person = factories.dossier(), officer()
    errands.take(factories.errand(made, "appraise"), person)
    assert "Chỉ người đang giữ việc" in post(at_desk(officer()), "tra-lai", made)
    assert holder(made) == person


def test_nothing_ticked_is_told() -> None:
    client = at_desk(chief())
    for act in ("nhan", "tra-lai", "giao"):
        assert "Chưa chọn việc nào" in client.post(f"/viec/{act}/", {"task": ["x"]}, follow=True).content.decode()


def test_one_comes_back_to_the_list_as_it_was_and_nowhere_else() -> None:
    client = at_desk(officer())
    answer = client.post("/viec/nhan/", {"ve": "muc=chua-giao&q=so"})
    assert answer.headers["Location"] == "/?muc=chua-giao&q=so"
    assert client.post("/viec/nhan/", {"ve": "//evil.example/"}).headers["Location"].startswith("/?")


def test_hand_over_to_one_who_may_hold_them_all() -> None:
    made, person, boss = [factories.dossier(), factories.dossier()], officer(), chief()
    client = at_desk(boss)
    body = post(client, "giao", *made)
    assert f"{person.full_name} – đang giữ 0 việc" in body
    assert made[0].received_by.full_name not in body
    assert "Hãy chọn người nhận việc" in post(client, "giao", *made, to="")
    assert f"Đã giao cho {person.full_name} 2 việc" in post(client, "giao", *made, to=person.pk)
    assert [holder(one) for one in made] == [person, person]


def test_hand_over_offers_nobody_where_nobody_may() -> None:
    fresh, done = factories.dossier(), factories.appraised()
    person = officer()
    factories.holder(factories.SECRETARY)
    client = at_desk(chief())
    ticked = [factories.errand(fresh, "appraise").pk, factories.errand(done, "convene").pk]
    body = client.post("/viec/giao/", {"task": ticked}).content.decode()
    assert "Không ai được giữ mọi việc đã chọn" in body
    answer = client.post("/viec/giao/", {"task": ticked, "to": person.pk})
    assert (answer.status_code, holder(fresh)) == (422, None)


def test_only_who_assigns_hands_over() -> None:
    assert at_desk(officer()).post("/viec/giao/").status_code == 403


def test_ticked_errands_that_are_gone_are_told() -> None:
    made = factories.dossier()
    gone = factories.errand(made, "appraise").pk
    factories.appraised(made)
    client = at_desk(chief())
    assert "Các việc đã chọn đều đã xong" in client.post("/viec/giao/", {"task": [gone]}, follow=True).content.decode()
    assert "đã xong" in client.post("/viec/tra-lai/", {"task": [gone]}, follow=True).content.decode()


# ------------------------------------------------------------------ the next one


def test_the_next_errand_is_the_most_urgent_and_its_dossier_opens() -> None:
    later, first = factories.dossier(), factories.dossier()
    due(first, timezone.localdate())
    person = officer()
    client = at_desk(person)
    assert client.post("/viec/tiep-theo/").headers["Location"] == f"/ho-so/{first.code}/"
    assert (holder(first), holder(later)) == (person, None)
    client.post("/viec/tiep-theo/")
    answer = client.post("/viec/tiep-theo/", follow=True)
    assert "Không còn việc nào chưa phân công" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_the_next_errand_at_once_get_two() -> None:
    made, people = [factories.dossier(), factories.dossier()], [officer(), officer()]
    got = factories.at_once(*(lambda person=person: inbox.take_next(person) for person in people))
    assert {task.process_id for task in got} == {one.process_id for one in made}
    assert {holder(one) for one in made} == set(people)


@pytest.mark.parametrize(("right", "desk"), [
    ("records", "/khen-thuong/"), ("evidence", "/khen-thuong/"), ("movements", "/dot-xet/"), ("fund", "/quy/"), ("petitions", "/don-thu/"),
    ("vote", "/bo-phieu/"), ("change_user", "/quan-tri/")])
def test_who_has_no_errands_starts_at_his_own_desk(right: str, desk: str) -> None:
    person = factories.user()
    person.user_permissions.add(Permission.objects.get(codename=right, content_type__app_label="workflow"))
    assert at_desk(person).get("/").headers.get("Location") == desk
    assert at_desk(factories.user()).get("/").status_code == 200  # who has no role is told so
