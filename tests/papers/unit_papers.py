"""Forms as units get them, without a database: the office and the awards are those of the fixtures."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from workflow.law.words import Kind
from workflow.models import AwardRecord, AwardType, Office, Unit
from workflow.models.tables import fixture
from workflow.papers import unit_forms
from workflow.papers.facts import UnitForm
from workflow.papers.prints import unit_form

TODAY = date(2026, 11, 18)
ROWS = [
    {"kind": "person", "name": "Nguyễn Thị Ánh", "award": "BK-TINH", "birth_date": "1985-09-05", "sex": "nu", "identity": "038185004512",
     "position": "Giáo viên", "workplace": "Trường Trung học cơ sở số 1", "citation": "Đổi mới cách dạy"},
    {"kind": "collective", "name": "Phòng Kế hoạch - Tài chính", "award": "BK-TINH", "workplace": "Sở Giáo dục và Đào tạo"},
]


@cache
def office() -> Office:
    """The office of the fixtures."""
    row, = fixture("office")
    return Office(**row)


@cache
def awards() -> dict[str, AwardType]:
    """The catalogue of the fixtures."""
    return {row["code"]: AwardType(**row) for row in fixture("awards")}


def form(variant: str) -> unit_forms.Form:
    """The form of that name."""
    return next(form for form in unit_forms.every() if form.variant == variant)


def blank(variant: str, award: str = "BK-TINH") -> UnitForm:
    """The form with nothing but the award in it."""
    one = form(variant)
    return unit_form.written(one, awards()[award], unit_form.Known(), office(), made_on=one.since)


def letter() -> UnitForm:
    """Tờ trình with the list of a draft."""
    unit = Unit(name="Sở Giáo dục và Đào tạo tỉnh Minh Họa")
    header = {"kind": Kind.MERIT, "letter_number": "215/TTr-SGDĐT", "letter_date": "2026-11-18"}
    known = unit_form.of_dossier(unit, header, ROWS, {"BK-TINH": awards()["BK-TINH"].name})
    return unit_form.written(form("to-trinh-hoi-dong"), awards()["BK-TINH"], known, office(), made_on=TODAY)


def report() -> UnitForm:
    """The report of a person of whom the register knows a title and a certificate."""
    def record(award: str, year: int) -> AwardRecord:
        return AwardRecord(
            award=award, award_name=awards()[award].name, decision_number=f"{year}/QĐ-UBND", decided_on=date(year, 12, 20),
            authority="Chủ tịch Ủy ban nhân dân tỉnh Minh Họa", period=str(year))

    groups = {code: award.group for code, award in awards().items()}
    unit, past = Unit(name="Sở Giáo dục và Đào tạo tỉnh Minh Họa"), [record("CSTDCS", 2023), record("BK-TINH", 2024)]
    known = unit_form.of_nominee(unit, {"kind": Kind.MERIT}, ROWS[0], past, groups)
    return unit_form.written(form("bao-cao-ca-nhan"), awards()["BK-TTG"], known, office(), made_on=TODAY)


def asked() -> list[tuple[str, str, str, str, date]]:
    """Every paper that a rule of the fixtures names: code, award, reason, recipient, first day; rules for all awards, for each award."""
    found = set()
    for rule in fixture("rules"):
        for award in [rule["award"]] if rule["award"] else awards():
            for paper in rule["papers"]:
                found |= {(paper["code"], award, rule["kind"], taker, rule["since"]) for taker in awards()[award].kinds}
    return sorted(found)


def here(paper: UnitForm) -> UnitForm:
    """The same form of a unit in this place."""
    return replace(paper, head=replace(paper.head, place="Minh Họa"))


def every() -> dict[str, UnitForm]:
    """Blank, as a letter, with a list, filled in."""
    return {
        "unit_form_blank": here(blank("bao-cao-dot-xuat")), "unit_form_letter": here(blank("hoi-cong-an", "HC-HN")),
        "unit_form_list": here(letter()), "unit_form_report": here(report()),
    }
