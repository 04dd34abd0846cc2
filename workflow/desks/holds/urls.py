"""Addresses of the holds."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "holds"
urlpatterns = [
    path("tam-dung/", views.listing, name="list"),
    path("tam-dung/<int:pk>/ket-thuc/", views.release, name="release"),
    path("doi-tuong/<int:pk>/tam-dung/", views.place, name="place"),
]
