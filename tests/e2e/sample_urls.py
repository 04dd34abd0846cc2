"""The addresses as a developer has them: with the sheet of samples."""
from __future__ import annotations

from django.urls import path

from workflow import urls
from workflow.desks.pages import sample

urlpatterns = [path("mau/", sample), *urls.urlpatterns]
