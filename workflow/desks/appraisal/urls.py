"""Addresses of appraisal, beside the registry's."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "appraisal"
urlpatterns = [
    path("ho-so/<str:code>/tham-dinh/", views.move, name="move"),
    path("ho-so/<str:code>/dong/<int:no>/tham-dinh/", views.move_line, name="move_line"),
    path("ho-so/<str:code>/dong/<int:no>/tieu-chuan/", views.rule_line, name="rule_line"),
    path("ho-so/<str:code>/phieu-bo-sung.pdf", views.request_paper, name="request_paper"),
    path("ho-so/<str:code>/viec/<slug:duty>/nhan/", views.take, name="take"),
    path("ho-so/<str:code>/viec/<slug:duty>/tra/", views.put_back, name="put_back"),
]
