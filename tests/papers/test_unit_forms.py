"""Every paper that a rule names has a form, one and only one for each award, reason and recipient; and each form prints."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.papers import unit_papers
from tests.papers.reading import layout, squeezed, stream
from tests.papers.validating import failures
from workflow.models.tables import fixture
from workflow.papers import blanks, unit_forms
from workflow.papers.facts import UnitForm
from workflow.papers.facts.unit_form import UNVERIFIED
from workflow.papers.faults import PrintFailed
from workflow.papers.pipe import Printed
from workflow.papers.press import render
from workflow.papers.prints import unit_form

FORMS = unit_forms.every()
ASKED = unit_papers.asked()
CODES = sorted({code for code, *_ in ASKED})
every = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.variant)


def award_of(form: unit_forms.Form) -> str:
    """An award that asks for a paper of this form."""
    return next(award for code, award, kind, taker, day in ASKED if unit_forms.form_of(code, award, kind, taker, day) == form)


@cache
def printed(form: unit_forms.Form) -> Printed:
    """The blank form, really printed, once for all tests."""
    return render(unit_papers.blank(form.variant, award_of(form)))


@pytest.mark.parametrize("code", CODES)
def test_every_paper_has_exactly_one_form_for_whoever_must_hand_it_in(code: str) -> None:
    for _, award, kind, taker, day in (row for row in ASKED if row[0] == code):
        found = [form.variant for form in unit_forms.fitting(code, award, kind, taker, day)]
        said = f"{award}, {kind}, {taker}: giấy tờ “{code}” từ {day} có {len(found)} mẫu ({', '.join(found) or 'không có'})"
        assert len(found) == 1, said


def test_no_form_is_there_for_nothing() -> None:
    used = {unit_forms.form_of(*row).variant for row in ASKED if unit_forms.form_of(*row)}  # type: ignore[union-attr]
    assert used == {form.variant for form in FORMS} and len(used) == len(FORMS), "a form nobody can be given, or two of one name"


def test_a_form_with_a_last_day_is_no_longer_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    old = unit_forms.read({**FIRST, "until": "2026-06-30"}, {})
    new = unit_forms.read({**FIRST, "variant": "moi", "since": "2026-07-01"}, {})
    monkeypatch.setattr(unit_forms, "every", lambda: (old, new))
    on = [unit_forms.fitting("to-trinh", "BK-TINH", "cong-trang", "person", day) for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert on == [[old], [new]]


FIRST = {"code": "to-trinh", "variant": "cu", "name": "Tờ trình", "since": "2024-01-01", "until": None, "source": "x", "verified": True,
         "subject": "x", "parts": [], "kinds": ["cong-trang"]}


def test_an_unknown_paper_has_no_form_rather_than_a_wrong_one() -> None:
    assert unit_forms.form_of("giay-la", "BK-TINH", "cong-trang", "person", unit_papers.TODAY) is None


@every
def test_a_form_says_where_its_words_come_from(form: unit_forms.Form) -> None:
    assert form.source and form.name and not form.verified, "nobody has compared the forms with the official text"
    assert UNVERIFIED in layout(printed(form).pdf)


@every
def test_title_parts_labels_and_columns_are_on_the_paper(form: unit_forms.Form) -> None:
    text, paper = stream(printed(form).pdf), unit_papers.blank(form.variant, award_of(form))
    said = [paper.title, paper.subject, *paper.addressees, *(sign.title for sign in (*paper.signs, *paper.below))]
    for part in paper.parts:
        said += [part.heading, part.text, part.hint, part.label, *(column.title for column in part.columns)]
    assert [one for one in said if squeezed(one) not in text] == []
    assert unit_papers.awards()[award_of(form)].name.casefold().replace(" ", "") in text, "the form does not name its award"


@every
def test_a_blank_form_has_room_to_write_and_nobody_in_it(form: unit_forms.Form) -> None:
    paper = unit_papers.blank(form.variant, award_of(form))
    labels = [part for part in paper.parts if part.label]
    rows = [cell for part in paper.parts for row in part.rows for cell in row.cells]
    assert labels or rows
    assert not any(part.value for part in labels) and not paper.number and not any(sign.name for sign in paper.signs)
    assert 1 <= printed(form).pages <= 3


@every
def test_a_table_has_as_many_cells_as_columns(form: unit_forms.Form) -> None:
    for part in unit_papers.blank(form.variant).parts:
        assert all(len(row.cells) == len(part.columns) for row in part.rows)


def features(form: unit_forms.Form) -> set[object]:
    """What a form is put together of: its head, its end, the pieces between, the pages."""
    pieces = {next(name for name in ("table", "f", "h", "t", "hint", "lines") if name in part) for part in form.parts}
    shape = (bool(form.title), form.private, form.office), bool(form.to), bool(form.copies), bool(form.below), printed(form).pages > 1
    return {*pieces, *enumerate(shape)}


def test_every_feature_of_a_form_is_archivable_and_accessible(tmp_path: Path) -> None:
    left, chosen = set[object]().union(*map(features, FORMS)), []
    while left:  # the fewest forms, near enough, that have them all: the checker takes a second for each
        chosen.append(max(FORMS, key=lambda form: len(features(form) & left)))
        left -= features(chosen[-1])
    assert failures({form.variant: printed(form).pdf for form in chosen}, tmp_path) == []


def test_the_same_form_is_the_same_file_every_day() -> None:
    one, other = unit_papers.blank("bao-cao-ca-nhan"), unit_papers.blank("bao-cao-ca-nhan")
    assert blanks.place(one) == blanks.place(other) != blanks.place(unit_papers.blank("bao-cao-ca-nhan", "BK-TTG"))


def test_a_form_is_printed_once_and_then_kept(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FORMS_ROOT = tmp_path  # type: ignore[attr-defined]
    paper = unit_papers.blank("bia-quyet-dinh")
    assert blanks.kept(paper) is None
    first = blanks.printed(paper)
    monkeypatch.delattr(blanks, "press")  # whoever prints again fails
    assert blanks.printed(paper) == first == blanks.kept(paper) and [file.suffix for file in tmp_path.iterdir()] == [".pdf"]


def test_new_forms_take_two_threads_at_most_and_give_them_back(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FORMS_ROOT = tmp_path  # type: ignore[attr-defined]
    one, other, third = (unit_papers.blank(variant) for variant in ("bia-quyet-dinh", "bao-cao-ca-nhan", "bao-cao-tap-the"))
    began, go_on = threading.Semaphore(0), threading.Event()

    def slow(paper: UnitForm, limits: object) -> Printed:
        began.release()
        assert go_on.wait(20)
        return Printed(b"%PDF", "", 1)

    monkeypatch.setattr(blanks.press, "render", slow)
    with ThreadPoolExecutor(2) as pool:
        busy = [pool.submit(blanks.printed, paper) for paper in (one, other)]
        for _ in busy:
            assert began.acquire(timeout=20)
        with pytest.raises(PrintFailed, match="đang bận"):
            blanks.printed(third)
        go_on.set()
        assert [one.result() for one in busy] == [b"%PDF"] * 2
    assert blanks.printed(third) == b"%PDF"


def test_a_form_that_cannot_be_laid_down_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken.pdf").mkdir()
    with pytest.raises(OSError):
        blanks.keep(b"%PDF", tmp_path / "taken.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["taken.pdf"]


def test_another_award_below_the_province_goes_to_who_gives_it() -> None:
    assert unit_papers.blank("to-trinh-hoi-dong", "GK-XA").addressees == ("Chủ tịch Ủy ban nhân dân cấp xã",)
    assert unit_papers.blank("to-trinh-hoi-dong", "HC-LD3").addressees == ("Chủ tịch Ủy ban nhân dân tỉnh Minh Họa",)


def test_a_list_too_long_for_a_letter_goes_in_a_list_of_its_own() -> None:
    rows = unit_papers.ROWS[:1] * (unit_form.LISTED + 1)
    known = unit_form.of_dossier(None, {}, rows, {})
    assert [row["name"] for row in known.tables["nominees"]] == ["301 đối tượng, theo danh sách kèm theo"]
    assert len(unit_form.of_dossier(None, {}, rows[1:], {}).tables["nominees"]) == unit_form.LISTED


def test_the_report_lists_titles_and_other_awards_apart() -> None:
    paper = unit_papers.report()
    tables = [[row.cells[1] for row in part.rows if row.cells[1]] for part in paper.parts if part.columns]
    assert tables == [["Chiến sĩ thi đua cơ sở"], ["Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"], []]


def filled_places(paper: UnitForm) -> set[str]:
    return {part.label for part in paper.parts if part.value}


def test_what_a_form_asks_for_and_we_know_is_written_in() -> None:
    assert filled_places(unit_papers.report()) >= {"Giới tính", "Số định danh cá nhân", "Đơn vị công tác"}
    assert {"Đơn vị đề nghị", "Loại hình khen thưởng"} <= filled_places(unit_papers.letter())


def test_the_names_of_places_are_names_we_fill() -> None:
    """A typing error in the file would leave a place blank for ever."""
    known = {"name", "identity", "position", "workplace", "citation", "birth", "born", "sex", "place", "unit", "kind", "case", "movement",
             "counts", "nominees", "titles", "forms"}
    assert {part["fill"] for form in FORMS for part in form.parts if "fill" in part} == known


def test_the_codes_of_papers_are_those_the_rules_name() -> None:
    assert {form.code for form in FORMS} == {paper["code"] for rule in fixture("rules") for paper in rule["papers"]}
