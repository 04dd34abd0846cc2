"""A process of its own that takes one step and stops halfway: everything is written, the log too, nothing is settled or committed.

    python -m tests.engine.dying STEP ID…     with DATABASE_URL and URN_KEYS of the tests; prints the backend's id when it stands
"""

from __future__ import annotations

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workflow.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from workflow.engine import clerk  # noqa: E402
from workflow.engine.deciding import decisions  # noqa: E402
from workflow.engine.receiving import delivery, intake  # noqa: E402
from workflow.engine.sittings import council  # noqa: E402
from workflow.models import Decision, Dossier, Draft, Line, Sitting, User  # noqa: E402

settings.URN_KEYS = os.environ["URN_KEYS"]
STEPS = {
    "register": lambda pk, by: intake.register(Draft.objects.get(pk=pk), by),
    "appraise": lambda pk, by: clerk.move(Line.objects.filter(dossier=pk), "appraise", by),
    "convene": lambda pk, by: council.convene(
        Line.objects.filter(dossier=pk), by, held_on=clerk.timezone.localdate(), place="Phòng họp số 1"),
    "tally": lambda pk, by: council.tally(Sitting.objects.get(pk=pk), by),
    "sign": lambda pk, by: decisions.sign(Decision.objects.get(pk=pk), by),
    "deliver": lambda pk, by: delivery.hand_over(Dossier.objects.get(pk=pk), by, "Lê Văn Liên (minh họa)"),
}


def main(step: str, pk: str, by: str) -> None:
    """Take the step, and stand still after the log is written."""
    real = clerk.record

    def halfway(*args, **kwargs):
        made = real(*args, **kwargs)
        print(connection.connection.info.backend_pid, flush=True)
        time.sleep(60)
        return made

    clerk.record = halfway
    STEPS[step](int(pk), User.objects.get(pk=by))


if __name__ == "__main__":
    main(*sys.argv[1:])
