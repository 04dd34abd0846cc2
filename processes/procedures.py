"""The procedures of what the chairman of the province decides. Awards pick one; upward.py has those that another authority decides."""
from __future__ import annotations

from typing import Any

from viewflow import this
from viewflow.fsm import State as Slot

from workflow.law.machine import Machine, Refusal, transition
from workflow.law.states import State
from workflow.law.votes import passes
from workflow.law.words import Case

S = State


def before(machine: Machine, **facts: Any) -> State:
    """Where the line stood before it came here."""
    return State(machine.line.came_from)


class Procedure(Machine):
    """What every procedure shares: appraisal, supplement, hold, refusal, hand-over. Luật 06/2022/QH15 Điều 83–85."""

    @transition(S.SUBMITTED, S.RETURNED, label="Yêu cầu bổ sung")
    def send_back(self, note: str) -> None:
        """Ask the unit for a supplement; the clock stops. NĐ 118/2025/NĐ-CP (một cửa)."""
        self.reasoned(note)

    @transition(S.RETURNED, S.SUBMITTED, label="Nộp bổ sung")
    def resubmit(self) -> None:
        """The unit has supplied what was missing."""

    @transition(S.RETURNED, S.WITHDRAWN, label="Rút đề nghị")
    def withdraw(self, note: str) -> None:
        """The unit takes its proposal back."""
        self.reasoned(note)

    @transition(S.SUBMITTED, S.HELD, right="review", label="Tạm dừng")
    def hold(self, note: str) -> None:
        """A block is temporary and never a refusal: discipline, inspection, complaint, press case (NĐ 152/2025/NĐ-CP)."""
        self.reasoned(note)

    @transition(S.HELD, Slot.GET_STATE(before, [S.SUBMITTED]), label="Tiếp tục xử lý")
    def release(self, note: str) -> None:
        """The reason for the hold is gone; the line goes back where it was."""
        self.reasoned(note)

    @transition(S.SUBMITTED, S.REFUSED, label="Không đủ điều kiện")
    def refuse(self, note: str) -> None:
        """Not eligible; the unit gets a written reason."""
        self.reasoned(note)

    @transition(S.REFUSED, S.ANSWERED, label="Trả kết quả")
    @transition(S.DECIDED, S.DELIVERED, label="Trả kết quả")
    def hand_over(self) -> None:
        """The result is in the unit's hands."""

    def papers_complete(self) -> Slot.CONDITION:
        """Every required paper of the rule is with the dossier; `lacks` names those that are not."""
        return Slot.CONDITION(not self.line.lacks, unmet=f"Hồ sơ còn thiếu: {self.line.lacks}")

    @staticmethod
    def reasoned(note: str) -> None:
        """A step against somebody's wish states its reason."""
        if not note.strip():
            raise Refusal("Phải ghi rõ lý do")


class Chairman(Procedure):
    """What ends with a paper that the chairman of the province signs. Luật 06/2022/QH15 Điều 79."""

    @transition([S.SUBMITTED, S.PASSED], S.HELD, right="review", label="Tạm dừng")
    def hold(self, note: str) -> None:
        """As in every procedure, and while the line waits for its paper."""
        self.reasoned(note)

    @transition(S.HELD, Slot.GET_STATE(before, [S.SUBMITTED, S.PASSED]), label="Tiếp tục xử lý")
    def release(self, note: str) -> None:
        """Back where it was."""
        self.reasoned(note)

    @transition([S.SUBMITTED, S.PASSED], S.REFUSED, label="Không đủ điều kiện")
    def refuse(self, note: str) -> None:
        """Not eligible; the unit gets a written reason."""
        self.reasoned(note)

    @transition(S.PASSED, S.DRAFTED, label="Đưa vào dự thảo")
    def gather(self, decision: Any) -> None:
        """Put the line into the paper that is being drafted, which must be of the right sort."""
        self.unsigned(decision)
        if decision.instrument != self.instrument:
            right = self.instrument.label if self.instrument else "không có"
            raise Refusal(f"Dòng này không thuộc loại văn bản đang soạn; loại đúng: {right}")

    @transition(S.DRAFTED, S.PASSED, right="decide", label="Rút khỏi dự thảo")
    def drop(self, decision: Any) -> None:
        """Take the line out of the draft."""
        self.unsigned(decision)

    @transition(S.DRAFTED, S.DECIDED, right="sign", label="Ký quyết định")
    def decide(self, decision: Any) -> None:
        """The competent person has signed. Luật 06/2022/QH15 Điều 79, 80."""
        self.signed(decision)

    def signed(self, decision: Any) -> None:
        """The paper bears a number and names this line."""
        if decision.number is None or self.line.decision_id != decision.pk:
            raise Refusal("Dòng không thuộc quyết định đã ký này")

    def unsigned(self, decision: Any) -> None:
        """A signed paper is closed."""
        if decision.number is not None:
            raise Refusal("Quyết định đã ký, không thay đổi được danh sách")


class Simplified(Chairman):
    """Thủ tục đơn giản: no council. Luật 06/2022/QH15 Điều 85."""

    cases = frozenset({Case.URGENT, Case.SUDDEN, Case.DISCOVERED})

    @transition(S.SUBMITTED, S.PASSED, label="Đạt", conditions=[this.papers_complete])
    def appraise(self) -> None:
        """Found in order; straight to the decision."""


class Council(Chairman):
    """Thủ tục đầy đủ: the council votes on every line. Luật 06/2022/QH15 Điều 84, 90."""

    @transition(S.SUBMITTED, S.APPRAISED, label="Đạt", conditions=[this.papers_complete])
    def appraise(self) -> None:
        """Found in order; to the council."""

    @transition(S.APPRAISED, S.VOTING, label="Đưa ra Hội đồng")
    def convene(self, sitting: Any) -> None:
        """On the agenda of a sitting."""

    @transition(S.VOTING, S.APPRAISED, right="convene", label="Bỏ phiếu lại")
    def adjourn(self, sitting: Any) -> None:
        """The count failed (urn broken) or the sitting was called off: the line waits for another one."""

    @transition(S.VOTING, Slot.RETURN_VALUE(S.PASSED, S.REFUSED), right="convene", label="Kiểm phiếu")
    def tally(self, ayes: int, members: int) -> State:
        """Passed by its own threshold over all members of the council, by integers."""
        return S.PASSED if passes(ayes, members, self.line.rule.threshold) else S.REFUSED

    @transition([S.SUBMITTED, S.APPRAISED, S.PASSED], S.HELD, right="review", label="Tạm dừng")
    def hold(self, note: str) -> None:
        """As in every procedure, and while the line waits for the council."""
        self.reasoned(note)

    @transition(S.HELD, Slot.GET_STATE(before, [S.SUBMITTED, S.APPRAISED, S.PASSED]), label="Tiếp tục xử lý")
    def release(self, note: str) -> None:
        """Back where it was."""
        self.reasoned(note)
