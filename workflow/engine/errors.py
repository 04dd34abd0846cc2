"""What the engine says when it refuses. Every message is for the person at the desk, in Vietnamese."""
from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """Some lines could not take the step, so none did. `reasons` tells why, by line id (or row number on intake)."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(f"{len(reasons)} dòng không chuyển được, chưa có gì thay đổi: {next(iter(reasons.values()))}")
        self.reasons = dict(reasons)


class NotAllowed(PermissionDenied):
    """The person may not do this; the text says why."""


class Stale(Exception):
    """Somebody was faster: what the person saw is no longer so. Nothing was changed."""


class OutOfStep(Exception):
    """A line's state was changed behind the clerk's back."""


class BrokenUrn(Exception):
    """Papers and cast seats do not agree, or the key is lost: the vote must be held again."""
