"""Kỷ niệm chương of the province and of the Ủy ban Thường vụ Quốc hội. Luật 06/2022/QH15 Điều 71."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import verified
from workflow.law.words import RecipientKind

from . import LAW_2022
from .procedures import Simplified
from .upward import UpwardSimplified


@award("KNC-TINH", since=LAW_2022)
class ProvincialMemorialMedal(Simplified):
    """Kỷ niệm chương của tỉnh: granted by the chairman for contributions to the province, by rules of its own. Điều 71."""

    article = "Luật 06/2022/QH15 Điều 71"
    cases = frozenset()
    criteria = {RecipientKind.PERSON: verified("dong-gop", "Có đóng góp vào sự phát triển của tỉnh")}


@award("KNC-QH", since=LAW_2022)
class ParliamentMemorialMedal(UpwardSimplified):
    """Kỷ niệm chương of the Ủy ban Thường vụ Quốc hội, by rules of its own. Điều 71."""

    article = "Luật 06/2022/QH15 Điều 71"
    cases = frozenset()
    criteria = {RecipientKind.PERSON: verified("dong-gop", "Có đóng góp vào sự phát triển của Quốc hội, Hội đồng nhân dân").doubted(
        "tiêu chuẩn do Ủy ban Thường vụ Quốc hội quy định, chưa đối chiếu")}
