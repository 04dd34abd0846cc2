"""The register of awards on the screen: who may enter, what is shown, what the buttons do."""
from __future__ import annotations

import subprocess
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from PIL import Image

from tests import factories as f
from tests.desks.counter import logged_in, said
from workflow.engine.register import matching
from workflow.models import AwardRecord, ImportBatch, Merge, Recipient
from workflow.papers import old_awards

pytestmark = pytest.mark.django_db
KEEPER = "Hồ sơ khen thưởng"
ROW = ["Cá nhân", "Trần Thị Hòa", "05/09/1985", "Nữ", "038185004512", "Sở Y tế", "CSTDCS", "12/QĐ-SYT", "20/12/2015", "Giám đốc Sở Y tế",
       "Công trạng", "2015", "Có sáng kiến", "Sổ 1"]
FORM = {
    "source": "scanned",
    "kind": "person", "name": "Trần Thị Hòa", "birth": "05/09/1985", "sex": "nu", "award": "CSTDCS",
    "number": "12/QĐ-SYT", "decided": "20/12/2015", "authority": "Giám đốc Sở Y tế", "unit": "Sở Y tế",
    "reason": "cong-trang", "period": "2015"}


def keeper() -> Client:
    return logged_in(f.holder(KEEPER))


def url(name: str, *args: Any) -> str:
    return reverse(f"honours:{name}", args=args)


def file(*rows: list[Any]) -> SimpleUploadedFile:
    book = Workbook()
    assert book.active is not None
    for row in (list(old_awards.TITLES.values()), *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("cũ.xlsx", out.getvalue())


def changed(**cells: Any) -> list[Any]:
    return [cells.get(name, value) for name, value in zip(old_awards.TITLES, ROW, strict=True)]


def imported(client: Client, *rows: list[Any]) -> ImportBatch:
    answer = client.post(url("imports"), {"file": file(*(rows or [ROW]))})
    assert answer.status_code == 302, said(answer)
    return ImportBatch.objects.latest("pk")


def recipient(name: str = "Trần Thị Hòa", **fields: Any) -> Recipient:
    return Recipient.objects.create(kind="person", name=name, **{"birth_date": date(1985, 9, 5), "birth_year": 1985, **fields})


def test_only_who_searches_recipients_reads_the_register_and_only_the_keeper_writes() -> None:
    reader, stranger = logged_in(f.holder(f.APPRAISAL)), logged_in(f.holder(f.MEMBER))
    assert stranger.get(url("list")).status_code == 403 and reader.get(url("list")).status_code == 200
    assert "Ghi một lần khen" not in said(reader.get(url("list"))) and "Ghi một lần khen" in said(keeper().get(url("list")))
    for name in ("enter", "imports", "doubles", "merges", "empty"):
        assert reader.get(url(name)).status_code == 403 and keeper().get(url(name)).status_code == 200
    for name in ("decide", "accept", "drop", "undo_batch", "undo_merge", "cancel"):
        assert reader.post(url(name, 1)).status_code == 403
    assert Client().get(url("list")).status_code == 302


def test_a_list_goes_from_the_empty_workbook_into_the_register() -> None:
    client = keeper()
    assert load_workbook(BytesIO(client.get(url("empty")).content)).worksheets[0]["B1"].value.startswith("Họ và tên")
    known = recipient("Trần Thị Hoa")
    batch = imported(client, [*ROW[:4], None, *ROW[5:]], changed(name="Lê Văn Tám", sex="Nam", identity=None, decided="31/02/2015"))
    page = said(client.get(url("batch", batch.pk)))
    assert "Nghi trùng" in page and "tên chỉ khác dấu" in page and "phải phân xử" in page
    assert "31/02/2015” không có thật" in said(client.get(url("batch", batch.pk) + "?nhom=faulty"))
    client.post(url("accept", batch.pk), {"mot-phan": "1"})
    assert not AwardRecord.objects.exists()
    row = batch.rows.get(verdict="doubtful")
    client.post(url("decide", batch.pk), {f"dong-{row.pk}": known.pk})
    answer = client.post(url("accept", batch.pk), {"mot-phan": "1"}, follow=True)
    assert "Đã ghi 1 lần khen" in said(answer) and known.awards.get().decision_number == "12/QĐ-SYT"
    answer = client.post(url("undo_batch", batch.pk), {"reason": "Nhầm tệp"}, follow=True)
    assert "Đã rút lại 1 lần khen" in said(answer) and known.awards.get().status == "cancelled"


def test_one_answer_for_all_doubts_and_a_list_put_away() -> None:
    client = keeper()
    recipient("Trần Thị Hoa")
    batch = imported(client, [*ROW[:4], None, *ROW[5:]])
    client.post(url("decide", batch.pk), {"con-lai": "giong"})
    assert batch.rows.get().recipient == Recipient.objects.get()
    client.post(url("drop", batch.pk))
    assert "Đã bỏ" in said(client.get(url("imports"))) and not AwardRecord.objects.exists()


@pytest.mark.parametrize("upload", [SimpleUploadedFile("x.xlsx", b"no workbook"), None])
def test_what_is_no_list_is_told_at_the_form(upload: SimpleUploadedFile | None) -> None:
    answer = keeper().post(url("imports"), {"file": upload} if upload else {})
    assert answer.status_code == 422 and not ImportBatch.objects.exists()


def test_the_register_is_found_shown_and_taken_home() -> None:
    client = keeper()
    batch = imported(client, ROW, changed(name="Lê Văn Tám", birth="01/02/1970", sex="Nam", identity=None, number="9/QĐ"))
    client.post(url("accept", batch.pk))
    page = said(client.get(url("list"), {"ten": "tran hoa", "nam": "2015", "so": "12/qd", "noi": "so y te"}))
    assert "Trần Thị Hòa" in page and "Lê Văn Tám" not in page
    assert "038185004512" not in page
    assert "Không có lần khen nào khớp" in said(client.get(url("list"), {"nam": "2001"}))
    sheet = load_workbook(BytesIO(client.get(url("export"), {"ten": "tam"}).content)).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows()] == ["Họ và tên / Tên tập thể", "Lê Văn Tám"]
    record = AwardRecord.objects.get(recipient__name="Trần Thị Hòa")
    assert "12/QĐ-SYT" in said(client.get(url("record", record.pk))) and client.get(url("record", 0)).status_code == 404
    person = said(client.get(reverse("registry:recipient", args=[record.recipient_id])))
    assert "038185004512" in person and "Chiến sĩ thi đua cơ sở" in person


@pytest.mark.parametrize("query", ["?sau=x", "?sau=2020-01-01_x", "?nam=abc", "?sau=2020-13-01_5"])
def test_a_broken_address_breaks_nothing(query: str) -> None:
    assert keeper().get(url("list") + query).status_code == 200


def test_one_award_is_entered_with_its_scan_and_taken_back() -> None:
    client = keeper()
    scan = BytesIO()
    Image.new("RGB", (8, 8)).save(scan, "PNG")
    answer = client.post(url("enter"), {**FORM, "file": SimpleUploadedFile("bằng.png", scan.getvalue())}, follow=True)
    record = AwardRecord.objects.get()
    assert "vào sổ" in said(answer) and record.source == "scanned" and record.files.count() == 1
    got = client.get(url("file", record.pk, record.files.get().pk))
    assert b"".join(got.streaming_content) == scan.getvalue() and "attachment" in got["Content-Disposition"]
    for role, opens in ((f.APPRAISAL, 200), (f.CHIEF, 200), (f.INTAKE, 403), (f.SECRETARY, 403), (f.DRAFTER, 403)):
        reader = Client()
        reader.force_login(f.user(role))
        assert reader.get(url("file", record.pk, record.files.get().pk)).status_code == opens, role
        shown = reader.get(url("record", record.pk)).content.decode()
        assert ("bằng.png" in shown) is (opens == 200) and ("Bản quét, chỉ người" in shown) is (opens == 403), role
    assert "đã có trong sổ" in said(client.post(url("enter"), FORM))
    client.post(url("cancel", record.pk), {"reason": ""})
    record.refresh_from_db()
    assert record.status == "valid"
    client.post(url("cancel", record.pk), {"reason": "Nhầm người"})
    record.refresh_from_db()
    assert record.status == "cancelled"


def test_a_doubtful_person_is_asked_about_before_anything_is_written() -> None:
    client, known = keeper(), recipient("Trần Thị Hoa")
    answer = client.post(url("enter"), FORM)
    assert answer.status_code == 422 and "Người này là ai trong sổ?" in said(answer) and not AwardRecord.objects.exists()
    client.post(url("enter"), {**FORM, "nguoi": known.pk})
    assert known.awards.count() == 1
    client.post(url("enter"), {**FORM, "nguoi": "0"})
    assert AwardRecord.objects.count() == 2 and Recipient.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"decided": "31/02/2015"}, {"award": "NGOAI-DM"}, {"name": ""}, {"birth": "x"}, {"number": "không"}])
def test_a_faulty_form_comes_back(wrong: dict[str, str]) -> None:
    assert keeper().post(url("enter"), {**FORM, **wrong}).status_code == 422 and not AwardRecord.objects.exists()


def test_the_form_of_somebody_known_is_filled_in() -> None:
    page = said(keeper().get(url("enter") + f"?doi-tuong={recipient().pk}"))
    assert 'value="Trần Thị Hòa"' in page and 'value="05/09/1985"' in page


def test_doubles_are_compared_merged_and_parted() -> None:
    client, one, other = keeper(), recipient(), recipient("Trần Thị Hoa")
    assert "tên chỉ khác dấu" in said(client.get(url("doubles")))
    assert "Hai đối tượng này có phải là một?" in said(client.get(url("compare", one.pk, other.pk)))
    assert client.post(url("compare", one.pk, other.pk), {"gop": "1", "reason": ""}).status_code == 422
    client.post(url("compare", one.pk, other.pk), {"gop": "1", "reason": "Đã đối chiếu", "giu": other.pk})
    assert Merge.objects.get().kept == other
    assert "Đã gộp vào" in said(client.get(reverse("registry:recipient", args=[one.pk])))
    assert "đã được gộp" in said(client.get(url("compare", one.pk, other.pk)))
    answer = client.post(url("undo_merge", Merge.objects.get().pk), {"reason": "Nhầm"}, follow=True)
    assert "Đã tách lại" in said(answer) and not matching.suspects(one)
    assert client.get(url("compare", one.pk, 0)).status_code == 404


def test_who_is_kept_apart_is_gone_from_the_page() -> None:
    client, one, other = keeper(), recipient(), recipient("Trần Thị Hoa")
    client.post(url("compare", one.pk, other.pk), {"khac": "1"})
    assert "Không còn cặp nào" in said(client.get(url("doubles")))


def test_the_line_says_who_may_be_the_same() -> None:
    known = recipient("Trần Thị Hoa")
    made = f.dossier(rows=[f.row(identity="", name="Trần Thị Hòa", birth_date="1985-09-05", birth_year=1985)])
    address = reverse("registry:line", args=[made.code, 1])
    page = said(logged_in(f.holder(f.APPRAISAL)).get(address))
    assert "Có thể trùng với" in page and known.name in page and "So sánh, gộp" not in page
    both = logged_in(f.user(f.APPRAISAL, KEEPER))
    assert "So sánh, gộp" in said(both.get(address))


def test_what_is_on_record_is_confirmed_on_paper_while_it_is_valid() -> None:
    client = keeper()
    batch = imported(client, ROW, changed(number="13/QĐ-SYT", decided="20/12/2016"))
    client.post(url("accept", batch.pk))
    one, other = AwardRecord.objects.order_by("pk")
    AwardRecord.objects.filter(pk=other.pk).update(status="revoked")
    answer = client.get(url("confirmation", one.recipient_id))
    assert answer["Content-Type"] == "application/pdf"
    text = read_pdf(answer.content)
    assert "12/QĐ-SYT" in text and "13/QĐ-SYT" not in text and "Trần Thị Hòa" in text
    refused = client.get(url("confirmation", one.recipient_id), {"lan": other.pk}, follow=True)
    assert "Không có lần khen nào còn hiệu lực" in said(refused)
    assert logged_in(f.holder(f.APPRAISAL)).get(url("confirmation", one.recipient_id)).status_code == 403


def read_pdf(content: bytes) -> str:
    """The words of a PDF, as a reader sees them."""
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


@pytest.mark.parametrize(("authority", "words"), [
    ("Chủ tịch Ủy ban nhân dân tỉnh Minh Họa", "Quyết định của tỉnh"), ("Chủ tịch UỶ BAN NHÂN DÂN THÀNH PHỐ Minh", "Quyết định của tỉnh"),
    ("Thủ tướng Chính phủ", "Quyết định của cấp khác"), ("Chủ tịch Ủy ban nhân dân xã Bản Sáng", "Quyết định của cấp khác"),
])
def test_what_another_authority_decided_is_not_called_the_provinces_decision(authority: str, words: str) -> None:
    assert AwardRecord(source="own", authority=authority).whence == words
    assert AwardRecord(source="imported", authority=authority).whence == "Nhập từ tệp"
