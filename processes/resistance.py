"""What is still open of the resistance wars: Bằng khen, Thanh niên xung phong, Bà mẹ Việt Nam anh hùng. Luật 06/2022/QH15 Điều 96."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.bands import PostBand
from workflow.law.criteria import all_of, service, verified
from workflow.law.words import Kind, RecipientKind

from . import LAW_2022
from .upward import Resistance, UpwardSimplified

CERTIFIED = verified("xac-nhan", "Ủy ban nhân dân cấp xã đã xác nhận bản khai và niêm yết công khai, không có ý kiến khác")


class ListedBelow(UpwardSimplified):
    """The commune certifies and posts the list; here it is checked and sent up in batches. QĐ 98/2006/QĐ-TTg; NĐ 28/2024/NĐ-CP."""

    cases = frozenset()


@award("BK-TTG", kind=Kind.RESISTANCE, since=LAW_2022)
class PrimeMinistersCertificateForResistance(ListedBelow):
    """Bằng khen of the Prime Minister for merit in the resistance wars. QĐ 98/2006/QĐ-TTg; NĐ 28/2024/NĐ-CP."""

    article = "Luật 06/2022/QH15 Điều 96; Quyết định 98/2006/QĐ-TTg; Nghị định 28/2024/NĐ-CP"
    criteria = {RecipientKind.PERSON: all_of(
        CERTIFIED,
        verified("thoi-gian-tham-gia", "Thời gian tham gia kháng chiến đủ theo quy định, chưa được khen thưởng về kháng chiến").doubted(
            "hồ sơ tồn đọng chỉ xét theo Nghị định 28/2024/NĐ-CP, chưa đối chiếu"),
    )}


@award("HCH-TNXP", kind=Kind.RESISTANCE, since=LAW_2022)
class YouthVolunteerMedal(Resistance):
    """Huy chương Thanh niên xung phong vẻ vang: twenty-four months as a volunteer in one of the periods of the decree. NĐ 28/2024/NĐ-CP."""

    article = "Nghị định 28/2024/NĐ-CP"
    criteria = {RecipientKind.PERSON: all_of(
        CERTIFIED,
        service(PostBand.YOUTH_VOLUNTEER, 2, "Tham gia thanh niên xung phong đủ từ 24 tháng trở lên", women_third=False),
        verified("thoi-ky", "Thời gian tham gia nằm trong các giai đoạn do Nghị định quy định"),
    )}


@award("DHV-BMVNAH", kind=Kind.RESISTANCE, since=LAW_2022)
class HeroicMother(Resistance):
    """Bà mẹ Việt Nam anh hùng: declared by the family, certified by the commune. Điều 59, 61."""

    article = "Luật 06/2022/QH15 Điều 59, 61"
    criteria = {RecipientKind.PERSON: all_of(
        CERTIFIED,
        verified("me-liet-si", "Có con, chồng hoặc bản thân là liệt sĩ, thương binh thuộc các trường hợp được tặng danh hiệu").doubted(
            "các trường hợp theo pháp lệnh, nghị định riêng, chưa đối chiếu"),
    )}
