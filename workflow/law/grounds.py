"""On what ground an award is revoked or its certificate issued again, and when the proposing level is late."""
from __future__ import annotations

from datetime import date, timedelta

from .words import Kind, Word


class RevokeGround(Word):
    """Căn cứ hủy bỏ. Luật 06/2022/QH15 Điều 93 khoản 2; the wording is not compared with the official text yet."""

    FRAUD = "diem-a", "Điểm a: gian dối trong việc kê khai thành tích"
    FALSE_PROOF = "diem-b", "Điểm b: cung cấp thông tin, xác nhận sai sự thật để đề nghị khen thưởng"
    PROCEDURE = "diem-c", "Điểm c: thẩm định, xét, duyệt hoặc quyết định trái quy định, trái thẩm quyền"
    FAULT = "diem-d", "Điểm d: có kết luận, bản án về vi phạm trong thời gian tính thành tích"


class ReissueGround(Word):
    """Lý do cấp đổi (the certificate is brought back) or cấp lại (it is gone)."""

    DAMAGED = "doi-hu-hong", "Cấp đổi: bị hư hỏng, rách nát"
    MISPRINTED = "doi-in-sai", "Cấp đổi: in sai so với quyết định"
    LOST = "lai-mat", "Cấp lại: bị mất, thất lạc"
    DISASTER = "lai-thien-tai", "Cấp lại: thiên tai, hỏa hoạn"

    @property
    def returned(self) -> bool:
        """Does the old certificate come back? Cấp đổi takes it in."""
        return self in (ReissueGround.DAMAGED, ReissueGround.MISPRINTED)


GROUNDS: dict[Kind, type[Word]] = {Kind.REVOKE: RevokeGround, Kind.REISSUE: ReissueGround}


def late_by(concluded_on: date, received_on: date, days: int) -> int:
    """Days by which the proposing level is late after the conclusion. Lateness is told, never a reason to refuse."""
    return max(0, (received_on - concluded_on - timedelta(days=days)).days)
