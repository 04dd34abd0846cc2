"""From records to the facts of a paper: one function a paper. Reads, never writes."""
from __future__ import annotations

from .council import minutes
from .decision import decision, proposal
from .desk import appraisal, receipt, supplement

__all__ = ["appraisal", "decision", "minutes", "proposal", "receipt", "supplement"]
