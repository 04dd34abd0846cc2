"""Initiatives: entering them, what their own council says of them, and in which lines they served as a base."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from workflow.law.names import fold, nfc
from workflow.law.votes import passes
from workflow.law.words import Scope
from workflow.models import Act, Initiative, InitiativeRule, InitiativeSitting, Recipient, Recognition, Unit, User

from .. import clerk
from ..errors import Refused, Stale
from ..register import alive
from .evidence import RIGHT, Source, check_year

SUBMITTED, RECOGNISED, REFUSED = "submitted", "recognised", "refused"
WRITTEN = ["state", "scope", "wider", "ayes", "members", "threshold", "decision_number", "decided_on", "authority"]


@dataclass(frozen=True)
class Minutes:
    """A sitting of the initiatives' council as its papers name it."""

    held_on: date
    authority: str
    members: int
    decision_number: str
    decided_on: date


@transaction.atomic
def enter(
    name: str, year: int, scope: Scope, authors: Collection[int], by: User, *, unit: Unit | None = None, recognised: Source | None = None,
) -> Initiative:
    """An initiative with its authors. It waits for its council, unless a decision that recognises it is named."""
    clerk.allow(by, RIGHT)
    check_year(year)
    name, wanted = nfc(name), sorted(set(authors))
    if not name:
        raise Refused({0: "Phải ghi tên sáng kiến, đề tài"})
    alive.hold(wanted)
    known = list(Recipient.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    if not wanted or len(known) != len(wanted):
        raise Refused({0: "Phải chọn ít nhất một tác giả đã có trong hệ thống"})
    if Initiative.objects.filter(key=fold(name)[:320], year=year, authors__in=known, withdrawn_at=None).exists():
        raise Refused({0: f"Đã có sáng kiến, đề tài cùng tên năm {year} của tác giả này"})
    if recognised and not (recognised.number.strip() and recognised.on and recognised.authority.strip()):
        raise Refused({0: "Sáng kiến đã được công nhận phải có số, ngày quyết định và cơ quan công nhận"})
    made = Initiative.objects.create(
        name=name, key=fold(name)[:320], year=year, scope=scope, unit=unit, state=RECOGNISED if recognised else SUBMITTED,
        **(recognised or Source()).columns(by))
    made.authors.set(known)
    return made


@transaction.atomic
def ask_wider(initiative: Initiative, scope: Scope, by: User) -> None:
    """Put a recognised initiative before the council again, for a wider scope. What is recognised stays so meanwhile."""
    clerk.allow(by, RIGHT)
    held = locked([initiative.pk])[0]
    if held.state != RECOGNISED or held.withdrawn_at or held.wider:
        raise Stale("Sáng kiến này không còn ở trạng thái nâng phạm vi được; không có gì thay đổi. Hãy tải lại trang.")
    if scope.rank <= Scope(held.scope).rank:
        raise Refused({0: f"Sáng kiến đã được công nhận phạm vi {Scope(held.scope).label}; chỉ nâng lên phạm vi rộng hơn"})
    Initiative.objects.filter(pk=held.pk).update(wider=scope)
    log("ask_wider", held, f"từ phạm vi {Scope(held.scope).label} lên {scope.label}", by)


@transaction.atomic
def resubmit(initiative: Initiative, by: User) -> None:
    """Put a refused initiative before the council once more; the refusal stays on record."""
    clerk.allow(by, RIGHT)
    held = locked([initiative.pk])[0]
    if held.state != REFUSED or held.withdrawn_at:
        raise Stale("Sáng kiến này không còn ở trạng thái “Không công nhận”; không có gì thay đổi. Hãy tải lại trang.")
    Initiative.objects.filter(pk=held.pk).update(state=SUBMITTED)
    log("resubmit_initiative", held, "đưa ra xét lại", by)


def log(step: str, initiative: Initiative, what: str, by: User) -> None:
    """Enter in the log what leaves no row of its own."""
    Act.objects.create(step=step, by=by, at=timezone.now(), note=f"Sáng kiến số {initiative.pk}: {what}")


@transaction.atomic
def recognise(ayes: Mapping[int, int], minutes: Minutes, by: User) -> InitiativeSitting:
    """Write down what a sitting of the initiatives' council said of each: recognised, or not, by a share of all its members.

    `ayes` by initiative. All of them, or nothing. Eight statements or so, however many.
    """
    clerk.allow(by, RIGHT)
    rule = rule_on(minutes.held_on)
    chosen = locked(ayes)
    if fault := unsound(minutes) or barred(chosen, ayes, minutes.members):
        raise Refused({0: fault})
    sitting = InitiativeSitting.objects.create(
        held_on=minutes.held_on, authority=minutes.authority.strip(), members=minutes.members, threshold=rule.threshold,
        decision_number=minutes.decision_number.strip(), decided_on=minutes.decided_on, by=by, at=timezone.now())
    results = [
        Recognition(sitting=sitting, initiative=one, scope=one.wider or one.scope, ayes=ayes[one.pk], members=minutes.members,
                    passed=passes(ayes[one.pk], minutes.members, rule.threshold)) for one in chosen]
    Recognition.objects.bulk_create(results)
    for result in results:
        write_on(result.initiative, result, sitting)
    Initiative.objects.bulk_update(chosen, WRITTEN, batch_size=1000)
    return sitting


def write_on(initiative: Initiative, result: Recognition, sitting: InitiativeSitting) -> None:
    """What becomes of it, in memory. Who asked in vain for a wider scope keeps the one he has, with the paper it stands in."""
    raised = bool(initiative.wider)
    initiative.wider = ""
    if raised and not result.passed:
        return
    initiative.state, initiative.scope = RECOGNISED if result.passed else REFUSED, result.scope
    initiative.ayes, initiative.members, initiative.threshold = result.ayes, sitting.members, sitting.threshold
    initiative.decision_number, initiative.decided_on = sitting.decision_number, sitting.decided_on
    initiative.authority = sitting.authority


def locked(wanted: Collection[int]) -> list[Initiative]:
    """The initiatives, held until the transaction ends, in id order."""
    return list(Initiative.objects.select_for_update().filter(pk__in=list(wanted)).order_by("pk"))


def rule_on(day: date) -> InitiativeRule:
    """The province's rule in force on a day; refused when there is none, for a threshold is never guessed."""
    rule: InitiativeRule | None = InitiativeRule.on(day).order_by("-since").first()
    if rule is None:
        raise Refused({0: f"Chưa có quy định xét sáng kiến cho ngày {day:%d/%m/%Y}; đề nghị quản trị bổ sung"})
    return rule


def unsound(minutes: Minutes) -> str:
    """What is wrong with the sitting itself; empty when nothing is."""
    today = timezone.localdate()
    if minutes.held_on > today or minutes.decided_on > today:
        return "Ngày họp, ngày quyết định không được sau hôm nay"
    if minutes.decided_on < minutes.held_on:
        return "Ngày quyết định ở trước ngày họp"
    if not minutes.authority.strip() or not minutes.decision_number.strip():
        return "Phải ghi hội đồng và số quyết định"
    return "" if minutes.members >= 1 else "Hội đồng phải có ít nhất một thành viên"


def barred(chosen: Collection[Initiative], ayes: Mapping[int, int], members: int) -> str:
    """Why these cannot be decided together; empty when they can."""
    if not ayes:
        return "Chưa chọn sáng kiến nào"
    if len(chosen) != len(ayes):
        return "Có sáng kiến không còn trong hệ thống"
    past = [one.name for one in chosen if one.withdrawn_at or (one.state != SUBMITTED and not one.wider)]
    if past:
        return f"Không còn chờ xét: {'; '.join(past[:5])}. Hãy tải lại trang"
    many = [one.name for one in chosen if not 0 <= ayes[one.pk] <= members]
    return f"Số phiếu đồng ý phải từ 0 đến {members}: {'; '.join(many[:5])}" if many else ""
