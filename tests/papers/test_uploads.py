"""Attachments are taken by what is in them, and nothing in them may run."""
from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from tests.papers.lists import book, cells, saved
from workflow.papers.contents import MIB, BadFile
from workflow.papers.uploads import ACCEPTED, clean_name, sniff


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda made: None, **options: object) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def picture(form: str, size: tuple[int, int] = (60, 80)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 50).save(out, form)
    return out.getvalue()


def docx(extra: dict[str, bytes] | None = None, main: str = "openxmlformats-officedocument.wordprocessingml.document") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="application/vnd.{main}.main+xml"/></Types>')
        for name, content in {"word/document.xml": b"<w/>", **(extra or {})}.items():
            archive.writestr(name, content)
    return out.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        sniff(io.BytesIO(content), "a.pdf")
    assert "Chưa có gì được lưu" in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(("kind", "content"), [
    ("pdf", pdf()), ("docx", docx()), ("xlsx", saved(book([cells()])).getvalue()), ("jpg", picture("JPEG")), ("png", picture("PNG"))])
def test_accepted(kind: str, content: bytes) -> None:
    """The extension is that of the content, whatever the file is called; the file is left open at its beginning."""
    file = io.BytesIO(content)
    found = sniff(file, "Tờ trình.exe")
    assert (found.mime, found.extension, found.size, found.name) == (ACCEPTED[kind], kind, len(content), f"Tờ trình.exe.{kind}")
    assert found.sha256 == hashlib.sha256(content).hexdigest() and file.tell() == 0 and not file.closed


@pytest.mark.parametrize(("content", "said"), [
    (b"", "0 byte"), (picture("GIF"), "ảnh GIF"), (b"MZ" + bytes(60), "chương trình Windows"), (b"<html></html>", "trang web"),
    (b"{\\rtf1 }", "RTF"), (b"hello", "văn bản"), (docx(main="ms-word.document.macroEnabled"), "macro"),
    (docx({"word/vbaProject.bin": b"x"}), "macro"), (docx({"word/media/a.xml": bytes(30 * MIB)}), "gấp hơn 200 lần"),
    (docx({"word/x.xml": b"<!DOCTYPE x>"}), "thực thể"),
    (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    (b"%PDF-1.7 not really", "hỏng"), (pdf()[:-40], "hỏng"), (picture("PNG", (300, 300))[:-900], "Ảnh bị hỏng"),
    (picture("JPEG", (300, 300))[:-900], "Ảnh bị hỏng"), (b"\xff\xd8\xff" + bytes(500), "Ảnh bị hỏng"),
    (bytes(21 * MIB), "21,0 MB"),
])
def test_refused(content: bytes, said: str) -> None:
    assert said in refused(content)


@pytest.mark.parametrize("encryption", [pikepdf.Encryption(user="a", owner="b"), pikepdf.Encryption(user="", owner="b")])
def test_encrypted_pdf(encryption: pikepdf.Encryption) -> None:
    assert "mật khẩu" in refused(pdf(encryption=encryption))


def test_pdf_without_pages() -> None:
    made, out = pikepdf.new(), io.BytesIO()
    made.save(out)
    assert "hỏng" in refused(out.getvalue())


def action(kind: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), JS="app.alert(1)", F="cmd.exe")


@pytest.mark.parametrize(("change", "said"), [
    (lambda p: p.Root.__setitem__("/OpenAction", action("JavaScript")), "JavaScript"),
    (lambda p: p.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")), "mở chương trình"),
    (lambda p: p.Root.__setitem__("/Names", pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", action("JavaScript")])))), "JavaScript"),
    (lambda p: p.pages[0].obj.__setitem__("/Annots", pikepdf.Array([p.make_indirect(
        pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.ImportData)))])), "nạp dữ liệu"),
    (lambda p: p.Root.__setitem__("/X", p.make_stream(b"", S=pikepdf.Name.Launch)), "mở chương trình"),
])
@pytest.mark.parametrize("packed", list(pikepdf.ObjectStreamMode.__members__.values())[1:], ids=str)
def test_pdf_with_actions(change: Callable[[pikepdf.Pdf], None], said: str, packed: pikepdf.ObjectStreamMode) -> None:
    """Wherever the action hides, also inside a packed object stream."""
    assert said in refused(pdf(change, object_stream_mode=packed))


def test_links_of_the_web_are_no_actions() -> None:
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.vn"))
    assert sniff(io.BytesIO(pdf(lambda p: p.pages[0].obj.__setitem__("/Annots", pikepdf.Array([link])))), "a").extension == "pdf"


def test_pdf_bomb_in_an_object_stream() -> None:
    """Half a megabyte that would become six hundred. Unread, it is unchecked, and so refused."""
    pack = zlib.compressobj(9)
    body = pack.compress(b"5 0 ") + b"".join(pack.compress(b" " * MIB) for _ in range(100)) + pack.compress(b"<</A 1>>") + pack.flush()
    parts = [b"<</Type/Catalog/Pages 2 0 R/X 5 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
             b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(body), body)]
    out, table = b"%PDF-1.5\n", [struct.pack(">BIB", 0, 0, 255)]
    for number, part in enumerate(parts, 1):
        table.append(struct.pack(">BIB", 1, len(out), 0))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = b"".join([*table, struct.pack(">BIB", 2, 4, 0), struct.pack(">BIB", 1, len(out), 0)])
    start = len(out)
    out += b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream\nendobj\n" % (len(rows), rows)
    assert "không đọc được" in refused(out + b"startxref\n%d\n%%%%EOF\n" % start)


def test_a_picture_of_too_many_points() -> None:
    out = io.BytesIO()
    Image.new("1", (8000, 6000)).save(out, "PNG")
    assert "8000 × 6000" in refused(out.getvalue())


@pytest.mark.parametrize(("name", "clean"), [
    ("Báo cáo thành tích.pdf", "Báo cáo thành tích.pdf"), ("../../etc/passwd", "passwd.pdf"),
    ("C:\\Users\\a\\Tờ trình.PDF", "Tờ trình.pdf"),
    ("a\u202efdp.exe", "afdp.exe.pdf"), ("x.pdf.docx", "x.pdf"), ("", "tai-lieu.pdf"), (".pdf", "tai-lieu.pdf"),
    ('a<b>:"c|?*.pdf', "a b c.pdf"),
    ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"), ("a" * 300 + ".pdf", "a" * 120 + ".pdf"), ("dòng\nmới.jpeg", "dòng mới.pdf"),
])
def test_names(name: str, clean: str) -> None:
    assert clean_name(name, "pdf") == clean


def test_a_cut_picture_is_refused_also_after_the_printer_was_loaded() -> None:
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = True  # what importing WeasyPrint does
    assert "Ảnh bị hỏng" in refused(picture("PNG", (300, 300))[:-900])
