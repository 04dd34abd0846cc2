"""What every page of the administrator has in common: hints for people, and nothing used is deleted."""
from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


@admin.display(description="kiểm chứng", ordering="verified")
def checked(row: Any) -> str:
    """Whether somebody compared the row with the official text."""
    return "Đã kiểm chứng" if row.verified else "Chưa kiểm chứng"


HINTS = {  # the models' own hints are for programmers
    "user.title": "Như ghi ở chỗ ký trên văn bản.", "groups": "Vai trò cho biết người này được làm những việc gì.",
    "rank": "Số lớn hơn là danh hiệu, hình thức cao hơn.", "papers": 'Dạng [{"code": "…", "name": "…", "required": true}, …].',
    "citation": "Như viết ở phần căn cứ của quyết định, không có chữ “Căn cứ”; để trống thì không viện dẫn.",
    "province": "Ví dụ: tỉnh Minh Họa.", "committee": "Ví dụ: ỦY BAN NHÂN DÂN TỈNH MINH HỌA.", "department": "Ví dụ: SỞ NỘI VỤ.",
    "dossier_code": "{date} là ngày tiếp nhận, {serial} là số thứ tự, bắt đầu lại mỗi ngày.",
    "closes": "Ngày cuối của mỗi đợt trong năm, dạng tháng-ngày, cách nhau dấu phẩy. Ví dụ 08-30,11-30.",
    "basis": "Số và ngày của văn bản.",
}


class Hinted(admin.options.BaseModelAdmin[Any]):
    """Fields with the hints of this page."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The field, with our hint or none; a hint may be for one model alone."""
        own = f"{db_field.model._meta.model_name}.{db_field.name}"
        return super().formfield_for_dbfield(db_field, request, **{"help_text": HINTS.get(own, HINTS.get(db_field.name, "")), **kwargs})


class Kept(Hinted, admin.ModelAdmin[Any]):
    """Rows that are closed by a date or a tick, never deleted: papers and lines rest on them."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """No."""
        return False
