"""The desk of units: search, lineage, changes, and dossiers moved after a second look."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.lineage import BASIS, K, changed, commune, keeper, links, merged
from workflow.law.words import PlaceTier, RecipientKind
from workflow.models import AwardRecord, Dossier, Lineage, Place, PlaceLineage, Recipient, Reroute, Unit, User

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
JUNE = datetime(2026, 6, 1, 9, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def august() -> Iterator[None]:
    """After the merger of 1 July."""
    with time_machine.travel(datetime(2026, 8, 3, 9, tzinfo=ZONE)):
        yield


def entered(user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or keeper())
    return client


def page(client: Client, address: str, status: int = 200, **said: Any) -> str:
    answer = client.get(address, said)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def given(unit: Unit, name: str) -> Recipient:
    one = Recipient.objects.create(kind=RecipientKind.COLLECTIVE, name=name, unit=unit)
    AwardRecord.objects.create(
        recipient=one, award="BK-TINH", award_name="Bằng khen", decision_number="12/QĐ-UBND", decided_on=date(2024, 5, 1),
        authority="Chủ tịch", source="declared")
    return one


ADDRESSES = ["units:list", "units:places", "units:change", "units:reroute"]


@pytest.mark.parametrize(("role", "allowed"), [
    ("Hồ sơ khen thưởng", [200, 200, 200, 200]), (f.INTAKE, [200, 200, 403, 403]), (f.MEMBER, [403] * 4), (f.ADMIN, [403] * 4)])
def test_workers_read_and_the_keeper_writes(role: str, allowed: list[int]) -> None:
    client = entered(f.holder(role))
    assert [client.get(reverse(name)).status_code for name in ADDRESSES] == allowed
    if allowed[2] == 403:
        unit = commune("xã Nà Mòn")
        for address in (reverse("units:change"), reverse("units:reroute"), reverse("units:withdraw", args=[unit.pk])):
            assert client.post(address, {"ly_do": "x"}).status_code == 403


def test_units_are_found_without_accents_and_say_what_became_of_them() -> None:
    old, new = commune("xã Nà Mòn"), merged(commune("xã Khuổi Sao"))
    client = entered(f.holder(f.INTAKE))
    shown = page(client, "/don-vi/", q="khuoi sao")
    assert "Hết hiệu lực sau 30/06/2026" in shown and f"vào {new.name}" in shown and old.name not in shown
    assert old.name in page(client, "/don-vi/", con="1", loai="xa") and "Khuổi Sao" not in page(client, "/don-vi/", con="1")
    assert "Không có đơn vị nào khớp" in page(client, "/don-vi/", q="không có đâu")
    assert 'name="don_vi"' not in shown and 'name="don_vi"' in page(entered(), "/don-vi/")


@pytest.mark.parametrize("strange", ["²", "a_9" + "9" * 40, "_", "-1"])
def test_strange_addresses_stumble_nowhere(strange: str) -> None:
    unit = commune("xã Nà Mòn")
    for address, name in (
        ("/don-vi/", "sau"), ("/don-vi/dia-danh/", "sau"), (f"/don-vi/{unit.pk}/", "sau_nguoi"), (f"/don-vi/{unit.pk}/", "sau_khen"),
        ("/don-vi/bien-dong/", "don_vi"),
    ):
        page(entered(), address, q="x", **{name: strange})
    page(entered(), "/don-vi/999999999999999999999/", 404)
    for data in ({"don_vi": strange, "bien_dong": strange}, {"ho_so": strange, "ghi_chu": strange}):
        assert entered().post("/don-vi/bien-dong/", data).status_code == entered().post("/don-vi/chuyen-ho-so/", data).status_code == 422


def test_the_list_goes_page_by_page() -> None:
    for no in range(35):
        commune(f"xã Số {no:02}")
    client, seen, after = entered(), [], ""
    for _ in range(2):
        answer = client.get("/don-vi/", {"sau": after})
        seen += [row.unit.name for row in answer.context["rows"]]
        after = answer.context["after"]
    assert len(seen) == len(set(seen)) == 35 and seen == sorted(seen) and not after


def test_the_new_unit_shows_what_the_old_one_received() -> None:
    old = commune("xã Nà Mòn")
    school = given(old, "Trường Tiểu học Nà Mòn")
    new = merged(old)
    client = entered(f.holder(f.APPRAISAL))
    shown = page(client, f"/don-vi/{new.pk}/")
    assert "Hình thành từ" in shown and old.name in shown and BASIS in shown and school.name in shown and "12/QĐ-UBND" in shown
    assert "Nay là" in page(client, f"/don-vi/{old.pk}/")
    found = page(client, "/tim/", q="xa hop nhat")
    assert "Tập thể của các đơn vị cũ" in found and school.name in found and reverse("units:unit", args=[new.pk]) in found
    plain = page(entered(f.holder(f.SIGNER)), f"/don-vi/{new.pk}/")
    assert school.name not in plain and old.name in plain, "who may not look people up reads the lineage only"


@pytest.mark.parametrize("n", [1, 30])
def test_the_pages_ask_as_much_of_one_as_of_thirty(n: int) -> None:
    formers = [commune(f"xã Số {no:02}") for no in range(n)]
    for unit in formers:
        given(unit, f"Trường {unit.pk}")
        f.dossier(unit=unit, received_at=JUNE)
    new, client = merged(*formers), entered()
    for address, most in (("/don-vi/", 20), (f"/don-vi/{new.pk}/", 20), ("/don-vi/chuyen-ho-so/", 20 + n)):
        with CaptureQueriesContext(connection) as asked:
            page(client, address)
        assert len(asked) <= most, address  # a choice of heirs for each unit


def ticked(*formers: Unit, **said: Any) -> dict[str, Any]:
    return {"don_vi": [unit.pk for unit in formers], "bien_dong": "sap-nhap", "tu_ngay": "01/07/2026", "can_cu": BASIS, **said}


def test_a_merger_is_recorded_from_the_ticks_of_the_list() -> None:
    one, two = commune("xã Nà Mòn"), commune("xã Khuổi Sao")
    client = entered()
    shown = page(client, f"/don-vi/bien-dong/?don_vi={one.pk}&don_vi={two.pk}")
    assert one.name in shown and two.name in shown
    another = commune("xã Ở Trang Khác")  # units stand far apart in the list: the page itself takes one more, or one out
    assert f'<option value="{another.pk}">{another}</option>' in page(client, f"/don-vi/bien-dong/?don_vi={one.pk}&don_vi=")
    assert f'<option value="{two.pk}">' not in shown, "what is chosen is not offered again"
    answer = client.post("/don-vi/bien-dong/", ticked(one, two, moi="XA-1; Ủy ban nhân dân xã Mới, tỉnh Minh Họa"))
    new = Unit.objects.get(code="XA-1")
    assert answer.status_code == 302 and answer["Location"] == f"/don-vi/{new.pk}/" and new.kind == "xa" and len(links()) == 2


@pytest.mark.parametrize(("said", "told"), [
    ({"moi": "không có dấu chấm phẩy"}, "Dòng 1 cần có mã"), ({"tu_ngay": "1/7/26"}, "ngày/tháng/năm"), ({"can_cu": ""}, "Căn cứ"),
    ({"moi": "A; Mới\nB; Mới nữa"}, "đúng một đơn vị mới"), ({"bien_dong": "giai-the", "moi": "A; Mới"}, "Giải thể cần"),
    ({"don_vi": []}, "Chưa chọn đơn vị"),
])
def test_a_faulty_change_comes_back_with_what_was_typed(said: dict[str, Any], told: str) -> None:
    one = commune("xã Nà Mòn")
    answer = entered().post("/don-vi/bien-dong/", {**ticked(one, moi="A; Mới"), **said})
    shown = answer.content.decode()
    assert answer.status_code == 422 and told in shown and not Lineage.objects.exists() and Unit.objects.count() == 1
    assert (str(said.get("can_cu", BASIS)) in shown) and ("Dòng" in shown or str(said.get("moi", "A; Mới")).split("\n")[0] in shown)


def test_a_part_is_split_off_and_a_unit_taken_in() -> None:
    one, two = commune("xã Nà Mòn"), commune("xã Khuổi Sao")
    client = entered()
    client.post("/don-vi/bien-dong/", ticked(one, bien_dong="chia-tach", con_lai="on", moi="XA-2; Phần tách"))
    assert links() == {(one.name, "Phần tách", "chia-tach")} and Unit.objects.get(pk=one.pk).valid_to is None
    client.post("/don-vi/bien-dong/", ticked(two, vao=one.pk))
    assert (two.name, one.name, "sap-nhap") in links()


def test_a_record_is_withdrawn_with_a_reason() -> None:
    one = commune("xã Nà Mòn")
    changed(K.ABOLISHED, one)
    client, address = entered(), reverse("units:withdraw", args=[one.pk])
    assert client.post(address, {"ly_do": ""}).status_code == 422 and links()
    assert client.post(address, {"ly_do": "Ghi nhầm"}).status_code == 302 and not links()
    assert "đã được rút" in client.post(address, {"ly_do": "Ghi nhầm"}, follow=True).content.decode()


def test_dossiers_are_chosen_looked_over_and_moved() -> None:
    old = commune("xã Nà Mòn")
    one, two = (f.dossier(unit=old, received_at=JUNE) for _ in range(2))
    new, client = merged(old), entered()
    shown = page(client, "/don-vi/chuyen-ho-so/")
    assert one.code in shown and two.code in shown and f'<option value="{new.pk}" selected>' in shown
    assert '<span class="count bad">2</span>' in page(client, "/don-vi/")
    said = {"ho_so": [one.pk], f"vao_{old.pk}": new.pk, "ghi_chu": "Biên bản bàn giao"}
    assert client.post("/don-vi/chuyen-ho-so/", {**said, "ghi_chu": ""}).status_code == 422
    assert client.post("/don-vi/chuyen-ho-so/", {**said, f"vao_{old.pk}": ""}).status_code == 422
    review = client.post("/don-vi/chuyen-ho-so/", {**said, "buoc": "xem"}).content.decode()
    assert "Chuyển 1 hồ sơ?" in review and "Chưa có gì thay đổi" in review and not Reroute.objects.exists()
    assert client.post("/don-vi/chuyen-ho-so/", {**said, "buoc": "chuyen"}).status_code == 302
    assert [Dossier.objects.get(pk=pk).unit for pk in (one.pk, two.pk)] == [new, old]
    assert "Biên bản bàn giao" in page(client, "/don-vi/chuyen-ho-so/")
    again = client.post("/don-vi/chuyen-ho-so/", {**said, "buoc": "chuyen"})
    assert again.status_code == 422 and "không còn chờ chuyển" in again.content.decode() and Reroute.objects.count() == 1
    worker = entered(f.holder(f.APPRAISAL))
    assert f"nay do {new.name} trình" in page(worker, f"/ho-so/{one.code}/")
    assert "có hiệu lực đến hết 30/06/2026" in page(worker, f"/ho-so/{two.code}/")
    assert one.code in page(worker, "/ho-so/", don_vi=new.pk) and two.code in page(worker, "/ho-so/", don_vi=new.pk)


def test_an_old_commune_leads_to_the_new_one_and_units_are_made_of_a_province() -> None:
    client = entered()
    told = page(client, "/don-vi/dia-danh/")
    assert "nhờ quản trị" in told and "manage.py" not in told, "a clerk runs no commands"
    assert "furnish_places" in page(entered(f.user(rights=["change_place", "lineage"])), "/don-vi/dia-danh/")
    province = Place.objects.create(code="90", name="Tỉnh Minh Họa", key="tinh minh hoa", tier=PlaceTier.PROVINCE)
    new = Place.objects.create(code="90001", name="Xã Đông", key="xa dong", tier=PlaceTier.COMMUNE, parent=province)
    old = Place.objects.create(
        code="90001", name="Xã Nam", key="xa nam", tier=PlaceTier.COMMUNE, parent=province, valid_to=date(2025, 6, 30),
        valid_from=date(2004, 1, 1))
    PlaceLineage.objects.create(former=old, later=new, kind="sap-nhap", on=date(2025, 7, 1), basis="NQ")
    shown = page(client, "/don-vi/dia-danh/", q="nam")
    assert "nay là" in shown and "Xã Đông" in shown
    assert client.post("/don-vi/dia-danh/", {"tinh": province.pk}).status_code == 302 and Unit.objects.count() == 2
    assert len(links()) == 1
    plain = entered(f.holder(f.INTAKE))
    plain.post("/don-vi/dia-danh/", {"tinh": province.pk})
    assert "Lập đơn vị cấp xã" not in page(plain, "/don-vi/dia-danh/") and Unit.objects.count() == 2
