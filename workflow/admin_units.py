"""The administrator's pages of units and of the country's places."""
from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from workflow.admin_pages import Hinted, Kept, checked
from workflow.models import Lineage, Place, Unit


class Succession(Hinted, admin.TabularInline[Lineage, Unit]):
    """What a unit became; to be read only, because the desk of units records it whole, with its dates."""

    model, fk_name, extra = Lineage, "former", 0
    exclude = ("withdrawn_at", "withdrawn_by", "withdrawn_why")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """At /don-vi/."""
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Unit)
class Units(Kept):
    """Units, with what they became."""

    list_display = ("name", "code", "kind", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("name", "code", "key")
    raw_id_fields = ("place",)
    inlines = (Succession,)


@admin.register(Place)
class Places(Kept):
    """The country's administrative units: what was held against the resolution is ticked as verified."""

    list_display = ("name", "code", "tier", "parent", "valid_from", "valid_to", checked)
    list_filter = ("tier", "verified")
    list_select_related = ("parent",)
    search_fields = ("name", "code", "key")
    raw_id_fields = ("parent",)
