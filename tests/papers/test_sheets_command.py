"""`manage.py check_list` as people and programmes call it: in a process of its own, without a database."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.papers.lists import book, cells

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command with a database address where nobody answers."""
    nowhere = os.environ | {"DATABASE_URL": "postgres://x:x@127.0.0.1:9/none", "PYTHONWARNINGS": "error::UserWarning:openpyxl"}
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", "check_list", *arguments], cwd=ROOT, env=nowhere, capture_output=True, text=True, timeout=120,
        check=False)


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    assert list(found) == ["rows", "errors", "warnings"]
    return found


def test_json_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    book([cells(), cells(birth="31/02/1985"), cells(identity=38185004513, name="Lê Thị B", award="")]).save(path)
    done = run(path, "--award", "LDTT", "--json")
    assert done.returncode == 1, done.stderr
    found = answer(done)
    assert found["rows"] == 3 and list(found["errors"]) == ["D3", "F3"] and list(found["warnings"]) == ["F4"]


def test_a_good_list_and_a_unit_that_may_not_propose(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    book([cells(award="CSTDT")]).save(path)
    done = run(path, "--json")
    assert (done.returncode, answer(done)) == (0, {"rows": 1, "errors": {}, "warnings": {}}), done.stderr
    told = run(path)
    assert told.returncode == 0 and "1 dòng, 0 ô lỗi, 0 ô cần lưu ý. Có thể nhập." in told.stdout
    refused = run(path, "--proposer", "cum-khoi")
    assert refused.returncode == 1 and "Lỗi ô J2: Đơn vị trình không được đề nghị" in refused.stdout and "Chưa thể nhập" in refused.stdout


def test_what_cannot_be_read_or_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(b"%PDF-1.7")
    for arguments, said in (([path], "tệp PDF"), ([tmp_path / "khong-co.xlsx"], "Không tìm thấy tệp"), ([path, "--award", "XYZ"], "“XYZ”")):
        done = run(*arguments, "--json")
        found = answer(done)
        assert done.returncode == 1 and found["rows"] == 0 and list(found["errors"]) == ["*"] and said in found["errors"]["*"], done.stderr
