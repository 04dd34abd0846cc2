"""From records to the facts of a paper: one function a paper. Reads, never writes."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date

from workflow.law.words import Instrument
from workflow.models import Decision, User

from .. import facts
from . import after
from .confirmation import confirmation
from .council import minutes
from .decision import decision
from .decision import proposal as proposed
from .desk import appraisal, receipt, supplement
from .fund import payments
from .movements import reminder
from .notice import notice
from .petition import petition, public_list
from .proof import meeting_pack, proof_card
from .unit_form import blank, filled, of_dossier, of_nominee

SIGNED: dict[Instrument, Callable[..., facts.Paper]] = {
    Instrument.AWARD: decision, Instrument.PETITION: petition, Instrument.REVOKE: after.decision, Instrument.REISSUE: after.decision,
}


def paper(
    subject: Decision, *, number: int | None = None, signed_on: date | None = None, signed_by: User | None = None,
) -> facts.Paper:
    """What the chairman signs, of whatever instrument; without a number, the draft."""
    sort = Instrument(subject.instrument)
    print_it = after.letter if sort is Instrument.PETITION and after.about(subject) else SIGNED[sort]
    return print_it(subject, number=number, signed_on=signed_on, signed_by=signed_by)


def proposal(subject: Decision) -> facts.Paper:
    """The sheet of Sở Nội vụ that goes with it."""
    return after.proposal(subject) if after.about(subject) else proposed(subject)


__all__ = [
    "appraisal", "blank", "confirmation", "decision", "filled", "meeting_pack", "minutes", "notice", "of_dossier", "of_nominee", "paper",
    "payments", "petition", "proof_card", "proposal", "public_list", "receipt", "reminder", "supplement",
]
