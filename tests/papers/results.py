"""Invented facts for the notice of what became of a dossier."""
from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from workflow.papers.facts import GivenBy, Head, ResultCount, ResultNotice, Signature, ToldLine

VN = timezone(timedelta(hours=7))
DESK = "Trung tâm Phục vụ hành chính công tỉnh Minh Họa"
MERIT, TITLE, HIGHER = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", "Chiến sĩ thi đua cấp tỉnh", "Bằng khen của Thủ tướng Chính phủ"
NAMES = ("Nguyễn Thị Ánh", "Trần Văn Bình", "Lê Hữu Châu", "Phạm Đức Dũng", "Hoàng Thị Mỹ Duyên")
PLACE = "Giáo viên, Trường Trung học phổ thông Chuyên Minh Họa"


def lines(start: int, size: int, award: str, **more: str) -> tuple[ToldLine, ...]:
    """So many lines of an award."""
    return tuple(ToldLine(no=start + i, name=NAMES[(start + i) % 5], detail=PLACE, award=award, **more) for i in range(size))


def notice(size: int = 12, **other: object) -> ResultNotice:
    """Of a dossier of which one part was given here, one above, one refused and one withdrawn; one is still open."""
    short = "Thiếu một năm Chiến sĩ thi đua cơ sở liên tục trước năm đề nghị"
    facts: dict[str, object] = dict(
        made_at=datetime(2026, 12, 28, 9, 15, tzinfo=VN), day=date(2026, 12, 28),
        head=Head(superior="ỦY BAN NHÂN DÂN\nTỈNH MINH HỌA", body="SỞ NỘI VỤ", place="Minh Họa"),
        subject="Về kết quả giải quyết hồ sơ đề nghị khen thưởng", sender="Sở Nội vụ", dossier_code="H99-261120-0042",
        applicant="Sở Giáo dục và Đào tạo tỉnh Minh Họa", letter_number="215/TTr-SGDĐT", letter_day=date(2026, 11, 18),
        received_on=date(2026, 11, 20), success="Được khen thưởng", failure="Không được khen thưởng",
        counts=(
            ResultCount(award=MERIT, given=size), ResultCount(award=HIGHER, given=1),
            ResultCount(award=TITLE, refused=3, withdrawn=1, open=1)),
        given=(
            GivenBy(
                decision="Quyết định số 05/QĐ-UBND ngày 18 tháng 12 năm 2026", authority="Chủ tịch Ủy ban nhân dân tỉnh Minh Họa",
                lines=lines(1, size, MERIT),
                keeping=f"Quyết định, bằng và hiện vật khen thưởng kèm theo nhận tại {DESK}, hoặc tại lễ trao tặng "
                "nếu có thông báo tổ chức lễ."),
            GivenBy(
                decision="Quyết định số 1502/QĐ-TTg ngày 22 tháng 12 năm 2026", authority="Thủ tướng Chính phủ",
                lines=lines(size + 1, 1, HIGHER),
                keeping=f"Quyết định, bằng và hiện vật khen thưởng nhận tại {DESK} khi cấp có thẩm quyền chuyển về.")),
        refused=(
            *lines(size + 2, 2, TITLE, by="Sở Nội vụ", on="04/12/2026", reason=short),
            *lines(size + 4, 1, TITLE, by="Hội đồng Thi đua - Khen thưởng tỉnh Minh Họa", on="15/12/2026",
                   reason="Hội đồng không thông qua: số phiếu đồng ý không đạt tỷ lệ phải đạt")),
        withdrawn=lines(size + 5, 1, TITLE, on="25/11/2026", reason="Cá nhân xin rút để đề nghị vào đợt sau"),
        delivered_to="Võ Ngọc Ưng Kiệt", contact="0209 000 0000, motcua@minhhoa.example",
        signature=Signature(title="Giám đốc", name="Vũ Minh Giám"), recipients=("Như trên", "Lưu: VT, hồ sơ"))
    return ResultNotice(**{**facts, **other})  # type: ignore[arg-type]
