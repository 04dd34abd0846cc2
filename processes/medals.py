"""The medals of the armed forces, for years of service (niên hạn). Luật 06/2022/QH15 Điều 54–57."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import Criterion, all_of, verified, years_in_force
from workflow.law.words import Kind, RecipientKind

from . import LAW_2022
from .upward import LongService

UNCOMPARED = "số năm theo kiến thức nghiệp vụ, chưa đối chiếu với văn bản gốc"


def served(years: int) -> dict[RecipientKind, Criterion]:
    """So many full years, and tasks fulfilled in them."""
    return {RecipientKind.PERSON: all_of(
        years_in_force(years, f"Phục vụ liên tục trong lực lượng vũ trang từ {years} năm trở lên"),
        verified("hoan-thanh", "Hoàn thành tốt nhiệm vụ được giao"))}


@award("HCH-QKQT", kind=Kind.SERVICE, since=LAW_2022)
class VictoryFlagMedal(LongService):
    """Huy chương Quân kỳ quyết thắng: twenty-five years in the army. Điều 55."""

    article = "Luật 06/2022/QH15 Điều 55"
    criteria = served(25)


@award("HCH-ANTQ", kind=Kind.SERVICE, since=LAW_2022)
class SecurityMedal(LongService):
    """Huy chương Vì an ninh Tổ quốc: long service in the police. Điều 56."""

    article = "Luật 06/2022/QH15 Điều 56"
    criteria = {kind: one.doubted(UNCOMPARED) for kind, one in served(25).items()}


class GloriousFighterMedal(LongService):
    """Huy chương Chiến sĩ vẻ vang of any class. Điều 57."""

    article = "Luật 06/2022/QH15 Điều 57"


@award("HCH-CSVV3", kind=Kind.SERVICE, since=LAW_2022)
class GloriousFighterMedalThird(GloriousFighterMedal):
    """Hạng Ba: from ten years. Điều 57."""

    criteria = {kind: one.doubted(UNCOMPARED) for kind, one in served(10).items()}


@award("HCH-CSVV2", kind=Kind.SERVICE, since=LAW_2022)
class GloriousFighterMedalSecond(GloriousFighterMedal):
    """Hạng Nhì: from fifteen years. Điều 57."""

    criteria = {kind: one.doubted(UNCOMPARED) for kind, one in served(15).items()}


@award("HCH-CSVV1", kind=Kind.SERVICE, since=LAW_2022)
class GloriousFighterMedalFirst(GloriousFighterMedal):
    """Hạng Nhất: from twenty years. Điều 57."""

    criteria = {kind: one.doubted(UNCOMPARED) for kind, one in served(20).items()}
