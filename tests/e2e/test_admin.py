"""The administrator's pages run under the same policy, speak Vietnamese and pass axe."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from workflow.models import AwardType, User

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_administration(visitor: Callable[..., Visitor], size: str) -> None:
    factories.user("Quản trị", username="quantri")
    User.objects.filter(username="quantri").update(is_staff=True)
    guest = visitor("quantri", size=size)
    guest.open("/quan-tri/", "quan-tri")
    guest.open("/quan-tri/workflow/user/", "quan-tri-tai-khoan")
    guest.open(f"/quan-tri/workflow/user/{User.objects.get(username='quantri').pk}/change/", "quan-tri-mot-tai-khoan")
    guest.open("/quan-tri/workflow/holiday/", "quan-tri-ngay-nghi")
    guest.open("/quan-tri/workflow/awardtype/", "quan-tri-danh-hieu")
    guest.open(f"/quan-tri/workflow/awardtype/{AwardType.objects.order_by('pk')[0].pk}/change/", "quan-tri-mot-danh-hieu")
