"""Collects what the benchmarks found and writes it down: a table in docs/benchmarks.md, with the machine it was found on.

The file is written when it is missing or when RECORD=1 is set, so that proving the product leaves the source as it is.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django
import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `RECORD=1 bin/test tests/benchmarks`. Seconds are of one machine at one hour, with others at work on it; the tests
hold the ratios, found in the same run, interleaved. “Plain SQL” writes the same rows by set statements and asks no law, no right and
no list of recipients: a floor, not a rival. The triggers that chain the log work for both.

{machine}

| what | measured | against | ratio | held to |
|---|---|---|---|---|
{rows}
"""


@dataclass
class Table:
    """The rows of the table, by what was measured."""

    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    server: str = ""

    def add(self, what: str, measured: str, against: str = "", ratio: str = "", held_to: str = "") -> None:
        """One line of the table; shown at once, too."""
        self.rows[what] = (what, measured, against, ratio, held_to)
        print(" | ".join(self.rows[what]))
        if not self.server and connection.connection:
            self.server = f"PostgreSQL {connection.pg_version // 10_000}.{connection.pg_version % 10_000}"

    def text(self) -> str:
        """The whole file."""
        return HEAD.format(machine=self.machine(), rows="\n".join(f"| {' | '.join(row)} |" for row in self.rows.values()))

    def machine(self) -> str:
        """What it ran on."""
        known = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next((line.split(":")[1].strip() for line in known if "model name" in line), "?")
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        return (f"{os.cpu_count()} × {processor}, {memory:.0f} GiB, {platform.system()} {platform.release()}; "
                f"Python {platform.python_version()}, Django {django.__version__}, {self.server}")


@pytest.fixture(scope="session")
def table(request: pytest.FixtureRequest) -> Iterator[Table]:
    """Where benchmarks write what they found; kept only when none of them failed."""
    found = Table()
    yield found
    if request.session.testsfailed == 0 and (os.environ.get("RECORD") or not PLACE.exists()):
        PLACE.write_text(found.text(), encoding="utf-8")
