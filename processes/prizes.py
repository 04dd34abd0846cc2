"""Giải thưởng Hồ Chí Minh and Giải thưởng Nhà nước, for works. Luật 06/2022/QH15 Điều 9 and decrees of their own."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import verified
from workflow.law.words import RecipientKind

from . import LAW_2022
from .upward import ListedUpward

P, C = RecipientKind.PERSON, RecipientKind.COLLECTIVE
OWN_DECREE = "tiêu chuẩn theo nghị định riêng, chưa đối chiếu"


class Prize(ListedUpward):
    """A prize for a work; its text names no article, because the criteria stand in decrees of their own."""

    article = "Luật 06/2022/QH15 Điều 9 và nghị định riêng về giải thưởng"


@award("GT-HCM", since=LAW_2022)
class HoChiMinhPrize(Prize):
    """Giải thưởng Hồ Chí Minh. Điều 9."""

    criteria = dict.fromkeys((P, C), verified(
        "tac-pham", "Công trình, tác phẩm đặc biệt xuất sắc, giá trị rất cao, tác dụng lớn và lâu dài").doubted(OWN_DECREE))


@award("GT-NN", since=LAW_2022)
class StatePrize(Prize):
    """Giải thưởng Nhà nước. Điều 9."""

    criteria = dict.fromkeys((P, C), verified("tac-pham", "Công trình, tác phẩm xuất sắc, có giá trị, tác dụng tốt").doubted(OWN_DECREE))
