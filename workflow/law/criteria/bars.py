"""Criteria about what stands in the way of any award: an open hold, a second state-level award in a year, the same achievement twice."""
from __future__ import annotations

from ..evidence import History, Record
from ..figures import short_date
from ..words import Kind, Verdict
from .algebra import Criterion, Found

# cấp Nhà nước. NĐ 152/2025/NĐ-CP Điều 3
STATE_LEVEL = ("HC-", "HCH-", "DHV-", "GT-", "BK-TTG", "COCP", "CSTDTQ")
# given beside others in the same year
APART = (Kind.SUDDEN, Kind.CAREER, Kind.SERVICE, Kind.FOREIGN, Kind.RESISTANCE)
FORMS = ("HC-", "HCH-", "BK-", "GK-")  # forms of commendation; a yearly title may stand beside one of them


def state_level(award: str) -> bool:
    """Is it an award of the state?"""
    return award.startswith(STATE_LEVEL)


def no_open_hold() -> Criterion:
    """Nothing is being cleared up about the recipient. A block is temporary: it never refuses, it makes wait."""

    def test(history: History) -> Found:
        found = tuple(hold for hold in history.holds if hold.open_on(history.now))
        reviews = [hold.review_on for hold in found if hold.review_on]
        return Found(
            Verdict.NOT_MET if found else Verdict.MET, found,
            f"Tạm dừng, chưa từ chối; xem lại ngày {short_date(min(reviews))}" if reviews else "Tạm dừng, chưa từ chối" if found else "")

    return Criterion(
        "Không đang bị xem xét kỷ luật, thanh tra, kiểm tra, xác minh đơn thư hoặc báo chí nêu chưa kết luận", "chung-tam-dung", test=test,
        turns=lambda history: [hold.released_on for hold in history.holds if hold.released_on])


def none_state_level_in_year() -> Criterion:
    """No other state-level award in the year of the proposal, but for those that stand apart; one that is only proposed is a doubt."""

    def test(history: History) -> Found:
        given = tuple(
            record for record in history.records
            if record.valid and state_level(record.award) and record.decided_on <= history.on
            and record.decided_on.year == history.on.year and record.kind not in APART)
        if not given and history.pending:
            return Found(Verdict.UNKNOWN, missing=f"Còn đề nghị khác cùng năm chưa quyết định: {'; '.join(history.pending)}")
        if not given:
            return Found(Verdict.MET)
        if all(not record.kind for record in given):
            return Found(Verdict.UNKNOWN, given, "Chưa ghi loại hình khen thưởng của quyết định")
        return Found(Verdict.NOT_MET, given, f"Đã được khen thưởng cấp Nhà nước trong năm {history.on.year}")

    return Criterion(
        "Trong năm không được tặng hình thức khen thưởng cấp Nhà nước khác (trừ đột xuất, cống hiến, niên hạn, đối ngoại, kháng chiến)",
        "chung-cap-nha-nuoc", test=test)


def one_achievement_once(award: str, kind: Kind) -> Criterion:
    """The achievement was not rewarded yet, as far as records tell: not with the same award for the same year, nor with another form.

    Whether two forms are for one achievement is for a person to judge: unknown.
    """

    def test(history: History) -> Found:
        year = history.asked or history.on.year
        near = tuple(record for record in history.records if record.valid and record.decided_on <= history.on and record.year >= year)
        same = tuple(record for record in near if record.award == award and record.kind == kind)
        if same and kind is Kind.MERIT:
            return Found(Verdict.NOT_MET, same, f"Đã được tặng cho thành tích năm {year}")
        doubtful = tuple(record for record in near if _alike(record, award, kind))
        if doubtful:
            return Found(Verdict.UNKNOWN, doubtful, "Đã có khen thưởng gần đây; cần xác minh có cùng một thành tích không")
        return Found(Verdict.MET)

    return Criterion("Thành tích này chưa được tặng hình thức khen thưởng nào", "chung-mot-lan", test=test)


def _alike(record: Record, award: str, kind: Kind) -> bool:
    """May this award have been for the same achievement?"""
    if record.kind not in ("", kind):
        return False
    return record.award == award or (record.award.startswith(FORMS) and award.startswith(FORMS))
