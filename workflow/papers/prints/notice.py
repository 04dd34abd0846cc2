"""From a dossier and its log to the notice of its results. Of a line it tells what the unit may read, and of a hold nothing at all."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.utils import timezone

from workflow.law.figures import long_date, short_date
from workflow.law.states import State
from workflow.law.words import Kind
from workflow.models import AwardType, Decision, Dossier, Entry, Line, Office, Outcome

from .. import facts
from .common import midnight, office_on, where

HANDED = {State.DELIVERED: "given", State.ANSWERED: "refused", State.WITHDRAWN: "withdrawn"}
READY = {State.DECIDED: "given", State.REFUSED: "refused"}  # the draft speaks as if these were handed over too
WORDS = {  # what it is called that a line was decided as asked, and that it was not
    Kind.REVOKE: ("Đã có quyết định hủy bỏ khen thưởng", "Không hủy bỏ khen thưởng"),
    Kind.REISSUE: ("Được cấp đổi, cấp lại", "Không cấp đổi, cấp lại"),
}
BELOW = {"dn", "xa", "so"}  # who keeps and hands out their own papers
Awards = Mapping[str, AwardType]
Log = Mapping[tuple[int, str], tuple[str, str]]


def notice(dossier: Dossier, *, draft: bool = False) -> facts.ResultNotice:
    """Thông báo kết quả: what has been handed back so far; the draft, with what lies ready too. Six queries."""
    at = midnight(timezone.localdate()) if draft or dossier.delivered_at is None else dossier.delivered_at
    told = HANDED | READY if draft else HANDED
    day, kind, awards = timezone.localdate(at), Kind(dossier.kind), {award.code: award for award in AwardType.objects.all()}
    office, log, parts = office_on(day), history(dossier), defaultdict[str, list[Line]](list)
    for line in dossier.lines.order_by("no"):
        line.dossier = dossier
        parts[told.get(State(line.state), "open")].append(line)
    success, failure = WORDS.get(kind, ("Được khen thưởng", "Không được khen thưởng"))
    return facts.ResultNotice(
        made_at=at, head=facts.Head(superior=office.committee, body=office.department, place=office.place), day=None if draft else day,
        subject=f"Về kết quả giải quyết hồ sơ đề nghị {'khen thưởng' if kind.gives else kind.label.lower()}",
        sender="Sở Nội vụ", dossier_code=dossier.code, applicant=dossier.unit_name, letter_number=dossier.letter_number,
        letter_day=dossier.letter_date, received_on=dossier.received_on, success=success, failure=failure,
        counts=counts(parts, awards), given=given(kind, parts["given"], awards, office),
        refused=tuple(refused(line, awards[line.award], log, office) for line in parts["refused"]),
        withdrawn=tuple(withdrawn(line, awards[line.award], log) for line in parts["withdrawn"]),
        delivered_to="" if draft else dossier.delivered_to, contact=", ".join(filter(None, [office.phone, office.email])),
        signature=facts.Signature(title=office.director_title, name=office.director), recipients=("Như trên", "Lưu: VT, hồ sơ"))


def history(dossier: Dossier) -> Log:
    """When each line was refused or withdrawn, the last time, and from where; by line and where it went."""
    closed = Entry.objects.filter(line__dossier=dossier, target__in=[State.REFUSED, State.WITHDRAWN]).order_by("pk")
    return {
        (line, target): (source, short_date(timezone.localdate(at)))
        for line, source, target, at in closed.values_list("line", "source", "target", "act__at")}


def counts(parts: Mapping[str, Iterable[Line]], awards: Awards) -> tuple[facts.ResultCount, ...]:
    """What became of how many, by award, in the order of the list."""
    table, first = defaultdict[str, Counter[str]](Counter), dict[str, int]()
    for part, lines in parts.items():
        for line in lines:
            table[line.award][part] += 1
            first[line.award] = min(line.no, first.get(line.award, line.no))
    return tuple(facts.ResultCount(award=awards[award].name, **table[award]) for award in sorted(first, key=first.__getitem__))


def given(kind: Kind, lines: Iterable[Line], awards: Awards, office: Office) -> tuple[facts.GivenBy, ...]:
    """The lines by their decisions: another authority's where one is recorded – a letter of ours only asked for it –, else ours."""
    by_paper = defaultdict[tuple[int | None, int | None], list[Line]](list)
    for line in lines:
        by_paper[line.outcome_id, None if line.outcome_id else line.decision_id].append(line)
    ours = Decision.objects.in_bulk([decision for _, decision in by_paper if decision])
    theirs = Outcome.objects.in_bulk([outcome for outcome, _ in by_paper if outcome])
    found = []
    for (outcome, decision), group in by_paper.items():
        listed = tuple(facts.ToldLine(no=line.no, name=line.name, detail=where(line), award=awards[line.award].name) for line in group)
        if outcome:
            one = theirs[outcome]
            number, on, authority = one.number, long_date(one.decided_on), one.authority
            keeping = elsewhere(awards[group[0].award].decides, office)
        else:
            own = ours[decision]  # type: ignore[index]
            number, on = own.full_number, long_date(own.signed_on) if own.signed_on else ""
            authority, keeping = f"Chủ tịch Ủy ban nhân dân {office.province}", here(kind, office)
        found.append(facts.GivenBy(decision=f"Quyết định số {number} {on}", authority=authority, lines=listed, keeping=keeping))
    return tuple(found)


def here(kind: Kind, office: Office) -> str:
    """Where what goes with the chairman's own decision is."""
    if kind is Kind.REVOKE:
        return "Bằng, hiện vật của khen thưởng bị hủy bỏ được thu hồi theo quyết định này."
    what = "Quyết định và bằng cấp đổi, cấp lại" if kind is Kind.REISSUE else "Quyết định, bằng và hiện vật khen thưởng kèm theo"
    return f"{what} nhận tại {office.desk}, hoặc tại lễ trao tặng nếu có thông báo tổ chức lễ."


def elsewhere(decider: str, office: Office) -> str:
    """Where what goes with another authority's decision is: a unit's head hands out his own; what comes from above comes to our desk."""
    if decider in BELOW:
        return "Quyết định, bằng và hiện vật khen thưởng do cơ quan ra quyết định giữ và trao."
    return f"Quyết định, bằng và hiện vật khen thưởng nhận tại {office.desk} khi cấp có thẩm quyền chuyển về."


def refused(line: Line, award: AwardType, log: Log, office: Office) -> facts.ToldLine:
    """With who refused it and the reason written for the unit: no refusal follows a hold, so its note tells of none."""
    source, on = log.get((line.pk, str(State.REFUSED)), ("", ""))
    judges = {State.VOTING: office.council, State.FORWARDED: award.get_decides_display()}
    return facts.ToldLine(
        no=line.no, name=line.name, detail=where(line), award=award.name, on=on, reason=line.reason,
        by=next((judge for state, judge in judges.items() if state == source), "Sở Nội vụ"))


def withdrawn(line: Line, award: AwardType, log: Log) -> facts.ToldLine:
    """With the unit's own reason."""
    _, on = log.get((line.pk, str(State.WITHDRAWN)), ("", ""))
    return facts.ToldLine(no=line.no, name=line.name, detail=where(line), award=award.name, on=on, reason=line.reason)
