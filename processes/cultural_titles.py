"""Cultural titles decided by the chairman of the province. Luật 06/2022/QH15 Điều 29."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import verified
from workflow.law.words import RecipientKind

from . import LAW_2022
from .procedures import Council


@award("XATB", since=LAW_2022)
class ExemplaryCommune(Council):
    """Xã, phường, đặc khu tiêu biểu, proposed by the commune itself. Điều 29."""

    article = "Luật 06/2022/QH15 Điều 29"
    criteria = {RecipientKind.COLLECTIVE: verified("xa-tieu-bieu", "Đạt tiêu chuẩn và khung điểm của xã, phường, đặc khu tiêu biểu")}
