"""The proof card of a line and the pack of a sitting, out of findings that are already made."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.utils import timezone

from workflow.law.criteria import Criterion, Finding
from workflow.law.eligible import Chances
from workflow.law.evidence import Exhibit, History
from workflow.law.figures import short_date
from workflow.law.timeline import Year
from workflow.law.words import Kind, Verdict
from workflow.models import AwardType, Count, Line, Sitting

from .. import facts
from .common import midnight, office_on, where

ON_HOLD = "Đang tạm dừng xét khen thưởng"  # the reason is for those who need it


class Proven(Protocol):
    """What a card prints of a proof. `open`: are the records behind the findings for who reads it?"""

    @property
    def open(self) -> bool: ...

    @property
    def own(self) -> Criterion | None: ...

    @property
    def history(self) -> History: ...

    @property
    def finding(self) -> Finding: ...

    @property
    def common(self) -> Finding | None: ...

    @property
    def decisive(self) -> Sequence[Finding]: ...

    @property
    def groups(self) -> list[Finding]: ...

    @property
    def ruled(self) -> Mapping[str, Any]: ...

    @property
    def numbers(self) -> Mapping[str, int]: ...

    @property
    def timeline(self) -> list[Year]: ...

    @property
    def chances(self) -> Chances: ...

    @property
    def earliest(self) -> date | None: ...

    @property
    def preferred(self) -> Verdict: ...


def proof_card(line: Line, proof: Proven, why_held: bool) -> facts.ProofCard:
    """The card alone. Without `why_held` it does not say why somebody is on hold."""
    day, names = timezone.localdate(), AwardType.names()
    office = office_on(day)
    return facts.ProofCard(
        made_at=midnight(day), head=facts.Head(superior=office.committee, body=office.department, place=office.place), day=day,
        subject=f"Đề nghị tặng {names[line.award]}", card=card(line, proof, names, why_held))


def card(line: Line, proof: Proven | None, names: Mapping[str, str], why_held: bool) -> facts.Card:
    """One line: what is asked, what proves it, the years, what else the recipient qualifies for. Lines come with their dossier."""
    dossier = line.dossier
    said: dict[str, Any] = {"result": "Không có tiêu chuẩn để đối chiếu"}
    if proof:
        earliest, nothing = proof.earliest, "Chưa có gì trên hồ sơ" if proof.open else "Không có lần khen thưởng nào"
        said = {
            "closed": not proof.open, "result": proof.finding.verdict.label,
            "own": tuple(found(proof.groups[0], proof, why_held)) if proof.own else (),
            "common": tuple(row for part in (proof.common.parts if proof.common else ()) for row in found(part, proof, why_held)),
            "years": tuple(year(one, nothing) for one in proof.timeline), "chances": tuple(able(proof.chances, names)),
            "preferred": proof.open and proof.preferred is Verdict.MET,
            "earliest": short_date(earliest) if earliest and earliest > proof.history.on else ""}
    return facts.Card(
        name=line.name, detail=where(line), award=names[line.award], kind=Kind(dossier.kind).label, dossier_code=dossier.code, no=line.no,
        unit=dossier.unit_name, citation=line.citation, received_on=dossier.received_on, **said)


def found(finding: Finding, proof: Proven, why_held: bool, depth: int = 0) -> list[facts.FoundRow]:
    """The criteria as rows of a table, groups as headings above theirs."""
    if finding.how:
        head = facts.FoundRow(depth=depth, text=f"{finding.text}:", result=finding.verdict.label)
        return [head, *(row for part in finding.parts for row in found(part, proof, why_held, depth + 1))]
    remark = finding.missing
    if finding.computed:
        remark = ruled(proof, finding, "Kết luận của chuyên viên: ", "Theo kết luận của chuyên viên")
    return [facts.FoundRow(
        no=str(proof.numbers[finding.key]), depth=depth, text=finding.text, result=finding.verdict.label, article=finding.article,
        evidence=tuple(filter(None, [*(cited(one, why_held) for one in finding.proof), remark])), doubt=finding.doubt)]


def cited(exhibit: Exhibit, why_held: bool) -> str:
    """A record in words."""
    return ON_HOLD if exhibit.sort == "hold" and not why_held else exhibit.words


def in_short(exhibit: Exhibit, why_held: bool) -> str:
    """The same in few words."""
    return ON_HOLD if exhibit.sort == "hold" and not why_held else exhibit.brief


def ruled(proof: Proven, finding: Finding, words: str, closed: str) -> str:
    """Why an officer ruled so: `words` and his reason, which tells of the records; `closed` for who does not read these."""
    return f"{words}{proof.ruled[finding.key].reason}" if proof.open else closed


def year(one: Year, nothing: str) -> facts.YearRow:
    """A year with its records; `nothing`: what stands where there are none."""
    years = str(one.year) if one.year == one.until else f"{one.year}–{one.until}"
    if one.empty:
        return facts.YearRow(year=years, entries=(nothing,))
    marks = [mark for _, column in one.columns for mark in column]
    return facts.YearRow(
        year=years, entries=tuple(f"{mark.exhibit.brief if mark.exhibit.sort != 'award' else mark.exhibit.words}"
                                          f"{'' if mark.valid else ' (đã hủy)'}" for mark in marks),
        proves=", ".join(map(str, sorted({n for mark in marks for n in mark.proves}))))


def able(chances: Chances, names: Mapping[str, str]) -> list[str]:
    """What the recipient qualifies for today, and what only a person can still tell."""
    if chances.held:
        return [f"{ON_HOLD}; chưa đề nghị được danh hiệu, hình thức nào"]

    def listed(group: Sequence[Any]) -> str:
        return "; ".join(f"{names.get(one.award, one.award)} ({one.kind.label.lower()})" for one in group)

    return [
        f"Đủ điều kiện đề nghị: {listed(chances.met) or 'chưa có danh hiệu, hình thức nào'}",
        *([f"Chỉ còn điều chưa rõ: {listed(chances.near)}"] if chances.near else [])]


def meeting_pack(
    sitting: Sitting, counts: Sequence[Count], proofs: Mapping[int, Proven], *, size: int, first: int = 1, part: int = 1, parts: int = 1,
) -> facts.MeetingPack:
    """Tài liệu họp for these lines of the agenda, `first` being the number of the first. It leaves the house: no reasons of holds."""
    office, names = office_on(sitting.held_on), AwardType.names()
    return facts.MeetingPack(
        made_at=midnight(timezone.localdate()), head=facts.Head(superior=office.committee, body=office.council.upper(), place=office.place),
        day=timezone.localdate(), subject=f"Phiên họp ngày {short_date(sitting.held_on)}", venue=sitting.place, held_on=sitting.held_on,
        size=size, first=first, part=part, parts=parts,
        agenda=tuple(row(count, proofs.get(count.line_id), names) for count in counts),
        cards=tuple(card(count.line, proofs.get(count.line_id), names, why_held=False) for count in counts))


def row(count: Count, proof: Proven | None, names: Mapping[str, str]) -> facts.AgendaRow:
    """A line of the agenda."""
    line = count.line
    return facts.AgendaRow(
        name=line.name, detail=where(line), award=names[line.award], unit=line.dossier.unit_name, threshold=count.threshold,
        result=proof.finding.verdict.label if proof else "Không có tiêu chuẩn để đối chiếu")
