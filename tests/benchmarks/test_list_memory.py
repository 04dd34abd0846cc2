"""A list of 10,000 rows and 15 columns is read, checked and previewed in little memory and little more time than reading takes."""
from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.papers.lists import HEADER

ROOT = Path(__file__).parents[2]
ROWS = 10_000
MEASURE = """
import json, sys, time
from datetime import date
from pathlib import Path
from openpyxl import load_workbook
from workflow.law.catalogue import load
from workflow.papers.sheets import stage

def peak():
    # not getrusage: its maximum is inherited from the process that started this one
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024

awards, before = load(Path("fixtures/awards.json")), peak()
start = time.process_time()
staged = stage(sys.argv[1], awards=awards, today=date(2026, 11, 22))
preview = json.dumps([row.to_json() for row in staged.rows])
ours, grown = time.process_time() - start, peak() - before
start = time.process_time()
book = load_workbook(sys.argv[1], read_only=True)
cells = sum(1 for row in book.worksheets[0].iter_rows(values_only=True) for _ in row)
bare = time.process_time() - start
print(json.dumps({"rows": staged.total, "errors": len(staged.errors), "cells": cells, "MiB": grown, "ratio": ours / bare}))
"""


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every row differs; dates are dates, text and numbers; one row in ten has lost its zero; one in a hundred is faulty."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append([*HEADER, "Dân tộc", "Trình độ", "Email"])
    for i in range(ROWS):
        year, female = 1965 + i % 35, i % 2
        born = date(year, 1 + i % 12, 1 + i % 28)
        identity = f"038{female}{year % 100:02}{i:06}"
        sheet.append([
            i + 1, "Cá nhân", f"Nguyễn Thị Hương Số{'abcdefghij'[i % 10]}{chr(97 + i // 400)}{chr(97 + i % 26)}",
            born if i % 3 else f"{born:%d/%m/%Y}", "Nữ" if female else "Nam", int(identity) if i % 10 == 0 else identity,
            "Chuyên viên", f"Phòng số {i % 40}", "Người trực tiếp lao động, công tác", "Chiến sĩ thi đua cơ sở" if i % 100 else "Không có",
            f"Hoàn thành xuất sắc nhiệm vụ được giao, có sáng kiến số {i}", "", "Kinh", "Đại học", f"a{i}@example.vn"])
    path = tmp_path_factory.mktemp("lists") / "long.xlsx"
    book.save(path)
    return path


def test_ten_thousand_rows(long_list: Path, table) -> None:
    """Peak memory above that of the imported programme stays under 150 MiB; time within 3× of openpyxl alone."""
    done = subprocess.run([sys.executable, "-c", MEASURE, long_list], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    found = json.loads(done.stdout)
    table.add(f"list of {ROWS:,} rows and 15 columns, read, checked, previewed", f"{found['MiB']:.0f} MiB", "openpyxl alone",
              f"{found['ratio']:.1f} × its time", "< 150 MiB, < 3 ×")
    assert (found["rows"], found["errors"], found["cells"]) == (ROWS, ROWS // 100, (ROWS + 1) * 15)
    assert 0 < found["MiB"] < 150
    assert found["ratio"] < 3
