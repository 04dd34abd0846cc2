"""Addresses of the versions of the law."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "versions"
urlpatterns = [
    path("phien-ban/", views.listing, name="list"),
    path("phien-ban/<slug:code>/", views.changes, name="changes"),
    path("ho-so/<str:code>/dong/<int:no>/phien-ban/", views.adopt, name="adopt"),
]
