"""What the law asks that no criterion of a line can answer, because it is about others too: a person must look. Pure."""
from __future__ import annotations

from dataclasses import dataclass

from .evidence import History
from .general import NO_AWARDS
from .machine import Machine
from .words import Level, RecipientKind, Sex, Verdict

WOMEN = 70  # per cent of a collective


@dataclass(frozen=True)
class Caution:
    """One rule, why the programme does not decide it, and what of it was not checked against the text."""

    key: str
    text: str
    why: str
    doubt: str


PREFERENCE = Caution(
    "uu-tien-nu", f"Khi nhiều trường hợp cùng đủ điều kiện: ưu tiên nữ, hoặc tập thể có từ {WOMEN}% nữ",
    "Là so sánh giữa các đề nghị, không phải điều kiện của một dòng: người chọn giữa các trường hợp ngang nhau phải xem",
    "số điều của quy định ưu tiên")
EXCELLENCE = Caution(
    "ty-le-xuat-sac", "Kết quả hoàn thành xuất sắc dùng làm căn cứ phải nằm trong tỷ lệ tối đa của đơn vị",
    "Tỷ lệ tính trên mọi người của đơn vị, kể cả người không có trên hệ thống: hệ thống chỉ cảnh báo theo những kết quả đã ghi",
    "tỷ lệ tối đa và số điều")


def cautions(machine: type[Machine]) -> list[Caution]:
    """What a person must look at before such an award is given; nothing for what gives nobody an award."""
    if machine.kind in NO_AWARDS:
        return []
    person = machine.criteria.get(RecipientKind.PERSON)
    capped = person is not None and any(leaf.key.startswith(f"{Level.EXCELLENT}-") for leaf in person.leaves)
    return [PREFERENCE, EXCELLENCE] if capped else [PREFERENCE]


def preferred(history: History, who: RecipientKind) -> Verdict:
    """Would the recipient be preferred among equals? Unknown while nobody recorded sex or share; not met for a household."""
    if who is RecipientKind.PERSON:
        return Verdict.UNKNOWN if not history.sex else Verdict.MET if history.sex == Sex.FEMALE else Verdict.NOT_MET
    if who is not RecipientKind.COLLECTIVE:
        return Verdict.NOT_MET
    known = [percent for (what, _), percent in sorted(history.shares.items(), key=lambda one: one[0][1]) if what == "nu"]
    return Verdict.UNKNOWN if not known else Verdict.MET if known[-1] >= WOMEN else Verdict.NOT_MET
