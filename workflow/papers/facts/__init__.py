"""The facts each paper needs: frozen, typed, pure. Whoever prints maps records to these; templates read nothing else."""
from __future__ import annotations

from .after import AboutAward, AfterDecision, AfterLetter, AfterPaper, AfterProposal
from .common import AwardCount, Facts, Head, Paper, Signature
from .confirmation import Confirmation, ConfirmedAward
from .council import Absentee, Attendant, CountedLine, CountMinutes
from .decision import Annex, CouncilResult, DecisionPaper, ListedRecipient, ProposalSheet
from .desk import (
    AppraisalSheet,
    AppraisedLine,
    Checked,
    Piece,
    Receipt,
    Requirement,
    SupplementRequest,
    VerdictCount,
)
from .fund import PaidRecipient, PaymentList
from .movements import ReminderLetter
from .notice import GivenBy, ResultCount, ResultNotice, ToldLine
from .petition import Petition, PublicNotice
from .proof import AgendaRow, Card, FoundRow, MeetingPack, ProofCard, YearRow
from .unit_form import FormColumn, FormPart, FormRow, FormSign, UnitForm

__all__ = [
    "AboutAward", "Absentee", "AfterDecision", "AfterLetter", "AfterPaper", "AfterProposal", "AgendaRow", "Annex",
    "AppraisalSheet", "AppraisedLine", "Attendant", "AwardCount", "Card", "Checked", "Confirmation", "ConfirmedAward",
    "CouncilResult", "CountMinutes", "CountedLine", "DecisionPaper", "Facts", "FormColumn", "FormPart", "FormRow",
    "FormSign", "FoundRow", "GivenBy", "Head", "ListedRecipient", "MeetingPack", "PaidRecipient", "Paper",
    "PaymentList", "Petition", "Piece", "ProofCard", "ProposalSheet", "PublicNotice", "Receipt", "ReminderLetter",
    "Requirement", "ResultCount", "ResultNotice", "Signature", "SupplementRequest", "ToldLine", "UnitForm",
    "VerdictCount", "YearRow",
]
