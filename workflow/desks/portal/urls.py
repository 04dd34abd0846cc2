"""Address of the public look-up; it stands in the QR code of every receipt."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [path("", views.show, name="lookup")]
