"""Prints a paper: hands its facts to a worker process, waits no longer than allowed, and replaces a worker that died."""
from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .facts import Paper
from .faults import MissingValue, PrintFailed
from .pipe import Printed, receive, send

__all__ = ["Limits", "MissingValue", "PrintFailed", "Printed", "render", "warm"]

ROOT = Path(__file__).resolve().parents[2]
NO_FONTS = ROOT / "print_templates" / "base" / "fontconfig.xml"
START_SECONDS = 60
BASE_SECONDS, SECONDS_PER_ROW = 30, 0.05


@dataclass(frozen=True)
class Limits:
    """What one job may take: seconds by the clock, seconds of processor, bytes of address space."""

    seconds: float = BASE_SECONDS
    cpu_seconds: int = BASE_SECONDS
    memory: int = 4 * 2**30

    @classmethod
    def of(cls, paper: Paper) -> Limits:
        """The usual limits, with time for each table row (measured at 0.005 s; ten times that is allowed)."""
        seconds = BASE_SECONDS + SECONDS_PER_ROW * paper.rows
        return cls(seconds=seconds, cpu_seconds=int(seconds))


class Press:
    """One worker process, used by one thread at a time."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.worker: subprocess.Popen[bytes] | None = None

    def render(self, paper: Paper, limits: Limits) -> Printed:
        """Print the paper, or raise PrintFailed; either way the press is ready again afterwards."""
        if not self.turn.acquire(timeout=limits.seconds):
            raise PrintFailed("Bộ in đang bận in văn bản khác; hãy thử lại sau ít phút.")
        try:
            worker = self._ready()
            verdict, content = self._ask(worker, (limits.memory, limits.cpu_seconds, paper), limits.seconds)
            if verdict == "exhausted":
                self.stop()  # what ran out of memory half-way is not trusted with another paper
        finally:
            self.turn.release()
        if verdict == "printed":
            return content  # type: ignore[return-value]
        raise (MissingValue if verdict == "missing" else PrintFailed)(content)

    def warm(self) -> None:
        """Start the worker ahead of the first paper."""
        with self.turn:
            self._ready()

    def stop(self) -> None:
        """End the worker and take its death certificate; the next paper gets a new one."""
        if self.worker is not None:
            self.worker.kill()
            self.worker.communicate()
            self.worker = None

    def _ready(self) -> subprocess.Popen[bytes]:
        """The running worker, or a new one that has loaded its fonts."""
        if self.worker is not None and self.worker.poll() is None:
            return self.worker
        self.stop()
        self.worker = spawn()
        with self._watched(self.worker, START_SECONDS):
            receive(self.worker.stdout)  # type: ignore[arg-type]
        return self.worker

    def _ask(self, worker: subprocess.Popen[bytes], job: object, seconds: float) -> tuple[str, object]:
        with self._watched(worker, seconds):
            send(worker.stdin, job)  # type: ignore[arg-type]
            reply: tuple[str, object] = receive(worker.stdout)  # type: ignore[arg-type, assignment]
        return reply

    @contextmanager
    def _watched(self, worker: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
        """Kill the worker when time is up, whatever it does then; its closed pipes wake this thread."""
        late = threading.Event()

        def expire() -> None:
            late.set()
            worker.kill()

        watch = threading.Timer(seconds, expire)
        watch.start()
        try:
            yield
        except (EOFError, OSError):
            if late.is_set():
                raise PrintFailed(f"In quá {seconds:g} giây nên đã dừng; văn bản quá dài hoặc máy quá tải.") from None
            raise PrintFailed(f"Bộ in dừng đột ngột ({death(worker)}); chưa in được văn bản.") from None
        finally:
            watch.cancel()
            watch.join()
            if late.is_set() or worker.poll() is not None:
                self.stop()


def death(worker: subprocess.Popen[bytes]) -> str:
    """Why the worker ended, as far as the kernel says."""
    try:
        code = worker.wait(5)
    except subprocess.TimeoutExpired:
        return "không rõ lý do"
    if code == -24:  # SIGXCPU
        return "quá thời gian xử lý cho phép"
    return f"tín hiệu {-code}" if code < 0 else f"mã {code}"


def spawn() -> subprocess.Popen[bytes]:
    """A worker with nothing of ours in its environment: no database, no keys, no fonts but the templates' own."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "FONTCONFIG_FILE": str(NO_FONTS),
        "PYTHONWARNINGS": "ignore:No fonts configured",  # that is meant
    }
    return subprocess.Popen(
        [sys.executable, "-m", "workflow.papers.worker"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment,
    )


press = Press()


def forget() -> None:
    """A forked child leaves its parent's worker alone and will start its own."""
    global press
    inherited = press.worker
    press = Press()
    if inherited is not None:
        inherited.returncode = 0  # not ours to wait for
        for pipe in (inherited.stdin, inherited.stdout):
            pipe.raw.close()  # type: ignore[union-attr] # unflushed: the parent may have been writing


os.register_at_fork(after_in_child=forget)


def render(paper: Paper, limits: Limits | None = None) -> Printed:
    """Print a paper. Raises MissingValue or PrintFailed with a Vietnamese sentence; nothing else to clean up."""
    return press.render(paper, limits or Limits.of(paper))


def warm() -> None:
    """Load templates and fonts before somebody waits for them. A failure is only logged: the first paper will try again."""
    try:
        press.warm()
    except (PrintFailed, OSError):
        logging.getLogger(__name__).exception("the print worker did not start")
