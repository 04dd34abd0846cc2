"""The press under bad conditions: absent values, foreign letters, forbidden files, jobs too long, workers that die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pytest
from django.template import Context

from tests.papers import samples
from workflow.papers import press as pressroom
from workflow.papers.compose import StrictContext, engine
from workflow.papers.facts import Signature
from workflow.papers.pipe import send
from workflow.papers.press import Limits, MissingValue, Press, PrintFailed, render
from workflow.papers.printing import print_paper, typeset
from workflow.papers.worker import answer

ROOT = Path(__file__).resolve().parents[2]
PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


@pytest.mark.parametrize("absent", ["", "   ", None])
def test_an_absent_value_is_refused_by_name(absent: str | None) -> None:
    with pytest.raises(MissingValue, match=r"Receipt\.applicant.*receipt\.html"):
        render(samples.receipt(applicant=absent))


def test_an_absent_item_of_a_list_is_refused_by_place() -> None:
    with pytest.raises(MissingValue, match=r"DecisionPaper\.recipients\[1\]"):
        render(samples.decision(1, recipients=("Như Điều 3", "")))


def test_a_signed_paper_needs_its_signer_s_title() -> None:
    with pytest.raises(MissingValue, match=r"Signature\.title"):
        render(samples.decision(1, signature=Signature(title="", name="Nguyễn Hữu Phước")))


@pytest.mark.parametrize("source", [
    "{{ paper.nonsense }}", "{% if paper.nonsense %}x{% endif %}", "{% for x in paper.nonsense %}x{% endfor %}",
    "{{ nonsense }}", "{% if nonsense %}x{% endif %}", "{{ nonsense|default:'' }}", "{{ paper.day.nonsense }}",
    "{{ paper.note|upper }}",
])
def test_a_template_cannot_ask_for_what_is_not_there(source: str) -> None:
    paper = samples.decision(1)
    row = paper.annexes[0].rows[0]
    with pytest.raises(MissingValue):
        engine().from_string(source).render(StrictContext({"paper": row if "note" in source else paper}))


def test_a_template_may_default_an_empty_value_in_so_many_words() -> None:
    row = samples.people(1)[0]
    text = engine().from_string("[{{ row.note|default:'' }}]").render(StrictContext({"row": row}))
    assert row.note == "" and text == "[]"


def test_the_strict_context_is_what_refuses() -> None:
    """Django's own context would pass over the unknown name in silence."""
    assert engine().from_string("{% if nonsense %}x{% endif %}").render(Context({}, use_l10n=False)) == ""


def test_a_letter_outside_of_the_fonts_is_refused_by_its_code() -> None:
    with pytest.raises(PrintFailed, match=r"U\+2611"):
        render(samples.supplement_request(officer="☑ Trần Văn Nghĩa"))


def test_a_paper_is_dated_with_its_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        samples.receipt(made_at=datetime(2026, 11, 20))


@pytest.mark.parametrize("page", [
    '<img src="file:///etc/passwd" alt="">', '<img src="http://127.0.0.1:9/x.png" alt="">',
    '<img src="https://example.com/x.png" alt="">', '<img src="../setup.cfg" alt="">',
    '<img src="fonts/..%2F..%2Fsetup.cfg" alt="">', '<img src="receipt.html" alt="">', '<img src="base/absent.png" alt="">',
    '<img src="data:text/html,x" alt="">', '<img src="data:image/svg+xml,<svg/>" alt="">',
    '<img src="//host/share/x.png" alt="">', '<img src="ftp://127.0.0.1/x.png" alt="">',
    '<link rel="attachment" href="file:///etc/passwd">', '<link rel="stylesheet" href="file:///etc/passwd">',
    '<style>@import url("http://127.0.0.1:9/x.css")</style>', '<p style="background:url(file:///etc/hosts)">x</p>',
    '<style>@font-face{font-family:x;src:url(file:///etc/passwd)}p{font-family:x}</style><p>x</p>',
    '<object data="file:///etc/passwd"></object>',
])
def test_a_page_reaches_no_file_but_the_templates_own(page: str) -> None:
    with pytest.raises(PrintFailed, match="không được phép"):
        typeset(f"<meta charset=utf-8><title>x</title>{page}", b"{}", samples.receipt().made_at)


def test_a_small_picture_inside_the_page_is_allowed() -> None:
    page = f'<html lang=vi><meta charset=utf-8><title>x</title><img src="{PICTURE}" alt="x">'
    assert typeset(page, b"{}", samples.receipt().made_at).pages == 1


def test_a_link_out_of_the_templates_is_followed_and_refused(tmp_path: Path) -> None:
    from weasyprint.urls import FatalURLFetchingError

    from workflow.papers.fetcher import LockedFetcher

    (tmp_path / "in").mkdir()
    (tmp_path / "secret.css").write_text("p {}")
    (tmp_path / "in" / "link.css").symlink_to(tmp_path / "secret.css")
    (tmp_path / "in" / "own.css").write_text("p {}")
    fetcher = LockedFetcher(tmp_path / "in")
    assert fetcher.fetch((tmp_path / "in" / "own.css").as_uri()).read() == b"p {}"
    with pytest.raises(FatalURLFetchingError):
        fetcher.fetch((tmp_path / "in" / "link.css").as_uri())


@pytest.fixture
def own_press():
    """A press of the test's own, so that killing its worker disturbs nobody."""
    press = Press()
    yield press
    press.stop()


@pytest.mark.parametrize(("limits", "message"), [
    (Limits(seconds=0.5), "quá 0.5 giây"),
    (Limits(cpu_seconds=0), "quá thời gian xử lý"),
    (Limits(memory=150 * 2**20), "bộ nhớ|đột ngột"),
])
def test_a_job_over_its_limits_fails_and_the_next_one_prints(own_press: Press, limits: Limits, message: str) -> None:
    with pytest.raises(PrintFailed, match=message):
        own_press.render(samples.decision(3000), limits)
    assert own_press.worker is None, "whoever failed so is not asked again"
    assert own_press.render(samples.receipt(), Limits()).pages == 1


def test_a_worker_that_died_is_replaced_unnoticed(own_press: Press) -> None:
    first = own_press.render(samples.receipt(), Limits())
    worker = own_press.worker
    assert worker is not None
    worker.kill()
    worker.wait()
    assert own_press.render(samples.receipt(), Limits()) == first
    assert own_press.worker is not None and own_press.worker.pid != worker.pid


def test_a_worker_killed_at_work_is_reported_and_replaced(own_press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    own_press.render(samples.receipt(), Limits())
    assert own_press.worker is not None
    at_work = threading.Event()

    def hand_over(pipe: BinaryIO, job: object) -> None:
        send(pipe, job)
        at_work.set()  # killed any earlier, the worker would be replaced before it had anything to do

    monkeypatch.setattr(pressroom, "send", hand_over)
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(own_press.render, samples.decision(2000), Limits(seconds=120, cpu_seconds=120))
        assert at_work.wait(60)
        os.kill(own_press.worker.pid, signal.SIGKILL)
        with pytest.raises(PrintFailed, match="tín hiệu 9"):
            job.result()
    assert own_press.render(samples.receipt(), Limits()).pages == 1


def test_a_busy_press_says_so(own_press: Press) -> None:
    with own_press.turn, pytest.raises(PrintFailed, match="đang bận"):
        own_press.render(samples.receipt(), Limits(seconds=0.05))


def test_threads_print_one_after_another() -> None:
    with ThreadPoolExecutor(4) as pool:
        digests = {printed.sha256 for printed in pool.map(render, [samples.receipt()] * 8)}
    assert digests == {render(samples.receipt()).sha256}


def test_a_forked_process_starts_its_own_worker() -> None:
    expected = render(samples.receipt()).sha256
    parent_worker = pressroom.press.worker
    assert parent_worker is not None
    child = os.fork()
    if child == 0:
        try:
            own = render(samples.receipt()).sha256 == expected
            fresh = pressroom.press.worker is not None and pressroom.press.worker.pid != parent_worker.pid
            pressroom.press.stop()
            os._exit(0 if own and fresh else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert pressroom.press.worker is parent_worker and render(samples.receipt()).sha256 == expected


def test_longer_papers_get_more_time() -> None:
    assert Limits.of(samples.decision(1000)).seconds > Limits.of(samples.decision(1)).seconds + 30


@pytest.mark.parametrize(("module", "unwanted"), [
    ("workflow.papers.worker", ("django.db.models", "workflow.models", "workflow.settings")),
    ("workflow.papers.press", ("weasyprint", "django")),
])
def test_the_worker_knows_no_database_and_the_web_no_layout(module: str, unwanted: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print([m for m in {unwanted!r} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_the_worker_s_environment_holds_no_secret(own_press: Press) -> None:
    own_press.render(samples.receipt(), Limits())
    assert own_press.worker is not None
    names = {entry.split("=")[0] for entry in Path(f"/proc/{own_press.worker.pid}/environ").read_text().split("\0") if entry}
    assert names <= {"PATH", "LANG", "PYTHONPATH", "FONTCONFIG_FILE", "PYTHONWARNINGS", "LC_CTYPE"}


def test_the_worker_turns_every_failure_into_a_sentence() -> None:
    assert answer(samples.receipt(applicant="")) == (
        "missing", "Thiếu giá trị “Receipt.applicant” khi in mẫu receipt.html.")
    assert answer(samples.receipt(due_at=None))[0] == "missing"
    assert answer(samples.receipt(pieces=5))[0] == "failed"
    assert answer(samples.receipt(clerk="☑"))[0] == "failed"
    assert answer(samples.receipt())[0] == "printed"


def test_printing_here_and_in_the_worker_gives_the_same_file() -> None:
    assert print_paper(samples.receipt()) == render(samples.receipt())


def test_a_warm_press_has_its_worker_and_a_press_that_cannot_start_is_only_logged(monkeypatch, caplog) -> None:
    mine = Press()
    monkeypatch.setattr(pressroom, "press", mine)
    pressroom.warm()
    worker = mine.worker
    try:
        assert worker is not None and worker.poll() is None
        mine.render(samples.receipt(), Limits())
        assert mine.worker is worker
    finally:
        mine.stop()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    pressroom.warm()
    assert "did not start" in caplog.text and mine.worker is None
