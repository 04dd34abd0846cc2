"""The files of others are the ones that VENDOR.md names, byte for byte, and nothing else lies among them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
VENDOR = BASE / "workflow/static/vendor"
ROWS = re.findall(r"^\| `(.+?)` \|.*\| `([0-9a-f]{64})` \|$", (VENDOR / "VENDOR.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize(("file", "digest"), ROWS)
def test_a_file_is_as_it_was_fetched(file: str, digest: str) -> None:
    assert hashlib.sha256((BASE / file).read_bytes()).hexdigest() == digest


def test_every_file_is_named() -> None:
    folders = VENDOR, BASE / "workflow/static/fonts", BASE / "print_templates/fonts"
    lying = {str(file.relative_to(BASE)) for folder in folders for file in folder.iterdir()}
    assert lying - {"workflow/static/vendor/VENDOR.md"} == {file for file, _ in ROWS}


def test_every_symbol_of_the_sprite_draws_something() -> None:
    symbols = re.findall(r'<symbol id="([a-z0-9-]+)"[^>]*>(.*?)</symbol>', (VENDOR / "icons.svg").read_text())
    assert len(symbols) > 60
    assert [name for name, shapes in symbols if "<path" not in shapes] == []
