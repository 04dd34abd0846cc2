"""Are enough members in the room to count? Told on the page before the count, and asked again under its lock."""
from __future__ import annotations

from dataclasses import dataclass

from workflow.law import votes
from workflow.models import Line, Rule, Sitting

from ..errors import Refused


@dataclass(frozen=True)
class Attendance:
    """Who is in the room of how many, and what the rules of the agenda ask. `written`: absent members whose ballot came in writing.

    `quorum` is the strictest of the agenda, empty when no rule says one; `binding` the strictest that somebody has verified.
    """

    present: int
    members: int
    written: int
    quorum: str
    binding: str

    @property
    def needed(self) -> int:
        """How many must be in the room; 0 when that is not known."""
        return votes.attending(self.members, self.quorum) if self.quorum else 0

    @property
    def reached(self) -> bool:
        """Enough are there, or nobody knows how many that would be."""
        return self.present >= self.needed

    @property
    def verified(self) -> bool:
        """Is it a checked rule that is the strictest?"""
        return self.binding == self.quorum

    @property
    def refuses(self) -> bool:
        """A verified rule is not kept: no reason helps."""
        return bool(self.binding) and not votes.quorate(self.present, self.members, self.binding)

    @property
    def words(self) -> str:
        """Có mặt 5/9 ủy viên, chưa đạt 2/3 (tối thiểu 6)."""
        reached = "đã" if self.reached else "chưa"
        return f"có mặt {self.present}/{self.members} ủy viên, {reached} đạt {self.quorum} (tối thiểu {self.needed})"


def attendance(sitting: Sitting) -> Attendance:
    """The roll as it stands and the quorum of the agenda. Two queries, however long it is."""
    seats = list(sitting.seats.values_list("present", "cast"))
    ruled = Rule.objects.filter(pk__in=Line.objects.filter(counts__sitting=sitting).order_by().values("rule")).exclude(quorum="")
    asked = list(ruled.order_by().values_list("quorum", "verified").distinct())
    return Attendance(
        sum(present for present, _ in seats), len(seats), sum(cast and not present for present, cast in seats),
        votes.strictest(quorum for quorum, _ in asked), votes.strictest(quorum for quorum, verified in asked if verified))


def asked(sitting: Sitting, despite: str) -> tuple[Attendance, str]:
    """The attendance, with why votes are counted below the quorum; refused without a reason, and by a verified rule with any.

    A rule that nobody has verified never refuses by itself: the secretary says why, and answers for it.
    """
    found = attendance(sitting)
    if found.refuses:
        least = votes.attending(found.members, found.binding)
        raise Refused({0: (
            f"Có mặt {found.present}/{found.members} ủy viên, chưa đạt {found.binding} tổng số ủy viên (tối thiểu {least}) theo quy định "
            "đã kiểm chứng nên chưa kiểm phiếu được. Hãy điểm danh lại nếu có ủy viên đến thêm, hoặc hoãn phiên họp")})
    if not found.reached and not despite.strip():
        raise Refused({0: f"Phiên họp {found.words}. Muốn kiểm phiếu phải ghi lý do; lý do được ghi nhật ký và in vào biên bản"})
    return found, "" if found.reached else despite.strip()
