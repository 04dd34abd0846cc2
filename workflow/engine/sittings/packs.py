"""The pack of a sitting – its agenda and a proof card for each line – cut into parts that a printer can hold."""
from __future__ import annotations

from math import ceil

from workflow.models import AwardType, Count, Sitting
from workflow.papers import facts, prints

from ..errors import Refused
from ..proving import proof

PART = 100  # lines; a part takes some seconds
AT_ONCE = 40  # lines; what is longer is printed by the worker


def parts(sitting: Sitting) -> list[tuple[int, int, int]]:
    """Each part: its number, its first and its last line on the agenda."""
    return parts_of(sitting.counts.count())


def parts_of(size: int) -> list[tuple[int, int, int]]:
    """The same for an agenda of that many lines."""
    return [(n + 1, n * PART + 1, min((n + 1) * PART, size)) for n in range(ceil(size / PART))]


def pack(sitting: Sitting, part: int) -> facts.MeetingPack:
    """One part of the pack, as the lines stand now; the agenda in the order of the ballot paper.

    With the records, for nobody opens it but whom `proving.readers.of_sitting` lets in: those who vote on these lines.
    """
    counts = ordered(sitting)
    chosen = counts[(part - 1) * PART:part * PART]
    if part < 1 or not chosen:
        raise Refused({0: "Chương trình họp không có phần tài liệu này"})
    return prints.meeting_pack(
        sitting, chosen, proof.of([count.line for count in chosen]), size=len(counts), first=(part - 1) * PART + 1, part=part,
        parts=ceil(len(counts) / PART))


def ordered(sitting: Sitting) -> list[Count]:
    """The agenda by award, highest first, then by dossier and number."""
    ranks = dict(AwardType.objects.values_list("code", "rank"))
    counts = sitting.counts.select_related("line__dossier").order_by("line__dossier", "line__no")
    return sorted(counts, key=lambda count: (-ranks[count.line.award], count.line.award))
