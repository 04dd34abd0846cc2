"""Bằng khen of the chairman of the province. Luật 06/2022/QH15 Điều 74."""
from __future__ import annotations

from datetime import date

from workflow.law.awards import award
from workflow.law.words import Kind

from .procedures import Council, Simplified


@award("BK-TINH", since=date(2024, 1, 1))
class ProvincialCertificate(Council):
    """Bằng khen for regular merit (công trạng). Điều 74 khoản 1 điểm d."""

    article = "Luật 06/2022/QH15 Điều 74"


@award("BK-TINH", kind=Kind.SUDDEN, since=date(2024, 1, 1))
class ProvincialCertificateAtOnce(Simplified):
    """Bằng khen for a sudden achievement (đột xuất), by the simplified procedure. Điều 74, 85."""

    article = "Luật 06/2022/QH15 Điều 74, 85"
