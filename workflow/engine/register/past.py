"""Entering awards of the past one at a time, each with its evidence, and taking back what was entered by mistake."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from workflow.models import AwardRecord, Recipient, RecordFile, User

from .. import clerk
from ..errors import Refused, Stale
from . import alive, entering, importing, matching
from .old_groups import award_key, record_keys

SOURCES = {"declared", "scanned"}


def proposals(read: Mapping[str, Any]) -> list[matching.Match]:
    """Who on record is, or may be, the one a form speaks of."""
    return matching.matches([importing.sought(read, importing.unit_ids())])[0]


@transaction.atomic
def enter(
    read: Mapping[str, Any], source: str, by: User, *, recipient: int | None = None, files: Sequence[Mapping[str, Any]] = (),
) -> AwardRecord:
    """One award as declared or scanned; `read` as papers.old_awards.Old.to_json gives it.

    Without a `recipient` whoever is surely meant is taken, or a new one made; who is doubtful is asked about: 0 means somebody new.
    The bytes of `files` are already in the file store.
    """
    clerk.allow(by, "workflow.records")
    if source not in SOURCES:
        raise Refused({0: "Nguồn phải là đơn vị kê khai hoặc số hóa"})
    importing.turnstile()
    units = importing.unit_ids()
    pk = chosen(read, recipient) or new(read, units)
    alive.hold([pk])
    if pk_known := record_keys({pk}).get((pk, *award_key(read))):
        raise Refused({0: f"Lần khen này đã có trong sổ (số {pk_known}); không ghi lần thứ hai"})
    now = timezone.now()
    made = importing.record(read, pk, units, source=source, recorded_by=by, recorded_at=now)
    made.save()
    RecordFile.objects.bulk_create(RecordFile(record=made, by=by, at=now, **file) for file in files)
    return made


def chosen(read: Mapping[str, Any], recipient: int | None) -> int | None:
    """The recipient on record who is meant; None for somebody new."""
    if recipient:
        if not Recipient.objects.filter(pk=recipient, merged_into=None).exists():
            raise Stale("Đối tượng đã chọn không còn hoặc đã được gộp; không có gì thay đổi. Hãy tìm lại.")
        return recipient
    if recipient == 0:
        return None
    alike = proposals(read)
    sure = matching.surely(alike)
    if alike and not sure:
        raise Refused({0: "Trong sổ có người có thể là người này; hãy chọn đúng người hoặc chọn “người mới”"})
    return sure


def new(read: Mapping[str, Any], units: Mapping[str, int]) -> int:
    """Enter somebody who is not on record."""
    made = entering.made(read, None, importing.unit_of(read, units))
    entering.enter([made])
    return made.pk


@transaction.atomic
def cancel(record: AwardRecord, reason: str, by: User) -> None:
    """Take back a record that was entered by mistake. Our own decisions are revoked by a decision, never taken back here."""
    clerk.allow(by, "workflow.records")
    held = AwardRecord.objects.select_for_update().get(pk=record.pk)
    if held.status != "valid":
        raise Stale("Lần khen này không còn hiệu lực từ trước; không có gì thay đổi. Hãy tải lại trang.")
    if held.source == "own":
        raise Refused({0: "Kết quả của quyết định trong hệ thống chỉ hủy bằng quyết định hủy bỏ"})
    if not reason.strip():
        raise Refused({0: "Phải ghi lý do rút"})
    held.status, held.cancelled_by, held.cancelled_at, held.cancelled_why = "cancelled", by, timezone.now(), reason.strip()
    held.save(update_fields=["status", "cancelled_by", "cancelled_at", "cancelled_why"])
