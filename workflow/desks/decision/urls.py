"""Addresses of the decision desk, below /quyet-dinh/."""
from __future__ import annotations

from django.urls import path

from . import papers, views

app_name = "decision"
urlpatterns = [
    path("", views.listing, name="list"),
    path("moi/", views.begin, name="begin"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/them/", views.gather, name="gather"),
    path("<int:pk>/bo-dong/", views.drop, name="drop"),
    path("<int:pk>/loi-van/", views.word, name="word"),
    path("<int:pk>/chuyen-kiem-tra/", views.submit, name="submit"),
    path("<int:pk>/kiem-tra/", views.check, name="check"),
    path("<int:pk>/ky/", views.sign, name="sign"),
    path("<int:pk>/tra-lai/", views.decline, name="decline"),
    path("<int:pk>/to-trinh.pdf", papers.draft, {"which": "proposal"}, name="proposal"),
    path("<int:pk>/du-thao.pdf", papers.draft, {"which": "decision"}, name="draft"),
    path("<int:pk>/quyet-dinh.pdf", papers.issued, name="issued"),
    path("<int:pk>/dang-in/<str:which>/<str:job>/", papers.waiting, name="printing"),
]
