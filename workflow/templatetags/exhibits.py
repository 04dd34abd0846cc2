"""How the records of a proof card look: an icon for each sort, and the name of its column."""
from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from .ui import icon

register = template.Library()
SORTS = {  # sort: (icon, name)
    "award": ("award", "Khen thưởng"), "performance": ("chart-bar", "Xếp loại"), "initiative": ("file-text", "Sáng kiến, đề tài"),
    "post": ("user-circle", "Chức vụ"), "hold": ("player-pause", "Tạm dừng"),
}


@register.simple_tag
def exhibit_icon(sort: str) -> SafeString:
    """The icon of a sort of record."""
    return icon(SORTS[sort][0])


@register.filter
def exhibit_name(sort: str) -> str:
    """The column it stands in."""
    return SORTS[sort][1]
