"""Danh hiệu thi đua decided by the chairman of the province. Luật 06/2022/QH15 Điều 22, 26, 27."""
from __future__ import annotations

from datetime import date

from workflow.law.awards import award
from workflow.law.criteria import all_of, any_of, consecutive, initiative, performance, share, verified
from workflow.law.words import Level, RecipientKind, Scope

from .procedures import Council


@award("CSTDT", since=date(2024, 1, 1))
class ProvincialEmulationFighter(Council):
    """Chiến sĩ thi đua cấp tỉnh: three consecutive CSTĐCS and an initiative of provincial scope. Điều 22."""

    article = "Luật 06/2022/QH15 Điều 22"
    criteria = {RecipientKind.PERSON: all_of(
        consecutive("CSTDCS", 3, "03 lần liên tục được tặng danh hiệu “Chiến sĩ thi đua cơ sở” ngay trước khi đề nghị"),
        initiative(Scope.PROVINCE, "Có sáng kiến, đề tài khoa học được áp dụng hiệu quả, có phạm vi ảnh hưởng trong tỉnh"),
    )}


@award("TTLDXS", since=date(2024, 1, 1))
class ExcellentLabourCollective(Council):
    """Tập thể Lao động xuất sắc. Điều 27."""

    article = "Luật 06/2022/QH15 Điều 27"
    criteria = {RecipientKind.COLLECTIVE: all_of(
        performance(Level.EXCELLENT, 1, "Hoàn thành xuất sắc nhiệm vụ trong năm"),
        verified("phong-trao", "Có phong trào thi đua thường xuyên, thiết thực, hiệu quả"),
        share("hoan-thanh", 100, "100% cá nhân trong tập thể hoàn thành nhiệm vụ được giao"),
        share("lao-dong-tien-tien", 70, "Ít nhất 70% cá nhân đạt danh hiệu “Lao động tiên tiến”"),
        verified("co-chien-si-thi-dua", "Có cá nhân đạt danh hiệu “Chiến sĩ thi đua cơ sở”"),
        verified("khong-ky-luat", "Không có cá nhân bị kỷ luật từ hình thức cảnh cáo trở lên"),
    )}


@award("COTINH", since=date(2024, 1, 1))
class ProvincialFlag(Council):
    """Cờ thi đua của tỉnh, for the leading unit of a cluster or a movement. Điều 26."""

    article = "Luật 06/2022/QH15 Điều 26"
    criteria = {RecipientKind.COLLECTIVE: any_of(
        verified("dan-dau-cum-khoi", "Tập thể tiêu biểu, dẫn đầu cụm, khối thi đua do tỉnh tổ chức"),
        verified("dan-dau-phong-trao", "Tập thể dẫn đầu phong trào thi đua theo chuyên đề của tỉnh"),
    )}
