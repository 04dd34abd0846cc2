"""The dossier's clock: stands while the dossier is not in our hands (law.states.clock_stands), and moves the promised day after."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from workflow.law import clock
from workflow.models import Dossier, Pause
from workflow.models.tables import calendar


def settle(dossiers: Collection[int], waiting: Collection[int]) -> None:
    """Open a pause for the dossiers that wait for somebody outside, close it for those that no longer do. Idempotent."""
    at = timezone.now()
    standing = set(Pause.objects.filter(dossier__in=dossiers, until=None).values_list("dossier", flat=True))
    Pause.objects.bulk_create(Pause(dossier_id=dossier, since=at) for dossier in sorted(set(waiting) - standing))
    if resumed := standing - set(waiting):
        Pause.objects.filter(dossier__in=resumed, until=None).update(until=at)
        promise_anew(resumed)


def promise_anew(dossiers: Collection[int]) -> None:
    """Count the promised day again for these dossiers, pauses left out."""
    pauses = defaultdict(list)
    for pause in Pause.objects.filter(dossier__in=dossiers):
        pauses[pause.dossier_id].append(clock.Pause(day(pause.since), pause.until and day(pause.until)))
    days, moved = calendar(), []
    for dossier in Dossier.objects.filter(pk__in=dossiers).only("received_at", "working_days", "due_on"):
        ledger = clock.due(timezone.localtime(dossier.received_at), dossier.working_days, days, pauses[dossier.pk])
        if ledger.due and ledger.due != dossier.due_on:
            dossier.due_on = ledger.due
            moved.append(dossier)
    if moved:
        Dossier.objects.bulk_update(moved, ["due_on"])


def ledger(dossier: Dossier) -> clock.Ledger:
    """Every day since the receipt, and why it did or did not count."""
    pauses = [clock.Pause(day(p.since), p.until and day(p.until)) for p in dossier.pauses.all()]
    return clock.due(timezone.localtime(dossier.received_at), dossier.working_days, calendar(), pauses)


def day(at: datetime) -> date:
    """The local day of a moment."""
    return timezone.localdate(at)
