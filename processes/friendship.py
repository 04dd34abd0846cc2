"""What foreigners and Vietnamese abroad are given: Huân chương, Huy chương Hữu nghị, Huân chương Lao động. Điều 42–44, 53, 58."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import verified
from workflow.law.words import Kind, RecipientKind

from . import LAW_2022
from .upward import Foreign

P, C = RecipientKind.PERSON, RecipientKind.COLLECTIVE
FRIENDSHIP = verified("huu-nghi", "Có đóng góp tích cực xây dựng, củng cố, phát triển quan hệ hữu nghị giữa Việt Nam với các nước")
WORK = verified("dong-gop", "Có nhiều đóng góp vào sự nghiệp xây dựng, phát triển kinh tế – xã hội của Việt Nam")


@award("HC-HN", kind=Kind.FOREIGN, since=LAW_2022)
class FriendshipOrder(Foreign):
    """Huân chương Hữu nghị, for foreign persons and collectives. Điều 53."""

    article = "Luật 06/2022/QH15 Điều 53, 85"
    criteria = {P: FRIENDSHIP, C: FRIENDSHIP}


@award("HCH-HN", kind=Kind.FOREIGN, since=LAW_2022)
class FriendshipMedal(Foreign):
    """Huy chương Hữu nghị, for foreign persons. Điều 58."""

    article = "Luật 06/2022/QH15 Điều 58, 85"
    criteria = {P: FRIENDSHIP}


class LabourOrderForForeigners(Foreign):
    """Huân chương Lao động of any class, for what foreigners and Vietnamese abroad did for the country. Điều 42–44, 85."""

    article = "Luật 06/2022/QH15 Điều 42–44, 85"
    criteria = {P: WORK, C: WORK}


@award("HC-LD3", kind=Kind.FOREIGN, since=LAW_2022)
class LabourOrderThirdForForeigners(LabourOrderForForeigners):
    """Hạng Ba. Điều 44, 85."""


@award("HC-LD2", kind=Kind.FOREIGN, since=LAW_2022)
class LabourOrderSecondForForeigners(LabourOrderForForeigners):
    """Hạng Nhì. Điều 43, 85."""


@award("HC-LD1", kind=Kind.FOREIGN, since=LAW_2022)
class LabourOrderFirstForForeigners(LabourOrderForForeigners):
    """Hạng Nhất. Điều 42, 85."""
