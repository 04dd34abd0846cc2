"""What is refused before a single cell is read, and that the refusal says why, that nothing was stored, and what to do."""
from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.papers.lists import AWARDS, TODAY, book, cells, saved
from workflow.papers import contents
from workflow.papers.sheets import BadFile, stage

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def refused(content: bytes | io.BytesIO) -> str:
    """The message with which this content is refused."""
    with pytest.raises(BadFile) as caught:
        stage(io.BytesIO(content) if isinstance(content, bytes) else content, awards=AWARDS, today=TODAY)
    message = str(caught.value)
    assert "Chưa có gì được lưu" in message and "hãy" in message.lower()
    return message


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(changes: dict[str, bytes], mode: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A good list whose package has these parts added or replaced."""
    good = zipfile.ZipFile(saved(book([cells()])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", mode) as archive:
        for name in good.namelist():
            archive.writestr(name, changes.pop(name, good.read(name)))
        for name, content in changes.items():
            archive.writestr(name, content)
    return out.getvalue()


def types(main: str) -> bytes:
    return f'<Types><Override PartName="/m" ContentType="application/vnd.{main}+xml"/></Types>'.encode()


@pytest.mark.parametrize(("content", "said"), [
    (b"%PDF-1.7\n...", "tệp PDF"),
    (OLE + "Workbook".encode("utf-16-le"), "97–2003 (.xls)"),
    (OLE + "WordDocument".encode("utf-16-le"), "Word 97–2003"),
    (b"TT,Ho ten\n1,Nguyen Van A\n", "tệp văn bản hoặc CSV"),
    ("\ufeffTT;Họ tên".encode("utf-16"), "tệp văn bản hoặc CSV"),
    (b"<html><table><tr><td>TT</td></tr></table></html>", "trang web"),
    (b"<?xml version='1.0'?><Workbook/>", "tệp XML"),
    (b"\x89PNG\r\n\x1a\n" + bytes(50), "ảnh PNG"),
    (b"\x00\x01\x02\x03" * 30, "không rõ loại"),
    (zipped({"a.txt": b"x"}), "tệp nén ZIP"),
    (zipped({"[Content_Types].xml": types("openxmlformats-officedocument.wordprocessingml.document.main")}), "Word (.docx)"),
    (zipped({"[Content_Types].xml": types("ms-excel.sheet.binary.macroEnabled.main")}), ".xlsb"),
    (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
])
def test_only_xlsx_by_content(content: bytes, said: str) -> None:
    message = refused(content)
    assert said in message and ".xlsx" in message


def test_the_extension_proves_nothing(tmp_path: Path) -> None:
    wrong = tmp_path / "danh-sach.xlsx"
    wrong.write_bytes(b"%PDF-1.7")
    with pytest.raises(BadFile, match="tệp PDF"):
        stage(wrong, awards=AWARDS, today=TODAY)
    right = tmp_path / "danh-sach.pdf"
    right.write_bytes(saved(book([cells()])).getvalue())
    assert stage(right, awards=AWARDS, today=TODAY).total == 1


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"Không tìm thấy tệp “không có\.xlsx”"):
        stage(tmp_path / "không có.xlsx", awards=AWARDS, today=TODAY)


@pytest.mark.parametrize("parts", [
    {"[Content_Types].xml": types("ms-excel.sheet.macroEnabled.main")},
    {"[Content_Types].xml": types("openxmlformats-officedocument.spreadsheetml.sheet.main"), "xl/vbaProject.bin": b"x"},
    {"[Content_Types].xml": types("openxmlformats-officedocument.spreadsheetml.sheet.main"), "xl/macrosheets/sheet1.xml": b"<x/>"},
])
def test_macros(parts: dict[str, bytes]) -> None:
    assert "macro" in refused(zipped(parts))


def test_password() -> None:
    assert "mật khẩu" in refused(OLE + "EncryptedPackage".encode("utf-16-le"))


def test_zip_password() -> None:
    content = bytearray(changed({}))
    place = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 4)  # not the first: the types must stay readable
    content[place + 8] |= 1
    assert "mật khẩu" in refused(bytes(content))


def test_empty_and_too_large() -> None:
    assert "0 byte" in refused(b"")
    huge = io.BytesIO()
    huge.seek(50 * contents.MIB - 4)
    huge.write(b"PK\x03\x04")
    assert "50,0 MB" in refused(huge)


def test_zip_bomb_by_its_declared_size() -> None:
    assert "lớn hơn 100 MB" in refused(changed({"xl/media/a.xml": bytes(101 * contents.MIB)}))


def test_zip_bomb_by_ratio() -> None:
    assert "lớn gấp hơn 200 lần" in refused(changed({"xl/media/a.bin": bytes(30 * contents.MIB)}))


def test_zip_bomb_that_lies_about_its_size() -> None:
    content = bytearray(changed({"xl/media/a.bin": bytes(30 * contents.MIB)}))
    real = struct.pack("<I", 30 * contents.MIB)
    assert content.count(real) == 2, "local header and directory"
    assert "hỏng" in refused(bytes(content.replace(real, struct.pack("<I", 1000))))


def test_bomb_in_a_side_part() -> None:
    styles = b"<x>" + bytes(zlib.crc32(bytes([i % 251, i % 241])) % 26 + 97 for i in range(1000)) * 9000 + b"</x>"
    assert "“xl/theme/big.xml” lớn bất thường" in refused(changed({"xl/theme/big.xml": styles, "xl/media/pad": _noise(200_000)}))


def _noise(size: int) -> bytes:
    """Bytes that do not compress, the same each time."""
    seed, out = b"x", bytearray()
    while len(out) < size:
        seed = zlib.crc32(seed).to_bytes(4, "little") + seed[:60]
        out += zlib.compress(seed, 0)
    return bytes(out)


def test_too_many_parts() -> None:
    assert "thành phần bên trong" in refused(changed({f"xl/media/{i}": b"" for i in range(contents.MAX_ENTRIES + 1)}))


def test_a_table_of_contents_without_end() -> None:
    """Refused before zipfile makes an object of every entry."""
    assert "quá nhiều thành phần" in refused(zipped({f"n{i}" * 8: b"" for i in range(7000)}))


def test_millions_of_blank_cells() -> None:
    """A megabyte of formatted blank rows is refused before anything is built of it."""
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/><c r="B%d"/></row>' % (i, i * 7 % 9999, i) for i in range(1, 800_000))
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + rows + b"</sheetData></worksheet>"
    assert "quá nhiều ô" in refused(changed({"xl/worksheets/sheet1.xml": sheet}))


def test_strange_compression() -> None:
    assert "kiểu nén lạ" in refused(changed({}, zipfile.ZIP_BZIP2))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities(encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert "thực thể" in refused(changed({"xl/sharedStrings.xml": laughs.encode(encoding)}))


def test_an_entity_on_the_boundary_of_two_pieces() -> None:
    padded = b"<x>" + b" " * (contents.CHUNK - 8) + b"<!DOCTYPE x>"
    assert "thực thể" in refused(changed({"xl/other.xml": padded}))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_malformed_parts(part: str) -> None:
    assert "hỏng hoặc không đúng chuẩn" in refused(changed({part: b"<worksheet><sheetData><row r='1'><c r='A1'"}))


def test_truncated() -> None:
    content = saved(book([cells()])).getvalue()
    assert "tệp nén ZIP" in refused(content[:-100])


def test_corrupt_inside() -> None:
    content = bytearray(saved(book([cells()])).getvalue())
    place = content.find(b"xl/worksheets/sheet1.xml") + 40
    content[place:place + 20] = bytes(20)
    assert "hỏng" in refused(bytes(content))


def test_no_content_and_no_visible_sheet() -> None:
    assert "không có nội dung" in refused(saved(Workbook()))
    hidden = book([cells()])
    hidden.create_sheet("Trống")
    hidden["DS"].sheet_state = "hidden"
    assert "không có nội dung" in refused(saved(hidden))


def test_too_many_rows() -> None:
    made = Workbook(write_only=True)
    sheet = made.create_sheet()
    sheet.append(["Tên tập thể"])
    for i in range(20_001):
        sheet.append([f"Tổ {i}"])
    with pytest.raises(BadFile, match=r"hơn 20\.000 dòng"):
        stage(saved(made), awards=AWARDS, today=TODAY, default_award="TTLDTT")


def test_the_file_is_lent_and_stays_open() -> None:
    upload = saved(book([cells()]))
    stage(upload, awards=AWARDS, today=TODAY)
    assert upload.tell() == 0 and not upload.closed
