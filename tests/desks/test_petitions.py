"""The desk of letters: received, worked on, and the envelope opened on purpose."""
from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import cases as c
from tests import factories as f
from workflow.engine.stopping import petitions
from workflow.law.petitions import Sort, Stage
from workflow.models import Petition

pytestmark = pytest.mark.django_db
NAME = "Người Tố Giác Bí Mật"


@pytest.fixture
def client() -> Client:
    """Who handles letters."""
    made = Client()
    made.force_login(f.user(c.PETITIONS))
    return made


def test_a_letter_is_written_down(client: Client) -> None:
    person = c.record().recipient
    found = client.post("/don-thu/moi/", {"loc": "1", "tim": "tran van giu", "sender": NAME, "sort": "to-cao"})
    assert person.name in found.content.decode() and NAME in found.content.decode(), "what was typed is kept"
    said = {"doi_tuong": [person.pk], "sort": "to-cao", "received_on": f"{timezone.localdate():%d/%m/%Y}", "content": "Kê khai sai"}
    assert client.post("/don-thu/moi/", {**said, "content": ""}).status_code == 422
    assert client.post("/don-thu/moi/", {**said, "doi_tuong": []}).status_code == 422 and not Petition.objects.exists()
    answer = client.post("/don-thu/moi/", {**said, "sender": NAME, "contact": "0987 654 321"})
    made = Petition.objects.get()
    assert answer.headers["Location"] == f"/don-thu/{made.pk}/" and list(made.recipients.all()) == [person]
    assert NAME not in client.get(f"/don-thu/{made.pk}/").content.decode() and NAME not in client.get("/don-thu/").content.decode()


def test_the_envelope_is_shown_once_and_noted(client: Client) -> None:
    made = c.petition()
    answer = client.post(f"/don-thu/{made.pk}/nguoi-gui/")
    page = answer.content.decode()
    assert NAME in page and "Xem người gửi" in page and "no-store" in answer.headers["Cache-Control"]
    assert NAME not in client.get(f"/don-thu/{made.pk}/").content.decode()
    assert client.get(f"/don-thu/{made.pk}/nguoi-gui/").status_code == 405


def test_steps_on_the_page(client: Client) -> None:
    made = c.petition()
    for step, stage in (("accept", Stage.ACCEPTED), ("verify", Stage.VERIFYING)):
        assert client.post(f"/don-thu/{made.pk}/{step}/", {"note": ""}).status_code == 302
        made.refresh_from_db()
        assert made.stage == stage
    assert client.post(f"/don-thu/{made.pk}/founded/", {"note": " "}).status_code == 422
    assert client.post(f"/don-thu/{made.pk}/extend/", {"note": "Phức tạp"}).status_code == 302
    assert client.post(f"/don-thu/{made.pk}/founded/", {"note": "Đúng như đơn nêu"}).status_code == 302
    page = client.get(f"/don-thu/{made.pk}/").content.decode()
    assert "Đúng như đơn nêu" in page and "đề nghị hủy bỏ" in page and "đã gia hạn" in page
    assert client.post(f"/don-thu/{made.pk}/bay/", {"note": "x"}).status_code == 404
    assert client.get(f"/don-thu/{made.pk}/accept/").status_code == 302
    assert made.code in client.get("/don-thu/?xem=da-xong").content.decode() and made.code not in client.get("/don-thu/").content.decode()


@pytest.mark.parametrize("sort", list(Sort))
def test_every_sort_has_its_limits(sort: Sort) -> None:
    today = timezone.localdate()
    assert petitions.deadline(sort, "thu-ly", today) and petitions.deadline(sort, "giai-quyet", today)


@pytest.mark.parametrize("n", [1, 3, 30])
def test_the_list_is_flat(client: Client, n: int) -> None:
    for _ in range(n):
        c.petition()
    client.get("/don-thu/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/don-thu/")
    sizes.add(len(caught))
    assert len(sizes) == 1


sizes: set[int] = set()
