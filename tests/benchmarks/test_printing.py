"""A page prints in a tenth of a second, and a long list takes time in proportion to its rows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.papers import samples
from workflow.papers.facts import Paper
from workflow.papers.press import Limits, Press

TICKS = os.sysconf("SC_CLK_TCK")


@pytest.fixture
def press() -> Iterator[Press]:
    """A press whose worker is warm."""
    press = Press()
    press.render(samples.receipt(), Limits())
    yield press
    press.stop()


def spent(press: Press, paper: Paper) -> float:
    """Processor seconds of the worker for one paper: other programmes on the machine do not count."""
    assert press.worker is not None
    stat = Path(f"/proc/{press.worker.pid}/stat")

    def used() -> float:
        return sum(map(int, stat.read_text().rsplit(")", 1)[1].split()[11:13])) / TICKS

    before = used()
    press.render(paper, Limits.of(paper))
    return used() - before


def test_one_page_takes_about_a_tenth_of_a_second(press: Press, table) -> None:
    took = median(spent(press, samples.receipt()) for _ in range(9))
    table.add("a receipt printed, one page", f"{took * 1000:.0f} ms of processor", held_to="< 200 ms")
    assert took < 0.2


def test_a_list_of_1000_rows_is_linear(press: Press, table) -> None:
    """Four times the rows may take five times as long, no more."""
    small = min(spent(press, samples.decision(250)) for _ in range(2))
    large = spent(press, samples.decision(1000))
    table.add("a decision with 1,000 lines printed", f"{large:.1f} s of processor", f"250 lines {small:.1f} s",
              f"{large / small:.1f} ×", "< 5 ×")
    assert large < 5 * small
