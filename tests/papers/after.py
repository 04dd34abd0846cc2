"""Invented facts for the papers about awards that were given: revoked, issued again, confirmed, paid; and the letter that reminds."""
from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from workflow.papers.facts import (
    AboutAward,
    AfterDecision,
    AfterLetter,
    AfterProposal,
    Confirmation,
    ConfirmedAward,
    Head,
    PaidRecipient,
    PaymentList,
    ReminderLetter,
    Signature,
)

VN = timezone(timedelta(hours=7))
COMMITTEE = "ỦY BAN NHÂN DÂN\nTỈNH MINH HỌA"
PROVINCE, DEPARTMENT = Head(superior="", body=COMMITTEE, place="Minh Họa"), Head(superior=COMMITTEE, body="SỞ NỘI VỤ", place="Minh Họa")
CHAIRMAN, DIRECTOR = Signature(title="Chủ tịch", name="Nguyễn Hữu Phước"), Signature(title="Giám đốc", name="Trần Thị Mỹ Duyên")
MERIT = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"


def about(ground: str, count: int) -> tuple[AboutAward, ...]:
    """The first so many of two awards given in 2025."""
    rows = (
        ("Lý Thị Ước", "Phó Trưởng phòng, Sở Y tế tỉnh Minh Họa"),
        ("Trường Tiểu học Nà Vui", "Ủy ban nhân dân xã Nà Vui, tỉnh Minh Họa"))
    return tuple(AboutAward(
        name=name, place=place, award=MERIT, decision=f"Quyết định số 1{no}/QĐ-UBND ngày 20/01/2025", ground=ground)
        for no, (name, place) in enumerate(rows[:count]))


def common(bases: tuple[str, ...], revokes: bool, count: int) -> dict[str, object]:
    """What decision, proposal and letter all say."""
    reason = "kê khai thành tích không đúng sự thật, theo kết luận của Thanh tra tỉnh" if revokes else "bị mất khi chuyển trụ sở làm việc"
    ground = "Điểm a: gian dối trong việc kê khai thành tích" if revokes else "Cấp lại: bị mất, thất lạc"
    return dict(
        made_at=datetime(2026, 11, 20, tzinfo=VN), day=date(2026, 11, 20), bases=bases, revokes=revokes, listed=about(ground, count),
        subject="Về việc hủy bỏ quyết định khen thưởng" if revokes else "Về việc cấp lại bằng khen",
        reason=reason,
        department="Sở Nội vụ")


def decision(bases: tuple[str, ...], *, revokes: bool, count: int) -> AfterDecision:
    """Quyết định hủy bỏ, or cấp đổi, cấp lại."""
    return AfterDecision(
        head=PROVINCE, number=31, symbol="QĐ-UBND", signature=CHAIRMAN, recipients=("Như Điều 3", "Lưu: VT, SNV"),
        executors="Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, Giám đốc Sở Tài chính",
        authority="Chủ tịch Ủy ban nhân dân tỉnh Minh Họa", **common(bases, revokes, count))  # type: ignore[arg-type]


def proposal(bases: tuple[str, ...]) -> AfterProposal:
    """Tờ trình of Sở Nội vụ for a revocation."""
    return AfterProposal(
        head=DEPARTMENT, number=131, symbol="TTr-SNV", addressee="Chủ tịch Ủy ban nhân dân tỉnh Minh Họa", signature=DIRECTOR,
        recipients=("Như trên", "Lưu: VT, TĐKT"), **common(bases, True, 2))  # type: ignore[arg-type]


def letter(bases: tuple[str, ...]) -> AfterLetter:
    """Tờ trình of the chairman about an award of the centre, still without a number."""
    facts = {**common(bases, True, 1), "day": None, "department": "Chủ tịch Ủy ban nhân dân tỉnh Minh Họa"}
    return AfterLetter(
        head=PROVINCE, number=None, symbol="TTr-UBND", addressee="Thủ tướng Chính phủ", signature=Signature(title="Chủ tịch"),
        recipients=("Như trên", "Bộ Nội vụ", "Lưu: VT, SNV"), **facts)  # type: ignore[arg-type]


def confirmation() -> Confirmation:
    """Two awards of one person."""
    return Confirmation(
        made_at=datetime(2026, 11, 20, tzinfo=VN), head=DEPARTMENT, number=None, day=date(2026, 11, 20), sender="Sở Nội vụ",
        name="Lý Thị Ước", birth="ngày 12 tháng 3 năm 1975", unit="Sở Y tế tỉnh Minh Họa", signature=DIRECTOR,
        awards=(
            ConfirmedAward(award=MERIT, number="10/QĐ-UBND", day="ngày 20 tháng 01 năm 2025", authority="Chủ tịch Ủy ban nhân dân tỉnh",
                           period="2023–2024"),
            ConfirmedAward(
                award="Chiến sĩ thi đua cơ sở", number="5/QĐ-SYT", day="ngày 20 tháng 12 năm 2023", authority="Giám đốc Sở Y tế")),
        recipients=("Như trên", "Lưu: VT, TĐKT"))


def payment_list() -> PaymentList:
    """Three payments of one decision."""
    rows = (("Lý Thị Ước", 3_510_000), ("Nguyễn Văn Ánh", 3_510_000), ("Trường Tiểu học Nà Vui", 7_020_000))
    return PaymentList(
        made_at=datetime(2026, 11, 20, tzinfo=VN), head=DEPARTMENT, number=None, day=date(2026, 11, 20),
        payees=tuple(PaidRecipient(
            name=name, place="Ủy ban nhân dân xã Nà Vui, tỉnh Minh Họa", award=MERIT, decision_number="21/QĐ-UBND",
            decided_on=date(2026, 11, 2), amount=amount, state="Chờ chi") for name, amount in rows),
        fund="Quỹ thi đua, khen thưởng tỉnh Minh Họa",
        signatures=(
            Signature(title="Người lập danh sách", name="Mai Thị Yến"), Signature(title="Kế toán trưởng"),
            Signature(title="Thủ trưởng cơ quan")),
        recipients=())


def reminder() -> ReminderLetter:
    """To two units whose dossiers have not come."""
    return ReminderLetter(
        made_at=datetime(2027, 6, 1, tzinfo=VN), head=DEPARTMENT, number=None, day=date(2027, 6, 1), round="Đợt 1 năm 2027",
        subject="Đôn đốc gửi hồ sơ đề nghị khen thưởng Đợt 1 năm 2027", closes_on=date(2027, 6, 19), as_of=date(2027, 6, 1),
        units=("Sở Y tế tỉnh Minh Họa", "Ủy ban nhân dân xã Nà Vui, tỉnh Minh Họa"), contact="Phòng Thi đua - Khen thưởng, 02090000001",
        signature=DIRECTOR, recipients=("Như trên", "Lưu: VT, TĐKT"))
