"""What holds for every award of the province, whatever its own article asks: nothing in the way, and no achievement rewarded twice."""
from __future__ import annotations

from functools import cache

from .criteria import Criterion, all_of, no_open_hold, none_state_level_in_year, one_achievement_once, state_level
from .criteria.bars import APART
from .words import Kind

TITLE = "Điều kiện chung"
NO_AWARDS = (Kind.REISSUE, Kind.REVOKE)


@cache
def general(award: str, kind: Kind) -> Criterion | None:
    """The general criteria of an award asked for by reason of `kind`; None for what gives nobody an award."""
    if kind in NO_AWARDS:
        return None
    parts = [
        no_open_hold().cited("Nghị định 152/2025/NĐ-CP").doubted("số điều của quy định tạm dừng xét khen thưởng"),
        one_achievement_once(award, kind).cited("Luật 06/2022/QH15 Điều 5"),
    ]
    if state_level(award) and kind not in APART:
        parts.append(none_state_level_in_year().cited("Nghị định 152/2025/NĐ-CP").doubted("quy định một năm một hình thức cấp Nhà nước"))
    return all_of(*parts, text=TITLE)
