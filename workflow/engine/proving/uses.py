"""In which lines an initiative served as a base. A second use is shown, never refused: whether it counts again is for a person."""
from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from workflow.law.states import Duty, State
from workflow.models import Initiative, InitiativeUse, Line, User

from .. import clerk, errands, withdrawal
from ..errors import Refused, Stale
from .initiatives import RECOGNISED, locked

RIGHT = "workflow.appraise"


@dataclass(frozen=True)
class Offer:
    """A recognised initiative of a line's recipient: its use for this line, if any, and for others."""

    initiative: Initiative
    here: InitiativeUse | None
    elsewhere: tuple[InitiativeUse, ...]

    @property
    def doubtful(self) -> bool:
        """It serves here, and has served elsewhere."""
        return bool(self.here and self.elsewhere)


def offers(line: Line) -> list[Offer]:
    """The recognised initiatives of the line's recipient, the latest first. Two queries."""
    owned = list(Initiative.objects.filter(authors=line.recipient_id, state=RECOGNISED, withdrawn_at=None).order_by("-year", "pk"))
    used = list(InitiativeUse.objects.filter(initiative__in=owned, withdrawn_at=None).select_related(
        "line__dossier", "line__recipient", "by").order_by("pk")) if owned else []
    found = []
    for one in owned:
        uses = [use for use in used if use.initiative_id == one.pk]
        here = next((use for use in uses if use.line_id == line.pk), None)
        found.append(Offer(one, here, tuple(use for use in uses if use.line_id != line.pk)))
    return found


@transaction.atomic
def use(initiative: Initiative, line: Line, by: User) -> InitiativeUse:
    """Note that a line rests on an initiative; by who appraises it, while he does."""
    clerk.allow(by, RIGHT)
    fresh, desk = appraising(line, by)
    held = locked([initiative.pk])[0]
    if held.state != RECOGNISED or held.withdrawn_at:
        raise Refused({line.pk: "Sáng kiến chưa được công nhận hoặc đã rút"})
    if not held.authors.filter(pk=fresh.recipient_id).exists():
        raise Refused({line.pk: "Đối tượng của dòng này không phải là tác giả của sáng kiến"})
    if held.uses.filter(line=fresh, withdrawn_at=None).exists():
        raise Stale("Sáng kiến đã được dùng cho dòng này; không có gì thay đổi.")
    errands.begin([desk], by)
    return InitiativeUse.objects.create(initiative=held, line=fresh, by=by, at=timezone.now())


@transaction.atomic
def take_back(use: InitiativeUse, why: str, by: User) -> None:
    """The line does not rest on it after all. That it was once noted stays readable."""
    clerk.allow(by, RIGHT)
    _, desk = appraising(use.line, by)
    if not why.strip():
        raise Refused({use.line_id: "Phải ghi rõ lý do bỏ"})
    locked([use.initiative_id])
    if not withdrawal.withdraw(InitiativeUse.objects.filter(pk=use.pk), by, why):
        raise Stale("Việc dùng sáng kiến này đã được bỏ trước đó; không có gì thay đổi.")
    errands.begin([desk], by)


def appraising(line: Line, by: User) -> tuple[Line, errands.Task]:
    """The line, locked, and the errand on whose strength the person may speak of it now."""
    dossiers, found = clerk.locked([line.pk])
    tasks = errands.desks(dossiers)
    desk = line.dossier_id, str(Duty.APPRAISE)
    if not found or State(found[0].state).duty is not Duty.APPRAISE:
        raise Refused({line.pk: "Chỉ ghi dùng sáng kiến khi dòng đang thẩm định"})
    if found[0].dossier.received_by_id == by.pk:
        raise Refused({line.pk: "Người tiếp nhận hồ sơ không được thẩm định hồ sơ đó"})
    held = errands.held_by_others(tasks, by)
    if desk in held:
        raise Refused({line.pk: f"Hồ sơ đang do {held[desk]} giữ"})
    return found[0], tasks[desk]
