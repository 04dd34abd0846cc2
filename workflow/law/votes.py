"""Vote arithmetic: a threshold is a share of ALL members of the council, compared in integers."""
from __future__ import annotations


def passes(ayes: int, members: int, threshold: int) -> bool:
    """Do the ayes reach the threshold (per cent of all members, present or not)?"""
    _check(ayes, members)
    return ayes >= needed(members, threshold)


def needed(members: int, threshold: int) -> int:
    """The smallest number of ayes that reaches the threshold: 90 % of 22 is 19,8, so 20."""
    _check(0, members)
    if not 1 <= threshold <= 100:
        raise ValueError(f"Tỷ lệ phải từ 1 đến 100%, không thể là {threshold}%.")
    return -(-members * threshold // 100)


def percent(ayes: int, members: int) -> str:
    """The share for papers, cut after two decimals: rounding up could show a threshold that was not met."""
    _check(ayes, members)
    whole, hundredths = divmod(ayes * 10_000 // members, 100)
    return f"{whole},{hundredths:02d}" if hundredths else str(whole)


def _check(ayes: int, members: int) -> None:
    if members < 1:
        raise ValueError("Hội đồng phải có ít nhất một thành viên.")
    if not 0 <= ayes <= members:
        raise ValueError(f"Số phiếu đồng ý phải từ 0 đến {members}, không thể là {ayes}.")
