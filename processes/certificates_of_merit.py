"""Bằng khen of the chairman of the province. Luật 06/2022/QH15 Điều 74."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import all_of, any_of, consecutive, initiative, none_same_since, performance, verified
from workflow.law.words import Case, Kind, Level, RecipientKind, Scope

from . import LAW_2022
from .procedures import Council, Simplified

SUDDEN = verified("dot-xuat", "Lập thành tích xuất sắc đột xuất, có phạm vi ảnh hưởng").cited("Luật 06/2022/QH15 Điều 74 khoản 1 điểm b")
OTHERS = verified("thanh-tich", "Đạt tiêu chuẩn bằng khen của tỉnh đối với tập thể, hộ gia đình")


@award("BK-TINH", since=LAW_2022)
class ProvincialCertificate(Council):
    """Bằng khen for regular merit (công trạng). Điều 74 khoản 1 điểm d."""

    article = "Luật 06/2022/QH15 Điều 74"
    criteria = {
        RecipientKind.PERSON: any_of(
            verified("phong-trao", "Có thành tích xuất sắc được bình xét trong phong trào thi đua").cited(f"{article} khoản 1 điểm a"),
            verified("dong-gop", "Có đóng góp vào phát triển kinh tế – xã hội, từ thiện nhân đạo").cited(f"{article} khoản 1 điểm c"),
            all_of(
                any_of(
                    consecutive("CSTDCS", 2, "02 lần liên tục được tặng danh hiệu “Chiến sĩ thi đua cơ sở”"),
                    all_of(
                        performance(Level.EXCELLENT, 2, "Từ 02 năm trở lên liên tục hoàn thành xuất sắc nhiệm vụ"),
                        initiative(Scope.LOCAL, "Trong thời gian đó có 02 sáng kiến hoặc 02 đề tài được công nhận", times=2))),
                none_same_since("BK-TINH", 2, "Thành tích chưa được tặng bằng khen của tỉnh").cited("Luật 06/2022/QH15 Điều 5"),
                text="Thành tích liên tục nhiều năm: đủ các điều kiện sau").cited(f"{article} khoản 1 điểm d")),
        RecipientKind.COLLECTIVE: OTHERS,
        RecipientKind.HOUSEHOLD: OTHERS,
    }


@award("BK-TINH", kind=Kind.THEMATIC, since=LAW_2022)
class ProvincialCertificateForMovement(Council):
    """Bằng khen at the review of a movement (phong trào, chuyên đề) of the province. Điều 74 khoản 1 điểm a."""

    article = "Luật 06/2022/QH15 Điều 74"
    criteria = dict.fromkeys(RecipientKind, verified(
        "chuyen-de", "Thành tích xuất sắc được bình xét khi sơ kết, tổng kết phong trào thi đua do tỉnh phát động"))


@award("BK-TINH", kind=Kind.SUDDEN, since=LAW_2022)
class ProvincialCertificateAtOnce(Simplified):
    """Bằng khen for a sudden achievement (đột xuất), by the simplified procedure. Điều 74, 85."""

    article = "Luật 06/2022/QH15 Điều 74, 85"
    criteria = dict.fromkeys(RecipientKind, SUDDEN)


class LongWork(Simplified):
    """Quá trình cống hiến, niên hạn, đối ngoại within the province: no council. Luật 06/2022/QH15 Điều 85 (case 4)."""

    cases = frozenset({Case.LONG})


@award("BK-TINH", kind=Kind.CAREER, since=LAW_2022)
class ProvincialCertificateForCareer(LongWork):
    """Bằng khen for long service in posts of the province, by the province's own rules. Điều 74, 85."""

    article = "Luật 06/2022/QH15 Điều 74, 85"
    criteria = {RecipientKind.PERSON: verified("cong-hien", "Có quá trình cống hiến giữ chức vụ theo quy định của tỉnh").doubted(
        "số năm giữ chức vụ do tỉnh quy định, chưa đối chiếu")}


@award("BK-TINH", kind=Kind.FOREIGN, since=LAW_2022)
class ProvincialCertificateForForeigners(LongWork):
    """Bằng khen for foreigners and Vietnamese abroad, after foreign affairs and police were asked. Điều 74, 85."""

    article = "Luật 06/2022/QH15 Điều 74, 85"
    criteria = dict.fromkeys((RecipientKind.PERSON, RecipientKind.COLLECTIVE), verified(
        "dong-gop", "Có đóng góp vào sự phát triển của tỉnh và quan hệ hữu nghị"))
