"""A clerk at the counter, for the tests of the intake desk."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories as f
from tests.papers.lists import HEADER, book, cells, saved
from workflow.models import Draft, Unit, User

LETTERS = str.maketrans("0123456789", "ABCDEFGHIJ")  # no name has digits
OURS = {"award": "BK-TINH", "band": "Người trực tiếp lao động, công tác"}


def logged_in(person: User) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def at_counter() -> tuple[Client, User]:
    """The usual intake clerk."""
    person = f.holder(f.INTAKE)
    return logged_in(person), person


def url(name: str, *args: Any) -> str:
    """An address of the desk."""
    return reverse(f"intake:{name}", args=args)


def letter(unit: Unit, **changes: Any) -> dict[str, Any]:
    """The header form, as a browser sends it."""
    return {
        "unit": unit.pk, "kind": "cong-trang", "letter_number": "215/TTr-SYT", "letter_date": "12/01/2026", "contact_name": "Trịnh Văn Bảy",
        "contact_phone": "0912 345 678", "copies": "1", "papers": ["to-trinh", "bao-cao"], **changes,
    }


def person(**changes: Any) -> dict[str, Any]:
    """The row form, as a browser sends it."""
    return {
        "kind": "person", "name": "Trần Thị Hòa", "award": "BK-TINH", "birth": "05/09/1985", "sex": "nu", "identity": "038185004512",
        "band": "truc-tiep", "position": "Bác sĩ", "workplace": "Bệnh viện tỉnh", "citation": "Có thành tích", **changes,
    }


def people(n: int, start: int = 0) -> list[list[Any]]:
    """So many different persons, as rows of a list; women born in 1985."""
    return [
        cells(name=f"Nguyễn Thị {str(i).translate(LETTERS)}", identity=f"038185{i:06d}", birth=date(1985, 1, 1 + i % 28), **OURS)
        for i in range(start, start + n)
    ]


def excel(*rows: Sequence[Any], header: Iterable[Any] | None = HEADER) -> bytes:
    """A list as an Excel file."""
    return saved(book(rows, header=header)).getvalue()


def file(content: bytes | BytesIO, name: str = "danh sách.xlsx") -> SimpleUploadedFile:
    """An uploaded file."""
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.getvalue())


def upload(client: Client, draft: Draft, content: bytes, **more: Any) -> Any:
    """Hand in an Excel list and go where it leads."""
    return client.post(url("upload", draft.pk), {"file": file(content), **more}, follow=True)


def ready(by: User, **fields: Any) -> Draft:
    """A draft with letter and unit, without a list."""
    draft = f.draft(by, **fields)
    draft.rows = []
    draft.save(update_fields=["rows"])
    return draft


def waiting_lists() -> list[Path]:
    """What lies in the folder of uploaded lists."""
    return list((Path(settings.FILE_UPLOAD_TEMP_DIR) / "lists").glob("*"))


def said(response: Any) -> str:
    """The words of an answer."""
    return " ".join(response.content.decode().split())
