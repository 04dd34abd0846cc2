"""Every award the programme knows, by code and kind, in every version of its rules that a line may still follow."""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import TypeVar

from .machine import Machine
from .words import Instrument, Kind

M = TypeVar("M", bound=type[Machine])
AWARDS: dict[tuple[str, Kind], dict[date, type[Machine]]] = {}
# what is done about an award is registered once for all of them, by who decided it: the chairman, the centre, a unit
ANY, ABOVE, BELOW = "*", "*trung-uong", "*don-vi"
GROUPS = frozenset({ANY, ABOVE, BELOW})


def award(code: str, *, kind: Kind = Kind.MERIT, since: date, switch: str = "") -> Callable[[M], M]:
    """Register a machine as the rules of award `code`, asked for by reason of `kind`, for dossiers received from `since`.

    With a `switch`, the version is in force only once that switch is on: law whose text nobody has compared yet.
    """

    def register(machine: M) -> M:
        versions = AWARDS.setdefault((code, kind), {})
        if since in versions:
            raise ValueError(f"{code} ({kind}) since {since} is already {versions[since].__name__}")
        versions[since] = machine
        machine.code, machine.kind, machine.since, machine.switch = code, kind, since, switch
        return machine

    return register


def group(code: str) -> str:
    """Who decides on the award, as its own procedure tells: ABOVE by the chairman's letter, BELOW by a unit, else ANY, the chairman."""
    own = [machine for (named, _), versions in AWARDS.items() if named == code for machine in versions.values()]
    if any(machine.instrument is Instrument.PETITION for machine in own):
        return ABOVE
    return BELOW if own and all(machine.instrument is None for machine in own) else ANY


def versions(code: str, kind: Kind) -> Mapping[date, type[Machine]]:
    """The versions of the award's rules by their first day: its own, else those registered for all awards of its group."""
    return AWARDS.get((code, kind)) or AWARDS.get((group(code), kind)) or AWARDS.get((ANY, kind)) or {}


def in_force(code: str, kind: Kind, received_on: date, switched: Collection[str] = ()) -> type[Machine]:
    """The rules that govern a line of a dossier received on that day, with these switches on; LookupError when there are none."""
    known = versions(code, kind)
    begun = [since for since, machine in known.items() if since <= received_on and (not machine.switch or machine.switch in switched)]
    if not begun:
        raise LookupError(f"Chưa có quy định về {code} ({kind.label}) cho hồ sơ nhận ngày {received_on:%d/%m/%Y}")
    return known[max(begun)]


def named(code: str, kind: Kind, since: date) -> type[Machine]:
    """The rules stamped on a line. Never the newest: the stamped ones."""
    return versions(code, kind)[since]


def every() -> Iterator[type[Machine]]:
    """Each registered version of each award."""
    return (machine for versions in AWARDS.values() for machine in versions.values())
