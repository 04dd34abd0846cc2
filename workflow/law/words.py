"""The closed lists of the field: each member has its code, which is stored, and its Vietnamese name, which is shown."""
from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A code with a Vietnamese label: `NAME = "code", "Nhãn"`."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """What a Django field or form wants: [(code, label), …]."""
        return [(str(word), word.label) for word in cls]


class Kind(Word):
    """Loại hình khen thưởng: why the award is asked for; it chooses the procedure. Luật 06/2022/QH15 Điều 8."""

    MERIT = "cong-trang", "Công trạng"
    SUDDEN = "dot-xuat", "Đột xuất"
    THEMATIC = "chuyen-de", "Phong trào, chuyên đề"
    CAREER = "cong-hien", "Quá trình cống hiến"
    SERVICE = "nien-han", "Niên hạn"
    FOREIGN = "doi-ngoai", "Đối ngoại"
    RESISTANCE = "khang-chien", "Kháng chiến"
    # no awards, but the same desks: what is done about an award that was given
    REISSUE = "cap-lai", "Cấp đổi, cấp lại"
    REVOKE = "huy-bo", "Hủy bỏ, thu hồi"

    @property
    def gives(self) -> bool:
        """Is it a reason to give an award? The others are about an award that was given."""
        return self not in (Kind.REISSUE, Kind.REVOKE)


class Instrument(Word):
    """What the chairman signs for a line: his own decision, or his letter to the authority that decides. Luật 06/2022/QH15 Điều 77–79."""

    AWARD = "khen-thuong", "Quyết định khen thưởng"
    PETITION = "trinh", "Tờ trình Thủ tướng Chính phủ"
    REVOKE = "huy-bo", "Quyết định hủy bỏ khen thưởng"
    REISSUE = "cap-lai", "Quyết định cấp đổi, cấp lại"


class Case(Word):
    """The five cases of the simplified procedure. Luật 06/2022/QH15 Điều 85."""

    URGENT = "cap-bach", "Phục vụ yêu cầu nhiệm vụ chính trị cấp bách"
    SUDDEN = "dot-xuat", "Thành tích đột xuất, hành động dũng cảm, giải thưởng quốc tế"
    DISCOVERED = "phat-hien", "Người đứng đầu phát hiện, lựa chọn"
    LONG = "qua-trinh", "Quá trình cống hiến, niên hạn, đối ngoại"
    SECRET = "bi-mat", "Thành tích thuộc bí mật nhà nước"


class RecipientKind(Word):
    """Đối tượng: who may receive an award. Luật 06/2022/QH15 Điều 12."""

    PERSON = "person", "Cá nhân"
    COLLECTIVE = "collective", "Tập thể"
    HOUSEHOLD = "household", "Hộ gia đình"


class Band(Word):
    """Nhóm đối tượng, as the statistics of the Home-Affairs sector count individuals (biểu 0603.N, rows 06–10)."""

    PROVINCE_LEADER = "lanh-dao-tinh", "Lãnh đạo cấp tỉnh trở lên"
    DEPARTMENT_LEADER = "lanh-dao-so", "Lãnh đạo cấp sở và tương đương"
    BUSINESS_LEADER = "doanh-nhan", "Doanh nhân"
    OTHER_LEADER = "lanh-dao-khac", "Lãnh đạo từ cấp phó phòng trở lên"
    DIRECT_WORKER = "truc-tiep", "Người trực tiếp lao động, công tác"


class Sex(Word):
    """Giới tính."""

    FEMALE = "nu", "Nữ"
    MALE = "nam", "Nam"


class UnitKind(Word):
    """Loại đơn vị: who proposes; it limits which awards may be asked for."""

    DEPARTMENT = "so", "Sở, ban, ngành"
    COMMUNE = "xa", "Ủy ban nhân dân xã, phường, đặc khu"
    ENTERPRISE = "doanh-nghiep", "Doanh nghiệp, hợp tác xã"
    UNION = "doan-the", "Mặt trận, đoàn thể"
    CLUSTER = "cum-khoi", "Cụm, khối thi đua"
    DISTRICT = "huyen", "Ủy ban nhân dân cấp huyện (đến hết 30/6/2025)"


class LineageKind(Word):
    """Biến động của đơn vị: what became of a unit on a day, by a resolution."""

    MERGED = "sap-nhap", "Sáp nhập, hợp nhất"
    SPLIT = "chia-tach", "Chia, tách"
    RENAMED = "doi-ten", "Đổi tên"
    MOVED = "chuyen", "Chuyển cấp quản lý"
    ABOLISHED = "giai-the", "Giải thể"

    @property
    def continues(self) -> bool:
        """The same body goes on: its dossiers and collectives live, under another name or superior."""
        return self in (LineageKind.RENAMED, LineageKind.MOVED)


class PlaceTier(Word):
    """Cấp của đơn vị hành chính; no districts since 01/7/2025, Luật 72/2025/QH15."""

    PROVINCE = "tinh", "Cấp tỉnh"
    DISTRICT = "huyen", "Cấp huyện"
    COMMUNE = "xa", "Cấp xã"


class Verdict(Word):
    """Kết quả đối chiếu a criterion with what is on record, from the worst to the best. Not known is not refused."""

    NOT_MET = "chua-dat", "Chưa đạt"
    UNKNOWN = "chua-ro", "Chưa rõ"
    MET = "dat", "Đạt"

    @property
    def rank(self) -> int:
        """Its place: all of several criteria are as good as the worst of them, any of several as the best."""
        return list(Verdict).index(self)


class Level(Word):
    """Mức hoàn thành nhiệm vụ of a year, from the lower to the higher."""

    FAILED = "khtnv", "Không hoàn thành nhiệm vụ"
    DONE = "htnv", "Hoàn thành nhiệm vụ"
    GOOD = "httnv", "Hoàn thành tốt nhiệm vụ"
    EXCELLENT = "htxsnv", "Hoàn thành xuất sắc nhiệm vụ"

    @property
    def rank(self) -> int:
        """Its height."""
        return list(Level).index(self)


class HoldReason(Word):
    """Why nobody is commended for the time being: a block, never a refusal. NĐ 152/2025/NĐ-CP."""

    DISCIPLINE = "ky-luat", "Đang xem xét hoặc thi hành kỷ luật"
    INSPECTION = "thanh-tra", "Đang thanh tra, kiểm tra, kiểm toán"
    COMPLAINT = "don-thu", "Có đơn thư đang được xác minh"
    PRESS = "bao-chi", "Báo chí nêu, chưa có kết luận"


class Scope(Word):
    """Phạm vi ảnh hưởng of an initiative, from the narrow to the wide."""

    LOCAL = "co-so", "cơ sở"
    PROVINCE = "tinh", "tỉnh"
    NATION = "toan-quoc", "toàn quốc"

    @property
    def rank(self) -> int:
        """Its width."""
        return list(Scope).index(self)
