"""The desk's own papers – receipt, request for a supplement, notice of results – frozen as first handed out, served from there."""
from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from workflow.law.states import State
from workflow.models import Dossier, Printed, Sitting, User
from workflow.papers import press, prints

from .. import clerk, errands
from ..errors import Refused, Stale


def receipt(dossier: Dossier, by: User) -> Printed:
    """Giấy tiếp nhận và hẹn trả (Mẫu 01). What the unit holds in its hands never changes, so neither does ours."""
    clerk.allow(by, "workflow.intake")
    return newest(dossier, "receipt") or freeze(dossier, "receipt", press.render(prints.receipt(dossier)), by)


def supplement(dossier: Dossier, by: User) -> Printed:
    """Phiếu yêu cầu bổ sung (Mẫu 02) for what is asked now; a request that asks for something else is another paper.

    Printed by the officer who asks, or by the desk that hands it to the unit.
    """
    clerk.allow(by, "workflow.appraise" if by.has_perm("workflow.appraise") else "workflow.intake")
    if not dossier.lines.filter(state=State.RETURNED).exists():
        raise Refused({0: "Hồ sơ không có dòng nào đang chờ bổ sung"})
    return freeze(dossier, "supplement", press.render(prints.supplement(dossier)), by)


def notice(dossier: Dossier, by: User) -> Printed:
    """Thông báo kết quả after a hand-over: kept as first printed, until the desk hands back more; that is told by another one."""
    may_notify(by)
    at = dossier.delivered_at
    if at is None:
        raise Refused({0: "Hồ sơ chưa trả kết quả nên chưa có thông báo; bản dự thảo in ở trang “Trả kết quả”"})
    if (kept := newest(dossier, "notice")) and kept.at >= at:
        return kept
    printed = press.render(prints.notice(dossier))
    with transaction.atomic():
        errands.lock([dossier])
        if Dossier.objects.values_list("delivered_at", flat=True).get(pk=dossier.pk) != at:
            raise Stale("Hồ sơ vừa được trả thêm kết quả; chưa in thông báo nào. Hãy in lại.")
        return freeze(dossier, "notice", printed, by, since=at)


def draft_notice(dossier: Dossier, by: User) -> bytes:
    """The notice as it would be if what lies ready were handed over now; it says that it is a draft and is kept nowhere."""
    may_notify(by)
    return press.render(prints.notice(dossier, draft=True)).pdf


def may_notify(by: User) -> None:
    """The desk that receives and the one that hands back."""
    clerk.allow(by, "workflow.deliver" if by.has_perm("workflow.deliver") else "workflow.intake")


def minutes(sitting: Sitting, by: User) -> Printed:
    """Biên bản kiểm phiếu, kept as it was first printed; the count it tells of cannot change any more."""
    clerk.allow(by, "workflow.convene")
    if kept := Printed.objects.filter(sitting=sitting, kind="minutes").first():
        return kept
    printed = press.render(prints.minutes(sitting))
    with transaction.atomic():
        Sitting.objects.select_for_update().get(pk=sitting.pk)
        return Printed.objects.filter(sitting=sitting, kind="minutes").first() or Printed.objects.create(
            kind="minutes", sitting=sitting, content=printed.pdf, sha256=printed.sha256, pages=printed.pages, by=by, at=timezone.now())


def newest(dossier: Dossier, kind: str) -> Printed | None:
    """The paper of that kind printed last."""
    return Printed.objects.filter(dossier=dossier, kind=kind).order_by("-pk").first()


@transaction.atomic
def freeze(dossier: Dossier, kind: str, printed: press.Printed, by: User, since: datetime | None = None) -> Printed:
    """Keep a paper. A receipt is kept once, any other paper when it differs from the one before, a notice when none was kept `since`.

    Of two printers one stores.
    """
    errands.lock([dossier])
    kept = newest(dossier, kind)
    if kept and (kind == "receipt" or kept.sha256 == printed.sha256 or (since and kept.at >= since)):
        return kept
    return Printed.objects.create(
        kind=kind, dossier=dossier, content=printed.pdf, sha256=printed.sha256, pages=printed.pages, by=by, at=timezone.now())
