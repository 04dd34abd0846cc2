"""People, dossiers, and short ways to the middle of things: each function goes through the engine, as a desk would.

    made = passed(appraised(dossier(awards=("BK-TINH", "CSTDT"))))     lines that the council has passed
    decision = signed(checked(drafted(made)))
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import connections
from django.utils import timezone
from viewflow.workflow.models import Task

from workflow.engine import clerk
from workflow.engine.deciding import decisions, heaps, outcomes, publishing
from workflow.engine.receiving import delivery, intake
from workflow.engine.sittings import council as sittings
from workflow.engine.sittings.urn import Choice
from workflow.law.words import Band, Case, Kind, RecipientKind, Sex, UnitKind
from workflow.models import AwardType, Decision, Dossier, Draft, Line, Member, Outcome, PublicList, Sitting, Unit, User

INTAKE, APPRAISAL, CHIEF, SECRETARY = "Tiếp nhận", "Thẩm định", "Lãnh đạo phòng", "Thư ký Hội đồng"
MEMBER, DRAFTER, SIGNER, ADMIN = "Ủy viên Hội đồng", "Dự thảo", "Lãnh đạo ký", "Quản trị"
ABOVE = "Theo dõi cấp trên"
PASSWORD = "vinhdanh"
PAPERS = ["to-trinh", "bao-cao", "bien-ban", "sang-kien", "tom-tat", "quyet-dinh", "y-kien-tinh-uy"]
ALL = object()

numbers = itertools.count(1)
Where = Dossier | Sequence[Dossier] | Sequence[Line]


# ------------------------------------------------------------------ people and units


def user(*roles: str, name: str = "", rights: Sequence[str] = (), **fields: Any) -> User:
    """A new account with these roles (names of groups) and, if wanted, single rights."""
    n = next(numbers)
    made = User.objects.create_user(
        fields.pop("username", f"nguoi{n}"), name or f"Người Thứ {n} (minh họa)", fields.pop("password", PASSWORD), **fields)
    made.groups.set(Group.objects.filter(name__in=roles))
    if rights:
        made.user_permissions.set(Permission.objects.filter(content_type__app_label="workflow", codename__in=rights))
    return User.objects.get(pk=made.pk)


def holder(role: str) -> User:
    """The one person who usually holds a role in a test; made on first use, read afresh every time."""
    title = f"{role} (minh họa)"
    return User.objects.filter(full_name=title).first() or user(role, name=title)


def council(n: int = 9, since: date = date(2024, 1, 1)) -> list[User]:
    """The council has n members: the first is its chairman. Those of an earlier call stay and are filled up to n."""
    seated = list(Member.objects.order_by("order", "pk"))
    for place in range(len(seated), n):
        made = user(MEMBER, name=f"Ủy viên {place + 1} (minh họa)", username=f"uyvien{next(numbers)}")
        seated.append(Member.objects.create(user=made, role="member" if place else "chair", order=place + 1, since=since))
    return [User.objects.get(pk=member.user_id) for member in seated]


def unit(kind: UnitKind = UnitKind.DEPARTMENT, name: str = "") -> Unit:
    """A unit that may propose."""
    n = next(numbers)
    return Unit.objects.create(code=f"DV{n}", name=name or f"{kind.label} {n} (minh họa)", kind=kind, valid_from=date(2020, 1, 1))


# ------------------------------------------------------------------ dossiers


def row(award: str = "BK-TINH", **changes: Any) -> dict[str, Any]:
    """One checked row of a list, for the first kind of recipient the award knows; `changes` overwrite its cells."""
    n = next(numbers)
    kinds = AwardType.objects.values_list("kinds", flat=True).get(code=award)
    kind = RecipientKind(changes.pop("kind", kinds[0]))
    person = {
        "name": f"Nguyễn Thị Thử {n}", "birth_date": "1980-05-17", "birth_year": 1980, "sex": str(Sex.FEMALE),
        "identity": f"{36180000000 + n:012d}", "position": "Chuyên viên", "band": str(Band.DIRECT_WORKER),
    } if kind is RecipientKind.PERSON else {"name": f"{kind.label} thử {n}"}
    return {
        "kind": str(kind), "workplace": "Phòng Tổ chức", "award": award,
        "citation": "Hoàn thành xuất sắc nhiệm vụ năm 2026, có sáng kiến được áp dụng", **person, **changes,
    }


def header(unit: Unit, kind: Kind = Kind.MERIT, **changes: Any) -> dict[str, Any]:
    """What the intake clerk types above the list; a thematic dossier names a movement that has its plan."""
    if kind is Kind.THEMATIC and "movement_id" not in changes:
        from tests import movements
        changes["movement_id"] = movements.movement().pk
    return {
        "unit_id": unit.pk, "letter_number": f"{next(numbers)}/TTr-TĐKT", "letter_date": "2026-01-05", "kind": str(kind),
        "case": str(Case.SUDDEN) if kind is Kind.SUDDEN else "",
        "contact_name": "Lê Văn Liên (minh họa)", "contact_phone": "02090000001", "papers": PAPERS, **changes,
    }


def draft(
    by: User | None = None, awards: Iterable[str] = ("BK-TINH",), kind: Kind = Kind.MERIT, *, unit: Unit | None = None,
    rows: Sequence[Mapping[str, Any]] = (), **fields: Any,
) -> Draft:
    """A draft of a dossier, ready to be received; `fields` go into its header."""
    by = by or holder(INTAKE)
    made = intake.begin(by)
    intake.save_header(made, header(unit or make_unit(), kind, **fields), by)
    intake.add_rows(made, rows or [row(award) for award in awards], by)
    return made


def dossier(
    by: User | None = None, awards: Iterable[str] = ("BK-TINH",), kind: Kind = Kind.MERIT, *, unit: Unit | None = None,
    rows: Sequence[Mapping[str, Any]] = (), received_at: datetime | None = None, **fields: Any,
) -> Dossier:
    """A received dossier with a line for each award (or each row given)."""
    by = by or holder(INTAKE)
    if received_at:
        fields["received_at"] = received_at.isoformat()
    return intake.register(draft(by, awards, kind, unit=unit, rows=rows, **fields), by)


make_unit = unit  # `unit` is also the name of an argument


# ------------------------------------------------------------------ onwards


def lines(made: Where) -> list[Line]:
    """The lines of a dossier or of several, in order."""
    if isinstance(made, Dossier):
        return list(made.lines.order_by("no"))
    return [line for one in made for line in (lines(one) if isinstance(one, Dossier) else [one])]


def ids(made: Where) -> list[int]:
    """The ids of the lines."""
    return [line.pk for line in lines(made)]


def move(made: Where, step: str, by: User | None = None, **facts: Any) -> clerk.Outcome:
    """Any step of the clerk; by the usual appraiser."""
    return clerk.move(ids(made), step, by or holder(APPRAISAL), **facts)


def appraised(made: Dossier | None = None, by: User | None = None, awards: Iterable[str] = ("BK-TINH",)) -> Dossier:
    """Every line of the dossier has been appraised."""
    made = made or dossier(awards=awards)
    move(made, "appraise", by)
    return made


def sitting_on(made: Where, n: int = 9, absent: Sequence[User] = (), by: User | None = None, **fields: Any) -> Sitting:
    """A sitting of n members with these lines on its agenda."""
    council(n)
    fields = {"held_on": timezone.localdate(), "place": "Phòng họp số 1", "counters": ["Tổ trưởng kiểm phiếu"], **fields}
    return sittings.convene(ids(made), by or holder(SECRETARY), absent=[member.pk for member in absent], **fields)


def paper(sitting: Sitting, ayes: Iterable[Line | int] | object = ALL, other: Choice = Choice.NO) -> dict[int, Choice]:
    """One ballot: aye to these lines (all, if none are named), `other` to the rest."""
    agenda = sitting.counts.order_by("line").values_list("line", flat=True)
    chosen = set(agenda) if ayes is ALL else {getattr(line, "pk", line) for line in ayes}  # type: ignore[attr-defined]
    return {line: Choice.AYE if line in chosen else other for line in agenda}


def vote(sitting: Sitting, ayes: Iterable[Line | int] | object = ALL, times: int | None = None) -> list[str]:
    """Every member who is present votes: the first `times` (or all) aye to the lines, the rest no. Returns the receipts."""
    seats = sitting.seats.filter(present=True, cast=False).select_related("member").order_by("pk")
    papers = paper(sitting, ayes), paper(sitting, ())
    return [sittings.cast(sitting, seat.member, papers[times is not None and i >= times]) for i, seat in enumerate(seats)]


def counted(sitting: Sitting, by: User | None = None, despite: str = "") -> Sitting:
    """The count is taken; `despite`: why, where too few are in the room."""
    sittings.tally(sitting, by or holder(SECRETARY), despite)
    sitting.refresh_from_db()
    return sitting


def listed(made: Where, by: User | None = None, weeks: int = 0) -> PublicList:
    """A public list with these lines, opened – as if it had been so – that many weeks ago."""
    opened = publishing.publish(ids(made), by or holder(ABOVE), on=timezone.localdate(), place="Cổng thông tin điện tử tỉnh")
    opened.published_on, opened.ends_on = (day - timedelta(weeks=weeks) for day in (opened.published_on, opened.ends_on))
    opened.save(update_fields=["published_on", "ends_on"])
    return opened


def heard(made: Where, by: User | None = None) -> PublicList:
    """The list of these lines is over, and nobody objected."""
    opened = listed(made, by, weeks=8)
    publishing.close(opened, by or holder(ABOVE), "Không có ý kiến")
    opened.refresh_from_db()
    return opened


def passed(made: Dossier | None = None, awards: Iterable[str] = ("BK-TINH",), n: int = 3) -> Dossier:
    """Every line waits for a paper: appraised and, where the procedure says so, listed and passed by a council of n."""
    made = made or appraised(awards=awards)
    if unlisted := made.lines.filter(state="unlisted"):
        heard(list(unlisted))
    if voting := made.lines.filter(state="appraised"):
        sitting = sitting_on(list(voting), n)
        vote(sitting)
        counted(sitting)
    return made


def drafted(made: Where | None = None, by: User | None = None, **fields: Any) -> Decision:
    """A draft of the paper that these lines wait for."""
    made = lines(made or passed())
    fields = {
        "instrument": made[0].machine.instrument, "subject": "Về việc tặng Bằng khen", "achievement": "Đã có thành tích xuất sắc",
        "proposal_number": "12/TTr-SNV", **fields}
    return decisions.draft(ids(made), by or holder(DRAFTER), **fields)


def checked(decision: Decision | None = None, by: User | None = None) -> Decision:
    """Handed in by its drafter and found sound: it waits for the signature."""
    decision = decision or drafted()
    decisions.submit(decision, decision.drafted_by)
    decisions.check(decision, by or holder(CHIEF), sound=True)
    decision.refresh_from_db()
    return decision


def signed(decision: Decision | None = None, by: User | None = None) -> Decision:
    """Signed, numbered, frozen."""
    return decisions.sign(decision or checked(), by or holder(SIGNER))


def delivered(made: Dossier | None = None, by: User | None = None) -> Dossier:
    """What is ready has been given back."""
    made = made or decided()
    delivery.hand_over(made, by or holder(INTAKE), "Lê Văn Liên (minh họa)")
    made.refresh_from_db()
    return made


def decided(made: Dossier | None = None) -> Dossier:
    """A dossier with a decision on all its lines: signed here or, after our letter or without one, by another authority."""
    made = made or passed()
    if waiting := list(made.lines.filter(state="passed")):
        signed(checked(drafted(waiting)))
    if made.lines.filter(state="forwarded"):
        granted(made)
    return made


def forwarded(made: Dossier | None = None, awards: Iterable[str] = ("BK-TTG",)) -> Dossier:
    """Another authority has the lines."""
    made = passed(made or appraised(awards=awards))
    if waiting := list(made.lines.filter(state="passed")):
        signed(checked(drafted(waiting)))
    return made


def granted(made: Where, by: User | None = None, **fields: Any) -> Outcome:
    """The other authority has given the award."""
    decider = next((AwardType.objects.get(code=line.award).decides for line in lines(made)), "")
    fields = {"number": f"{next(numbers)}/QĐ-TTg", "decided_on": timezone.localdate(),
              "authority": heaps.WHO.get(decider, "Giám đốc Sở Minh Họa"), **fields}
    return outcomes.grant(ids(made), by or holder(ABOVE), **fields)


# ------------------------------------------------------------------ looking


def states(*made: Dossier) -> list[str]:
    """Where the lines stand, in order."""
    return [str(line.state) for line in Line.objects.filter(dossier__in=made).order_by("dossier", "no")]


def desks(made: Dossier) -> list[str]:
    """The open desks of a dossier, the hub left out; a dossier that is through has neither desk nor hub."""
    names = sorted(task.flow_task.name for task in Task.objects.filter(process__dossier=made, finished=None))
    assert names.count("hub") == (1 if names else 0)
    return [name for name in names if name != "hub"]


def errand(made: Dossier, desk: str) -> Task:
    """The open task of a dossier at a desk."""
    found = Task.objects.filter(process__dossier=made, finished=None)
    return next(task for task in found if task.flow_task.name == desk)


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs in threads that start together; what each returned or raised."""
    barrier, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def go(place: int, job: Callable[[], Any]) -> None:
        try:
            connections["default"].ensure_connection()
            barrier.wait(30)
            results[place] = job()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "a job hangs"
    return results


# ------------------------------------------------------------------ what the whole law asks for

PAPERS += ["ban-khai", "niem-yet"]
ANSWERS = ["hiep-y-ngoai-vu", "hiep-y-cong-an"]  # of other authorities, to whom some awards ask that one writes
