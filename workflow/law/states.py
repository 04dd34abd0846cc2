"""Where a line of a dossier can stand, and on which desk it then lies."""
from __future__ import annotations

from collections.abc import Collection
from typing import Self

from .words import Word


class Duty(Word):
    """A desk's work. Its code is the permission that the work needs (`workflow.<code>`) and the name of the desk's node."""

    INTAKE = "intake", "Tiếp nhận bổ sung"
    APPRAISE = "appraise", "Thẩm định"
    REVIEW = "review", "Xem lại dòng tạm dừng"
    PUBLISH = "publish", "Công khai lấy ý kiến Nhân dân"
    CONVENE = "convene", "Trình Hội đồng"
    COUNCIL = "council", "Chờ Hội đồng kiểm phiếu"
    DECIDE = "decide", "Dự thảo quyết định"
    SIGNATURE = "signature", "Chờ ký quyết định"
    OUTCOME = "outcome", "Ghi quyết định của cấp khác"
    DELIVER = "deliver", "Trả kết quả"

    @property
    def waiting(self) -> bool:
        """Nobody's errand: the lines lie with a sitting or a decision, which has its own route."""
        return self in (Duty.COUNCIL, Duty.SIGNATURE)


class State(Word):
    """A line's place. An open state names the one duty it waits for; a closed one names none."""

    duty: Duty | None

    SUBMITTED = "submitted", "Đang thẩm định", Duty.APPRAISE
    RETURNED = "returned", "Chờ bổ sung", Duty.INTAKE
    HELD = "held", "Tạm dừng", Duty.REVIEW
    UNLISTED = "unlisted", "Chờ công khai", Duty.PUBLISH
    LISTED = "listed", "Đang lấy ý kiến Nhân dân", Duty.PUBLISH
    APPRAISED = "appraised", "Chờ Hội đồng", Duty.CONVENE
    VOTING = "voting", "Hội đồng đang bỏ phiếu", Duty.COUNCIL
    PASSED = "passed", "Chờ quyết định", Duty.DECIDE
    DRAFTED = "drafted", "Chờ ký", Duty.SIGNATURE
    FORWARDED = "forwarded", "Chờ cấp khác quyết định", Duty.OUTCOME
    DECIDED = "decided", "Đã có quyết định", Duty.DELIVER
    REFUSED = "refused", "Không đủ điều kiện", Duty.DELIVER
    DELIVERED = "delivered", "Đã trả kết quả", None
    ANSWERED = "answered", "Đã trả lời không đạt", None
    WITHDRAWN = "withdrawn", "Đã rút", None

    def __new__(cls, code: str, label: str = "", duty: Duty | None = None) -> Self:
        state = str.__new__(cls, code)
        state._value_, state.label, state.duty = code, label, duty
        return state

    @classmethod
    def lying_on(cls, duty: Duty) -> list[State]:
        """The states whose lines lie on that desk."""
        return [state for state in cls if state.duty is duty]


CLOSED = frozenset(state for state in State if state.duty is None)
OPEN = frozenset(State) - CLOSED


def clock_stands(states: Collection[State]) -> bool:
    """Does the office's clock stand? While a line is with its unit, and while all that is open lies with another authority."""
    return State.RETURNED in states or (bool(states) and set(states) <= {State.FORWARDED})
