"""Titles that a department, commune or enterprise grants after its own council; here they are checked and recorded. Điều 23–31, 80."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import all_of, any_of, consecutive, initiative, performance, share, verified
from workflow.law.words import Level, RecipientKind, Scope

from . import LAW_2022
from .upward import Below

SEEN_ELSEWHERE = "khung tiêu chuẩn theo Nghị định 86/2023/NĐ-CP và quy định của tỉnh, chưa đối chiếu"


@award("LDTT", since=LAW_2022)
class AdvancedWorker(Below):
    """Lao động tiên tiến, Chiến sĩ tiên tiến: a year of good work. Điều 24."""

    article = "Luật 06/2022/QH15 Điều 24"
    criteria = {RecipientKind.PERSON: any_of(
        all_of(
            performance(Level.GOOD, 1, "Hoàn thành tốt nhiệm vụ trở lên trong năm"),
            verified("doan-ket", "Tự lực, đoàn kết, tương trợ, tích cực tham gia phong trào thi đua"),
            verified("du-thoi-gian", "Không thuộc trường hợp mới tuyển dụng, chưa đủ thời gian công tác trong năm").doubted(
                "mức 10 tháng là của Nghị định 91/2017/NĐ-CP; quy định hiện hành chưa đối chiếu"),
            text="Cán bộ, công chức, viên chức, người lao động: đủ các điều kiện sau"),
        verified("lao-dong-san-xuat", "Nông dân, người lao động khác: lao động sản xuất tích cực, gương mẫu trong sinh hoạt xã hội"),
    )}


@award("CSTDCS", since=LAW_2022)
class GrassrootsEmulationFighter(Below):
    """Chiến sĩ thi đua cơ sở: a Lao động tiên tiến of excellent work or with an initiative of effect. Điều 23."""

    article = "Luật 06/2022/QH15 Điều 23"
    criteria = {RecipientKind.PERSON: all_of(
        any_of(
            consecutive("LDTT", 1, "Đã có quyết định tặng danh hiệu “Lao động tiên tiến” của năm"),
            verified("ldtt-cung-ky", "Được xét tặng danh hiệu “Lao động tiên tiến” trong cùng kỳ xét này"),
            text="Đạt tiêu chuẩn “Lao động tiên tiến”, “Chiến sĩ tiên tiến”"),
        any_of(
            performance(Level.EXCELLENT, 1, "Hoàn thành xuất sắc nhiệm vụ trong năm"),
            initiative(Scope.LOCAL, "Có sáng kiến được công nhận, áp dụng hiệu quả hoặc đề tài, công trình đã nghiệm thu"),
            verified("muu-tri", "Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu, công tác"),
        ),
    ).doubted("điều kiện theo Luật 06/2026/QH16 (từ 01/10/2026) chưa đối chiếu")}


@award("TTLDTT", since=LAW_2022)
class AdvancedCollective(Below):
    """Tập thể lao động tiên tiến, Đơn vị tiên tiến. Điều 28."""

    article = "Luật 06/2022/QH15 Điều 28"
    criteria = {RecipientKind.COLLECTIVE: all_of(
        performance(Level.GOOD, 1, "Hoàn thành tốt nhiệm vụ được giao trong năm"),
        verified("phong-trao", "Có phong trào thi đua thường xuyên, thiết thực, hiệu quả"),
        share("lao-dong-tien-tien", 50, "Từ 50% cá nhân trong tập thể đạt danh hiệu “Lao động tiên tiến”").doubted(
            "“trên 50%” hay “từ 50%” chưa đối chiếu với văn bản gốc"),
        verified("khong-ky-luat", "Không có cá nhân bị kỷ luật từ hình thức cảnh cáo trở lên"),
        verified("doan-ket", "Nội bộ đoàn kết, chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước"),
    )}


@award("THONVH", since=LAW_2022)
class CulturalVillage(Below):
    """Thôn, tổ dân phố văn hóa, granted by the chairman of the commune. Điều 30; NĐ 129/2025/NĐ-CP."""

    article = "Luật 06/2022/QH15 Điều 30"
    criteria = {RecipientKind.COLLECTIVE: verified(
        "thon-van-hoa", "Đạt khung tiêu chuẩn “Thôn, tổ dân phố văn hóa”").doubted(SEEN_ELSEWHERE)}


@award("GDVH", since=LAW_2022)
class CulturalFamily(Below):
    """Gia đình văn hóa, granted by the chairman of the commune. Điều 31; NĐ 129/2025/NĐ-CP."""

    article = "Luật 06/2022/QH15 Điều 31"
    criteria = {RecipientKind.HOUSEHOLD: verified(
        "gia-dinh-van-hoa", "Đạt khung tiêu chuẩn “Gia đình văn hóa”").doubted(SEEN_ELSEWHERE)}
