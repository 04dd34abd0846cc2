"""Addresses of the evidence desk."""
from __future__ import annotations

from django.urls import path

from . import initiatives, lists, records, uses

app_name = "evidence"
urlpatterns = [
    path("xep-loai/", lists.show, name="results"),
    path("xep-loai/danh-sach/", lists.upload, name="upload"),
    path("xep-loai/danh-sach-mau.xlsx", lists.empty, name="template"),
    path("xep-loai/danh-sach/<slug:token>/", lists.preview, name="preview"),
    path("xep-loai/danh-sach/<slug:token>/bo/", lists.abandon, name="abandon"),
    path("doi-tuong/<int:pk>/ghi/<slug:what>/", records.enter, name="enter"),
    path("ghi-nhan/<slug:what>/<int:pk>/rut/", records.withdraw, name="withdraw"),
    path("sang-kien/", initiatives.listing, name="initiatives"),
    path("sang-kien/moi/", initiatives.enter, name="new_initiative"),
    path("sang-kien/phien-hop/", initiatives.sitting, name="recognise"),
    path("sang-kien/<int:pk>/", initiatives.show, name="initiative"),
    path("sang-kien/<int:pk>/nang-pham-vi/", initiatives.widen, name="widen"),
    path("sang-kien/<int:pk>/xet-lai/", initiatives.again, name="again"),
    path("ho-so/<str:code>/dong/<int:no>/sang-kien/<int:pk>/", uses.use, name="use"),
    path("ho-so/<str:code>/dong/<int:no>/sang-kien/<int:pk>/bo/", uses.take_back, name="take_back"),
]
