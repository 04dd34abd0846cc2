"""Lists at the counter: what is bad is told where it stands, and nothing of it is stored."""
from __future__ import annotations

import io
import time
from datetime import date

import pytest
from openpyxl import load_workbook

from tests import factories as f
from tests.desks.counter import (
    LETTERS,
    OURS,
    at_counter,
    excel,
    logged_in,
    people,
    ready,
    said,
    upload,
    url,
    waiting_lists,
)
from tests.papers.lists import HEADER, cells
from tests.papers.test_sheets_files import OLE, changed, types, zipped
from workflow.engine.receiving import intake
from workflow.models import Draft
from workflow.papers import contents, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_leftovers() -> None:
    for place in waiting.folder().iterdir():
        place.unlink()


def huge(megabytes: int, magic: bytes) -> bytes:
    return magic + bytes(megabytes * contents.MIB)


BAD_LISTS = [
    (b"%PDF-1.7\n...", "Tệp không phải là sổ Excel .xlsx (nội dung là tệp PDF)"),
    (OLE + "Workbook".encode("utf-16-le"), "sổ Excel 97–2003 (.xls)"),
    (b"", "Tệp rỗng (0 byte)"),
    (zipped({"[Content_Types].xml": types("ms-excel.sheet.macroEnabled.main")}), "Sổ Excel có chứa macro"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "Tệp được bảo vệ bằng mật khẩu"),
    (changed({"xl/media/a.bin": bytes(30 * contents.MIB)}), "giải nén ra lớn gấp hơn 200 lần"),
    (huge(50, b"PK\x03\x04"), "Tệp có dung lượng 50,0 MB, quá giới hạn 20 MB"),
    (excel(["a", "b"], header=("Cột lạ", "Cột khác")), "Không tìm thấy dòng tiêu đề"),
]


@pytest.mark.parametrize(("content", "told"), BAD_LISTS, ids=[told[:30] for _, told in BAD_LISTS])
def test_a_bad_workbook_is_refused_at_its_field(content: bytes, told: str) -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    answer = upload(client, draft, content)
    assert answer.status_code == 422
    assert told in said(answer) and "Chưa có gì được lưu vào hệ thống" in said(answer)
    assert 'id="excel-file_error"' in said(answer) and "danh sách.xlsx" in said(answer)
    draft.refresh_from_db()
    assert draft.rows == [] and waiting_lists() == []


def test_no_file_at_all() -> None:
    client, clerk = at_counter()
    answer = client.post(url("upload", ready(clerk).pk), {})
    assert answer.status_code == 422 and "Chưa chọn tệp Excel nào." in said(answer)


NFD = "Nguyễn Thị Hoà"
BAD_ROWS = [
    ("thiếu cột", excel(["1", "Trần Văn A"], header=("STT", "Họ và tên")), "error", "Thiếu cột bắt buộc “Danh hiệu"),
    ("ô công thức", excel(cells(**OURS | {"name": "=CONCATENATE(A1,B1)"})), "error", "Ô chứa công thức"),
    ("mất số 0", excel(cells(**OURS | {"identity": 38185004512})), "warning", "Số định danh mất số 0 ở đầu (38185004512)"),
    ("trùng người", excel(cells(**OURS), cells(**OURS)), "error", "Trùng người với ô"),
    ("hình thức không được đề nghị", excel(cells(**OURS | {"award": "GDVH"})), "error", "không được đề nghị “Gia đình văn hóa”"),
    ("ngày dạng chữ", excel(cells(**OURS | {"birth": "32/13/1985"})), "error", "không có thật"),
    ("ngày dạng số", excel(cells(**OURS | {"birth": 31295})), "warning", "theo cách đếm ngày của Excel"),
    ("tổ hợp dấu", excel(cells(**OURS | {"name": __import__("unicodedata").normalize("NFD", NFD)})), "warning", "NFC"),
]


@pytest.mark.parametrize(("content", "level", "told"), [case[1:] for case in BAD_ROWS], ids=[case[0] for case in BAD_ROWS])
def test_a_bad_row_is_shown_at_its_cell_and_nothing_is_stored(content: bytes, level: str, told: str) -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    answer = upload(client, draft, content)
    assert answer.status_code == 200 and told in said(answer)
    notes = [note for line in answer.context["troubled"] for note in line.notes] + answer.context["general"]
    assert any(told in text and cell and found == level for cell, found, text in notes), "at its cell"
    draft.refresh_from_db()
    assert draft.rows == []
    token = answer.context["token"]
    after = client.post(url("accept", draft.pk, token), {"hinh-thuc": ""}, follow=True)
    draft.refresh_from_db()
    assert bool(draft.rows) == (level == "warning")
    assert bool(waiting_lists()) == (level == "error"), "the list waits on until it is abandoned"
    if level == "error":
        assert "chưa nhận dòng nào" in said(after) and "Nhận toàn bộ danh sách" not in said(after)


def test_merged_headers_are_understood() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    book = load_workbook(io.BytesIO(excel(*people(2))))
    sheet = book.active
    assert sheet is not None
    sheet.insert_rows(1, 2)
    sheet["A1"] = "DANH SÁCH ĐỀ NGHỊ"
    sheet.merge_cells("A1:L1")
    out = io.BytesIO()
    book.save(out)
    assert upload(client, draft, out.getvalue()).context["ok"]


def test_a_list_is_accepted_whole_and_once() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    page = upload(client, draft, excel(*people(30)))
    token = page.context["token"]
    assert (page.context["total"], page.context["bad"], len(page.context["good"]), page.context["troubled"]) == (30, 0, 20, [])
    draft.refresh_from_db()
    assert draft.rows == [], "nothing is stored until accepted"
    answer = client.post(url("accept", draft.pk, token), {"hinh-thuc": ""}, follow=True)
    assert "Đã nhận toàn bộ 30 dòng" in said(answer)
    again = client.post(url("accept", draft.pk, token), {"hinh-thuc": ""}, follow=True)
    assert "đã được nhận, đã bỏ" in said(again)
    draft.refresh_from_db()
    assert len(draft.rows) == 30 and waiting_lists() == []


def test_people_the_draft_already_has_are_faults_of_the_next_list() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    first = upload(client, draft, excel(*people(3)))
    client.post(url("accept", draft.pk, first.context["token"]), {"hinh-thuc": ""})
    second = upload(client, draft, excel(*people(3, start=2)))
    assert not second.context["ok"] and "Trùng người với dòng 3" in said(second)
    client.post(url("accept", draft.pk, second.context["token"]), {"hinh-thuc": ""})
    draft.refresh_from_db()
    assert len(draft.rows) == 3


def test_a_list_without_end_is_refused_and_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    monkeypatch.setattr("workflow.papers.roll.MAX_ROWS", 5)
    assert "Danh sách có hơn 5 dòng" in said(upload(client, draft, excel(*people(6))))
    assert waiting_lists() == []


def test_an_abandoned_list_leaves_nothing() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    token = upload(client, draft, excel(*people(2))).context["token"]
    assert "không dòng nào được lưu" in said(client.post(url("abandon", draft.pk, token), follow=True))
    assert waiting_lists() == []
    assert "đã quá một ngày" in said(client.get(url("preview", draft.pk, token), follow=True))
    assert "đã quá một ngày" in said(client.get(url("marked", draft.pk, token), follow=True))


def test_a_waiting_list_opens_for_nobody_else() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    token = upload(client, draft, excel(*people(2))).context["token"]
    other = f.user(f.INTAKE)
    theirs = ready(other)
    assert "Nguyễn Thị B" not in said(logged_in(other).get(url("preview", theirs.pk, token), follow=True))
    assert waiting_lists(), "and is not swept by looking"


def test_the_marked_copy_explains_every_fault() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    page = upload(client, draft, excel(*people(3), cells(**OURS | {"birth": "31/02/1985"})))
    assert page.context["bad"] == 1 and len(page.context["good"]) == 3
    answer = client.get(url("marked", draft.pk, page.context["token"]))
    book = load_workbook(io.BytesIO(answer.content))
    comment = book["DS"]["D5"].comment
    assert comment is not None and "không có thật" in comment.text
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_award_of_lines_that_name_none() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    header = [title for title in HEADER if title != "Danh hiệu"]
    row = [value for title, value in zip(HEADER, cells(), strict=True) if title != "Danh hiệu"]
    page = upload(client, draft, excel(row, header=header), default="BK-TINH")
    assert page.context["ok"] and page.context["default"] == "BK-TINH"
    client.post(url("accept", draft.pk, page.context["token"]), {"hinh-thuc": "BK-TINH"})
    draft.refresh_from_db()
    assert [row["award"] for row in draft.rows] == ["BK-TINH"]


def test_the_empty_list_offers_what_the_unit_may_ask_for() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    answer = client.get(url("template"), {"nhap": draft.pk})
    book = load_workbook(io.BytesIO(answer.content))
    offered = {cell.value for cell in book["Danh mục"]["D"]}
    assert "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh" in offered and "Gia đình văn hóa" not in offered
    assert client.get(url("template")).status_code == 200


# ------------------------------------------------------------------ size


def test_ten_thousand_rows_are_previewed_and_accepted() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    content = excel(*people(9_999), cells(**OURS | {"birth": "31/02/1985", "identity": "038185999999", "name": "Người Cuối"}))
    begun = time.perf_counter()
    page = upload(client, draft, content)
    spent = time.perf_counter() - begun
    assert (page.context["total"], page.context["bad"], len(page.context["troubled"]), len(page.context["good"])) == (10_000, 1, 1, 20)
    assert len(page.content) < 200_000, "only problems and a sample are shown"
    assert spent < 60, spent
    good = upload(client, draft, excel(*people(10_000)))
    client.post(url("accept", draft.pk, good.context["token"]), {"hinh-thuc": ""})
    assert len(Draft.objects.get(pk=draft.pk).rows) == 10_000
    begun = time.perf_counter()
    assert client.get(url("draft", draft.pk)).status_code == 200
    assert time.perf_counter() - begun < 5


def test_many_faulty_rows_are_paged() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    rows = [cells(**OURS | {"identity": f"038185{n:06d}", "name": f"Bà {str(n).translate(LETTERS)}", "birth": "x"}) for n in range(120)]
    page = upload(client, draft, excel(*rows))
    assert (page.context["bad"], page.context["pages"], len(page.context["troubled"])) == (120, 3, 50)
    last = client.get(url("preview", draft.pk, page.context["token"]), {"trang": "3"})
    assert len(last.context["troubled"]) == 20 and not last.context["after"]


def test_born_today_and_unit_unknown_are_told() -> None:
    client, clerk = at_counter()
    draft = intake.begin(clerk)
    page = upload(client, draft, excel(cells(**OURS | {"birth": date(2099, 1, 1)})))
    assert "Chưa chọn đơn vị trình hoặc loại hình" in said(page) and "ở sau hôm nay" in said(page)
