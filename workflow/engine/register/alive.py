"""Keeps recipients from being merged while something is written of them; nothing is written of one who was merged into another."""
from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from ..errors import Stale


def hold(recipients: Iterable[int]) -> None:
    """Lock these until the transaction ends, against a merger only. One query, in one order."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [sorted(set(recipients))])
        merged = [name for name, heir in cursor.fetchall() if heir is not None]
    if merged:
        raise Stale(f"{merged[0]} đã được gộp vào đối tượng khác; không có gì thay đổi. Hãy mở đối tượng được giữ lại rồi làm lại.")


LOCK = "SELECT name, merged_into_id FROM workflow_recipient WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
