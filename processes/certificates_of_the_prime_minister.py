"""Bằng khen of the Prime Minister, for every reason but the resistance wars (resistance.py). Luật 06/2022/QH15 Điều 73."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import all_of, any_of, holds, performance, times, verified
from workflow.law.words import Kind, Level, RecipientKind

from . import LAW_2022
from .upward import Foreign, LongService, UpwardByCouncil, UpwardSimplified

COLLECTIVES = "tiêu chuẩn của tập thể, hộ gia đình chưa đối chiếu với văn bản gốc"


@award("BK-TTG", since=LAW_2022)
class PrimeMinistersCertificate(UpwardByCouncil):
    """Bằng khen for regular merit: of a person, one of the alternatives of khoản 1. Điều 73."""

    article = "Luật 06/2022/QH15 Điều 73"
    criteria = {
        RecipientKind.PERSON: any_of(
            verified("phong-trao", "Có thành tích xuất sắc tiêu biểu được bình xét trong phong trào thi đua").cited(
                f"{article} khoản 1 điểm a"),
            all_of(
                any_of(
                    holds("BK-TINH", "Đã được tặng bằng khen của tỉnh"),
                    verified("bang-khen-bo", "Đã được tặng bằng khen cấp bộ, ban, ngành")),
                performance(Level.GOOD, 5, "Liên tục từ 05 năm trở lên hoàn thành tốt nhiệm vụ trở lên"),
                times("CSTDCS", 3, "Trong thời gian đó có 03 lần được tặng danh hiệu “Chiến sĩ thi đua cơ sở”", within_years=5),
                text="Thành tích liên tục nhiều năm: đủ các điều kiện sau").cited(f"{article} khoản 1 điểm b"),
            verified("nhieu-thanh-tich", "Lập nhiều thành tích có phạm vi ảnh hưởng trong bộ, tỉnh hoặc giải thưởng khu vực").cited(
                f"{article} khoản 1 điểm c"),
            verified("dong-gop", "Có nhiều đóng góp vào phát triển kinh tế – xã hội, từ thiện nhân đạo").cited(f"{article} khoản 1 điểm d"),
        ),
        RecipientKind.COLLECTIVE: any_of(
            verified("phong-trao", "Có thành tích xuất sắc tiêu biểu được bình xét trong phong trào thi đua"),
            all_of(
                holds("BK-TINH", "Đã được tặng bằng khen cấp bộ, ban, ngành, tỉnh"),
                performance(Level.EXCELLENT, 5, "05 năm liên tục hoàn thành xuất sắc nhiệm vụ hoặc Tập thể lao động xuất sắc")),
        ).doubted(COLLECTIVES),
        RecipientKind.HOUSEHOLD: verified("dong-gop", "Hộ gia đình gương mẫu, có đóng góp lớn cho xã hội").doubted(COLLECTIVES),
    }


@award("BK-TTG", kind=Kind.THEMATIC, since=LAW_2022)
class PrimeMinistersCertificateForMovement(UpwardByCouncil):
    """Bằng khen at the review of a movement. Điều 73 khoản 1 điểm a."""

    article = "Luật 06/2022/QH15 Điều 73"
    criteria = dict.fromkeys(RecipientKind, verified(
        "chuyen-de", "Thành tích xuất sắc tiêu biểu được bình xét khi sơ kết, tổng kết phong trào thi đua"))


@award("BK-TTG", kind=Kind.SUDDEN, since=LAW_2022)
class PrimeMinistersCertificateAtOnce(UpwardSimplified):
    """Bằng khen for a sudden achievement, by the simplified procedure. Điều 73 khoản 1 điểm c, Điều 85."""

    article = "Luật 06/2022/QH15 Điều 73, 85"
    criteria = dict.fromkeys(RecipientKind, verified(
        "dot-xuat", "Lập thành tích đột xuất có phạm vi ảnh hưởng trong bộ, ban, ngành, tỉnh hoặc giải thưởng khu vực"))


@award("BK-TTG", kind=Kind.CAREER, since=LAW_2022)
class PrimeMinistersCertificateForCareer(LongService):
    """Bằng khen for long service in posts: counted, not listed, not voted on. Điều 73, 85."""

    article = "Luật 06/2022/QH15 Điều 73, 85"
    criteria = {RecipientKind.PERSON: verified("cong-hien", "Đã giữ chức vụ đủ thời gian xét quá trình cống hiến").doubted(
        "bảng chức vụ và số năm của Bằng khen của Thủ tướng Chính phủ chưa đối chiếu")}


@award("BK-TTG", kind=Kind.FOREIGN, since=LAW_2022)
class PrimeMinistersCertificateForForeigners(Foreign):
    """Bằng khen for foreigners and Vietnamese abroad. Điều 73, 85."""

    article = "Luật 06/2022/QH15 Điều 73, 85"
    criteria = dict.fromkeys((RecipientKind.PERSON, RecipientKind.COLLECTIVE), verified(
        "dong-gop", "Có đóng góp cho sự phát triển của Việt Nam và quan hệ hữu nghị"))
