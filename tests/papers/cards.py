"""Proof cards and a pack as samples: every sort of row a card may have."""
from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from workflow.papers.facts import AgendaRow, Card, FoundRow, Head, MeetingPack, ProofCard, YearRow

VN = timezone(timedelta(hours=7))
MADE = datetime(2026, 12, 4, 16, tzinfo=VN)
FIGHTER = "Chiến sĩ thi đua cấp tỉnh"
LAW = "Luật 06/2022/QH15 Điều 22"
OWN = (
    FoundRow(text="Đủ các điều kiện sau:", result="Chưa rõ"),
    FoundRow(no="1", depth=1, text="03 lần liên tục Chiến sĩ thi đua cơ sở", result="Đạt", article=LAW, evidence=tuple(
        f"Chiến sĩ thi đua cơ sở, thành tích {year}: Quyết định số {year}/QĐ-SGDĐT ngày 20/12/{year}" for year in (2023, 2024, 2025))),
    FoundRow(no="2", depth=1, text="Có sáng kiến ảnh hưởng trong tỉnh", result="Chưa rõ", article=f"{LAW} khoản 1",
             evidence=("Hệ thống ghi nhận 0/1 sáng kiến; cần xác minh",), doubt="mức phạm vi ảnh hưởng theo Luật 06/2026/QH16"),
)
COMMON = (FoundRow(no="3", text="Không đang bị xem xét kỷ luật", result="Đạt", article="Nghị định 152/2025/NĐ-CP"),)
YEARS = (
    YearRow(year="2025", entries=("Chiến sĩ thi đua cơ sở: Quyết định số 2025/QĐ-SGDĐT", "Xếp loại năm 2025: Hoàn thành tốt"), proves="1"),
    YearRow(year="2015–2022", entries=("Chưa có gì trên hồ sơ",)),
)


def card(name: str = "Nguyễn Thị Ánh (minh họa)", **other: object) -> Card:
    """A card with all it may have."""
    facts: dict[str, object] = dict(
        name=name, detail="Giáo viên, Trường Trung học cơ sở số 1", award=FIGHTER, kind="Công trạng", dossier_code="H99-261120-0042", no=7,
        unit="Sở Giáo dục và Đào tạo tỉnh Minh Họa", citation="Có sáng kiến đổi mới cách dạy", received_on=date(2026, 11, 20),
        result="Chưa rõ", own=OWN, common=COMMON, years=YEARS, earliest="31/12/2027",
        chances=("Đủ điều kiện đề nghị: Bằng khen của tỉnh (công trạng)", "Chỉ còn điều chưa rõ: Chiến sĩ thi đua cấp tỉnh (công trạng)"))
    return Card(**{**facts, **other})  # type: ignore[arg-type]


def proof_card() -> ProofCard:
    """The card of one line."""
    return ProofCard(
        made_at=MADE, head=Head(superior="ỦY BAN NHÂN DÂN\nTỈNH MINH HỌA", body="SỞ NỘI VỤ", place="Minh Họa"), day=date(2026, 12, 4),
        subject=f"Đề nghị tặng {FIGHTER}", card=card())


def meeting_pack() -> MeetingPack:
    """The second part of a pack; one line has nothing on record."""
    bare = dict.fromkeys(("own", "common", "years", "chances"), ())
    cards = (card(), card("Phòng Kế hoạch - Tài chính (minh họa)", detail="", citation="", earliest="", **bare,
                          result="Không có tiêu chuẩn để đối chiếu"))
    return MeetingPack(
        made_at=MADE, head=Head(superior="ỦY BAN NHÂN DÂN\nTỈNH MINH HỌA", body="HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG", place="Minh Họa"),
        day=date(2026, 12, 4), subject="Phiên họp ngày 08/12/2026", venue="Phòng họp số 1", held_on=date(2026, 12, 8), size=102, part=2,
        parts=2, first=101, cards=cards,
        agenda=tuple(
            AgendaRow(name=one.name, detail=one.detail, award=one.award, unit=one.unit, result=one.result, threshold=90) for one in cards))
