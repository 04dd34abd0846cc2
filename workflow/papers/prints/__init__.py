"""From records to the facts of a paper: one function a paper. Reads, never writes."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date

from workflow.law.words import Instrument
from workflow.models import Decision, User

from .. import facts
from .confirmation import confirmation
from .council import minutes
from .decision import decision, proposal
from .desk import appraisal, receipt, supplement
from .fund import payments
from .movements import reminder
from .petition import petition, public_list
from .proof import meeting_pack, proof_card

SIGNED: dict[Instrument, Callable[..., facts.Paper]] = {Instrument.AWARD: decision, Instrument.PETITION: petition}


def paper(
    subject: Decision, *, number: int | None = None, signed_on: date | None = None, signed_by: User | None = None,
) -> facts.Paper:
    """What the chairman signs, of whatever instrument; without a number, the draft."""
    return SIGNED[Instrument(subject.instrument)](subject, number=number, signed_on=signed_on, signed_by=signed_by)


__all__ = [
    "appraisal", "confirmation", "decision", "meeting_pack", "minutes", "paper", "payments", "petition", "proof_card",
    "proposal", "public_list", "receipt", "reminder", "supplement",
]
