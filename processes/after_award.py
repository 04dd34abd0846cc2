"""What is done about an award that was given: it is revoked, or its certificate is issued again. Luật 06/2022/QH15 Điều 93.

Registered once for all awards, by who decided: the chairman, the centre on his letter, a unit below. No criteria, no council.
The first versions cite NĐ 98/2023/NĐ-CP, those from 01/7/2025 NĐ 152/2025/NĐ-CP.
"""
from __future__ import annotations

from datetime import date
from typing import Any

from workflow.law.awards import ABOVE, ANY, BELOW, award
from workflow.law.machine import Machine, transition
from workflow.law.states import State
from workflow.law.words import Instrument, Kind

from .procedures import Procedure, Simplified
from .upward import Answered as Awarded
from .upward import Below, UpwardSimplified

S = State


class Answered(Machine):
    """The authority that gave the award answers; its words are not those of an award."""

    @transition(S.FORWARDED, S.DECIDED, label="Cấp có thẩm quyền đã quyết định")
    def grant(self, outcome: Any) -> None:
        """Its decision names the line."""
        Awarded.numbered(outcome)

    @transition(S.FORWARDED, S.REFUSED, label="Cấp có thẩm quyền không chấp thuận")
    def deny(self, note: str) -> None:
        """It has refused, with a reason that goes to the unit."""
        Procedure.reasoned(note)


OLD, NEW = date(2024, 1, 1), date(2025, 7, 1)


@award(ANY, kind=Kind.REVOKE, since=OLD)
class Revocation(Simplified):
    """Hủy bỏ quyết định, thu hồi hiện vật và tiền thưởng: an award of the chairman. Điều 93 khoản 2."""

    article = "Luật 06/2022/QH15 Điều 93 khoản 2; Nghị định 98/2023/NĐ-CP"
    instrument = Instrument.REVOKE
    cases = frozenset()


@award(ANY, kind=Kind.REVOKE, since=NEW)
class RevocationNow(Revocation):
    """The same under NĐ 152: 07 days for the proposing level, 05 working days for the decision."""

    article = "Luật 06/2022/QH15 Điều 93 khoản 2; Nghị định 152/2025/NĐ-CP"


@award(ABOVE, kind=Kind.REVOKE, since=OLD)
class RevocationUpward(Answered, UpwardSimplified):
    """A state award is revoked by who gave it, on the chairman's letter. Điều 93 khoản 2."""

    article = Revocation.article
    cases = frozenset()


@award(ABOVE, kind=Kind.REVOKE, since=NEW)
class RevocationUpwardNow(RevocationUpward):
    """The same under NĐ 152."""

    article = RevocationNow.article


@award(BELOW, kind=Kind.REVOKE, since=OLD)
class RevocationBelow(Answered, Below):
    """An award of a unit is revoked by its head; his decision is recorded here. Điều 93 khoản 2."""

    article = Revocation.article


@award(BELOW, kind=Kind.REVOKE, since=NEW)
class RevocationBelowNow(RevocationBelow):
    """The same under NĐ 152."""

    article = RevocationNow.article


@award(ANY, kind=Kind.REISSUE, since=OLD)
class Reissue(Simplified):
    """Cấp đổi, cấp lại: the certificate was damaged, misprinted or lost; the archive proves the award. NĐ 98 Điều 114, 115."""

    article = "Nghị định 98/2023/NĐ-CP Điều 114, 115"
    instrument = Instrument.REISSUE
    cases = frozenset()


@award(ANY, kind=Kind.REISSUE, since=NEW)
class ReissueNow(Reissue):
    """NĐ 152 leaves the procedure to a decision of the Prime Minister, which nobody has compared yet."""

    article = "Nghị định 152/2025/NĐ-CP; trình tự theo quy định của Thủ tướng Chính phủ"


@award(ABOVE, kind=Kind.REISSUE, since=OLD)
class ReissueUpward(Answered, UpwardSimplified):
    """The certificate of a state award is issued again by the centre, on the chairman's letter."""

    article = Reissue.article
    cases = frozenset()


@award(ABOVE, kind=Kind.REISSUE, since=NEW)
class ReissueUpwardNow(ReissueUpward):
    """The same under NĐ 152."""

    article = ReissueNow.article


@award(BELOW, kind=Kind.REISSUE, since=OLD)
class ReissueBelow(Answered, Below):
    """The certificate of a unit's award is issued again by the unit; recorded here."""

    article = Reissue.article


@award(BELOW, kind=Kind.REISSUE, since=NEW)
class ReissueBelowNow(ReissueBelow):
    """The same under NĐ 152."""

    article = ReissueNow.article
