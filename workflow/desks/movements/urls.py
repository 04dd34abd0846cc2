"""Addresses of rounds, movements, registered titles, clusters."""
from __future__ import annotations

from django.urls import path

from . import cards, clusters, registrations, rounds, views

app_name = "movements"
urlpatterns = [
    path("dot-xet/", rounds.listing, name="rounds"),
    path("dot-xet/lap-lich/", rounds.lay_out, name="lay_out"),
    path("dot-xet/moi/", rounds.add, name="round_new"),
    path("dot-xet/<int:pk>/", rounds.show, name="round"),
    path("dot-xet/<int:pk>/sua/", rounds.edit, name="round_edit"),
    path("dot-xet/<int:pk>/nhac/", rounds.remind, name="remind"),
    path("dot-xet/<int:pk>/cong-van.pdf", rounds.letter, name="letter"),
    path("phong-trao/", views.listing, name="list"),
    path("phong-trao/moi/", views.add, name="new"),
    path("phong-trao/<int:pk>/", views.show, name="movement"),
    path("phong-trao/<int:pk>/sua/", views.edit, name="edit"),
    path("phong-trao/<int:pk>/buoc/", views.step, name="step"),
    path("dang-ky-thi-dua/", registrations.listing, name="registrations"),
    path("dang-ky-thi-dua/moi/", registrations.add, name="register"),
    path("dang-ky-thi-dua/tep/", registrations.upload, name="upload"),
    path("dang-ky-thi-dua/mau.xlsx", registrations.empty, name="template"),
    path("dang-ky-thi-dua/<int:pk>/rut/", registrations.withdraw, name="withdraw"),
    path("cum-khoi/", clusters.listing, name="clusters"),
    path("cum-khoi/moi/", clusters.add, name="cluster_new"),
    path("cum-khoi/<int:pk>/sua/", clusters.edit, name="cluster_edit"),
    path("cum-khoi/<int:pk>/<int:year>/", clusters.show, name="cluster"),
    path("cum-khoi/<int:pk>/<int:year>/thanh-vien/", clusters.members, name="members"),
    path("cum-khoi/<int:pk>/<int:year>/bang-diem/", clusters.table, name="table"),
    path("cum-khoi/<int:pk>/<int:year>/cong-bo/", clusters.announce, name="announce"),
    path("cum-khoi/<int:pk>/<int:year>/huy/", clusters.revoke, name="revoke"),
    path("cum-khoi/<int:pk>/<int:year>/xep-hang.xlsx", clusters.export, name="export"),
    path("cum-khoi/phieu/<int:pk>/", cards.show, name="card"),
    path("cum-khoi/phieu/<int:pk>/tra-lai/", cards.send_back, name="send_back"),
]
