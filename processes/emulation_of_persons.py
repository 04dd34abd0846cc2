"""Danh hiệu Chiến sĩ thi đua of the province and of the nation. Luật 06/2022/QH15 Điều 21, 22."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import all_of, consecutive, initiative
from workflow.law.words import RecipientKind, Scope

from . import LAW_2022
from .procedures import Council
from .upward import UpwardByCouncil


@award("CSTDT", since=LAW_2022)
class ProvincialEmulationFighter(Council):
    """Chiến sĩ thi đua cấp tỉnh: three consecutive CSTĐCS and an initiative of provincial scope. Điều 22."""

    article = "Luật 06/2022/QH15 Điều 22"
    criteria = {RecipientKind.PERSON: all_of(
        consecutive("CSTDCS", 3, "03 lần liên tục được tặng danh hiệu “Chiến sĩ thi đua cơ sở” ngay trước khi đề nghị"),
        initiative(Scope.PROVINCE, "Có sáng kiến, đề tài khoa học được áp dụng hiệu quả, có phạm vi ảnh hưởng trong tỉnh"),
    )}


@award("CSTDTQ", since=LAW_2022)
class NationalEmulationFighter(UpwardByCouncil):
    """Chiến sĩ thi đua toàn quốc: two consecutive CSTĐ cấp bộ, tỉnh and an initiative of national scope. Điều 21."""

    article = "Luật 06/2022/QH15 Điều 21"
    criteria = {RecipientKind.PERSON: all_of(
        consecutive("CSTDT", 2, "02 lần liên tục được tặng danh hiệu Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh ngay trước khi đề nghị"),
        initiative(Scope.NATION, "Có sáng kiến, đề tài khoa học được áp dụng hiệu quả, có phạm vi ảnh hưởng trong toàn quốc"),
    )}
