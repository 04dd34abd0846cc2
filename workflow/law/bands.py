"""Nhóm chức vụ: the groups of posts that quá trình cống hiến and niên hạn count years in, from the highest down."""
from __future__ import annotations

from .words import Word


class PostBand(Word):
    """The band of a post held. Leaders' bands stand from the highest to the lowest; service is counted apart.

    The bands follow the table of quá trình cống hiến as Nghị định 98/2023/NĐ-CP drew it; that Nghị định 152/2025/NĐ-CP draws it
    alike is not verified. The years each band asks for are no part of this list.
    """

    CENTRAL = "trung-uong", "Lãnh đạo chủ chốt của Đảng, Nhà nước; ủy viên Trung ương và tương đương"
    PROVINCE_SECRETARY = "bi-thu-tinh", "Bí thư tỉnh ủy, thành ủy trực thuộc Trung ương"
    PROVINCE_DEPUTY_SECRETARY = "pho-bi-thu-tinh", "Phó Bí thư tỉnh ủy; Chủ tịch HĐND, Chủ tịch UBND tỉnh"
    PROVINCE_STANDING = "uv-btv-tinh", "Ủy viên Ban Thường vụ tỉnh ủy; Phó Chủ tịch HĐND, Phó Chủ tịch UBND tỉnh"
    DEPARTMENT_HEAD = "giam-doc-so", "Giám đốc sở và tương đương; Bí thư huyện ủy (cũ)"
    DEPARTMENT_DEPUTY = "pho-giam-doc-so", "Phó Giám đốc sở và tương đương; Phó Bí thư, Chủ tịch cấp huyện (cũ)"
    OTHER = "khac", "Chức vụ khác"
    ARMED_FORCES = "luc-luong-vu-trang", "Phục vụ trong lực lượng vũ trang"
    YOUTH_VOLUNTEER = "thanh-nien-xung-phong", "Thanh niên xung phong"

    @property
    def rank(self) -> int | None:
        """Its height among leaders' bands, 0 the highest; None for service and for posts that belong to no band."""
        return LEADERS.index(self) if self in LEADERS else None


LEADERS = (
    PostBand.CENTRAL, PostBand.PROVINCE_SECRETARY, PostBand.PROVINCE_DEPUTY_SECRETARY, PostBand.PROVINCE_STANDING,
    PostBand.DEPARTMENT_HEAD, PostBand.DEPARTMENT_DEPUTY)
