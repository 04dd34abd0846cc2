"""Invented facts for the papers of a state award: the notice to the people, the letter to the Prime Minister."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from workflow.papers.facts import Annex, CouncilResult, Head, Petition, PublicNotice, Signature

VN = timezone(timedelta(hours=7))
COMMITTEE = "ỦY BAN NHÂN DÂN\nTỈNH MINH HỌA"


def petition(annexes: tuple[Annex, ...], bases: tuple[str, ...], **other: object) -> Petition:
    """Tờ trình after a public list and a sitting."""
    facts: dict[str, object] = dict(
        made_at=datetime(2026, 12, 18, tzinfo=VN), head=Head(superior="", body=COMMITTEE, place="Minh Họa"), number=12,
        day=date(2026, 12, 18), subject="Về việc đề nghị tặng Huân chương Lao động", bases=bases, annexes=annexes,
        sender="Chủ tịch Ủy ban nhân dân tỉnh Minh Họa", council="Hội đồng Thi đua - Khen thưởng tỉnh Minh Họa",
        councils=(CouncilResult(
            held_on=date(2026, 12, 15), members=22, present=20, passed=3, failed=0,
            minutes="Biên bản kiểm phiếu số 07/BB-HĐTĐKT ngày 15 tháng 12 năm 2026"),),
        listed=("Danh sách đã được công khai lấy ý kiến Nhân dân từ ngày 20/11/2026 đến hết ngày 04/12/2026 tại Cổng thông tin "
                "điện tử tỉnh. Kết quả: không có ý kiến nào.",),
        achievement="đã có thành tích xuất sắc trong lao động, công tác", recipients=("Như trên", "Bộ Nội vụ", "Lưu: VT, SNV"),
        signature=Signature(title="Chủ tịch", name="Nguyễn Hữu Phước"))
    return Petition(**{**facts, **other})  # type: ignore[arg-type]


def notice(annexes: tuple[Annex, ...], bases: tuple[str, ...]) -> PublicNotice:
    """Thông báo with its list."""
    annexes = tuple(replace(annex, rows=tuple(replace(row, sex="", born=None) for row in annex.rows)) for annex in annexes)
    return PublicNotice(
        made_at=datetime(2026, 11, 20, tzinfo=VN), head=Head(superior=COMMITTEE, body="SỞ NỘI VỤ", place="Minh Họa"),
        number=None, day=date(2026, 11, 20), bases=bases, annexes=annexes, sender="Sở Nội vụ",
        subject="Về việc lấy ý kiến Nhân dân đối với đề nghị khen thưởng cấp Nhà nước",
        since="ngày 20 tháng 11 năm 2026", until="ngày 04 tháng 12 năm 2026",
        places="Cổng thông tin điện tử tỉnh, Báo và phát thanh, truyền hình tỉnh", contact="Số 1 đường Minh Họa, 02090000001",
        signature=Signature(title="Giám đốc", name="Trần Thị Mỹ Duyên"), recipients=("Các cơ quan báo chí của tỉnh", "Lưu: VT, TĐKT"))
