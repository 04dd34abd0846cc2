"""Addresses of the register of awards."""
from __future__ import annotations

from django.urls import path

from . import doubles, imports, views

app_name = "honours"
urlpatterns = [
    path("", views.listing, name="list"),
    path("tai-ve.xlsx", views.export, name="export"),
    path("ghi/", views.enter, name="enter"),
    path("<int:pk>/", views.show, name="record"),
    path("<int:pk>/rut/", views.cancel, name="cancel"),
    path("<int:pk>/tep/<int:file>/", views.file, name="file"),
    path("doi-tuong/<int:pk>/giay-xac-nhan.pdf", views.confirmation, name="confirmation"),
    path("nhap/", imports.listing, name="imports"),
    path("nhap/mau.xlsx", imports.empty, name="empty"),
    path("nhap/<int:pk>/", imports.show, name="batch"),
    path("nhap/<int:pk>/phan-xu/", imports.decide, name="decide"),
    path("nhap/<int:pk>/nhan/", imports.accept, name="accept"),
    path("nhap/<int:pk>/bo/", imports.drop, name="drop"),
    path("nhap/<int:pk>/rut/", imports.undo, name="undo_batch"),
    path("trung/", doubles.listing, name="doubles"),
    path("trung/<int:one>/<int:other>/", doubles.compare, name="compare"),
    path("gop/", doubles.log, name="merges"),
    path("gop/<int:pk>/tach/", doubles.undo, name="undo_merge"),
]
