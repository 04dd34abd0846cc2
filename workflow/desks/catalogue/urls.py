"""Addresses of the catalogue."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "catalogue"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<str:code>/", views.show, name="award"),
]
