"""The orders without classes: Sao vàng, Hồ Chí Minh, Đại đoàn kết toàn dân tộc, Dũng cảm. Luật 06/2022/QH15 Điều 34, 35, 51, 52."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import Criterion, all_of, holds, verified
from workflow.law.words import Kind, RecipientKind

from . import LAW_2022
from .upward import ListedCareer, ListedUpward, UpwardSimplified

P, C = RecipientKind.PERSON, RecipientKind.COLLECTIVE
TEXT_UNSEEN = "tiêu chuẩn cụ thể chưa đối chiếu với văn bản gốc"
POSTS = verified("chuc-vu-cao", "Giữ chức vụ lãnh đạo chủ chốt của Đảng, Nhà nước đủ thời gian theo bảng quá trình cống hiến").doubted(
    "bảng chức vụ chưa đối chiếu với văn bản gốc")


def of_collectives(before: str, words: str) -> Criterion:
    """A collective of long tradition that holds the award below."""
    return all_of(
        holds(before, f"Đã được tặng {words} trước đó"),
        verified("truyen-thong", "Có bề dày truyền thống, công lao to lớn, thành tích liên tục nhiều năm"),
    ).doubted(TEXT_UNSEEN)


@award("HC-SV", since=LAW_2022)
class GoldStarOrder(ListedUpward):
    """Huân chương Sao vàng, the highest: exceptional merit in the cause of the nation. Điều 34."""

    article = "Luật 06/2022/QH15 Điều 34"
    criteria = {
        P: verified("cong-lao", "Có công lao to lớn, đặc biệt xuất sắc trong sự nghiệp của Đảng và của dân tộc").doubted(TEXT_UNSEEN),
        C: of_collectives("HC-HCM", "Huân chương Hồ Chí Minh"),
    }


@award("HC-SV", kind=Kind.CAREER, since=LAW_2022)
class GoldStarOrderForCareer(ListedCareer):
    """Huân chương Sao vàng for the highest posts. Điều 34, 85."""

    article = "Luật 06/2022/QH15 Điều 34, 85"
    criteria = {P: POSTS}


@award("HC-HCM", since=LAW_2022)
class HoChiMinhOrder(ListedUpward):
    """Huân chương Hồ Chí Minh: great merit, much of it exceptional. Điều 35."""

    article = "Luật 06/2022/QH15 Điều 35"
    criteria = {
        P: verified("cong-lao", "Có công lao to lớn, nhiều thành tích xuất sắc trong sự nghiệp cách mạng").doubted(TEXT_UNSEEN),
        C: of_collectives("HC-DL1", "Huân chương Độc lập hạng Nhất"),
    }


@award("HC-HCM", kind=Kind.CAREER, since=LAW_2022)
class HoChiMinhOrderForCareer(ListedCareer):
    """Huân chương Hồ Chí Minh for high posts. Điều 35, 85."""

    article = "Luật 06/2022/QH15 Điều 35, 85"
    criteria = {P: POSTS}


@award("HC-DDK", kind=Kind.CAREER, since=LAW_2022)
class NationalUnityOrder(ListedCareer):
    """Huân chương Đại đoàn kết toàn dân tộc, for leaders of the Front, of religions and ethnic groups. Điều 51."""

    article = "Luật 06/2022/QH15 Điều 51"
    criteria = {P: verified("dai-doan-ket", "Có quá trình cống hiến, công lao to lớn xây dựng khối đại đoàn kết toàn dân tộc").doubted(
        "chức vụ, số năm chưa đối chiếu với văn bản gốc")}


@award("HC-DC", kind=Kind.SUDDEN, since=LAW_2022)
class CourageOrder(UpwardSimplified):
    """Huân chương Dũng cảm, for saving people or property at the risk of one's life. Điều 52, 85."""

    article = "Luật 06/2022/QH15 Điều 52, 85"
    criteria = {P: verified("dung-cam", "Có hành động dũng cảm cứu người, cứu tài sản của Nhà nước, của Nhân dân")}
