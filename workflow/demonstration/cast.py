"""The invented people and units of the demonstration, the same at every run."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from django.contrib.auth.models import Group

from workflow.law.words import Band, Kind, RecipientKind, Sex, UnitKind
from workflow.models import Member, Office, Unit, User
from workflow.models.tables import fixture

PASSWORD = "vinhdanh"
NOTICE = "Dữ liệu minh họa: mọi tên người, đơn vị và số liệu đều là giả định."
COLLECTIVES, PERSONS, DIRECT = 710, 659, 444  # the whole year, as Bắc Kạn had it in 2021
BANDS = [
    (Band.DIRECT_WORKER, DIRECT), (Band.OTHER_LEADER, 128), (Band.DEPARTMENT_LEADER, 62), (Band.BUSINESS_LEADER, 20),
    (Band.PROVINCE_LEADER, 5)]
AWARDS: dict[str, list[tuple[Kind, str, int]]] = {  # how many lines of each award; they add up to the totals above
    RecipientKind.PERSON: [(Kind.MERIT, "BK-TINH", 486), (Kind.MERIT, "CSTDT", 112), (Kind.SUDDEN, "BK-TINH", 61)],
    RecipientKind.COLLECTIVE: [
        (Kind.MERIT, "BK-TINH", 371), (Kind.MERIT, "TTLDXS", 262), (Kind.MERIT, "COTINH", 41), (Kind.SUDDEN, "BK-TINH", 36)],
}
WORDS: dict[str, Any] = fixture("demonstration")[0]


@dataclass
class Cast:
    """The accounts by user name, the council, the units by kind."""

    people: dict[str, User] = field(default_factory=dict)
    council: list[User] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def __getattr__(self, username: str) -> User:
        try:
            return self.people[username]
        except KeyError as unknown:
            raise AttributeError(username) from unknown


def assemble() -> Cast:
    """Make the accounts, the council and the units, and put the notice on every page."""
    Office.objects.update(notice=NOTICE)
    cast = Cast()
    for username, full_name, title, role in WORDS["accounts"]:
        user = User.objects.filter(username=username).first() or User.objects.create_user(
            username, full_name, PASSWORD, title=title, is_staff=role == "Quản trị")
        user.groups.add(Group.objects.get(name=role))
        cast.people[username] = user
    cast.council = [user for username, user in cast.people.items() if username.startswith("uyvien")]
    for order, user in enumerate(cast.council, 1):
        Member.objects.get_or_create(user=user, defaults={
            "role": "chair" if order == 1 else "deputy" if order == 2 else "member", "order": order, "since": date(2025, 7, 1)})
    cast.units = [unit(kind, no, name) for kind, names in WORDS["units"].items() for no, name in enumerate(names, 1)]
    return cast


def unit(kind: str, no: int, name: str) -> Unit:
    """An invented unit; its full name says which province it belongs to."""
    full = {
        UnitKind.DEPARTMENT: f"{name} tỉnh Minh Họa", UnitKind.UNION: f"{name} tỉnh Minh Họa".replace("Tỉnh đoàn tỉnh", "Tỉnh đoàn"),
        UnitKind.COMMUNE: f"Ủy ban nhân dân {name}, tỉnh Minh Họa", UnitKind.ENTERPRISE: name,
    }[UnitKind(kind)]
    made, _ = Unit.objects.get_or_create(code=f"{kind.upper()}-{no:02d}", defaults={
        "name": full, "kind": kind, "address": "tỉnh Minh Họa", "valid_from": date(2025, 7, 1)})
    return made


def sign(unit: Unit) -> str:
    """What stands behind the number of that unit's letters: TTr-SYT."""
    signs = WORDS["letters"][unit.kind]
    return f"TTr-{signs[(int(unit.code.rpartition('-')[2]) - 1) % len(signs)]}"


def nominees(chance: Random) -> Iterator[tuple[Kind, dict[str, Any]]]:
    """Every line of the year as the intake desk would type it, in a shuffled order, without its unit's words yet."""
    bands = [band for band, count in BANDS for _ in range(count)]
    chance.shuffle(bands)
    persons = [(kind, award) for kind, award, count in AWARDS[RecipientKind.PERSON] for _ in range(count)]
    collectives = [(kind, award) for kind, award, count in AWARDS[RecipientKind.COLLECTIVE] for _ in range(count)]
    rows = [(kind, person(chance, award, band, kind)) for (kind, award), band in zip(persons, bands, strict=True)]
    rows += [(kind, {"kind": "collective", "award": award, "citation": deed(chance, kind)}) for kind, award in collectives]
    chance.shuffle(rows)
    yield from rows


def person(chance: Random, award: str, band: Band, kind: Kind) -> dict[str, Any]:
    """An invented person; no identity number, so that none can belong to somebody."""
    sex = chance.choice(list(Sex))
    name = " ".join(chance.choice(words) for words in (WORDS["family"], WORDS["middle"][sex], WORDS["given"][sex]))
    born = date(chance.randint(1964, 2000), chance.randint(1, 12), chance.randint(1, 28))
    return {
        "kind": "person", "name": name, "birth_date": born.isoformat(), "sex": str(sex), "band": str(band), "award": award,
        "citation": deed(chance, kind)}


def deed(chance: Random, kind: Kind) -> str:
    """What it is for."""
    return chance.choice(WORDS["brave" if kind is Kind.SUDDEN else "deeds"])


def placed(row: dict[str, Any], unit: Unit, no: int, chance: Random) -> dict[str, Any]:
    """The row as a nominee of that unit: a collective is one of its rooms, a person holds a post in one, or leads the unit.

    The number of the row names the room, so that no collective stands twice in one list.
    """
    pattern, names, workers, leaders = chance.choice(WORDS["rooms"][unit.kind])
    choices = WORDS["room_names"][names]
    room = pattern.format(choices[(no - 1) % len(choices)])
    if row["kind"] == "collective":
        return {**row, "name": room, "workplace": unit.name}
    if row["band"] in WORDS["above"]:
        position, workplace = WORDS["above"][row["band"]]
        return {**row, "position": position, "workplace": workplace}
    if row["band"] in (Band.DEPARTMENT_LEADER, Band.BUSINESS_LEADER):
        return {**row, "position": chance.choice(WORDS["heads"][unit.kind]), "workplace": unit.name}
    posts = workers if row["band"] == Band.DIRECT_WORKER else leaders
    return {**row, "position": chance.choice(posts), "workplace": f"{room}, {unit.name}"}
