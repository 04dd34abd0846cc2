"""`furnish_places`: enter the country's administrative units, in force and former, with what became of them."""
from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow.engine.bodies import places
from workflow.engine.errors import NotAllowed, Refused
from workflow.law.words import PlaceTier
from workflow.models import Place, User


class Command(BaseCommand):
    """`furnish_places --province 19 --by hoso`"""

    help = "Nạp 34 tỉnh, 3.321 xã và các đơn vị cũ; với --province thì lập luôn các đơn vị cấp xã của tỉnh đó."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose commune units to make, and in whose name."""
        parser.add_argument("--province", metavar="MÃ_TỈNH", help="lập đơn vị cấp xã của tỉnh này")
        parser.add_argument("--by", metavar="TÀI_KHOẢN", help="người chịu trách nhiệm, có quyền cập nhật đơn vị")

    def handle(self, *args: Any, province: str | None, by: str | None, **options: Any) -> None:
        """Add what is missing and say how much it was."""
        for name, count in places.furnish().items():
            self.stdout.write(f"{name}: thêm {count}")
        if not province:
            return
        place = Place.objects.filter(tier=PlaceTier.PROVINCE, code=province, valid_to=None).first()
        user = User.objects.filter(username=by or "").first()
        if place is None or user is None:
            raise CommandError("Không có tỉnh mang mã này." if place is None else "Cần --by là một tài khoản đang có.")
        try:
            for name, count in places.units_of(place, user).items():
                self.stdout.write(f"{name}: lập {count}")
        except (Refused, NotAllowed) as refused:
            raise CommandError(str(refused)) from refused
