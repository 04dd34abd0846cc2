"""Addresses of the intake counter, below /tiep-nhan/."""
from __future__ import annotations

from django.urls import path

from . import dossiers, files, forms, lists, supplements, views

app_name = "intake"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("moi/", views.begin, name="begin"),
    path("don-vi/", views.unit_choices, name="units"),
    path("danh-sach-mau.xlsx", lists.empty, name="template"),
    path("tep/<int:pk>/", files.download, name="file"),
    path("nhap/<int:pk>/", views.show, name="draft"),
    path("nhap/<int:pk>/thong-tin/", views.header, name="header"),
    path("nhap/<int:pk>/tiep-nhan/", views.receive, name="receive"),
    path("nhap/<int:pk>/mau/", forms.show, name="forms"),
    path("nhap/<int:pk>/mau/<slug:variant>.pdf", forms.paper, name="form"),
    path("nhap/<int:pk>/mau/<slug:variant>/<int:no>.pdf", forms.paper, name="form_of"),
    path("nhap/<int:pk>/bo/", views.discard, name="discard"),
    path("nhap/<int:pk>/tep/", files.upload, name="attach"),
    path("nhap/<int:pk>/tep/<int:attachment>/bo/", files.remove, name="detach"),
    path("nhap/<int:pk>/dong/", lists.add, name="add"),
    path("nhap/<int:pk>/dong/bo/", lists.remove, name="remove"),
    path("nhap/<int:pk>/dong/<int:no>/", lists.edit, name="edit"),
    path("nhap/<int:pk>/danh-sach/", lists.upload, name="upload"),
    path("nhap/<int:pk>/danh-sach/<slug:token>/", lists.look, name="preview"),
    path("nhap/<int:pk>/danh-sach/<slug:token>/nhan/", lists.accept, name="accept"),
    path("nhap/<int:pk>/danh-sach/<slug:token>/bo/", lists.abandon, name="abandon"),
    path("nhap/<int:pk>/danh-sach/<slug:token>/danh-dau.xlsx", lists.marked, name="marked"),
    path("ho-so/<str:code>/", dossiers.show, name="dossier"),
    path("ho-so/<str:code>/giay-tiep-nhan.pdf", dossiers.receipt, name="receipt"),
    path("ho-so/<str:code>/bo-sung/", supplements.supplement, name="supplement"),
    path("ho-so/<str:code>/bo-sung/phieu.pdf", supplements.request_paper, name="request_paper"),
    path("ho-so/<str:code>/bo-sung/tep/", supplements.attach, name="supplement_files"),
    path("ho-so/<str:code>/bo-sung/giay-to/", supplements.tick, name="tick"),
    path("ho-so/<str:code>/bo-sung/nop/", supplements.resubmit, name="resubmit"),
    path("ho-so/<str:code>/bo-sung/rut/", supplements.withdraw, name="withdraw"),
    path("ho-so/<str:code>/tra-ket-qua/", dossiers.results, name="results"),
    path("ho-so/<str:code>/tra-ket-qua/thong-bao.pdf", dossiers.notice, name="notice"),
    path("ho-so/<str:code>/tra-ket-qua/du-thao.pdf", dossiers.draft_notice, name="draft_notice"),
]
