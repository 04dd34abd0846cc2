"""Vote arithmetic: a threshold is a share of ALL members of the council, a quorum the part of them in the room; compared in integers."""
from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

QUORUM = r"^[1-9][0-9]{0,2}/[1-9][0-9]{0,2}$"  # as a rule writes it: 2/3


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


def quorate(present: int, members: int, quorum: str) -> bool:
    """Are enough members in the room for the sitting to count votes?

    Only who is in the room counts: the statutes speak of members who attend ("ít nhất 2/3 số thành viên dự họp"), and a
    written ballot stands for a vote in the total, not for attendance. Whether a province counts it for the quorum too is
    not verified [?]; the strict reading refuses nobody's vote, it only makes the secretary say why she counts.
    """
    _check(present, members)
    return present >= attending(members, quorum)


def attending(members: int, quorum: str) -> int:
    """The smallest number of members in the room that makes a quorum: 2/3 of 22 is 14,67, so 15."""
    _check(0, members)
    part, whole = quorum_parts(quorum)
    return -(-members * part // whole)


def strictest(quorums: Iterable[str]) -> str:
    """The highest of several quorums; empty when none is known."""
    return max(filter(None, quorums), key=lambda quorum: Fraction(*quorum_parts(quorum)), default="")


def quorum_parts(quorum: str) -> tuple[int, int]:
    """The two whole numbers of a quorum as it is written."""
    part, _, whole = quorum.partition("/")
    if not re.fullmatch(QUORUM, quorum) or int(part) > int(whole):
        raise ValueError(f"Tỷ lệ ủy viên có mặt phải là phân số không quá 1, như 2/3; không thể là “{quorum}”.")
    return int(part), int(whole)


def _check(ayes: int, members: int) -> None:
    if members < 1:
        raise ValueError("Hội đồng phải có ít nhất một thành viên.")
    if not 0 <= ayes <= members:
        raise ValueError(f"Số phiếu đồng ý phải từ 0 đến {members}, không thể là {ayes}.")
