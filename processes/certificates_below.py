"""Giấy khen of departments, communes and enterprises, in all three reasons to give one. Luật 06/2022/QH15 Điều 75, 80."""
from __future__ import annotations

from workflow.law.awards import award
from workflow.law.criteria import all_of, any_of, performance, verified
from workflow.law.words import Kind, Level, RecipientKind

from . import LAW_2022
from .upward import Below

P, C, H = RecipientKind.PERSON, RecipientKind.COLLECTIVE, RecipientKind.HOUSEHOLD
ARTICLE = "Luật 06/2022/QH15 Điều 75, 80"
OWN_RULES = "điểm cụ thể của Điều 75 và quy định của cơ quan tặng, chưa đối chiếu"
FULFILLED = all_of(
    performance(Level.GOOD, 1, "Hoàn thành tốt nhiệm vụ trở lên"),
    verified("phong-trao", "Đoàn kết, gương mẫu, tích cực trong phong trào thi đua"),
).doubted(OWN_RULES)
EXEMPLARY = verified("guong-mau", "Hộ gia đình gương mẫu chấp hành pháp luật, có đóng góp cho địa phương").doubted(OWN_RULES)
MOVEMENT = verified("chuyen-de", "Thành tích tiêu biểu khi sơ kết, tổng kết phong trào thi đua do nơi tặng phát động").doubted(OWN_RULES)
SUDDEN = verified("dot-xuat", "Lập thành tích đột xuất, kể cả hành động dũng cảm cứu người, cứu tài sản").doubted(OWN_RULES)


@award("GK-SO", since=LAW_2022)
class DepartmentCertificate(Below):
    """Giấy khen of a director of a department: a task fulfilled. Điều 75, 80."""

    article = ARTICLE
    criteria = {P: FULFILLED, C: FULFILLED}


@award("GK-SO", kind=Kind.THEMATIC, since=LAW_2022)
class DepartmentCertificateForMovement(Below):
    """The same, for a movement of the department. Điều 75, 80."""

    article = ARTICLE
    criteria = {P: MOVEMENT, C: MOVEMENT}


@award("GK-SO", kind=Kind.SUDDEN, since=LAW_2022)
class DepartmentCertificateAtOnce(Below):
    """The same, for a sudden achievement. Điều 75, 80."""

    article = ARTICLE
    criteria = {P: SUDDEN, C: SUDDEN}


@award("GK-XA", since=LAW_2022)
class CommuneCertificate(Below):
    """Giấy khen of a chairman of a commune; households too. Điều 75; NĐ 129/2025/NĐ-CP."""

    article = ARTICLE
    criteria = {P: any_of(FULFILLED, verified("dong-gop", "Có đóng góp cho địa phương").doubted(OWN_RULES)), C: FULFILLED, H: EXEMPLARY}


@award("GK-XA", kind=Kind.THEMATIC, since=LAW_2022)
class CommuneCertificateForMovement(Below):
    """The same, for a movement of the commune. Điều 75; NĐ 129/2025/NĐ-CP."""

    article = ARTICLE
    criteria = dict.fromkeys(RecipientKind, MOVEMENT)


@award("GK-XA", kind=Kind.SUDDEN, since=LAW_2022)
class CommuneCertificateAtOnce(Below):
    """The same, for a sudden achievement. Điều 75; NĐ 129/2025/NĐ-CP."""

    article = ARTICLE
    criteria = dict.fromkeys(RecipientKind, SUDDEN)


@award("GK-DN", since=LAW_2022)
class EnterpriseCertificate(Below):
    """Giấy khen of an enterprise or cooperative to its own people, from its own fund. Điều 75, 80."""

    article = ARTICLE
    criteria = {P: FULFILLED, C: FULFILLED}


@award("GK-DN", kind=Kind.THEMATIC, since=LAW_2022)
class EnterpriseCertificateForMovement(Below):
    """The same, for a movement of the enterprise. Điều 75, 80."""

    article = ARTICLE
    criteria = {P: MOVEMENT, C: MOVEMENT}


@award("GK-DN", kind=Kind.SUDDEN, since=LAW_2022)
class EnterpriseCertificateAtOnce(Below):
    """The same, for a sudden achievement. Điều 75, 80."""

    article = ARTICLE
    criteria = {P: SUDDEN, C: SUDDEN}
