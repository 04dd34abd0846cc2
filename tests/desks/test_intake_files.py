"""Rows typed by hand and files at the counter: checked like a list's, kept whole or not at all."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories as f
from tests.desks.counter import (
    at_counter,
    file,
    logged_in,
    person,
    ready,
    said,
    url,
)
from tests.papers.test_sheets_files import OLE
from tests.papers.test_uploads import docx, pdf, picture
from workflow.models import Attachment
from workflow.papers import contents

pytestmark = pytest.mark.django_db


def huge(megabytes: int, magic: bytes) -> bytes:
    return magic + bytes(megabytes * contents.MIB)


def test_a_typed_row_is_checked_like_a_row_of_a_list() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    bad = client.post(url("add", draft.pk), person(birth="31/02/1985", identity="12345", award=""))
    assert bad.status_code == 422 and "Chưa ghi dòng này" in said(bad)
    for name in ("birth", "identity", "award"):
        assert f'id="dong-{name}_error"' in said(bad)
    assert 'value="Trần Thị Hòa"' in said(bad)
    refused = client.post(url("add", draft.pk), person(award="GDVH"))
    assert refused.status_code == 422, "not among the unit's awards"
    assert "Đã thêm Trần Thị Hòa" in said(client.post(url("add", draft.pk), person(), follow=True))
    twice = client.post(url("add", draft.pk), person())
    assert twice.status_code == 422 and "Trùng người với dòng 1" in said(twice)
    doubt = client.post(url("add", draft.pk), person(name="Lê Thị Lan", identity="38190000001", birth=""), follow=True)
    assert "Số định danh mất số 0 ở đầu" in said(doubt)
    draft.refresh_from_db()
    assert [row["identity"] for row in draft.rows] == ["038185004512", "038190000001"]


def test_a_row_is_corrected_and_removed() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    for n in (1, 2, 3):
        client.post(url("add", draft.pk), person(name=f"Trần Thị {'ABC'[n - 1]}", identity=f"03818500451{n}"))
    page = client.get(url("edit", draft.pk, 2))
    assert 'value="05/09/1985"' in said(page)
    sent = person(name="Trần Thị Đổi", identity="038185004512", dau=page.context["mark"])
    assert client.post(url("edit", draft.pk, 2), sent | {"birth": "hôm qua"}).status_code == 422
    assert "Đã sửa dòng 2" in said(client.post(url("edit", draft.pk, 2), sent, follow=True))
    late = client.post(url("edit", draft.pk, 2), sent | {"name": "Người Cũ"}, follow=True)
    assert "vừa thay đổi ở cửa sổ khác" in said(late)
    assert "không còn dòng này" in said(client.get(url("edit", draft.pk, 9), follow=True))
    rows = client.get(url("draft", draft.pk)).context["rows"].rows
    tick = [f"{row.no}:{row.mark}" for row in rows[:2]]
    assert "Đã bỏ 2 dòng" in said(client.post(url("remove", draft.pk), {"dong": tick}, follow=True))
    assert "vừa thay đổi ở cửa sổ khác" in said(client.post(url("remove", draft.pk), {"dong": tick}, follow=True))
    assert "Chưa chọn dòng nào" in said(client.post(url("remove", draft.pk), {}, follow=True))
    draft.refresh_from_db()
    assert [row["name"] for row in draft.rows] == ["Trần Thị C"]


def test_a_whole_list_goes_only_after_a_question_about_that_list() -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    client.post(url("add", draft.pk), person())
    asked = said(client.post(url("remove", draft.pk), {"tat_ca": "hoi"}))
    assert "Cả <strong>1 dòng</strong> của danh sách sẽ mất hẳn" in asked
    yes = {"tat_ca": re.findall(r'name="tat_ca" value="([^"]+)"', asked)[0]}
    client.post(url("add", draft.pk), person(name="Trần Thị Mai", identity="038185004513"))
    again = said(client.post(url("remove", draft.pk), yes))
    assert "vừa thay đổi ở cửa sổ khác; chưa bỏ dòng nào" in again
    draft.refresh_from_db()
    assert len(draft.rows) == 2
    yes = {"tat_ca": re.findall(r'name="tat_ca" value="([^"]+)"', again)[0]}
    assert "Đã bỏ 2 dòng" in said(client.post(url("remove", draft.pk), yes, follow=True))
    draft.refresh_from_db()
    assert draft.rows == []


# ------------------------------------------------------------------ files


BAD_FILES = [
    (b"MZ\x90\x00" + bytes(100), "chương trình Windows"), (docx(main="ms-word.document.macroEnabled"), "Tệp có chứa macro"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"), (huge(21, b"%PDF-"), "quá giới hạn 20 MB"), (b"", "Tệp rỗng"),
    (b"<html><script>alert(1)</script></html>", "trang web (HTML)"), (b"%PDF-1.7 rubbish", "Tệp PDF bị hỏng"),
]


@pytest.mark.parametrize(("content", "told"), BAD_FILES, ids=[told for _, told in BAD_FILES])
def test_one_bad_file_stops_all_that_came_with_it(content: bytes, told: str) -> None:
    client, clerk = at_counter()
    draft = ready(clerk)
    answer = client.post(url("attach", draft.pk), {"paper": "to-trinh", "uploads": [file(pdf(), "a.pdf"), file(content, "b.pdf")]})
    assert answer.status_code == 422 and "“b.pdf”" in said(answer) and told in said(answer)
    assert 'id="tep-uploads_error"' in said(answer)
    assert not Attachment.objects.exists()


def test_files_are_kept_under_their_hash_and_handed_out_as_downloads() -> None:
    client, clerk = at_counter()
    draft, picture_ = ready(clerk), picture("PNG")
    sent = [file(picture_, "../../ảnh.exe"), SimpleUploadedFile("tờ trình.pdf", pdf(), "text/html")]
    assert "Đã lưu 2 tệp" in said(client.post(url("attach", draft.pk), {"paper": "to-trinh", "uploads": sent}, follow=True))
    image, letter = Attachment.objects.order_by("pk")
    assert (image.name, image.mime, image.size) == ("ảnh.exe.png", "image/png", len(picture_))
    assert letter.mime == "application/pdf" and letter.paper == "to-trinh"
    assert (Path(settings.MEDIA_ROOT) / image.sha256[:2] / image.sha256).read_bytes() == picture_
    answer: Any = client.get(url("file", image.pk))
    assert b"".join(answer.streaming_content) == picture_
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert logged_in(f.user(f.INTAKE)).get(url("file", image.pk)).status_code == 404, "a draft's file is its owner's"
    assert logged_in(f.holder(f.SIGNER)).get(url("file", image.pk)).status_code == 403
    (Path(settings.MEDIA_ROOT) / image.sha256[:2] / image.sha256).unlink()
    assert client.get(url("file", image.pk)).status_code == 404
    client.post(url("detach", draft.pk, image.pk))
    assert list(Attachment.objects.all()) == [letter]


def test_no_file_chosen() -> None:
    client, clerk = at_counter()
    assert "Chưa chọn tệp nào." in said(client.post(url("attach", ready(clerk).pk), {"paper": ""}))
