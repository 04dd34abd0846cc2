"""Danh hiệu vinh dự nhà nước, but for Bà mẹ Việt Nam anh hùng (resistance.py). Luật 06/2022/QH15 Điều 59–67."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import all_of, verified
from workflow.law.words import RecipientKind

from . import LAW_2022
from .upward import ListedUpward

P, C = RecipientKind.PERSON, RecipientKind.COLLECTIVE
OWN_DECREE = "tiêu chuẩn theo nghị định riêng, chưa đối chiếu"


class HonoraryTitle(ListedUpward):
    """A title with a decree of its own. Điều 59, 61."""

    article = "Luật 06/2022/QH15 Điều 59, 61 và tiếp theo"


@award("DHV-TAH", since=LAW_2022)
class HeroicProvince(ListedUpward):
    """Tỉnh anh hùng, Thành phố anh hùng. Điều 60."""

    article = "Luật 06/2022/QH15 Điều 60"
    criteria = {C: verified("tinh-anh-hung", "Có thành tích đặc biệt xuất sắc trong bảo vệ Tổ quốc, xây dựng và phát triển").doubted(
        "tiêu chuẩn cụ thể chưa đối chiếu với văn bản gốc")}


@award("DHV-AHLLVT", since=LAW_2022)
class HeroOfTheArmedForces(HonoraryTitle):
    """Anh hùng Lực lượng vũ trang nhân dân. Điều 59, 61 ff."""

    criteria = dict.fromkeys((P, C), verified(
        "anh-hung", "Có thành tích đặc biệt xuất sắc trong chiến đấu, phục vụ chiến đấu, bảo vệ Tổ quốc").doubted(OWN_DECREE))


@award("DHV-AHLD", since=LAW_2022)
class HeroOfLabour(HonoraryTitle):
    """Anh hùng Lao động. Điều 59, 61 ff."""

    criteria = dict.fromkeys((P, C), verified(
        "anh-hung", "Có thành tích đặc biệt xuất sắc trong lao động, sáng tạo, được nêu gương toàn quốc").doubted(OWN_DECREE))


PEOPLES = all_of(
    verified("uu-tu-truoc", "Đã được tặng danh hiệu “ưu tú” cùng loại và tiếp tục có cống hiến"),
    verified("thanh-tich-toan-quoc", "Có phẩm chất, tài năng, thành tích xuất sắc, ảnh hưởng rộng rãi trong cả nước"),
).doubted(OWN_DECREE)
MERITORIOUS = all_of(
    verified("thoi-gian-nghe", "Có thời gian hoạt động nghề đủ theo quy định"),
    verified("thanh-tich-nghe", "Có phẩm chất, năng lực, thành tích xuất sắc trong nghề, được đồng nghiệp và Nhân dân tín nhiệm"),
).doubted(OWN_DECREE)


class PeoplesTitle(HonoraryTitle):
    """A title “nhân dân”: after the title “ưu tú”. Điều 59, 61 ff."""

    criteria = {P: PEOPLES}


class MeritoriousTitle(HonoraryTitle):
    """A title “ưu tú”. Điều 59, 61 ff."""

    criteria = {P: MERITORIOUS}


@award("DHV-NGND", since=LAW_2022)
class PeoplesTeacher(PeoplesTitle):
    """Nhà giáo nhân dân. Điều 59, 61 ff."""


@award("DHV-TTND", since=LAW_2022)
class PeoplesPhysician(PeoplesTitle):
    """Thầy thuốc nhân dân. Điều 59, 61 ff."""


@award("DHV-NSND", since=LAW_2022)
class PeoplesArtist(PeoplesTitle):
    """Nghệ sĩ nhân dân. Điều 59, 61 ff."""


@award("DHV-NNND", since=LAW_2022)
class PeoplesArtisan(PeoplesTitle):
    """Nghệ nhân nhân dân. Điều 59, 61 ff."""


@award("DHV-NGUT", since=LAW_2022)
class MeritoriousTeacher(MeritoriousTitle):
    """Nhà giáo ưu tú. Điều 59, 61 ff."""


@award("DHV-TTUT", since=LAW_2022)
class MeritoriousPhysician(MeritoriousTitle):
    """Thầy thuốc ưu tú. Điều 59, 61 ff."""


@award("DHV-NSUT", since=LAW_2022)
class MeritoriousArtist(MeritoriousTitle):
    """Nghệ sĩ ưu tú. Điều 59, 61 ff."""


@award("DHV-NNUT", since=LAW_2022)
class MeritoriousArtisan(MeritoriousTitle):
    """Nghệ nhân ưu tú. Điều 59, 61 ff."""
