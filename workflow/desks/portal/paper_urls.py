"""Addresses of the papers of a dossier and their blank forms, open to everybody."""
from __future__ import annotations

from django.urls import path

from . import papers

app_name = "papers"
urlpatterns = [
    path("", papers.show, name="show"),
    path("<str:code>/<slug:kind>/<slug:variant>.pdf", papers.blank, name="blank"),
]
