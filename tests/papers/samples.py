"""Invented facts for every paper, for tests and for looking at; nobody in them exists."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta, timezone

from tests.papers import after, cards, results, state, unit_papers
from workflow.law.words import RecipientKind
from workflow.papers.facts import (
    Absentee,
    Annex,
    AppraisalSheet,
    AppraisedLine,
    Attendant,
    AwardCount,
    Checked,
    CouncilResult,
    CountedLine,
    CountMinutes,
    DecisionPaper,
    Head,
    ListedRecipient,
    Paper,
    Piece,
    ProposalSheet,
    Receipt,
    Requirement,
    ResultCount,
    Signature,
    SupplementRequest,
    VerdictCount,
)

VN = timezone(timedelta(hours=7))
COMMITTEE = "ỦY BAN NHÂN DÂN\nTỈNH MINH HỌA"
CHAIRMAN = "Chủ tịch Ủy ban nhân dân tỉnh Minh Họa"
COUNCIL = "Hội đồng Thi đua - Khen thưởng tỉnh Minh Họa"
MERIT = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
FIGHTER = "Chiến sĩ thi đua cấp tỉnh"
ACHIEVEMENT = "đã có thành tích xuất sắc trong phong trào thi đua yêu nước năm 2026"
FUND = "Quỹ thi đua, khen thưởng của tỉnh năm 2026"
LONG_NAME = (
    "Tập thể cán bộ, công chức, viên chức và người lao động Trung tâm Kỹ thuật Tài nguyên, Môi trường và "
    "Quan trắc khí tượng thủy văn liên huyện miền núi phía Bắc"
)
LONG_PERSON = "Tôn Nữ Thị Nguyễn Hoàng Phước Nghiêng Nghiêng Thùy Dương Quỳnh Ỷ Ngữ (minh họa)"
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLE = ("Thị", "Văn", "Hữu", "Đức", "Thị Mỹ", "Ngọc", "Quốc", "Xuân", "Thị Hồng", "Công")
GIVEN = ("Ánh", "Bình", "Châu", "Dũng", "Duyên", "Hạnh", "Khánh", "Lượng", "Nghĩa", "Oanh", "Phượng", "Quỵnh", "Yến")
PLACES = (
    "Chuyên viên, Sở Nông nghiệp và Môi trường",
    "Giáo viên, Trường Trung học phổ thông Chuyên Minh Họa, Sở Giáo dục và Đào tạo",
    "Điều dưỡng trưởng, Bệnh viện Đa khoa tỉnh",
    "Công nhân, Công ty cổ phần Chế biến gỗ Minh Họa",
    "Trưởng thôn Nà Mỹ, xã Phước Hòa",
)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
    "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền "
    "trong lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của "
    "Luật Thi đua, khen thưởng",
)


def people(size: int, *, money: int = 3_800_000, council: bool = True) -> tuple[ListedRecipient, ...]:
    """Rows of people; the numbers are chosen so that names and places vary."""
    return tuple(
        ListedRecipient(
            name=f"{FAMILY[i % 11]} {MIDDLE[i % 10]} {GIVEN[i % 13]}", place=PLACES[i % 5], born=1961 + i * 7 % 40,
            sex=("Nữ", "Nam")[i % 2], basis="Chiến sĩ thi đua cơ sở các năm 2024, 2025, 2026",
            ayes=22 - i % 3 if council else None, members=22 if council else None, money=money,
        )
        for i in range(size)
    )


def collectives(size: int) -> tuple[ListedRecipient, ...]:
    """Rows of collectives, the first with a very long name."""
    names = (LONG_NAME, "Phòng Nghiệp vụ Y", "Tổ Kỹ thuật", "Trường Mầm non Hoa Ban")
    return tuple(
        ListedRecipient(name=names[i % 4], place="Sở Nông nghiệp và Môi trường", ayes=21, members=22, money=7_590_000)
        for i in range(size)
    )


def receipt(**other: object) -> Receipt:
    """Mẫu 01 of a small dossier."""
    facts: dict[str, object] = dict(
        made_at=datetime(2026, 11, 20, 8, 30, tzinfo=VN),
        head=Head(superior=COMMITTEE, body="Trung tâm Phục vụ hành chính công", place="Minh Họa"),
        number=42, day=date(2026, 11, 20), dossier_code="H99-261120-0042",
        lookup_url="https://khenthuong.minhhoa.example/tra-cuu/?ma=H99-261120-0042",
        desk="Trung tâm Phục vụ hành chính công tỉnh Minh Họa", applicant="Sở Giáo dục và Đào tạo tỉnh Minh Họa",
        address="Số 12 đường Nguyễn Huệ, phường Phước Hòa, tỉnh Minh Họa", phone="0209 000 0001",
        email="sgddt@minhhoa.example", submitted_by="Võ Ngọc Ưng Kiệt",
        procedure="Đề nghị khen thưởng theo loại hình công trạng", letter_number="215/TTr-SGDĐT",
        letter_day=date(2026, 11, 18),
        counts=(AwardCount(award=FIGHTER, persons=4), AwardCount(award=MERIT, collectives=3, persons=12, households=1)),
        pieces=(
            Piece(name="Tờ trình đề nghị khen thưởng", originals=1, electronic=1),
            Piece(name="Báo cáo thành tích của cá nhân, tập thể, có xác nhận của cấp trình", originals=20, electronic=20),
            Piece(name="Biên bản họp và kết quả bỏ phiếu của Hội đồng Thi đua - Khen thưởng đơn vị", originals=1),
            Piece(name="Giấy xác nhận hiệu quả áp dụng, phạm vi ảnh hưởng của sáng kiến", copies=4, electronic=4),
        ),
        working_days=25, received_at=datetime(2026, 11, 20, 8, 30, tzinfo=VN), due_at=datetime(2026, 12, 28, 17, tzinfo=VN),
        return_way="Nhận trực tiếp tại Trung tâm Phục vụ hành chính công tỉnh Minh Họa",
        book="01/2026", entry="0042", clerk="Ngô Thanh Thủy",
    )
    return Receipt(**{**facts, **other})  # type: ignore[arg-type]


def counted(size: int) -> tuple[CountedLine, ...]:
    """Lines of a count over 22 members; every seventh fails its threshold."""
    rows = people(size)
    return tuple(
        CountedLine(
            name=LONG_PERSON if i == 2 else row.name, detail=row.place, award=(FIGHTER, MERIT)[i % 2],
            ayes=(19 if i % 2 == 0 else 16) if i % 7 == 6 else 21, noes=1 if i % 7 < 6 else 2,
            blanks=0 if i % 7 < 6 else 1, invalid=0, members=22, threshold=(90, 80)[i % 2], passed=i % 7 != 6,
        )
        for i, row in enumerate(rows)
    )


def count_minutes(size: int = 40, **other: object) -> CountMinutes:
    """The minutes of a sitting of 22 members."""
    facts: dict[str, object] = dict(
        made_at=datetime(2026, 12, 15, 15, 20, tzinfo=VN),
        head=Head(superior=COMMITTEE, body="HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG", place="Minh Họa"),
        number=7, day=date(2026, 12, 15), subject="Kiểm phiếu đề nghị khen thưởng công trạng năm 2026", council=COUNCIL,
        sitting="phiên họp xét khen thưởng đợt 2 năm 2026", venue="Phòng họp số 2, Trụ sở Ủy ban nhân dân tỉnh",
        opened_at=datetime(2026, 12, 15, 14, 30, tzinfo=VN), closed_at=datetime(2026, 12, 15, 15, 20, tzinfo=VN),
        members=22, present=20,
        absentees=(
            Absentee(name="Hoàng Đức Lượng", reason="đi công tác", written=True),
            Absentee(name="Bùi Thị Hồng Ánh", reason="ốm"),
        ),
        chair=Attendant(name="Nguyễn Hữu Phước", title="Chủ tịch Hội đồng"),
        secretary=Attendant(name="Phạm Thị Hồng Nhung", title="Thư ký Hội đồng"),
        tellers=(
            Attendant(name="Lê Quốc Khánh", title="Tổ trưởng"), Attendant(name="Vũ Minh Giám", title="thành viên"),
            Attendant(name="Đỗ Xuân Yến", title="thành viên"),
        ),
        issued=22, returned=21, lines=counted(size),
        secretary_signature=Signature(title="Thư ký", name="Phạm Thị Hồng Nhung"),
        chair_signature=Signature(title="Chủ tọa", name="Nguyễn Hữu Phước"),
    )
    return CountMinutes(**{**facts, **other})  # type: ignore[arg-type]


def annexes(size: int = 40) -> tuple[Annex, ...]:
    """Three lists: a title for people, a form for collectives, the same form for a household."""
    home = ListedRecipient(name="Hộ ông Triệu Văn Lượng", place="Thôn Nà Mỹ, xã Phước Hòa, tỉnh Minh Họa", money=3_800_000)
    return (
        Annex(award=FIGHTER, kind=RecipientKind.PERSON, verb="tặng danh hiệu", rows=people(size, money=7_590_000)),
        Annex(award=MERIT, kind=RecipientKind.COLLECTIVE, rows=collectives(6)),
        Annex(award=MERIT, kind=RecipientKind.HOUSEHOLD, rows=(home,)),
    )


def proposal_sheet(size: int = 40, **other: object) -> ProposalSheet:
    """Tờ trình after one sitting."""
    facts: dict[str, object] = dict(
        made_at=datetime(2026, 12, 16, 9, tzinfo=VN), head=Head(superior=COMMITTEE, body="SỞ NỘI VỤ", place="Minh Họa"),
        number=187, day=date(2026, 12, 16), subject="Về việc đề nghị khen thưởng thành tích công trạng năm 2026",
        addressee=CHAIRMAN, sender="Sở Nội vụ", council=COUNCIL, bases=BASES, annexes=annexes(size),
        councils=(
            CouncilResult(
                held_on=date(2026, 12, 15), members=22, present=20, passed=47, failed=3,
                minutes="Biên bản kiểm phiếu số 07/BB-HĐTĐKT ngày 15 tháng 12 năm 2026",
            ),
        ),
        dossiers=12, units=11, proposed=58, eligible=50, achievement=ACHIEVEMENT, fund=FUND,
        remarks=("Đến ngày trình, Sở Nội vụ không nhận được đơn thư khiếu nại, tố cáo về các trường hợp nêu trên.",),
        recipients=("Như trên", "Giám đốc, các Phó Giám đốc Sở", "Lưu: VT, TĐKT (03b)"),
        signature=Signature(authority=("KT. Giám đốc",), title="Phó Giám đốc", name="Trần Thị Mỹ Duyên"),
    )
    return ProposalSheet(**{**facts, **other})  # type: ignore[arg-type]


def decision(size: int = 40, **other: object) -> DecisionPaper:
    """A signed decision with three lists."""
    facts: dict[str, object] = dict(
        made_at=datetime(2026, 12, 18, 10, tzinfo=VN), head=Head(superior="", body=COMMITTEE, place="Minh Họa"),
        number=5, day=date(2026, 12, 18), subject="Về việc khen thưởng thành tích công trạng năm 2026",
        authority=CHAIRMAN, annexes=annexes(size), achievement=ACHIEVEMENT, money_basis="Nghị định số 152/2025/NĐ-CP",
        bases=(*BASES, "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 187/TTr-SNV ngày 16 tháng 12 năm 2026"),
        fund=FUND, executors="Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, Giám đốc Sở Tài chính, "
        "Thủ trưởng các cơ quan, đơn vị có liên quan",
        recipients=("Như Điều 3", "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "Cổng Thông tin điện tử tỉnh", "Lưu: VT, SNV (05b)"),
        signature=Signature(title="Chủ tịch", name="Nguyễn Hữu Phước"),
    )
    return DecisionPaper(**{**facts, **other})  # type: ignore[arg-type]


def supplement_request(size: int = 3, **other: object) -> SupplementRequest:
    """Mẫu 02 with a few defects."""
    facts: dict[str, object] = dict(
        made_at=datetime(2026, 11, 24, 10, tzinfo=VN), head=Head(superior=COMMITTEE, body="SỞ NỘI VỤ", place="Minh Họa"),
        number=9, day=date(2026, 11, 24), dossier_code="H99-261120-0042", applicant="Sở Giáo dục và Đào tạo tỉnh Minh Họa",
        address="Số 12 đường Nguyễn Huệ, phường Phước Hòa, tỉnh Minh Họa", phone="0209 000 0001",
        email="sgddt@minhhoa.example", procedure="Đề nghị khen thưởng theo loại hình công trạng",
        desk="Trung tâm Phục vụ hành chính công tỉnh Minh Họa", supply_by=date(2026, 12, 2),
        requirements=tuple(
            Requirement(
                about=f"Dòng {i + 1}: {row.name}", content="Bản xác nhận phạm vi ảnh hưởng của sáng kiến trong tỉnh",
                reason="Hồ sơ chưa có giấy xác nhận của Chủ tịch Ủy ban nhân dân tỉnh",
                basis="Điều 22 Luật Thi đua, khen thưởng" if i % 2 == 0 else "",
            )
            for i, row in enumerate(people(size))
        ),
        contact="Trần Văn Nghĩa, điện thoại 0209 000 0000", officer="Trần Văn Nghĩa",
    )
    return SupplementRequest(**{**facts, **other})  # type: ignore[arg-type]


def appraised(size: int) -> tuple[AppraisedLine, ...]:
    """Lines of an appraisal; every fifth is refused, every fourth has an open legal point."""
    return tuple(
        AppraisedLine(
            name=row.name, detail=row.place, award=FIGHTER,
            verdict="Không đủ điều kiện" if i % 5 == 4 else "Đủ điều kiện",
            reason="Thiếu một năm Chiến sĩ thi đua cơ sở liên tục" if i % 5 == 4 else "",
            findings=(
                Checked(
                    criterion="03 lần liên tục Chiến sĩ thi đua cơ sở", article="Điều 22",
                    result="Không đạt" if i % 5 == 4 else "Đạt", evidence="Quyết định số 118/QĐ-SGDĐT ngày 20/6/2026",
                ),
            ),
            unverified=("mức phạm vi ảnh hưởng theo Luật 06/2026/QH16",) if i % 4 == 0 else (),
        )
        for i, row in enumerate(people(size))
    )


def appraisal_sheet(size: int = 40, **other: object) -> AppraisalSheet:
    """The internal sheet of one dossier."""
    facts: dict[str, object] = dict(
        made_at=datetime(2026, 12, 4, 16, tzinfo=VN), head=Head(superior="SỞ NỘI VỤ", body="PHÒNG THI ĐUA - KHEN THƯỞNG", place="Minh Họa"),
        number=31, day=date(2026, 12, 4), subject="Hồ sơ đề nghị khen thưởng của Sở Giáo dục và Đào tạo tỉnh Minh Họa",
        dossier_code="H99-261120-0042", applicant="Sở Giáo dục và Đào tạo tỉnh Minh Họa", letter_number="215/TTr-SGDĐT",
        letter_day=date(2026, 11, 18), kind="Công trạng", received_on=date(2026, 11, 20), due_on=date(2026, 12, 28),
        rules="Luật Thi đua, khen thưởng sửa đổi 2026; Nghị định số 152/2025/NĐ-CP", lines=appraised(size),
        verdicts=(
            VerdictCount(verdict="Đủ điều kiện", count=size - size // 5),
            VerdictCount(verdict="Không đủ điều kiện", count=size // 5),
        ),
        officer=Signature(title="Chuyên viên thẩm định", name="Trần Văn Nghĩa"),
        head_of_office=Signature(title="Trưởng phòng", name="Lê Quốc Khánh"),
    )
    return AppraisalSheet(**{**facts, **other})  # type: ignore[arg-type]


def orders() -> tuple[Annex, ...]:
    """Two lists of an order, without money."""
    award = "Huân chương Lao động hạng Ba"
    return (
        Annex(award=award, kind=RecipientKind.PERSON, rows=people(12, money=0)),
        Annex(award=award, kind=RecipientKind.COLLECTIVE, rows=collectives(2)))


def every_paper() -> dict[str, Paper]:
    """Each paper as it usually is, and in its odd shapes: one row, a draft, the simplified procedure."""
    return {
        "receipt": receipt(),
        "supplement_request": supplement_request(),
        "appraisal_sheet": appraisal_sheet(),
        "count_minutes": count_minutes(),
        "count_minutes_one": count_minutes(1, absentees=(), present=22, returned=22),
        "count_minutes_below": count_minutes(
            2, present=14, returned=20, absentees=tuple(Absentee(name=row.name, written=i < 6) for i, row in enumerate(people(8))),
            quorum="2/3", quorum_why="mưa lũ chia cắt đường đến nơi họp, việc khen thưởng đột xuất không để chậm được"),
        "proposal_sheet": proposal_sheet(),
        "proposal_sheet_simplified": proposal_sheet(
            councils=(), remarks=(), annexes=(Annex(award=MERIT, kind=RecipientKind.PERSON, rows=people(2, council=False)),)),
        "decision": decision(),
        "decision_draft": decision(
            number=None, day=None, annexes=(Annex(award=MERIT, kind=RecipientKind.PERSON, rows=people(1)),),
            signature=Signature(title="Chủ tịch")),
        "petition": state.petition(orders(), BASES),
        "petition_draft": state.petition(
            orders(), BASES, number=None, day=None, councils=(), listed=(), signature=Signature(title="Chủ tịch")),
        "public_notice": state.notice(orders(), BASES),
        "revocation": after.decision(BASES, revokes=True, count=2),
        "revocation_one": after.decision(BASES, revokes=True, count=1),
        "reissue": after.decision(BASES, revokes=False, count=2),
        "reissue_one": after.decision(BASES, revokes=False, count=1),
        "after_proposal": after.proposal(BASES),
        "after_letter": after.letter(BASES),
        "result_notice": results.notice(),
        "result_notice_draft": results.notice(
            given=(), withdrawn=(), day=None, delivered_to="", counts=(ResultCount(award=FIGHTER, refused=3, open=1),)),
        "award_confirmation": after.confirmation(),
        "payment_list": after.payment_list(),
        "reminder_letter": after.reminder(),
        "proof_card": cards.proof_card(),
        "meeting_pack": cards.meeting_pack(),
        **unit_papers.every(),
    }


def decomposed(text: str) -> str:
    """As some keyboards and copied PDFs give it: letters and marks apart."""
    return unicodedata.normalize("NFD", text)


if __name__ == "__main__":  # python -m tests.papers.samples: after a wanted change, writes golden/ anew; read the diff
    from pathlib import Path

    from tests.papers.reading import golden
    from workflow.papers.press import render

    for paper_name, paper in every_paper().items():
        (Path(__file__).parent / "golden" / f"{paper_name}.txt").write_text(golden(render(paper).pdf))
