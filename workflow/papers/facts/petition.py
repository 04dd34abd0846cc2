"""The papers of a state award: the chairman's letter to the Prime Minister, the notice that asks the people."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .common import Signature
from .decision import CouncilResult, WithAnnexes


@dataclass(frozen=True, kw_only=True)
class Petition(WithAnnexes):
    """Tờ trình of the chairman to the Prime Minister; a draft as long as it has no number. `listed` tells of the public list."""

    template: ClassVar[str] = "petition.html"
    kind_name: ClassVar[str] = "Tờ trình"

    symbol: str = "TTr-UBND"
    addressee: str = "Thủ tướng Chính phủ"
    sender: str
    council: str
    councils: tuple[CouncilResult, ...] = ()
    listed: tuple[str, ...] = ()
    achievement: str
    signature: Signature

    @property
    def draft(self) -> bool:
        """Whether it still waits for its number."""
        return self.number is None


@dataclass(frozen=True, kw_only=True)
class PublicNotice(WithAnnexes):
    """Thông báo that asks the people about those proposed: names, posts, units and awards, nothing else of a person."""

    template: ClassVar[str] = "public_notice.html"
    kind_name: ClassVar[str] = "Thông báo"

    symbol: str = "TB-SNV"
    sender: str
    since: str
    until: str
    places: str
    contact: str
    signature: Signature
