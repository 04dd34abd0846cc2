"""The facts each paper needs: frozen, typed, pure. Whoever prints maps records to these; templates read nothing else."""
from __future__ import annotations

from .common import AwardCount, Facts, Head, Paper, Signature
from .council import Absentee, Attendant, CountedLine, CountMinutes
from .decision import Annex, CouncilResult, DecisionPaper, ListedRecipient, Petition, ProposalSheet, PublicNotice
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

__all__ = [
    "Absentee", "Annex", "AppraisalSheet", "AppraisedLine", "Attendant", "AwardCount", "Checked", "CouncilResult",
    "CountMinutes", "CountedLine", "DecisionPaper", "Facts", "Head", "ListedRecipient", "PaidRecipient", "Paper", "PaymentList",
    "Petition", "Piece", "ProposalSheet", "PublicNotice", "Receipt", "Requirement", "Signature", "SupplementRequest", "VerdictCount",
]
