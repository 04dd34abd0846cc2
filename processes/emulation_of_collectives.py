"""Tập thể lao động xuất sắc and the flags (cờ thi đua) of the province and the Government. Luật 06/2022/QH15 Điều 25–27."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import all_of, any_of, performance, share, verified
from workflow.law.words import Kind, Level, RecipientKind

from . import LAW_2022
from .procedures import Council
from .upward import UpwardByCouncil


@award("TTLDXS", since=LAW_2022)
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


@award("COTINH", since=LAW_2022)
class ProvincialFlag(Council):
    """Cờ thi đua của tỉnh, for the leading unit of a cluster. Điều 26."""

    article = "Luật 06/2022/QH15 Điều 26"
    criteria = {RecipientKind.COLLECTIVE: any_of(
        verified("dan-dau-cum-khoi", "Tập thể tiêu biểu, dẫn đầu cụm, khối thi đua do tỉnh tổ chức"),
        verified("dan-dau-phong-trao", "Tập thể dẫn đầu phong trào thi đua theo chuyên đề của tỉnh"),
    )}


@award("COTINH", kind=Kind.THEMATIC, since=LAW_2022)
class ProvincialFlagForMovement(Council):
    """The same, for the leading unit of a movement at its final review. Điều 26."""

    article = "Luật 06/2022/QH15 Điều 26"
    criteria = {RecipientKind.COLLECTIVE: all_of(
        verified("dan-dau-phong-trao", "Tập thể tiêu biểu, dẫn đầu phong trào thi đua theo chuyên đề của tỉnh"),
        verified("du-thoi-gian", "Phong trào có thời gian thực hiện đủ dài theo quy định").doubted("mức 03 năm trở lên chưa đối chiếu"),
    )}


@award("COCP", since=LAW_2022)
class GovernmentFlag(UpwardByCouncil):
    """Cờ thi đua của Chính phủ, for the best of the leading collectives of the year. Điều 25."""

    article = "Luật 06/2022/QH15 Điều 25"
    criteria = {RecipientKind.COLLECTIVE: any_of(
        verified("tieu-bieu-nhat", "Tiêu biểu xuất sắc nhất trong số các tập thể dẫn đầu của bộ, ban, ngành, tỉnh"),
        verified("dan-dau-cum-khoi-trung-uong", "Dẫn đầu cụm, khối thi đua do Hội đồng Thi đua – Khen thưởng Trung ương tổ chức"),
    )}


@award("COCP", kind=Kind.THEMATIC, since=LAW_2022)
class GovernmentFlagForMovement(UpwardByCouncil):
    """The same, for the leading collective of a movement launched by the Prime Minister. Điều 25."""

    article = "Luật 06/2022/QH15 Điều 25"
    criteria = {RecipientKind.COLLECTIVE: all_of(
        verified("dan-dau-phong-trao", "Dẫn đầu phong trào thi đua theo chuyên đề do Thủ tướng Chính phủ phát động"),
        verified("tu-05-nam", "Phong trào có thời gian thực hiện từ 05 năm trở lên, xét khi tổng kết"),
    )}
