"""What Luật 06/2026/QH16 changes from 01/10/2026, as its draft read: behind a switch until somebody has the final text."""
from __future__ import annotations

from datetime import date

from workflow.law.awards import award
from workflow.law.criteria import all_of, any_of, initiative, performance, verified
from workflow.law.words import Level, RecipientKind, Scope

from .procedures import Council
from .upward import Below

SWITCH, SINCE = "luat-2026", date(2026, 10, 1)
DRAFT = "Luật 06/2026/QH16 (theo dự thảo, chưa kiểm chứng)"


@award("CSTDCS", since=SINCE, switch=SWITCH)
class GrassrootsEmulationFighter2026(Below):
    """Chiến sĩ thi đua cơ sở: hoàn thành xuất sắc nhiệm vụ takes the place of Lao động tiên tiến, and an initiative is always asked."""

    article = f"Luật 06/2022/QH15 Điều 23, sửa đổi bởi {DRAFT}"
    criteria = {RecipientKind.PERSON: all_of(
        performance(Level.EXCELLENT, 1, "Được công nhận hoàn thành xuất sắc nhiệm vụ"),
        any_of(
            initiative(Scope.LOCAL, "Có sáng kiến, đề tài khoa học được áp dụng hiệu quả, được công nhận"),
            verified("muu-tri-dung-cam", "Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu")),
    )}


@award("XATB", since=SINCE, switch=SWITCH)
class ExemplaryCommune2026(Council):
    """Xã, phường, đặc khu tiêu biểu: exemplary in the province's movement, no longer first in the district's."""

    article = f"Luật 06/2022/QH15 Điều 29, sửa đổi bởi {DRAFT}"
    criteria = {RecipientKind.COLLECTIVE: all_of(
        verified("xa-tieu-bieu", "Đạt tiêu chuẩn và khung điểm của xã, phường, đặc khu tiêu biểu"),
        verified("tieu-bieu-cap-tinh", "Có thành tích tiêu biểu trong phong trào thi đua cấp tỉnh"),
    )}
