"""Addresses of the desk of letters."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "petitions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("moi/", views.begin, name="begin"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/nguoi-gui/", views.sender, name="sender"),
    path("<int:pk>/<slug:step>/", views.move, name="move"),
]
