"""Tells what an uploaded file really is, by its bytes, and refuses archives that could hurt the server."""
from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

MIB = 1 << 20
MAX_UPLOAD = 20 * MIB
MAX_UNPACKED = 100 * MIB
MAX_RATIO = 200
MAX_ENTRIES = 2_000
MAX_DIRECTORY = 512 * 1024  # bytes of the table of contents, which zipfile turns into objects before anything can be asked
MAX_SIDE_PART = 8 * MIB  # styles and the like, which are held in memory as objects many times their size
MAX_TAGS = 3_000_000  # of the sheets; every cell has about four, and each costs a microsecond and some memory
MAX_MERGES = 20_000
CHUNK = 1 << 16
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)

MAGICS = {
    b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole", b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg", b"Rar!": "rar", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gz", b"GIF8": "gif", b"MZ": "exe", b"{\\rtf": "rtf",
}
# The main part of a document names its type; the file's own name proves nothing.
TYPES = {
    b"sheet.binary.macroEnabled.main": "xlsb", b"sheet.macroEnabled.main": "xlsm", b"template.macroEnabled.main": "xlsm",
    b"spreadsheetml.sheet.main": "xlsx", b"spreadsheetml.template.main": "xlsx", b"document.macroEnabled.main": "docm",
    b"wordprocessingml.document.main": "docx", b"presentationml": "pptx",
}
LABELS = {
    "zip": "tệp nén ZIP", "ole": "tệp Office kiểu cũ", "xls": "sổ Excel 97–2003 (.xls)", "doc": "văn bản Word 97–2003 (.doc)",
    "locked": "tệp Office đặt mật khẩu", "pdf": "tệp PDF", "png": "ảnh PNG", "jpg": "ảnh JPEG", "gif": "ảnh GIF", "rar": "tệp nén RAR",
    "7z": "tệp nén 7-Zip", "gz": "tệp nén GZ", "exe": "chương trình Windows", "rtf": "văn bản RTF", "html": "trang web (HTML)",
    "xml": "tệp XML", "text": "tệp văn bản hoặc CSV", "other": "tệp không rõ loại", "xlsx": "sổ Excel (.xlsx)",
    "xlsm": "sổ Excel có macro (.xlsm)", "xlsb": "sổ Excel nhị phân (.xlsb)", "ods": "bảng tính OpenDocument (.ods)",
    "odt": "văn bản OpenDocument (.odt)", "docx": "văn bản Word (.docx)", "docm": "văn bản Word có macro (.docm)", "pptx": "trình chiếu",
}
MERGE = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
SHEET_PART = re.compile(r"/?xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
LARGE_PART = re.compile(r"/?xl/(worksheets/|sharedStrings)|/?word/|.*/media/|.*/embeddings/", re.IGNORECASE)


class BadFile(ValueError):
    """A file that is not taken at all. Says what failed, that nothing was stored and what to do."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}. Chưa có gì được lưu vào hệ thống. {cure}.")


@dataclass(frozen=True)
class Archive:
    """What the guard saw while it counted: names of the parts, and the merged ranges of each sheet part."""

    names: frozenset[str]
    merges: dict[str, set[tuple[str, int, str, int]]] = field(default_factory=dict)


def size_of(file: IO[bytes]) -> int:
    """Bytes in a seekable file; leaves it at its beginning. Refuses an empty one and one above the limit."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if not size:
        raise BadFile("Tệp rỗng (0 byte)", "Hãy kiểm tra lại tệp rồi tải lên lần nữa")
    if size > MAX_UPLOAD:
        shown = f"{size / MIB:.1f}".replace(".", ",")
        raise BadFile(f"Tệp có dung lượng {shown} MB, quá giới hạn {MAX_UPLOAD // MIB} MB", "Hãy chia nhỏ tệp hoặc bỏ ảnh trong tệp")
    return size


def kind_of(file: IO[bytes]) -> str:
    """A word of LABELS for the file, judged by its bytes alone; leaves it at its beginning."""
    file.seek(0)
    head = file.read(4096)
    kind = next((kind for magic, kind in MAGICS.items() if head.startswith(magic)), "") or _text_kind(head)
    if kind == "ole":
        kind = _ole_kind(file)
    elif kind == "zip":
        kind = _zip_kind(file)
    file.seek(0)
    return kind


def _text_kind(head: bytes) -> str:
    plain = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if plain.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<style")):
        return "html"
    if plain.startswith(b"<"):
        return "xml"
    if b"%pdf-" in plain[:1024]:
        return "pdf"
    return "other" if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) else "text"


def _ole_kind(file: IO[bytes]) -> str:
    """Old Office files and password-protected new ones share a container; the names of its streams tell them apart."""
    file.seek(0)
    content = file.read(MAX_UPLOAD + 1)
    names = {"EncryptedPackage": "locked", "Workbook": "xls", "Book": "xls", "WordDocument": "doc"}
    return next((kind for name, kind in names.items() if name.encode("utf-16-le") in content), "ole")


def _zip_kind(file: IO[bytes]) -> str:
    _refuse_long_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                mime = _start(archive, "mimetype")
                return "ods" if b"spreadsheet" in mime else "odt" if b"opendocument" in mime else "zip"
            types = _start(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except BROKEN:
        return "zip"
    kind = next((kind for mark, kind in TYPES.items() if mark in types), "zip")
    macros = any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name.lower() for name in names)
    return {"xlsx": "xlsm", "docx": "docm"}.get(kind, kind) if macros else kind


def _refuse_long_directory(file: IO[bytes]) -> None:
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - (1 << 16) - 22))
    tail = file.read()
    place = tail.rfind(b"PK\5\6")
    if place >= 0 and int.from_bytes(tail[place + 12:place + 16], "little") > MAX_DIRECTORY:
        raise _bomb("có quá nhiều thành phần bên trong")
    file.seek(0)


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(256 * 1024)


def guard(file: IO[bytes]) -> Archive:
    """Unpack every part once, in small pieces that are thrown away, and refuse bombs, entities and passwords.

    Sizes in the headers serve only to refuse early: what counts is what came out. (zipfile itself stops at the size
    a header claims and then fails on the checksum, so a part can never give more later than it gave here.)
    """
    _refuse_long_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _refuse_by_headers(parts)
            seen = Archive(frozenset(part.filename for part in parts))
            _Tally(sum(part.compress_size for part in parts), seen).count(archive)
    except BadFile:
        raise
    except BROKEN as error:
        raise BadFile("Tệp bị hỏng, không mở được", "Hãy mở tệp trên máy của mình, lưu lại rồi tải lên lần nữa") from error
    file.seek(0)
    return seen


def _refuse_by_headers(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_ENTRIES:
        raise _bomb(f"có {len(parts)} thành phần bên trong")
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile("Tệp được nén có mật khẩu nên không đọc được", "Hãy bỏ mật khẩu rồi tải lên lần nữa")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise _bomb("dùng kiểu nén lạ")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _bomb(f"khi giải nén lớn hơn {MAX_UNPACKED // MIB} MB")


class _Tally:
    """The running count of one archive."""

    def __init__(self, packed: int, seen: Archive) -> None:
        self.packed, self.seen, self.unpacked, self.tags, self.merges = max(packed, 1), seen, 0, 0, 0

    def count(self, archive: zipfile.ZipFile) -> None:
        for part in archive.infolist():
            side, before = not LARGE_PART.match(part.filename), self.unpacked
            for piece in self._pieces(archive, part):
                if side and self.unpacked - before > MAX_SIDE_PART:
                    raise _bomb(f"có thành phần “{part.filename[:60]}” lớn bất thường")
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    self._look(part.filename, piece)

    def _pieces(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Each piece with the end of the one before it, so that nothing hides on a boundary."""
        tail = b""
        with archive.open(part) as stream:
            while piece := stream.read(CHUNK):
                self.unpacked += len(piece)
                if self.unpacked > MAX_UNPACKED:
                    raise _bomb(f"khi giải nén lớn hơn {MAX_UNPACKED // MIB} MB")
                if self.unpacked > MIB and self.unpacked > MAX_RATIO * self.packed:
                    raise _bomb(f"giải nén ra lớn gấp hơn {MAX_RATIO} lần")
                yield tail + piece
                tail = piece[-128:]

    def _look(self, name: str, piece: bytes) -> None:
        plain = piece.replace(b"\0", b"")  # UTF-16 hides nothing
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise BadFile("Tệp chứa khai báo XML nguy hiểm (thực thể)", "Hãy tạo lại tệp bằng Excel hoặc LibreOffice")
        if not SHEET_PART.fullmatch(name):
            return
        self.tags += plain.count(b"<")
        if self.tags > MAX_TAGS:
            raise _bomb("có quá nhiều ô, kể cả ô trống có định dạng")
        for left, top, right, bottom in MERGE.findall(piece):
            self._merge(name, (left.decode(), int(top), right.decode(), int(bottom)))

    def _merge(self, name: str, found: tuple[str, int, str, int]) -> None:
        self.merges += 1
        if self.merges > MAX_MERGES:
            raise _bomb(f"có hơn {MAX_MERGES:,} ô gộp".replace(",", "."))
        self.seen.merges.setdefault(name.lstrip("/"), set()).add(found)


def _bomb(what: str) -> BadFile:
    return BadFile(f"Tệp nén bất thường: {what}", "Hãy chép danh sách sang một sổ mới, lưu thành .xlsx rồi tải lên")
