"""Noting that a certificate was issued again. The award is what it was; numbers of books are not given a second time."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workflow.models import AwardRecord, Claim, Line, Reissued

from ..errors import Refused


def note(lines: Sequence[int], *, number: str, on: date) -> list[Reissued]:
    """Write the re-issue beside each award these lines are about. Called inside the transaction that decides."""
    rows = list(Line.objects.filter(pk__in=lines).order_by("pk").values_list("pk", "about", "dossier"))
    standing = set(AwardRecord.objects.filter(pk__in=[about for _, about, _ in rows], status="valid").values_list("pk", flat=True))
    if gone := {line: "Khen thưởng này đã bị hủy; không cấp lại được" for line, about, _ in rows if about not in standing}:
        raise Refused(gone)
    grounds = dict(Claim.objects.filter(dossier__in={dossier for _, _, dossier in rows}).values_list("dossier", "ground"))
    return Reissued.objects.bulk_create(
        Reissued(record_id=about, line_id=line, decision_number=number, on=on, why=grounds[dossier]) for line, about, dossier in rows)
