"""Thành phần hồ sơ và mẫu giấy tờ: what a dossier consists of today, and a blank form of each paper, without login."""
from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from forms.papers import AskForm
from workflow.accounts import address
from workflow.engine.receiving import paper_forms
from workflow.law.words import Kind
from workflow.models import AwardType
from workflow.papers import blanks
from workflow.papers.faults import MissingValue, PrintFailed

from .views import too_many

AN_HOUR = "public, max-age=3600"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Choose an award and a reason; the papers follow."""
    form = AskForm(request.GET or None)
    award, kind = form.asked()
    found = paper_forms.dossiers(award, timezone.localdate()) if award else {}
    chosen = found.get(kind) if kind else next(iter(found.values()), None)
    context = {"form": form, "award": award, "kinds": list(found), "kind": kind or (chosen and chosen.kind), "dossier": chosen}
    return render(request, "portal/papers.html", context)


@require_safe
def blank(request: HttpRequest, code: str, kind: str, variant: str) -> HttpResponse:
    """One blank form. Printed once; whoever asks for too many that nobody printed yet has to wait."""
    award = get_object_or_404(AwardType, code=code)
    paper = paper_forms.blank(award, Kind(kind), variant, timezone.localdate()) if kind in list(Kind) else None
    if paper is None:
        raise Http404("Hồ sơ này không có mẫu giấy tờ như vậy.")
    found = blanks.kept(paper)
    if found is None:
        if too_many(address(request), "forms"):
            return sorry(request, "Bạn tải mẫu quá nhanh. Hãy đợi một phút rồi bấm lại.", 429)
        try:
            found = blanks.printed(paper)
        except (PrintFailed, MissingValue):
            return sorry(request, "Chưa in được mẫu này vì bộ in đang bận. Hãy đợi một phút rồi bấm lại.", 503)
    response = HttpResponse(found, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{variant}-{code}.pdf"'
    response["Cache-Control"] = AN_HOUR
    return response


def sorry(request: HttpRequest, text: str, status: int) -> HttpResponse:
    """The page again, saying why there is no form; come back in a minute."""
    response = render(request, "portal/papers.html", {"form": AskForm(), "sorry": text}, status=status)
    response["Retry-After"] = "60"
    return response
