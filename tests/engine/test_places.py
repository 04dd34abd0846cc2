"""The country's administrative units: the whole list is sound, and the units of one province come out of it with their past."""
from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.lineage import keeper
from workflow.engine.bodies import places
from workflow.engine.errors import NotAllowed, Refused
from workflow.law.words import PlaceTier, UnitKind
from workflow.models import Act, Lineage, Place, PlaceLineage, Unit
from workflow.models.kinship import family

pytestmark = pytest.mark.django_db


def test_the_lists_hang_together() -> None:
    provinces, communes = places.rows("provinces"), places.rows("communes")
    formers, districts = places.rows("former_provinces"), places.rows("former_districts")
    old = places.rows("former_communes")
    assert [len(rows) for rows in (provinces, communes, formers, districts)] == [34, 3321, 63, 696] and len(old) > 10_000
    assert sum(row["name"].startswith("Thành phố") for row in provinces) == 6, "28 provinces and 6 cities, NQ 202/2025/QH15"
    kinds = Counter(row["name"].split(" ")[0] for row in communes)
    assert set(kinds) == {"Xã", "Phường", "Đặc"}
    codes = {row["code"] for row in communes}
    assert len(codes) == 3321 and {row["province"] for row in communes} == {row["code"] for row in provinces}
    assert {row["into"] for row in formers} == {row["code"] for row in provinces}
    assert {row["district"] for row in old} <= {row["code"] for row in districts}
    into = {code for row in (*old, *districts) for code in row["into"].split()}
    assert into == codes, "every new commune was made of something"
    assert all(row["into"] for row in old), "and every old one went somewhere"


def test_all_of_it_is_entered_once() -> None:
    with CaptureQueriesContext(connection) as asked:
        added = places.furnish()
    assert len(asked) < 40 and added["places"] == Place.objects.count() and places.furnish() == {"places": 0, "lineage": 0}
    assert Place.objects.filter(tier=PlaceTier.PROVINCE, valid_to=None).count() == 34
    assert Place.objects.filter(tier=PlaceTier.COMMUNE, valid_to=None).count() == 3321
    hung_yen = Place.objects.get(tier=PlaceTier.PROVINCE, name="Tỉnh Hưng Yên", valid_to=None)
    assert set(hung_yen.predecessors.values_list("former__name", flat=True)) == {"Tỉnh Hưng Yên", "Tỉnh Thái Bình"}
    ha_noi = Place.objects.get(tier=PlaceTier.PROVINCE, name="Thành phố Hà Nội")
    assert ha_noi.valid_from is None and not ha_noi.predecessors.exists(), "it took nobody in"
    vu_thu = Place.objects.get(tier=PlaceTier.DISTRICT, name="Huyện Vũ Thư")
    assert vu_thu.parent and vu_thu.parent.name == "Tỉnh Thái Bình" and not Place.objects.filter(verified=True).exists()


@pytest.fixture
def small(db: None) -> Place:
    """A province of two communes, made of three; one of these was divided."""
    def place(code: str, name: str, tier: PlaceTier, parent: Place | None, former: bool = False) -> Place:
        made = places.place((tier, code, former), name, parent, None if former else places.NEW, places.EVE if former else None)
        made.save()
        return made

    province = place("90", "Tỉnh Minh Họa", PlaceTier.PROVINCE, None)
    district = place("900", "Huyện Cũ", PlaceTier.DISTRICT, province, True)
    new = [place("90001", "Xã Đông", PlaceTier.COMMUNE, province), place("90004", "Phường 1", PlaceTier.COMMUNE, province)]
    old = [place(f"9000{no}", name, PlaceTier.COMMUNE, district, True) for no, name in ((1, "Xã Nam"), (2, "Xã Bắc"), (3, "Thị trấn Cũ"))]
    for former, later, kind in ((0, 0, "sap-nhap"), (1, 0, "chia-tach"), (1, 1, "chia-tach"), (2, 1, "sap-nhap")):
        PlaceLineage.objects.create(former=old[former], later=new[later], kind=kind, on=places.NEW, basis="NQ")
    return province


def test_the_units_of_a_province_come_with_their_past(small: Place) -> None:
    assert places.units_of(small, keeper()) == {"communes": 2, "former": 3, "lineage": 4}
    east = Unit.objects.get(code="XA-90001")
    assert (east.name, east.kind, east.valid_from) == ("Ủy ban nhân dân xã Đông, tỉnh Minh Họa", UnitKind.COMMUNE, places.NEW)
    assert Unit.objects.get(code="XA-90004").name == "Ủy ban nhân dân Phường 1, tỉnh Minh Họa"
    old = Unit.objects.get(code="XC-90001")
    assert old.name == "Ủy ban nhân dân xã Nam, huyện Cũ, tỉnh Minh Họa" and old.valid_to == places.EVE and old.since is None
    assert family([east.pk]) == {east.pk, *Unit.objects.filter(code__in=["XC-90001", "XC-90002"]).values_list("pk", flat=True)}
    assert places.units_of(small, keeper()) == {"communes": 0, "former": 0, "lineage": 0}
    assert Act.objects.filter(step="lineage").count() == 1


def test_units_are_made_by_who_keeps_them_and_of_a_province_only(small: Place) -> None:
    with pytest.raises(NotAllowed):
        places.units_of(small, f.holder(f.INTAKE))
    with pytest.raises(Refused):
        places.units_of(Place.objects.get(code="90004"), keeper())
    Unit.objects.create(code="XA-90001", name="Có rồi", kind="xa", valid_from=places.NEW)
    with pytest.raises(Refused, match="XA-90001"):
        places.units_of(small, keeper())
    assert Unit.objects.count() == 1 and not Lineage.objects.exists()


def test_places_are_found_without_accents_page_by_page(small: Place, django_assert_num_queries: Any) -> None:
    page = places.search("xa", size=2)
    assert [one.name for one in page.rows] == ["Xã Bắc", "Xã Đông"] and page.after
    assert [one.name for one in places.search("xa", page.after, size=2).rows] == ["Xã Nam"]
    assert len(places.search("", "rác").rows) == 7
    with django_assert_num_queries(3):
        bac, = places.search("bac").rows
        assert sorted(link.later.name for link in bac.successors.all()) == ["Phường 1", "Xã Đông"]


def test_the_command_needs_a_person_who_answers_for_the_units(small: Place, capsys: pytest.CaptureFixture[str]) -> None:
    for options in ({"province": "91", "by": "ai"}, {"province": "90"}, {"province": "90", "by": f.user().username}):
        with pytest.raises(CommandError):
            call_command("furnish_places", **options)
    call_command("furnish_places", province="90", by=keeper().username)
    assert "communes: lập 2" in capsys.readouterr().out
