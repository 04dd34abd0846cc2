"""The frame of every page: a menu by right, tags and badges that never lean on colour, errors in Vietnamese, a strict policy."""
from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.views.defaults import bad_request, server_error

from tests import factories as f
from workflow.law.states import Duty, State
from workflow.models import User
from workflow.templatetags import ui

pytestmark = pytest.mark.django_db
PASSWORD_PAGE = "/tai-khoan/password/change/"


def entered(person: User) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def menu(person: User) -> list[str]:
    """What the side bar offers."""
    page = entered(person).get(PASSWORD_PAGE).content.decode()
    side = re.search(r'<nav class="side".*?</nav>', page, re.DOTALL)
    assert side
    uncounted = re.sub(r'<span class="count.*?</span>', "", side[0])
    return [re.sub(r"<.*?>", "", link).strip() for link in re.findall(r"<a .*?</a>", uncounted, re.DOTALL)]


def test_the_menu_offers_what_the_person_may_do() -> None:
    assert menu(f.holder(f.INTAKE)) == [
        "Việc của tôi", "Tiếp nhận, trả kết quả", "Hồ sơ", "Lịch sử khen thưởng", "Đơn vị", "Danh mục", "Tra cứu mã hồ sơ", "Mẫu giấy tờ"]
    assert "Quyết định" in menu(f.holder(f.SIGNER))
    assert "Tiếp nhận, trả kết quả" not in menu(f.holder(f.SIGNER))
    assert menu(f.user()) == ["Tra cứu mã hồ sơ", "Mẫu giấy tờ"]


def test_the_menu_counts_what_waits() -> None:
    client = entered(f.holder(f.APPRAISAL))
    f.dossier()
    assert 'class="count' not in client.get(PASSWORD_PAGE).content.decode()
    client.post("/viec/tiep-theo/")
    assert '<span class="count ">1</span>' in client.get(PASSWORD_PAGE).content.decode()


def test_the_frame_names_the_person_and_the_roles() -> None:
    page = entered(f.user(f.INTAKE, f.APPRAISAL, name="Lê Thị Hòa (minh họa)")).get(PASSWORD_PAGE).content.decode()
    assert "Lê Thị Hòa (minh họa)" in page and f.INTAKE in page and f.APPRAISAL in page
    assert "Quản trị" not in page


def test_a_guest_sees_the_door_and_no_menu(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "tỉnh Minh Họa" in page and 'class="side"' not in page and "<summary" not in page


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "password/reset/", "login/code/confirm/", "3rdparty/"])
def test_doors_that_lead_nowhere_are_walled_up(client: Client, path: str) -> None:
    assert client.get(f"/tai-khoan/{path}").status_code == 404


def test_every_page_is_under_the_strict_policy(client: Client) -> None:
    answer = client.get(reverse("account_login"))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    page = answer.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script>|javascript:", page)
    assert "//" not in re.sub(r'xmlns="[^"]*"', "", " ".join(re.findall(r'(?:src|href)="([^"]*)"', page)))


@pytest.mark.parametrize(("path", "status", "words"), [
    ("/khong-co/", 404, "Không có trang này"), ("/tiep-nhan/", 403, "Không có quyền")])
def test_errors_say_what_did_not_change(path: str, status: int, words: str) -> None:
    answer = entered(f.holder(f.SIGNER)).get(path)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_a_stale_page_is_told_as_such() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Phiên làm việc đã hết hạn" in answer.content.decode() and "chưa có gì thay đổi" in answer.content.decode()


def test_the_page_of_a_failure_needs_nothing_but_itself() -> None:
    request = RequestFactory().get("/")
    assert "dữ liệu trước đó còn nguyên" in server_error(request).content.decode()
    request.user = f.user()
    assert "chưa có gì thay đổi" in bad_request(request, ValueError()).content.decode()


@pytest.mark.parametrize("state", list(State))
def test_a_state_has_a_word_and_an_icon(state: State) -> None:
    tag = ui.state_tag(str(state), 3)
    assert f"3 {state.label}" in tag and "<use href=" in tag


@pytest.mark.parametrize("duty", list(Duty))
def test_a_desk_has_a_word_and_an_icon(duty: Duty) -> None:
    assert duty.label in ui.duty_tag(str(duty)) and "<use href=" in ui.duty_tag(str(duty))


@pytest.mark.parametrize(("left", "paused", "look", "words"), [
    (-2, False, "tag-late", "Quá hạn 2 ngày"), (0, False, "tag-warn", "Hôm nay"), (3, False, "tag-info", "Còn 3 ngày"),
    (4, False, '"tag "', "Còn 4 ngày"), (-2, True, "tag-warn", "Đồng hồ dừng")])
def test_a_badge_says_how_long(left: int, paused: bool, look: str, words: str) -> None:
    badge = ui.due_badge(timezone.localdate(), left, paused)
    assert look in badge and words in badge and f"<small>{timezone.localdate():%d/%m}</small>" in badge


def test_a_badge_of_another_year_names_it() -> None:
    assert "05/01/2020" in ui.due_badge(date(2020, 1, 5), -900)


def test_days_are_local() -> None:
    late = timezone.now().replace(hour=20, minute=0, second=0, microsecond=0)  # 20:00 UTC is 3:00 the next day in Việt Nam
    assert ui.day(late) == f"{late.date() + timedelta(days=1):%d/%m/%Y}"
    assert ui.moment(late).startswith("03:00 ")
    assert (ui.day(None), ui.moment(None), ui.money(None), ui.money(3800000)) == ("", "", "", "3.800.000")
    assert ui.day(date(2026, 11, 5)) == "05/11/2026"
    assert ui.kind_name("dot-xuat") == "Đột xuất"
    assert (ui.get({"a": 1}, "a"), ui.get({}, "a"), ui.get(None, "a")) == (1, None, None)


def test_the_sheet_of_samples_is_for_developers_only() -> None:
    assert entered(f.holder(f.INTAKE)).get("/mau/").status_code == 404
