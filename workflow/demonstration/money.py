"""The accountant's year: the budget's money comes in, the decisions of the first half-year are paid, the later ones still wait."""
from __future__ import annotations

from datetime import date

from django.utils import timezone

from workflow.engine.money import cashier, purse
from workflow.models import User

INCOMES = [  # day, amount, source, paper
    (date(2026, 1, 12), 4_500_000_000, "Ngân sách tỉnh cấp đợt 1 năm 2026", "PT-001"),
    (date(2026, 7, 14), 2_000_000_000, "Ngân sách tỉnh cấp đợt 2 năm 2026", "PT-002"),
    (date(2026, 9, 9), 50_000_000, "Tổ chức, cá nhân đóng góp vào quỹ", "PT-003"),
]
PAID_UNTIL = date(2026, 8, 31)  # decisions up to that day


def account(by: User, today: date) -> None:
    """Enter what came in, and pay decision by decision."""
    for on, amount, source, paper in INCOMES:
        if on <= min(today, timezone.localdate()):
            cashier.receive(amount, on, source, paper, by)
    paid, _ = purse.decisions(size=500)
    for serial, one in enumerate((one for one in reversed(paid) if one.on and one.on <= PAID_UNTIL and one.due), 1):
        chosen = purse.narrowed(purse.Wanted(number=one.number, on=one.on, state="due")).values_list("pk", flat=True)
        cashier.pay(chosen, one.on or today, f"PC-{serial:03d}", by)
