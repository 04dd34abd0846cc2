"""The procedures of what another authority decides: the Prime Minister or the President above, a department or a commune below."""
from __future__ import annotations

from datetime import date
from typing import Any

from viewflow import this
from viewflow.fsm import State as Slot

from workflow.law.figures import short_date
from workflow.law.machine import Machine, Refusal, transition
from workflow.law.states import State
from workflow.law.words import Case, Instrument

from .procedures import Chairman, Council, Procedure, Simplified, before

S = State


class Answered(Machine):
    """The other authority answers line by line; until then the line waits outside the house."""

    @transition(S.FORWARDED, S.DECIDED, label="Được tặng")
    def grant(self, outcome: Any) -> None:
        """Its decision names the line."""
        self.numbered(outcome)

    @staticmethod
    def numbered(outcome: Any) -> None:
        """A decision has its number."""
        if not outcome.number:
            raise Refusal("Phải ghi số quyết định của cấp có thẩm quyền")

    @transition(S.FORWARDED, S.REFUSED, label="Không được tặng")
    def deny(self, note: str) -> None:
        """It has refused, with a reason that goes to the unit."""
        Procedure.reasoned(note)


class Below(Answered, Procedure):
    """Decided by the head of a department, commune or enterprise after its own council; recorded here.

    Luật 06/2022/QH15 Điều 80; NĐ 129/2025/NĐ-CP.
    """

    instrument = None

    @transition(S.SUBMITTED, S.FORWARDED, label="Đạt", conditions=[this.papers_complete])
    def appraise(self) -> None:
        """The unit's minutes and list are in order; its decision is recorded next."""


class Upward(Answered, Chairman):
    """What the chairman's letter asks of the Prime Minister and, through him, of the President. Luật 06/2022/QH15 Điều 77, 78, 83, 84."""

    instrument = Instrument.PETITION

    @transition(S.DRAFTED, S.FORWARDED, right="sign", label="Ký tờ trình")
    def decide(self, decision: Any) -> None:
        """The chairman has signed his letter; the dossier goes to the centre."""
        self.signed(decision)

    @transition(S.FORWARDED, S.RETURNED, label="Cấp trên yêu cầu bổ sung")
    def ask_back(self, note: str) -> None:
        """The centre asks for a supplement: the unit's turn."""
        self.reasoned(note)

    @transition(S.RETURNED, Slot.GET_STATE(before, [S.SUBMITTED, S.FORWARDED]), label="Nộp bổ sung")
    def resubmit(self) -> None:
        """Back to who asked: the officer here, or the centre."""


class UpwardByCouncil(Upward, Council):
    """Proposed to the Prime Minister after the council's vote. Luật 06/2022/QH15 Điều 83, 84."""


class UpwardSimplified(Upward, Simplified):
    """Proposed by the simplified procedure, without the council. Luật 06/2022/QH15 Điều 85."""


class Listing(Machine):
    """The list is open to the people for ten working days before anybody votes on it. NĐ 152/2025/NĐ-CP Điều 44 khoản 2."""

    @transition(S.SUBMITTED, S.UNLISTED, label="Đạt", conditions=[this.papers_complete])
    def appraise(self) -> None:
        """Found in order; to the public list."""

    @transition(S.UNLISTED, S.LISTED, label="Công khai danh sách")
    def publish(self, ends_on: date) -> None:
        """On the portal, in the newspaper, on radio and television."""

    @staticmethod
    def ended(ends_on: date, today: date) -> None:
        """Not a day earlier than the list promises."""
        if today <= ends_on:
            raise Refusal(f"Danh sách còn lấy ý kiến đến hết ngày {short_date(ends_on)}")


class ListedUpward(Listing, UpwardByCouncil):
    """Huân chương and danh hiệu vinh dự nhà nước: listed, voted on, sent up. Luật 06/2022/QH15 Điều 84 khoản 5."""

    @transition(S.LISTED, S.APPRAISED, label="Kết thúc lấy ý kiến")
    def close_list(self, ends_on: date, today: date) -> None:
        """Nobody objected: to the council."""
        self.ended(ends_on, today)

    @transition([S.SUBMITTED, S.UNLISTED, S.LISTED, S.APPRAISED, S.PASSED], S.HELD, right="review", label="Tạm dừng")
    def hold(self, note: str) -> None:
        """As in every procedure, and while the list is open: who is complained of stays back, the rest goes on."""
        self.reasoned(note)

    @transition(S.HELD, Slot.GET_STATE(before, [S.SUBMITTED, S.UNLISTED, S.LISTED, S.APPRAISED, S.PASSED]), label="Tiếp tục xử lý")
    def release(self, note: str) -> None:
        """Back where it was."""
        self.reasoned(note)


class ListedCareer(Listing, UpwardSimplified):
    """Quá trình cống hiến: listed, but no vote. Luật 06/2022/QH15 Điều 84 khoản 5, Điều 85."""

    cases = frozenset({Case.LONG})

    @transition(S.LISTED, S.PASSED, label="Kết thúc lấy ý kiến")
    def close_list(self, ends_on: date, today: date) -> None:
        """Nobody objected: to the chairman's letter."""
        self.ended(ends_on, today)

    @transition([S.SUBMITTED, S.UNLISTED, S.LISTED, S.PASSED], S.HELD, right="review", label="Tạm dừng")
    def hold(self, note: str) -> None:
        """As in every procedure, and while the list is open."""
        self.reasoned(note)

    @transition(S.HELD, Slot.GET_STATE(before, [S.SUBMITTED, S.UNLISTED, S.LISTED, S.PASSED]), label="Tiếp tục xử lý")
    def release(self, note: str) -> None:
        """Back where it was."""
        self.reasoned(note)


class LongService(UpwardSimplified):
    """Niên hạn and cống hiến for a bằng khen: counted, not listed, not voted on. Luật 06/2022/QH15 Điều 85."""

    cases = frozenset({Case.LONG})


class Foreign(UpwardSimplified):
    """Foreigners, Vietnamese abroad: foreign affairs and police are asked first; their answers are papers. Luật 06/2022/QH15 Điều 85."""

    cases = frozenset({Case.LONG})


class Resistance(ListedCareer):
    """Merit in the resistance wars: the commune certifies, here it is listed, checked and sent up in batches.

    NĐ 28/2024/NĐ-CP; QĐ 98/2006/QĐ-TTg.
    """

    cases = frozenset()
