"""What a person must look at before a line goes on, beside its criteria, and what the records can say to it."""
from __future__ import annotations

from dataclasses import dataclass

from workflow.law.cautions import EXCELLENCE, PREFERENCE, Caution, cautions
from workflow.law.evidence import Judged
from workflow.law.words import Level, Verdict
from workflow.models import Line

from . import evidence
from .proof import Proof

PREFERRED = {Verdict.MET: "Theo hồ sơ: thuộc diện ưu tiên", Verdict.NOT_MET: "Theo hồ sơ: không thuộc diện ưu tiên",
             Verdict.UNKNOWN: "Hồ sơ chưa ghi giới tính hoặc tỷ lệ nữ"}


@dataclass(frozen=True)
class Heed:
    """One caution with what is on record; `alarm`: the records speak against it."""

    caution: Caution
    said: str
    alarm: bool = False


def of(line: Line, proof: Proof) -> list[Heed]:
    """The cautions of a line's award; what is on record only where the proof is open to the reader.

    Two queries, and one for every year rested on.
    """
    return [
        Heed(one, "") if not proof.open else preference(proof) if one is PREFERENCE else excellence(line, proof)
        for one in cautions(type(line.machine))]


def preference(proof: Proof) -> Heed:
    """E8: who is chosen among equals."""
    return Heed(PREFERENCE, PREFERRED[proof.preferred])


def excellence(line: Line, proof: Proof) -> Heed:
    """E13: in a year this line rests on, did the recipient's unit judge more people excellent than the cap allows?"""
    exhibits = {one for leaf in proof.finding.leaves for one in leaf.proof if isinstance(one, Judged)}
    years, unit = {one.year for one in exhibits if one.level is Level.EXCELLENT}, line.recipient.unit_id
    if not years or not unit:
        return Heed(EXCELLENCE, "Chưa có kết quả hoàn thành xuất sắc nào, hoặc chưa rõ đơn vị của người này")
    over = evidence.excesses(years, [unit])
    if over:
        return Heed(EXCELLENCE, f"Cần xem lại: {'; '.join(one.words for one in over)}", alarm=True)
    return Heed(EXCELLENCE, "Theo những kết quả đã ghi, đơn vị không vượt tỷ lệ")
