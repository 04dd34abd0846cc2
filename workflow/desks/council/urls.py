"""Addresses of the council: sittings below /hoi-dong/, ballots below /bo-phieu/."""
from __future__ import annotations

from django.urls import path

from . import ballots, packs, views

app_name = "council"
urlpatterns = [
    path("hoi-dong/", views.listing, name="sittings"),
    path("hoi-dong/moi/", views.convene, name="convene"),
    path("hoi-dong/<int:pk>/", views.show, name="sitting"),
    path("hoi-dong/<int:pk>/diem-danh/", views.mark, name="mark"),
    path("hoi-dong/<int:pk>/phieu-giay/", views.written, name="written"),
    path("hoi-dong/<int:pk>/kiem-phieu/", views.tally, name="tally"),
    path("hoi-dong/<int:pk>/hoan/", views.call_off, name="call_off"),
    path("hoi-dong/<int:pk>/bien-ban.pdf", views.minutes, name="minutes"),
    path("hoi-dong/<int:pk>/tai-lieu-<int:part>.pdf", packs.pack, name="pack"),
    path("hoi-dong/<int:pk>/dang-in-<int:part>/<str:job>/", packs.packing, name="packing"),
    path("bo-phieu/", ballots.listing, name="ballots"),
    path("bo-phieu/<int:pk>/", ballots.ballot, name="ballot"),
    path("bo-phieu/<int:pk>/kiem-tra/", ballots.check, name="check"),
]
