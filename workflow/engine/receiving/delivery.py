"""Handing back: the last desk gives the results of a dossier to its unit."""
from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from workflow.law.states import Duty, State
from workflow.models import Dossier, User

from .. import clerk
from ..errors import Refused


@transaction.atomic
def hand_over(dossier: Dossier, by: User, to: str) -> None:
    """Give back what is ready; when no line is open any more, the dossier closes. `to` is who came for it."""
    ready = list(dossier.lines.filter(state__in=State.lying_on(Duty.DELIVER)).values_list("pk", flat=True))
    if not ready:
        raise Refused({0: "Hồ sơ chưa có kết quả nào để trả"})
    if not to.strip():
        raise Refused({0: "Phải ghi tên người nhận kết quả"})
    clerk.move(ready, "hand_over", by, stamp={"reason": F("reason")})  # why a line was refused stays readable
    Dossier.objects.filter(pk=dossier.pk).update(delivered_at=timezone.now(), delivered_to=to.strip())
