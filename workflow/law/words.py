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
