"""What no honest browser sends is refused without a stumble, and pages with people in them stay in no cache."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as f
from workflow.models import Decision, Recipient

pytestmark = pytest.mark.django_db
STRANGE = ["²", "١", "9" * 5000, "9" * 19, "-1", "x\0"]


@pytest.fixture(autouse=True)
def stumbles(client: Client) -> None:
    client.raise_request_exception = False


@pytest.mark.parametrize("address", [
    "/tim/?q=%00", "/ho-so/a%00b/", "/tiep-nhan/ho-so/%00/", "/quyet-dinh/?q=%00", "/tra-cuu/?ma=%00", "/?q=a%00",
])
def test_an_address_with_a_nul_is_a_bad_request(client, address):
    client.force_login(f.user(f.INTAKE, f.APPRAISAL, f.DRAFTER))
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("strange", STRANGE)
def test_what_is_no_id_is_left_out(client, strange):
    client.force_login(f.user(f.SECRETARY, f.DRAFTER))
    sitting, decision = f.sitting_on(f.appraised(), n=3), f.drafted(f.passed())
    for desk, names in (
        (reverse("council:convene"), ("line", "present")), (reverse("council:mark", args=[sitting.pk]), ("present",)),
        (reverse("council:written", args=[sitting.pk]), ("member",)), (reverse("decision:begin"), ("line", "q", "loai")),
        (reverse("decision:gather", args=[decision.pk]), ("line",)), (reverse("decision:drop", args=[decision.pk]), ("line",)),
    ):
        assert client.post(desk, {**dict.fromkeys(names, strange), "loc": "1"}).status_code in (200, 302), desk
    for asked in ("q", "nam"):
        assert client.get(reverse("decision:list"), {asked: strange.rstrip("\0")}).status_code == 200
    assert Decision.objects.get().lines.count() == 1


def test_pages_of_who_is_logged_in_stay_in_no_cache(client):
    person = Recipient.objects.get(pk=f.lines(f.passed())[0].recipient_id)
    client.force_login(f.user(f.APPRAISAL))
    for page in ("/", "/ho-so/", f"/doi-tuong/{person.pk}/"):
        assert set(client.get(page)["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert "no-store" not in client.post("/viec/nhan/", {})["Cache-Control"]  # going back would ask to send it again
    assert not Client().get("/suc-khoe").has_header("Cache-Control")


def test_the_address_of_a_form_opened_by_hand_says_so_in_vietnamese(client):
    client.force_login(f.user(f.APPRAISAL))
    answer = client.get(reverse("inbox:next"))
    assert answer.status_code == 405 and "Trang này chỉ nhận biểu mẫu" in answer.content.decode() and answer["Allow"] == "POST"


def test_a_short_password_is_refused_in_vietnamese(client):
    client.force_login(f.user(f.APPRAISAL))
    answer = client.post("/tai-khoan/password/change/", {"oldpassword": "x", "password1": "ngan", "password2": "ngan"})
    assert "phải có ít nhất 8 ký tự" in answer.content.decode() and "too short" not in answer.content.decode()
