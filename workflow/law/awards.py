"""Every award the programme knows, by code and kind, in every version of its rules that a line may still follow."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from .machine import Machine
from .words import Kind

M = TypeVar("M", bound=type[Machine])
AWARDS: dict[tuple[str, Kind], dict[date, type[Machine]]] = {}


def award(code: str, *, kind: Kind = Kind.MERIT, since: date) -> Callable[[M], M]:
    """Register a machine as the rules of award `code`, asked for by reason of `kind`, for dossiers received from `since`."""

    def register(machine: M) -> M:
        versions = AWARDS.setdefault((code, kind), {})
        if since in versions:
            raise ValueError(f"{code} ({kind}) since {since} is already {versions[since].__name__}")
        versions[since] = machine
        machine.code, machine.kind, machine.since = code, kind, since
        return machine

    return register


def in_force(code: str, kind: Kind, received_on: date) -> type[Machine]:
    """The rules that govern a line of a dossier received on that day; LookupError when there are none."""
    versions = [since for since in AWARDS.get((code, kind), ()) if since <= received_on]
    if not versions:
        raise LookupError(f"Chưa có quy định về {code} ({kind.label}) cho hồ sơ nhận ngày {received_on:%d/%m/%Y}")
    return AWARDS[code, kind][max(versions)]


def named(code: str, kind: Kind, since: date) -> type[Machine]:
    """The rules stamped on a line. Never the newest: the stamped ones."""
    return AWARDS[code, kind][since]


def every() -> Iterator[type[Machine]]:
    """Each registered version of each award."""
    return (machine for versions in AWARDS.values() for machine in versions.values())
