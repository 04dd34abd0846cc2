"""Gives every desk its address."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from workflow.desks.pages import sample


def health(request: HttpRequest) -> HttpResponse:
    """Say "ok" when the database answers; for bin/run and for monitoring."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("", include("workflow.desks.inbox.urls")),
    path("tra-cuu/", include("workflow.desks.portal.urls")),
    path("mau-giay-to/", include("workflow.desks.portal.paper_urls")),
    path("suc-khoe", health, name="health"),
    path("quan-tri/", admin.site.urls),
    path("tai-khoan/", include("workflow.desks.account.urls")),
    path("", include("workflow.desks.council.urls")),
    path("quyet-dinh/", include("workflow.desks.decision.urls")),
    path("tiep-nhan/", include("workflow.desks.intake.urls")),
    path("quy/", include("workflow.desks.fund.urls")),
    path("khen-thuong/", include("workflow.desks.honours.urls")),
    path("danh-muc/", include("workflow.desks.catalogue.urls")),
    path("don-vi/", include("workflow.desks.units.urls")),
    path("", include("workflow.desks.evidence.urls")),
    path("", include("workflow.desks.holds.urls")),
    path("", include("workflow.desks.movements.urls")),
    path("don-thu/", include("workflow.desks.petitions.urls")),
    path("", include("workflow.desks.after.urls")),
    path("", include("workflow.desks.versions.urls")),
    path("", include("workflow.desks.registry.urls")),
    path("", include("workflow.desks.appraisal.urls")),
    path("", include("workflow.desks.elsewhere.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("mau/", sample))
