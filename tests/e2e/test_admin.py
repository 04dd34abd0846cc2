"""The administrator's pages run under the same policy, speak Vietnamese and pass axe; a role given there is had."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories
from workflow.law.words import RecipientKind
from workflow.models import AwardType, Holiday, User

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_administrator_gives_a_role(visitor: Callable[..., Visitor]) -> None:
    factories.user(factories.ADMIN, name="Quản Thị Trị", username="quantri", is_staff=True)
    officer = factories.user(factories.INTAKE, name="Tiếp Văn Nhận", username="tiepnhan")
    guest = visitor("quantri")
    page = guest.open("/quan-tri/", "quan-tri")
    expect(page.get_by_role("heading", name="Danh mục và tài khoản")).to_be_visible()
    expect(page.get_by_role("link", name="Về trang làm việc")).to_be_visible()
    guest.open("/quan-tri/workflow/user/", "quan-tri-tai-khoan")
    shown = page.locator("#result_list tbody tr", has_text="tiepnhan")
    expect(shown).to_contain_text(factories.INTAKE)
    shown.get_by_role("link", name="Tiếp Văn Nhận").click()
    guest.check("quan-tri-mot-tai-khoan")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("tiepnhan")
    expect(page.get_by_label(factories.INTAKE, exact=True)).to_be_checked()
    page.get_by_label(factories.SIGNER, exact=True).check()
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Tiếp Văn Nhận")
    expect(shown).to_contain_text(factories.SIGNER)
    guest.check()
    assert User.objects.get(pk=officer.pk).has_perm("workflow.sign")


def test_the_calendar_and_the_catalogue_are_shown(visitor: Callable[..., Visitor]) -> None:
    factories.user(factories.ADMIN, username="quantri", is_staff=True)
    award = AwardType.objects.get(code="BK-TINH")
    guest = visitor("quantri")
    page = guest.open("/quan-tri/workflow/holiday/", "quan-tri-ngay-nghi")
    expect(page.locator(".paginator")).to_contain_text(str(Holiday.objects.count()))
    expect(page.locator("#result_list")).to_contain_text("Quốc khánh")
    guest.open("/quan-tri/workflow/awardtype/", "quan-tri-danh-hieu")
    page.locator("#result_list tbody tr", has_text="BK-TINH").get_by_role("link").first.click()
    guest.check("quan-tri-mot-danh-hieu")
    expect(page.locator("#id_name")).to_have_value(award.name)
    for kind in RecipientKind:
        expect(page.locator(f"input[name=kinds][value='{kind}']")).to_be_checked(checked=str(kind) in award.kinds)
