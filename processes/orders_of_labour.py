"""Huân chương Lao động, three classes, for merit, a sudden achievement or a career in posts. Luật 06/2022/QH15 Điều 42–44."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.bands import PostBand
from workflow.law.criteria import Criterion, all_of, any_of, holds, judged, performance, service, times, verified
from workflow.law.words import Kind, Level, RecipientKind

from . import LAW_2022
from .upward import ListedCareer, ListedUpward, UpwardSimplified

P, C = RecipientKind.PERSON, RecipientKind.COLLECTIVE
MOVEMENT = verified("phong-trao", "Có thành tích xuất sắc tiêu biểu trong phong trào thi đua có thời gian thực hiện từ 05 năm trở lên")
INVENTION = verified("phat-minh", "Có phát minh, sáng chế, công trình khoa học, tác phẩm xuất sắc được ứng dụng hiệu quả")
GIFTS = verified("dong-gop", "Có nhiều đóng góp vào phát triển kinh tế – xã hội, an sinh xã hội, từ thiện nhân đạo")
SUDDEN = verified("dot-xuat", "Lập thành tích xuất sắc đột xuất trong lao động, công tác, sản xuất, kinh doanh, học tập, nghiên cứu")
DUTIES = verified("nghia-vu", "Doanh nghiệp: đã thực hiện đủ nghĩa vụ thuế, bảo hiểm xã hội, bảo vệ môi trường, an toàn lao động")
FIVE_YEARS = "Sau đó liên tục từ 05 năm trở lên hoàn thành tốt nhiệm vụ trở lên"
CAREERS = "bảng chức vụ theo Nghị định 98/2023/NĐ-CP; bảng của Nghị định 152/2025/NĐ-CP chưa đối chiếu"


def of_collectives(before: str, words: str) -> Criterion:
    """A collective that holds the award below for five years; what else it must show was not compared with the text."""
    return any_of(
        MOVEMENT,
        all_of(
            holds(before, f"Đã được tặng {words} và 05 năm tiếp theo trở lên có thành tích", 5),
            verified("danh-hieu-tap-the", "Trong thời gian đó đạt các danh hiệu tập thể, cờ thi đua theo quy định"),
            DUTIES,
        ).doubted("số lần danh hiệu tập thể, cờ thi đua chưa đối chiếu với văn bản gốc"))


@award("HC-LD3", since=LAW_2022)
class LabourOrderThird(ListedUpward):
    """Hạng Ba: among the alternatives, Bằng khen of the Prime Minister and five years with three CSTĐCS after it. Điều 44."""

    article = "Luật 06/2022/QH15 Điều 44"
    criteria = {
        P: any_of(
            MOVEMENT, INVENTION, GIFTS,
            all_of(
                holds("BK-TTG", "Đã được tặng Bằng khen của Thủ tướng Chính phủ từ 05 năm trở lên", 5),
                performance(Level.GOOD, 5, FIVE_YEARS, after="BK-TTG"),
                judged(Level.EXCELLENT, 1, "Trong thời gian đó có từ 01 năm hoàn thành xuất sắc nhiệm vụ", after="BK-TTG"),
                times("CSTDCS", 3, "Trong thời gian đó có 03 lần được tặng danh hiệu “Chiến sĩ thi đua cơ sở”", after="BK-TTG"),
            ).doubted("số năm xuất sắc và danh hiệu theo báo dẫn lại, chưa đối chiếu với văn bản gốc").cited(f"{article} khoản 1 điểm e"),
            verified("cong-nhan-nong-dan", "Công nhân, nông dân đạt tiêu chuẩn riêng").cited(f"{article} khoản 2"),
            verified("doanh-nhan", "Doanh nhân, trí thức, nhà khoa học đạt tiêu chuẩn riêng")),
        C: of_collectives("BK-TTG", "Bằng khen của Thủ tướng Chính phủ"),
    }


@award("HC-LD2", since=LAW_2022)
class LabourOrderSecond(ListedUpward):
    """Hạng Nhì: among the alternatives, hạng Ba and five years with two excellent ones and one CSTĐ cấp bộ, tỉnh after it. Điều 43."""

    article = "Luật 06/2022/QH15 Điều 43"
    criteria = {
        P: any_of(
            MOVEMENT, INVENTION, GIFTS,
            all_of(
                holds("HC-LD3", "Đã được tặng Huân chương Lao động hạng Ba từ 05 năm trở lên", 5),
                performance(Level.GOOD, 5, FIVE_YEARS, after="HC-LD3"),
                judged(Level.EXCELLENT, 2, "Trong thời gian đó có từ 02 năm hoàn thành xuất sắc nhiệm vụ", after="HC-LD3"),
                times("CSTDT", 1, "Trong thời gian đó có 01 lần được tặng danh hiệu Chiến sĩ thi đua cấp bộ, tỉnh", after="HC-LD3"))),
        C: of_collectives("HC-LD3", "Huân chương Lao động hạng Ba"),
    }


@award("HC-LD1", since=LAW_2022)
class LabourOrderFirst(ListedUpward):
    """Hạng Nhất: hạng Nhì and five years of good work after it; the titles asked for beside were not compared with the text. Điều 42."""

    article = "Luật 06/2022/QH15 Điều 42"
    criteria = {
        P: any_of(
            MOVEMENT, INVENTION, GIFTS,
            all_of(
                holds("HC-LD2", "Đã được tặng Huân chương Lao động hạng Nhì từ 05 năm trở lên", 5),
                performance(Level.GOOD, 5, FIVE_YEARS, after="HC-LD2"),
                verified("danh-hieu-sau", "Trong thời gian đó đạt mức hoàn thành xuất sắc và danh hiệu thi đua theo quy định"),
            ).doubted("số năm xuất sắc và danh hiệu của hạng Nhất chưa đối chiếu với văn bản gốc")),
        C: of_collectives("HC-LD2", "Huân chương Lao động hạng Nhì"),
    }


class LabourOrderAtOnce(UpwardSimplified):
    """A sudden achievement: neither listed nor voted on. Điều 42–44, 85."""

    article = "Luật 06/2022/QH15 Điều 42–44, 85"
    criteria = dict.fromkeys((P, C), SUDDEN)


@award("HC-LD3", kind=Kind.SUDDEN, since=LAW_2022)
class LabourOrderThirdAtOnce(LabourOrderAtOnce):
    """Hạng Ba for a sudden achievement. Điều 44, 85."""


@award("HC-LD2", kind=Kind.SUDDEN, since=LAW_2022)
class LabourOrderSecondAtOnce(LabourOrderAtOnce):
    """Hạng Nhì for a sudden achievement. Điều 43, 85."""


@award("HC-LD1", kind=Kind.SUDDEN, since=LAW_2022)
class LabourOrderFirstAtOnce(LabourOrderAtOnce):
    """Hạng Nhất for a sudden achievement. Điều 42, 85."""


@award("HC-LD3", kind=Kind.CAREER, since=LAW_2022)
class LabourOrderThirdForCareer(ListedCareer):
    """Hạng Ba for years in posts. Điều 44 khoản 1 điểm g; NĐ 152/2025/NĐ-CP Điều 21."""

    article = "Luật 06/2022/QH15 Điều 44 khoản 1 điểm g; Nghị định 152/2025/NĐ-CP Điều 21"
    criteria = {P: any_of(
        service(PostBand.DEPARTMENT_HEAD, 6, "Giám đốc sở và tương đương từ 06 năm"),
        service(PostBand.DEPARTMENT_DEPUTY, 10, "Phó Giám đốc sở và tương đương từ 10 năm"),
        verified("chuc-vu-khac", "Chức vụ khác, thời gian khác theo bảng quá trình cống hiến"),
    ).doubted("số năm theo bài viết về Điều 21, chưa đối chiếu với văn bản gốc")}


@award("HC-LD2", kind=Kind.CAREER, since=LAW_2022)
class LabourOrderSecondForCareer(ListedCareer):
    """Hạng Nhì for years in posts. Điều 43; NĐ 98/2023/NĐ-CP."""

    article = "Luật 06/2022/QH15 Điều 43"
    criteria = {P: any_of(
        service(PostBand.PROVINCE_DEPUTY_SECRETARY, 3, "Phó Bí thư tỉnh ủy, Chủ tịch HĐND, Chủ tịch UBND tỉnh từ 03 năm"),
        verified("chuc-vu-khac", "Chức vụ khác, thời gian khác theo bảng quá trình cống hiến"),
    ).doubted(CAREERS)}


@award("HC-LD1", kind=Kind.CAREER, since=LAW_2022)
class LabourOrderFirstForCareer(ListedCareer):
    """Hạng Nhất for years in posts. Điều 42; NĐ 98/2023/NĐ-CP."""

    article = "Luật 06/2022/QH15 Điều 42"
    criteria = {P: any_of(
        service(PostBand.PROVINCE_DEPUTY_SECRETARY, 5, "Phó Bí thư tỉnh ủy, Chủ tịch HĐND, Chủ tịch UBND tỉnh từ 05 năm"),
        service(PostBand.PROVINCE_STANDING, 10, "Ủy viên Ban Thường vụ tỉnh ủy, Phó Chủ tịch HĐND, UBND tỉnh từ 10 năm"),
        service(PostBand.DEPARTMENT_HEAD, 15, "Giám đốc sở, Bí thư huyện ủy (cũ) và tương đương từ 15 năm"),
    ).doubted(CAREERS)}
