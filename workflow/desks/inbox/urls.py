"""Addresses of the inbox: the front page of who is logged in."""
from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from . import acts, views

app_name = "inbox"
urlpatterns = [
    path("", views.show, name="list"),
    path("viec/", RedirectView.as_view(pattern_name="inbox:list", query_string=True)),
    path("viec/tiep-theo/", acts.take_next, name="next"),
    path("viec/nhan/", acts.take, name="take"),
    path("viec/tra-lai/", acts.put_back, name="put_back"),
    path("viec/giao/", acts.hand_over, name="hand_over"),
]
