"""Uploaded bytes are kept whole, once, under their hash; waiting lists are one person's, one draft's, for one day."""
from __future__ import annotations

import hashlib
import io
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from workflow.papers import store, waiting


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Iterator[Path]:
    for name in ("files", "uploads"):
        (tmp_path / name).mkdir()
    with override_settings(MEDIA_ROOT=tmp_path / "files", FILE_UPLOAD_TEMP_DIR=tmp_path / "uploads"):
        yield tmp_path


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_same_bytes_are_one_file(folders: Path) -> None:
    content = b"%PDF-" + os.urandom(200_000)
    first, second = store.put(io.BytesIO(content)), store.put(io.BytesIO(content))
    assert first == second == hashlib.sha256(content).hexdigest()
    assert len(kept(folders / "files")) == 1
    with store.open(first) as file:
        assert file.read() == content


def test_only_the_owner_of_the_server_reads_them(folders: Path) -> None:
    store.put(io.BytesIO(b"rieng tu"))
    assert kept(folders / "files")[0].stat().st_mode & 0o077 == 0


def test_a_file_that_breaks_off_leaves_nothing(folders: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 100_000:
                raise OSError("the line is dead")
            return super().read(size)

    with pytest.raises(OSError, match="dead"):
        store.put(Broken(bytes(300_000)))
    assert kept(folders / "files") == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "ab" * 31, "", "0" * 63 + "/"])
def test_no_name_from_outside_reaches_the_disk(name: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        store.open(name)


def test_a_digest_that_was_never_stored_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        store.open("0" * 64)


def test_a_waiting_list_is_found_by_its_draft_and_person_alone() -> None:
    token = waiting.keep(io.BytesIO(b"danh sach"), draft=4, user=7)
    found = waiting.find(token, 4, 7)
    assert found is not None
    assert found.read_bytes() == b"danh sach"
    assert waiting.find(token, 4, 8) is None
    assert waiting.find(token, 5, 7) is None
    assert waiting.find("../" + token, 4, 7) is None


def test_one_of_two_claims_wins_and_the_list_waits_again_unless_it_was_kept(folders: Path) -> None:
    token = waiting.keep(io.BytesIO(b"x"), 1, 1)
    with waiting.claimed(token, 1, 1) as first, waiting.claimed(token, 1, 1) as second:
        assert first is not None and first.place.read_bytes() == b"x" and second is None
        assert waiting.find(token, 1, 1) is None
    assert waiting.find(token, 1, 1) is not None
    with waiting.claimed(token, 1, 1) as claim:
        assert claim is not None
        claim.kept = True
    assert waiting.find(token, 1, 1) is None and kept(folders / "uploads") == []


def test_a_list_waits_again_when_accepting_it_broke() -> None:
    token = waiting.keep(io.BytesIO(b"x"), 1, 1)
    with pytest.raises(ZeroDivisionError), waiting.claimed(token, 1, 1):
        raise ZeroDivisionError
    assert waiting.find(token, 1, 1) is not None


def test_a_dropped_list_is_gone(folders: Path) -> None:
    token = waiting.keep(io.BytesIO(b"x"), 1, 1)
    waiting.drop(token, 1, 1)
    waiting.drop(token, 1, 1)
    assert kept(folders / "uploads") == []


def test_yesterdays_list_is_swept_when_the_next_one_comes() -> None:
    old = waiting.keep(io.BytesIO(b"x"), 1, 1)
    place = waiting.find(old, 1, 1)
    assert place is not None
    the_day_before = time.time() - waiting.A_DAY - 60
    os.utime(place, (the_day_before, the_day_before))
    young = waiting.keep(io.BytesIO(b"y"), 1, 1)
    assert waiting.find(old, 1, 1) is None
    assert waiting.find(young, 1, 1) is not None
