"""What a decision brings about once it is there, ours or another authority's: history, revocation, re-issue. In the same transaction."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from workflow.law.words import Kind
from workflow.models import Decision, Line, User

from ..errors import Refused
from ..money import fund
from ..register import history
from . import reissue, revocation


def take_effect(lines: Sequence[int], *, number: str, on: date, authority: str, by: User) -> None:
    """Lines that were decided: awards enter the recipients' history and bring money, revocations and re-issues change what stands in it."""
    by_kind: dict[Kind, list[int]] = defaultdict(list)
    for line, kind in Line.objects.filter(pk__in=lines).order_by("pk").values_list("pk", "dossier__kind"):
        by_kind[Kind(kind)].append(line)
    if revoked := by_kind.pop(Kind.REVOKE, None):
        revocation.revoke(revoked, number=number, on=on, by=by)
    if issued := by_kind.pop(Kind.REISSUE, None):
        reissue.note(issued, number=number, on=on)
    if given := [line for lines in by_kind.values() for line in lines]:
        fund.owe(history.enter(sorted(given), number=number, on=on, authority=authority), by)


def unmixed(decision: Decision) -> None:
    """One letter to the centre asks for one thing: awards, or revocations, or certificates."""
    kinds = {Kind(kind) for kind in decision.lines.order_by().values_list("dossier__kind", flat=True).distinct()}
    if len({None if kind.gives else kind for kind in kinds}) > 1:
        raise Refused({0: "Một văn bản không gồm cả đề nghị khen thưởng và đề nghị hủy bỏ, cấp lại; hãy lập văn bản riêng"})
