"""The process that prints: takes pickled papers on its input, answers with files, and holds itself to the job's limits."""
from __future__ import annotations

import gc
import os
import resource
import sys

from .compose import engine, printable
from .facts import Paper
from .faults import MissingValue, PrintFailed
from .pipe import Reply, receive, send
from .printing import print_paper, shop

Job = tuple[int, int, Paper]


def limit(memory: int, cpu_seconds: int) -> None:
    """Let the kernel stop the job: address space in bytes, processor seconds counted from now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime)
    for kind, soft in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, spent + cpu_seconds + 1)):
        resource.setrlimit(kind, (soft, resource.getrlimit(kind)[1]))


def answer(paper: Paper) -> Reply:
    """Print one paper; every failure becomes a sentence, for the parent cannot see our tracebacks."""
    gc.disable()  # a layout makes many objects that die together: collecting meanwhile costs a quarter of the time
    try:
        return "printed", print_paper(paper)
    except MissingValue as missing:
        return "missing", str(missing)
    except PrintFailed as failed:
        return "failed", str(failed)
    except (MemoryError, SystemError):  # the latter from C code that found no memory and forgot to say so
        return "exhausted", "Văn bản quá lớn, bộ in không đủ bộ nhớ."
    except Exception as error:
        return "failed", f"Bộ in gặp lỗi {type(error).__name__}: {error}"


def main() -> None:
    """Load everything once, say so, then serve until the input ends."""
    source = sys.stdin.buffer
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints must not get among the replies
    shop(), engine(), printable()
    gc.collect()
    gc.freeze()
    send(sink, "ready")
    while True:
        try:
            job: Job = receive(source)  # type: ignore[assignment]
        except EOFError:
            return
        memory, cpu_seconds, paper = job
        limit(memory, cpu_seconds)
        send(sink, answer(paper))
        gc.enable()
        gc.collect()


if __name__ == "__main__":
    main()
