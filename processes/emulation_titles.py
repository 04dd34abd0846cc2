"""Danh hiệu thi đua decided by the chairman of the province. Luật 06/2022/QH15 Điều 22, 26, 27."""
from __future__ import annotations

from datetime import date

from workflow.law.awards import award

from .procedures import Council


@award("CSTDT", since=date(2024, 1, 1))
class ProvincialEmulationFighter(Council):
    """Chiến sĩ thi đua cấp tỉnh: three consecutive CSTĐCS and an initiative of provincial scope. Điều 22."""

    article = "Luật 06/2022/QH15 Điều 22"


@award("TTLDXS", since=date(2024, 1, 1))
class ExcellentLabourCollective(Council):
    """Tập thể Lao động xuất sắc. Điều 27."""

    article = "Luật 06/2022/QH15 Điều 27"


@award("COTINH", since=date(2024, 1, 1))
class ProvincialFlag(Council):
    """Cờ thi đua của tỉnh, for the leading unit of a cluster or a movement. Điều 26."""

    article = "Luật 06/2022/QH15 Điều 26"
