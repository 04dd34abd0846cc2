"""Kỷ niệm chương of the province. Luật 06/2022/QH15 Điều 71."""
from __future__ import annotations

from datetime import date

from workflow.law.awards import award
from workflow.law.criteria import verified
from workflow.law.words import RecipientKind

from .procedures import Simplified


@award("KNC-TINH", since=date(2024, 1, 1))
class ProvincialMemorialMedal(Simplified):
    """Kỷ niệm chương của tỉnh: granted by the chairman for contributions to the province. Luật 06/2022/QH15 Điều 71."""

    article = "Luật 06/2022/QH15 Điều 71"
    criteria = {RecipientKind.PERSON: verified("dong-gop", "Có đóng góp vào sự phát triển của tỉnh")}
