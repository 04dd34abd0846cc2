"""The minutes of the count of a sitting."""
from __future__ import annotations

from django.utils import timezone

from workflow.law.votes import passes
from workflow.models import AwardType, Count, Seat, Sitting

from .. import facts
from ..faults import MissingValue
from .common import office_on, where

CHAIR = "chair"


def minutes(sitting: Sitting) -> facts.CountMinutes:
    """Biên bản kiểm phiếu: numbers of papers, and every line's result over all members."""
    if sitting.counted_at is None:
        raise MissingValue("Phiên họp chưa kiểm phiếu nên chưa có biên bản")
    office, seats = office_on(sitting.held_on), list(sitting.seats.select_related("member"))
    chair = next((seat.member for seat in seats if seat.role == CHAIR), seats[0].member)
    lines = tuple(counted(count, names) for names in [AwardType.names()] for count in agenda(sitting))
    cast = sum(seat.cast for seat in seats)
    return facts.CountMinutes(
        made_at=sitting.counted_at, head=facts.Head(superior=office.committee, body=office.council.upper(), place=office.place),
        day=timezone.localdate(sitting.counted_at), number=sitting.pk, subject="Kiểm phiếu đề nghị khen thưởng",
        council=office.council, sitting=f"phiên họp ngày {sitting.held_on:%d/%m/%Y}", venue=sitting.place,
        opened_at=sitting.counted_at, closed_at=sitting.counted_at, members=len(seats),
        present=sum(seat.present for seat in seats), absentees=tuple(absentee(seat) for seat in seats if not seat.present),
        quorum=sitting.quorum, quorum_why=sitting.quorum_why,
        chair=facts.Attendant(name=chair.full_name, title=chair.title),
        secretary=facts.Attendant(name=sitting.convened_by.full_name, title=sitting.convened_by.title),
        tellers=tuple(facts.Attendant(name=name) for name in sitting.counters) or (facts.Attendant(name=sitting.convened_by.full_name),),
        issued=len(seats), returned=cast, lines=lines,
        secretary_signature=facts.Signature(title="THƯ KÝ", name=sitting.convened_by.full_name),
        chair_signature=facts.Signature(title="CHỦ TỌA", name=chair.full_name))


def agenda(sitting: Sitting) -> list[Count]:
    """The counts in the order of the agenda: by dossier and number."""
    return list(sitting.counts.select_related("line__dossier").order_by("line__dossier", "line__no"))


def absentee(seat: Seat) -> facts.Absentee:
    """Who was not there, and whether a written paper of his lay in the urn."""
    return facts.Absentee(name=seat.member.full_name, written=seat.cast)


def counted(count: Count, names: dict[str, str]) -> facts.CountedLine:
    """One line's result."""
    ayes, noes, blanks, invalid = count.ayes or 0, count.noes or 0, count.blanks or 0, count.invalid or 0
    return facts.CountedLine(
        name=count.line.name, detail=where(count.line), award=names[count.line.award], ayes=ayes, noes=noes, blanks=blanks, invalid=invalid,
        members=count.members, threshold=count.threshold, passed=passes(ayes, count.members, count.threshold))
