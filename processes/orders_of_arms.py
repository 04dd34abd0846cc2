"""The orders of the armed forces: Quân công, Bảo vệ Tổ quốc, Chiến công, three classes each. Luật 06/2022/QH15 Điều 39–41, 45–50."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import Criterion, all_of, any_of, holds, verified
from workflow.law.words import Kind, RecipientKind

from . import LAW_2022
from .upward import ListedUpward, UpwardSimplified

P, C = RecipientKind.PERSON, RecipientKind.COLLECTIVE
TEXT_UNSEEN = "tiêu chuẩn của lực lượng vũ trang chưa đối chiếu với văn bản gốc"
FEATS = verified(
    "chien-cong", "Lập chiến công, thành tích trong huấn luyện, xây dựng lực lượng, củng cố quốc phòng, an ninh").doubted(TEXT_UNSEEN)
SUDDEN = verified("dot-xuat", "Lập chiến công, thành tích đặc biệt xuất sắc đột xuất trong bảo vệ Tổ quốc, an ninh, trật tự")
LONG_MERIT = any_of(FEATS, verified("qua-trinh", "Có quá trình và hình thức khen thưởng trước đó theo quy định").doubted(TEXT_UNSEEN))
BRAVERY = verified("muu-tri-dung-cam", "Dũng cảm, mưu trí, sáng tạo lập chiến công xuất sắc").doubted(TEXT_UNSEEN)


def of_class(before: str, words: str) -> dict[RecipientKind, Criterion]:
    """Feats of arms, or the class below and good work after it."""
    found = any_of(FEATS, all_of(
        holds(before, f"Đã được tặng {words}"),
        verified("sau-do", "Sau đó tiếp tục hoàn thành tốt nhiệm vụ, đạt danh hiệu thi đua theo quy định"),
    ).doubted(TEXT_UNSEEN))
    return {P: found, C: found}


@award("HC-QC3", since=LAW_2022)
class FeatOrderThird(ListedUpward):
    """Huân chương Quân công hạng Ba. Điều 41."""

    article = "Luật 06/2022/QH15 Điều 41"
    criteria = {P: LONG_MERIT, C: LONG_MERIT}


@award("HC-QC2", since=LAW_2022)
class FeatOrderSecond(ListedUpward):
    """Huân chương Quân công hạng Nhì. Điều 40."""

    article = "Luật 06/2022/QH15 Điều 40"
    criteria = of_class("HC-QC3", "Huân chương Quân công hạng Ba")


@award("HC-QC1", since=LAW_2022)
class FeatOrderFirst(ListedUpward):
    """Huân chương Quân công hạng Nhất. Điều 39."""

    article = "Luật 06/2022/QH15 Điều 39"
    criteria = of_class("HC-QC2", "Huân chương Quân công hạng Nhì")


@award("HC-BVTQ3", since=LAW_2022)
class DefenceOrderThird(ListedUpward):
    """Huân chương Bảo vệ Tổ quốc hạng Ba. Điều 47."""

    article = "Luật 06/2022/QH15 Điều 47"
    criteria = {P: LONG_MERIT, C: LONG_MERIT}


@award("HC-BVTQ2", since=LAW_2022)
class DefenceOrderSecond(ListedUpward):
    """Huân chương Bảo vệ Tổ quốc hạng Nhì. Điều 46."""

    article = "Luật 06/2022/QH15 Điều 46"
    criteria = of_class("HC-BVTQ3", "Huân chương Bảo vệ Tổ quốc hạng Ba")


@award("HC-BVTQ1", since=LAW_2022)
class DefenceOrderFirst(ListedUpward):
    """Huân chương Bảo vệ Tổ quốc hạng Nhất. Điều 45."""

    article = "Luật 06/2022/QH15 Điều 45"
    criteria = of_class("HC-BVTQ2", "Huân chương Bảo vệ Tổ quốc hạng Nhì")


class FeatOfArms(ListedUpward):
    """Huân chương Chiến công for merit: by the deed, not by the class below. Điều 48–50."""

    criteria = {P: BRAVERY, C: BRAVERY}


@award("HC-CC3", since=LAW_2022)
class FeatOfArmsThird(FeatOfArms):
    """Hạng Ba. Điều 50."""

    article = "Luật 06/2022/QH15 Điều 50"


@award("HC-CC2", since=LAW_2022)
class FeatOfArmsSecond(FeatOfArms):
    """Hạng Nhì. Điều 49."""

    article = "Luật 06/2022/QH15 Điều 49"


@award("HC-CC1", since=LAW_2022)
class FeatOfArmsFirst(FeatOfArms):
    """Hạng Nhất. Điều 48."""

    article = "Luật 06/2022/QH15 Điều 48"


class FeatOfArmsAtOnce(UpwardSimplified):
    """Huân chương Chiến công for a sudden achievement: neither listed nor voted on. Điều 48–50, 85."""

    article = "Luật 06/2022/QH15 Điều 48–50, 85"
    criteria = {P: SUDDEN, C: SUDDEN}


@award("HC-CC3", kind=Kind.SUDDEN, since=LAW_2022)
class FeatOfArmsThirdAtOnce(FeatOfArmsAtOnce):
    """Hạng Ba for a sudden achievement. Điều 50, 85."""


@award("HC-CC2", kind=Kind.SUDDEN, since=LAW_2022)
class FeatOfArmsSecondAtOnce(FeatOfArmsAtOnce):
    """Hạng Nhì for a sudden achievement. Điều 49, 85."""


@award("HC-CC1", kind=Kind.SUDDEN, since=LAW_2022)
class FeatOfArmsFirstAtOnce(FeatOfArmsAtOnce):
    """Hạng Nhất for a sudden achievement. Điều 48, 85."""
