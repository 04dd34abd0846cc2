"""Addresses of public lists and of other authorities' decisions."""
from __future__ import annotations

from django.urls import path

from . import consulting, views

app_name = "elsewhere"
urlpatterns = [
    path("lay-y-kien/", views.lists, name="lists"),
    path("lay-y-kien/<int:pk>/", views.public_list, name="list"),
    path("lay-y-kien/<int:pk>/danh-sach.pdf", views.printed_list, name="printed"),
    path("cap-khac/", views.waiting, name="outcomes"),
    path("cap-khac/duoc-tang/", views.grant, name="grant"),
    path("cap-khac/khong-duoc/", views.turn_down, name="turn_down"),
    path("ho-so/<str:code>/hiep-y/", consulting.page, name="consulting"),
    path("ho-so/<str:code>/hiep-y/<int:pk>/", consulting.reply, name="reply"),
]
