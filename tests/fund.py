"""Short ways to money: an accountant, a signed decision with its payments, a declared title, money in the fund."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from tests import factories as f
from workflow.engine.money import cashier
from workflow.law.words import Kind
from workflow.models import AwardRecord, AwardType, Dossier, Payment, Recipient, Round, User

ACCOUNTANT = "Kế toán quỹ"


def accountant() -> User:
    """The one who keeps the fund."""
    return f.holder(ACCOUNTANT)


def round_of(year: int = 2026) -> Round:
    """The yearly round; its year is the period of what it brings."""
    return Round.objects.create(name=f"Xét khen thưởng năm {year}", kind=Kind.MERIT, year=year, opens_on=date(year, 1, 1),
                                closes_on=date(year, 12, 31))


def decided(awards: Sequence[str] = ("BK-TINH",), *, year: int | None = None, people: Sequence[dict[str, Any]] = ()) -> Dossier:
    """A dossier with a signed decision; `year` puts it in a round. With `people`, one line for each award and person given."""
    fields = {"round_id": (Round.objects.filter(year=year).first() or round_of(year)).pk} if year else {}
    rows = [f.row(award, **who) for award, who in zip(awards, people, strict=True)] if people else ()
    return f.decided(f.passed(f.appraised(f.dossier(awards=awards, rows=rows, **fields))))


def person(n: int = 1) -> dict[str, Any]:
    """The same person every time, known again by identity number."""
    return {"name": f"Trần Văn Chung {n}", "identity": f"{36080000500 + n:012d}", "birth_date": "1980-05-17", "sex": "nam"}


def payments(made: Dossier) -> list[Payment]:
    """The payments of a dossier's lines, in order."""
    return list(Payment.objects.filter(record__line__dossier=made).order_by("record__line__no"))


def pks(made: Dossier) -> list[int]:
    """Their ids."""
    return [payment.pk for payment in payments(made)]


def records(made: Dossier) -> list[int]:
    """The award records of a dossier's lines."""
    return list(AwardRecord.objects.filter(line__dossier=made).order_by("line__no").values_list("pk", flat=True))


def paid(made: Dossier, paper: str = "PC-01") -> Dossier:
    """Everything that is due of a dossier is paid."""
    due = [payment.pk for payment in payments(made) if payment.state == "due"]
    cashier.pay(due, timezone.localdate(), paper, accountant())
    return made


def title(recipient: Recipient, award: str = "CSTDCS", **changes: Any) -> AwardRecord:
    """A title somebody holds from elsewhere."""
    fields = {"decision_number": "9/QĐ-SYT", "decided_on": date(2026, 1, 15), "authority": "Giám đốc Sở Y tế", "period": "2026",
              "source": "declared", "kind": Kind.MERIT, "money": 0, **changes}
    return AwardRecord.objects.create(
        recipient=recipient, award=award, award_name=AwardType.objects.get(code=award).name, **fields)
