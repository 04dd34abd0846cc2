"""The one-stop desk's and the appraiser's papers: receipt, request for a supplement, appraisal sheet."""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time

from django.conf import settings
from django.utils import timezone

from workflow.law.criteria import Finding
from workflow.law.states import State
from workflow.law.words import Case, Kind
from workflow.models import Act, AwardType, Dossier, Line, Rule

from .. import facts
from .common import counts, midnight, office_on, paper_names, where
from .proof import Proven, in_short, ruled

VERDICTS = {  # what an appraisal sheet calls a line's place
    State.SUBMITTED: "Chưa thẩm định", State.RETURNED: "Yêu cầu bổ sung", State.HELD: "Tạm dừng", State.REFUSED: "Không đủ điều kiện",
    State.ANSWERED: "Không đủ điều kiện", State.WITHDRAWN: "Đã rút",
}


def procedure(dossier: Dossier) -> str:
    """The name of what is asked for, as the receipt words it."""
    kind = Kind(dossier.kind)
    if kind in (Kind.REVOKE, Kind.REISSUE):  # asked about an award that was given
        return f"Đề nghị {kind.label.lower()}"
    return f"Đề nghị khen thưởng theo loại hình {kind.label.lower()}"


def listed(dossier: Dossier) -> list[Line]:
    """The dossier's lines in their order, each with recipient and dossier."""
    lines = list(dossier.lines.select_related("recipient").order_by("no"))
    for line in lines:
        line.dossier = dossier
    return lines


def receipt(dossier: Dossier) -> facts.Receipt:
    """Mẫu 01."""
    office, lines = office_on(dossier.received_on), listed(dossier)
    names = paper_names(lines)
    uploaded = Counter(dossier.attachments.values_list("paper", flat=True))
    due_at = timezone.make_aware(datetime.combine(dossier.due_on, time(17)))
    return facts.Receipt(
        made_at=dossier.received_at, head=facts.Head(superior=office.committee, body=office.desk, place=office.place),
        day=dossier.received_on, number=dossier.pk, dossier_code=dossier.code,
        lookup_url=f"{settings.PUBLIC_URL}/tra-cuu/?ma={dossier.code}", desk=office.desk, applicant=dossier.unit_name,
        address=dossier.unit.address, phone=dossier.contact_phone, email=dossier.contact_email, submitted_by=dossier.contact_name,
        procedure=procedure(dossier), letter_number=dossier.letter_number, letter_day=dossier.letter_date,
        counts=counts(lines, AwardType.names()), sets=dossier.copies, working_days=dossier.working_days,
        pieces=tuple(
            facts.Piece(name=names.get(code, code), originals=dossier.copies, electronic=uploaded[code]) for code in dossier.papers),
        received_at=dossier.received_at, due_at=due_at, return_way=f"Nhận trực tiếp tại {office.desk}",
        clerk=dossier.received_by.full_name)


def supplement(dossier: Dossier) -> facts.SupplementRequest:
    """Mẫu 02: everything that waits for the unit now, at once."""
    office, names = office_on(dossier.received_on), AwardType.names()
    lines = [line for line in listed(dossier) if line.state == State.RETURNED]
    asked = dossier.lines.filter(state=State.RETURNED).values_list("entries__act__by__full_name", "entries__act__at")
    officer, at = max(asked, key=lambda row: row[1], default=("", dossier.received_at))
    return facts.SupplementRequest(
        made_at=at, head=facts.Head(superior=office.committee, body=office.department, place=office.place),
        day=timezone.localdate(at), number=dossier.pk, dossier_code=dossier.code, applicant=dossier.unit_name,
        address=dossier.unit.address, phone=dossier.contact_phone, email=dossier.contact_email, procedure=procedure(dossier),
        desk=office.desk, contact=f"{office.phone}, {office.email}", officer=officer,
        requirements=tuple(
            facts.Requirement(about=f"Dòng {line.no}: {line.name}", content=f"Hồ sơ đề nghị {names[line.award]}", reason=line.reason)
            for line in lines))


def verdict(line: Line) -> str:
    """What the appraisal found, as far as the line's place tells."""
    return VERDICTS.get(State(line.state), "Đủ điều kiện")


def unverified(rule: Rule, decisive: Iterable[Finding]) -> tuple[str, ...]:
    """The legal points that nobody has checked against the official text yet: of the rule, and of the criteria the result rests on."""
    own = () if rule.verified else (f"Quy định thủ tục từ {rule.since:%d/%m/%Y}",)
    return (*own, *dict.fromkeys(leaf.doubt for leaf in decisive if leaf.doubt))


def checked(proof: Proven, why_held: bool) -> tuple[facts.Checked, ...]:
    """The criteria that the result of a line rests on; where the officer ruled, with his reason and not the machine's doubt."""
    found = []
    for leaf in proof.decisive:
        remark = ruled(proof, leaf, "kết luận của chuyên viên: ", "theo kết luận của chuyên viên") if leaf.computed else leaf.missing
        evidence = "; ".join([*(in_short(record, why_held) for record in leaf.proof), *filter(None, [remark])])
        found.append(facts.Checked(criterion=leaf.text, result=leaf.verdict.label, article=leaf.article, evidence=evidence))
    return tuple(found)


def appraisal(dossier: Dossier, proofs: Mapping[int, Proven], reasons: Mapping[int, str], why_held: bool) -> facts.AppraisalSheet:
    """Phiếu thẩm định, as the lines stand now. `proofs` and `reasons` by line, as far as they are for who reads it."""
    office, names, lines = office_on(dossier.received_on), AwardType.names(), listed(dossier)
    rules = Rule.objects.select_related("award").in_bulk({line.rule_id for line in lines})
    verdicts = Counter(map(verdict, lines))
    officer = last_appraiser(dossier)

    def appraised(line: Line) -> facts.AppraisedLine:
        proof = proofs.get(line.pk)
        return facts.AppraisedLine(
            name=line.name, detail=where(line), award=names[line.award], verdict=verdict(line), reason=reasons.get(line.pk, ""),
            findings=checked(proof, why_held) if proof else (), unverified=unverified(rules[line.rule_id], proof.decisive if proof else ()))

    return facts.AppraisalSheet(
        made_at=midnight(timezone.localdate()), head=facts.Head(superior=office.committee, body=office.department, place=office.place),
        day=timezone.localdate(), subject=f"Thẩm định hồ sơ đề nghị khen thưởng của {dossier.unit_name}", dossier_code=dossier.code,
        applicant=dossier.unit_name, letter_number=dossier.letter_number, letter_day=dossier.letter_date,
        kind=reason(dossier), received_on=dossier.received_on, due_on=dossier.due_on,
        rules="; ".join(sorted(cited(rules.values()))), lines=tuple(map(appraised, lines)),
        verdicts=tuple(facts.VerdictCount(verdict=word, count=n) for word, n in verdicts.items()),
        officer=facts.Signature(title="CHUYÊN VIÊN THẨM ĐỊNH", name=officer),
        head_of_office=facts.Signature(title="LÃNH ĐẠO PHÒNG"))


def reason(dossier: Dossier) -> str:
    """Why the award is asked for and, where the procedure is simplified, in which case of the law."""
    label = Kind(dossier.kind).label
    return f"{label}; thủ tục đơn giản, trường hợp: {Case(dossier.case).label.lower()}" if dossier.case else label


def last_appraiser(dossier: Dossier) -> str:
    """Who last moved one of the lines off the appraiser's desk; empty when nobody has yet."""
    acts = Act.objects.filter(entries__line__dossier=dossier, entries__source=State.SUBMITTED)
    return acts.order_by("-pk").values_list("by__full_name", flat=True).first() or ""


def cited(rules: Collection[Rule]) -> set[str]:
    """The rules as one may name them."""
    return {f"{rule.of}: quy định từ {rule.since:%d/%m/%Y}" for rule in rules}
