"""Which of the five cases of the simplified procedure a dossier is: what its rules leave, or what the unit's letter says."""
from __future__ import annotations

from collections.abc import Collection
from datetime import date

from workflow.law import awards
from workflow.law.words import Case, Kind
from workflow.models.tables import switched

from ..errors import Refused

SECRET = "Hồ sơ mật không nhập vào hệ thống; làm theo quy định bảo vệ bí mật nhà nước, trên giấy hoặc mạng riêng."
UNSAID = "Chưa chọn trường hợp thủ tục đơn giản (Luật 06/2022/QH15 Điều 85)"


def cases(kind: Kind, day: date, codes: Collection[str] = ()) -> frozenset[Case]:
    """The cases in which these awards (all of that kind, while none is named) go by the simplified procedure; none: they do not."""
    found, on = frozenset[Case](), switched()
    for code in codes or {code for code, of in awards.AWARDS if of is kind}:
        try:
            found |= awards.in_force(code, kind, day, on).cases
        except LookupError:
            continue
    return found


def case_of(kind: Kind, day: date, codes: Collection[str], said: str) -> str:
    """The case written on the dossier: the only one its rules know, else the one that was said; none where nothing is simplified."""
    if said == Case.SECRET:
        raise Refused({0: SECRET})
    known = cases(kind, day, codes)
    if len(known) == 1:
        return str(*known)
    if known and said not in known:
        raise Refused({0: UNSAID})
    return said if known else ""
