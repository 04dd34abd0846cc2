"""The desk of units before a real browser: a merger is recorded and its dossier moved."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.lineage import commune
from workflow.law.words import PlaceTier, RecipientKind
from workflow.models import Dossier, Place, PlaceLineage, Unit

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def past() -> Iterator[None]:
    """A commune that became another in 2025, on the map."""
    day = timezone.localdate()
    province = Place.objects.create(code="90", name="Tỉnh Minh Họa", key="tinh minh hoa", tier=PlaceTier.PROVINCE)
    old, new = (Place.objects.create(
        code="90001", name=f"Xã {name}", key=f"xa {name.lower()}", tier=PlaceTier.COMMUNE, parent=province,
        valid_from=None if last else day, valid_to=day - timedelta(days=1) if last else None)
        for name, last in (("Nam", True), ("Mai", False)))
    PlaceLineage.objects.create(former=old, later=new, kind="doi-ten", on=day, basis="Nghị quyết (minh họa)")
    yield


def test_a_merger_and_the_dossier_it_strands(visitor: Callable[..., Visitor], past: None) -> None:
    factories.user("Hồ sơ khen thưởng", username="hoso")
    one, two = commune("xã Nà Mòn"), commune("xã Khuổi Sao")
    row = factories.row("BK-TINH", kind=RecipientKind.COLLECTIVE, name="Trường Tiểu học Nà Mòn")
    made = factories.dossier(unit=one, rows=[row])
    keeper = visitor("hoso")
    page = keeper.open("/don-vi/", "don-vi")
    page.get_by_label("Tìm đơn vị").fill("tinh minh hoa")
    expect(page.locator("#rows tbody tr")).to_have_count(2)
    page.get_by_label(f"Chọn {one.name}").check()
    page.get_by_label(f"Chọn {two.name}").check()
    keeper.press("Ghi biến động")
    page.get_by_label("Sáp nhập, hợp nhất").check()
    page.get_by_label("Từ ngày").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Căn cứ").fill("Nghị quyết 45/NQ-HĐND (minh họa)")
    page.get_by_label("Đơn vị mới", exact=True).fill("XA-900; Ủy ban nhân dân xã Đồng Tâm, tỉnh Minh Họa")
    keeper.check("don-vi-bien-dong")
    keeper.press("Ghi biến động")
    expect(page.get_by_role("heading", name="Ủy ban nhân dân xã Đồng Tâm")).to_be_visible()
    expect(page.get_by_text("Hình thành từ")).to_be_visible()
    keeper.check("don-vi-mot")
    keeper.open("/don-vi/chuyen-ho-so/", "don-vi-chuyen")
    page.get_by_label("Chọn tất cả hồ sơ trên trang").check()
    page.get_by_label("Căn cứ, ý kiến").fill("Biên bản bàn giao (minh họa)")
    keeper.press("Xem lại trước khi chuyển")
    keeper.check("don-vi-xem-lai")
    keeper.press("Chuyển 1 hồ sơ")
    expect(page.get_by_text("Đã chuyển 1 hồ sơ cho đơn vị kế thừa")).to_be_visible()
    keeper.check("don-vi-da-chuyen")
    assert Dossier.objects.get(pk=made.pk).unit == Unit.objects.get(code="XA-900")
    keeper.open("/don-vi/dia-danh/?q=nam", "don-vi-dia-danh")
    expect(page.get_by_text("Đổi tên, nay là Xã Mai")).to_be_visible()
