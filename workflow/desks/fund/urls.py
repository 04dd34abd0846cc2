"""Addresses of the fund's desk."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "fund"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("chi/", views.payments, name="payments"),
    path("danh-sach.pdf", views.printed, name="printed"),
    path("danh-sach.xlsx", views.exported, name="exported"),
    path("thu/", views.incomes, name="incomes"),
    path("thu/<int:pk>/dao/", views.reverse_income, name="reverse"),
]
