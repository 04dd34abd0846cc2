"""Huân chương Độc lập, three classes, for merit or a career in posts. Luật 06/2022/QH15 Điều 36–38."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.bands import PostBand
from workflow.law.criteria import Criterion, all_of, any_of, holds, service, verified
from workflow.law.words import Kind, RecipientKind

from . import LAW_2022
from .upward import ListedCareer, ListedUpward

P, C = RecipientKind.PERSON, RecipientKind.COLLECTIVE
TEXT_UNSEEN = "tiêu chuẩn cụ thể chưa đối chiếu với văn bản gốc"
CAREERS = "bảng chức vụ theo Nghị định 98/2023/NĐ-CP; bảng của Nghị định 152/2025/NĐ-CP chưa đối chiếu"
EXCEPTIONAL = verified(
    "dac-biet-xuat-sac", "Lập nhiều thành tích đặc biệt xuất sắc, có công lao lớn được Nhà nước công nhận").doubted(TEXT_UNSEEN)


def of_collectives(before: str, words: str) -> Criterion:
    """A collective of long tradition that has held the award below for five years."""
    return all_of(
        holds(before, f"Đã được tặng {words} và 05 năm tiếp theo trở lên có thành tích", 5),
        verified("qua-trinh-xay-dung", "Có quá trình xây dựng, phát triển đủ thời gian, nội bộ đoàn kết, tổ chức đảng trong sạch"),
    ).doubted(TEXT_UNSEEN)


@award("HC-DL3", since=LAW_2022)
class IndependenceOrderThird(ListedUpward):
    """Hạng Ba: a collective with Huân chương Lao động hạng Nhất; a person of exceptional merit. Điều 38."""

    article = "Luật 06/2022/QH15 Điều 38"
    criteria = {P: EXCEPTIONAL, C: of_collectives("HC-LD1", "Huân chương Lao động hạng Nhất")}


@award("HC-DL2", since=LAW_2022)
class IndependenceOrderSecond(ListedUpward):
    """Hạng Nhì: the next step after hạng Ba. Điều 37."""

    article = "Luật 06/2022/QH15 Điều 37"
    criteria = {P: EXCEPTIONAL, C: of_collectives("HC-DL3", "Huân chương Độc lập hạng Ba")}


@award("HC-DL1", since=LAW_2022)
class IndependenceOrderFirst(ListedUpward):
    """Hạng Nhất: the next step after hạng Nhì. Điều 36."""

    article = "Luật 06/2022/QH15 Điều 36"
    criteria = {P: EXCEPTIONAL, C: of_collectives("HC-DL2", "Huân chương Độc lập hạng Nhì")}


@award("HC-DL3", kind=Kind.CAREER, since=LAW_2022)
class IndependenceOrderThirdForCareer(ListedCareer):
    """Hạng Ba for years in posts. Điều 38; NĐ 98/2023/NĐ-CP."""

    article = "Luật 06/2022/QH15 Điều 38"
    criteria = {P: any_of(
        service(PostBand.PROVINCE_SECRETARY, 3, "Bí thư tỉnh ủy một nhiệm kỳ, từ 03 năm"),
        service(PostBand.PROVINCE_DEPUTY_SECRETARY, 8, "Phó Bí thư tỉnh ủy, Chủ tịch HĐND, Chủ tịch UBND tỉnh hai nhiệm kỳ, từ 08 năm"),
    ).doubted(CAREERS)}


@award("HC-DL2", kind=Kind.CAREER, since=LAW_2022)
class IndependenceOrderSecondForCareer(ListedCareer):
    """Hạng Nhì for years in posts. Điều 37; NĐ 98/2023/NĐ-CP."""

    article = "Luật 06/2022/QH15 Điều 37"
    criteria = {P: any_of(
        service(PostBand.PROVINCE_SECRETARY, 8, "Bí thư tỉnh ủy hai nhiệm kỳ, từ 08 năm"),
        verified("chuc-vu-khac", "Chức vụ tương đương theo bảng quá trình cống hiến"),
    ).doubted(CAREERS)}


@award("HC-DL1", kind=Kind.CAREER, since=LAW_2022)
class IndependenceOrderFirstForCareer(ListedCareer):
    """Hạng Nhất for years in posts. Điều 36; NĐ 98/2023/NĐ-CP."""

    article = "Luật 06/2022/QH15 Điều 36"
    criteria = {P: any_of(
        service(PostBand.PROVINCE_SECRETARY, 13, "Bí thư tỉnh ủy từ 13 năm"),
        verified("chuc-vu-khac", "Ủy viên Trung ương và chức vụ tương đương theo bảng quá trình cống hiến"),
    ).doubted(CAREERS)}
