"""Decides whether a file may be attached to a dossier, by what is in it."""
from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, cast

import pikepdf
from pikepdf.settings import set_qpdf_limits
from PIL import Image, ImageFile, UnidentifiedImageError

from workflow.law.names import nfc

from .contents import CHUNK, LABELS, MIB, BadFile, guard, kind_of, size_of

ACCEPTED = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
MAX_NAME = 120
MAX_PIXELS = 40_000_000  # an A4 page at 600 dots an inch has 35 million
MAX_OBJECTS = 200_000
MAX_DEPTH = 40
ACTIONS = {"/JavaScript": "mã JavaScript", "/Launch": "lệnh mở chương trình", "/ImportData": "lệnh nạp dữ liệu"}
REMEDY = "Hãy in lại thành PDF (Microsoft Print to PDF) rồi tải lên lần nữa"

# Object streams are unpacked whole while a file is opened: half a megabyte could become a gigabyte. Holds for the process.
set_qpdf_limits(flate_max_memory=16 * MIB, png_max_memory=16 * MIB, tiff_max_memory=16 * MIB, run_length_max_memory=16 * MIB,
                max_stream_filters=4, parser_max_nesting=100, doc_max_warnings=100)


@dataclass(frozen=True)
class Accepted:
    """A file that may be stored: its type and extension by content, its fingerprint, and a name that is safe to show."""

    mime: str
    extension: str
    sha256: str
    size: int
    name: str


def sniff(file: IO[bytes], name: str) -> Accepted:
    """Check an uploaded file; BadFile in Vietnamese when it is not taken. The file stays open, at its beginning."""
    size = size_of(file)
    kind = kind_of(file)
    if kind not in ACCEPTED:
        if kind == "locked":
            raise BadFile("Tệp được bảo vệ bằng mật khẩu nên không đọc được", "Hãy bỏ mật khẩu rồi tải lên lần nữa")
        if kind in ("docm", "xlsm"):
            raise BadFile(f"Tệp có chứa macro ({LABELS[kind]})", "Vì lý do an toàn, hãy lưu lại thành .docx hoặc .xlsx không có macro")
        raise BadFile(f"Không nhận loại tệp này ({LABELS[kind]})", "Hãy dùng PDF, Word (.docx), Excel (.xlsx) hoặc ảnh JPEG, PNG")
    if kind == "pdf":
        _check_pdf(file)
    elif kind in ("jpg", "png"):
        _check_image(file)
    else:
        guard(file)
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(CHUNK):
        digest.update(piece)
    file.seek(0)
    return Accepted(ACCEPTED[kind], kind, digest.hexdigest(), size, clean_name(name, kind))


def clean_name(name: str, extension: str) -> str:
    """The file's own name without folders, signs that mislead and a wrong ending; composed, of bounded length."""
    bare = PurePosixPath(nfc(name.replace("\\", "/"))).name
    plain = "".join(c if c.isprintable() and unicodedata.category(c) != "Cf" and c not in '<>:"|?*' else " " for c in bare)
    stem = re.sub(r"(\.(pdf|docx?|xlsx?|jpe?g|png))+$", "", plain.strip(), flags=re.IGNORECASE)
    stem = " ".join(stem.split()).strip(". ")[:MAX_NAME].strip(". ")
    return f"{stem or 'tai-lieu'}.{extension}"


def _check_pdf(file: IO[bytes]) -> None:
    file.seek(0)
    try:
        with pikepdf.open(cast(BinaryIO, file), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise BadFile("Tệp PDF được mã hóa hoặc hạn chế quyền", f"Hãy bỏ mật khẩu, hoặc: {REMEDY[0].lower()}{REMEDY[1:]}")
            len(pdf.pages)  # reads the tree of pages; raises when there is none
            _refuse_actions(pdf)
            if pdf.get_warnings():  # a part we could not read is a part we did not check
                raise BadFile("Tệp PDF có phần không đọc được", REMEDY)
    except BadFile:
        raise
    except pikepdf.PasswordError as error:
        raise BadFile("Tệp PDF đặt mật khẩu nên không đọc được", "Hãy bỏ mật khẩu rồi tải lên lần nữa") from error
    except Exception as error:  # pikepdf raises its own errors, and others for what it meets inside
        raise BadFile("Tệp PDF bị hỏng, không mở được", REMEDY) from error


def _refuse_actions(pdf: pikepdf.Pdf) -> None:
    """Nothing in a dossier may run when somebody opens it. Looks at every object, whoever refers to it."""
    for number, found in enumerate(pdf.objects):
        if number > MAX_OBJECTS:
            raise BadFile("Tệp PDF có quá nhiều thành phần bên trong", REMEDY)
        _walk(found, 0)


def _walk(found: Any, depth: int) -> None:
    """An object and those written inside it; those it refers to come by themselves."""
    if depth > MAX_DEPTH:
        raise BadFile("Tệp PDF có cấu trúc lồng nhau bất thường", REMEDY)
    if isinstance(found, pikepdf.Array):
        inner = list(found.as_list())
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        table = found.stream_dict if isinstance(found, pikepdf.Stream) else found
        action = "/JavaScript" if "/JS" in table else str(table.get("/S", ""))
        if action in ACTIONS:
            raise BadFile(f"Tệp PDF có chứa {ACTIONS[action]}", REMEDY)
        inner = [table[key] for key in table.keys()]  # noqa: SIM118 -- a pikepdf dictionary is not iterable by itself
    else:
        return
    for part in inner:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            _walk(part, depth + 1)


def _check_image(file: IO[bytes]) -> None:
    """Decode the whole picture once: a header proves nothing. A JPEG is decoded small, which reads all of it too."""
    file.seek(0)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the printer's library, once imported, lets cut pictures pass in the whole process
    try:
        with Image.open(file, formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise BadFile(f"Ảnh quá lớn ({image.width} × {image.height} điểm)", "Hãy quét lại ở 300 dpi hoặc thu nhỏ ảnh")
            image.draft("RGB", (image.width // 8, image.height // 8))
            image.load()
    except BadFile:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise BadFile("Ảnh bị hỏng, không mở được", "Hãy chụp hoặc quét lại rồi tải lên") from error
