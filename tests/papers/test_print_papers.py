"""Every paper as a reader gets it: complete, searchable, in its margins, archivable, accessible, the same each time."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.papers import samples
from tests.papers.reading import MM, Word, golden, layout, pages, run, squeezed, stream, words
from tests.papers.validating import failures
from workflow.papers.facts import DecisionPaper, Facts, Paper, PaymentList
from workflow.papers.facts.common import nfc
from workflow.papers.pipe import Printed
from workflow.papers.press import Limits, Press, render
from workflow.papers.wording import bare

HERE = Path(__file__).parent
NAMES = sorted(samples.every_paper())
# The decision's lists do not repeat what only the proposal has to say.
NOT_PRINTED = {
    (DecisionPaper, "sex"), (DecisionPaper, "basis"),
    (PaymentList, "state"), (PaymentList, "paper"), (PaymentList, "note")}  # for the workbook of the same rows


@cache
def printed(name: str) -> Printed:
    """The sample, printed once for all tests."""
    return render(samples.every_paper()[name])


def texts(paper: Paper, part: Facts | None = None) -> Iterator[str]:
    """Every text among a paper's facts."""
    part = part or paper
    for field in fields(part):
        value = getattr(part, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Facts):
                yield from texts(paper, item)
            elif type(item) is str and item and (type(paper), field.name) not in NOT_PRINTED:
                yield bare(item)


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_can_be_found_in_the_text(name: str) -> None:
    text = stream(printed(name).pdf)
    assert [fact for fact in texts(samples.every_paper()[name]) if squeezed(fact) not in text] == []
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_as_approved(name: str) -> None:
    assert golden(printed(name).pdf) == (HERE / "golden" / f"{name}.txt").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_text_stays_within_the_margins(name: str) -> None:
    def outside(word: Word) -> bool:
        if word.bottom < 20:  # page number and draft mark live in the top margin
            return word.text not in ("DỰ", "THẢO") and not word.text.isdigit()
        if name.startswith("unit_form") and word.top > word.page_height - 20:  # the note in the foot of a form
            return word.left < 30 or word.page_width - word.right < 15
        edges = (word.left - 30, word.page_width - 15 - word.right, word.page_height - 20 - word.bottom)
        return min(edges) < -0.2  # poppler's boxes include a letter's overhang

    assert [word for word in words(printed(name).pdf) if outside(word)] == []


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_a4_and_counted(name: str) -> None:
    with pikepdf.open(BytesIO(printed(name).pdf)) as pdf:
        sizes = {tuple(sorted(round(float(edge) / MM) for edge in page.mediabox[2:])) for page in pdf.pages}
        assert sizes == {(210, 297)} and len(pdf.pages) == printed(name).pages


@pytest.mark.parametrize("name", NAMES)
def test_only_our_fonts_are_in_the_file_and_all_of_them_embedded(name: str) -> None:
    lines = run("pdffonts", "-", pdf=printed(name).pdf).splitlines()[2:]
    assert lines and all(re.match(r"[A-Z]{6}\+VB-Serif", line) and " yes yes yes " in line for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_attached_for_machines(name: str) -> None:
    with pikepdf.open(BytesIO(printed(name).pdf)) as pdf:
        attached = json.loads(pdf.attachments["du-lieu.json"].get_file().read_bytes())
    assert attached["paper"] == type(samples.every_paper()[name]).__name__
    assert attached["head"]["place"] == "Minh Họa"


def test_all_files_are_archivable_and_accessible(tmp_path: Path) -> None:
    assert failures({name: printed(name).pdf for name in NAMES}, tmp_path) == []


def test_the_qr_code_leads_to_the_public_page(tmp_path: Path) -> None:
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-", tmp_path / "p"], input=printed("receipt").pdf, check=True)
    read = subprocess.run(["zbarimg", "-q", "--raw", next(tmp_path.glob("*.png"))], capture_output=True, check=True)
    assert read.stdout.decode().strip() == samples.receipt().lookup_url


def test_a_small_receipt_is_one_page() -> None:
    assert printed("receipt").pages == 1


def test_page_numbers_start_on_page_two_and_again_in_each_annex() -> None:
    first = [page.lstrip("\n").split("\n")[0].strip() for page in pages(printed("decision").pdf)]
    numbers = [line if line.isdigit() else "" for line in first]
    assert numbers == ["", "2", "", "2", "3", "", ""]
    number = next(word for word in words(printed("decision").pdf) if word.page == 2)
    assert number.text == "2" and abs((number.left + number.right) / 2 - (30 + 165 / 2)) < 0.5


def test_annexes_of_the_proposal_lie_sideways_and_repeat_their_heads() -> None:
    lists = [page for page in pages(printed("proposal_sheet").pdf) if "Họ và tên" in page]
    assert len(lists) > 2 and all("Chức vụ, đơn vị công tác" in page for page in lists)
    wide = {word.page for word in words(printed("proposal_sheet").pdf) if word.page_width > 290}
    assert wide == {3, 4, 5, 6, 7, 8}


def test_legal_bases_end_with_semicolons_and_the_last_with_a_stop() -> None:
    text = layout(printed("decision").pdf)
    assert "ngày 16 tháng 6 năm 2025;" in text and "ngày 15 tháng 6 năm 2022;\n" in text
    assert re.search(r"ngày 16\s+tháng 12 năm 2026\.\n", text)


def test_a_decision_is_signed_by_the_chairman_alone() -> None:
    text = layout(printed("decision").pdf)
    assert "TM. ỦY BAN" not in text and re.search(r"Nơi nhận:\s+CHỦ TỊCH\n", text)
    assert "Số: 05/QĐ-UBND" in text and "Minh Họa, ngày 18 tháng 12 năm 2026" in text and "DỰ THẢO" not in text


def test_a_draft_says_so_on_every_page_and_has_no_number() -> None:
    text = layout(printed("decision_draft").pdf)
    assert text.count("DỰ THẢO") == printed("decision_draft").pages == 2
    assert "Số: …/QĐ-UBND" in text and "ngày … tháng … năm 2026" in text


def test_the_signature_never_stands_alone() -> None:
    """Whatever the length of the text, the page with the signature has at least two lines of it."""
    for size in range(1, 15):
        paper = samples.decision(1, executors="Thủ trưởng các cơ quan", bases=("Căn cứ Luật Thi đua, khen thưởng",) * size)
        text = next(page for page in pages(render(paper).pdf) if "Nơi nhận:" in page)
        before = [line for line in text.split("Nơi nhận:")[0].splitlines() if line.strip() and not line.strip().isdigit()]
        assert len(before) >= 2, size


def test_the_same_facts_give_the_same_bytes_in_another_process() -> None:
    other = Press()
    try:
        again = other.render(samples.decision(), Limits())
    finally:
        other.stop()
    assert again.sha256 == printed("decision").sha256 and again.pdf == printed("decision").pdf


def test_decomposed_text_prints_like_composed_text() -> None:
    paper = samples.receipt(applicant=samples.decomposed(samples.receipt().applicant))
    assert paper != samples.receipt() and nfc(paper) == samples.receipt()
    assert render(paper).sha256 == printed("receipt").sha256


def test_a_name_is_text_and_never_markup() -> None:
    paper = samples.supplement_request(officer='<b onclick="x">& Nghĩa</b>')
    assert '<b onclick="x">& Nghĩa</b>' in layout(render(paper).pdf)


def test_the_lines_of_the_counts_agree_with_the_lists() -> None:
    paper = samples.proposal_sheet()
    assert paper.total.total == paper.rows == 47 and paper.money == 40 * 7_590_000 + 6 * 7_590_000 + 3_800_000
    assert re.search(r"Tổng cộng\s+6\s+40\s+1\s+47", layout(printed("proposal_sheet").pdf))
