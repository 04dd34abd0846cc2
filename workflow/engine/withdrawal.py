"""Taking what was recorded by mistake out of what counts."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from workflow.models import User


def withdraw(rows: QuerySet[Any], by: User, why: str) -> int:
    """Mark those of the rows that still count; they stay readable, with who withdrew them, when and why. How many these were."""
    return rows.filter(withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_why=why.strip()[:300])
