"""What an award is called and who may receive it, without a database."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from .words import RecipientKind


@dataclass(frozen=True)
class AwardName:
    """An award as people write it in a list."""

    code: str
    name: str
    short: str
    kinds: frozenset[RecipientKind]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From a row of the catalogue: a fixture's object or the values of a record."""
        return cls(row["code"], row["name"], row["short"], frozenset(map(RecipientKind, row["kinds"])))


def load(path: Path) -> dict[str, AwardName]:
    """The award names of a fixture file, by code."""
    return {row["code"]: AwardName.of(row) for row in json.loads(path.read_text(encoding="utf-8"))}
