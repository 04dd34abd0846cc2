"""Chấm điểm cụm, khối: self-score, cross-check by the leader, result by the standing body; and who leads. The province's own rule."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .machine import Refusal
from .words import Word

Points = Mapping[int, Decimal]  # by criterion


class Role(Word):
    """Vai trò of a unit in its cluster that year."""

    LEADER = "truong", "Trưởng cụm, khối"
    DEPUTY = "pho", "Phó cụm, khối"
    MEMBER = "thanh-vien", "Thành viên"


class Stage(Word):
    """Where a unit's score card stands."""

    OPEN = "chua-cham", "Chưa tự chấm"
    SELF = "tu-cham", "Đã tự chấm"
    CHECKED = "cham-cheo", "Đã chấm chéo"
    RESULT = "ket-qua", "Có kết quả"


STEPS: dict[str, tuple[Stage, Stage, str]] = {  # step: from, to, label
    "self_score": (Stage.OPEN, Stage.SELF, "Ghi điểm tự chấm"),
    "cross_check": (Stage.SELF, Stage.CHECKED, "Ghi điểm chấm chéo"),
    "settle": (Stage.CHECKED, Stage.RESULT, "Ghi kết quả của Thường trực Hội đồng"),
}
BACK = {Stage.SELF: Stage.OPEN, Stage.CHECKED: Stage.SELF, Stage.RESULT: Stage.CHECKED}  # with a reason


@dataclass(frozen=True)
class Scored:
    """One line of the scoring table: its most points; a deduction (điểm trừ) counts against the total."""

    pk: int
    text: str
    most: Decimal
    deducts: bool = False


@dataclass(frozen=True)
class Card:
    """A unit's score card: where it stands, its role in the cluster, and the points of the stage before."""

    stage: Stage
    role: Role
    table: tuple[Scored, ...]
    before: Points


def take(card: Card, step: str, points: Points, checker: Role | None = None, note: str = "") -> Stage:
    """The stage a step leads to; a Refusal leaves the card as it was.

    `checker` is the role of the unit that cross-checks: the leader, and for the leader's own card a deputy – nobody checks himself.
    """
    source, target, label = STEPS[step]
    if card.stage is not source:
        raise Refusal(f"Không thể “{label.lower()}” khi phiếu ở “{card.stage.label}”")
    if not card.table:
        raise Refusal("Cụm, khối chưa có bảng điểm của năm này")
    check_points(card.table, points)
    if step == "cross_check":
        if checker not in (Role.LEADER, Role.DEPUTY):
            raise Refusal("Chấm chéo do trưởng hoặc phó cụm, khối thực hiện")
        if checker is card.role is Role.LEADER:
            raise Refusal("Trưởng cụm, khối không chấm chéo điểm của chính mình; do phó cụm, khối chấm")
    if step != "self_score" and changed(card.before, points) and not note.strip():
        raise Refusal("Điểm khác bước trước; phải ghi rõ lý do điều chỉnh")
    return target


def check_points(table: Sequence[Scored], points: Points) -> None:
    """Every criterion has points, none has more than it may."""
    for one in table:
        if one.pk not in points:
            raise Refusal(f"Chưa chấm điểm “{one.text}”")
        if not 0 <= points[one.pk] <= one.most:
            raise Refusal(f"Điểm “{one.text}” phải từ 0 đến {figure(one.most)}")


def send_back(card: Card, note: str) -> Stage:
    """One stage back, so that points can be corrected; the old ones stay in the log."""
    if card.stage not in BACK:
        raise Refusal("Phiếu chưa có điểm nào để sửa")
    if not note.strip():
        raise Refusal("Phải ghi rõ lý do trả lại")
    return BACK[card.stage]


def changed(before: Points, after: Points) -> bool:
    """Some points differ."""
    return any(before.get(key) != value for key, value in after.items())


def total(table: Sequence[Scored], points: Points) -> Decimal:
    """The sum, deductions against it."""
    return sum((-points[one.pk] if one.deducts else points[one.pk] for one in table if one.pk in points), Decimal())


def figure(points: Decimal) -> str:
    """95,5; 100."""
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


@dataclass(frozen=True)
class Place:
    """A rank; several with the same points share it, and the next one is counted as if they had not."""

    rank: int
    tied: bool


def ranking(totals: Mapping[int, Decimal]) -> dict[int, Place]:
    """The place of each: 1, 2, 2, 4."""
    counts = list(totals.values())
    return {key: Place(1 + sum(other > points for other in counts), counts.count(points) > 1) for key, points in totals.items()}


def announce(stages: Mapping[int, Stage], totals: Mapping[int, Decimal], chosen: Sequence[int], note: str = "") -> None:
    """Whether these may be named as leading the cluster: everybody has a result, they stand first, a tie is decided with a reason."""
    if not stages:
        raise Refusal("Cụm, khối chưa có thành viên trong năm này")
    if waiting := sum(stage is not Stage.RESULT for stage in stages.values()):
        raise Refusal(f"Còn {waiting} đơn vị chưa có kết quả; chưa xếp hạng chính thức được")
    first = {key for key, place in ranking(totals).items() if place.rank == 1}
    if not chosen or not set(chosen) <= first:
        raise Refusal("Chỉ chọn được đơn vị xếp thứ nhất")
    if len(first) > 1 and not note.strip():
        raise Refusal(f"{len(first)} đơn vị cùng điểm cao nhất; phải ghi rõ lý do chọn")
