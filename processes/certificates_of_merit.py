"""Bằng khen of the chairman of the province. Luật 06/2022/QH15 Điều 74."""
from __future__ import annotations

from datetime import date

from workflow.law.awards import award
from workflow.law.criteria import all_of, any_of, consecutive, initiative, none_same_since, performance, verified
from workflow.law.words import Kind, Level, RecipientKind, Scope

from .procedures import Council, Simplified

SUDDEN = verified("dot-xuat", "Lập thành tích xuất sắc đột xuất, có phạm vi ảnh hưởng").cited("Luật 06/2022/QH15 Điều 74 khoản 1 điểm b")
OTHERS = verified("thanh-tich", "Đạt tiêu chuẩn bằng khen của tỉnh đối với tập thể, hộ gia đình")


@award("BK-TINH", since=date(2024, 1, 1))
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


@award("BK-TINH", kind=Kind.SUDDEN, since=date(2024, 1, 1))
class ProvincialCertificateAtOnce(Simplified):
    """Bằng khen for a sudden achievement (đột xuất), by the simplified procedure. Điều 74, 85."""

    article = "Luật 06/2022/QH15 Điều 74, 85"
    criteria = dict.fromkeys(RecipientKind, SUDDEN)
