"""Addresses of the registry."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "registry"
urlpatterns = [
    path("ho-so/", views.listing, name="list"),
    path("ho-so/<str:code>/", views.show, name="dossier"),
    path("ho-so/<str:code>/phieu-tham-dinh.pdf", views.appraisal_sheet, name="appraisal_sheet"),
    path("ho-so/<str:code>/ban-in/<int:pk>.pdf", views.frozen, name="printed"),
    path("ho-so/<str:code>/dong/<int:no>/", views.line, name="line"),
    path("ho-so/<str:code>/dong/<int:no>/the-doi-chieu.pdf", views.proof_card, name="proof_card"),
    path("tim/", views.search, name="search"),
    path("doi-tuong/<int:pk>/", views.recipient, name="recipient"),
]
