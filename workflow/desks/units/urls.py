"""Addresses of the desk of units."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "units"
urlpatterns = [
    path("", views.listing, name="list"),
    path("dia-danh/", views.places, name="places"),
    path("bien-dong/", views.change, name="change"),
    path("chuyen-ho-so/", views.rerouting, name="reroute"),
    path("<int:pk>/", views.show, name="unit"),
    path("<int:pk>/rut/", views.withdraw, name="withdraw"),
]
