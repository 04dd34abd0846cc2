"""Addresses of what is done about awards that were given."""
from __future__ import annotations

from django.urls import path

from workflow.law.words import Kind

from . import views

app_name = "after"
urlpatterns = [
    path("de-nghi/huy-bo/", views.ask, {"kind": Kind.REVOKE}, name="revoke"),
    path("de-nghi/cap-lai/", views.ask, {"kind": Kind.REISSUE}, name="reissue"),
    path("can-xem-lai/", views.left, name="left"),
    path("can-xem-lai/<int:revoked>/<int:record>/", views.look, name="look"),
    path("can-xem-lai/thu-hoi/", views.recover, name="recover"),
]
